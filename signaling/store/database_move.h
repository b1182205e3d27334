/**
 * database_move: everything from a database of SQLite into an empty one, in a transaction: all of it or nothing.
 *
 * What is moved is what there is: tables and columns are asked of SQLite itself, so that none can be forgotten. Before
 * it is kept, rows are counted on both sides, and the chains of the audit log and of each meeting's events are verified
 * where they are now.
 *
 * Units       rows.
 * Ownership   both databases stay the caller's.
 * Thread      as database.h; nobody else writes to either.
 * Errors      as database.h; DATABASE_ERROR_REFUSED where the target is not empty or a chain is broken.
 * Memory      one row at a time; the names of tables and meetings.
 */
#ifndef SIGNALING_STORE_DATABASE_MOVE_H
#define SIGNALING_STORE_DATABASE_MOVE_H

#include "signaling/store/database.h"

typedef struct DatabaseMoveResult {
    int64_t tables;
    int64_t rows;
    int64_t audit_rows;
    int64_t meetings; /**< whose chains of events are whole */
} DatabaseMoveResult;

/**
 * @param from  SQLite, in the newest form
 * @param to    PostgreSQL, in the newest form, without a meeting, an account, or anything that was done
 */
bool database_move(Database *from, Database *to, DatabaseMoveResult *ret_result, GError **error);

#endif
