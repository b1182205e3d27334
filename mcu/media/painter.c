#include "mcu/media/painter.h"

#include <math.h>
#include <pango/pangocairo.h>

static const char *const faces = "Open Sans, DejaVu Sans, Sans";

struct Painter {
    PangoFontMap *fonts;
    PangoContext *context;
    cairo_surface_t *surface; /* the drawing in hand, or NULL */
    cairo_t *cairo;
};

Painter *painter_new(void)
{
    Painter *painter = g_new0(Painter, 1);
    cairo_font_options_t *options = cairo_font_options_create();

    /* A font map of its own: the default one belongs to whichever thread asked first. */
    painter->fonts = pango_cairo_font_map_new();
    painter->context = pango_font_map_create_context(painter->fonts);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY); /* no colours at the edges */
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(painter->context, options);
    pango_cairo_context_set_resolution(painter->context, 96);
    pango_context_set_language(painter->context, pango_language_from_string("vi"));
    cairo_font_options_destroy(options);
    return painter;
}

void painter_free(Painter *painter)
{
    if (painter == NULL) {
        return;
    }
    g_clear_pointer(&painter->cairo, cairo_destroy);
    g_clear_pointer(&painter->surface, cairo_surface_destroy);
    g_object_unref(painter->context);
    g_object_unref(painter->fonts);
    g_free(painter);
}

/* One line of letters: composed, without control characters, not longer than the bound. */
static char *clean_text(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *composed = g_utf8_normalize(valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    GString *clean = g_string_new(NULL);
    int chars = 0;

    for (const char *at = composed; *at != '\0' && chars < PAINTER_TEXT_CHARS_MAX;
            at = g_utf8_next_char(at), chars++) {
        const gunichar letter = g_utf8_get_char(at);
        const GUnicodeType type = g_unichar_type(letter);
        const bool hidden = type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
                type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
        g_string_append_unichar(clean, hidden ? ' ' : letter);
    }
    g_strstrip(clean->str);
    return g_string_free(clean, FALSE);
}

static void set_size(PangoLayout *layout, double size_px)
{
    PangoFontDescription *face = pango_font_description_from_string(faces);

    pango_font_description_set_weight(face, PANGO_WEIGHT_SEMIBOLD);
    pango_font_description_set_absolute_size(face, size_px * PANGO_SCALE);
    pango_layout_set_font_description(layout, face);
    pango_font_description_free(face);
}

static bool fits(PangoLayout *layout, const PainterText *text)
{
    int width = 0;

    if (text->lines > 1) {
        return pango_layout_get_line_count(layout) <= text->lines &&
                pango_layout_is_ellipsized(layout) == FALSE;
    }
    pango_layout_get_pixel_size(layout, &width, NULL);
    return width <= text->width_px;
}

/* The words without `left_out` of them in the middle, and a mark for these. */
static char *without_middle(char *const *words, int count, int left_out)
{
    const int first = (count - left_out) / 2;
    GString *text = g_string_new(NULL);

    for (int i = 0; i < count; i++) {
        if (i == first) {
            g_string_append(text, "… ");
        }
        if (i < first || i >= first + left_out) {
            g_string_append_printf(text, "%s ", words[i]);
        }
    }
    g_string_truncate(text, text->len - 1);
    return g_string_free(text, FALSE);
}

/* Leaves out whole words, as few as possible; if even two are too long, letters at the end. */
static void cut_to_width(PangoLayout *layout, const char *clean, const PainterText *text)
{
    g_auto(GStrv) words = g_strsplit(clean, " ", -1);
    const int count = (int)g_strv_length(words);

    for (int left_out = 1; left_out <= count - 2; left_out++) {
        g_autofree char *shorter = without_middle(words, count, left_out);
        pango_layout_set_text(layout, shorter, -1);
        if (fits(layout, text)) {
            return;
        }
    }
    pango_layout_set_text(layout, clean, -1);
    pango_layout_set_width(layout, text->width_px * PANGO_SCALE);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
}

/* The text at its own size, or smaller, or without its middle: the first of these that fits. */
static PangoLayout *lay_out(Painter *painter, const PainterText *text)
{
    static const double shrinks[] = {1, 0.94, 0.88, 0.82}; /* smaller is not read from the hall */
    g_autofree char *clean = clean_text(text->text);
    PangoLayout *layout = pango_layout_new(painter->context);

    pango_layout_set_text(layout, clean, -1);
    pango_layout_set_line_spacing(layout, 0.92F); /* room for marks above and below is inside */
    if (text->lines > 1) {
        pango_layout_set_width(layout, text->width_px * PANGO_SCALE);
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
        pango_layout_set_height(layout, -text->lines);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(shrinks); i++) {
        set_size(layout, text->size_px * shrinks[i]);
        if (fits(layout, text)) {
            return layout;
        }
    }
    if (text->lines == 1) {
        cut_to_width(layout, clean, text);
    }
    return layout;
}

Rect painter_measure(Painter *painter, const PainterText *text)
{
    g_autoptr(PangoLayout) layout = lay_out(painter, text);
    Rect size = {0};

    pango_layout_get_pixel_size(layout, &size.width, &size.height);
    size.width = MIN(size.width, text->width_px);
    return size;
}

void painter_begin(Painter *painter, int width_px, int height_px)
{
    g_assert(painter->cairo == NULL && width_px % 2 == 0 && height_px % 2 == 0);

    painter->surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width_px, height_px);
    painter->cairo = cairo_create(painter->surface);
}

