#include "mcu/media/rate_filter.h"

#include <glib.h>

#include <math.h>
#include <string.h>

static const double kaiser_beta = 6.0; /* 60 dB */

/* The modified Bessel function of the first kind, of order 0. */
static double bessel(double x)
{
    double sum = 1.0;
    double term = 1.0;
    for (int k = 1; k < 32; k++) {
        term *= (x / (2.0 * k)) * (x / (2.0 * k));
        sum += term;
    }
    return sum;
}

RateFilter rate_filter(size_t factor)
{
    g_assert(factor >= 1 && factor <= RATE_FILTER_FACTOR_MAX);
    RateFilter filter = {.factor = factor};
    const size_t length = RATE_FILTER_TAPS * factor;
    const double middle = ((double)length - 1.0) / 2.0;
    double sum = 0.0;
    for (size_t i = 0; i < length; i++) {
        const double x = ((double)i - middle) / (double)factor;
        const double place = ((double)i - middle) / middle;
        const double sinc = fabs(x) < 1e-9 ? 1.0 : sin(G_PI * x) / (G_PI * x);
        const double window = bessel(kaiser_beta * sqrt(1.0 - place * place)) / bessel(kaiser_beta);
        filter.taps[i] = (float)(sinc * window);
        sum += sinc * window;
    }
    for (size_t i = 0; i < length; i++) {
        filter.taps[i] /= (float)sum; /* a sum of 1: what does not change goes through as it is */
    }
    return filter;
}

void rate_filter_reset(RateFilter *filter)
{
    memset(filter->past, 0, sizeof filter->past);
}

static int16_t to_sample(float value)
{
    return (int16_t)lrintf(CLAMP(value, -32768.0F, 32767.0F));
}

static void push(RateFilter *filter, size_t length, const int16_t *samples, size_t count)
{
    memmove(filter->past, &filter->past[count], (length - count) * sizeof filter->past[0]);
    for (size_t i = 0; i < count; i++) {
        filter->past[length - count + i] = (float)samples[i];
    }
}

/* Between two samples there are factor - 1 zeros, so only each factor-th tap meets one. */
void rate_filter_up(RateFilter *filter, const int16_t *low, size_t count, int16_t *ret_high)
{
    const size_t factor = filter->factor;
    for (size_t i = 0; i < count; i++) {
        push(filter, RATE_FILTER_TAPS, &low[i], 1);
        for (size_t phase = 0; phase < factor; phase++) {
            float sum = 0.0F;
            for (size_t k = 0; k < RATE_FILTER_TAPS; k++) {
                sum += filter->taps[phase + k * factor] * filter->past[RATE_FILTER_TAPS - 1 - k];
            }
            ret_high[i * factor + phase] = to_sample(sum * (float)factor);
        }
    }
}

void rate_filter_down(RateFilter *filter, const int16_t *high, size_t count, int16_t *ret_low)
{
    const size_t factor = filter->factor;
    const size_t length = RATE_FILTER_TAPS * factor;
    for (size_t i = 0; i < count; i++) {
        push(filter, length, &high[i * factor], factor);
        float sum = 0.0F;
        for (size_t k = 0; k < length; k++) {
            sum += filter->taps[k] * filter->past[k]; /* the taps are the same from both ends */
        }
        ret_low[i] = to_sample(sum);
    }
}
