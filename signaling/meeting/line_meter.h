/**
 * line_meter: how the lines of a meeting's sites did over a period: average and maximum of what is read each second.
 *
 * The regulation on the dedicated network wants five-minute samples in each direction, from which a line's 95th
 * percentile is made. Periods begin at whole multiples of their length, so that those of all sites are the same.
 *
 * Units       times are microseconds since 1970; the figures' are in their names.
 * Ownership   names are copied; what is handed out is lent for the call.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      lines_max lines a period; who comes beyond that is not measured in it.
 */
#ifndef SIGNALING_MEETING_LINE_METER_H
#define SIGNALING_MEETING_LINE_METER_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

/** In and out are the server's: what a site sends comes in. */
typedef enum LineFigure {
    LINE_IN_BPS,
    LINE_OUT_BPS,
    LINE_LOSS_IN_PERCENT,
    LINE_LOSS_OUT_PERCENT,
    LINE_RTT_MS,
    LINE_JITTER_MS,
    LINE_FIGURES
} LineFigure;

typedef struct LineSpan {
    double average;
    double maximum;
} LineSpan;

/** One line over one period. */
typedef struct LineSample {
    int64_t time_us;  /**< when the period began */
    int64_t readings; /**< about as many as seconds in which the site was connected */
    LineSpan spans[LINE_FIGURES];
} LineSample;

typedef struct LineMeter LineMeter;

typedef void (*LineMeterFn)(
        const char *identity, const char *name, const LineSample *sample, void *user_data);

/** @param period_us  above 0 */
LineMeter *line_meter_new(int64_t period_us, unsigned lines_max);
void line_meter_free(LineMeter *meter);

/** Once a second, before that second's readings: hands out the lines of a period that is over. */
void line_meter_turn(LineMeter *meter, int64_t time_us, LineMeterFn each, void *user_data);

/** Hands out the lines of the period that is not over yet. */
void line_meter_end(LineMeter *meter, LineMeterFn each, void *user_data);

/** @param figures  NAN for what is not known */
void line_meter_read(
        LineMeter *meter, const char *identity, const char *name, const double *figures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LineMeter, line_meter_free)

#endif
