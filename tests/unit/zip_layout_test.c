#include "signaling/package/zip_layout.h"

#include <string.h>

static uint64_t number_at(const GByteArray *bytes, size_t at, unsigned size)
{
    uint64_t value = 0;

    g_assert_cmpuint(at + size, <=, bytes->len);
    for (unsigned i = 0; i < size; i++) {
        value |= (uint64_t)bytes->data[at + i] << 8 * i;
    }
    return value;
}

static void test_time(void)
{
    /* 22 November 2026, 20:34:23: (46 << 9 | 11 << 5 | 22) << 16 | 20 << 11 | 34 << 5 | 11 */
    g_assert_cmphex(zip_layout_time(1795379663), ==, 0x5d76a44b);
    g_assert_cmphex(zip_layout_time(0), ==, 0x00210000);
}

static void test_small_file(void)
{
    const ZipEntry entry = {.name = "a.txt", .size = 7, .offset = 100, .crc = 0x12345678};
    g_autoptr(GByteArray) header = g_byte_array_new();
    g_autoptr(GByteArray) line = g_byte_array_new();
    g_autoptr(GByteArray) end = g_byte_array_new();

    zip_layout_header(header, &entry, 1);
    g_assert_cmpuint(header->len, ==, ZIP_HEADER_SIZE + 5);
    g_assert_cmphex(number_at(header, 0, 4), ==, 0x04034b50);
    g_assert_cmphex(number_at(header, 14, 4), ==, 0x12345678);
    g_assert_cmpuint(number_at(header, ZIP_HEADER_SIZE_AT, 4), ==, 7);
    g_assert_cmpmem(header->data + ZIP_HEADER_SIZE, 5, "a.txt", 5);
    zip_layout_line(line, &entry, 1);
    g_assert_cmpuint(line->len, ==, 46 + 5);
    g_assert_cmpuint(number_at(line, 42, 4), ==, 100);
    zip_layout_end(end, 1, 200, line->len);
    g_assert_cmpuint(end->len, ==, 22);
    g_assert_cmpuint(number_at(end, 10, 2), ==, 1);
    g_assert_cmpuint(number_at(end, 16, 4), ==, 200);
}

static void test_large_file(void)
{
    const uint64_t large = UINT64_C(5000000000);
    const ZipEntry entry = {.name = "r.webm", .size = large, .offset = large + 1};
    const ZipEntry edge = {.name = "r.webm", .size = UINT32_MAX - 1, .offset = UINT32_MAX};
    g_autoptr(GByteArray) header = g_byte_array_new();
    g_autoptr(GByteArray) line = g_byte_array_new();
    g_autoptr(GByteArray) end = g_byte_array_new();

    zip_layout_header(header, &entry, 1);
    g_assert_cmpuint(number_at(header, ZIP_HEADER_SIZE_AT, 4), ==, UINT32_MAX);
    g_assert_cmpuint(number_at(header, ZIP_HEADER_SIZE + 6 + 4, 8), ==, large);
    zip_layout_line(line, &entry, 1);
    g_assert_cmpuint(number_at(line, 46 + 6 + 4, 8), ==, large);
    g_assert_cmpuint(number_at(line, 46 + 6 + 20, 8), ==, large + 1);
    zip_layout_end(end, 1, large + 2, line->len);
    g_assert_cmphex(number_at(end, 0, 4), ==, 0x06064b50);
    g_assert_cmpuint(number_at(end, 48, 8), ==, large + 2);
    g_assert_cmpuint(end->len, ==, 56 + 20 + 22);

    g_byte_array_set_size(line, 0);
    zip_layout_line(line, &edge, 1);
    g_assert_cmpuint(number_at(line, 24, 4), ==, UINT32_MAX - 1);
    g_assert_cmpuint(line->len, ==, 46 + 6 + 4 + 8);
    g_assert_cmpuint(number_at(line, 46 + 6 + 4, 8), ==, UINT32_MAX);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/zip_layout/time", test_time);
    g_test_add_func("/zip_layout/small_file", test_small_file);
    g_test_add_func("/zip_layout/large_file", test_large_file);
    return g_test_run();
}
