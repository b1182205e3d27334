/**
 * lip_sync: when a site's picture is to be shown, so that it goes with the sound that is heard.
 *
 *      sender's clock   ──┬──────────────┬─────>      its reports tell which moment an RTP time is,
 *                   sound │ + delay      │ picture    of the sound and of the picture
 *      our clock        ──┴──> heard     └──> due     due: as much later as the sound is heard later
 *
 * The sound is never delayed for the picture: what is said must be heard at once. A picture that comes before
 * its sound waits; one that comes after it is shown at once.
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

typedef struct LipSync {
    SenderClock clocks[2];
    bool heard;             /**< the sound's delay is known: */
    int64_t sound_delay_us; /**< from the sender's clock to ours */
    unsigned strays;
    bool moving;              /**< the picture's delay is known: */
    int64_t picture_delay_us; /**< the same for the picture */
    int64_t moved_us;
} LipSync;

LipSync lip_sync_start(uint32_t sound_hz, uint32_t picture_hz);

/** Another stream (SSRC) takes the place of one: its reports begin anew. */
void lip_sync_restart(LipSync *sync, LipSyncStream stream);

/** A sender report. @param ntp  32.32 seconds of the sender's clock */
void lip_sync_report(LipSync *sync, LipSyncStream stream, uint64_t ntp, uint32_t timestamp_ticks);

/** The sound with this RTP time is heard in the mix at a time. */
void lip_sync_heard(LipSync *sync, uint32_t timestamp_ticks, int64_t at_us);

/**
 * When a picture is to be given to the decoder.
 *
 * @return  `arrived_us`, or later by at most LIP_SYNC_HOLD_MAX_US
 */
int64_t lip_sync_due(LipSync *sync, uint32_t timestamp_ticks, int64_t arrived_us);

#endif
