#include "mcu/wire/picture_codec.h"

#include <glib.h>

static void test_each_has_its_name(void)
{
    g_assert_cmpstr(picture_codec_name(PICTURE_CODEC_VP8), ==, "VP8");
    g_assert_cmpstr(picture_codec_name(PICTURE_CODEC_H264), ==, "H264");
    g_assert_cmpint(PICTURE_CODEC_VP8, ==, 0); /* what nobody chose */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture_codec/each_has_its_name", test_each_has_its_name);
    return g_test_run();
}
