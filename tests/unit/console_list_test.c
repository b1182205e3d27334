#include "signaling/app/console_list.h"

static void test_comes_and_goes(void)
{
    g_autoptr(ConsoleList) list = console_list_new();
    const MeetingConsole console = {
            .session = 7, .identity = "account:thuky", .name = "Thư ký", .role = ROLE_SECRETARY};

    g_assert_true(console_list_add(list, &console));
    g_assert_cmpstr(console_list_nth(list, 0).name, ==, "Thư ký");
    g_assert_cmpint(console_list_nth(list, 0).role, ==, ROLE_SECRETARY);
    console_list_remove(list, 8);
    g_assert_cmpuint(console_list_size(list), ==, 1);
    console_list_remove(list, 7);
    g_assert_cmpuint(console_list_size(list), ==, 0);
}

static void test_a_full_list_takes_no_more(void)
{
    g_autoptr(ConsoleList) list = console_list_new();
    MeetingConsole console = {.session = 1, .identity = "account:a", .name = "A"};

    for (; console.session <= CONSOLE_LIST_MAX; console.session++) {
        g_assert_true(console_list_add(list, &console));
    }
    g_assert_false(console_list_add(list, &console));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/console_list/comes_and_goes", test_comes_and_goes);
    g_test_add_func("/console_list/a_full_list_takes_no_more", test_a_full_list_takes_no_more);
    return g_test_run();
}
