/**
 * metrics_writer: the pieces of Prometheus' text form.
 *
 * Units       none.
 * Ownership   the caller's string.
 * Thread      any: no state.
 * Errors      none.
 * Memory      the caller's string.
 */
#ifndef SIGNALING_APP_METRICS_WRITER_H
#define SIGNALING_APP_METRICS_WRITER_H

#include <glib.h>

/** The two lines that stand once before a figure's values. */
void metrics_writer_head(GString *out, const char *name, const char *type, const char *help);

/** `name="value"`, with what a value may not hold escaped. */
void metrics_writer_label(GString *out, const char *name, const char *value);

/** The number and the end of its line. */
void metrics_writer_number(GString *out, double value);

#endif
