#include "mcu/rtp/coded_picture.h"

#include <string.h>

static void test_splits(void)
{
    static const struct {
        const char *why;
        size_t size;
        size_t payloads;
    } cases[] = {
            {"one byte", 1, 1},
            {"as much as fits", CODED_PICTURE_PAYLOAD_MAX, 1},
            {"one more", CODED_PICTURE_PAYLOAD_MAX + 1, 2},
            {"many", (size_t)10 * CODED_PICTURE_PAYLOAD_MAX, 10},
            {"the most", CODED_PICTURE_SIZE_MAX,
                    (CODED_PICTURE_SIZE_MAX + CODED_PICTURE_PAYLOAD_MAX - 1) /
                            CODED_PICTURE_PAYLOAD_MAX},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint8_t *bytes = g_malloc(cases[i].size);
        for (size_t n = 0; n < cases[i].size; n++) {
            bytes[n] = (uint8_t)(n * 31);
        }
        g_autoptr(GBytes) data = g_bytes_new_take(bytes, cases[i].size);
        const CodedPictureInfo info = {.number = 42, .key = true};
        g_autoptr(CodedPicture) picture = coded_picture_new(data, &info);
        size_t offset = 0;

        g_test_message("%s", cases[i].why);
        g_assert_cmpuint(coded_picture_payloads(picture), ==, cases[i].payloads);
        g_assert_cmpuint(coded_picture_size(picture), ==, cases[i].size);
        g_assert_cmpuint(coded_picture_info(picture)->number, ==, 42);
        for (size_t n = 0; n < cases[i].payloads; n++) {
            gsize size = 0;
            const void *payload = g_bytes_get_data(coded_picture_payload(picture, n), &size);
            g_assert_cmpuint(size, >, 0);
            g_assert_cmpuint(size, <=, CODED_PICTURE_PAYLOAD_MAX);
            g_assert_true(payload == bytes + offset); /* shared, not copied */
            offset += size;
        }
        g_assert_cmpuint(offset, ==, cases[i].size);
    }
}

/* One unit a payload; what is too large goes in parts. */
static void test_h264_goes_by_its_units(void)
{
    enum { LARGE = 2500, HEAD = 4 + 3 + 3 + 2 + 4 };
    static const uint8_t head[HEAD] = {
            0, 0, 0, 1, 0x67, 0x42, 0xe0, 0, 0, 1, 0x68, 0xce, 0, 0, 0, 1};
    uint8_t *bytes = g_malloc(HEAD + LARGE);
    memcpy(bytes, head, HEAD);
    memset(bytes + HEAD, 0x65, LARGE);
    g_autoptr(GBytes) data = g_bytes_new_take(bytes, HEAD + LARGE);
    const CodedPictureInfo info = {.codec = PICTURE_CODEC_H264, .key = true};
    g_autoptr(CodedPicture) picture = coded_picture_new(data, &info);
    static const struct {
        size_t size;
        uint8_t first[2];
    } payloads[] = {
            {3, {0x67, 0x42}},
            {2, {0x68, 0xce}},
            {2 + 833, {0x7c, 0x85}}, /* FU-A: 2499 bytes behind the unit's first, in thirds */
            {2 + 833, {0x7c, 0x05}},
            {2 + 833, {0x7c, 0x45}},
    };

    g_assert_cmpuint(coded_picture_payloads(picture), ==, G_N_ELEMENTS(payloads));
    g_assert_cmpuint(coded_picture_size(picture), ==, HEAD + LARGE);
    for (size_t i = 0; i < G_N_ELEMENTS(payloads); i++) {
        gsize size = 0;
        const uint8_t *payload = g_bytes_get_data(coded_picture_payload(picture, i), &size);
        g_assert_cmpuint(size, ==, payloads[i].size);
        g_assert_cmpmem(payload, 2, payloads[i].first, 2);
    }
}

static void count_free(gpointer freed)
{
    ++*(int *)freed;
}

static void test_bytes_live_as_long_as_a_payload(void)
{
    int freed = 0;
    GBytes *data = g_bytes_new_with_free_func("xyz", 3, count_free, &freed);
    CodedPicture *picture = coded_picture_new(data, &(CodedPictureInfo){0});
    g_bytes_unref(data);
    CodedPicture *other = coded_picture_ref(picture);
    coded_picture_unref(picture);
    GBytes *payload = g_bytes_ref(coded_picture_payload(other, 0));
    coded_picture_unref(other);
    g_assert_cmpint(freed, ==, 0);
    g_bytes_unref(payload);
    g_assert_cmpint(freed, ==, 1);
    coded_picture_unref(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/coded_picture/splits", test_splits);
    g_test_add_func("/coded_picture/h264_goes_by_its_units", test_h264_goes_by_its_units);
    g_test_add_func(
            "/coded_picture/bytes_live_as_long_as_a_payload", test_bytes_live_as_long_as_a_payload);
    return g_test_run();
}
