/**
 * keypad: codes as they are typed on a telephone: letters by the key that they stand on (ITU-T E.161), all else left out.
 *
 *     261123-ab4  ──►  261123224
 *
 * Units       none.
 * Ownership   nothing is kept.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_MEETING_KEYPAD_H
#define SIGNALING_MEETING_KEYPAD_H

#include <stdbool.h>

/** The keys of a code. Free with g_free(). */
char *keypad_keys(const char *code);

/** Whether these keys are a code's; no keys are nobody's. */
bool keypad_fits(const char *code, const char *keys);

#endif
