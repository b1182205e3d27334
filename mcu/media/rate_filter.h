/**
 * rate_filter: sound to a rate that is a whole number of times higher or lower: telephones' 8 and 16 kHz, our 48.
 *
 * Units       samples; the factor is 48000 Hz by the other rate.
 * Ownership   a plain value: it holds the last samples that went through.
 * Thread      one thread at a time: the audio tick.
 * Errors      nothing fails; what is too loud is cut off.
 * Memory      fixed: 2.4 kB.
 */
#ifndef MCU_MEDIA_RATE_FILTER_H
#define MCU_MEDIA_RATE_FILTER_H

#include <stddef.h>
#include <stdint.h>

enum {
    /* Of the low rate. A passband to 7/8 of half the low rate, and 60 dB less from 9/8 on; 2 ms of delay at 8 kHz. */
    RATE_FILTER_TAPS = 32,
    RATE_FILTER_FACTOR_MAX = 6,
    RATE_FILTER_LENGTH_MAX = RATE_FILTER_TAPS * RATE_FILTER_FACTOR_MAX,
};

typedef struct RateFilter {
    size_t factor;
    float taps[RATE_FILTER_LENGTH_MAX];
    float past[RATE_FILTER_LENGTH_MAX]; /**< the newest last */
} RateFilter;

/** @param factor  1 to RATE_FILTER_FACTOR_MAX */
RateFilter rate_filter(size_t factor);

/** Forgets what went through. */
void rate_filter_reset(RateFilter *filter);

/** Writes `factor` samples for each one. A filter goes one way only. */
void rate_filter_up(RateFilter *filter, const int16_t *low, size_t count, int16_t *ret_high);

/** Writes one sample for each `factor`. @param count  of the samples to write */
void rate_filter_down(RateFilter *filter, const int16_t *high, size_t count, int16_t *ret_low);

#endif
