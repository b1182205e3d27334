/**
 * keyframe_gate: the requests of all receivers of one encoder, merged into few forced key frames.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   a plain value, held beside the encoder; zeroed memory is a fresh one.
 * Thread      that of its holder.
 * Errors      nothing here fails.
 * Memory      none; at most one key frame is forced in KEYFRAME_GATE_GAP_US, or in KEYFRAME_GATE_JOIN_US for joiners.
 */
#ifndef MCU_RTP_KEYFRAME_GATE_H
#define MCU_RTP_KEYFRAME_GATE_H

#include <stdbool.h>
#include <stdint.h>

/** Each key frame costs every receiver some ten ordinary ones: one line with losses must not make more than this. */
#define KEYFRAME_GATE_GAP_US (1000 * INT64_C(1000))

/** One who joins sees nothing until a key frame comes, so joiners wait only for each other. */
#define KEYFRAME_GATE_JOIN_US (250 * INT64_C(1000))

typedef struct KeyframeGate {
    bool wanted;
    bool wanted_by_joiner;
    bool made_before;
    int64_t made_us;
    uint64_t asked;   /**< requests that came in */
    uint64_t ignored; /**< of these: asked before the last key frame can have reached the asker */
    uint64_t forced;  /**< key frames that were forced */
} KeyframeGate;

/** A receiver sent PLI or FIR. @param round_trip_us  its own; 0 if unknown */
void keyframe_gate_ask(KeyframeGate *gate, int64_t round_trip_us, int64_t now_us);

/** A receiver joined, or changed to this encoder. */
void keyframe_gate_join(KeyframeGate *gate);

/** Whether the next picture must be a key frame. Stays true until keyframe_gate_made(). */
bool keyframe_gate_due(const KeyframeGate *gate, int64_t now_us);

/** A key frame left the encoder, forced or not: every want is satisfied. */
void keyframe_gate_made(KeyframeGate *gate, int64_t now_us);

#endif
