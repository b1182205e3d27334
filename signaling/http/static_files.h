/**
 * static_files: the pages, from one folder.
 *
 * What lies under assets/ has a hash in its name and is kept by browsers for a year; everything else
 * is asked for again each time and answered 304 by its ETag. A file beside it with .br or .gz is
 * sent instead to those who take it.
 *
 * Units       none.
 * Ownership   holds the folder open.
 * Thread      the main loop's.
 * Errors      404 for what is not there, hidden, outside of the folder, or behind a symbolic link.
 * Memory      none beyond the responses.
 */
#ifndef SIGNALING_HTTP_STATIC_FILES_H
#define SIGNALING_HTTP_STATIC_FILES_H

#include "signaling/http/http_request.h"
#include "signaling/http/http_response.h"

#include <glib.h>

#include <stdbool.h>

typedef struct StaticFiles StaticFiles;

/** @return NULL with a G_FILE_ERROR set if the folder cannot be opened; free with static_files_free() */
StaticFiles *static_files_new(const char *folder, GError **error);
void static_files_free(StaticFiles *files);

/**
 * Answers with a file of the folder.
 *
 * @param path  relative to the folder: "index.html", "assets/app-1a2b.js"
 */
HttpResponse *static_files_respond(
        const StaticFiles *files, const HttpRequest *request, const char *path);

/** Whether a path stays inside of the folder and names nothing hidden. */
bool static_files_path_is_safe(const char *path);

/** The Content-Type for a file's name; "application/octet-stream" for an unknown one. */
const char *static_files_type(const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StaticFiles, static_files_free)

#endif
