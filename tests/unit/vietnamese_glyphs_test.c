/* All 134 letters that Vietnamese has beside the ASCII ones, drawn by the painter and by Pango alone. */
#include "mcu/media/painter.h"

#include <pango/pangocairo.h>
#include <string.h>

enum { WIDTH = 64, HEIGHT = 64, SIZE_PX = 30, LETTERS = 134 };

static const PainterColour white = {1, 1, 1, 1};

/* Vowels with each of the tones, from Unicode's own tables, and đ; small and capital. */
static GPtrArray *all_letters(void)
{
    static const char *const vowels[] = {
            "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"};
    static const char *const tones[] = {
            "", "\xcc\x80", "\xcc\x81", "\xcc\x83", "\xcc\x89", "\xcc\xa3"};
    GPtrArray *letters = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(letters, g_strdup("đ"));
    for (size_t i = 0; i < G_N_ELEMENTS(vowels); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(tones); k++) {
            g_autofree char *combined = g_strconcat(vowels[i], tones[k], NULL);
            char *letter = g_utf8_normalize(combined, -1, G_NORMALIZE_NFC);
            g_assert_cmpint(g_utf8_strlen(letter, -1), ==, 1);
            if (letter[1] == '\0') {
                g_free(letter); /* ASCII */
            } else {
                g_ptr_array_add(letters, letter);
            }
        }
    }
    const guint small = letters->len;
    for (guint i = 0; i < small; i++) {
        g_ptr_array_add(letters, g_utf8_strup(letters->pdata[i], -1));
    }
    return letters;
}

static VideoFrame *laid_on_black(const Overlay *overlay)
{
    g_autoptr(VideoFramePool) pool = video_frame_pool_new(1);
    VideoFrame *picture = video_frame_pool_take(pool, WIDTH, HEIGHT);
    video_frame_fill(picture, 16, 128, 128);
    overlay_draw(overlay, picture, 0, 0);
    return picture;
}

static VideoFrame *painted(Painter *painter, const char *letter)
{
    const PainterText text = {letter, SIZE_PX, WIDTH, 1, white};
    painter_begin(painter, WIDTH, HEIGHT);
    painter_write(painter, &text, (Rect){.width = WIDTH, .height = HEIGHT}, false);
    g_autoptr(Overlay) overlay = painter_end(painter, false);
    return laid_on_black(overlay);
}

/* What Pango makes of it without us. */
static VideoFrame *reference(const char *letter)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
    cairo_t *cairo = cairo_create(surface);
    g_autoptr(PangoLayout) layout = pango_cairo_create_layout(cairo);
    g_autoptr(PangoFontDescription) font =
            pango_font_description_from_string("Open Sans, DejaVu Sans, Sans");
    cairo_font_options_t *options = cairo_font_options_create();
    int height = 0;
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(pango_layout_get_context(layout), options);
    pango_context_set_language(pango_layout_get_context(layout), pango_language_from_string("vi"));
    pango_font_description_set_weight(font, PANGO_WEIGHT_SEMIBOLD);
    pango_font_description_set_absolute_size(font, (double)SIZE_PX * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, letter, -1);
    g_assert_cmpint(pango_layout_get_unknown_glyphs_count(layout), ==, 0);
    pango_layout_get_pixel_size(layout, NULL, &height);
    cairo_move_to(cairo, 0, (HEIGHT - height) / 2.0);
    cairo_set_source_rgba(cairo, 1, 1, 1, 1);
    pango_cairo_show_layout(cairo, layout);
    cairo_surface_flush(surface);
    g_autoptr(Overlay) overlay = overlay_new(cairo_image_surface_get_data(surface),
            cairo_image_surface_get_stride(surface), WIDTH, HEIGHT, false);
    cairo_font_options_destroy(options);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return laid_on_black(overlay);
}

/* @return how many pixels differ by more than rounding */
static int difference(const VideoFrame *a, const VideoFrame *b)
{
    int count = 0;
    for (int y = 0; y < HEIGHT; y++) {
        const uint8_t *row = video_frame_at(a, 0, 0, y);
        const uint8_t *other = video_frame_at(b, 0, 0, y);
        for (int x = 0; x < WIDTH; x++) {
            count += ABS(row[x] - other[x]) > 2 ? 1 : 0;
        }
    }
    return count;
}

static void test_composed_combining_and_reference(void)
{
    g_autoptr(Painter) painter = painter_new();
    g_autoptr(GPtrArray) letters = all_letters();
    g_assert_cmpuint(letters->len, ==, LETTERS);
    for (guint i = 0; i < letters->len; i++) {
        const char *letter = letters->pdata[i];
        g_autofree char *combining = g_utf8_normalize(letter, -1, G_NORMALIZE_NFD);
        g_autoptr(VideoFrame) composed = painted(painter, letter);
        g_autoptr(VideoFrame) combined = painted(painter, combining);
        g_autoptr(VideoFrame) wanted = reference(letter);
        g_test_message("%s", letter);
        g_assert_cmpint(difference(composed, combined), ==, 0);
        g_assert_cmpint(difference(composed, wanted), ==, 0);
    }
}

/* A letter without its mark, or a box for a missing one, would look like another. */
static void test_no_two_look_alike(void)
{
    g_autoptr(Painter) painter = painter_new();
    g_autoptr(GPtrArray) letters = all_letters();
    g_autoptr(GPtrArray) pictures =
            g_ptr_array_new_with_free_func((GDestroyNotify)video_frame_unref);
    for (guint i = 0; i < letters->len; i++) {
        VideoFrame *picture = painted(painter, letters->pdata[i]);
        for (guint k = 0; k < i; k++) {
            g_assert_cmpint(difference(picture, pictures->pdata[k]), >, 3);
        }
        g_ptr_array_add(pictures, picture);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/vietnamese_glyphs/composed_combining_and_reference",
            test_composed_combining_and_reference);
    g_test_add_func("/vietnamese_glyphs/no_two_look_alike", test_no_two_look_alike);
    return g_test_run();
}
