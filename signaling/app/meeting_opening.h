/**
 * meeting_opening: a meeting that somebody wants to enter, as the database has it: its plan, the sites that are invited,
 * and what was done in it so far. Who opens it lets the plan take effect: a scheduled one goes on trial in its hour,
 * and what was planned for its session becomes the first event of its proceedings.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   meeting_opening_clear() frees it.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      MEETING_INVITED_MAX sites; events as meeting_events.
 */
#ifndef SIGNALING_APP_MEETING_OPENING_H
#define SIGNALING_APP_MEETING_OPENING_H

#include "signaling/meeting/meeting_plan.h"
#include "signaling/store/database.h"

#include <jansson.h>

typedef struct MeetingOpening {
    MeetingPlan plan;
    bool found;
    MeetingEntrance entrance; /**< OPEN: somebody may come in */
    GPtrArray *sites;         /**< identities of the invited, in their order */
    json_t *events;           /**< an array */
    int64_t pulse_us; /**< until when an earlier server is known to have watched; 0: never */
} MeetingOpening;

/** Only looks. @param opening  {0} */
bool meeting_opening_read(Database *database, const char *code, int64_t now_us,
        MeetingOpening *opening, GError **error);

/** Looks, and when it may be entered opens it. Inside a transaction. @param opening  {0} */
bool meeting_opening_take(Database *database, const char *code, int64_t now_us,
        MeetingOpening *opening, GError **error);

void meeting_opening_clear(MeetingOpening *opening);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MeetingOpening, meeting_opening_clear)

#endif
