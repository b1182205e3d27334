/**
 * table_call: what lists that offices keep as tables (units, sites) have in common over REST: a page of such a list, all
 * of it as CSV, and a table that is taken in.
 *
 * Units       none.
 * Ownership   as rest_call.h.
 * Thread      the store's.
 * Errors      as RestWork: false is an error, or a refusal.
 * Memory      as table_import.h.
 */
#ifndef SIGNALING_APP_TABLE_CALL_H
#define SIGNALING_APP_TABLE_CALL_H

#include "signaling/app/rest.h"
#include "signaling/app/table_import.h"

/** For a route that takes a table in. */
extern const char *const table_call_import_query[];
extern const char table_call_import_schema[];

/** What a table is taken in as: table_import_units() and the like, and the audit log's words. */
typedef struct TableCallImport {
    bool (*take)(Database *database, GBytes *table, const char *root, bool dry_run,
            ImportResult *ret_result, GError **error);
    const char *action;
    const char *object;
} TableCallImport;

/** A page, with the code that the next one begins behind when this one is full. @param items  taken */
void table_call_answer_page(RestCall *call, json_t *items, int64_t limit);

/** @param table  stays the caller's */
void table_call_answer_csv(RestCall *call, const GString *table, const char *file_name);

/** The body is a table: units and sites of the actor's unit and below may be in it. */
bool table_call_import(
        RestCall *call, Database *database, const TableCallImport *import, GError **error);

#endif
