#include "mcu/media/name_card.h"

typedef struct CardLook {
    bool has_sign;
    PainterSign sign;
    const char *note; /* under the name, or NULL */
    PainterColour ground;
    PainterColour name;
    PainterColour mark; /* the sign and the note */
} CardLook;

static const CardLook looks[] = {
        [NAME_CARD_CAMERA_OFF] = {true, PAINTER_SIGN_CAMERA_OFF, NULL, {0.118, 0.149, 0.196, 1},
                {0.95, 0.96, 0.98, 1}, {0.47, 0.54, 0.63, 1}},
        [NAME_CARD_WAITING] = {false, PAINTER_SIGN_CAMERA_OFF, "Đang chờ hình…",
                {0.118, 0.149, 0.196, 1}, {0.95, 0.96, 0.98, 1}, {0.47, 0.54, 0.63, 1}},
        [NAME_CARD_LOST] = {true, PAINTER_SIGN_LOST, "Mất kết nối", {0.090, 0.102, 0.122, 1},
                {0.68, 0.71, 0.75, 1}, {0.95, 0.69, 0.30, 1}},
};

static int even(double value)
{
    return (int)value & ~1;
}

Overlay *name_card_paint(
        Painter *painter, const char *name, NameCardState state, int width_px, int height_px)
{
    const CardLook *look = &looks[state];
    const double size = CLAMP(height_px * 0.115, 13, 52);
    const int text_width = even(width_px * 0.88);
    const PainterText name_text = {name, size, text_width, 3, look->name};
    const PainterText note_text = {
            look->note != NULL ? look->note : "", size * 0.82, text_width, 1, look->mark};
    const int sign = look->has_sign ? even(height_px * 0.18) : 0;
    const int gap = look->has_sign ? even(size * 0.3) : 0;
    const int name_height = painter_measure(painter, &name_text).height;
    const int note_height = look->note != NULL ? painter_measure(painter, &note_text).height : 0;

    /* Sign, name and note are one block in the middle; a mark in the strip below must have room. */
    Rect row = {.x = (width_px - text_width) / 2, .width = text_width};
    row.y = (height_px - sign - gap - name_height - note_height) / 2;
    painter_begin(painter, width_px, height_px);
    painter_fill(painter, (Rect){.width = width_px, .height = height_px}, 0, look->ground);
    if (look->has_sign) {
        painter_sign(
                painter, look->sign, (Rect){(width_px - sign) / 2, row.y, sign, sign}, look->mark);
    }
    row.y += sign + gap;
    row.height = name_height;
    painter_write(painter, &name_text, row, true);
    row.y += name_height;
    row.height = note_height;
    if (look->note != NULL) {
        painter_write(painter, &note_text, row, true);
    }
    return painter_end(painter, true);
}
