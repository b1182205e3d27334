/**
 * picture_figures: what the views and their rungs did, for the reply to `room.stats`.
 *
 * Views that were ever watched are counted: what they did must not vanish from the sums.
 *
 * Units       as mcu/api.
 * Ownership   the lists become those of the stats: api_message_clear() frees them.
 * Thread      the main thread.
 * Errors      none.
 * Memory      one entry for each view, and one for each feed.
 */
#ifndef MCU_ROOM_PICTURE_FIGURES_H
#define MCU_ROOM_PICTURE_FIGURES_H

#include "mcu/api/api_message.h"
#include "mcu/room/room_media.h"

/** @param stats  whose views and feeds are not filled in yet */
void picture_figures_add(RoomMedia *media, const PictureLadder *ladder, ApiRoomStats *stats);

#endif
