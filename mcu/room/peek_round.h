/**
 * peek_round: the sites that nobody sees are looked at in turn, a few at a time and each for some seconds, so that a
 * covered lens is found before the site is called up and not when it is.
 *
 *      hidden, longest ago ─► asked for a small picture ─► judged, or the time is over ─► hidden
 *
 * Whoever has just come is next; one with a fault comes up sooner, so that it is known when it is mended.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   plain values, one for each site; {0} at first.
 * Thread      any: pure.
 * Errors      none.
 * Memory      none of its own. PEEKS_MAX pictures at once, whatever the number of sites.
 */
#ifndef MCU_ROOM_PEEK_ROUND_H
#define MCU_ROOM_PEEK_ROUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PEEKS_MAX = 4,
    /* A small tile's, and slower. */
    PEEK_WIDTH_PX = 320,
    PEEK_HEIGHT_PX = 180,
    PEEK_FPS = 10,

    /* A picture is frozen after five seconds without change, and at first even a still one changes. */
    PEEK_US = 12000000,
    PEEK_EACH_US = 60000000,   /**< no site oftener … */
    PEEK_FAULTY_US = 20000000, /**< … but for one with a fault */
    PEEK_NEW_US = 3000000,     /**< somebody who comes may be shown at once anyway */
};

/** What the round remembers of a site. */
typedef struct Peek {
    int64_t known_us;  /**< when it was heard of first */
    int64_t looked_us; /**< when it was seen last; 0: never */
    int64_t begun_us;  /**< since when it is looked at; 0: it is not */
} Peek;

typedef struct PeekSite {
    Peek *peek;
    bool hidden; /**< it has a picture to send, and no view shows it */
    bool faulty;
    bool sure; /**< its picture is alive: there is nothing more to learn */
} PeekSite;

/** About once a second. @return whether anybody is looked at who was not, or not any more */
bool peek_round_turn(PeekSite *sites, size_t count, int64_t now_us);

#endif
