/**
 * plan_call: what every work about a planned meeting does first: find it, and see whether the actor's permission
 * reaches it.
 *
 * Units       none.
 * Ownership   a plan read is the caller's.
 * Thread      the store's.
 * Errors      as RestWork: false is an error, or an answer.
 * Memory      none.
 */
#ifndef SIGNALING_APP_PLAN_CALL_H
#define SIGNALING_APP_PLAN_CALL_H

#include "signaling/app/rest_call.h"
#include "signaling/meeting/meeting_plan.h"

/** The meeting of the path. @param plan  {0}; cleared by the caller in either outcome */
bool plan_call_find(RestCall *call, Database *database, Permission permission, MeetingPlan *plan,
        GError **error);

/** Whether the actor may read about a meeting. */
bool plan_call_sees(RestCall *call, Database *database, const MeetingPlan *plan, bool *ret_sees,
        GError **error);

/** Answers a MEETING_PLAN_ERROR as a problem; any other goes on. @return false */
bool plan_call_refuse(RestCall *call, GError *fault, GError **error);

/** One row of the audit log about a meeting. @param detail  taken; NULL for none */
bool plan_call_audit(RestCall *call, Database *database, const char *action, const char *code,
        json_t *detail, GError **error);

/** The items of a body that is a list, or an object with `items`; NULL for neither. Lent. */
const json_t *plan_call_items(const RestCall *call);

/** Answers with a list. @param items  taken */
void plan_call_answer_items(RestCall *call, json_t *items);

#endif
