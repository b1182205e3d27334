/**
 * csv_reader: the rows of a table that somebody saved as comma-separated values.
 *
 * RFC 4180, and what spreadsheets make of it: a byte-order mark, LF alone, semicolons or tabs in place of commas (told
 * from the first line), an apostrophe in front of what looks like a formula (csv_writer puts it there).
 *
 * Units       lines count from 1, as an editor shows them: quoted cells may hold line feeds.
 * Ownership   the reader keeps the bytes; cells are lent until the next row.
 * Thread      one at a time.
 * Errors      CSV_READER_ERROR, in Vietnamese, with the line.
 * Memory      CSV_BYTES_MAX; a row has at most CSV_CELLS_MAX cells, a table CSV_ROWS_MAX rows.
 */
#ifndef SIGNALING_REPORT_CSV_READER_H
#define SIGNALING_REPORT_CSV_READER_H

#include <glib.h>

#include <stdbool.h>

enum {
    CSV_BYTES_MAX = 4 * 1024 * 1024,
    CSV_CELLS_MAX = 64,
    CSV_ROWS_MAX = 20000,
};

#define CSV_READER_ERROR (csv_reader_error_quark())
GQuark csv_reader_error_quark(void);

typedef enum CsvReaderError {
    CSV_READER_ERROR_TABLE, /**< no table, or too large a one */
} CsvReaderError;

typedef struct CsvReader CsvReader;

/** @return NULL when it is too large or not UTF-8 */
CsvReader *csv_reader_new(GBytes *bytes, GError **error);
void csv_reader_free(CsvReader *reader);

/**
 * Moves to the next row that is not empty.
 *
 * @return its cells, NULL-terminated; NULL behind the last, or with an error set
 */
const char *const *csv_reader_next(CsvReader *reader, GError **error);

/** The line on which the current row begins. */
unsigned csv_reader_line(const CsvReader *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvReader, csv_reader_free)

#endif
