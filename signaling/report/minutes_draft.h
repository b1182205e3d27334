/**
 * minutes_draft: what the program knows of a meeting, as the JSON of minutes (minutes_to_json): times, sites present and
 * absent, the order and times of speakers, votes, incidents. What was said, and what was concluded, is the secretary's.
 *
 *      plan, agenda ──────────┐
 *      attendance_report ─────┼──> fields and lists, each item with its `source`
 *      operation_log ─────────┤    (incidents: what people entered, and what the server saw for a minute or longer)
 *      meeting_events ────────┤
 *      the unit's last minutes┘    (who gets them, under which symbol)
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   the result is a new reference.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      as minutes.h.
 */
#ifndef SIGNALING_REPORT_MINUTES_DRAFT_H
#define SIGNALING_REPORT_MINUTES_DRAFT_H

#include "signaling/meeting/meeting_plan.h"
#include "signaling/store/database.h"

#include <jansson.h>

/** NULL: the database failed. */
json_t *minutes_draft(Database *database, const MeetingPlan *plan, int64_t now_us, GError **error);

#endif
