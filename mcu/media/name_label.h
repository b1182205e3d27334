/**
 * name_label: the strip at the lower left of a tile: the site's name, and whether it is muted.
 *
 * Units       pixels of the tile it is for; the letters grow with the tile.
 * Ownership   the overlay is the caller's.
 * Thread      the painter's.
 * Errors      nothing here fails; nothing to say is NULL.
 * Memory      an overlay no larger than the tile.
 */
#ifndef MCU_MEDIA_NAME_LABEL_H
#define MCU_MEDIA_NAME_LABEL_H

#include "mcu/media/painter.h"

typedef struct NameLabel {
    const char *name; /**< NULL for the mark alone, on a card that shows the name itself */
    bool microphone_off;
} NameLabel;

/** The letters' size on a tile of this height. */
double name_label_size_px(int tile_height_px);

/** How far the strip is from the tile's edges; even. */
int name_label_margin_px(int tile_height_px);

/** Paints the strip for a tile of this size. Returns NULL if there is nothing to show. */
Overlay *name_label_paint(Painter *painter, const NameLabel *label, int width_px, int height_px);

#endif
