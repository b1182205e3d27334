#include "tests/bots/latency_samples.h"

#include <glib.h>

#include <stdlib.h>
#include <string.h>

void latency_samples_add(LatencySamples *samples, int64_t sample_us)
{
    samples->sample_us[samples->count % LATENCY_SAMPLES_MAX] = sample_us;
    samples->count++;
}

static int compare(const void *left, const void *right)
{
    const int64_t a = *(const int64_t *)left;
    const int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

int64_t latency_samples_percentile(const LatencySamples *samples, unsigned percent)
{
    const size_t kept = MIN(samples->count, (size_t)LATENCY_SAMPLES_MAX);
    if (kept == 0) {
        return -1;
    }
    g_autofree int64_t *sorted = g_memdup2(samples->sample_us, kept * sizeof *sorted);
    qsort(sorted, kept, sizeof *sorted, compare);
    const size_t rank = (kept * percent + 99) / 100;
    return sorted[rank > 0 ? rank - 1 : 0];
}
