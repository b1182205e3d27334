/**
 * waiting_room: who stands before the door of a meeting, and through which session to call them in.
 *
 * A site that waits has no media and hears nothing.
 *
 * Units       since_us: microseconds since 1970.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      the main loop's.
 * Errors      a full waiting room takes no more.
 * Memory      WAITING_ROOM_MAX sites.
 */
#ifndef SIGNALING_MEETING_WAITING_ROOM_H
#define SIGNALING_MEETING_WAITING_ROOM_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct WaitingRoom WaitingRoom;

enum { WAITING_ROOM_MAX = 256 };

typedef struct WaitingSite {
    const char *identity;
    const char *name;
    uint64_t session;
    int64_t since_us;
} WaitingSite;

WaitingRoom *waiting_room_new(void);

/** NULL is allowed. */
void waiting_room_free(WaitingRoom *room);

/**
 * A site comes, or comes by another device: then the newer one waits, in the older one's place.
 *
 * @param ret_replaced  the session that waited for it until now, or 0
 * @return              false when the room is full
 */
bool waiting_room_enter(WaitingRoom *room, const WaitingSite *site, uint64_t *ret_replaced);

/** @return the session to be told, or 0 when that one does not wait */
uint64_t waiting_room_leave(WaitingRoom *room, const char *identity);

/** @return whether somebody waited there */
bool waiting_room_session_gone(WaitingRoom *room, uint64_t session);

/** From the one that waits longest. */
size_t waiting_room_size(const WaitingRoom *room);
WaitingSite waiting_room_nth(const WaitingRoom *room, size_t n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WaitingRoom, waiting_room_free)

#endif
