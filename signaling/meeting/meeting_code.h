/**
 * meeting_code: the short word by which people name a meeting, in links, on paper and in file names.
 *
 * Units       lengths are bytes: only ASCII is allowed.
 * Ownership   nothing is kept.
 * Thread      any: no state.
 * Errors      none: a code is valid or not.
 * Memory      none.
 */
#ifndef SIGNALING_MEETING_MEETING_CODE_H
#define SIGNALING_MEETING_MEETING_CODE_H

#include <stdbool.h>

enum { MEETING_CODE_MAX = 32 };

/** What is allowed, for the text of an error. */
#define MEETING_CODE_ALLOWED "1 to 32 letters, digits, '-' and '_', the first a letter or a digit"

/** Whether a code can be given to a meeting. Case is kept, but does not tell two codes apart. */
bool meeting_code_is_valid(const char *code);

#endif
