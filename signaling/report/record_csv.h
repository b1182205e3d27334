/**
 * record_csv: records (meeting/record.h) as a table of comma-separated values, and back.
 *
 * The first row names the columns: by the field's name or by its Vietnamese title, in any order. Days stand as people
 * write them (22/11/2026) or as 2026-11-22, in Vietnam's time; points in time in ISO form. Fields that are secret or the
 * server's own are not written, and refused as columns.
 *
 * Units       as record.h; lines count from 1.
 * Ownership   records are the caller's, or lent where it says so.
 * Thread      any: no state.
 * Errors      in Vietnamese: what the whole table lacks as an error, what one row lacks as a RecordCsvFault.
 * Memory      as csv_reader.h; RECORD_CSV_FAULTS_MAX faults.
 */
#ifndef SIGNALING_REPORT_RECORD_CSV_H
#define SIGNALING_REPORT_RECORD_CSV_H

#include "signaling/meeting/record.h"
#include "signaling/report/csv_reader.h"

enum { RECORD_CSV_FAULTS_MAX = 200 };

typedef struct RecordCsvFault {
    unsigned line;
    char *title;
} RecordCsvFault;

void record_csv_fault_free(gpointer data);

/** Adds one, unless there are RECORD_CSV_FAULTS_MAX. */
void record_csv_add_fault(GPtrArray *faults, unsigned line, const char *title);

void record_csv_head(const RecordType *type, GString *out);
void record_csv_row(const RecordType *type, const void *record, GString *out);

/** Which fields the columns of a table are. */
typedef struct RecordCsvColumns {
    const RecordField *fields[CSV_CELLS_MAX];
    size_t count;
} RecordCsvColumns;

/** Reads the first row. @return false when it names something else, nothing, a column twice, or not the key */
bool record_csv_read_head(
        const RecordType *type, CsvReader *reader, RecordCsvColumns *ret_columns, GError **error);

/**
 * Takes the cells of one row into a record: columns that the table lacks stay as they are.
 *
 * @param record  initialised; in part changed when a cell is refused
 */
bool record_csv_read_row(
        const RecordCsvColumns *columns, const char *const *cells, void *record, GError **error);

#endif
