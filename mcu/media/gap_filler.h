/**
 * gap_filler: a guess of the sound that a lost packet had, for codecs that make none: the last pitch period again and
 * again, more and more quietly.
 *
 * Units       samples of 8 or 16 kHz.
 * Ownership   a plain value: it holds the last samples that were heard.
 * Thread      one thread at a time: the audio tick.
 * Errors      nothing fails.
 * Memory      fixed: 1.3 kB.
 */
#ifndef MCU_MEDIA_GAP_FILLER_H
#define MCU_MEDIA_GAP_FILLER_H

#include <stddef.h>
#include <stdint.h>

enum {
    GAP_FILLER_RATE_MAX_HZ = 16000,
    GAP_FILLER_HISTORY =
            640, /**< 40 ms at the highest rate: a window of 20 and the longest pitch of 15 */
};

typedef struct GapFiller {
    unsigned rate_hz;
    int16_t history[GAP_FILLER_HISTORY]; /**< the newest last */
    size_t pitch;
    size_t missing; /**< samples guessed in a row */
} GapFiller;

/** @param rate_hz  8000 to GAP_FILLER_RATE_MAX_HZ */
GapFiller gap_filler(unsigned rate_hz);

/** What came. Behind a gap its first 5 ms are blended with the guess, in place. */
void gap_filler_heard(GapFiller *filler, int16_t *samples, size_t count);

/** What did not come: silent after 60 ms. */
void gap_filler_guess(GapFiller *filler, int16_t *ret_samples, size_t count);

#endif
