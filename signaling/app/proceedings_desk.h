/**
 * proceedings_desk: commands to a meeting, one after the other: checked, written down, then carried out and told.
 *
 *   run ──► waiting ──► check ──► append to meeting_events ──► on disk ──► apply ──► `applied`, then `done`
 *                          └──────── refused, or nothing to change ─────────────────────────► `done`
 *
 * What is not on disk has not happened: a server that is killed in between replays the events and knows everything that
 * anybody was told.
 *
 * Units       in the names.
 * Ownership   commands and actors are copied; what events and `done` get is lent for the call.
 * Thread      the main loop's.
 * Errors      PROCEEDINGS_ERROR for a command that is refused; others when it could not be written down.
 * Memory      PROCEEDINGS_DESK_WAITING_MAX commands.
 */
#ifndef SIGNALING_APP_PROCEEDINGS_DESK_H
#define SIGNALING_APP_PROCEEDINGS_DESK_H

#include "signaling/meeting/attendance.h"
#include "signaling/meeting/proceedings_check.h"
#include "signaling/store/store.h"

typedef struct ProceedingsDesk ProceedingsDesk;

enum { PROCEEDINGS_DESK_WAITING_MAX = 256 };

typedef struct ProceedingsDeskEvents {
    /** Adds who is there to the array of ProceedingsSite; its texts are good until the next turn of the loop. */
    void (*look)(GArray *sites, void *user_data);
    /** It is on disk and in the state. */
    void (*applied)(ProceedingsVerb verb, const json_t *event, void *user_data);
    /** The time; NULL: the machine's clock. */
    int64_t (*now_us)(void *user_data);
} ProceedingsDeskEvents;

/** @param error  NULL: it is done. The desk must not be freed in it, nor in an event. */
typedef void (*ProceedingsDoneFn)(const GError *error, void *user_data);

typedef struct ProceedingsDeskConfig {
    Store *store; /**< may be freed before the desk, after which nothing is run any more */
    const char *meeting;
    bool delegates;             /**< their names may be kept */
    AttendanceRules attendance; /**< by which it is frozen at the end */
} ProceedingsDeskConfig;

ProceedingsDesk *proceedings_desk_new(
        const ProceedingsDeskConfig *config, const ProceedingsDeskEvents *events, void *user_data);

/** Commands that wait are answered with an error. NULL is allowed. */
void proceedings_desk_free(ProceedingsDesk *desk);

/** An event of an earlier server, before anything is run. No event comes from it. */
void proceedings_desk_replay(ProceedingsDesk *desk, const json_t *event);

/** @param done  called once, maybe before this returns; may be NULL */
void proceedings_desk_run(ProceedingsDesk *desk, const ProceedingsActor *actor,
        const ProceedingsCommand *command, ProceedingsDoneFn done, void *user_data);

const Proceedings *proceedings_desk_state(const ProceedingsDesk *desk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ProceedingsDesk, proceedings_desk_free)

#endif
