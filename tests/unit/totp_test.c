#include "signaling/client/totp.h"

#include <glib.h>

#include <string.h>

/* "12345678901234567890", the secret of RFC 6238, appendix B, in base 32. */
static const char rfc_secret[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

static void test_vectors_of_the_rfc(void)
{
    static const struct {
        int64_t time_s;
        const char *code; /* the last six of the eight digits there */
    } cases[] = {
            {59, "287082"},
            {1111111109, "081804"},
            {1111111111, "050471"},
            {1234567890, "005924"},
            {2000000000, "279037"},
            {20000000000, "353130"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *code = totp_code(rfc_secret, cases[i].time_s / TOTP_STEP_S);
        g_assert_cmpstr(code, ==, cases[i].code);
    }
}

static void test_a_step_early_or_late(void)
{
    static const struct {
        const char *why;
        int64_t steps_off;
        int64_t last_step;
        bool good;
    } cases[] = {
            {"now", 0, 0, true},
            {"a step late", -1, 0, true},
            {"a step early", 1, 0, true},
            {"two late", -2, 0, false},
            {"two early", 2, 0, false},
            {"used already", 0, 1000, false},
            {"an earlier one than was used", -1, 1000, false},
            {"a later one than was used", 1, 1000, true},
    };
    const int64_t now_s = INT64_C(1000) * TOTP_STEP_S + 7;

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *code = totp_code(rfc_secret, 1000 + cases[i].steps_off);
        int64_t step = -1;
        g_test_message("%s", cases[i].why);
        g_assert_true(
                totp_check(rfc_secret, code, now_s, cases[i].last_step, &step) == cases[i].good);
        g_assert_cmpint(step, ==, cases[i].good ? 1000 + cases[i].steps_off : -1);
    }
}

static void test_what_is_no_code(void)
{
    static const char *const codes[] = {
            "", "12345", "1234567", "abcdef", "28708 ", "\xff\xff\xff\xff\xff\xff"};
    int64_t step = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        g_assert_false(totp_check(rfc_secret, codes[i], 59, 0, &step));
    }
    g_assert_false(totp_check("", "287082", 59, 0, &step));
    g_assert_false(totp_check("no base 32!", "287082", 59, 0, &step));
    g_autofree char *long_secret = g_strnfill(1000, 'A');
    g_assert_null(totp_code(long_secret, 1));
}

static void test_secrets(void)
{
    g_autofree char *first = totp_new_secret();
    g_autofree char *second = totp_new_secret();
    g_autofree char *uri = totp_uri(first, "Họp trực tuyến", "quan tri");
    g_autofree char *code = totp_code(first, 1);

    g_assert_cmpuint(strlen(first), ==, TOTP_SECRET_BYTES * 8 / 5);
    g_assert_cmpstr(first, !=, second);
    g_assert_cmpuint(strlen(code), ==, TOTP_DIGITS);
    g_assert_true(g_str_has_prefix(
            uri, "otpauth://totp/H%E1%BB%8Dp%20tr%E1%BB%B1c%20tuy%E1%BA%BFn:quan%20tri?secret="));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/totp/vectors_of_the_rfc", test_vectors_of_the_rfc);
    g_test_add_func("/totp/a_step_early_or_late", test_a_step_early_or_late);
    g_test_add_func("/totp/what_is_no_code", test_what_is_no_code);
    g_test_add_func("/totp/secrets", test_secrets);
    return g_test_run();
}
