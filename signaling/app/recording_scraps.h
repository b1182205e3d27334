/**
 * recording_scraps: files that nothing needs any more once a recording is whole: noted in the same transaction that says
 * so, removed afterwards, and forgotten when they are gone. Whatever dies between, the next server removes them.
 *
 * Units       none.
 * Ownership   nothing is kept.
 * Thread      as database.h; it waits for the disk.
 * Errors      as database.h; a file that cannot be removed stays noted.
 * Memory      RECORDING_SCRAPS_AT_ONCE paths.
 */
#ifndef SIGNALING_APP_RECORDING_SCRAPS_H
#define SIGNALING_APP_RECORDING_SCRAPS_H

#include "signaling/store/database.h"

enum { RECORDING_SCRAPS_AT_ONCE = 500 };

/** A file, with its stems, of which the book says by this that it may go. @param path  from the recordings' folder */
bool recording_scraps_note(Database *database, const char *path, GError **error);

/** Removes what is noted, the oldest notes first. */
bool recording_scraps_sweep(Database *database, const char *folder, GError **error);

/** Removes a file and its stems. @return whether nothing of it is there any more */
bool recording_scraps_remove(const char *folder, const char *path);

#endif
