/**
 * paper_folder: papers as files named by the SHA-256 of their bytes, so that the same paper is there once.
 *
 * A file is written beside its place, synced, and moved there: what has the name is whole.
 *
 * Units       bytes.
 * Ownership   texts returned are the caller's.
 * Thread      any: the file system is the only state.
 * Errors      G_FILE_ERROR.
 * Memory      none.
 */
#ifndef SIGNALING_APP_PAPER_FOLDER_H
#define SIGNALING_APP_PAPER_FOLDER_H

#include <glib.h>

#include <stdbool.h>

/** In hexadecimal digits. */
char *paper_folder_hash(GBytes *bytes);

/** Makes the file of this hash, and the folder. One that is there already stays. */
bool paper_folder_write(const char *folder, const char *hash, GBytes *bytes, GError **error);

/** Opens the file of this hash, its bytes compared with it once more. @return its descriptor, or -1 with an error */
int paper_folder_open(const char *folder, const char *hash, GError **error);

/** Takes a file away; one that is not there is no fault. */
void paper_folder_remove(const char *folder, const char *hash);

#endif
