/* A line as tests of send_rate see it: a rate, a bounded queue, delay, jitter, loss and somebody else's traffic. */
#ifndef TESTS_FAKES_LINE_MODEL_H
#define TESTS_FAKES_LINE_MODEL_H

#include "mcu/rtp/twcc_sender.h"

#include <glib.h>

enum { LINE_MODEL_WAITING_MAX = 4096 };

typedef struct LineModel {
    int64_t rate_bps; /* 0: no limit */
    int64_t queue_us; /* the longest that a packet waits in the queue */
    int64_t delay_us; /* each way */
    int64_t jitter_us;
    double loss_percent;
    int64_t other_bps; /* traffic beside ours, that does not give way */

    GRand *random;
    int64_t free_us; /* when the next packet can begin */
    int64_t last_us;
    int64_t arrived_us; /* the latest: feedback tells of packets in their order */
    int64_t queue_max_us;
    TwccSample waiting
            [LINE_MODEL_WAITING_MAX]; /* for the next feedback, in the order in which they left */
    int64_t known_us[LINE_MODEL_WAITING_MAX];
    size_t count;
} LineModel;

static const int64_t line_model_clock_us = 777777777; /* the receiver's clock is another one */

static inline void line_model_send(LineModel *line, size_t size, uint8_t probe, int64_t now_us)
{
    g_assert(line->count < LINE_MODEL_WAITING_MAX);
    TwccSample *sample = &line->waiting[line->count];
    *sample = (TwccSample){.size = size, .sent_us = now_us, .probe = probe};
    line->free_us = MAX(line->free_us, now_us);
    if (line->rate_bps > 0) {
        line->free_us += line->other_bps * (now_us - line->last_us) / line->rate_bps;
        sample->lost = line->free_us - now_us > line->queue_us;
        line->free_us = MIN(line->free_us, now_us + line->queue_us + 1);
    }
    line->last_us = now_us;
    sample->lost = sample->lost || g_rand_double(line->random) * 100 < line->loss_percent;
    if (!sample->lost && line->rate_bps > 0) {
        line->free_us += (int64_t)size * 8 * G_USEC_PER_SEC / line->rate_bps;
    }
    line->queue_max_us = MAX(line->queue_max_us, line->free_us - now_us);
    const int64_t jitter_us = (int64_t)((double)line->jitter_us * g_rand_double(line->random));
    const int64_t arrival_us = line->free_us + line->delay_us + jitter_us;
    line->arrived_us = MAX(line->arrived_us, arrival_us);
    sample->arrival_us = arrival_us + line_model_clock_us;
    line->known_us[line->count] = line->arrived_us;
    line->count++;
}

/* What the receiver has said by now. @return how many samples */
static inline size_t line_model_feedback(LineModel *line, int64_t now_us, TwccSample *out_samples)
{
    size_t count = 0;
    while (count < line->count && line->known_us[count] + line->delay_us <= now_us) {
        out_samples[count] = line->waiting[count];
        count++;
    }
    line->count -= count;
    for (size_t i = 0; i < line->count; i++) {
        line->waiting[i] = line->waiting[count + i];
        line->known_us[i] = line->known_us[count + i];
    }
    return count;
}

#endif
