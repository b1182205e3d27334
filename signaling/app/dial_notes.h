/**
 * dial_notes: calls of sites' devices that the server makes again by itself, or gives up, as rows of the audit log: who asked
 * for the first call stands there already.
 *
 * Units       seconds in the names.
 * Ownership   what is given is copied; the store is the caller's.
 * Thread      the main loop's; the store writes on its own.
 * Errors      none here: what a store that is too busy does not take is logged.
 * Memory      one note each, in the store's queue.
 */
#ifndef SIGNALING_APP_DIAL_NOTES_H
#define SIGNALING_APP_DIAL_NOTES_H

#include "signaling/store/store.h"

#include <stdint.h>

typedef struct DialNote {
    const char *meeting;
    const char *site;
    const char *reason; /**< what became of the last call: a word of redial_cause_name() */
    unsigned tries;     /**< so far, without an answer */
    int64_t after_s;    /**< the next call; 0: there is none */
} DialNote;

/** `meeting.redial`, or `meeting.call_given_up`. */
void dial_notes_write(Store *store, const DialNote *note);

#endif
