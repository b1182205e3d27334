#include "mcu/media/banner.h"

#include "mcu/media/name_label.h"

static const PainterColour strip = {0.047, 0.059, 0.075, 1};
static const PainterColour white = {0.95, 0.96, 0.98, 1};
static const PainterColour red = {0.93, 0.23, 0.20, 1};

static int even(double value)
{
    return (int)value & ~1;
}

int banner_margin_px(int canvas_height_px)
{
    return name_label_margin_px(canvas_height_px / 2);
}

Overlay *banner_paint(Painter *painter, const Banner *banner, int canvas_height_px, int width_px)
{
    const double size = name_label_size_px(canvas_height_px / 3); /* as on one of nine tiles */
    const int height = even(size * 1.62);
    const int pad = even(size * 0.55);
    const int dot = banner->recording ? even(size * 0.7) : 0;
    const int gap = dot > 0 ? even(size * 0.4) : 0;
    const PainterText text = {
            .text = banner->text,
            .size_px = size,
            .width_px = width_px - 2 * pad - dot - gap - 2,
            .lines = 1,
            .colour = white,
    };
    if (banner->text == NULL || banner->text[0] == '\0' || text.width_px < (int)size) {
        return NULL;
    }
    const int text_width = painter_measure(painter, &text).width;
    const int width = even(2 * pad + dot + gap + text_width + 1);
    painter_begin(painter, width, height);
    painter_fill(painter, (Rect){.width = width, .height = height}, 0, strip);
    painter_fill(painter, (Rect){pad, (height - dot) / 2, dot, dot}, dot / 2.0, red);
    painter_write(painter, &text, (Rect){pad + dot + gap, 0, text_width, height}, false);
    return painter_end(painter, true);
}
