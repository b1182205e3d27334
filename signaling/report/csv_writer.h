/**
 * csv_writer: rows of a table as comma-separated values that every spreadsheet opens without harm.
 *
 * RFC 4180: commas, CRLF, quotes where they are needed. In front stands a byte-order mark, without which
 * spreadsheets take Vietnamese text for something else; and a cell that a spreadsheet would take for a
 * formula gets an apostrophe, since names come from outside.
 *
 * Units       none.
 * Ownership   texts stay the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      the caller's string.
 */
#ifndef SIGNALING_REPORT_CSV_WRITER_H
#define SIGNALING_REPORT_CSV_WRITER_H

#include <glib.h>

/** Stands once, before the first row. */
#define CSV_BYTE_ORDER_MARK "\xEF\xBB\xBF"

/** Appends one row. `cells` ends with NULL. */
void csv_writer_row(GString *out, const char *const *cells);

#endif
