/**
 * demo_held: what happened in the demonstration's meeting that is over: trial, connections, floors, a vote, numbers of
 * delegates, as its chain of events has them; so that its papers have something to say. The times of day are always the
 * same, the day is the meeting's.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   nothing is kept.
 * Thread      as database.h, inside a transaction.
 * Errors      as database.h.
 * Memory      some hundred events.
 */
#ifndef SIGNALING_APP_DEMO_HELD_H
#define SIGNALING_APP_DEMO_HELD_H

#include "signaling/meeting/meeting_plan.h"
#include "signaling/store/database.h"

/** Of a meeting that was just added, with its opening and closing. Its attendance is frozen. */
bool demo_held_write(Database *database, const MeetingPlan *plan, GError **error);

#endif
