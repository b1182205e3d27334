#include "signaling/meeting/site_redial.h"

#include <glib.h>

static void test_longer_and_longer(void)
{
    static const RedialCause causes[] = {
            REDIAL_BUSY, REDIAL_NO_ANSWER, REDIAL_UNREACHABLE, REDIAL_NO_TLS};

    for (size_t i = 0; i < G_N_ELEMENTS(causes); i++) {
        SiteRedial redial = {0};
        int64_t before_s = 0;
        for (int n = 0; n < SITE_REDIAL_TRIES; n++) {
            const int64_t after_s = site_redial_after_s(&redial, causes[i]);
            g_assert_cmpint(after_s, >, before_s);
            before_s = after_s;
        }
        g_assert_cmpint(site_redial_after_s(&redial, causes[i]), ==, 0);
        site_redial_reset(&redial);
        g_assert_cmpint(site_redial_after_s(&redial, causes[i]), ==, 15);
    }
}

static void test_lost_again_and_again(void)
{
    SiteRedial redial = {0};

    for (int n = 0; n < 100; n++) {
        g_assert_cmpint(site_redial_after_s(&redial, REDIAL_DROPPED), ==, 2);
        site_redial_reset(&redial);
    }
}

static void test_hung_up_is_meant(void)
{
    SiteRedial redial = {0};

    for (int n = 0; n < SITE_REDIAL_HANG_UPS; n++) {
        g_assert_cmpint(site_redial_after_s(&redial, REDIAL_HUNG_UP), >, 0);
        site_redial_reset(&redial);
    }
    g_assert_cmpint(site_redial_after_s(&redial, REDIAL_HUNG_UP), ==, 0);
}

static void test_what_is_final(void)
{
    static const RedialCause causes[] = {REDIAL_DECLINED, REDIAL_NOT_FOUND, REDIAL_NO_CODEC,
            REDIAL_NO_ENCRYPTION, REDIAL_NO_ADDRESS, REDIAL_BAD_OFFER, REDIAL_CERTIFICATE};

    for (size_t i = 0; i < G_N_ELEMENTS(causes); i++) {
        SiteRedial redial = {0};
        g_assert_cmpint(site_redial_after_s(&redial, causes[i]), ==, 0);
    }
}

static void test_what_a_status_means(void)
{
    static const struct {
        int status;
        const char *name;
    } rows[] = {
            {486, "busy"},
            {600, "busy"},
            {408, "no_answer"},
            {480, "no_answer"},
            {403, "declined"},
            {407, "declined"},
            {603, "declined"},
            {404, "not_found"},
            {488, "no_codec"},
            {REDIAL_STATUS_NO_TLS, "no_tls"},
            {REDIAL_STATUS_CERTIFICATE, "certificate"},
            {REDIAL_STATUS_NO_ENCRYPTION, "no_encryption"},
            {REDIAL_STATUS_NO_ADDRESS, "no_address"},
            {REDIAL_STATUS_BAD_OFFER, "bad_offer"},
            {302, "unreachable"},
            {503, "unreachable"},
            {699, "unreachable"},
            {0, "unreachable"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_cmpstr(redial_cause_name(redial_cause_of(rows[i].status)), ==, rows[i].name);
    }
    g_assert_cmpstr(redial_cause_name(REDIAL_DROPPED), ==, "dropped");
    g_assert_cmpstr(redial_cause_name(REDIAL_HUNG_UP), ==, "hung_up");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_redial/longer_and_longer", test_longer_and_longer);
    g_test_add_func("/site_redial/lost_again_and_again", test_lost_again_and_again);
    g_test_add_func("/site_redial/hung_up_is_meant", test_hung_up_is_meant);
    g_test_add_func("/site_redial/what_is_final", test_what_is_final);
    g_test_add_func("/site_redial/what_a_status_means", test_what_a_status_means);
    return g_test_run();
}
