/**
 * frame_meter: counts the pictures that a decoder could have shown, from RTP packets alone.
 *
 * A picture is shown when all its packets are there, all pictures before it back to a key frame were
 * shown, or it is a key frame itself. Packets may come in any order; those that were asked for again
 * count when they come.
 *
 * Units       sequence numbers are unwrapped to 64 bits; times are microseconds.
 * Ownership   a plain value.
 * Thread      one at a time.
 * Errors      none: what is too old or too far ahead is counted as lost.
 * Memory      a window of FRAME_METER_WINDOW packets.
 */
#ifndef TESTS_BOTS_FRAME_METER_H
#define TESTS_BOTS_FRAME_METER_H

#include "tests/bots/gap_meter.h"

#include <stdbool.h>
#include <stdint.h>

enum { FRAME_METER_WINDOW = 2048 };

typedef struct FramePacket {
    int64_t sequence;
    bool starts; /**< the first of its picture */
    bool key;    /**< of a key frame; looked at in the first packet only */
    bool ends;   /**< the last of its picture */
} FramePacket;

typedef struct FrameMeter {
    GapMeter shown; /**< when pictures became complete */
    uint64_t keys;  /**< key frames among them */
    uint64_t jumps; /**< times that the chain broke and began again with a key frame */

    bool chained;           /**< there was a key frame to begin with */
    int64_t next;           /**< the packet that the chain waits for */
    int64_t frame_from;     /**< the first packet of the picture that `next` belongs to */
    int64_t key;            /**< the first packet of the latest key frame behind `next`, if any */
    int64_t newest;         /**< the highest packet seen */
    int64_t waits_since_us; /**< since when packets beyond `next` are there; 0 if none */
    int64_t held[FRAME_METER_WINDOW]; /**< which packet a place holds, if any */
    uint8_t marks[FRAME_METER_WINDOW];
} FrameMeter;

/** Starts a meter; its gaps are measured by `shown`. */
void frame_meter_init(FrameMeter *meter, GapMeter shown);

/** The stream begins anew, as after a lost connection; counts and gaps go on. */
void frame_meter_restart(FrameMeter *meter);

/** A packet came. @return how many pictures could be shown at that */
unsigned frame_meter_push(FrameMeter *meter, const FramePacket *packet, int64_t now_us);

/** Whether a packet is known not to be the first of its picture: the one before it is there and not a last one. */
bool frame_meter_goes_on(const FrameMeter *meter, int64_t sequence);

/** How long no picture could be shown for want of a packet or a key frame; 0 if all is well. */
int64_t frame_meter_stuck_us(const FrameMeter *meter, int64_t now_us);

#endif
