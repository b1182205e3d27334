#include "mcu/room/lip_sync.h"

#include <glib.h>

#include <stdlib.h>
#include <string.h>

enum {
    HEARD_STRAYS_MAX = 50, /* a second of ticks */
    BASE_SMOOTHING = 16,   /* ticks: some are made late */
};

LipSync lip_sync_start(uint32_t sound_hz, uint32_t picture_hz)
{
    g_assert(sound_hz > 0 && picture_hz > 0);
    return (LipSync){.clocks = {{.clock_hz = sound_hz}, {.clock_hz = picture_hz}}};
}

/* ---- the sender's clock ---- */

static void clock_restart(SenderClock *clock)
{
    *clock = (SenderClock){.clock_hz = clock->clock_hz};
}

static int64_t ntp_us(uint64_t ntp)
{
    const uint64_t rest = ntp & UINT32_MAX;
    return (int64_t)(ntp >> 32) * G_USEC_PER_SEC + (int64_t)(rest * G_USEC_PER_SEC >> 32);
}

static int64_t ticks_us(const SenderClock *clock, int64_t ticks)
{
    const int64_t hz = clock->clock_hz;
    return ticks / hz * G_USEC_PER_SEC + ticks % hz * G_USEC_PER_SEC / hz;
}

static int compare(const void *left, const void *right)
{
    const int64_t a = *(const int64_t *)left;
    const int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static int64_t middle_offset(const SenderClock *clock)
{
    int64_t sorted[LIP_SYNC_REPORTS];
    memcpy(sorted, clock->offset_us, clock->count * sizeof *sorted);
    qsort(sorted, clock->count, sizeof *sorted, compare);
    return sorted[clock->count / 2];
}

/* The moment on the sender's clock that an RTP time is; only with a report. */
static int64_t clock_time(const SenderClock *clock, uint32_t timestamp_ticks)
{
    return middle_offset(clock) +
            ticks_us(clock, seq_unwrap_peek_32(&clock->ticks, timestamp_ticks));
}

void lip_sync_report(LipSync *sync, LipSyncStream stream, uint64_t ntp, uint32_t timestamp_ticks)
{
    SenderClock *clock = &sync->clocks[stream];
    const int64_t at_us = ntp_us(ntp);
    if (clock->count > 0 && ABS(at_us - clock_time(clock, timestamp_ticks)) > LIP_SYNC_STRAY_US) {
        if (++clock->strays < LIP_SYNC_STRAYS_MAX) {
            return;
        }
        clock_restart(clock);
    }
    clock->strays = 0;
    clock->offset_us[clock->next] =
            at_us - ticks_us(clock, seq_unwrap_32(&clock->ticks, timestamp_ticks));
    clock->next = (clock->next + 1) % LIP_SYNC_REPORTS;
    clock->count = MIN(clock->count + 1, (unsigned)LIP_SYNC_REPORTS);
}

void lip_sync_restart(LipSync *sync, LipSyncStream stream)
{
    clock_restart(&sync->clocks[stream]);
    if (stream == LIP_SYNC_SOUND) {
        sync->heard = false;
    } else {
        sync->moving = false;
        memset(sync->arrivals, 0, sizeof sync->arrivals);
    }
}

/* ---- the delays ---- */

void lip_sync_heard(LipSync *sync, uint32_t timestamp_ticks, int64_t at_us, int64_t waited_us)
{
    const SenderClock *clock = &sync->clocks[LIP_SYNC_SOUND];
    if (clock->count == 0) {
        return;
    }
    const int64_t delay_us = at_us - clock_time(clock, timestamp_ticks);
    if (sync->heard && ABS(delay_us - sync->sound_delay_us) > LIP_SYNC_STRAY_US) {
        if (++sync->strays < HEARD_STRAYS_MAX) {
            return; /* what still waits of another stream, or a clock that was set */
        }
    }
    const int64_t base_us = delay_us - waited_us;
    if (!sync->heard || sync->strays > 0) {
        sync->sound_base_us = base_us;
    }
    sync->sound_base_us += (base_us - sync->sound_base_us) / BASE_SMOOTHING;
    sync->strays = 0;
    sync->heard = true;
    sync->sound_delay_us = delay_us;
}

/* The picture's delay goes towards that of the sound. */
static void creep(LipSync *sync, int64_t now_us)
{
    const int64_t error_us = sync->sound_delay_us - sync->picture_delay_us;
    const int64_t passed_us = CLAMP(now_us - sync->moved_us, 0, G_USEC_PER_SEC);
    const int64_t speed_us =
            ABS(error_us) > LIP_SYNC_SEEN_US ? LIP_SYNC_HURRY_US : LIP_SYNC_CREEP_US;
    const int64_t step_us = passed_us * speed_us / G_USEC_PER_SEC;
    if (step_us == 0) {
        return; /* a burst of pictures: their time adds up */
    }
    sync->moved_us = now_us;
    if (ABS(error_us) > LIP_SYNC_ENOUGH_US) {
        sync->picture_delay_us += CLAMP(error_us, -step_us, step_us);
    }
}

static void note_arrival(LipSync *sync, int64_t at_us, int64_t delay_us)
{
    sync->arrivals[sync->next_arrival] = (PictureArrival){.at_us = at_us, .delay_us = delay_us};
    sync->next_arrival = (sync->next_arrival + 1) % LIP_SYNC_ARRIVALS;
}

int64_t lip_sync_due(LipSync *sync, uint32_t timestamp_ticks, int64_t arrived_us)
{
    const SenderClock *clock = &sync->clocks[LIP_SYNC_PICTURE];
    if (!sync->heard || clock->count == 0) {
        return arrived_us;
    }
    const int64_t taken_us = clock_time(clock, timestamp_ticks);
    const int64_t least_us = arrived_us - taken_us + LIP_SYNC_LEAD_US;
    note_arrival(sync, arrived_us, least_us);
    if (!sync->moving || ABS(sync->picture_delay_us - least_us) > LIP_SYNC_STRAY_US) {
        sync->moving = true;
        sync->picture_delay_us = least_us;
        sync->moved_us = arrived_us;
    }
    if (ABS(sync->sound_delay_us - least_us) > LIP_SYNC_STRAY_US) {
        return arrived_us; /* the two do not belong together */
    }
    creep(sync, arrived_us);
    const int64_t due_us = taken_us + sync->picture_delay_us - LIP_SYNC_LEAD_US;
    return CLAMP(due_us, arrived_us, arrived_us + LIP_SYNC_HOLD_MAX_US);
}

/* ---- the sound's least delay ---- */

/* What nearly all pictures of a while took to come; INT64_MIN if there were too few. */
static int64_t high_delay(const LipSync *sync, int64_t from_us, int64_t to_us)
{
    int64_t sorted[LIP_SYNC_ARRIVALS];
    size_t count = 0;
    for (size_t i = 0; i < LIP_SYNC_ARRIVALS; i++) {
        if (sync->arrivals[i].at_us > from_us && sync->arrivals[i].at_us <= to_us) {
            sorted[count++] = sync->arrivals[i].delay_us;
        }
    }
    if (count < LIP_SYNC_HALF_FEW) {
        return INT64_MIN;
    }
    qsort(sorted, count, sizeof *sorted, compare);
    return sorted[(count - 1) * LIP_SYNC_IN_TIME_PCT / 100];
}

static int64_t wanted_least(const LipSync *sync, int64_t now_us)
{
    if (!sync->heard || sync->clocks[LIP_SYNC_SOUND].count < LIP_SYNC_SURE_REPORTS ||
            sync->clocks[LIP_SYNC_PICTURE].count < LIP_SYNC_SURE_REPORTS) {
        return 0;
    }
    const int64_t half_us = now_us - LIP_SYNC_HALF_US;
    const int64_t newer_us = high_delay(sync, half_us, now_us);
    const int64_t older_us = high_delay(sync, half_us - LIP_SYNC_HALF_US, half_us);
    if (newer_us == INT64_MIN || older_us == INT64_MIN) {
        return 0;
    }
    const int64_t late_us = MIN(newer_us, older_us) - sync->sound_base_us;
    const int64_t from_us = sync->least_us > 0 ? LIP_SYNC_LEAST_UNTIL_US : LIP_SYNC_LEAST_FROM_US;
    if (late_us < from_us || late_us > LIP_SYNC_STRAY_US) {
        return 0; /* together, or nothing that belongs together */
    }
    return MIN(late_us, LIP_SYNC_LEAST_MAX_US);
}

int64_t lip_sync_least(LipSync *sync, bool seen, int64_t now_us)
{
    const int64_t passed_us = now_us - sync->least_at_us;
    if (passed_us < LIP_SYNC_LEAST_EACH_US) {
        return sync->least_us;
    }
    sync->least_at_us = now_us;
    const int64_t fall_us =
            MIN(passed_us, G_USEC_PER_SEC) * LIP_SYNC_LEAST_FALL_US / G_USEC_PER_SEC;
    const int64_t wanted_us = seen ? wanted_least(sync, now_us) : 0;
    const int64_t least_us = MAX(wanted_us, sync->least_us - fall_us);
    sync->least_us = least_us >= LIP_SYNC_LEAST_UNTIL_US ? least_us : 0;
    return sync->least_us;
}
