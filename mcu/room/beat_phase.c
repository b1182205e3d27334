#include "mcu/room/beat_phase.h"

#include <glib.h>

#include <stdbool.h>

static const double kept = 0.985;  /* of what was said, a tick: half of it after a second */
static const double enough = 20.0; /* ticks of voice: who coughs moves nothing */

static int64_t within_period(int64_t us)
{
    const int64_t rest_us = us % BEAT_PHASE_PERIOD_US;
    return rest_us < 0 ? rest_us + BEAT_PHASE_PERIOD_US : rest_us;
}

void beat_phase_note(BeatPhase *phase, int64_t tick_us, int64_t waited_us)
{
    if (waited_us > BEAT_PHASE_WAIT_MAX_US) {
        return;
    }
    phase->ready[within_period(tick_us - waited_us) / BEAT_PHASE_BIN_US] += 1.0;
    phase->said += 1.0;
    phase->waited_us += (double)waited_us;
}

/* How long what was said would wait on average. What was ready just after such a tick would wait for the next one. */
static double wait_at(const BeatPhase *phase, int64_t offset_us)
{
    double sum_us = 0.0;
    for (int i = 0; i < BEAT_PHASE_BINS; i++) {
        const int64_t ready_us = i * (int64_t)BEAT_PHASE_BIN_US;
        sum_us += phase->ready[i] * (double)within_period(offset_us - ready_us);
    }
    return sum_us / phase->said;
}

static void think_over(BeatPhase *phase)
{
    const double now_us = phase->waited_us / phase->said;
    double best_us = now_us;
    int64_t earlier_us = 0;

    for (int i = 0; i < BEAT_PHASE_BINS; i++) {
        const int64_t edge_us = (i + 1) * (int64_t)BEAT_PHASE_BIN_US + BEAT_PHASE_SPARE_US;
        const double wait_us = phase->ready[i] > 0.0 ? wait_at(phase, edge_us) : best_us;
        if (wait_us < best_us) {
            best_us = wait_us;
            earlier_us = within_period(phase->offset_us - edge_us);
        }
    }
    if (now_us - best_us < BEAT_PHASE_GAIN_US) {
        return;
    }
    phase->target_us = phase->offset_us - earlier_us;
    if (phase->target_us < -BEAT_PHASE_OFFSET_MAX_US) {
        phase->target_us += BEAT_PHASE_PERIOD_US;
    }
}

int64_t beat_phase_next(BeatPhase *phase)
{
    for (int i = 0; i < BEAT_PHASE_BINS; i++) {
        phase->ready[i] *= kept;
    }
    phase->said *= kept;
    phase->waited_us *= kept;
    phase->ticks++;
    const bool rests = phase->offset_us == phase->target_us;
    if (rests && phase->ticks >= BEAT_PHASE_REVIEW_TICKS && phase->said >= enough) {
        phase->ticks = 0;
        think_over(phase);
    }
    phase->offset_us +=
            CLAMP(phase->target_us - phase->offset_us, -BEAT_PHASE_STEP_US, BEAT_PHASE_STEP_US);
    return phase->offset_us;
}
