/**
 * database_open: picks the back end; the one place that knows which there are.
 *
 * Units       as database.h.
 * Ownership   as database.h.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      as database.h.
 */
#ifndef SIGNALING_STORE_DATABASE_OPEN_H
#define SIGNALING_STORE_DATABASE_OPEN_H

#include "signaling/store/database.h"

/**
 * Opens the database, in its newest form; close it with database_close().
 *
 * @param data_dir  where SQLite's file is
 * @param url       "" or NULL for SQLite, else the setting `store.url`
 */
Database *database_open(const char *data_dir, const char *url, GError **error);

#endif
