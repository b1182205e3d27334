/**
 * database_migration: brings a database's form up to the newest step of database_schema, or a new one from nothing.
 *
 * Units       forms count from 1; 0 is an empty database.
 * Ownership   nothing is kept.
 * Thread      as database.h.
 * Errors      DATABASE_ERROR_NEWER for a form of a later version; nothing is changed then.
 * Memory      none.
 */
#ifndef SIGNALING_STORE_DATABASE_MIGRATION_H
#define SIGNALING_STORE_DATABASE_MIGRATION_H

#include "signaling/store/database.h"

/** Carries out the steps that are missing, all or none. Two processes may do it at once. */
bool database_migrate(Database *database, GError **error);

/** The same up to an earlier form: what an earlier version of the program would have made. For tests. */
bool database_migrate_to(Database *database, int newest, GError **error);

#endif
