/**
 * participant: one site, or one onlooker, of a meeting, as the others see it.
 *
 * The identity outlives connections: a /ws session and a media leg come and go, the participant stays
 * until it leaves or its seat is no longer held.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the meeting owns every participant and all its texts; others only read.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      a few hundred bytes; names are bounded by site_name.
 */
#ifndef SIGNALING_MEETING_PARTICIPANT_H
#define SIGNALING_MEETING_PARTICIPANT_H

#include "signaling/meeting/permission.h"
#include "signaling/meeting/site.h"

#include <stdint.h>

typedef enum ParticipantState {
    PARTICIPANT_NONE,       /**< has no media and is not expected to have some soon */
    PARTICIPANT_CONNECTING, /**< is here, media is being set up */
    PARTICIPANT_CONNECTED,  /**< media flows */
    PARTICIPANT_LOST,       /**< media is gone without a good-bye; the seat is held */
} ParticipantState;

/** How the media comes. */
typedef enum ParticipantKind {
    PARTICIPANT_BROWSER,
    PARTICIPANT_BOT,
    PARTICIPANT_WHIP,
    PARTICIPANT_WHEP,
    PARTICIPANT_SIP, /**< room hardware */
    PARTICIPANT_KIND_COUNT
} ParticipantKind;

typedef enum ParticipantQuality {
    QUALITY_GOOD,
    QUALITY_FAIR,
    QUALITY_POOR,
} ParticipantQuality;

typedef struct Participant {
    const char *identity; /**< constant, as order is */
    const char *name;
    Role role;
    ParticipantKind kind;
    int order; /**< place among the tiles; kept for an identity as long as the meeting runs */
    ParticipantState state;
    ParticipantQuality quality;
    bool mic;
    bool camera;
    bool speaking;
    bool by_link;         /**< joined with a link made for it, not with the meeting's code */
    uint64_t session;     /**< its /ws session, 0 for none */
    const char *leg;      /**< its media leg in the MCU, NULL for none */
    int64_t rate_cap_bps; /**< the most that is sent to it; 0: as for all */
    SiteNetwork network;  /**< from which it comes */
} Participant;

/** The words of the room protocol and of the attendance log. */
const char *participant_state_name(ParticipantState state);
const char *participant_kind_name(ParticipantKind kind);
bool participant_kind_from_name(const char *name, ParticipantKind *ret_kind);
const char *participant_quality_name(ParticipantQuality quality);
bool participant_quality_from_name(const char *name, ParticipantQuality *ret_quality);

#endif
