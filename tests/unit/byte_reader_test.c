#include "mcu/wire/byte_reader.h"

#include <glib.h>

static const uint8_t bytes[] = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08};

static bool read_as(ByteReader *reader, size_t size, uint64_t *out_value)
{
    uint8_t u8 = 0;
    uint16_t u16 = 0;
    uint32_t u32 = 0;
    bool ok = false;
    switch (size) {
    case 1:
        ok = byte_reader_u8(reader, &u8);
        *out_value = u8;
        return ok;
    case 2:
        ok = byte_reader_u16(reader, &u16);
        *out_value = u16;
        return ok;
    case 3:
        ok = byte_reader_u24(reader, &u32);
        *out_value = u32;
        return ok;
    case 4:
        ok = byte_reader_u32(reader, &u32);
        *out_value = u32;
        return ok;
    default:
        *out_value = 0;
        return byte_reader_u64(reader, out_value);
    }
}

static void test_reads_network_order(void)
{
    static const struct {
        const char *why;
        size_t number_size;
        size_t offset;
        bool fits;
        uint64_t value;
    } cases[] = {
            {"the first byte", 1, 0, true, 0x01},
            {"the last byte", 1, 7, true, 0x08},
            {"one byte behind the end", 1, 8, false, 0},
            {"two bytes at the end", 2, 6, true, 0x0708},
            {"two bytes over the end", 2, 7, false, 0},
            {"three bytes at the end", 3, 5, true, 0x060708},
            {"three bytes over the end", 3, 6, false, 0},
            {"four bytes at the end", 4, 4, true, 0x05060708},
            {"four bytes over the end", 4, 5, false, 0},
            {"all eight", 8, 0, true, 0x0102030405060708},
            {"eight over the end", 8, 1, false, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        ByteReader reader = byte_reader(bytes, sizeof bytes);
        uint64_t value = 0;
        g_assert_true(byte_reader_skip(&reader, cases[i].offset));
        g_assert_true(read_as(&reader, cases[i].number_size, &value) == cases[i].fits);
        g_assert_cmphex(value, ==, cases[i].value);
        const size_t moved = cases[i].fits ? cases[i].number_size : 0;
        g_assert_cmpuint(reader.offset, ==, cases[i].offset + moved);
    }
}

static void test_hands_out_bytes_up_to_the_end(void)
{
    ByteReader reader = byte_reader(bytes, sizeof bytes);
    const uint8_t *part = NULL;

    g_assert_true(byte_reader_bytes(&reader, 8, &part));
    g_assert_true(part == bytes);
    g_assert_cmpuint(byte_reader_left(&reader), ==, 0);
    g_assert_true(byte_reader_bytes(&reader, 0, &part));
    g_assert_false(byte_reader_bytes(&reader, 1, &part));
    g_assert_false(byte_reader_skip(&reader, SIZE_MAX));

    ByteReader empty = byte_reader(NULL, 0);
    g_assert_true(byte_reader_bytes(&empty, 0, &part));
    g_assert_false(byte_reader_skip(&empty, 1));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/byte_reader/reads_network_order", test_reads_network_order);
    g_test_add_func(
            "/byte_reader/hands_out_bytes_up_to_the_end", test_hands_out_bytes_up_to_the_end);
    return g_test_run();
}
