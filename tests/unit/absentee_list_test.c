#include "signaling/meeting/absentee_list.h"

static void on_absentee(const Participant *participant, void *user_data)
{
    g_string_append_printf(user_data, "%s=%s,%s ", participant->identity, participant->name,
            role_name(participant->role));
}

static void test_who_is_not_seen_in_time_has_left(void)
{
    g_autoptr(AbsenteeList) list = absentee_list_new();
    g_autoptr(GString) left = g_string_new(NULL);
    const Participant a = {.identity = "site:a", .name = "A", .role = ROLE_SITE};
    const Participant b = {.identity = "site:b", .name = "B", .role = ROLE_CHAIR};

    absentee_list_add(list, &a);
    absentee_list_add(list, &b);
    absentee_list_add(list, &b); /* twice in the log is one */
    absentee_list_take(list, INT64_MAX - 1, on_absentee, left);
    g_assert_cmpstr(left->str, ==, ""); /* it is not known yet when */
    absentee_list_set_due(list, 100);
    absentee_list_see(list, "site:a");
    absentee_list_see(list, "site:x");
    absentee_list_take(list, 99, on_absentee, left);
    g_assert_cmpstr(left->str, ==, "");
    absentee_list_take(list, 100, on_absentee, left);
    g_assert_cmpstr(left->str, ==, "site:b=B,chair ");
    absentee_list_take(list, 200, on_absentee, left); /* once only */
    g_assert_cmpstr(left->str, ==, "site:b=B,chair ");
}

static void test_bounds(void)
{
    g_autoptr(AbsenteeList) list = absentee_list_new();
    g_autoptr(GString) left = g_string_new(NULL);

    absentee_list_set_due(list, 0);
    for (int i = 0; i <= ABSENTEES_MAX; i++) {
        g_autofree char *identity = g_strdup_printf("%d", i);
        absentee_list_add(list, &(Participant){.identity = identity, .name = ""});
    }
    absentee_list_take(list, 0, on_absentee, left);
    g_auto(GStrv) all = g_strsplit(left->str, " ", -1);
    g_assert_cmpuint(g_strv_length(all) - 1, ==, ABSENTEES_MAX);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/absentee_list/who_is_not_seen_in_time_has_left",
            test_who_is_not_seen_in_time_has_left);
    g_test_add_func("/absentee_list/bounds", test_bounds);
    return g_test_run();
}
