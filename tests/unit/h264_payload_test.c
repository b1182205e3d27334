#include "mcu/wire/h264_payload.h"

#include <glib.h>

#include <string.h>

/* RFC 6184, by hand: 5.6 single, 5.7.1 STAP-A, 5.8 FU-A. */
static void test_unpacks_the_kinds_of_packets(void)
{
    static const struct {
        const char *why;
        size_t size;
        uint8_t payload[16];
        bool good;
        size_t unpacked_size;
        uint8_t unpacked[24];
        bool sps, starts_idr;
    } cases[] = {
            {"nothing", 0, {0}, false, 0, {0}, false, false},
            {"a unit", 3, {0x41, 0x9a, 0x24}, true, 7, {0, 0, 0, 1, 0x41, 0x9a, 0x24}, false,
                    false},
            {"a unit of one byte", 1, {0x09}, true, 5, {0, 0, 0, 1, 0x09}, false, false},
            {"an SPS", 4, {0x67, 0x42, 0xe0, 0x1f}, true, 8, {0, 0, 0, 1, 0x67, 0x42, 0xe0, 0x1f},
                    true, false},
            {"the first slice of an IDR picture", 3, {0x65, 0x88, 1}, true, 7,
                    {0, 0, 0, 1, 0x65, 0x88, 1}, false, true},
            {"a later slice of one", 3, {0x65, 0x12, 1}, true, 7, {0, 0, 0, 1, 0x65, 0x12, 1},
                    false, false},
            {"SPS and PPS together", 9, {0x78, 0, 2, 0x67, 0x42, 0, 2, 0x68, 0xce}, true, 12,
                    {0, 0, 0, 1, 0x67, 0x42, 0, 0, 0, 1, 0x68, 0xce}, true, false},
            {"as many units as fit", 7, {0x78, 0, 1, 0x09, 0, 1, 0x0a}, true, 10,
                    {0, 0, 0, 1, 0x09, 0, 0, 0, 1, 0x0a}, false, false},
            {"an aggregate of nothing", 1, {0x78}, false, 0, {0}, false, false},
            {"a unit of no bytes in it", 3, {0x78, 0, 0}, false, 0, {0}, false, false},
            {"one that is longer than the packet", 5, {0x78, 0, 9, 0x67, 0x42}, false, 0, {0},
                    false, false},
            {"half a size", 5, {0x78, 0, 1, 0x09, 0}, false, 0, {0}, false, false},
            {"an aggregate in an aggregate", 4, {0x78, 0, 1, 0x78}, false, 0, {0}, false, false},
            {"the first part of an IDR slice", 4, {0x7c, 0x85, 0x88, 0x84}, true, 7,
                    {0, 0, 0, 1, 0x65, 0x88, 0x84}, false, true},
            {"a part in the middle", 4, {0x7c, 0x05, 0xaa, 0xbb}, true, 2, {0xaa, 0xbb}, false,
                    false},
            {"the last part", 3, {0x7c, 0x45, 0xcc}, true, 1, {0xcc}, false, false},
            {"first and last at once", 3, {0x7c, 0xc5, 0xcc}, false, 0, {0}, false, false},
            {"a part of nothing", 2, {0x7c, 0x85}, false, 0, {0}, false, false},
            {"a part without its header", 1, {0x7c}, false, 0, {0}, false, false},
            {"a part of an aggregate", 3, {0x7c, 0x98, 1}, false, 0, {0}, false, false},
            {"interleaved, STAP-B", 6, {0x79, 0, 0, 0, 1, 9}, false, 0, {0}, false, false},
            {"interleaved, FU-B", 6, {0x7d, 0x85, 0, 0, 1, 9}, false, 0, {0}, false, false},
            {"a type that there is not", 2, {0x60, 1}, false, 0, {0}, false, false},
            {"the forbidden bit", 2, {0xe5, 0x88}, false, 0, {0}, false, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        H264Unpacked unpacked = {0};
        g_autofree uint8_t *payload = g_memdup2(cases[i].payload, MAX(cases[i].size, (size_t)1));
        g_autofree uint8_t *buffer = g_malloc(H264_UNPACKED_MAX(cases[i].size));
        g_test_message("%s", cases[i].why);
        g_assert_true(
                h264_payload_unpack(payload, cases[i].size, buffer, &unpacked) == cases[i].good);
        g_assert_cmpmem(buffer, unpacked.size, cases[i].unpacked, cases[i].unpacked_size);
        g_assert_true(unpacked.sps == cases[i].sps);
        g_assert_true(unpacked.starts_idr == cases[i].starts_idr);
    }
}

/* The worst that fits into a packet: an aggregate of units of one byte. */
static void test_the_bound_holds(void)
{
    for (size_t units = 1; units < 500; units++) {
        const size_t size = 1 + 3 * units;
        g_autofree uint8_t *payload = g_malloc0(size);
        g_autofree uint8_t *buffer = g_malloc(H264_UNPACKED_MAX(size));
        H264Unpacked unpacked = {0};
        payload[0] = 0x78;
        for (size_t i = 0; i < units; i++) {
            payload[1 + 3 * i + 1] = 1;
            payload[1 + 3 * i + 2] = 0x09;
        }
        g_assert_true(h264_payload_unpack(payload, size, buffer, &unpacked));
        g_assert_cmpuint(unpacked.size, ==, 5 * units);
        g_assert_cmpuint(unpacked.size, <=, H264_UNPACKED_MAX(size));
    }
}

static void test_what_is_cut_comes_together_again(void)
{
    enum { MAX_SIZE = 20 };
    for (size_t size = 1; size < 100; size++) {
        g_autoptr(GByteArray) joined = g_byte_array_new();
        g_autofree uint8_t *unit = g_malloc(size);
        for (size_t i = 0; i < size; i++) {
            unit[i] = i == 0 ? 0x65 : (uint8_t)(0x80 + i);
        }
        const H264Nal nal = {.data = unit, .size = size};
        const size_t parts = h264_payload_parts(&nal, MAX_SIZE);
        g_assert_true((parts == 1) == (size <= MAX_SIZE));
        for (size_t i = 0; parts > 1 && i < parts; i++) {
            uint8_t part[MAX_SIZE];
            uint8_t buffer[H264_UNPACKED_MAX(MAX_SIZE)];
            H264Unpacked unpacked;
            const size_t part_size = h264_payload_write_part(&nal, i, parts, part);
            g_assert_cmpuint(part_size, <=, MAX_SIZE);
            g_assert_cmpuint(part_size, >, H264_PART_HEADER_SIZE);
            g_assert_true(h264_payload_unpack(part, part_size, buffer, &unpacked));
            g_assert_true(unpacked.starts_idr == (i == 0));
            g_byte_array_append(joined, buffer, (guint)unpacked.size);
        }
        if (parts > 1) {
            g_assert_cmpmem(joined->data + H264_START_CODE_SIZE, joined->len - H264_START_CODE_SIZE,
                    unit, size);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/h264_payload/unpacks_the_kinds_of_packets", test_unpacks_the_kinds_of_packets);
    g_test_add_func("/h264_payload/the_bound_holds", test_the_bound_holds);
    g_test_add_func("/h264_payload/what_is_cut_comes_together_again",
            test_what_is_cut_comes_together_again);
    return g_test_run();
}
