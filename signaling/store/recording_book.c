#include "signaling/store/recording_book.h"

#define COLUMNS                                                                                    \
    "id, meeting, state, path, start_us, end_us, duration_us, bytes, width, height, video_codec,"  \
    " reason, begun_by, sha256, check_json, stem_bytes"

static const char *const state_words[] = {
        [RECORDING_RECORDING] = "recording",
        [RECORDING_PAUSED] = "paused",
        [RECORDING_COMPLETING] = "completing",
        [RECORDING_READY] = "ready",
        [RECORDING_FAILED] = "failed",
        [RECORDING_EMPTY] = "empty",
        [RECORDING_ERASED] = "erased",
};

const char *recording_state_word(RecordingState state)
{
    g_assert(state <= RECORDING_ERASED);
    return state_words[state];
}

/* A word that a newer program wrote names nothing that could be shown. */
static RecordingState state_of(const char *word)
{
    for (unsigned state = 0; state < G_N_ELEMENTS(state_words); state++) {
        if (g_str_equal(state_words[state], word)) {
            return (RecordingState)state;
        }
    }
    return RECORDING_FAILED;
}

void recording_clear(Recording *recording)
{
    g_free(recording->meeting);
    g_free(recording->path);
    g_free(recording->video_codec);
    g_free(recording->reason);
    g_free(recording->begun_by);
    g_free(recording->sha256);
    g_free(recording->check_json);
    *recording = (Recording){0};
}

/* ---- recordings ---- */

bool recording_book_add(Database *database, Recording *recording, GError **error)
{
    int64_t id = 0;
    const bool done = database_number(database,
            "INSERT INTO recordings (meeting, state, path, start_us, end_us, duration_us, bytes,"
            " width, height, video_codec, reason, begun_by, sha256, check_json)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id",
            DATABASE_VALUES(database_text(recording->meeting),
                    database_text(recording_state_word(recording->state)),
                    database_text(recording->path), database_int(recording->start_us),
                    database_int(recording->end_us), database_int(recording->duration_us),
                    database_int(recording->bytes), database_int(recording->width),
                    database_int(recording->height), database_text(recording->video_codec),
                    database_text(recording->reason), database_text(recording->begun_by),
                    database_text(recording->sha256), database_text(recording->check_json)),
            0, &id, error);

    if (done) {
        recording->id = id;
    }
    return done;
}

bool recording_book_begin(Database *database, const char *meeting, const char *begun_by,
        int64_t now_us, int64_t *ret_id, GError **error)
{
    Recording recording = {
            .meeting = (char *)meeting,
            .state = RECORDING_RECORDING,
            .start_us = now_us,
            .video_codec = (char *)"VP8",
            .begun_by = (char *)begun_by,
    };

    if (!recording_book_add(database, &recording, error)) {
        return false;
    }
    g_autofree char *path = g_strdup_printf("%s/%" G_GINT64_FORMAT ".webm", meeting, recording.id);
    if (!database_run(database, "UPDATE recordings SET path = $2 WHERE id = $1",
                DATABASE_VALUES(database_int(recording.id), database_text(path)), NULL, error)) {
        return false;
    }
    *ret_id = recording.id;
    return true;
}

bool recording_book_step(Database *database, int64_t id, RecordingState state, const char *reason,
        int64_t now_us, GError **error)
{
    const bool over = state == RECORDING_COMPLETING;

    return database_run(database,
            "UPDATE recordings SET state = $2, reason = $3, end_us = $4"
            " WHERE id = $1 AND state IN ('recording', 'paused')",
            DATABASE_VALUES(database_int(id), database_text(recording_state_word(state)),
                    database_text(reason), database_int(over ? now_us : 0)),
            NULL, error);
}

bool recording_book_end_of(
        Database *database, const char *meeting, const char *reason, int64_t now_us, GError **error)
{
    return database_run(database,
            "UPDATE recordings SET state = 'completing', reason = $2, end_us = $3"
            " WHERE meeting = $1 AND state IN ('recording', 'paused')",
            DATABASE_VALUES(database_text(meeting), database_text(reason), database_int(now_us)),
            NULL, error);
}

