/**
 * copy_progress: how far a tool is, from the lines that it writes: ffmpeg's `-progress`, or "progress PERMILLE".
 *
 * Units       thousandths; lengths are microseconds.
 * Ownership   by value.
 * Thread      one at a time.
 * Errors      lines that say nothing about it are left out.
 * Memory      one line of COPY_PROGRESS_LINE_MAX; longer ones are cut.
 */
#ifndef SIGNALING_APP_COPY_PROGRESS_H
#define SIGNALING_APP_COPY_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

enum { COPY_PROGRESS_LINE_MAX = 256, COPY_PROGRESS_WHOLE = 1000 };

typedef struct CopyProgress {
    int64_t length_us; /**< of what is made; 0: not known */
    int permille;
    size_t held;
    char line[COPY_PROGRESS_LINE_MAX];
} CopyProgress;

void copy_progress_init(CopyProgress *progress, int64_t length_us);
void copy_progress_add(CopyProgress *progress, const char *bytes, size_t size);

#endif
