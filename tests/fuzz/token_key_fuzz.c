#include "signaling/client/auth_token.h"
#include "signaling/client/resume_token.h"
#include "signaling/meeting/site_name.h"
#include "tests/fuzz/fuzz.h"

static const TokenKey key = {.bytes = {1, 2, 3}};

/* The claims behind a good signature are read by the same code, so sign the input too. */
static void read_signed(const char *payload)
{
    g_auto(AuthToken) token = {0};
    g_autofree char *text = token_key_sign(&key, "giaoban join", payload);
    (void)auth_token_open(&key, text, 0, &token, NULL);
}

static void read_name(const char *text)
{
    g_autofree char *name = site_name_normalise(text, NULL);
    if (name != NULL) {
        g_autofree char *again = site_name_normalise(name, NULL);
        g_autofree char *identity = site_name_identity(name);
        g_assert_cmpstr(name, ==, again);
        g_assert(strlen(identity) <= SITE_IDENTITY_BYTES_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(AuthToken) token = {0};
    g_auto(ResumeToken) resume = {0};

    (void)auth_token_open(&key, text, 0, &token, NULL);
    (void)resume_token_open(&key, text, &resume);
    read_name(text);
    if (strlen(text) <= TOKEN_PAYLOAD_MAX) {
        read_signed(text);
    }
    return 0;
}
