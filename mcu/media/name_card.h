/**
 * name_card: what a tile shows instead of a picture: the site's name in the middle, and why.
 *
 * Units       pixels.
 * Ownership   the overlay is the caller's.
 * Thread      the painter's.
 * Errors      nothing here fails.
 * Memory      an overlay of the tile's size.
 */
#ifndef MCU_MEDIA_NAME_CARD_H
#define MCU_MEDIA_NAME_CARD_H

#include "mcu/media/painter.h"

typedef enum NameCardState {
    NAME_CARD_CAMERA_OFF, /**< there, and says that its camera is off */
    NAME_CARD_WAITING,    /**< there, and its picture has not come yet */
    NAME_CARD_LOST,       /**< its connection broke; the tile is kept for it */
} NameCardState;

/** Paints the card, opaque, exactly as large as the tile. Sides are even. */
Overlay *name_card_paint(
        Painter *painter, const char *name, NameCardState state, int width_px, int height_px);

#endif
