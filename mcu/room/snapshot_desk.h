/**
 * snapshot_desk: who waits for a still picture of which view, and the answer to each.
 *
 *      ask ──> room_media_shoot ──> (a tick of the view) ──> snapshot_desk_take ──> one JPEG, for all who wait for it
 *
 * Units       pixels.
 * Ownership   the media are borrowed for as long as the desk lives; pictures for the call.
 * Thread      the main thread.
 * Errors      each who asks is answered once: a picture, or a fault with a reason.
 * Memory      SNAPSHOT_DESK_MAX who wait, and one small frame.
 */
#ifndef MCU_ROOM_SNAPSHOT_DESK_H
#define MCU_ROOM_SNAPSHOT_DESK_H

#include "mcu/api/api_message.h"
#include "mcu/room/room_media.h"

typedef struct SnapshotDesk SnapshotDesk;

enum { SNAPSHOT_DESK_MAX = 16 };

/** @param picture  NULL: none, for this reason; borrowed for the call */
typedef void (*SnapshotFn)(
        const ApiPicture *picture, ApiFault fault, const char *reason, void *user_data);

SnapshotDesk *snapshot_desk_new(RoomMedia *media);

/** Refuses all who still wait. NULL is allowed. */
void snapshot_desk_free(SnapshotDesk *desk);

void snapshot_desk_ask(SnapshotDesk *desk, int view, SnapshotFn answer, void *user_data);

/** What a view shows; NULL: nothing any more. */
void snapshot_desk_take(SnapshotDesk *desk, unsigned view, const VideoFrame *picture);

/** One site's picture, within API_STILL_WIDTH_PX and API_STILL_HEIGHT_PX, in its shape. @param picture  NULL: none */
void snapshot_desk_still(
        SnapshotDesk *desk, const VideoFrame *picture, SnapshotFn answer, void *user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SnapshotDesk, snapshot_desk_free)

#endif
