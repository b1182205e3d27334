#include "signaling/meeting/line_meter.h"

#include <math.h>

typedef struct Line {
    char *identity;
    char *name;
    int64_t readings;
    int64_t known[LINE_FIGURES]; /* readings that had the figure */
    double sums[LINE_FIGURES];
    double maxima[LINE_FIGURES];
} Line;

struct LineMeter {
    int64_t period_us;
    unsigned lines_max;
    int64_t period; /* number of the present one, since 1970 */
    GPtrArray *lines;
};

static void line_free(gpointer data)
{
    Line *line = data;
    g_free(line->identity);
    g_free(line->name);
    g_free(line);
}

LineMeter *line_meter_new(int64_t period_us, unsigned lines_max)
{
    LineMeter *meter = g_new0(LineMeter, 1);

    g_assert(period_us > 0);
    meter->period_us = period_us;
    meter->lines_max = lines_max;
    meter->lines = g_ptr_array_new_with_free_func(line_free);
    return meter;
}

void line_meter_free(LineMeter *meter)
{
    if (meter != NULL) {
        g_ptr_array_unref(meter->lines);
        g_free(meter);
    }
}

static LineSample sample_of(const LineMeter *meter, const Line *line)
{
    LineSample sample = {
            .time_us = meter->period * meter->period_us,
            .readings = line->readings,
    };

    for (size_t i = 0; i < LINE_FIGURES; i++) {
        if (line->known[i] > 0) {
            sample.spans[i] = (LineSpan){
                    .average = line->sums[i] / (double)line->known[i],
                    .maximum = line->maxima[i],
            };
        }
    }
    return sample;
}

void line_meter_end(LineMeter *meter, LineMeterFn each, void *user_data)
{
    for (size_t i = 0; i < meter->lines->len; i++) {
        const Line *line = g_ptr_array_index(meter->lines, i);
        const LineSample sample = sample_of(meter, line);
        each(line->identity, line->name, &sample, user_data);
    }
    g_ptr_array_set_size(meter->lines, 0);
}

void line_meter_turn(LineMeter *meter, int64_t time_us, LineMeterFn each, void *user_data)
{
    const int64_t period = time_us / meter->period_us;

    if (period != meter->period) {
        line_meter_end(meter, each, user_data);
        meter->period = period;
    }
}

static Line *line_of(LineMeter *meter, const char *identity, const char *name)
{
    for (size_t i = 0; i < meter->lines->len; i++) {
        Line *line = g_ptr_array_index(meter->lines, i);
        if (g_str_equal(line->identity, identity)) {
            return line;
        }
    }
    if (meter->lines->len >= meter->lines_max) {
        return NULL;
    }
    Line *line = g_new0(Line, 1);
    line->identity = g_strdup(identity);
    line->name = g_strdup(name);
    g_ptr_array_add(meter->lines, line);
    return line;
}

void line_meter_read(
        LineMeter *meter, const char *identity, const char *name, const double *figures)
{
    Line *line = line_of(meter, identity, name);

    if (line == NULL) {
        return;
    }
    line->readings++;
    for (size_t i = 0; i < LINE_FIGURES; i++) {
        if (!isnan(figures[i])) {
            line->known[i]++;
            line->sums[i] += figures[i];
            line->maxima[i] = MAX(line->maxima[i], figures[i]);
        }
    }
}
