#include "mcu/wire/vp8_payload.h"

#include <glib.h>

#include <string.h>

static void test_reads_descriptors(void)
{
    static const struct {
        const char *why;
        size_t size;
        uint8_t bytes[8];
        size_t descriptor_size; /* 0: refused */
        int picture_id;         /* -1: none */
        int tl0;
        int temporal_id;
        int key_index;
        bool starts_frame;
    } cases[] = {
            {"nothing", 0, {0}, 0, -1, -1, -1, -1, false},
            {"a descriptor without a payload", 1, {0x10}, 0, -1, -1, -1, -1, false},
            {"the shortest", 2, {0x10, 9}, 1, -1, -1, -1, -1, true},
            {"in the middle of a frame", 2, {0x00, 9}, 1, -1, -1, -1, -1, false},
            {"the start of a later partition", 2, {0x11, 9}, 1, -1, -1, -1, -1, false},
            {"extended, but says nothing", 3, {0x90, 0x00, 9}, 2, -1, -1, -1, -1, true},
            {"extended, cut off", 1, {0x90}, 0, -1, -1, -1, -1, false},
            {"a picture id of 7 bits", 4, {0x90, 0x80, 0x7f, 9}, 3, 0x7f, -1, -1, -1, true},
            {"a picture id of 15 bits", 5, {0x90, 0x80, 0xff, 0xff, 9}, 4, 0x7fff, -1, -1, -1,
                    true},
            {"a picture id of 15 bits, zero", 5, {0x90, 0x80, 0x80, 0x00, 9}, 4, 0, -1, -1, -1,
                    true},
            {"a picture id cut in half", 3, {0x90, 0x80, 0x80}, 0, -1, -1, -1, -1, false},
            {"TL0PICIDX", 4, {0x90, 0x40, 0xff, 9}, 3, -1, 255, -1, -1, true},
            {"TL0PICIDX cut off", 2, {0x90, 0x40}, 0, -1, -1, -1, -1, false},
            {"a layer", 4, {0x90, 0x20, 0xe0, 9}, 3, -1, -1, 3, -1, true},
            {"a key index", 4, {0x90, 0x10, 0xff, 9}, 3, -1, -1, -1, 31, true},
            {"layer and key index share a byte", 4, {0x90, 0x30, 0x45, 9}, 3, -1, -1, 1, 5, true},
            {"everything, as Chromium sends it", 7, {0x90, 0xf0, 0x92, 0x34, 0x56, 0x81, 9}, 6,
                    0x1234, 0x56, 2, 1, true},
            {"everything, and no payload", 6, {0x90, 0xf0, 0x92, 0x34, 0x56, 0x81}, 0, -1, -1, -1,
                    -1, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Vp8Descriptor descriptor = {0};
        g_autofree uint8_t *exact = g_memdup2(cases[i].bytes, MAX(cases[i].size, (size_t)1));
        g_test_message("%s", cases[i].why);
        g_assert_cmpuint(
                vp8_payload_read(exact, cases[i].size, &descriptor), ==, cases[i].descriptor_size);
        g_assert_true(descriptor.has_picture_id == (cases[i].picture_id >= 0));
        g_assert_cmpint(descriptor.picture_id, ==, MAX(cases[i].picture_id, 0));
        g_assert_true(descriptor.has_tl0_picture_index == (cases[i].tl0 >= 0));
        g_assert_cmpint(descriptor.tl0_picture_index, ==, MAX(cases[i].tl0, 0));
        g_assert_true(descriptor.has_temporal_id == (cases[i].temporal_id >= 0));
        g_assert_cmpint(descriptor.temporal_id, ==, MAX(cases[i].temporal_id, 0));
        g_assert_true(descriptor.has_key_index == (cases[i].key_index >= 0));
        g_assert_cmpint(descriptor.key_index, ==, MAX(cases[i].key_index, 0));
        g_assert_true(vp8_payload_starts_frame(&descriptor) == cases[i].starts_frame);
    }
}

static void test_writes_what_it_reads(void)
{
    for (unsigned bits = 0; bits < 16; bits++) {
        const Vp8Descriptor written = {
                .partition_start = true,
                .non_reference = (bits & 1) != 0,
                .has_picture_id = (bits & 1) != 0,
                .picture_id = (bits & 1) != 0 ? 0x7fff : 0,
                .has_tl0_picture_index = (bits & 2) != 0,
                .tl0_picture_index = (bits & 2) != 0 ? 255 : 0,
                .has_temporal_id = (bits & 4) != 0,
                .temporal_id = (bits & 4) != 0 ? 2 : 0,
                .layer_sync = (bits & 4) != 0,
                .has_key_index = (bits & 8) != 0,
                .key_index = (bits & 8) != 0 ? 31 : 0,
        };
        uint8_t bytes[VP8_DESCRIPTOR_SIZE_MAX + 1] = {0};
        Vp8Descriptor read;
        const size_t size = vp8_payload_write(&written, bytes);
        g_assert_cmpuint(vp8_payload_read(bytes, size + 1, &read), ==, size);
        g_assert_true(read.non_reference == written.non_reference);
        g_assert_true(read.has_picture_id == written.has_picture_id);
        g_assert_cmpuint(read.picture_id, ==, written.picture_id);
        g_assert_false(read.short_picture_id);
        g_assert_true(read.has_tl0_picture_index == written.has_tl0_picture_index);
        g_assert_cmpuint(read.tl0_picture_index, ==, written.tl0_picture_index);
        g_assert_true(read.has_temporal_id == written.has_temporal_id);
        g_assert_cmpuint(read.temporal_id, ==, written.temporal_id);
        g_assert_true(read.layer_sync == written.layer_sync);
        g_assert_true(read.has_key_index == written.has_key_index);
        g_assert_cmpuint(read.key_index, ==, written.key_index);
    }
}

static void test_writes_small_picture_ids_with_15_bits(void)
{
    const Vp8Descriptor descriptor = {
            .partition_start = true, .has_picture_id = true, .picture_id = 1};
    static const uint8_t expected[] = {0x90, 0x80, 0x80, 0x01};
    uint8_t bytes[VP8_DESCRIPTOR_SIZE_MAX];

    const size_t size = vp8_payload_write(&descriptor, bytes);
    g_assert_cmpmem(bytes, size, expected, sizeof expected);
}

static void test_reads_frame_headers(void)
{
    static const struct {
        const char *why;
        size_t size;
        uint8_t bytes[10];
        bool valid;
        bool key;
        unsigned width_px;
        unsigned height_px;
    } cases[] = {
            {"nothing", 0, {0}, false, false, 0, 0},
            {"two bytes", 2, {0x11, 0}, false, false, 0, 0},
            {"an inter frame", 3, {0x11, 0, 0}, true, false, 0, 0},
            {"a key frame of 640x360", 10, {0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01},
                    true, true, 640, 360},
            {"scaling hints are not size", 10,
                    {0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0xc2, 0x68, 0x41}, true, true, 640, 360},
            {"the largest", 10, {0x10, 0, 0, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0xff, 0x3f}, true, true,
                    16383, 16383},
            {"a key frame cut off", 9, {0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68}, false,
                    false, 0, 0},
            {"a wrong start code", 10, {0x10, 0, 0, 0x9d, 0x01, 0x2b, 0x80, 0x02, 0x68, 0x01},
                    false, false, 0, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Vp8FrameHeader header = {0};
        g_test_message("%s", cases[i].why);
        g_assert_true(
                vp8_payload_read_frame(cases[i].bytes, cases[i].size, &header) == cases[i].valid);
        g_assert_true(header.key == cases[i].key);
        g_assert_cmpuint(header.width_px, ==, cases[i].width_px);
        g_assert_cmpuint(header.height_px, ==, cases[i].height_px);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/vp8_payload/reads_descriptors", test_reads_descriptors);
    g_test_add_func("/vp8_payload/writes_what_it_reads", test_writes_what_it_reads);
    g_test_add_func("/vp8_payload/writes_small_picture_ids_with_15_bits",
            test_writes_small_picture_ids_with_15_bits);
    g_test_add_func("/vp8_payload/reads_frame_headers", test_reads_frame_headers);
    return g_test_run();
}
