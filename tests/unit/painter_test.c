#include "mcu/media/painter.h"

#include <string.h>

enum { WIDTH = 400, HEIGHT = 60 };

static const PainterColour white = {1, 1, 1, 1};

/* A text on black, as a picture. */
static VideoFrame *written(Painter *painter, VideoFramePool *pool, const char *words, int lines)
{
    const PainterText text = {words, 20, WIDTH, lines, white};
    VideoFrame *picture = video_frame_pool_take(pool, WIDTH, HEIGHT);

    painter_begin(painter, WIDTH, HEIGHT);
    painter_write(painter, &text, (Rect){.width = WIDTH, .height = HEIGHT}, false);
    g_autoptr(Overlay) overlay = painter_end(painter, false);
    video_frame_fill(picture, 16, 128, 128);
    overlay_draw(overlay, picture, 0, 0);
    return picture;
}

static bool same_picture(const VideoFrame *a, const VideoFrame *b)
{
    for (int y = 0; y < HEIGHT; y++) {
        if (memcmp(video_frame_at(a, 0, 0, y), video_frame_at(b, 0, 0, y), WIDTH) != 0) {
            return false;
        }
    }
    return true;
}

static void test_all_forms_of_vietnamese_look_the_same(void)
{
    static const struct {
        const char *why;
        const char *composed;
        const char *other;
        bool same;
    } cases[] = {
            {"decomposed", "Giồng Riềng", "Gio\xcc\x82\xcc\x80ng Rie\xcc\x82\xcc\x80ng", true},
            {"marks in the other order", "Hòn Đất huyện",
                    "Ho\xcc\x80n Đa\xcc\x82\xcc\x81t huye\xcc\xa3\xcc\x82n", true},
            {"control characters are spaces", "An Biên", "An\nBiên", true},
            {"spaces around", "An Biên", "\t An Biên \n", true},
            {"another name", "An Biên", "An Minh", false},
            {"tones matter", "Hà Tiên", "Ha Tiên", false},
    };
    g_autoptr(Painter) painter = painter_new();
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(2);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(VideoFrame) one = written(painter, pool, cases[i].composed, 1);
        g_autoptr(VideoFrame) other = written(painter, pool, cases[i].other, 1);
        g_test_message("%s", cases[i].why);
        g_assert_true(same_picture(one, other) == cases[i].same);
    }
}

static void test_no_text_is_wider_than_its_place(void)
{
    static const char *const texts[] = {
            "", "An Biên", "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Kiên Giang",
            "Mộtchữthậtdàikhôngcókhoảngtrắngnàocảđểcắtởgiữa",
            "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n",
            "\xff\xfe không phải UTF-8 \x80",
            "\xe2\x80\xae đảo chiều", /* a right-to-left override */
    };
    g_autoptr(Painter) painter = painter_new();

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        for (int width = 40; width <= 400; width += 40) {
            for (int lines = 1; lines <= 3; lines++) {
                const PainterText text = {texts[i], 20, width, lines, white};
                const Rect size = painter_measure(painter, &text);
                g_assert_cmpint(size.width, <=, width);
                g_assert_cmpint(size.height, >, 0);
                g_assert_cmpint(size.height, <=, 32L * lines);
            }
        }
    }
}

static void test_a_text_without_end_is_cut(void)
{
    g_autoptr(Painter) painter = painter_new();
    g_autofree char *endless = g_strnfill(1000000, 'm');
    const PainterText text = {endless, 20, 1000000, 1, white};

    g_assert_cmpint(painter_measure(painter, &text).width, <, 40L * PAINTER_TEXT_CHARS_MAX);
}

static void test_signs_draw_something(void)
{
    static const PainterSign signs[] = {
            PAINTER_SIGN_MICROPHONE_OFF, PAINTER_SIGN_CAMERA_OFF, PAINTER_SIGN_LOST};
    g_autoptr(Painter) painter = painter_new();
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);

    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        g_autoptr(VideoFrame) picture = video_frame_pool_take(pool, 24, 24);
        int bright = 0;
        painter_begin(painter, 24, 24);
        painter_sign(painter, signs[i], (Rect){.width = 24, .height = 24}, white);
        g_autoptr(Overlay) overlay = painter_end(painter, false);
        video_frame_fill(picture, 16, 128, 128);
        overlay_draw(overlay, picture, 0, 0);
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 24; x++) {
                bright += picture->planes[0][y * picture->strides[0] + x] > 120;
            }
        }
        g_assert_cmpint(bright, >, 60);
        g_assert_cmpint(bright, <, 300);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/painter/all_forms_of_vietnamese_look_the_same",
            test_all_forms_of_vietnamese_look_the_same);
    g_test_add_func(
            "/painter/no_text_is_wider_than_its_place", test_no_text_is_wider_than_its_place);
    g_test_add_func("/painter/a_text_without_end_is_cut", test_a_text_without_end_is_cut);
    g_test_add_func("/painter/signs_draw_something", test_signs_draw_something);
    return g_test_run();
}
