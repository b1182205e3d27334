/**
 * roll_call: the sites called one after the other, and what each answered.
 *
 *   (none) ──begin──► open ──end, confirm──► over ──confirm──► confirmed
 *     ▲                 │ call: shown to all until a time        │ begin: the next one
 *     └─────────────────┴──────── mark, until it is confirmed ───┘
 *
 * Units       times are microseconds since 1970.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      one at a time: the main loop.
 * Errors      a site that is not on the list is passed over.
 * Memory      as identity_set.
 */
#ifndef SIGNALING_MEETING_ROLL_CALL_H
#define SIGNALING_MEETING_ROLL_CALL_H

#include "signaling/meeting/identity_set.h"

#include <stdint.h>

enum { ROLL_CALL_SHOWN_US = 3000000 }; /**< how long a called site is shown to all */

typedef enum RollMode {
    ROLL_ASSISTED, /**< somebody calls each site, and presses a key for what it answers */
    ROLL_AUTO,     /**< the server marks all by what it knows; to be confirmed */
    ROLL_MODES,
} RollMode;

typedef enum RollAnswer {
    ROLL_UNCHECKED,
    ROLL_PRESENT,
    ROLL_PICTURE_ONLY,
    ROLL_SOUND_ONLY,
    ROLL_NO_ANSWER,
    ROLL_ANSWERS,
} RollAnswer;

/** The words of the protocol and of the event log, and back; "" is ROLL_UNCHECKED. */
const char *roll_mode_name(RollMode mode);
bool roll_mode_from_name(const char *name, RollMode *ret_mode);
const char *roll_answer_name(RollAnswer answer);
bool roll_answer_from_name(const char *name, RollAnswer *ret_answer);

typedef struct RollCall RollCall;

RollCall *roll_call_new(void);

/** NULL is allowed. */
void roll_call_free(RollCall *roll);

/** @param sites  an array of identities, in the order in which they are called */
void roll_call_begin(RollCall *roll, RollMode mode, const json_t *sites, int64_t time_us);
void roll_call_call(RollCall *roll, const char *site, int64_t until_us);
void roll_call_mark(RollCall *roll, const char *site, RollAnswer answer);
void roll_call_end(RollCall *roll, int64_t time_us);
void roll_call_confirm(RollCall *roll, const char *name, int64_t time_us);

bool roll_call_is_open(const RollCall *roll);
bool roll_call_has_begun(const RollCall *roll); /**< ever */
bool roll_call_is_confirmed(const RollCall *roll);
RollMode roll_call_mode(const RollCall *roll);
const char *roll_call_called(const RollCall *roll); /**< "": nobody */
int64_t roll_call_until_us(const RollCall *roll);

bool roll_call_has(const RollCall *roll, const char *site);
RollAnswer roll_call_answer(const RollCall *roll, const char *site);

/** The first one on the list that has no mark, or NULL. */
const char *roll_call_next(const RollCall *roll);

/** For clients: a new reference. */
json_t *roll_call_to_json(const RollCall *roll);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RollCall, roll_call_free)

#endif
