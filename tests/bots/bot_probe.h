/**
 * bot_probe: measures how long the MCU takes: one bot flashes and beeps, another looks and listens.
 *
 *     network loop ── flash sent, beep sent, pictures, packets ──> queue ──> probe thread (decodes)
 *
 * A flash: from its first packet to the last packet of the mixed picture that shows it. A beep: from the
 * packet it begins in to the packet of the mix it begins in, plus how much later within the packet.
 *
 * Units       times are microseconds of the monotonic clock, the same for sending and receiving.
 * Ownership   copies what it is given; borrows the clip.
 * Thread      bot_probe_new(), _free(), _finish(): the main thread; the others: the network loop.
 * Errors      what cannot be decoded is skipped.
 * Memory      at most BOT_PROBE_QUEUE_MAX things wait; more are dropped and counted. BOT_PROBE_BEEPS_MAX beeps are kept.
 */
#ifndef TESTS_BOTS_BOT_PROBE_H
#define TESTS_BOTS_BOT_PROBE_H

#include "tests/bots/bot_tape.h"
#include "tests/bots/clip_file.h"

#include <glib.h>

#include <stddef.h>
#include <stdint.h>

enum { BOT_PROBE_QUEUE_MAX = 500, BOT_PROBE_BEEPS_MAX = 1024 };

typedef struct BotProbe BotProbe;

/** A delay in microseconds, -1 if it was never measured. */
typedef struct BotProbeDelay {
    size_t count;
    int64_t median_us;
    int64_t p95_us;
    uint64_t missed;
} BotProbeDelay;

/** One beep: when it was heard, and how long it took. */
typedef struct BotProbeBeep {
    int64_t at_us;
    int64_t late_us;
} BotProbeBeep;

/** How far the flash and the beep are apart in the mix. */
typedef struct BotProbeSync {
    size_t count;
    int64_t offset_us; /**< the usual error; positive: the picture is late */
    int64_t median_us; /**< without sign, as the others; -1 if it was never measured */
    int64_t p95_us;
    int64_t max_us;
} BotProbeSync;

typedef struct BotProbeResult {
    BotProbeDelay flash;
    BotProbeDelay beep;
    const BotProbeBeep *beeps; /**< the first BOT_PROBE_BEEPS_MAX; owned by the probe */
    size_t beep_count;
    BotProbeSync sync;
    double sound_dbov; /**< mean level of the mix that was heard, -127 for silence */
    uint64_t dropped;
    int64_t cpu_us; /**< what decoding cost */
} BotProbeResult;

/**
 * Starts the thread.
 *
 * @param beep  the clip that the beeping bot plays
 * @param tape  takes all pictures and packets, and is closed with the probe; NULL for none
 */
BotProbe *bot_probe_new(const Clip *beep, BotTape *tape);

void bot_probe_free(BotProbe *probe);

/** The frame of the beep clip in which the beep begins, as it is heard. */
uint32_t bot_probe_beep_frame(const BotProbe *probe);

/** The first packet of a white picture, taken at a time, left; the picture stays white so long. */
void bot_probe_flash_sent(BotProbe *probe, int64_t taken_us, int64_t sent_us, int64_t lasts_us);

/** The packet in which the beep begins, taken at a time, left. */
void bot_probe_beep_sent(BotProbe *probe, int64_t taken_us, int64_t sent_us);

/**
 * A mixed picture is complete; pictures come in decoding order.
 *
 * @param shown_us  when it is to be shown, on the clock of the mix; -1 while that is not known
 */
void bot_probe_picture(
        BotProbe *probe, const uint8_t *frame, size_t size, int64_t complete_us, int64_t shown_us);

/** A packet of the mixed sound. @param shown_us  as above */
void bot_probe_sound(
        BotProbe *probe, const uint8_t *packet, size_t size, int64_t arrived_us, int64_t shown_us);

/** Waits for what is queued and says what was found. The probe takes nothing more. */
BotProbeResult bot_probe_finish(BotProbe *probe);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BotProbe, bot_probe_free)

#endif
