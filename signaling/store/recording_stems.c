#include "signaling/store/recording_stems.h"

#include <string.h>

static void clear_element(gpointer data)
{
    RecordingStem *stem = data;
    g_free(stem->identity);
    g_free(stem->name);
    g_free(stem->sha256);
}

GArray *recording_stems_new(void)
{
    GArray *stems = g_array_new(FALSE, FALSE, sizeof(RecordingStem));
    g_array_set_clear_func(stems, clear_element);
    return stems;
}

GArray *recording_stems_load(Database *database, int64_t recording, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(GArray) stems = recording_stems_new();
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT number, identity, name, bytes, sha256 FROM recording_stems"
            " WHERE recording = $1 ORDER BY number LIMIT $2",
            DATABASE_VALUES(database_int(recording), database_int(RECORDING_STEMS_MAX)), error);

    if (rows == NULL) {
        return NULL;
    }
    while (database_rows_next(rows, &fault)) {
        const RecordingStem stem = {
                .number = database_rows_int(rows, 0),
                .identity = g_strdup(database_rows_text(rows, 1)),
                .name = g_strdup(database_rows_text(rows, 2)),
                .bytes = database_rows_int(rows, 3),
                .sha256 = g_strdup(database_rows_text(rows, 4)),
        };
        g_array_append_val(stems, stem);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    return g_steal_pointer(&stems);
}

static bool add(Database *database, int64_t recording, const RecordingStem *stem, GError **error)
{
    return database_run(database,
            "INSERT INTO recording_stems (recording, number, identity, name, bytes, sha256)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            DATABASE_VALUES(database_int(recording), database_int(stem->number),
                    database_text(stem->identity), database_text(stem->name),
                    database_int(stem->bytes), database_text(stem->sha256)),
            NULL, error);
}

bool recording_stems_set(Database *database, int64_t recording, const RecordingStem *stems,
        size_t count, GError **error)
{
    int64_t bytes = 0;
    bool done = database_run(database, "DELETE FROM recording_stems WHERE recording = $1",
            DATABASE_VALUES(database_int(recording)), NULL, error);

    for (size_t i = 0; i < count && done; i++) {
        bytes += stems[i].bytes;
        done = add(database, recording, &stems[i], error);
    }
    return done &&
            database_run(database, "UPDATE recordings SET stem_bytes = $2 WHERE id = $1",
                    DATABASE_VALUES(database_int(recording), database_int(bytes)), NULL, error);
}

char *recording_stems_folder(const char *path)
{
    const size_t length = strlen(path);
    const size_t suffix = g_str_has_suffix(path, ".webm") ? strlen(".webm") : 0;
    return g_strdup_printf("%.*s.stems", (int)(length - suffix), path);
}

char *recording_stem_path(const char *path, int64_t number)
{
    g_autofree char *folder = recording_stems_folder(path);
    return g_strdup_printf("%s/%" G_GINT64_FORMAT ".webm", folder, number);
}
