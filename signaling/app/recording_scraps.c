#include "signaling/app/recording_scraps.h"

#include "signaling/store/recording_stems.h"

#include <glib/gstdio.h>

#include <errno.h>

bool recording_scraps_note(Database *database, const char *path, GError **error)
{
    return database_run(database,
            "INSERT INTO recording_scraps (path) VALUES ($1) ON CONFLICT (path) DO NOTHING",
            DATABASE_VALUES(database_text(path)), NULL, error);
}

/* What stood in a folder of stems: there are no folders in it. */
static bool remove_stems(const char *folder, const char *path)
{
    g_autofree char *name = recording_stems_folder(path);
    g_autofree char *stems = g_build_filename(folder, name, NULL);
    g_autoptr(GDir) files = g_dir_open(stems, 0, NULL);

    for (const char *file = files != NULL ? g_dir_read_name(files) : NULL; file != NULL;
            file = g_dir_read_name(files)) {
        g_autofree char *there = g_build_filename(stems, file, NULL);
        (void)g_unlink(there);
    }
    return g_rmdir(stems) == 0 || errno == ENOENT;
}

bool recording_scraps_remove(const char *folder, const char *path)
{
    g_autofree char *file = g_build_filename(folder, path, NULL);
    const bool gone = g_unlink(file) == 0 || errno == ENOENT || errno == ENOTDIR;
    return remove_stems(folder, path) && gone;
}

/* @return NULL with an error */
static GPtrArray *noted(Database *database, GError **error)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows =
            database_query(database, "SELECT path FROM recording_scraps ORDER BY id LIMIT $1",
                    DATABASE_VALUES(database_int(RECORDING_SCRAPS_AT_ONCE)), error);

    if (rows == NULL) {
        return NULL;
    }
    while (database_rows_next(rows, &fault)) {
        g_ptr_array_add(paths, g_strdup(database_rows_text(rows, 0)));
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    return g_steal_pointer(&paths);
}

bool recording_scraps_sweep(Database *database, const char *folder, GError **error)
{
    g_autoptr(GPtrArray) paths = noted(database, error);

    for (guint i = 0; paths != NULL && i < paths->len; i++) {
        const char *path = g_ptr_array_index(paths, i);
        if (recording_scraps_remove(folder, path) &&
                !database_run(database, "DELETE FROM recording_scraps WHERE path = $1",
                        DATABASE_VALUES(database_text(path)), NULL, error)) {
            return false;
        }
    }
    return paths != NULL;
}
