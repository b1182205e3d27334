#include "signaling/app/security_profile.h"

static const int64_t hour_us = INT64_C(3600) * G_USEC_PER_SEC;

static SecurityProfile profile_of(const char *const *sets, Settings **ret_settings)
{
    const SettingsOptions options = {.sets = (char **)sets};
    g_autoptr(GError) error = NULL;

    *ret_settings = settings_load(&options, &error);
    g_assert_no_error(error);
    return security_profile_of(*ret_settings);
}

/* The table of rules, at both levels. */
static void test_levels(void)
{
    static const struct {
        const char *level;
        unsigned length, history_admin, history_others;
        int64_t tries, lock_h, idle_min, unused_d, admin_d, others_d;
        bool totp;
    } cases[] = {
            {"security.level=2", 8, 10, 1, 5, 12, 15, 45, 60, 0, false},
            {"security.level=3", 12, 10, 10, 5, 24, 5, 45, 60, 180, true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *const sets[] = {cases[i].level, NULL};
        g_autoptr(Settings) settings = NULL;
        const SecurityProfile profile = profile_of(sets, &settings);
        g_test_message("%s", cases[i].level);
        g_assert_cmpuint(profile.password_length, ==, cases[i].length);
        g_assert_cmpuint(
                security_profile_history(&profile, ROLE_ADMIN), ==, cases[i].history_admin);
        g_assert_cmpuint(
                security_profile_history(&profile, ROLE_SITE), ==, cases[i].history_others);
        g_assert_cmpint(profile.lock.tries_max, ==, cases[i].tries);
        g_assert_cmpint(profile.lock.lock_us, ==, cases[i].lock_h * hour_us);
        g_assert_cmpint(profile.idle_us, ==, cases[i].idle_min * hour_us / 60);
        g_assert_cmpint(profile.unused_us, ==, cases[i].unused_d * 24 * hour_us);
        g_assert_cmpint(profile.unused_warning_us, ==, (cases[i].unused_d - 15) * 24 * hour_us);
        g_assert_cmpint(profile.password_age_admin_us, ==, cases[i].admin_d * 24 * hour_us);
        g_assert_cmpint(profile.password_age_others_us, ==, cases[i].others_d * 24 * hour_us);
        g_assert_true(profile.admin_totp == cases[i].totp);
    }
}

static void test_single_keys_win(void)
{
    static const char *const sets[] = {"security.level=3", "security.password_length=20",
            "security.tries=3", "security.lock_hours=1", "security.idle_minutes=30",
            "security.admin_totp=offered", "security.password_history=24", "security.phone=113",
            NULL};
    g_autoptr(Settings) settings = NULL;
    const SecurityProfile profile = profile_of(sets, &settings);

    g_assert_cmpuint(profile.password_length, ==, 20);
    g_assert_cmpint(profile.lock.tries_max, ==, 3);
    g_assert_cmpint(profile.lock.lock_us, ==, 12 * hour_us); /* no key goes below the rule */
    g_assert_cmpint(profile.idle_us, ==, hour_us / 2);
    g_assert_false(profile.admin_totp);
    g_assert_cmpuint(security_profile_history(&profile, ROLE_CLERK), ==, 24);
    g_assert_cmpstr(profile.phone, ==, "113");
}

static void test_ages(void)
{
    static const char *const sets[] = {NULL};
    g_autoptr(Settings) settings = NULL;
    const SecurityProfile profile = profile_of(sets, &settings);
    const int64_t two_months_us = INT64_C(60) * 24 * hour_us;

    g_assert_false(security_profile_is_old(&profile, ROLE_ADMIN, two_months_us));
    g_assert_true(security_profile_is_old(&profile, ROLE_ADMIN, two_months_us + 1));
    g_assert_false(security_profile_is_old(&profile, ROLE_SITE, INT64_MAX));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/security_profile/S-38/levels", test_levels);
    g_test_add_func("/security_profile/single_keys", test_single_keys_win);
    g_test_add_func("/security_profile/ages", test_ages);
    return g_test_run();
}
