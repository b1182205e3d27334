/**
 * leg_table: the network thread with all legs of the meeting, for whoever is on another one.
 *
 * It knows a leg by its number only; what it asks for is posted to the loop, where leg_roster does it, and what
 * becomes of it comes back as events, on the loop, for whoever listens to post on.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the table owns its legs, its thread and its DTLS identity.
 * Thread      new, free and every function: any; events come on the network loop.
 * Errors      an offer is answered, or refused with an ApiFault and a reason, by one `answered` event.
 * Memory      a media_leg's for each leg; ticks and pictures that wait for the loop are LEG_TABLE_WAITING_MAX,
 *             then the newest is dropped and counted.
 */
#ifndef MCU_ROOM_LEG_TABLE_H
#define MCU_ROOM_LEG_TABLE_H

#include "mcu/room/leg_roster.h"
#include "mcu/room/picture_feed.h"
#include "mcu/room/room_sound.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

enum { LEG_TABLE_WAITING_MAX = 64 }; /* more than a second of both: the loop is stuck */

typedef struct LegTable LegTable;

typedef struct LegTableConfig {
    const char *const *addresses;
    uint16_t port_min, port_max;
    bool dtls_active;
    bool h264;               /**< as MediaLegConfig */
    const MediaClock *clock; /**< of the mix; lives longer than the table */
    PictureLadder ladder;    /**< of every view */
    int fps;
} LegTableConfig;

LegTable *leg_table_new(const LegTableConfig *config, const LegRosterEvents *events,
        void *user_data, GError **error);

/** Closes every leg; no event comes afterwards, and what is still sent is passed over. NULL is allowed. */
void leg_table_stop(LegTable *table);

/** Stops, and ends the thread: nothing may be sent any more. NULL is allowed. */
void leg_table_free(LegTable *table);

/** Answers an offer with a new leg, or makes one. The call's texts are copied. */
void leg_table_add(LegTable *table, uint32_t leg, const LegCall *call);

/** Answers another offer of the same leg. */
void leg_table_offer_again(LegTable *table, uint32_t leg, const char *offer);

/** Takes the peer's answer to our offer. */
void leg_table_take_answer(LegTable *table, uint32_t leg, const char *answer);

/** Asks for a key frame for it, as a PLI of its own would. */
void leg_table_fast_update(LegTable *table, uint32_t leg);

/** Hardware: its camera; what it cannot is passed over. */
void leg_table_move_camera(LegTable *table, uint32_t leg, const H281Move *move, int64_t for_us);
void leg_table_camera_preset(LegTable *table, uint32_t leg, uint8_t preset, bool store);

void leg_table_candidate(LegTable *table, uint32_t leg, const char *candidate);
void leg_table_remove(LegTable *table, uint32_t leg);

/** Who sees a leg's picture; nobody until this is called. */
void leg_table_set_sight(LegTable *table, uint32_t leg, LegSight sight);

/** Which view a leg watches; the sites' until this is called. */
void leg_table_set_view(LegTable *table, uint32_t leg, unsigned view, bool at_once);

/** As leg_roster_set_rungs_max(). */
void leg_table_set_rungs_max(LegTable *table, unsigned most);

/** What may be sent to it at most; 0 for no limit. */
void leg_table_set_cap(LegTable *table, uint32_t leg, int64_t cap_bps);

/** Its decoder needs a key frame. */
void leg_table_want_key(LegTable *table, uint32_t leg);

/** Who presents: a leg, or 0 for nobody. Its slides go to all others that can take them. */
void leg_table_present(LegTable *table, uint32_t leg);

/** Hardware that asked to present must not. */
void leg_table_deny_floor(LegTable *table, uint32_t leg);

/** Whoever decodes the slides here needs a key frame of them. */
void leg_table_want_slides_key(LegTable *table);

/** To all, or to those that take the picture's feed: each takes a reference over. */
void leg_table_send_sound(LegTable *table, SoundTick *tick);
void leg_table_send_picture(LegTable *table, CodedPicture *picture);

/** Ticks and pictures that were dropped because the loop did not keep up. */
uint64_t leg_table_dropped(LegTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegTable, leg_table_free)

#endif
