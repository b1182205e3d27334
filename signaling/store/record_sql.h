/**
 * record_sql: a record's table of fields (meeting/record.h) turned into SQL.
 *
 * A RECORD_WORD is stored as the word, a RECORD_FLAG as 0 or 1, a RECORD_TIME as µs. A field with RECORD_SEARCH is
 * written twice: NAME, and text_fold() of it as NAME_fold. RECORD_COMPUTED fields have no column. Names stand in
 * quotes, since some are words of SQL, such as "end".
 *
 * Units       as record.h.
 * Ownership   records are the caller's, but for what record_each() lends.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      as database.h.
 */
#ifndef SIGNALING_STORE_RECORD_SQL_H
#define SIGNALING_STORE_RECORD_SQL_H

#include "signaling/meeting/record.h"
#include "signaling/store/database.h"

/** Adds a row. A RECORD_INTEGER key of 0 is given by the database and written into the record. */
bool record_insert(Database *database, const RecordType *type, void *record, GError **error);

/** Writes all fields of the row with the record's key; DATABASE_ERROR_MISSING when there is none. */
bool record_update(Database *database, const RecordType *type, const void *record, GError **error);

/** @param record  initialised; changed only when the row was found */
bool record_find(Database *database, const RecordType *type, DatabaseValue key, void *record,
        bool *ret_found, GError **error);

typedef void (*RecordEachFn)(const void *record, void *user_data);

/** @param rest  what follows SELECT … FROM table: "WHERE unit = $1 ORDER BY position, code LIMIT 100" */
bool record_each(Database *database, const RecordType *type, const char *rest,
        const DatabaseValue *values, size_t count, RecordEachFn each, void *user_data,
        GError **error);

#endif
