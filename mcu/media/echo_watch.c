#include "mcu/media/echo_watch.h"

#include "mcu/media/pcm.h"

#include <glib.h>

#include <math.h>

enum {
    FLOOR_DBOV = 60, /* what is quieter counts as nothing */
    VOICE_DBOV = 50,
    SENT_TICKS = 60,  /* of the window must be voices, or nothing can come back: 1.2 s */
    HEARD_TICKS = 40, /* what comes back is a little less */
    EDGE = 25, /* half a second each way: what changes more slowly is who speaks, not what is said */
    FIRST_LAG = 1,
    FIRST_TICKS = 225, /* 4.5 s; what was before it came counts as silence */
    REST_TIMES = 30,   /* seconds without anything to judge by: then nothing is said any more */
    LAG_SLACK = 2,     /* from one time to the next: buffers on the way grow and shrink */
};

static const float sure_likeness = 0.85F; /* a quiet hall returns 0.9, also over a poor line */
static const float echo_likeness = 0.7F;
static const float clean_likeness = 0.5F;

void echo_watch_tick(EchoWatch *watch, uint8_t sent_dbov, uint8_t heard_dbov)
{
    const uint32_t at = watch->ticks++ % ECHO_WATCH_TICKS;

    watch->sent[at] = (uint8_t)(FLOOR_DBOV - MIN(sent_dbov, FLOOR_DBOV));
    watch->heard[at] = (uint8_t)(FLOOR_DBOV - MIN(heard_dbov, FLOOR_DBOV));
}

static unsigned voices(const uint8_t *levels, uint32_t end, uint32_t count)
{
    unsigned found = 0;
    for (uint32_t i = 1; i <= count; i++) {
        found += levels[(end - i) % ECHO_WATCH_TICKS] > FLOOR_DBOV - VOICE_DBOV ? 1 : 0;
    }
    return found;
}

/*
 * The `count` levels before `end`, less their mean over a second, and a little smoothed: a packet may come a tick
 * early or late. The edges are taken from beyond both ends.
 */
static void take_changes(const uint8_t *levels, uint32_t end, int count, float *ret)
{
    float sum = 0.0F;
    const uint32_t begin = end - (uint32_t)count;

    for (uint32_t i = begin - EDGE; i != begin + EDGE; i++) {
        sum += (float)levels[i % ECHO_WATCH_TICKS];
    }
    for (uint32_t i = begin; i != end; i++) {
        sum += (float)levels[(i + EDGE) % ECHO_WATCH_TICKS];
        const int near = levels[(i - 1) % ECHO_WATCH_TICKS] + 2 * levels[i % ECHO_WATCH_TICKS] +
                levels[(i + 1) % ECHO_WATCH_TICKS];
        *ret++ = (float)near / 4.0F - sum / (float)(2 * EDGE + 1);
        sum -= (float)levels[(i - EDGE) % ECHO_WATCH_TICKS];
    }
}

static float likeness(const float *one, const float *other)
{
    float both = 0.0F;
    float one_power = 0.0F;
    float other_power = 0.0F;

    for (int i = 0; i < ECHO_WATCH_WINDOW; i++) {
        both += one[i] * other[i];
        one_power += one[i] * one[i];
        other_power += other[i] * other[i];
    }
    const float powers = one_power * other_power;
    return powers > 0.0F ? both / sqrtf(powers) : 0.0F;
}

static float best_likeness(const EchoWatch *watch, int *ret_lag)
{
    const uint32_t end = watch->ticks - EDGE;
    float sent[ECHO_WATCH_WINDOW + ECHO_WATCH_LAGS] = {0};
    float heard[ECHO_WATCH_WINDOW] = {0};
    float best = 0.0F;

    *ret_lag = 0;
    take_changes(watch->sent, end, ECHO_WATCH_WINDOW + ECHO_WATCH_LAGS, sent);
    take_changes(watch->heard, end, ECHO_WATCH_WINDOW, heard);
    for (int lag = FIRST_LAG; lag <= ECHO_WATCH_LAGS; lag++) {
        const float one = likeness(sent + ECHO_WATCH_LAGS - lag, heard);
        if (one > best) {
            best = one;
            *ret_lag = lag;
        }
    }
    return best;
}

static void note(EchoWatch *watch, float best, int lag)
{
    const bool as_late = ABS(lag - watch->lag) <= LAG_SLACK;

    watch->found = best >= echo_likeness ? 1 + (as_late ? watch->found : 0) : 0;
    watch->sure = best >= sure_likeness ? 1 + (as_late ? watch->sure : 0) : 0;
    watch->clean = best < clean_likeness ? watch->clean + 1 : 0;
    watch->lag = lag;
    if (watch->found >= ECHO_WATCH_TIMES || watch->sure >= ECHO_WATCH_SURE_TIMES) {
        watch->echo = true;
        watch->judged = true;
    } else if (watch->clean >= ECHO_WATCH_CLEAN_TIMES) {
        watch->echo = false;
        watch->judged = true;
    }
}

void echo_watch_judge(EchoWatch *watch)
{
    if (watch->ticks < FIRST_TICKS ||
            voices(watch->sent, watch->ticks, ECHO_WATCH_WINDOW) < SENT_TICKS) {
        /* Nobody spoke to it: an echo that was, is still, for a while. */
        watch->rest++;
        watch->echo = watch->echo && watch->rest < REST_TIMES;
        watch->found = watch->sure = watch->clean = 0;
        return;
    }
    watch->rest = 0;
    if (voices(watch->heard, watch->ticks, ECHO_WATCH_WINDOW) < HEARD_TICKS) {
        watch->likeness_percent = 0;
        note(watch, 0.0F, 0);
        return;
    }
    int lag = 0;
    const float best = best_likeness(watch, &lag);
    watch->likeness_percent = (uint8_t)lrintf(best * 100.0F);
    note(watch, best, lag);
    if (best >= echo_likeness) {
        watch->delay_us = (int64_t)lag * PCM_FRAME_US;
    }
}
