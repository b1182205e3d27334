/**
 * minutes_merge: what the program knows anew, put into minutes that somebody has written in meanwhile.
 *
 *      base   what the program filled in the last time
 *      mine   what stands there now
 *      fresh  what the program would fill in today
 *
 * A field that is as the program left it follows the program; one that somebody has changed stays. The same holds in
 * each item of a list, found by its `source`; an item that somebody has taken out does not come back, one that somebody
 * has added stays where it is.
 *
 * Units       none.
 * Ownership   arguments are lent; the result is a new reference.
 * Thread      any: no state.
 * Errors      none.
 * Memory      as the arguments.
 */
#ifndef SIGNALING_MEETING_MINUTES_MERGE_H
#define SIGNALING_MEETING_MINUTES_MERGE_H

#include <jansson.h>

/** Objects, in which arrays are lists of objects. @param base  may be empty: nothing was filled in yet */
json_t *minutes_merge(const json_t *base, const json_t *mine, const json_t *fresh);

#endif
