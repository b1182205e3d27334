/**
 * leg_roster: all legs of the meeting, by their numbers: brings the mix to each, and what each sends out of it.
 *
 *      what one sends ──> events: sound, picture, slides
 *      a tick of the sound, a picture of a feed ──> all legs that take it, in turn when the line is full
 *      the presenter's slides ── slides_relay ──> all others
 *
 * It counts who takes which feed, so that nothing is encoded for nobody, and reports how all legs fare.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the roster owns its legs. What the configuration points to is borrowed as long as it lives.
 * Thread      the network loop; so are its events.
 * Errors      an offer is answered, or refused with an ApiFault and a reason, by one `answered` event.
 * Memory      a media_leg's for each leg; how many there may be is the caller's to say.
 */
#ifndef MCU_ROOM_LEG_ROSTER_H
#define MCU_ROOM_LEG_ROSTER_H

#include "mcu/api/api_message.h"
#include "mcu/room/media_leg.h"
#include "mcu/room/room_sound.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct LegRoster LegRoster;

/** How one leg fares, each second. */
typedef struct LegReport {
    uint32_t leg;
    LegFigures figures;
} LegReport;

typedef struct LegRosterEvents {
    /** An offer of this leg was answered, or (answer NULL) refused. */
    void (*answered)(
            uint32_t leg, const char *answer, ApiFault fault, const char *reason, void *user_data);
    void (*connected)(uint32_t leg, void *user_data);
    /** The leg is gone by itself; it has left the roster. */
    void (*closed)(uint32_t leg, ApiLegEnd why, void *user_data);
    /** Hardware: a key was pressed; a key frame is needed of it and RTCP cannot say so; its sound's codec. */
    void (*digit)(uint32_t leg, char digit, void *user_data);
    void (*fast_update_wanted)(uint32_t leg, void *user_data);
    void (*codec)(uint32_t leg, SoundCodec codec, void *user_data);
    void (*floor)(
            uint32_t leg, bool wanted, void *user_data); /**< it asks to present, or gives up */
    void (*sound)(uint32_t leg, const JitterBufferPacket *packet, GBytes *payload, void *user_data);
    /** A leg's sound, or that of its slides (ROOM_SOUND_SLIDES), is to wait so long at least. */
    void (*sound_least)(uint32_t source, int64_t least_us, void *user_data);
    void (*picture)(uint32_t leg, const AssembledFrame *frame, void *user_data);
    /** A receiver needs a key frame of a feed. */
    void (*key_wanted)(uint32_t source, bool joins, int64_t round_trip_us, void *user_data);
    /** A feed has more or fewer receivers than before; none: it need not be encoded. */
    void (*feed_wanted)(uint32_t source, unsigned receivers, void *user_data);
    /** Whether a leg takes slides as a stream of their own; it does not until this is told. */
    void (*takes_slides)(uint32_t leg, bool takes, void *user_data);
    void (*reports)(const LegReport *reports, size_t count, void *user_data);
    /** A frame of the slides that this leg presents; who takes it as it is was sent it already. */
    void (*slides)(uint32_t leg, const AssembledFrame *frame, void *user_data);
    void (*slides_sound)(
            uint32_t leg, const JitterBufferPacket *packet, GBytes *payload, void *user_data);
} LegRosterEvents;

LegRoster *leg_roster_new(
        const MediaLegConfig *config, const LegRosterEvents *events, void *user_data);

/** Closes every leg, without events. NULL is allowed. */
void leg_roster_free(LegRoster *roster);

/** Answers an offer with a new leg, or makes an offer for it. */
void leg_roster_add(LegRoster *roster, uint32_t leg, const LegCall *call);

/** Takes the peer's answer to our offer; `answered` comes with "". */
void leg_roster_take_answer(LegRoster *roster, uint32_t leg, const char *answer);

/** Answers another offer of the same leg. */
void leg_roster_offer_again(LegRoster *roster, uint32_t leg, const char *offer);

void leg_roster_remove(LegRoster *roster, uint32_t leg);

/** NULL if there is none; good until it is removed, or the loop turns. */
MediaLeg *leg_roster_find(const LegRoster *roster, uint32_t leg);

/** Which view a leg watches; the sites' until this is called. */
void leg_roster_set_view(LegRoster *roster, uint32_t leg, unsigned view, bool at_once);

/** How many rungs a view may have at most; 0: all. Whose rung is closed gets another. */
void leg_roster_set_rungs_max(LegRoster *roster, unsigned most);

/** Who presents: a leg, or 0 for nobody. Its slides go to all others that can take them. */
void leg_roster_present(LegRoster *roster, uint32_t leg);

/** Hardware that asked to present must not. */
void leg_roster_deny_floor(LegRoster *roster, uint32_t leg);

/** Whoever decodes the slides here needs a key frame of them. */
void leg_roster_want_slides_key(LegRoster *roster);

/** To all, or to those that take the picture's feed. */
void leg_roster_send_sound(LegRoster *roster, const SoundTick *tick);
void leg_roster_send_picture(LegRoster *roster, CodedPicture *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegRoster, leg_roster_free)

#endif
