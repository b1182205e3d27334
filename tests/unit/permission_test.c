#include "signaling/meeting/permission.h"

#include <glib.h>

/* As the table of roles has it on paper: one line an action, one letter a role. */
static void test_the_table(void)
{
    /* in the order of Role: chair, site, viewer, secretary, operator, admin, clerk;
     * o: its own, n: where named, u: of its unit, s: of its subtree */
    static const char *const cases[PERMISSION_COUNT] = {
            [PERMISSION_WATCH] = "noons--",
            [PERMISSION_PUBLISH] = "no-ns--",
            [PERMISSION_SET_OWN] = "no-ns--",
            [PERMISSION_ASK] = "no-ns--",
            [PERMISSION_VOTE] = "no-----",
            [PERMISSION_CHAT] = "no-ns--",
            [PERMISSION_PRESENT] = "no-ns--",
            [PERMISSION_PREEMPT] = "n--ns--",
            [PERMISSION_LAYOUT] = "n--ns--",
            [PERMISSION_FLOOR] = "n--ns--",
            [PERMISSION_MUTE] = "n--ns--",
            [PERMISSION_HELP] = "n--ns--",
            [PERMISSION_MESSAGE] = "n--ns--",
            [PERMISSION_BALLOT] = "n--ns--",
            [PERMISSION_ROLL] = "n--ns--",
            [PERMISSION_HEADS] = "no-ns--",
            [PERMISSION_ADMIT] = "n--ns--",
            [PERMISSION_RUN] = "n--ns--",
            [PERMISSION_RECORD] = "n--ns--",
            [PERMISSION_MEETING_READ] = "uo-us-u",
            [PERMISSION_MEETING_EDIT] = "u--us--",
            [PERMISSION_ATTENDANCE_READ] = "u--u--u",
            [PERMISSION_ATTENDANCE_EDIT] = "n--n---",
            [PERMISSION_MINUTES_READ] = "u--u--u",
            [PERMISSION_MINUTES_WRITE] = "---n---",
            [PERMISSION_MINUTES_APPROVE] = "n------",
            [PERMISSION_MINUTES_FILE] = "------u",
            [PERMISSION_RECORDING_READ] = "u--us-u",
            [PERMISSION_RECORDING_SHARE] = "u--u--u",
            [PERMISSION_RECORDING_DISPOSE] = "------u",
            [PERMISSION_RECORDING_DELETE] = "-----s-",
            [PERMISSION_STATISTICS] = "s--s--s",
            [PERMISSION_UNIT_READ] = "s--sssu",
            [PERMISSION_UNIT_EDIT] = "-----s-",
            [PERMISSION_SITE_READ] = "so-sss-",
            [PERMISSION_SITE_EDIT] = "-----s-",
            [PERMISSION_ACCOUNT_READ] = "----ss-",
            [PERMISSION_ACCOUNT_EDIT] = "-----s-",
            [PERMISSION_ACCOUNT_UNLOCK] = "----ss-",
            [PERMISSION_ACCOUNT_OWN] = "oo-oooo",
            [PERMISSION_SETTINGS] = "-----s-",
            [PERMISSION_AUDIT] = "-----s-",
            [PERMISSION_ALERTS] = "----ss-",
    };
    static const char letters[] = {'-', 'o', 'n', 'u', 's'};

    for (Permission asked = 0; asked < PERMISSION_COUNT; asked++) {
        g_assert_nonnull(cases[asked]);
        for (Role role = 0; role < ROLE_COUNT; role++) {
            const Scope scope = permission_scope(role, asked);
            g_test_message("%s %s", role_name(role), permission_name(asked));
            g_assert_true(letters[scope] == cases[asked][role]);
            g_assert_true(permission_allows(role, asked) == (cases[asked][role] != '-'));
        }
    }
}

static void test_the_administrator_sees_no_content(void)
{
    for (Permission asked = 0; asked <= PERMISSION_MINUTES_FILE; asked++) {
        g_assert_false(permission_allows(ROLE_ADMIN, asked));
    }
    g_assert_false(permission_allows(ROLE_ADMIN, PERMISSION_RECORDING_READ));
    for (Role role = 0; role < ROLE_COUNT; role++) {
        g_assert_true(permission_allows(role, PERMISSION_AUDIT) == (role == ROLE_ADMIN));
    }
}

static void test_names_there_and_back(void)
{
    for (Role role = 0; role < ROLE_COUNT; role++) {
        Role back = ROLE_COUNT;
        g_assert_true(role_from_name(role_name(role), &back));
        g_assert_cmpint(back, ==, role);
    }
    Role untouched = ROLE_COUNT;
    g_assert_false(role_from_name("Chair", &untouched));
    g_assert_cmpint(untouched, ==, ROLE_COUNT);
}

static void test_links_are_for_sites(void)
{
    for (Role role = 0; role < ROLE_COUNT; role++) {
        g_assert_true(role_fits_link(role) == (role <= ROLE_VIEWER));
    }
}

static void test_codes_of_accounts(void)
{
    for (Role role = 0; role < ROLE_COUNT; role++) {
        Role back = ROLE_COUNT;
        g_assert_true(role_from_code(role_code(role), &back) == (role != ROLE_VIEWER));
        g_assert_cmpint(back, ==, role != ROLE_VIEWER ? role : ROLE_COUNT);
    }
    Role untouched = ROLE_COUNT;
    g_assert_false(role_from_code("chair", &untouched));
    g_assert_false(role_from_code("", &untouched));
    g_assert_cmpint(untouched, ==, ROLE_COUNT);
}

static void test_every_permission_has_a_name_of_its_own(void)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (Permission asked = 0; asked < PERMISSION_COUNT; asked++) {
        g_assert_true(g_hash_table_add(seen, (gpointer)permission_name(asked)));
    }
    g_assert_cmpstr(scope_name(SCOPE_SUBTREE), ==, "subtree");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/permission/the_table", test_the_table);
    g_test_add_func(
            "/permission/administrator_sees_no_content", test_the_administrator_sees_no_content);
    g_test_add_func("/permission/names_there_and_back", test_names_there_and_back);
    g_test_add_func("/permission/links_are_for_sites", test_links_are_for_sites);
    g_test_add_func("/permission/codes_of_accounts", test_codes_of_accounts);
    g_test_add_func("/permission/names", test_every_permission_has_a_name_of_its_own);
    return g_test_run();
}
