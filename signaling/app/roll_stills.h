/**
 * roll_stills: still pictures as evidence of a roll call: when a site's answer is marked, its picture of that moment
 * is kept as a file, and its SHA-256 in the meeting's chain of events.
 *
 *   roll_mark ─► leg.still ─► a file named by its hash, synced ─► roll_still {site, sha256}, written down
 *
 * A site without a picture, or that nobody sees at that moment, has none.
 *
 * Units       none.
 * Ownership   everything in its configuration is the caller's, and outlives it.
 * Thread      the main loop's.
 * Errors      what cannot be kept is logged, and there is no event.
 * Memory      ROLL_STILLS_MAX pictures on their way; further ones are left out.
 */
#ifndef SIGNALING_APP_ROLL_STILLS_H
#define SIGNALING_APP_ROLL_STILLS_H

#include "signaling/app/proceedings_desk.h"
#include "signaling/mcu_link/mcu_room.h"
#include "signaling/meeting/meeting.h"

typedef struct RollStills RollStills;

enum { ROLL_STILLS_MAX = 32 };

typedef struct RollStillsConfig {
    Store *store;
    const char *folder; /**< NULL: none are kept */
    ProceedingsDesk *desk;
    const Meeting *meeting;
    McuRoom *room;
} RollStillsConfig;

RollStills *roll_stills_new(const RollStillsConfig *config);

/** After its room and its desk. NULL is allowed. */
void roll_stills_free(RollStills *stills);

/** This site's answer was marked. */
void roll_stills_take(RollStills *stills, const char *site);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RollStills, roll_stills_free)

#endif
