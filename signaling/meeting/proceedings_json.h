/**
 * proceedings_json: the state of a meeting's proceedings as clients are told it, on /ws and over REST.
 *
 * Units       times are RFC 3339 texts, "" while there is none; seconds are in the names.
 * Ownership   the object is the caller's: json_decref().
 * Thread      one at a time: the main loop.
 * Errors      none.
 * Memory      as proceedings.
 */
#ifndef SIGNALING_MEETING_PROCEEDINGS_JSON_H
#define SIGNALING_MEETING_PROCEEDINGS_JSON_H

#include "signaling/meeting/proceedings.h"

/** The whole state but chat, screen messages and people. */
json_t *proceedings_to_json(const Proceedings *proceedings);

#endif
