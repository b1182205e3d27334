/**
 * proceedings_check: whether a command can be carried out in a meeting as it is now, and the event that it becomes.
 *
 *      a command ──► refused, with a reason
 *           ├──────► nothing: it is so already
 *           └──────► an event, for proceedings_apply()
 *
 * Whether an actor may give a command at all is asked elsewhere (permission.h); here only the meeting's own rules
 * count. Whatever apply cannot know, such as who is connected or what the clock says, is written into the event.
 *
 * Units       times are microseconds since 1970; minutes, seconds and percent are in the names.
 * Ownership   nothing is kept.
 * Thread      one at a time: the main loop.
 * Errors      PROCEEDINGS_ERROR, in English for whoever writes a client.
 * Memory      an event holds at most PROCEEDINGS_SITES_MAX identities and one text within its bound.
 */
#ifndef SIGNALING_MEETING_PROCEEDINGS_CHECK_H
#define SIGNALING_MEETING_PROCEEDINGS_CHECK_H

#include "signaling/meeting/proceedings_command.h"

/** @param ret_event  on success: a new reference, or NULL when nothing has to change */
bool proceedings_check(const Proceedings *proceedings, const ProceedingsWish *wish,
        const ProceedingsRoom *room, json_t **ret_event, GError **error);

#endif
