#include "mcu/rtp/vp8_picture.h"

#include <string.h>

static void test_splits(void)
{
    static const struct {
        const char *why;
        size_t size;
        size_t payloads;
    } cases[] = {
            {"one byte", 1, 1},
            {"as much as fits", VP8_PICTURE_PAYLOAD_MAX, 1},
            {"one more", VP8_PICTURE_PAYLOAD_MAX + 1, 2},
            {"many", (size_t)10 * VP8_PICTURE_PAYLOAD_MAX, 10},
            {"the most", VP8_PICTURE_SIZE_MAX,
                    (VP8_PICTURE_SIZE_MAX + VP8_PICTURE_PAYLOAD_MAX - 1) / VP8_PICTURE_PAYLOAD_MAX},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint8_t *bytes = g_malloc(cases[i].size);
        for (size_t n = 0; n < cases[i].size; n++) {
            bytes[n] = (uint8_t)(n * 31);
        }
        g_autoptr(GBytes) data = g_bytes_new_take(bytes, cases[i].size);
        const Vp8PictureInfo info = {.number = 42, .key = true};
        g_autoptr(Vp8Picture) picture = vp8_picture_new(data, &info);
        size_t offset = 0;

        g_test_message("%s", cases[i].why);
        g_assert_cmpuint(vp8_picture_payloads(picture), ==, cases[i].payloads);
        g_assert_cmpuint(vp8_picture_size(picture), ==, cases[i].size);
        g_assert_cmpuint(vp8_picture_info(picture)->number, ==, 42);
        for (size_t n = 0; n < cases[i].payloads; n++) {
            gsize size = 0;
            const void *payload = g_bytes_get_data(vp8_picture_payload(picture, n), &size);
            g_assert_cmpuint(size, >, 0);
            g_assert_cmpuint(size, <=, VP8_PICTURE_PAYLOAD_MAX);
            g_assert_true(payload == bytes + offset); /* shared, not copied */
            offset += size;
        }
        g_assert_cmpuint(offset, ==, cases[i].size);
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
    Vp8Picture *picture = vp8_picture_new(data, &(Vp8PictureInfo){0});
    g_bytes_unref(data);
    Vp8Picture *other = vp8_picture_ref(picture);
    vp8_picture_unref(picture);
    GBytes *payload = g_bytes_ref(vp8_picture_payload(other, 0));
    vp8_picture_unref(other);
    g_assert_cmpint(freed, ==, 0);
    g_bytes_unref(payload);
    g_assert_cmpint(freed, ==, 1);
    vp8_picture_unref(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/vp8_picture/splits", test_splits);
    g_test_add_func(
            "/vp8_picture/bytes_live_as_long_as_a_payload", test_bytes_live_as_long_as_a_payload);
    return g_test_run();
}
