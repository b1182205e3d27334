/**
 * run_folder: `run/` in the data folder: the sockets of the MCUs, the lock of the one server, its address.
 *
 * Units       none.
 * Ownership   the caller owns folder and texts.
 * Thread      the main loop's.
 * Errors      GFileError; a second server on the same data folder is G_FILE_ERROR_EXIST.
 * Memory      none.
 */
#ifndef SIGNALING_APP_RUN_FOLDER_H
#define SIGNALING_APP_RUN_FOLDER_H

#include <glib.h>

#include <stdbool.h>

typedef struct RunFolder RunFolder;

/** Makes the folder and takes the lock; the lock ends with the process at the latest. */
RunFolder *run_folder_new(const char *data_dir, GError **error);
void run_folder_free(RunFolder *folder);

const char *run_folder_path(const RunFolder *folder);

/** Tells the other commands where the server is reached. */
bool run_folder_publish_url(RunFolder *folder, const char *url, GError **error);

/** Where the server of this data folder is reached, or NULL when none is running. Free with g_free(). */
char *run_folder_url(const char *data_dir);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunFolder, run_folder_free)

#endif
