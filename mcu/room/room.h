/**
 * room: one meeting's seats, and the machines that serve them: legs, sound, pictures.
 *
 * A seat belongs to an identity and outlives its connections: a site that is lost keeps its tile, with a
 * card, for the hold time, and gets it back when it returns. A leg is one connection.
 *
 *      leg.add ──> room ──> media_leg (network loop) ── Opus ──> room_sound ── one mix, some own mixes ─┐
 *                   │            └───────────────────── VP8 ───> room_view ── one picture a rung ───────┤
 *                   └─ seats ─> scenes ─> room_view, one a view                      all legs <─────────┘
 *
 * Units       in the names; the layout's pages count from 0.
 * Ownership   the room owns everything below it; parameters are copied.
 * Thread      the main thread: the one that iterates the default main context. Events come on it too.
 * Errors      an ApiFault with a reason in words; the room goes on whatever a leg does.
 * Memory      at most ROOM_LEGS_MAX legs and seats; what a leg may hold is in media_leg.h.
 */
#ifndef MCU_ROOM_ROOM_H
#define MCU_ROOM_ROOM_H

#include "mcu/api/api_message.h"
#include "mcu/room/picture_feed.h"
#include "mcu/room/room_leg.h"
#include "mcu/room/snapshot_desk.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

enum { ROOM_LEGS_MAX = API_LEGS_MAX };

typedef struct Room Room;

typedef struct RoomConfig {
    const char *const *addresses; /**< where media is received; NULL-terminated, at least one */
    uint16_t port_min, port_max;
    bool dtls_active;
    int64_t seat_hold_us;
    int width_px, height_px;
    int fps;
    PictureRates picture_rates;
    int talkers_max;
    int sound_bps;
} RoomConfig;

typedef struct RoomEvents {
    void (*leg_connected)(const ApiLegConnected *leg, void *user_data);
    void (*leg_closed)(const ApiLegClosed *leg, void *user_data);
    void (*leg_digit)(const ApiLegDigit *digit, void *user_data);
    void (*leg_fast_update_wanted)(const ApiLegFastUpdate *wanted, void *user_data);
    void (*leg_floor_requested)(const ApiLegFloor *floor, void *user_data);
    void (*leg_floor_released)(const ApiLegFloor *floor, void *user_data);
    void (*leg_size)(const ApiLegSize *size, void *user_data);
    void (*leg_quality)(const ApiLegQuality *quality, void *user_data);
    void (*leg_health)(const ApiLegHealth *health, void *user_data);
    void (*speaker)(const ApiSpeaker *speaker, void *user_data);
    void (*seats)(const ApiSeats *seats, void *user_data);
    void (*layout)(const ApiLayout *layout, void *user_data);
    void (*recording)(const ApiRecording *recording, void *user_data);
    void (*recorded)(const ApiRecorded *recorded, void *user_data);
} RoomEvents;

/** Starts the threads and mixes at once, with no seat yet. */
Room *room_new(const RoomConfig *config, const RoomEvents *events, void *user_data, GError **error);

/** Closes every leg and ends the threads. NULL is allowed. No event comes from it. */
void room_free(Room *room);

/** Names the meeting. @return false when it has a name already */
bool room_open(Room *room, const ApiRoomOpen *open);

/** Takes one more leg. A leg of the same identity is closed first (API_LEG_END_REPLACED). */
void room_add_leg(Room *room, const ApiLegAdd *add, RoomAnswer answer, void *user_data);

/** The same leg offers again: an ICE restart, or hardware that holds, resumes or moves. */
void room_offer_again(Room *room, const ApiLegOffer *offer, RoomAnswer answer, void *user_data);

/** Hardware answers the offer that it was given; the answer to this is "". */
void room_take_answer(Room *room, const ApiLegSdp *sdp, RoomAnswer answer, void *user_data);

/** Each: false when there is no such leg. */
/** @return false: there is no such leg */
bool room_deny_floor(Room *room, const ApiLegFloor *floor);
bool room_fast_update(Room *room, const ApiLegFastUpdate *update);
bool room_add_candidate(Room *room, const ApiLegCandidate *candidate);
bool room_set_leg(Room *room, const ApiLegSet *set);
bool room_remove_leg(Room *room, const ApiLegRemove *remove);

/**
 * Changes the layout of a view; a page behind the last becomes the last.
 *
 * @return  what became of it; the strings are the room's, until the next call
 */
ApiLayout room_set_layout(Room *room, const ApiLayout *layout);

/** Who has the floor; "": nobody. */
/** One site large to all for a time. */
void room_show(Room *room, const ApiShow *show);

void room_set_floor(Room *room, const ApiFloor *floor);

/** Who may be heard: the others are left out of the mix, the choice of talkers and who speaks. */
void room_set_audible(Room *room, const ApiAudible *audible);

/** Which leg presents slides; "": none. @return false when there is no such leg */
bool room_set_slides(Room *room, const ApiSlides *slides);

/** What is drawn over all views. */
void room_set_overlay(Room *room, const ApiOverlay *overlay);

/** Which view an onlooker watches; whoever has a seat watches its own. @return false for no such leg */
bool room_set_leg_view(Room *room, const ApiLegView *view);

/** What may be sent to a leg at most. @return false when there is no such leg */
bool room_cap_leg(Room *room, const ApiLegCap *cap);

/** A text over the pictures of one leg, for a while; room_stage says when it may be missing. @return false for no such leg */
bool room_caption_leg(Room *room, const ApiLegCaption *caption);

/** Hardware: its camera. What it cannot is passed over. @return false for no such leg */
bool room_move_camera(Room *room, const ApiLegCamera *camera);
bool room_camera_preset(Room *room, const ApiLegPreset *preset);

/** What a view shows now, as a JPEG. Answered once, at the latest by room_free(). */
void room_snapshot(Room *room, const ApiSnapshot *snapshot, SnapshotFn answer, void *user_data);

/** The newest picture of one site, made small; answered before it returns. */
void room_leg_still(Room *room, const ApiLegStill *still, SnapshotFn answer, void *user_data);

/** Writes what the sites see and hear into a file: RoomEvents.recorded comes when it is closed. */
bool room_record(Room *room, const ApiRecord *record, ApiRecordMoment *ret_moment, GError **error);
ApiRecordMoment room_record_pause(Room *room, const ApiRecordPause *pause);
void room_record_end(Room *room);

/** Streams what the sites see and hear to who listens at a socket; an empty path ends that. */
bool room_stream(Room *room, const ApiStream *stream, GError **error);

/** Plays a sound to all. @return how long it is in milliseconds; 0 with `error` */
int64_t room_play(Room *room, const ApiPlay *play, GError **error);

/** The same to one leg alone; one that is not connected yet hears it then. */
int64_t room_play_to(Room *room, const ApiLegPlay *play, GError **error);

/** The seats and legs as they are. Clear with api_message_clear(API_ROOM_DESCRIPTION, …). */
ApiRoomDescription room_describe(const Room *room);

/** The figures of the last second. Clear with api_message_clear(API_ROOM_STATS, …). */
ApiRoomStats room_stats(Room *room);

/** Legs that are connected or on their way. */
unsigned room_leg_count(const Room *room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Room, room_free)

#endif
