/**
 * minutes_table: the minutes of meetings in the database, one row a meeting, and the holidays by which their days are counted.
 *
 * Nothing here asks who may; it writes no audit.
 *
 * Units       none.
 * Ownership   what is read into a record is the caller's.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      as minutes.h; HOLIDAYS_MAX holidays.
 */
#ifndef SIGNALING_STORE_MINUTES_TABLE_H
#define SIGNALING_STORE_MINUTES_TABLE_H

#include "signaling/meeting/minutes.h"
#include "signaling/meeting/working_days.h"
#include "signaling/store/record_sql.h"

enum { HOLIDAYS_MAX = 400 };

/** @param minutes  {0}; when there are none, empty ones of version 0. Cleared by the caller in either outcome */
bool minutes_table_find(Database *database, const char *meeting, Minutes *minutes, GError **error);

/** Writes the next version. */
bool minutes_table_write(Database *database, Minutes *minutes, GError **error);

/** Whether other minutes of the same agency carry this number and symbol in the same year. */
bool minutes_table_has_number(Database *database, const Minutes *minutes, int64_t number,
        int64_t now_us, bool *ret_has, GError **error);

/** A day that is not worked, or (with '+') a free day that is: an entry of working_days. */
typedef struct Holiday {
    char *day;
    char *name;
} Holiday;

extern const RecordType holiday_type;

/** Holiday each. */
bool holiday_table_each(Database *database, RecordEachFn each, void *user_data, GError **error);

/** Writes these instead of those that there are. */
bool holiday_table_set(Database *database, Holiday *holidays, size_t count, GError **error);

/** The table's days, and these. @param more  NULL-terminated. @return NULL on an error */
WorkingDays *holiday_table_load(Database *database, const char *const *more, GError **error);

#endif
