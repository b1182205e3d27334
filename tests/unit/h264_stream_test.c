#include "mcu/wire/h264_stream.h"

#include <glib.h>

#include <string.h>

static void test_finds_the_units(void)
{
    static const struct {
        const char *why;
        size_t size;
        uint8_t bytes[20];
        size_t count;
        size_t sizes[3];
        uint8_t firsts[3];
    } cases[] = {
            {"nothing", 0, {0}, 0, {0}, {0}},
            {"no start", 4, {1, 2, 3, 4}, 0, {0}, {0}},
            {"one", 6, {0, 0, 0, 1, 0x67, 9}, 1, {2}, {0x67}},
            {"one behind a short start", 5, {0, 0, 1, 0x67, 9}, 1, {2}, {0x67}},
            {"two", 12, {0, 0, 0, 1, 0x67, 9, 0, 0, 0, 1, 0x68, 8}, 2, {2, 2}, {0x67, 0x68}},
            {"zeros between them are nobody's", 14,
                    {0, 0, 1, 0x67, 9, 0, 0, 0, 0, 0, 1, 0x68, 8, 0}, 2, {2, 2}, {0x67, 0x68}},
            {"an empty one is passed over", 11, {0, 0, 1, 0, 0, 1, 0x41, 1, 2, 3, 4}, 1, {5},
                    {0x41}},
            {"a start at the end", 8, {0, 0, 1, 0x41, 5, 0, 0, 1}, 1, {2}, {0x41}},
            {"bytes that look like a start and are none", 9, {0, 0, 1, 0x41, 0, 0, 3, 1, 7}, 1, {6},
                    {0x41}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree uint8_t *exact = g_memdup2(cases[i].bytes, MAX(cases[i].size, (size_t)1));
        H264Stream stream = {.data = exact, .size = cases[i].size};
        H264Nal nal;
        size_t count = 0;
        g_test_message("%s", cases[i].why);
        while (h264_stream_next(&stream, &nal)) {
            g_assert_cmpuint(count, <, cases[i].count);
            g_assert_cmpuint(nal.size, ==, cases[i].sizes[count]);
            g_assert_cmphex(nal.data[0], ==, cases[i].firsts[count]);
            count++;
        }
        g_assert_cmpuint(count, ==, cases[i].count);
    }
}

/* Writes an SPS bit by bit, as H.264, 7.3.2.1.1 has it, with emulation prevention. */
typedef struct SpsWriter {
    uint8_t bytes[128];
    size_t bits;
} SpsWriter;

static void put_bits(SpsWriter *writer, uint32_t value, unsigned count)
{
    for (unsigned i = count; i > 0; i--, writer->bits++) {
        const unsigned bit = value >> (i - 1) & 1;
        writer->bytes[writer->bits / 8] |= (uint8_t)(bit << (7 - writer->bits % 8));
    }
}

static void put_golomb(SpsWriter *writer, uint32_t value)
{
    unsigned width = 0;
    while ((UINT64_C(1) << (width + 1)) <= (uint64_t)value + 1) {
        width++;
    }
    put_bits(writer, 0, width);
    put_bits(writer, 1, 1);
    put_bits(writer, (uint32_t)((uint64_t)value + 1 - (UINT64_C(1) << width)), width);
}

typedef struct SpsWish {
    uint8_t profile_idc;
    uint32_t chroma; /* of a high profile */
    uint32_t bits;
    bool scaling;
    uint32_t order_type;
    uint32_t cycle; /* of order type 1 */
    uint32_t references;
    uint32_t columns, rows; /* of macroblocks, less one */
    bool fields;
} SpsWish;

static size_t write_sps(const SpsWish *wish, uint8_t *out)
{
    SpsWriter writer = {0};
    put_bits(&writer, 0x67, 8);
    put_bits(&writer, wish->profile_idc, 8);
    put_bits(&writer, 0xc0, 8);
    put_bits(&writer, 31, 8);
    put_golomb(&writer, 0);
    if (wish->profile_idc == 100) {
        put_golomb(&writer, wish->chroma);
        put_golomb(&writer, wish->bits);
        put_golomb(&writer, wish->bits);
        put_bits(&writer, 0, 1);
        put_bits(&writer, wish->scaling, 1);
        for (int i = 0; wish->scaling && i < 8; i++) {
            put_bits(&writer, i == 6, 1);
            if (i == 6) {
                put_golomb(&writer, 16); /* -8: the rest is as by default */
            }
        }
    }
    put_golomb(&writer, 0);
    put_golomb(&writer, wish->order_type);
    if (wish->order_type == 0) {
        put_golomb(&writer, 2);
    } else if (wish->order_type == 1) {
        put_bits(&writer, 0, 1);
        put_golomb(&writer, 0);
        put_golomb(&writer, 0);
        put_golomb(&writer, wish->cycle);
        for (uint32_t i = 0; i < MIN(wish->cycle, 4U); i++) {
            put_golomb(&writer, 1);
        }
    }
    put_golomb(&writer, wish->references);
    put_bits(&writer, 0, 1);
    put_golomb(&writer, wish->columns);
    put_golomb(&writer, wish->rows);
    put_bits(&writer, !wish->fields, 1);
    put_bits(&writer, 1, 1); /* the end, as far as it is read */
    const size_t size = (writer.bits + 7) / 8;
    size_t written = 0;
    for (size_t i = 0, zeros = 0; i < size; i++) {
        if (zeros >= 2 && writer.bytes[i] <= 3) {
            out[written++] = 3;
            zeros = 0;
        }
        zeros = writer.bytes[i] == 0 ? zeros + 1 : 0;
        out[written++] = writer.bytes[i];
    }
    return written;
}

static void test_reads_sizes(void)
{
    static const struct {
        const char *why;
        SpsWish wish;
        bool good;
        unsigned width_px, height_px;
    } cases[] = {
            {"1280x720", {66, .references = 1, .columns = 79, .rows = 44}, true, 1280, 720},
            {"640x360 is allocated as 368 lines", {66, .columns = 39, .rows = 22}, true, 640, 368},
            {"high", {100, .chroma = 1, .columns = 119, .rows = 67}, true, 1920, 1088},
            {"high with scaling lists",
                    {100, .chroma = 1, .scaling = true, .columns = 19, .rows = 11}, true, 320, 192},
            {"interlaced: rows are those of a field",
                    {77, .columns = 44, .rows = 17, .fields = true}, true, 720, 576},
            {"order of type 1", {66, .order_type = 1, .cycle = 2, .columns = 19, .rows = 11}, true,
                    320, 192},
            {"order of type 2", {66, .order_type = 2, .columns = 19, .rows = 11}, true, 320, 192},
            {"one macroblock", {.profile_idc = 66}, true, 16, 16},
            {"the largest", {66, .columns = 511, .rows = 511}, true, 8192, 8192},
            {"too wide", {66, .columns = 512, .rows = 11}, false, 0, 0},
            {"too high", {66, .columns = 19, .rows = 512}, false, 0, 0},
            {"too high as fields", {66, .columns = 19, .rows = 256, .fields = true}, false, 0, 0},
            {"as wide as can be said", {66, .columns = 4294967294U, .rows = 11}, false, 0, 0},
            {"as high as can be said", {66, .columns = 19, .rows = 4294967294U}, false, 0, 0},
            {"16 pictures kept", {66, .references = 16, .columns = 19, .rows = 11}, true, 320, 192},
            {"17 pictures kept", {66, .references = 17, .columns = 19, .rows = 11}, false, 0, 0},
            {"4:2:2", {100, .chroma = 2, .columns = 19, .rows = 11}, false, 0, 0},
            {"grey", {100, .chroma = 0, .columns = 19, .rows = 11}, false, 0, 0},
            {"10 bits", {100, .chroma = 1, .bits = 2, .columns = 19, .rows = 11}, false, 0, 0},
            {"a longer cycle than there is", {66, .order_type = 1, .cycle = 256}, false, 0, 0},
            {"order of type 3", {66, .order_type = 3, .columns = 19, .rows = 11}, false, 0, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint8_t bytes[160];
        H264Sps sps = {0};
        const size_t size = write_sps(&cases[i].wish, bytes);
        g_autofree uint8_t *exact = g_memdup2(bytes, size);
        g_test_message("%s", cases[i].why);
        g_assert_true(h264_stream_read_sps(&(H264Nal){exact, size}, &sps) == cases[i].good);
        g_assert_cmpuint(sps.width_px, ==, cases[i].width_px);
        g_assert_cmpuint(sps.height_px, ==, cases[i].height_px);
    }
}

static void test_a_cut_sps_is_none(void)
{
    const SpsWish wish = {100, .chroma = 1, .scaling = true, .columns = 79, .rows = 44};
    uint8_t bytes[160];
    const size_t size = write_sps(&wish, bytes);
    for (size_t cut = 1; cut + 1 < size; cut++) {
        g_autofree uint8_t *exact = g_memdup2(bytes, cut);
        H264Sps sps;
        g_assert_false(h264_stream_read_sps(&(H264Nal){exact, cut}, &sps));
    }
}

/* As libx264 writes it, 640x360 in constrained baseline, with VUI behind; cropped to 360 lines. */
static void test_reads_a_real_one(void)
{
    static const uint8_t bytes[] = {0x67, 0x42, 0xc0, 0x1e, 0xd9, 0x00, 0xa0, 0x2f, 0xf9, 0x70,
            0x11, 0x00, 0x00, 0x03, 0x00, 0x01, 0x00, 0x00, 0x03, 0x00, 0x32, 0x0f, 0x16, 0x2e,
            0x48};
    H264Sps sps = {0};
    g_assert_true(h264_stream_read_sps(&(H264Nal){bytes, sizeof bytes}, &sps));
    g_assert_cmpuint(sps.profile_idc, ==, 0x42);
    g_assert_cmpuint(sps.constraints, ==, 0xc0);
    g_assert_cmpuint(sps.level_idc, ==, 30);
    g_assert_cmpuint(sps.width_px, ==, 640);
    g_assert_cmpuint(sps.height_px, ==, 368);
}

static void test_looks_through_a_picture(void)
{
    uint8_t bytes[400] = {0};
    H264Picture picture = {0};
    size_t size = 4;
    bytes[3] = 1;
    size += write_sps(&(SpsWish){66, .columns = 39, .rows = 22}, bytes + size);
    const size_t sps_end = size;
    static const uint8_t rest[] = {0, 0, 0, 1, 0x68, 0xce, 0, 0, 1, 0x65, 0x88, 0x84};
    memcpy(bytes + size, rest, sizeof rest);
    size += sizeof rest;

    g_assert_true(h264_stream_look(bytes, size, &picture));
    g_assert_true(picture.idr && picture.sps && picture.pps);
    g_assert_cmpuint(picture.width_px, ==, 640);
    g_assert_true(h264_stream_look(bytes + sps_end, size - sps_end, &picture));
    g_assert_true(picture.idr && !picture.sps && picture.pps);
    g_assert_cmpuint(picture.width_px, ==, 0);
    g_assert_false(h264_stream_look(bytes, 3, &picture));
    bytes[5] = 110; /* another profile: the rest means something else now */
    g_assert_false(h264_stream_look(bytes, 8, &picture));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/h264_stream/finds_the_units", test_finds_the_units);
    g_test_add_func("/h264_stream/reads_sizes", test_reads_sizes);
    g_test_add_func("/h264_stream/a_cut_sps_is_none", test_a_cut_sps_is_none);
    g_test_add_func("/h264_stream/reads_a_real_one", test_reads_a_real_one);
    g_test_add_func("/h264_stream/looks_through_a_picture", test_looks_through_a_picture);
    return g_test_run();
}
