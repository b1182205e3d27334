/**
 * minutes_call: what the works about minutes do first and last: find the meeting and its minutes, answer with them.
 *
 * Units       none.
 * Ownership   what is read is the caller's, to be cleared in either outcome.
 * Thread      the store's.
 * Errors      as RestWork: false is an error, or an answer.
 * Memory      none.
 */
#ifndef SIGNALING_APP_MINUTES_CALL_H
#define SIGNALING_APP_MINUTES_CALL_H

#include "signaling/app/plan_call.h"
#include "signaling/meeting/minutes.h"

typedef struct MinutesCall {
    MeetingPlan plan;
    Minutes minutes; /**< of version 0 while nobody has written any */
} MinutesCall;

void minutes_call_clear(MinutesCall *at);

/** @param at  {0} */
bool minutes_call_find(
        RestCall *call, Database *database, Permission permission, MinutesCall *at, GError **error);

/** The same; while nobody has written any they are filled in, and not stored. */
bool minutes_call_find_filled(
        RestCall *call, Database *database, Permission permission, MinutesCall *at, GError **error);

/** Puts what the program knows now into the minutes, sparing what was written. */
bool minutes_call_fill(RestCall *call, Database *database, MinutesCall *at, GError **error);

/** Whether a writer has seen the newest version; otherwise the answer is 409. */
bool minutes_call_is_newest(RestCall *call, const MinutesCall *at, int64_t version);

/** Stores the next version, writes the audit log, and answers with the minutes. @param detail  taken; NULL for none */
bool minutes_call_write(RestCall *call, Database *database, MinutesCall *at, const char *action,
        json_t *detail, GError **error);

bool minutes_call_answer(RestCall *call, Database *database, const MinutesCall *at, GError **error);

/** Answers a MINUTES_ERROR as a problem; any other goes on. @return false */
bool minutes_call_refuse(RestCall *call, GError *fault, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MinutesCall, minutes_call_clear)

#endif
