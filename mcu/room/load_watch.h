/**
 * load_watch: looks twice a second whether the machine keeps up with the room, and has less done when it does not.
 *
 *      views, sound ── figures ──> load_shed ── step ──> room_stage (small tiles, views), room_media (rungs)
 *
 * Units       as load_shed.
 * Ownership   borrows media and stage for as long as it lives.
 * Thread      the main thread.
 * Errors      none.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_LOAD_WATCH_H
#define MCU_ROOM_LOAD_WATCH_H

#include "mcu/api/api_message.h"
#include "mcu/room/room_media.h"
#include "mcu/room/room_stage.h"

#include <glib.h>

typedef struct LoadWatch LoadWatch;

/** @param fps  of the views */
LoadWatch *load_watch_new(RoomMedia *media, RoomStage *stage, int fps);

/** NULL is allowed. */
void load_watch_free(LoadWatch *watch);

/** What is left out now. */
ApiShed load_watch_shed(const LoadWatch *watch);

/** The same as figures, and how often that changed: `shed` and what follows it. */
void load_watch_add(const LoadWatch *watch, ApiRoomStats *stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LoadWatch, load_watch_free)

#endif
