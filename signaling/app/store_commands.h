/**
 * store_commands: what the command line does to the database as a whole.
 *
 * Units       none.
 * Ownership   texts are the caller's.
 * Thread      one at a time.
 * Errors      as database_move.h; RUN_FOLDER's while a server is running.
 * Memory      as database_move.h.
 */
#ifndef SIGNALING_APP_STORE_COMMANDS_H
#define SIGNALING_APP_STORE_COMMANDS_H

#include "config/settings.h"

/**
 * Moves the data of SQLite to an empty database of PostgreSQL, while no server runs.
 *
 * @param to  postgresql://…
 * @return    what was moved, for people; free with g_free()
 */
char *store_command_move(const Settings *settings, const char *to, GError **error);

#endif
