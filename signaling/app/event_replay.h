/**
 * event_replay: what was done in a meeting, read from the database for whoever takes the meeting up again.
 *
 * Units       none.
 * Ownership   the array is the caller's.
 * Thread      as database.h.
 * Errors      as database.h; a row that is no JSON is logged and passed over.
 * Memory      as meeting_events.
 */
#ifndef SIGNALING_APP_EVENT_REPLAY_H
#define SIGNALING_APP_EVENT_REPLAY_H

#include "signaling/store/database.h"

#include <jansson.h>

/** @param ret_events  an array of events in their order: a new reference */
bool event_replay_load(
        Database *database, const char *meeting, json_t **ret_events, GError **error);

/** Whether the end of the meeting is among them. */
bool event_replay_is_over(const json_t *events);

#endif
