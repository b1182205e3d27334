#include "signaling/meeting/chat_log.h"

static void test_who_sees_a_line(void)
{
    static const struct {
        ChatLine line;
        bool a, b;
        const char *reason;
    } rows[] = {
            {{.from = "console", .to = ""}, true, true, "from a console to all"},
            {{.from = "console", .to = "a"}, true, false, "from a console to one"},
            {{.from = "a", .to = "", .by_site = true}, true, false, "from a site to the consoles"},
            {{.from = "b", .to = "", .by_site = true}, false, true, "its own"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].reason);
        g_assert_true(chat_line_is_for(&rows[i].line, "a") == rows[i].a);
        g_assert_true(chat_line_is_for(&rows[i].line, "b") == rows[i].b);
    }
}

static void test_the_oldest_makes_room(void)
{
    g_autoptr(ChatLog) log = chat_log_new();

    for (int i = 0; i <= CHAT_LINES_MAX; i++) {
        g_autofree char *text = g_strdup_printf("%d", i);
        chat_log_add(log, &(ChatLine){.from = "a", .name = "A", .to = "", .text = text});
    }
    g_assert_cmpuint(chat_log_size(log), ==, CHAT_LINES_MAX);
    g_assert_cmpstr(chat_log_nth(log, 0).text, ==, "1");
    g_assert_cmpstr(chat_log_nth(log, CHAT_LINES_MAX - 1).text, ==, "200");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chat_log/who_sees_a_line", test_who_sees_a_line);
    g_test_add_func("/chat_log/the_oldest_makes_room", test_the_oldest_makes_room);
    return g_test_run();
}
