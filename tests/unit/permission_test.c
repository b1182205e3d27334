#include "signaling/meeting/permission.h"

#include <glib.h>

static void test_the_table(void)
{
    static const struct {
        Permission permission;
        bool chair, site, viewer;
    } cases[] = {
            {PERMISSION_WATCH, true, true, true},
            {PERMISSION_PUBLISH, true, true, false},
            {PERMISSION_SET_OWN, true, true, false},
            {PERMISSION_LAYOUT, true, false, false},
            {PERMISSION_FLOOR, true, false, false},
            {PERMISSION_PRESENT, true, true, false},
            {PERMISSION_PREEMPT, true, false, false},
            {PERMISSION_END, true, false, false},
    };

    g_assert_cmpuint(G_N_ELEMENTS(cases), ==, PERMISSION_COUNT);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Permission asked = cases[i].permission;
        g_assert_true(permission_allows(ROLE_CHAIR, asked) == cases[i].chair);
        g_assert_true(permission_allows(ROLE_SITE, asked) == cases[i].site);
        g_assert_true(permission_allows(ROLE_VIEWER, asked) == cases[i].viewer);
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/permission/the_table", test_the_table);
    g_test_add_func("/permission/names_there_and_back", test_names_there_and_back);
    return g_test_run();
}
