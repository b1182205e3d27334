/**
 * copy_order: the command line that makes a copy of a recording: which tool, which part of the file, in which form.
 *
 * Sound as recorded and WebM are only cut, not encoded again; a cut picture begins with the key frame before.
 *
 * Units       milliseconds of the recording.
 * Ownership   texts stay the caller's; the command line is returned.
 * Thread      any: no state.
 * Errors      none.
 * Memory      one command line.
 */
#ifndef SIGNALING_APP_COPY_ORDER_H
#define SIGNALING_APP_COPY_ORDER_H

#include "signaling/meeting/recording_copy.h"

typedef struct CopyOrder {
    int form; /**< CopyForm, no package */
    const char *source;
    const char *target;
    int64_t from_ms;
    int64_t to_ms; /**< 0: to the end */
    const char *
            mark_file; /**< holds what is written into the picture; a plain name in the folder where it runs; NULL: nothing */
    const char *title;
} CopyOrder;

/** NULL-terminated; free with g_strfreev(). */
char **copy_order_command(const CopyOrder *order);

#endif
