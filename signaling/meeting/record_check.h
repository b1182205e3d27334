/**
 * record_check: whether a recording can be begun, paused, resumed or ended now, and who need still say that it knows of it.
 *
 * A part of proceedings_check, which adds who and when.
 *
 * Units       as proceedings_command.
 * Ownership   nothing is kept.
 * Thread      one at a time: the main loop.
 * Errors      PROCEEDINGS_ERROR, in English for whoever writes a client.
 * Memory      what it gives back holds at most PROCEEDINGS_SITES_MAX identities.
 */
#ifndef SIGNALING_MEETING_RECORD_CHECK_H
#define SIGNALING_MEETING_RECORD_CHECK_H

#include "signaling/meeting/proceedings_command.h"

/** Whether the verb is one of these. */
bool record_check_knows(ProceedingsVerb verb);

/** @param ret_body  on success: an event's own members, a new reference, or NULL when nothing has to change */
bool record_check(const Proceedings *proceedings, const ProceedingsWish *wish,
        const ProceedingsRoom *room, json_t **ret_body, GError **error);

#endif
