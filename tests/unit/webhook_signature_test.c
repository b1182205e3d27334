#include "signaling/client/webhook_signature.h"

/* The example of the specification "Standard Webhooks", as its libraries test it. */
static void test_signs_as_specified(void)
{
    gsize size = 0;
    g_autofree guchar *key = g_base64_decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", &size);
    g_autofree char *signature = webhook_signature_of(
            key, size, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}");

    g_assert_cmpstr(signature, ==, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

static void test_secret_is_told_as_text(void)
{
    const TokenKey key = {.bytes = {1, 2, 3}};
    g_autofree char *secret = webhook_signature_secret(&key);

    g_assert_cmpstr(secret, ==, "whsec_AQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/webhook_signature/signs_as_specified", test_signs_as_specified);
    g_test_add_func("/webhook_signature/secret_is_told_as_text", test_secret_is_told_as_text);
    return g_test_run();
}
