#include "signaling/meeting/screen_notes.h"

static void put(ScreenNotes *notes, const char *site, const char *text, int64_t until_us)
{
    screen_notes_put(notes, &(ScreenNote){.site = site, .text = text, .until_us = until_us});
}

static char *seen_by(const ScreenNotes *notes, const char *site, int64_t now_us)
{
    ScreenNote note;
    return g_strdup(screen_notes_find(notes, site, now_us, &note) ? note.text : "");
}

#define ASSERT_SEEN(notes, site, now_us, expected)                                                 \
    G_STMT_START                                                                                   \
    {                                                                                              \
        g_autofree char *text = seen_by(notes, site, now_us);                                      \
        g_assert_cmpstr(text, ==, expected);                                                       \
    }                                                                                              \
    G_STMT_END

static void test_the_newest_that_is_meant(void)
{
    g_autoptr(ScreenNotes) notes = screen_notes_new();

    put(notes, "*", "to all", 0);
    put(notes, "a", "to a", 100);
    ASSERT_SEEN(notes, "a", 99, "to a");
    ASSERT_SEEN(notes, "b", 99, "to all");
    ASSERT_SEEN(notes, "a", 100, "to all"); /* its time is over: the one before stands again */
    put(notes, "a", "", 0);
    ASSERT_SEEN(notes, "a", 100, ""); /* taken away from one */
    ASSERT_SEEN(notes, "b", 100, "to all");
    put(notes, "*", "to all again", 0);
    ASSERT_SEEN(notes, "a", 100, "to all again");
    put(notes, "*", "", 0);
    ASSERT_SEEN(notes, "a", 100, "");
    g_assert_cmpuint(screen_notes_size(notes), ==, 0);
}

static void test_the_oldest_makes_room(void)
{
    g_autoptr(ScreenNotes) notes = screen_notes_new();

    for (int i = 0; i <= SCREEN_NOTES_MAX; i++) {
        g_autofree char *site = g_strdup_printf("%d", i);
        put(notes, site, "text", 0);
    }
    g_assert_cmpuint(screen_notes_size(notes), ==, SCREEN_NOTES_MAX);
    ASSERT_SEEN(notes, "0", 0, "");
    ASSERT_SEEN(notes, "1", 0, "text");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/screen_notes/the_newest_that_is_meant", test_the_newest_that_is_meant);
    g_test_add_func("/screen_notes/the_oldest_makes_room", test_the_oldest_makes_room);
    return g_test_run();
}
