#include "signaling/meeting/identity_set.h"

static void test_each_once_in_order(void)
{
    g_autoptr(IdentitySet) set = identity_set_new();

    g_assert_true(identity_set_add(set, "site:b"));
    g_assert_true(identity_set_add(set, "site:a"));
    g_assert_true(identity_set_add(set, "site:b")); /* has it already */
    g_assert_cmpuint(identity_set_size(set), ==, 2);
    g_assert_cmpstr(identity_set_nth(set, 0), ==, "site:b");
    identity_set_remove(set, "site:x");
    identity_set_remove(set, "site:b");
    g_assert_false(identity_set_has(set, "site:b"));
    g_assert_true(identity_set_has(set, "site:a"));
    identity_set_clear(set);
    g_assert_cmpuint(identity_set_size(set), ==, 0);
    g_assert_false(identity_set_has(set, "site:a"));
}

static void test_to_json_and_back(void)
{
    g_autoptr(IdentitySet) set = identity_set_new();
    json_t *array = json_pack("[s, i, s, n]", "site:a", 5, "site:b");

    identity_set_add_json(set, array);
    identity_set_add_json(set, NULL); /* a member that is not there */
    json_decref(array);
    array = identity_set_to_json(set);
    g_assert_cmpuint(json_array_size(array), ==, 2);
    g_assert_cmpstr(json_string_value(json_array_get(array, 1)), ==, "site:b");
    json_decref(array);
}

static void test_a_full_set_takes_no_more(void)
{
    g_autoptr(IdentitySet) set = identity_set_new();

    for (int i = 0; i < IDENTITY_SET_MAX; i++) {
        g_autofree char *identity = g_strdup_printf("site:%d", i);
        g_assert_true(identity_set_add(set, identity));
    }
    g_assert_false(identity_set_add(set, "site:one more"));
    g_assert_true(identity_set_add(set, "site:0")); /* is in it */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/identity_set/each_once_in_order", test_each_once_in_order);
    g_test_add_func("/identity_set/to_json_and_back", test_to_json_and_back);
    g_test_add_func("/identity_set/a_full_set_takes_no_more", test_a_full_set_takes_no_more);
    return g_test_run();
}
