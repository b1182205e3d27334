#include "mcu/media/gap_filler.h"

#include <glib.h>

#include <string.h>

/* Parts of a second. */
enum {
    WINDOW = 50,         /* 20 ms are compared */
    PITCH_HIGHEST = 400, /* 2.5 ms: the highest voices, with room */
    PITCH_LOWEST = 66,   /* 15 ms */
    BLEND = 200,         /* 5 ms */
    FULL = 100,          /* 10 ms go on as they were */
    GONE_MS = 60,
};

GapFiller gap_filler(unsigned rate_hz)
{
    g_assert(rate_hz >= 8000 && rate_hz <= GAP_FILLER_RATE_MAX_HZ);
    return (GapFiller){.rate_hz = rate_hz};
}

/* How alike the last samples and those so much earlier are: squared, by their strength; the sign is that of both. */
static double likeness(const GapFiller *filler, size_t lag)
{
    const size_t window = filler->rate_hz / WINDOW;
    const int16_t *late = &filler->history[GAP_FILLER_HISTORY - window];
    const int16_t *early = late - lag;
    double both = 0.0;
    double strength = 1.0;
    for (size_t i = 0; i < window; i++) {
        both += (double)late[i] * early[i];
        strength += (double)early[i] * early[i];
    }
    return both > 0.0 ? both * both / strength : 0.0;
}

static size_t find_pitch(const GapFiller *filler)
{
    size_t best = filler->rate_hz / PITCH_HIGHEST;
    double most = 0.0;
    for (size_t lag = best; lag <= filler->rate_hz / PITCH_LOWEST; lag++) {
        const double alike = likeness(filler, lag);
        if (alike > most) {
            most = alike;
            best = lag;
        }
    }
    return best;
}

static double gain_at(const GapFiller *filler, size_t age)
{
    const double full = (double)filler->rate_hz / FULL;
    const double gone = (double)filler->rate_hz * GONE_MS / 1000.0;
    return CLAMP((gone - (double)age) / (gone - full), 0.0, 1.0);
}

static int16_t guess_one(GapFiller *filler)
{
    const size_t place = GAP_FILLER_HISTORY - filler->pitch + filler->missing % filler->pitch;
    const double gain = gain_at(filler, filler->missing);
    filler->missing++;
    return (int16_t)(gain * filler->history[place]);
}

void gap_filler_guess(GapFiller *filler, int16_t *ret_samples, size_t count)
{
    if (filler->missing == 0) {
        filler->pitch = find_pitch(filler);
    }
    for (size_t i = 0; i < count; i++) {
        ret_samples[i] = guess_one(filler);
    }
}

static void blend(GapFiller *filler, int16_t *samples, size_t count)
{
    const size_t length = MIN(count, (size_t)filler->rate_hz / BLEND);
    for (size_t i = 0; i < length; i++) {
        const double share = (double)(i + 1) / (double)(length + 1);
        samples[i] = (int16_t)(share * samples[i] + (1.0 - share) * guess_one(filler));
    }
    filler->missing = 0;
}

void gap_filler_heard(GapFiller *filler, int16_t *samples, size_t count)
{
    if (filler->missing > 0) {
        blend(filler, samples, count);
    }
    const size_t kept = MIN(count, (size_t)GAP_FILLER_HISTORY);
    memmove(filler->history, &filler->history[kept],
            (GAP_FILLER_HISTORY - kept) * sizeof filler->history[0]);
    memcpy(&filler->history[GAP_FILLER_HISTORY - kept], &samples[count - kept],
            kept * sizeof filler->history[0]);
}