bool recording_book_progress(Database *database, const RecordingProgress *progress, GError **error)
{
    return database_run(database,
            "UPDATE recordings SET duration_us = $2, bytes = $3, stem_bytes = $4"
            " WHERE id = $1 AND state IN ('recording', 'paused')",
            DATABASE_VALUES(database_int(progress->id), database_int(progress->duration_us),
                    database_int(progress->bytes), database_int(progress->stem_bytes)),
            NULL, error);
}

bool recording_book_set_waits(Database *database, int64_t id, const char *word, GError **error)
{
    return database_run(database,
            "UPDATE recordings SET waits = $2 WHERE id = $1 AND state = 'completing'",
            DATABASE_VALUES(database_int(id), database_text(word)), NULL, error);
}

static bool check_changed(bool done, int64_t rows, int64_t id, GError **error)
{
    if (done && rows == 0) {
        g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_MISSING,
                "there is no recording %" G_GINT64_FORMAT, id);
    }
    return done && rows > 0;
}

bool recording_book_change(Database *database, const Recording *recording, GError **error)
{
    int64_t rows = 0;
    const bool done = database_run(database,
            "UPDATE recordings SET state = $2, path = $3, start_us = $4, end_us = $5,"
            " duration_us = $6, bytes = $7, width = $8, height = $9, video_codec = $10,"
            " reason = $11, sha256 = $12, waits = '' WHERE id = $1",
            DATABASE_VALUES(database_int(recording->id),
                    database_text(recording_state_word(recording->state)),
                    database_text(recording->path), database_int(recording->start_us),
                    database_int(recording->end_us), database_int(recording->duration_us),
                    database_int(recording->bytes), database_int(recording->width),
                    database_int(recording->height), database_text(recording->video_codec),
                    database_text(recording->reason), database_text(recording->sha256)),
            &rows, error);
    return check_changed(done, rows, recording->id, error);
}

bool recording_book_set_check(Database *database, int64_t id, const char *json, GError **error)
{
    int64_t rows = 0;
    const bool done = database_run(database, "UPDATE recordings SET check_json = $2 WHERE id = $1",
            DATABASE_VALUES(database_int(id), database_text(json)), &rows, error);
    return check_changed(done, rows, id, error);
}

static Recording lend_row(const DatabaseRows *rows)
{
    return (Recording){
            .id = database_rows_int(rows, 0),
            .meeting = (char *)database_rows_text(rows, 1),
            .state = state_of(database_rows_text(rows, 2)),
            .path = (char *)database_rows_text(rows, 3),
            .start_us = database_rows_int(rows, 4),
            .end_us = database_rows_int(rows, 5),
            .duration_us = database_rows_int(rows, 6),
            .bytes = database_rows_int(rows, 7),
            .width = database_rows_int(rows, 8),
            .height = database_rows_int(rows, 9),
            .video_codec = (char *)database_rows_text(rows, 10),
            .reason = (char *)database_rows_text(rows, 11),
            .begun_by = (char *)database_rows_text(rows, 12),
            .sha256 = (char *)database_rows_text(rows, 13),
            .check_json = (char *)database_rows_text(rows, 14),
            .stem_bytes = database_rows_int(rows, 15),
    };
}

