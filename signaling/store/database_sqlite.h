/**
 * database_sqlite: the database as one SQLite file in WAL mode: no set-up, readers beside a writer.
 *
 * Units       as database.h.
 * Ownership   as database.h.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      as database.h; SQLite's own page cache of 2 MB, at most STATEMENTS_MAX prepared statements.
 */
#ifndef SIGNALING_STORE_DATABASE_SQLITE_H
#define SIGNALING_STORE_DATABASE_SQLITE_H

#include "signaling/store/database.h"

/** Opens `giaoban.db` in the folder, makes it when there is none. Its form is as it was left. */
Database *database_sqlite_open(const char *data_dir, GError **error);

#endif
