#include "signaling/app/note_folder.h"

#include "config/log.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <string.h>

LOG_TOPIC("notes");

enum { NAME_DIGITS = 64, LINE_EVERY_S = 60 };

static const char suffix[] = ".json";

struct NoteFolder {
    char *path;
    LogLimit failures;
};

NoteFolder *note_folder_new(const char *path)
{
    NoteFolder *folder = g_new0(NoteFolder, 1);

    folder->path = g_strdup(path);
    if (g_mkdir_with_parents(path, 0700) != 0) {
        log_warning("The folder %s cannot be made: %s.", path, g_strerror(errno));
    }
    return folder;
}

void note_folder_free(NoteFolder *folder)
{
    if (folder != NULL) {
        g_free(folder->path);
        g_free(folder);
    }
}

/* What a device chooses is not a file's name. */
static char *path_of(const NoteFolder *folder, const char *key)
{
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
    g_autofree char *name = g_strconcat(digest, suffix, NULL);
    return g_build_filename(folder->path, name, NULL);
}

/* Into the page cache: a process that is killed does not take that along. */
static bool write_note(const char *path, const char *text, GError **error)
{
    g_autofree char *draft = g_strconcat(path, ".part", NULL);

    if (!g_file_set_contents_full(draft, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error)) {
        return false;
    }
    if (g_rename(draft, path) != 0) {
        const int saved = errno;
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(saved), "%s: %s", path,
                g_strerror(saved));
        return false;
    }
    return true;
}

void note_folder_put(NoteFolder *folder, const char *key, const json_t *note)
{
    g_autofree char *path = path_of(folder, key);
    g_autoptr(GError) error = NULL;
    char *text = json_dumps(note, JSON_COMPACT);
    unsigned held = 0;

    g_assert(text != NULL && strlen(text) <= NOTE_BYTES_MAX);
    if (!write_note(path, text, &error) &&
            log_limit_pass(&folder->failures, (int64_t)LINE_EVERY_S * G_USEC_PER_SEC,
                    g_get_monotonic_time(), &held)) {
        log_warning("A note cannot be written, and is missing after a crash (%u more): %s.", held,
                error->message);
    }
    free(text);
}

void note_folder_remove(NoteFolder *folder, const char *key)
{
    g_autofree char *path = path_of(folder, key);
    (void)g_unlink(path); /* it may never have been written */
}

/* ---- reading ---- */

static bool is_name(const char *name)
{
    return strlen(name) == NAME_DIGITS + strlen(suffix) &&
            strspn(name, "0123456789abcdef") == NAME_DIGITS && g_str_has_suffix(name, suffix);
}

/* A new reference, or NULL. */
static json_t *read_note(const char *path)
{
    g_autofree char *text = NULL;
    gsize size = 0;
    GStatBuf status;

    if (g_lstat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
            status.st_size > NOTE_BYTES_MAX || !g_file_get_contents(path, &text, &size, NULL)) {
        return NULL;
    }
    return json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
}

static GPtrArray *list(const NoteFolder *folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) listing = g_dir_open(folder->path, 0, NULL);
    const char *name = NULL;

    while (listing != NULL && names->len < NOTES_MAX && (name = g_dir_read_name(listing)) != NULL) {
        g_ptr_array_add(names, g_strdup(name));
    }
    return names;
}

void note_folder_each(NoteFolder *folder, NoteFn each, void *user_data)
{
    g_autoptr(GPtrArray) names = list(folder);

    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *path = g_build_filename(folder->path, name, NULL);
        json_t *note = is_name(name) ? read_note(path) : NULL;
        if (note == NULL) {
            log_warning("%s is no note that can be read, and is removed.", path);
        }
        if (note == NULL || !each(note, user_data)) {
            (void)g_unlink(path);
        }
        json_decref(note);
    }
}