static void set_colour(Painter *painter, PainterColour colour)
{
    cairo_set_source_rgba(painter->cairo, colour.red, colour.green, colour.blue, colour.alpha);
}

static void round_rect_path(cairo_t *cairo, Rect rect, double radius)
{
    const double left = rect.x + radius;
    const double right = rect.x + rect.width - radius;
    const double top = rect.y + radius;
    const double bottom = rect.y + rect.height - radius;

    cairo_new_sub_path(cairo);
    cairo_arc(cairo, right, top, radius, -M_PI_2, 0);
    cairo_arc(cairo, right, bottom, radius, 0, M_PI_2);
    cairo_arc(cairo, left, bottom, radius, M_PI_2, M_PI);
    cairo_arc(cairo, left, top, radius, M_PI, 3 * M_PI_2);
    cairo_close_path(cairo);
}

void painter_fill(Painter *painter, Rect rect, double radius_px, PainterColour colour)
{
    round_rect_path(painter->cairo, rect, radius_px);
    set_colour(painter, colour);
    cairo_fill(painter->cairo);
}

void painter_write(Painter *painter, const PainterText *text, Rect place, bool centred)
{
    g_autoptr(PangoLayout) layout = lay_out(painter, text);
    int width = 0;
    int height = 0;

    pango_layout_get_pixel_size(layout, &width, &height);
    /* Lines of a wrapped text are centred by the layout, in the width it was given. */
    const int taken = text->lines > 1 ? text->width_px : width;
    const double left = centred ? (place.width - taken) / 2.0 : 0;
    cairo_move_to(painter->cairo, place.x + left, place.y + (place.height - height) / 2.0);
    set_colour(painter, text->colour);
    pango_cairo_show_layout(painter->cairo, layout);
}

/* Signs are drawn in a square of 24 by 24. */

static void microphone_path(cairo_t *cairo)
{
    round_rect_path(cairo, (Rect){.x = 9, .y = 2, .width = 6, .height = 12}, 3);
    cairo_fill(cairo);
    cairo_arc_negative(cairo, 12, 11, 6.5, M_PI, 0);
    cairo_move_to(cairo, 12, 17.5);
    cairo_line_to(cairo, 12, 21.5);
    cairo_move_to(cairo, 8.5, 21.5);
    cairo_line_to(cairo, 15.5, 21.5);
    cairo_stroke(cairo);
}

static void camera_path(cairo_t *cairo)
{
    round_rect_path(cairo, (Rect){.x = 2, .y = 6, .width = 13, .height = 12}, 2);
    cairo_stroke(cairo);
    cairo_move_to(cairo, 15, 10.5);
    cairo_line_to(cairo, 22, 7);
    cairo_line_to(cairo, 22, 17);
    cairo_line_to(cairo, 15, 13.5);
    cairo_stroke(cairo);
}

/* Waves that go out from a point, as on the sign for a wireless line. */
static void waves_path(cairo_t *cairo)
{
    for (int wave = 1; wave <= 3; wave++) {
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, 12, 19, 5.0 * wave, -3 * M_PI_4, -M_PI_4);
    }
    cairo_stroke(cairo);
    cairo_arc(cairo, 12, 19, 1.9, 0, 2 * M_PI);
    cairo_fill(cairo);
}

/* A stroke through the sign, with a gap beside it so that it stays readable when small. */
static void strike(cairo_t *cairo)
{
    cairo_set_operator(cairo, CAIRO_OPERATOR_DEST_OUT);
    cairo_move_to(cairo, 5.2, 2.2);
    cairo_line_to(cairo, 22.2, 19.2);
    cairo_stroke(cairo);
    cairo_set_operator(cairo, CAIRO_OPERATOR_OVER);
    cairo_move_to(cairo, 3, 3);
    cairo_line_to(cairo, 21, 21);
    cairo_stroke(cairo);
}

void painter_sign(Painter *painter, PainterSign sign, Rect square, PainterColour colour)
{
    static void (*const paths[])(cairo_t *) = {
            [PAINTER_SIGN_MICROPHONE_OFF] = microphone_path,
            [PAINTER_SIGN_CAMERA_OFF] = camera_path,
            [PAINTER_SIGN_LOST] = waves_path,
    };
    cairo_t *cairo = painter->cairo;

    cairo_save(cairo);
    cairo_translate(cairo, square.x, square.y);
    cairo_scale(cairo, square.width / 24.0, square.height / 24.0);
    cairo_push_group(cairo); /* so that the gap does not cut through what is below */
    set_colour(painter, colour);
    cairo_set_line_width(cairo, 2);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    paths[sign](cairo);
    strike(cairo);
    cairo_pop_group_to_source(cairo);
    cairo_paint(cairo);
    cairo_restore(cairo);
}

Overlay *painter_end(Painter *painter, bool opaque)
{
    g_clear_pointer(&painter->cairo, cairo_destroy);
    cairo_surface_flush(painter->surface);
    Overlay *overlay = overlay_new(cairo_image_surface_get_data(painter->surface),
            cairo_image_surface_get_stride(painter->surface),
            cairo_image_surface_get_width(painter->surface),
            cairo_image_surface_get_height(painter->surface), opaque);
    g_clear_pointer(&painter->surface, cairo_surface_destroy);
    return overlay;
}
