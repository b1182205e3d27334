/**
 * rung_choice: which rung of a view, and how many of its temporal layers, a line carries now.
 *
 *     best ──► all layers of rung 0 ► all of rung 1 ► … ► all of the last ► 12.5 a second ► 6.25 ► stills ► no picture
 *
 * Down at once, as far as needed, but for the steps behind the last that moves. Up only when there is room to spare for a while; and when the line turned out not to
 * carry what it was moved up to, the next attempt waits, longer each time.
 *
 * Units       times are microseconds of the monotonic clock; rates are bits a second.
 * Ownership   a plain value, held by its user; rung_choice() makes a fresh one.
 * Thread      that of its holder.
 * Errors      nothing here fails.
 * Memory      none.
 */
#ifndef MCU_RTP_RUNG_CHOICE_H
#define MCU_RTP_RUNG_CHOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RUNG_CHOICE_RUNGS_MAX = 4,
    RUNG_CHOICE_LAYERS = 3,
    RUNG_CHOICE_HOLD_US = 1000000, /**< for so long there must be room before it goes up */
    RUNG_CHOICE_OFF_US =
            2000000, /**< for so long nothing that moves must fit before it is taken away */
    RUNG_CHOICE_STILL_BPS =
            24000, /**< a key frame of the lowest rung, 6 to 10 kB, each RUNG_CHOICE_STILL_US */
    RUNG_CHOICE_STILL_US = 4000000,
    RUNG_CHOICE_WAIT_US = 2000000, /**< after an attempt that failed; doubled by each other one */
    RUNG_CHOICE_WAIT_MAX_US = 8000000,
    RUNG_CHOICE_TRIAL_US =
            6000000, /**< who must go down within that time after going up has failed */
    RUNG_CHOICE_DEMOTED_US = 30000000,
};

/** What a line is given. A place below the last rung's base layer is `off`. */
typedef struct RungPlace {
    uint8_t rung;
    uint8_t layer; /**< the highest of 0 to 2 */
    bool off;      /**< no picture: the line carries the sound alone */
    bool still;    /**< of the last rung a key frame now and then, and nothing between */
} RungPlace;

/** What every place needs. */
typedef struct RungNeeds {
    size_t count;
    int64_t bps[RUNG_CHOICE_RUNGS_MAX]; /**< of all layers; rung 0 is the highest */
    bool single_layer; /**< of a codec without layers: to leave some out saves nothing */
} RungNeeds;

typedef struct RungChoice {
    RungPlace place;
    bool started;
    int64_t room_since_us;    /* INT64_MAX: there is none */
    int64_t nothing_since_us; /* INT64_MAX: a picture that moves fits */
    int64_t raised_us;        /* when it went up last; 0: never */
    int64_t wait_until_us;
    int64_t wait_us;
    uint8_t highest_rung; /* of a receiver that was demoted */
    int64_t demoted_until_us;
    uint64_t ups, downs;
} RungChoice;

RungChoice rung_choice(void);

/** What a place needs of the line. */
int64_t rung_needs_bps(const RungNeeds *needs, RungPlace place);

/** The best place that fits into a rate. */
RungPlace rung_needs_best(const RungNeeds *needs, int64_t bps);

/** Takes the rate that is left for pictures. The first call chooses freely. @return whether the place changed */
bool rung_choice_update(RungChoice *choice, const RungNeeds *needs, int64_t bps, int64_t now_us);

/**
 * A rate that would let it go up, for a probe; 0 while it is at the top, or must wait.
 * It is that of the next better place only: what is further up is tried from there.
 */
int64_t rung_choice_wanted_bps(const RungChoice *choice, const RungNeeds *needs, int64_t now_us);

/** This receiver needs too many key frames, which all others pay for: for a while it gets no more than the next rung. */
void rung_choice_demote(RungChoice *choice, const RungNeeds *needs, int64_t now_us);

#endif
