#include "signaling/app/copy_progress.h"

#include <glib.h>

#include <string.h>

void copy_progress_init(CopyProgress *progress, int64_t length_us)
{
    *progress = (CopyProgress){.length_us = length_us};
}

/* It never goes back, and is whole only when the tool has ended well. */
static void set(CopyProgress *progress, int64_t permille)
{
    const int now = (int)CLAMP(permille, 0, COPY_PROGRESS_WHOLE - 1);
    progress->permille = MAX(progress->permille, now);
}

static void read_line(CopyProgress *progress)
{
    static const char of_ffmpeg[] = "out_time_us=";
    static const char of_ours[] = "progress ";
    const char *line = progress->line;

    if (g_str_has_prefix(line, of_ffmpeg) && progress->length_us > 0) {
        const int64_t done_us = g_ascii_strtoll(line + strlen(of_ffmpeg), NULL, 10);
        set(progress,
                done_us >= progress->length_us
                        ? COPY_PROGRESS_WHOLE
                        : (int64_t)((double)done_us / (double)progress->length_us *
                                  COPY_PROGRESS_WHOLE));
    } else if (g_str_has_prefix(line, of_ours)) {
        set(progress, g_ascii_strtoll(line + strlen(of_ours), NULL, 10));
    }
}

void copy_progress_add(CopyProgress *progress, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\n') {
            progress->line[progress->held] = '\0';
            read_line(progress);
            progress->held = 0;
        } else if (progress->held < COPY_PROGRESS_LINE_MAX - 1) {
            progress->line[progress->held++] = bytes[i];
        }
    }
}
