/**
 * room_parts: a room as the sources room*.c share it: room_seats.c has the seats, the legs and what the machines
 * tell, room_orders.c what the meeting's server has done and asks.
 *
 * Included by those only.
 *
 * Units       as room.
 * Ownership   as room.
 * Thread      the main thread.
 * Errors      as room.
 * Memory      as room.
 */
#ifndef MCU_ROOM_ROOM_PARTS_H
#define MCU_ROOM_ROOM_PARTS_H

#include "mcu/room/audible_rule.h"
#include "mcu/room/leg_notice.h"
#include "mcu/room/load_watch.h"
#include "mcu/room/recording_desk.h"
#include "mcu/room/room.h"
#include "mcu/room/room_media.h"
#include "mcu/room/room_stage.h"
#include "mcu/room/seat_list.h"

struct Room {
    RoomConfig config;
    const RoomEvents *events;
    void *user_data;

    char *meeting;
    char *title;
    int64_t started_us;
    char *slides; /* the leg that presents, or NULL */

    RoomMedia *media;
    RoomStage *stage;
    LegNotice *notice;
    SnapshotDesk *snapshots;
    RecordingDesk *recording;
    LoadWatch *load;
    PictureLadder ladder;
    SeatList *seats;
    AudibleRule *audible;
    GHashTable *legs;    /* giaoban's number, a string -> RoomLeg */
    GHashTable *numbers; /* ours -> the same RoomLeg */
    uint32_t last_number;
    uint32_t speaking; /* the leg that speaks now, or SEAT_NO_LEG */
    guint expiry_source;
};

/** @return  the room's, or NULL: there is none of this name */
RoomLeg *room_find_leg(const Room *room, const char *leg);

/** Its microphone is its own, whether it may be heard is the chair's; on its tile both look the same. */
void room_set_sound(Room *room, const RoomLeg *leg);

/** Another leg presents slides, or (NULL) none does. */
void room_present(Room *room, const RoomLeg *leg);

#endif
