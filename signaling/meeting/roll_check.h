/**
 * roll_check: whether a command of the roll call, or what is said of a site's people, can be carried out now.
 *
 * A part of proceedings_check, which adds who and when.
 *
 * Units       as proceedings_command.
 * Ownership   nothing is kept.
 * Thread      one at a time: the main loop.
 * Errors      PROCEEDINGS_ERROR, in English for whoever writes a client.
 * Memory      what it gives back is bounded as proceedings_check and site_heads say.
 */
#ifndef SIGNALING_MEETING_ROLL_CHECK_H
#define SIGNALING_MEETING_ROLL_CHECK_H

#include "signaling/meeting/proceedings_command.h"

/** Whether the verb is one of these. */
bool roll_check_knows(ProceedingsVerb verb);

/** @param ret_body  on success: an event's own members, a new reference; or NULL: nothing has to change */
bool roll_check(const Proceedings *proceedings, const ProceedingsWish *wish,
        const ProceedingsRoom *room, json_t **ret_body, GError **error);

#endif
