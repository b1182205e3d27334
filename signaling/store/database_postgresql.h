/**
 * database_postgresql: the database on a server of PostgreSQL, 14 or newer.
 *
 * A transaction takes an advisory lock for its time, so that there is one writer at a time, as with SQLite: what a
 * piece of work has read does not change before it has written.
 *
 * Units       as database.h.
 * Ownership   as database.h.
 * Thread      as database.h.
 * Errors      as database.h; a connection that broke is made anew before the next transaction or question outside one.
 * Memory      as database.h.
 */
#ifndef SIGNALING_STORE_DATABASE_POSTGRESQL_H
#define SIGNALING_STORE_DATABASE_POSTGRESQL_H

#include "signaling/store/database.h"

/** Connects. @param url  "postgresql://…" as libpq has it. Its form is as it was left */
Database *database_postgresql_open(const char *url, GError **error);

#endif
