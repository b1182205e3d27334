/**
 * table_import: tables of units and of sites, as offices keep them in spreadsheets, taken into the database: rows with new
 * codes are added, those with known ones changed; columns that the table lacks stay as they are. All or nothing.
 *
 * Units       lines count from 1.
 * Ownership   the result's faults are the caller's: import_result_clear().
 * Thread      as database.h.
 * Errors      what is wrong with the table is in the result, in Vietnamese; an error is the database's.
 * Memory      as report/csv_reader.h.
 */
#ifndef SIGNALING_APP_TABLE_IMPORT_H
#define SIGNALING_APP_TABLE_IMPORT_H

#include "signaling/report/record_csv.h"
#include "signaling/store/database.h"

typedef struct ImportResult {
    int64_t added;
    int64_t changed;
    GPtrArray *faults; /**< RecordCsvFault; nothing was written if there are some */
} ImportResult;

void import_result_clear(ImportResult *result);

/** {added, changed, errors: [{line, title}]} */
json_t *import_result_to_json(const ImportResult *result);

/**
 * @param root     only units at and below this one may come, and be changed; "" for all
 * @param dry_run  looks at everything and writes nothing
 * @return         false when the database failed
 */
bool table_import_units(Database *database, GBytes *table, const char *root, bool dry_run,
        ImportResult *ret_result, GError **error);

/** The same for sites; `root` is about their units. */
bool table_import_sites(Database *database, GBytes *table, const char *root, bool dry_run,
        ImportResult *ret_result, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ImportResult, import_result_clear)

#endif
