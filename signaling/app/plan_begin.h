/**
 * plan_begin: opens the session of a meeting whose calendar entry was led to "live", as a console does it: the meeting
 * is started when nobody is in it yet, and its beginning is in its chain of events. From then on attendance counts.
 *
 * Units       none.
 * Ownership   none is kept.
 * Thread      the main loop's.
 * Errors      the call's answer becomes a problem.
 * Memory      as rest_call.
 */
#ifndef SIGNALING_APP_PLAN_BEGIN_H
#define SIGNALING_APP_PLAN_BEGIN_H

#include "signaling/app/rest.h"

/** A rest_after() hook. @param user_data  PlanContext */
void plan_begin(RestCall *call, void *user_data);

#endif
