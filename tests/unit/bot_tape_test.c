#include "tests/bots/bot_tape.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include <string.h>

static char *tape_path(void)
{
    GError *error = NULL;
    char *path = NULL;
    const int fd = g_file_open_tmp("bot-tape-XXXXXX", &path, &error);
    g_assert_no_error(error);
    g_close(fd, NULL);
    return path;
}

static void write_two(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(BotTape) tape = bot_tape_new(path, &error);
    g_assert_no_error(error);
    bot_tape_put(tape,
            &(BotTapeEntry){.kind = BOT_TAPE_PICTURE,
                    .shown_us = -1,
                    .came_us = INT64_C(5000000000),
                    .bytes = (const uint8_t *)"picture",
                    .size = 7});
    bot_tape_put(
            tape, &(BotTapeEntry){.kind = BOT_TAPE_SOUND, .shown_us = 20000, .came_us = 30000});
}

static void test_reads_what_was_put(void)
{
    g_autofree char *path = tape_path();
    g_autoptr(GError) error = NULL;
    BotTapeEntry entry;

    write_two(path);
    g_autoptr(BotTapeReader) reader = bot_tape_open(path, &error);
    g_assert_no_error(error);
    g_assert_true(bot_tape_next(reader, &entry));
    g_assert_cmpint(entry.kind, ==, BOT_TAPE_PICTURE);
    g_assert_cmpint(entry.shown_us, ==, -1);
    g_assert_cmpint(entry.came_us, ==, INT64_C(5000000000));
    g_assert_cmpmem(entry.bytes, entry.size, "picture", 7);
    g_assert_true(bot_tape_next(reader, &entry));
    g_assert_cmpint(entry.kind, ==, BOT_TAPE_SOUND);
    g_assert_cmpint(entry.shown_us, ==, 20000);
    g_assert_cmpuint(entry.size, ==, 0);
    g_assert_false(bot_tape_next(reader, &entry));
    bot_tape_rewind(reader);
    g_assert_true(bot_tape_next(reader, &entry));
    g_assert_cmpint(entry.kind, ==, BOT_TAPE_PICTURE);
    g_unlink(path);
}

/* A bot that was killed: what is whole is read, wherever the file ends. */
static void test_is_cut_off(void)
{
    g_autofree char *path = tape_path();
    g_autofree char *bytes = NULL;
    gsize size = 0;
    GError *error = NULL;

    write_two(path);
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    for (gsize end = 8; end < size; end++) {
        BotTapeEntry entry;
        size_t count = 0;
        g_assert_true(g_file_set_contents(path, bytes, (gssize)end, NULL));
        g_autoptr(BotTapeReader) reader = bot_tape_open(path, &error);
        g_assert_no_error(error);
        while (bot_tape_next(reader, &entry)) {
            count++;
        }
        g_assert_cmpuint(count, ==, end < 8 + 24 + 7 ? 0 : 1);
    }
    g_unlink(path);
}

static void test_refuses_other_files(void)
{
    g_autofree char *path = tape_path();
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_set_contents(path, "GBCLIPS1 and more", -1, NULL));
    g_assert_null(bot_tape_open(path, &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    g_clear_error(&error);
    g_assert_null(bot_tape_new("/nowhere/at/all", &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    g_unlink(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bot_tape/reads_what_was_put", test_reads_what_was_put);
    g_test_add_func("/bot_tape/is_cut_off", test_is_cut_off);
    g_test_add_func("/bot_tape/refuses_other_files", test_refuses_other_files);
    return g_test_run();
}
