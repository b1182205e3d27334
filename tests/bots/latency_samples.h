/**
 * latency_samples: many measurements of one delay, and what is usual and what is rare among them.
 *
 * Units       microseconds.
 * Ownership   owns its samples.
 * Thread      one at a time.
 * Errors      none.
 * Memory      the latest LATENCY_SAMPLES_MAX.
 */
#ifndef TESTS_BOTS_LATENCY_SAMPLES_H
#define TESTS_BOTS_LATENCY_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

enum { LATENCY_SAMPLES_MAX = 4096 };

typedef struct LatencySamples {
    size_t count; /**< all that were ever added */
    int64_t sample_us[LATENCY_SAMPLES_MAX];
} LatencySamples;

void latency_samples_add(LatencySamples *samples, int64_t sample_us);

/** The value that `percent` of the samples do not exceed (nearest rank); -1 if there are none. */
int64_t latency_samples_percentile(const LatencySamples *samples, unsigned percent);

#endif
