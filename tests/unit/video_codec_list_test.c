#include "mcu/media/video_codec_list.h"

static void test_every_codec_is_whole(void)
{
    static const char *const names[] = {"VP8", "vp8"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const VideoCodec *codec = video_codec_find(names[i]);
        g_assert_nonnull(codec);
        g_assert_cmpuint(codec->clock_hz, ==, 90000);
        g_assert_nonnull(codec->encoder_open);
        g_assert_nonnull(codec->encode);
        g_assert_nonnull(codec->encoder_set_bitrate);
        g_assert_nonnull(codec->encoder_close);
        g_assert_nonnull(codec->peek);
        g_assert_nonnull(codec->decoder_open);
        g_assert_nonnull(codec->decode);
        g_assert_nonnull(codec->decoder_close);
    }
    g_assert_null(video_codec_find("VP88"));
    g_assert_null(video_codec_find(""));
}

static void test_peeks_at_the_first_bytes(void)
{
    static const struct {
        const char *why;
        uint8_t bytes[10];
        size_t size;
        bool good, key;
        int width, height;
    } cases[] = {
            {"a key frame of 640x360", {0x10, 0, 0, 0x9d, 1, 0x2a, 0x80, 2, 0x68, 1}, 10, true,
                    true, 640, 360},
            {"scaled sizes keep 14 bits", {0x10, 0, 0, 0x9d, 1, 0x2a, 0x80, 0x42, 0x68, 0x81}, 10,
                    true, true, 640, 360},
            {"no start code", {0x10, 0, 0, 0x9d, 1, 0x2b, 0x80, 2, 0x68, 1}, 10, false, false, 0,
                    0},
            {"a key frame that is cut", {0x10, 0, 0, 0x9d, 1, 0x2a, 0x80, 2, 0x68, 1}, 9, false,
                    false, 0, 0},
            {"another picture", {0x31, 0, 0}, 3, true, false, 0, 0},
            {"one byte of another", {0x31}, 1, true, false, 0, 0},
            {"nothing", {0}, 0, false, false, 0, 0},
    };
    const VideoCodec *codec = video_codec_find("VP8");

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        VideoCodecPeek peek = {0};
        g_test_message("%s", cases[i].why);
        g_assert_true(codec->peek(cases[i].bytes, cases[i].size, &peek) == cases[i].good);
        if (cases[i].good) {
            g_assert_true(peek.key == cases[i].key);
            g_assert_cmpint(peek.width_px, ==, cases[i].width);
            g_assert_cmpint(peek.height_px, ==, cases[i].height);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/video_codec_list/every_codec_is_whole", test_every_codec_is_whole);
    g_test_add_func("/video_codec_list/peeks_at_the_first_bytes", test_peeks_at_the_first_bytes);
    return g_test_run();
}
