/**
 * bench_figures: what the benches have in common: the clock that they measure by, and the file that they write.
 *
 * Units       milliseconds.
 * Ownership   bench_figures_write() takes the figures over.
 * Thread      bench_processor_ms() is of the thread that asks; the rest is of any.
 * Errors      a file that cannot be written is said on stderr.
 * Memory      none is kept.
 */
#ifndef TESTS_BENCH_BENCH_FIGURES_H
#define TESTS_BENCH_BENCH_FIGURES_H

#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>

/** What this thread has used of its processor. */
double bench_processor_ms(void);

/** Sorts the values. @param count  at least 1 */
double bench_median(double *values, size_t count);

/** Writes {"name": …, "figures": […]}. @param path  NULL: nowhere */
bool bench_figures_write(const char *name, json_t *figures, const char *path);

#endif
