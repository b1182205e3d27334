/**
 * picture_check: whether a layout, that of one site, or what is written over all can be ordered now.
 *
 * A part of proceedings_check, which adds who and when; the rules are picture_orders'.
 *
 * Units       as proceedings_command.
 * Ownership   nothing is kept.
 * Thread      one at a time: the main loop.
 * Errors      PROCEEDINGS_ERROR, in English for whoever writes a client.
 * Memory      what it gives back holds one order.
 */
#ifndef SIGNALING_MEETING_PICTURE_CHECK_H
#define SIGNALING_MEETING_PICTURE_CHECK_H

#include "signaling/meeting/proceedings_command.h"

/** @param ret_body  on success: an event's own members, a new reference; or NULL: nothing has to change */
bool picture_check(const Proceedings *proceedings, const ProceedingsWish *wish,
        const ProceedingsRoom *room, json_t **ret_body, GError **error);

#endif
