#include "mcu/wire/byte_writer.h"

#include <glib.h>

static void test_writes_network_order(void)
{
    static const uint8_t expected[] = {
            0x01, /* u8 */
            0x02,
            0x03, /* u16 */
            0x04,
            0x05,
            0x06, /* u24, its high byte cut off */
            0x07,
            0x08,
            0x09,
            0x0a, /* u32 */
            0x0b,
            0x0c,
            0x0d,
            0x0e,
            0x0f,
            0x10,
            0x11,
            0x12, /* u64 */
            'a',
            'b',
            0x00,
            0x00,
    };
    uint8_t buffer[sizeof expected];
    ByteWriter writer = byte_writer(buffer, sizeof buffer);

    byte_writer_u8(&writer, 0x01);
    byte_writer_u16(&writer, 0);
    byte_writer_u24(&writer, 0xff040506);
    byte_writer_u32(&writer, 0x0708090a);
    byte_writer_u64(&writer, 0x0b0c0d0e0f101112);
    byte_writer_bytes(&writer, "ab", 2);
    byte_writer_zeros(&writer, 2);
    byte_writer_put_u16(&writer, 1, 0x0203);

    g_assert_false(writer.full);
    g_assert_cmpmem(buffer, writer.size, expected, sizeof expected);
}

static void test_leaves_out_what_does_not_fit(void)
{
    uint8_t buffer[4] = {0};
    ByteWriter writer = byte_writer(buffer, 3);

    byte_writer_u16(&writer, 0x0102);
    byte_writer_u16(&writer, 0x0304); /* one byte too many: nothing of it is written */
    g_assert_true(writer.full);
    g_assert_cmpuint(writer.size, ==, 2);
    g_assert_cmphex(buffer[2], ==, 0);

    byte_writer_u8(&writer, 0x05); /* would fit, but comes after a hole */
    byte_writer_put_u16(&writer, 0, 0x0607);
    g_assert_cmpuint(writer.size, ==, 2);
    g_assert_cmphex(buffer[0], ==, 0x01);

    byte_writer_rewind(&writer, 1);
    byte_writer_u16(&writer, 0x0809);
    g_assert_false(writer.full);
    g_assert_cmpuint(writer.size, ==, 3);
    g_assert_cmphex(buffer[3], ==, 0);
}

static void test_takes_an_empty_buffer(void)
{
    ByteWriter writer = byte_writer(NULL, 0);
    byte_writer_bytes(&writer, "", 0);
    g_assert_false(writer.full);
    byte_writer_u8(&writer, 1);
    g_assert_true(writer.full);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/byte_writer/writes_network_order", test_writes_network_order);
    g_test_add_func("/byte_writer/leaves_out_what_does_not_fit", test_leaves_out_what_does_not_fit);
    g_test_add_func("/byte_writer/takes_an_empty_buffer", test_takes_an_empty_buffer);
    return g_test_run();
}
