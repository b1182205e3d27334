#include "signaling/sip/sip_nonce.h"

static const int64_t start_us = INT64_C(5000000);

static void test_counts_go_up(void)
{
    static const struct {
        uint32_t count;
        bool good;
        const char *why;
    } rows[] = {
            {2, false, "the first count of a nonce is one"},
            {1, true, "the first"},
            {1, false, "sent again by somebody who listened"},
            {2, true, "the next"},
            {9, true, "requests may be lost on the way"},
            {5, false, "late, or again"},
            {G_MAXUINT32, true, "the last there is"},
            {G_MAXUINT32, false, "and it again"},
    };
    g_autoptr(SipNonces) nonces = sip_nonces_new();
    g_autofree char *nonce = sip_nonces_make(nonces, start_us);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        g_assert_true(sip_nonces_use(nonces, nonce, rows[i].count, start_us) == rows[i].good);
    }
}

static void test_age_ends_them(void)
{
    g_autoptr(SipNonces) nonces = sip_nonces_new();
    g_autofree char *nonce = sip_nonces_make(nonces, start_us);

    g_assert_true(sip_nonces_use(nonces, nonce, 0, start_us + SIP_NONCE_AGE_US));
    g_assert_true(sip_nonces_use(nonces, nonce, 1, start_us + SIP_NONCE_AGE_US));
    g_assert_false(sip_nonces_use(nonces, nonce, 2, start_us + SIP_NONCE_AGE_US + 1));
    g_assert_false(sip_nonces_use(nonces, nonce, 0, start_us + SIP_NONCE_AGE_US + 1));
}

static void test_others_are_stale(void)
{
    g_autoptr(SipNonces) nonces = sip_nonces_new();
    g_autoptr(SipNonces) earlier = sip_nonces_new();
    g_autofree char *nonce = sip_nonces_make(nonces, start_us);
    g_autofree char *next = sip_nonces_make(nonces, start_us);
    g_autofree char *other = sip_nonces_make(earlier, start_us);
    g_autofree char *younger = g_strdup(nonce);

    younger[0] = 'f'; /* a time that it was not made at */
    g_assert_cmpstr(nonce, !=, next);
    g_assert_false(sip_nonces_use(nonces, other, 1, start_us));
    g_assert_false(sip_nonces_use(nonces, younger, 1, start_us));
    g_assert_false(sip_nonces_use(nonces, "", 1, start_us));
    g_assert_false(sip_nonces_use(nonces, "00", 0, start_us));
    g_assert_true(sip_nonces_use(nonces, nonce, 1, start_us));
    g_assert_true(sip_nonces_use(nonces, next, 1, start_us));
}

static void test_remembers_a_bounded_number(void)
{
    g_autoptr(SipNonces) nonces = sip_nonces_new();
    g_autofree char *first = sip_nonces_make(nonces, start_us);

    g_assert_true(sip_nonces_use(nonces, first, 1, start_us));
    for (int i = 0; i < SIP_NONCES_MAX; i++) {
        g_autofree char *nonce = sip_nonces_make(nonces, start_us);
        g_assert_true(sip_nonces_use(nonces, nonce, 1, start_us));
    }
    g_assert_cmpuint(sip_nonces_size(nonces), ==, SIP_NONCES_MAX);
    g_assert_false(sip_nonces_use(nonces, first, 2, start_us)); /* forgotten: stale */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_nonce/counts_go_up", test_counts_go_up);
    g_test_add_func("/sip_nonce/age_ends_them", test_age_ends_them);
    g_test_add_func("/sip_nonce/others_are_stale", test_others_are_stale);
    g_test_add_func("/sip_nonce/remembers_a_bounded_number", test_remembers_a_bounded_number);
    return g_test_run();
}