/* @param rows  taken; NULL: the question failed */
static bool hand_out(DatabaseRows *rows, RecordingFn each, void *user_data, GError **error)
{
    g_autoptr(DatabaseRows) taken = rows;
    g_autoptr(GError) fault = NULL;

    if (taken == NULL) {
        return false;
    }
    while (database_rows_next(taken, &fault)) {
        const Recording recording = lend_row(taken);
        each(&recording, user_data);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

void recording_copy(Recording *target, const Recording *source)
{
    recording_clear(target);
    *target = *source;
    target->meeting = g_strdup(source->meeting);
    target->path = g_strdup(source->path);
    target->video_codec = g_strdup(source->video_codec);
    target->reason = g_strdup(source->reason);
    target->begun_by = g_strdup(source->begun_by);
    target->sha256 = g_strdup(source->sha256);
    target->check_json = g_strdup(source->check_json);
}

static void keep_row(const Recording *recording, void *user_data)
{
    recording_copy(user_data, recording);
}

bool recording_book_find(Database *database, int64_t id, Recording *ret_recording, GError **error)
{
    *ret_recording = (Recording){0};
    return hand_out(database_query(database, "SELECT " COLUMNS " FROM recordings WHERE id = $1",
                            DATABASE_VALUES(database_int(id)), error),
            keep_row, ret_recording, error);
}

bool recording_book_each(
        Database *database, const char *meeting, RecordingFn each, void *user_data, GError **error)
{
    return hand_out(database_query(database,
                            "SELECT " COLUMNS " FROM recordings"
                            " WHERE $1 = '' OR meeting = $1 ORDER BY start_us, id",
                            DATABASE_VALUES(database_text(meeting)), error),
            each, user_data, error);
}

bool recording_book_unfinished(
        Database *database, RecordingFn each, void *user_data, GError **error)
{
    return hand_out(database_query(database,
                            "SELECT " COLUMNS " FROM recordings"
                            " WHERE state IN ('recording', 'paused', 'completing') ORDER BY id",
                            DATABASE_NO_VALUES, error),
            each, user_data, error);
}

bool recording_book_unchecked(Database *database, Recording *ret_recording, GError **error)
{
    *ret_recording = (Recording){0};
    return hand_out(database_query(database,
                            "SELECT " COLUMNS " FROM recordings"
                            " WHERE state = 'ready' AND check_json = '' ORDER BY id DESC LIMIT 1",
                            DATABASE_NO_VALUES, error),
            keep_row, ret_recording, error);
}

bool recording_book_bytes(Database *database, int64_t *ret_bytes, GError **error)
{
    return database_number(database,
            "SELECT CAST(sum(bytes + stem_bytes) AS BIGINT) FROM recordings"
            " WHERE state <> 'erased'",
            DATABASE_NO_VALUES, 0, ret_bytes, error);
}

/* ---- spans ---- */

static void clear_element(gpointer data)
{
    recording_span_clear(data);
}

GArray *recording_spans_new(void)
{
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(RecordingSpan));
    g_array_set_clear_func(spans, clear_element);
    return spans;
}

GArray *recording_book_spans(Database *database, int64_t id, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(GArray) spans = recording_spans_new();
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT number, path, wall_start_us, wall_end_us, file_start_us FROM recording_spans"
            " WHERE recording = $1 ORDER BY number LIMIT $2",
            DATABASE_VALUES(database_int(id), database_int(RECORDING_SPANS_MAX)), error);

    if (rows == NULL) {
        return NULL;
    }
    while (database_rows_next(rows, &fault)) {
        const RecordingSpan span = {
                .number = database_rows_int(rows, 0),
                .path = g_strdup(database_rows_text(rows, 1)),
                .wall_start_us = database_rows_int(rows, 2),
                .wall_end_us = database_rows_int(rows, 3),
                .file_start_us = database_rows_int(rows, 4),
        };
        g_array_append_val(spans, span);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    return g_steal_pointer(&spans);
}

bool recording_book_put_span(
        Database *database, int64_t id, const RecordingSpan *span, GError **error)
{
    return database_run(database,
            "INSERT INTO recording_spans"
            " (recording, number, path, wall_start_us, wall_end_us, file_start_us)"
            " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (recording, number) DO UPDATE SET"
            " path = excluded.path, wall_start_us = excluded.wall_start_us,"
            " wall_end_us = excluded.wall_end_us, file_start_us = excluded.file_start_us",
            DATABASE_VALUES(database_int(id), database_int(span->number), database_text(span->path),
                    database_int(span->wall_start_us), database_int(span->wall_end_us),
                    database_int(span->file_start_us)),
            NULL, error);
}

bool recording_book_set_spans(
        Database *database, int64_t id, const RecordingSpan *spans, size_t count, GError **error)
{
    bool done = database_run(database, "DELETE FROM recording_spans WHERE recording = $1",
            DATABASE_VALUES(database_int(id)), NULL, error);

    for (size_t i = 0; i < count && done; i++) {
        done = recording_book_put_span(database, id, &spans[i], error);
    }
    return done;
}
