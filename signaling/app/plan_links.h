/**
 * plan_links: the links of a planned meeting: one for the chair's place, one for each invited site, and where meetings are
 * streamed one for all who only look on.
 *
 * A site's link carries its code as its identity, and name and rate cap from its record.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   the list is the caller's.
 * Thread      the store's.
 * Errors      as database.h.
 * Memory      MEETING_INVITED_MAX links.
 */
#ifndef SIGNALING_APP_PLAN_LINKS_H
#define SIGNALING_APP_PLAN_LINKS_H

#include "signaling/app/plan_context.h"
#include "signaling/meeting/meeting_plan.h"
#include "signaling/store/database.h"

#include <jansson.h>

/** A JSON list of {site, name, role, url, has_pin}; NULL with an error. */
json_t *plan_links_make(const PlanContext *context, Database *database, const MeetingPlan *plan,
        int64_t now_us, GError **error);

/** That of one invited site alone, in such a list; an empty one when it is not invited. */
json_t *plan_links_of_site(const PlanContext *context, Database *database, const MeetingPlan *plan,
        const char *site, int64_t now_us, GError **error);

#endif
