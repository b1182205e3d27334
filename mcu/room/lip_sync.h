/**
 * lip_sync: when a site's picture is to be shown, and how late its sound, so that the two go together.
 *
 *      sender's clock   ──┬──────────────┬─────>      its reports tell which moment an RTP time is,
 *                   sound │ + delay      │ picture    of the sound and of the picture
 *      our clock        ──┴──> heard     └──> due     due: as much later as the sound is heard later
 *
 * A picture that comes before its sound waits; one that comes after it is shown at once. What is said must be heard at
 * once as well: only when the pictures have been later than the sound for a while, so that everybody sees it, the
 * sound gets a least delay, of at most LIP_SYNC_LEAST_MAX_US. A single burst of late pictures is no reason.
 *
 *      delays of arrival   |  one half  |  the other  | now      the lesser of the two halves' high percentiles, …
 *      least delay         ………………… _/‾‾‾‾‾\____                … reached at once, and left slowly
 *
 * Until both reports are here a picture is due when it comes. From there its delay creeps to that of the sound:
 * LIP_SYNC_CREEP a second, which nobody sees, but ten times that while the error is one that everybody sees.
 *
 * Units       times are microseconds of the monotonic clock; RTP time is ticks of the stream's clock.
 * Ownership   a plain value; start with lip_sync_start().
 * Thread      one at a time: the leg's network loop.
 * Errors      nothing here fails; a report that is off by more than LIP_SYNC_STRAY_US is passed over, unless the next
 *             ones agree with it.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_LIP_SYNC_H
#define MCU_ROOM_LIP_SYNC_H

#include "mcu/rtp/seq_unwrap.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    LIP_SYNC_REPORTS =
            7, /* the middle one of so many is believed: single ones are off by tens of ms */
    LIP_SYNC_STRAYS_MAX = 3, /* then they are right, and what was before is wrong */
    LIP_SYNC_STRAY_US = 2000000,
    LIP_SYNC_HOLD_MAX_US =
            400000, /* the sound's delay is at most 200 ms; the rest is the senders' own */
    LIP_SYNC_CREEP_US = 5000,  /* a second */
    LIP_SYNC_HURRY_US = 50000, /* a second, while the error is over … */
    LIP_SYNC_SEEN_US = 20000,  /* … this: half of what EBU R 37 allows */
    LIP_SYNC_ENOUGH_US = 5000, /* nothing is done about less */

    /* What is due is given to the decoder so much earlier: it decodes for 5 ms, and waits for the next picture of
     * the view for half a period of 25 a second. */
    LIP_SYNC_LEAD_US = 25000,

    /* The sound's least delay, after the fastest packet of it: */
    LIP_SYNC_LEAST_MAX_US = 200000,
    LIP_SYNC_LEAST_FROM_US = 65000,  /* a calm line's 25, and the 40 that nobody minds */
    LIP_SYNC_LEAST_UNTIL_US = 45000, /* where there is one */
    LIP_SYNC_LEAST_FALL_US = 50000,  /* a second */
    LIP_SYNC_LEAST_EACH_US = 200000, /* how often it is thought over */
    LIP_SYNC_HALF_US = 1200000,
    LIP_SYNC_HALF_FEW = 5,     /* pictures: fewer tell nothing */
    LIP_SYNC_IN_TIME_PCT = 90, /* of the pictures come before their sound */
    LIP_SYNC_ARRIVALS = 160,   /* both halves at 60 a second, and some */
    LIP_SYNC_SURE_REPORTS = 3, /* of both: a single one would make a calm line's sound late */
};

typedef enum LipSyncStream { LIP_SYNC_SOUND, LIP_SYNC_PICTURE } LipSyncStream;

/** One stream's RTP time on its sender's clock. */
typedef struct SenderClock {
    uint32_t clock_hz;
    SeqUnwrap ticks;
    unsigned count, next;
    int64_t offset_us[LIP_SYNC_REPORTS]; /**< the sender's clock less the RTP time */
    unsigned strays;
} SenderClock;

/** A picture that came. */
typedef struct PictureArrival {
    int64_t at_us;
    int64_t delay_us; /**< from the sender's clock to ours, if it is shown at once */
} PictureArrival;

typedef struct LipSync {
    SenderClock clocks[2];
    bool heard;             /**< the sound's delay is known: */
    int64_t sound_delay_us; /**< from the sender's clock to ours */
    int64_t sound_base_us;  /**< the same without the wait in the jitter buffer, smoothed */
    unsigned strays;
    bool moving;              /**< the picture's delay is known: */
    int64_t picture_delay_us; /**< the same for the picture */
    int64_t moved_us;
    unsigned next_arrival;
    PictureArrival arrivals[LIP_SYNC_ARRIVALS];
    int64_t least_us, least_at_us;
} LipSync;

LipSync lip_sync_start(uint32_t sound_hz, uint32_t picture_hz);

/** Another stream (SSRC) takes the place of one: its reports begin anew. */
void lip_sync_restart(LipSync *sync, LipSyncStream stream);

/** A sender report. @param ntp  32.32 seconds of the sender's clock */
void lip_sync_report(LipSync *sync, LipSyncStream stream, uint64_t ntp, uint32_t timestamp_ticks);

/**
 * The sound with this RTP time is heard in the mix at a time.
 *
 * @param waited_us  how much later than the fastest packet's it is: what the jitter buffer adds
 */
void lip_sync_heard(LipSync *sync, uint32_t timestamp_ticks, int64_t at_us, int64_t waited_us);

/**
 * When a picture is to be given to the decoder.
 *
 * @return  `arrived_us`, or later by at most LIP_SYNC_HOLD_MAX_US
 */
int64_t lip_sync_due(LipSync *sync, uint32_t timestamp_ticks, int64_t arrived_us);

/**
 * How long the sound is to wait in the jitter buffer at least, for its pictures' sake.
 *
 * @param seen  somebody sees the pictures; else there is no reason to wait
 * @return      0, or up to LIP_SYNC_LEAST_MAX_US
 */
int64_t lip_sync_least(LipSync *sync, bool seen, int64_t now_us);

#endif
