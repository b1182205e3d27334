/**
 * plan_context: what the works about planned meetings need of the installation.
 *
 * Units       in the names.
 * Ownership   plan_context_free() frees what it says it has taken; the service must outlive it.
 * Thread      filled before the loop turns, then constant, but for the service: the main loop's.
 * Errors      WORKING_DAYS_ERROR for holidays that are none.
 * Memory      a few texts.
 */
#ifndef SIGNALING_APP_PLAN_CONTEXT_H
#define SIGNALING_APP_PLAN_CONTEXT_H

#include "config/settings.h"
#include "signaling/app/conference_service.h"
#include "signaling/app/dial_in.h"
#include "signaling/client/token_key.h"
#include "signaling/meeting/attendance.h"
#include "signaling/meeting/working_days.h"

typedef struct PlanContext {
    ConferenceService *service;
    TokenKey key;              /**< of join links */
    WorkingDays *working_days; /**< of the configuration; taken, as the next */
    char **holidays;           /**< what they are made of */
    int64_t token_s;           /**< how long a link outlives its meeting */
    bool live;                 /**< meetings can be looked at by HLS */
    int64_t capacity;          /**< sites at once, of all meetings together */
    AttendanceRules attendance;
    char *papers_dir; /**< taken */
    char *url;        /**< where the server is; taken */
    DialIn dial_in;   /**< how devices come in; taken */
} PlanContext;

/** Without url and dial_in, which are known later. */
PlanContext *plan_context_new(
        const Settings *settings, ConferenceService *service, const TokenKey *key, GError **error);

/** NULL is allowed. */
void plan_context_free(PlanContext *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlanContext, plan_context_free)

#endif
