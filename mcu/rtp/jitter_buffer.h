/**
 * jitter_buffer: the sound packets of one talker, put in order and played out as late as the line needs, no later.
 *
 * Units       times are microseconds of the monotonic clock; RTP time and durations are ticks of the sound's clock.
 * Ownership   the buffer holds its own reference on each payload; what it gives out is the caller's.
 * Thread      none of its own and no lock: the audio tick.
 * Errors      nothing fails; what is late, double or senseless is dropped and counted.
 * Memory      at most JITTER_BUFFER_PACKETS_MAX payloads.
 *
 *     arrival ──────────► head of the buffer is played ─────────►
 *            delay: kept between `needed` and `needed` + one tick
 *
 * `needed` follows the arrivals: 95 of 100 packets come within it after the fastest one. The delay grows by itself
 * when the buffer runs dry, since the place in the sound waits while the gap is concealed; it grows and shrinks by
 * one frame at a time in quiet moments, and shrinks in loud ones only if it has been too long for a while.
 *
 * What a later packet brings of a lost one is an arrival too, a late one: where that is often, `needed` is as long as
 * such copies, or the forward error correction, take. While copies come the delay grows to it as to a least delay.
 *
 * Whoever knows a reason besides the arrivals (pictures that are later than their sound) sets a least delay: `needed`
 * is never less. Such a delay grows in loud moments as well once it has been too short for a while, since the buffer
 * need not run dry for it.
 */
#ifndef MCU_RTP_JITTER_BUFFER_H
#define MCU_RTP_JITTER_BUFFER_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

enum {
    JITTER_BUFFER_PACKETS_MAX = 128, /**< 2.5 s of 20 ms packets, 0.3 s of the shortest */
    JITTER_BUFFER_LEVEL_UNKNOWN = 255,
};

typedef struct JitterBuffer JitterBuffer;

typedef struct JitterBufferConfig {
    uint32_t clock_hz;
    int64_t tick_us;       /**< how often sound is taken: 20 ms */
    int64_t needed_min_us; /**< 8 ms: what a calm line gets */
    int64_t needed_max_us; /**< 200 ms: beyond that no conversation is possible anyway */
} JitterBufferConfig;

typedef struct JitterBufferPacket {
    int64_t seq; /**< of rtp_receiver: a leap of 65536 begins anew */
    uint32_t timestamp_ticks;
    uint32_t duration_ticks; /**< see opus_toc */
    int64_t arrival_us;
    uint8_t level_dbov; /**< audio level extension: 0 loud to 127 silent; or JITTER_BUFFER_LEVEL_UNKNOWN */
    bool pause;         /**< no sound in it: the sender pauses (DTX) */
    bool recovered; /**< came as RTX: says nothing about the line's delay */
    bool copy;      /**< came in a later packet, in place of one that was lost (RFC 2198) */
    bool mends;     /**< the one before it is lost: its forward error correction stands for that */
} JitterBufferPacket;

typedef enum JitterBufferAction {
    JITTER_BUFFER_SILENCE, /**< nothing to decode: not started, paused, or too long without packets */
    JITTER_BUFFER_FRAME,   /**< decode the payload */
    JITTER_BUFFER_DISCARD, /**< decode the payload, throw the sound away, and ask again */
    JITTER_BUFFER_FEC, /**< decode the forward error correction in the payload: it is the *next* packet's */
    JITTER_BUFFER_PLC, /**< conceal: let the decoder go on without a packet */
} JitterBufferAction;

typedef struct JitterBufferSound {
    JitterBufferAction action;
    uint32_t duration_ticks;  /**< of the sound this makes; more than 0 */
    uint32_t timestamp_ticks; /**< where it begins, for FRAME and DISCARD */
    GBytes *payload; /**< for FRAME, DISCARD and FEC, a reference of the caller's; else NULL */
} JitterBufferSound;

typedef struct JitterBufferStats {
    int64_t needed_us;
    int64_t delay_us; /**< of the last frame: played, less when the fastest packets would have come */
    int64_t spare_us; /**< of it: more than the line needed; negative: less */
    uint64_t played;
    uint64_t recovered_fec;
    uint64_t recovered_copies; /**< of `played`: from copies in later packets */
    uint64_t concealed;
    uint64_t discarded; /**< good packets not played, to shrink the delay */
    uint64_t stretched; /**< frames of waiting put in, to grow it */
    uint64_t late;      /**< came after their place had been played */
    uint64_t duplicates;
    uint64_t refused; /**< senseless duration */
    uint64_t underruns;
    uint64_t resets;
} JitterBufferStats;

JitterBuffer *jitter_buffer_new(const JitterBufferConfig *config);
void jitter_buffer_free(JitterBuffer *buffer);

/** Keeps a packet; takes a reference of its own on the payload. */
void jitter_buffer_put(JitterBuffer *buffer, const JitterBufferPacket *packet, GBytes *payload);

/**
 * Gives the next piece of sound. Call it at each tick until the pieces (but for DISCARD) make up a tick: one
 * packet may hold half of one or three.
 */
JitterBufferSound jitter_buffer_take(JitterBuffer *buffer, int64_t now_us);

/** What the line must need at least from now on; 0, as at first: what the arrivals tell. */
void jitter_buffer_set_least(JitterBuffer *buffer, int64_t least_us);

/** Drops every packet and what was learnt; counters and the least delay stay. For a new decoder. */
void jitter_buffer_reset(JitterBuffer *buffer);

/** Packets waiting. */
unsigned jitter_buffer_size(const JitterBuffer *buffer);

JitterBufferStats jitter_buffer_stats(const JitterBuffer *buffer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(JitterBuffer, jitter_buffer_free)

#endif
