#include "mcu/wire/h224_frame.h"

#include <glib.h>

/* The longest there is, in both orders of bits; one byte more is none. */
static void test_the_longest(void)
{
    for (int mirrored = 0; mirrored < 2; mirrored++) {
        uint8_t bytes[H224_FRAME_SIZE_MAX + 1] = {0};
        ByteWriter writer = byte_writer(bytes, sizeof bytes);
        H224Frame frame = {
                .mirrored = mirrored == 1, .client = H224_CLIENT_H281, .size = H224_DATA_MAX};
        H224Frame back;
        for (size_t i = 0; i < frame.size; i++) {
            frame.data[i] = (uint8_t)i;
        }
        h224_frame_write(&frame, &writer);
        g_assert_cmpuint(writer.size, ==, H224_FRAME_SIZE_MAX);
        g_assert_true(h224_frame_read(bytes, writer.size, &back));
        g_assert_true(back.mirrored == frame.mirrored);
        g_assert_cmpuint(back.client, ==, H224_CLIENT_H281);
        g_assert_cmpmem(back.data, back.size, frame.data, frame.size);
        g_assert_false(h224_frame_read(bytes, sizeof bytes, &back));
    }
}

static void test_the_shortest(void)
{
    static const uint8_t bytes[] = {0x00, 0x61, 0x03, 0x12, 0x34, 0x56, 0x78, 0x02, 0xf0};
    H224Frame frame;
    g_assert_true(h224_frame_read(bytes, sizeof bytes, &frame)); /* to one device, sent again */
    g_assert_cmpuint(frame.client, ==, 2);
    g_assert_cmpuint(frame.size, ==, 0);
    g_assert_false(h224_frame_read(bytes, sizeof bytes - 1, &frame));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/h224_frame/the_longest", test_the_longest);
    g_test_add_func("/h224_frame/the_shortest", test_the_shortest);
    return g_test_run();
}
