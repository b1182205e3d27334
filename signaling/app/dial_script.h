/**
 * dial_script: what somebody is asked who has dialled in, and what he has typed: a meeting's number, a site's, its PIN;
 * what is known already is left out.
 *
 *     ask ──► keys ──► # ──► the next ──► … ──► CHECK ──► it fits
 *      ▲                                          └─ no ──► dial_script_fail() ──► from the beginning, or END
 *      └── nothing is pressed for DIAL_QUIET_US
 *
 * `*` begins an entry anew. A meeting's number may be left empty: that of the site then. What is typed while something is
 * checked is kept for the next entry that is asked for.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   plain values.
 * Thread      any: no state but its own.
 * Errors      each wrong or missing entry is a try; the last of DIAL_TRIES_MAX ends it.
 * Memory      DIAL_TEXT_MAX keys of an entry, DIAL_EARLY_MAX that came too early.
 */
#ifndef SIGNALING_APP_DIAL_SCRIPT_H
#define SIGNALING_APP_DIAL_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DIAL_TEXT_MAX = 32,
    DIAL_EARLY_MAX = 64,
    DIAL_TRIES_MAX = 3,
    DIAL_QUIET_US = 20000000, /**< longer than the longest sentence */
    DIAL_WHOLE_US = 300000000,
};

typedef enum DialEntry { DIAL_MEETING, DIAL_SITE, DIAL_PIN, DIAL_ENTRIES } DialEntry;

/** What is to be done now. */
typedef enum DialMove {
    DIAL_NOTHING,
    DIAL_ASK,   /**< for dial_script_entry() */
    DIAL_CHECK, /**< all is there */
    DIAL_END,
} DialMove;

typedef struct DialScript {
    bool known[DIAL_ENTRIES]; /**< not to be asked for */
    DialEntry entry;
    char texts[DIAL_ENTRIES][DIAL_TEXT_MAX + 1];
    size_t size; /**< of the entry's */
    unsigned tries;
    bool checking;              /**< somebody else is at work */
    bool over;                  /**< nothing more is taken */
    char early[DIAL_EARLY_MAX]; /**< typed meanwhile */
    size_t n_early;
    int64_t begun_us;
    int64_t quiet_since_us;
} DialScript;

/** @return ASK, or CHECK when there is nothing to be asked */
DialMove dial_script_begin(DialScript *script, bool knows_meeting, bool knows_site, int64_t now_us);

DialEntry dial_script_entry(const DialScript *script);

/** What was typed; "": nothing, or it was known. */
const char *dial_script_text(const DialScript *script, DialEntry entry);

/** @param key  0 to 9, *, #; others are nothing */
DialMove dial_script_press(DialScript *script, char key, int64_t now_us);

/** What was checked does not fit. @return CHECK: what was typed meanwhile is all that is needed */
DialMove dial_script_fail(DialScript *script, int64_t now_us);

/** What the time has brought. */
DialMove dial_script_tick(DialScript *script, int64_t now_us);

#endif
