#include "mcu/wire/red_payload.h"

#include <glib.h>

enum { TYPE = 111 };

static void test_reads_what_chromium_sends(void)
{
    /* One copy, 960 ticks earlier, of 3 bytes, and 2 bytes of sound. */
    static const uint8_t bytes[] = {0xef, 0x0f, 0x00, 0x03, 0x6f, 1, 2, 3, 4, 5};
    RedPayload red;
    g_assert_true(red_payload_read(bytes, sizeof bytes, TYPE, &red));
    g_assert_cmpuint(red.copies, ==, 1);
    g_assert_cmpuint(red.copy[0].earlier_ticks, ==, 960);
    g_assert_cmpmem(red.copy[0].data, red.copy[0].size, bytes + 5, 3);
    g_assert_cmpmem(red.sound.data, red.sound.size, bytes + 8, 2);
}

static void test_reads_what_was_written(void)
{
    uint8_t old[RED_COPY_BYTES_MAX] = {1};
    static const uint8_t sound[] = {7, 8, 9};
    for (size_t copies = 0; copies <= RED_COPIES_MAX; copies++) {
        RedPayload written = {.copies = copies, .sound = {0, sound, sizeof sound}};
        for (size_t i = 0; i < copies; i++) {
            written.copy[i] = (RedBlock){
                    .earlier_ticks = i == 0 ? RED_EARLIER_TICKS_MAX : (uint32_t)(copies - i),
                    .data = old,
                    .size = i == 0 ? sizeof old : i,
            };
        }
        uint8_t buffer[4096];
        ByteWriter writer = byte_writer(buffer, sizeof buffer);
        RedPayload read;
        red_payload_write(&written, TYPE, &writer);
        g_assert_false(writer.full);
        g_assert_true(red_payload_read(buffer, writer.size, TYPE, &read));
        g_assert_cmpuint(read.copies, ==, copies);
        for (size_t i = 0; i < copies; i++) {
            g_assert_cmpuint(read.copy[i].earlier_ticks, ==, written.copy[i].earlier_ticks);
            g_assert_cmpmem(read.copy[i].data, read.copy[i].size, old, written.copy[i].size);
        }
        g_assert_cmpmem(read.sound.data, read.sound.size, sound, sizeof sound);
    }
}

static void test_refuses_what_is_broken(void)
{
    static const struct {
        const char *why;
        uint8_t bytes[8];
        size_t size;
    } rows[] = {
            {"nothing", {0}, 0},
            {"a copy's header is cut off", {0xef, 0x0f, 0x00}, 3},
            {"no header of the sound", {0xef, 0x0f, 0x00, 0x00}, 4},
            {"the copy is cut off", {0xef, 0x0f, 0x00, 0x03, 0x6f, 1, 2}, 7},
            {"another type of the copy", {0xee, 0x0f, 0x00, 0x00, 0x6f}, 5},
            {"another type of the sound", {0x6e, 1}, 2},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        RedPayload red;
        g_test_message("%s", rows[i].why);
        g_assert_false(red_payload_read(rows[i].bytes, rows[i].size, TYPE, &red));
    }
}

static void test_refuses_too_many_blocks(void)
{
    uint8_t bytes[4 * (RED_COPIES_MAX + 1) + 1] = {0};
    RedPayload red;
    for (size_t i = 0; i <= RED_COPIES_MAX; i++) {
        bytes[4 * i] = 0x80 | TYPE;
    }
    bytes[sizeof bytes - 1] = TYPE;
    g_assert_false(red_payload_read(bytes, sizeof bytes, TYPE, &red));
    g_assert_true(red_payload_read(bytes + 4, sizeof bytes - 4, TYPE, &red));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/red_payload/reads_what_chromium_sends", test_reads_what_chromium_sends);
    g_test_add_func("/red_payload/reads_what_was_written", test_reads_what_was_written);
    g_test_add_func("/red_payload/refuses_what_is_broken", test_refuses_what_is_broken);
    g_test_add_func("/red_payload/refuses_too_many_blocks", test_refuses_too_many_blocks);
    return g_test_run();
}
