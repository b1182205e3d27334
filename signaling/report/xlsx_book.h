/**
 * xlsx_book: tables as an Excel file: numbers as numbers, times as times, and texts as texts, whatever they begin with.
 *
 * Each sheet begins with lines of text (the first one large), then the heads of its columns, which stay in sight, and
 * its rows. A text is never a formula, since it is written as a string.
 *
 * Units       times are microseconds since 1970, UTC, written as Vietnam's; durations are microseconds; shares are
 *             percent, 0 to 100.
 * Ownership   what is given is copied.
 * Thread      one at a time.
 * Errors      XLSX_BOOK_ERROR: a disk that is full.
 * Memory      what is put in, and the file; XLSX_ROWS_MAX rows of a sheet, the others are left out. A text longer than
 *             the format allows is cut.
 */
#ifndef SIGNALING_REPORT_XLSX_BOOK_H
#define SIGNALING_REPORT_XLSX_BOOK_H

#include <glib.h>

#include <stdint.h>

enum { XLSX_ROWS_MAX = 100000, XLSX_COLUMNS_MAX = 64 };

#define XLSX_BOOK_ERROR (xlsx_book_error_quark())
GQuark xlsx_book_error_quark(void);

typedef enum XlsxBookError {
    XLSX_BOOK_ERROR_WRITE, /**< the file could not be written */
} XlsxBookError;

typedef enum XlsxKind {
    XLSX_TEXT,
    XLSX_INTEGER,
    XLSX_DECIMAL,  /**< two decimals */
    XLSX_PERCENT,  /**< two decimals */
    XLSX_TIME,     /**< an empty cell for 0 */
    XLSX_DURATION, /**< [h]:mm:ss */
} XlsxKind;

typedef struct XlsxColumn {
    const char *title;
    XlsxKind kind;
    double width; /**< letters */
} XlsxColumn;

/** What is of the column's kind counts. */
typedef struct XlsxCell {
    const char *text;
    int64_t number; /**< INTEGER, TIME and DURATION */
    double real;    /**< DECIMAL and PERCENT */
    gboolean empty;
} XlsxCell;

typedef struct XlsxBook XlsxBook;

XlsxBook *xlsx_book_new(void);
void xlsx_book_free(XlsxBook *book);

/**
 * Begins a sheet.
 *
 * @param name   to 31 letters, none of []:*?/\
 * @param lines  above the heads; NULL-terminated, or NULL
 */
void xlsx_book_sheet(XlsxBook *book, const char *name, const char *const *lines,
        const XlsxColumn *columns, size_t count);

/** Into the last sheet. @param cells  as many as it has columns */
void xlsx_book_row(XlsxBook *book, const XlsxCell *cells);

/** A line of text under the rows. */
void xlsx_book_line(XlsxBook *book, const char *text);

/** The file. Nothing can be added afterwards. */
GBytes *xlsx_book_finish(XlsxBook *book, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(XlsxBook, xlsx_book_free)

#endif
