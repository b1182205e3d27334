/**
 * database_schema: the form of the database, as numbered steps that are only ever added to.
 *
 * A database knows its number. Opening it carries out the steps behind that number, each whole or not at
 * all; a number beyond the last step was written by a newer program, which is refused.
 *
 * Units       none.
 * Ownership   texts are constants.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_STORE_DATABASE_SCHEMA_H
#define SIGNALING_STORE_DATABASE_SCHEMA_H

/** The number of the newest form. */
int database_schema_newest(void);

/** The SQL that leads from form `number - 1` to `number`, for 1 to the newest; with words of database_dialect.h. */
const char *database_schema_step(int number);

#endif
