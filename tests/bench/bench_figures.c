#include "tests/bench/bench_figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double bench_processor_ms(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0) {
        abort();
    }
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int compare_doubles(const void *a, const void *b)
{
    const double first = *(const double *)a;
    const double second = *(const double *)b;
    return first < second ? -1 : first > second;
}

double bench_median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_doubles);
    return values[count / 2];
}

bool bench_figures_write(const char *name, json_t *figures, const char *path)
{
    json_t *root = json_pack("{s:s, s:o}", "name", name, "figures", figures);
    const bool written = path == NULL || json_dump_file(root, path, JSON_INDENT(2)) == 0;

    json_decref(root);
    if (!written) {
        (void)fprintf(stderr, "cannot write %s\n", path);
    }
    return written;
}
