#include "mcu/media/name_label.h"

static const PainterColour strip = {0.03, 0.04, 0.06, 0.66};
static const PainterColour white = {1, 1, 1, 1};
static const PainterColour muted = {1, 0.47, 0.42, 1};

static int even(double value)
{
    return (int)value & ~1;
}

/* A hall looks from five metres at a screen of 1.2 m: 17 lines of 720 are 16 mm there. */
double name_label_size_px(int tile_height_px)
{
    return CLAMP(tile_height_px * 0.098, 13, 30);
}

int name_label_margin_px(int tile_height_px)
{
    return even(CLAMP(tile_height_px * 0.036, 4, 16));
}

Overlay *name_label_paint(Painter *painter, const NameLabel *label, int width_px, int height_px)
{
    const double size = name_label_size_px(height_px);
    const int margin = name_label_margin_px(height_px);
    const bool named = label->name != NULL && label->name[0] != '\0';
    const int height = even(size * 1.62);
    const int pad = even(size * 0.55);
    const int sign = label->microphone_off ? even(size * 1.1) : 0;
    const int gap = named && sign > 0 ? even(size * 0.36) : 0;
    const PainterText text = {
            .text = named ? label->name : "",
            .size_px = size,
            .width_px = width_px - 2 * margin - 2 * pad - sign - gap,
            .lines = 1,
            .colour = white,
    };

    if ((!named && sign == 0) || text.width_px < (int)size) {
        return NULL;
    }
    const int text_width = named ? painter_measure(painter, &text).width : 0;
    const int width = even(2 * pad + sign + gap + text_width + 1);
    painter_begin(painter, width, height);
    painter_fill(painter, (Rect){.width = width, .height = height}, size * 0.28, strip);
    if (sign > 0) {
        const Rect square = {pad, (height - sign) / 2, sign, sign};
        painter_sign(painter, PAINTER_SIGN_MICROPHONE_OFF, square, muted);
    }
    if (named) {
        const Rect place = {pad + sign + gap, 0, text_width, height};
        painter_write(painter, &text, place, false);
    }
    return painter_end(painter, false);
}
