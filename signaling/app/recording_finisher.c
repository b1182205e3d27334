#include "signaling/app/recording_finisher.h"

#include "config/log.h"
#include "signaling/app/recording_scraps.h"
#include "signaling/app/recording_steps.h"
#include "signaling/store/recording_stems.h"

#include <gio/gio.h>

LOG_TOPIC("recordings");

enum { ANSWER_BYTES_MAX = 1024 * 1024 };

/* One recording's way through: the finisher and the store hold a reference each. */
typedef struct Job {
    /* the store's while it is asked, else the main loop's */
    GHashTable *skip; /* of int64_t: not yet */
    GArray *leftover; /* of Recording: recording or paused */
    bool found;
    Recording recording;
    GArray *spans;
    GPtrArray *paths;  /* of the spans' files, each once */
    GArray *stems;     /* RecordingStem */
    const char *waits; /* for what; a constant */

    /* main loop only */
    RecordingFinisher *finisher; /* NULL: it was freed meanwhile */
} Job;

struct RecordingFinisher {
    RecordingFinisherConfig with;
    char *folder;
    char *program;
    guint timer;
    guint soon; /* a source, or 0 */
    Job *job;   /* NULL: nothing is at work */
    bool again; /* kicked meanwhile */
    GSubprocess *child;
    GCancellable *cancel;
    GHashTable *not_before; /* recording -> monotonic time; both int64_t */
    GHashTable *idle_since; /* the same, for those whose meetings run nowhere */
};

static void clear_recording(gpointer data)
{
    recording_clear(data);
}

static void free_recording(gpointer data)
{
    recording_clear(data);
    g_free(data);
}

static void job_clear(gpointer data)
{
    Job *job = data;

    g_hash_table_unref(job->skip);
    g_array_unref(job->leftover);
    recording_clear(&job->recording);
    g_clear_pointer(&job->spans, g_array_unref);
    g_ptr_array_unref(job->paths);
    g_array_unref(job->stems);
}

static void job_unref(gpointer data)
{
    g_atomic_rc_box_release_full(data, job_clear);
}

static void put_time(GHashTable *table, int64_t id, int64_t time_us)
{
    if (g_hash_table_size(table) < RECORDING_FINISHER_WAITING_MAX) {
        g_hash_table_replace(table, g_memdup2(&id, sizeof id), g_memdup2(&time_us, sizeof time_us));
    }
}

/* ---- the store's thread ---- */

static void look_at(const Recording *recording, void *user_data)
{
    Job *job = user_data;

    if (recording->state != RECORDING_COMPLETING) {
        Recording copy = {0};
        recording_copy(&copy, recording);
        g_array_append_val(job->leftover, copy);
    } else if (!job->found && !g_hash_table_contains(job->skip, &recording->id)) {
        job->found = true;
        recording_copy(&job->recording, recording);
    }
}

static bool find_next(Database *database, void *data, GError **error)
{
    Job *job = data;

    if (!recording_book_unfinished(database, look_at, job, error)) {
        return false;
    }
    if (!job->found) {
        return true;
    }
    job->spans = recording_book_spans(database, job->recording.id, error);
    for (guint i = 0; job->spans != NULL && i < job->spans->len; i++) {
        const char *path = g_array_index(job->spans, RecordingSpan, i).path;
        if (i == 0 || !g_str_equal(path, g_ptr_array_index(job->paths, job->paths->len - 1))) {
            g_ptr_array_add(job->paths, g_strdup(path));
        }
    }
    return job->spans != NULL;
}

static bool note_scraps(Database *database, const Job *job, GError **error)
{
    for (guint i = 0; i < job->paths->len; i++) {
        const char *path = g_ptr_array_index(job->paths, i);
        if (!g_str_equal(path, job->recording.path) &&
                !recording_scraps_note(database, path, error)) {
            return false;
        }
    }
    return true;
}

/* The segments go once the book says where the whole is: not before that is on the disk. */
static bool write_result(Database *database, void *data, GError **error)
{
    const Job *job = data;
    const int64_t id = job->recording.id;

    return recording_book_change(database, &job->recording, error) &&
            (job->recording.state != RECORDING_READY ||
                    (recording_book_set_spans(database, id,
                             (const RecordingSpan *)(void *)job->spans->data, job->spans->len,
                             error) &&
                            recording_stems_set(database, id,
                                    (const RecordingStem *)(void *)job->stems->data,
                                    job->stems->len, error) &&
                            note_scraps(database, job, error)));
}

static bool write_waits(Database *database, void *data, GError **error)
{
    const Job *job = data;
    return recording_book_set_waits(database, job->recording.id, job->waits, error);
}

static bool sweep_scraps(Database *database, void *data, GError **error)
{
    return recording_scraps_sweep(database, data, error);
}

static bool end_leftover(Database *database, void *data, GError **error)
{
    return recording_steps_end_leftover(database, data, g_get_real_time(), error);
}

/* ---- the main loop: an end ---- */

static void look(RecordingFinisher *finisher);

static void let_go(RecordingFinisher *finisher)
{
    finisher->job->finisher = NULL;
    g_clear_pointer(&finisher->job, job_unref);
    g_clear_object(&finisher->child);
}

static gboolean on_soon(gpointer data)
{
    RecordingFinisher *finisher = data;
    finisher->soon = 0;
    look(finisher);
    return G_SOURCE_REMOVE;
}

static void look_in(RecordingFinisher *finisher, guint seconds)
{
    if (finisher->soon == 0) {
        /* Not before: a timer of whole seconds may be early. */
        finisher->soon = g_timeout_add(seconds * 1000, on_soon, finisher);
    }
}

static void go_on(RecordingFinisher *finisher)
{
    let_go(finisher);
    look(finisher);
}

static void try_later(RecordingFinisher *finisher, unsigned seconds, const char *why)
{
    const int64_t id = finisher->job->recording.id;

    log_info("Recording %" G_GINT64_FORMAT " is not whole yet: %s.", id, why);
    put_time(finisher->not_before, id, g_get_monotonic_time() + (int64_t)seconds * G_USEC_PER_SEC);
    look_in(finisher, seconds);
    go_on(finisher);
}

/* Those of an earlier server that died before it could, too. */
static void sweep(RecordingFinisher *finisher)
{
    (void)store_submit(
            finisher->with.store, sweep_scraps, NULL, g_strdup(finisher->folder), g_free, NULL);
}

static void on_written(void *data, const GError *error, void *user_data)
{
    Job *job = data;
    RecordingFinisher *finisher = job->finisher;
    (void)user_data;

    if (finisher == NULL) {
        return;
    }
    if (error != NULL) {
        try_later(finisher, RECORDING_FINISHER_AGAIN_S, error->message);
        return;
    }
    const int64_t id = job->recording.id;
    log_info("Recording %" G_GINT64_FORMAT " of meeting %s is %s.", id, job->recording.meeting,
            recording_state_word(job->recording.state));
    if (finisher->with.finished != NULL) {
        finisher->with.finished(id, finisher->with.user_data);
    }
    sweep(finisher);
    go_on(finisher);
}

static void write_down(RecordingFinisher *finisher)
{
    if (!store_submit(finisher->with.store, write_result, on_written,
                g_atomic_rc_box_acquire(finisher->job), job_unref, NULL)) {
        try_later(finisher, RECORDING_FINISHER_AGAIN_S, "the server has too much to write down");
    }
}

/* ---- the main loop: the child ---- */

static void settle(Job *job, const json_t *answer)
{
    const json_t *segments = json_object_get(answer, "segments");
    const size_t count = MIN(json_array_size(segments), job->paths->len);
    g_autoptr(GArray) parts = g_array_sized_new(FALSE, FALSE, sizeof(RecordingPart), (guint)count);

    for (size_t i = 0; i < count; i++) {
        const json_t *segment = json_array_get(segments, i);
        const RecordingPart part = {
                .path = g_ptr_array_index(job->paths, i),
                .start_us = json_integer_value(json_object_get(segment, "start_us")),
                .offset_us = json_integer_value(json_object_get(segment, "offset_us")),
                .duration_us = json_integer_value(json_object_get(segment, "duration_us")),
        };
        g_array_append_val(parts, part);
    }
    recording_clock_settle(job->spans, (const RecordingPart *)(void *)parts->data, parts->len,
            job->recording.path);
}

static char *text_of(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return g_strdup(text != NULL ? text : "");
}

static void take_stems(Job *job, const json_t *stems)
{
    for (size_t i = 0; i < MIN(json_array_size(stems), RECORDING_STEMS_MAX); i++) {
        const json_t *one = json_array_get(stems, i);
        const RecordingStem stem = {
                .number = json_integer_value(json_object_get(one, "number")),
                .identity = text_of(one, "identity"),
                .name = text_of(one, "name"),
                .bytes = json_integer_value(json_object_get(one, "bytes")),
                .sha256 = text_of(one, "sha256"),
        };
        g_array_append_val(job->stems, stem);
    }
}

static void take_whole(Job *job, const json_t *answer)
{
    Recording *recording = &job->recording;

    settle(job, answer);
    take_stems(job, json_object_get(answer, "stems"));
    recording->state = RECORDING_READY;
    recording->duration_us = json_integer_value(json_object_get(answer, "duration_us"));
    recording->bytes = json_integer_value(json_object_get(answer, "bytes"));
    recording->width = json_integer_value(json_object_get(answer, "width"));
    recording->height = json_integer_value(json_object_get(answer, "height"));
    g_free(recording->sha256);
    recording->sha256 = text_of(answer, "sha256");
    if (job->spans->len > 0) {
        const RecordingSpan *spans = (const RecordingSpan *)(void *)job->spans->data;
        recording->start_us = spans[0].wall_start_us;
        recording->end_us = spans[job->spans->len - 1].wall_end_us;
    }
}

static void take_nothing(Job *job)
{
    /* Who asked for its end at once has what was asked for: only what ended by itself failed. */
    job->recording.state = job->recording.reason[0] == '\0' ? RECORDING_EMPTY : RECORDING_FAILED;
    job->recording.duration_us = job->recording.bytes = 0;
}

/* People are told for what it waits. */
static void note_waits(RecordingFinisher *finisher, const char *fault)
{
    static const char *const words[] = {"disk_full", "read_only", "disk"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_str_equal(fault, words[i])) {
            finisher->job->waits = words[i];
            (void)store_submit(finisher->with.store, write_waits, NULL,
                    g_atomic_rc_box_acquire(finisher->job), job_unref, NULL);
        }
    }
}

static void take_answer(RecordingFinisher *finisher, const char *text)
{
    json_t *answer = json_loads(text != NULL ? text : "", 0, NULL);
    const char *fault = json_string_value(json_object_get(answer, "fault"));
    const char *reason = json_string_value(json_object_get(answer, "reason"));

    if (answer == NULL) {
        try_later(finisher, RECORDING_FINISHER_AGAIN_S, "its process failed");
    } else if (fault == NULL) {
        take_whole(finisher->job, answer);
        write_down(finisher);
    } else if (g_str_equal(fault, "nothing")) {
        take_nothing(finisher->job);
        write_down(finisher);
    } else {
        const bool busy = g_str_equal(fault, "busy");
        note_waits(finisher, fault);
        try_later(finisher, busy ? RECORDING_FINISHER_BUSY_S : RECORDING_FINISHER_AGAIN_S,
                reason != NULL ? reason : fault);
    }
    json_decref(answer);
}

static void on_child(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    Job *job = user_data;

    (void)g_subprocess_communicate_utf8_finish(G_SUBPROCESS(source), result, &text, NULL, &error);
    if (job->finisher != NULL) {
        take_answer(job->finisher, text);
    }
    job_unref(job);
}

static void start_child(RecordingFinisher *finisher)
{
    Job *job = finisher->job;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func(g_free);

    g_ptr_array_add(arguments, g_strdup(finisher->program));
    g_ptr_array_add(arguments, g_strdup("--complete"));
    g_ptr_array_add(arguments, g_build_filename(finisher->folder, job->recording.path, NULL));
    g_ptr_array_add(arguments, g_strdup("--"));
    for (guint i = 0; i < job->paths->len; i++) {
        g_ptr_array_add(arguments,
                g_build_filename(finisher->folder, g_ptr_array_index(job->paths, i), NULL));
    }
    g_ptr_array_add(arguments, NULL);
    finisher->child = g_subprocess_newv(
            (const char *const *)(void *)arguments->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
    if (finisher->child == NULL) {
        try_later(finisher, RECORDING_FINISHER_AGAIN_S, error->message);
        return;
    }
    g_subprocess_communicate_utf8_async(
            finisher->child, NULL, finisher->cancel, on_child, g_atomic_rc_box_acquire(job));
}

/* ---- the main loop: what is to be done ---- */

/* A meeting that nobody runs may be opened again in a moment, and its recording goes on then. */
static void end_leftovers(RecordingFinisher *finisher, const Job *job)
{
    g_autoptr(GHashTable) before = g_steal_pointer(&finisher->idle_since);
    const int64_t now_us = g_get_monotonic_time();

    finisher->idle_since = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    for (guint i = 0; i < job->leftover->len; i++) {
        const Recording *recording = &g_array_index(job->leftover, Recording, i);
        const int64_t *since_us = g_hash_table_lookup(before, &recording->id);
        if (finisher->with.runs(recording->meeting, finisher->with.user_data)) {
            continue;
        }
        if (since_us == NULL || now_us - *since_us < finisher->with.leftover_us) {
            put_time(finisher->idle_since, recording->id, since_us != NULL ? *since_us : now_us);
            continue;
        }
        Recording *copy = g_new0(Recording, 1);
        recording_copy(copy, recording);
        log_info("Recording %" G_GINT64_FORMAT " is ended: its meeting does not run any more.",
                copy->id);
        (void)store_submit(finisher->with.store, end_leftover, NULL, copy, free_recording, NULL);
        look_in(finisher, 1);
    }
}

static void on_found(void *data, const GError *error, void *user_data)
{
    Job *job = data;
    RecordingFinisher *finisher = job->finisher;
    (void)user_data;

    if (finisher == NULL) {
        return;
    }
    if (error == NULL) {
        end_leftovers(finisher, job);
    }
    if (error == NULL && job->found) {
        start_child(finisher);
        return;
    }
    const bool again = finisher->again;
    finisher->again = false;
    let_go(finisher);
    if (again) {
        look(finisher);
    }
}

/* Those whose time has come are not skipped any more. */
static GHashTable *make_skip(RecordingFinisher *finisher)
{
    GHashTable *skip = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    const int64_t now_us = g_get_monotonic_time();
    GHashTableIter iter;
    gpointer id = NULL;
    gpointer time_us = NULL;

    g_hash_table_iter_init(&iter, finisher->not_before);
    while (g_hash_table_iter_next(&iter, &id, &time_us)) {
        if (*(const int64_t *)time_us > now_us) {
            g_hash_table_add(skip, g_memdup2(id, sizeof(int64_t)));
        } else {
            g_hash_table_iter_remove(&iter);
        }
    }
    return skip;
}

static void look(RecordingFinisher *finisher)
{
    if (finisher->job != NULL) {
        finisher->again = true;
        return;
    }
    finisher->again = false;
    Job *job = g_atomic_rc_box_new0(Job);
    job->skip = make_skip(finisher);
    job->leftover = g_array_new(FALSE, FALSE, sizeof(Recording));
    g_array_set_clear_func(job->leftover, clear_recording);
    job->paths = g_ptr_array_new_with_free_func(g_free);
    job->stems = recording_stems_new();
    job->finisher = finisher;
    finisher->job = g_atomic_rc_box_acquire(job);
    if (!store_submit(finisher->with.store, find_next, on_found, job, job_unref, NULL)) {
        let_go(finisher);
    }
}

void recording_finisher_kick(RecordingFinisher *finisher)
{
    look(finisher);
}

static gboolean on_timer(gpointer data)
{
    look(data);
    return G_SOURCE_CONTINUE;
}

RecordingFinisher *recording_finisher_new(const RecordingFinisherConfig *config)
{
    RecordingFinisher *finisher = g_new0(RecordingFinisher, 1);

    finisher->with = *config;
    finisher->folder = g_strdup(config->folder);
    finisher->program = g_strdup(config->program);
    finisher->cancel = g_cancellable_new();
    finisher->not_before = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    finisher->idle_since = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    finisher->timer = g_timeout_add_seconds(RECORDING_FINISHER_LOOK_S, on_timer, finisher);
    sweep(finisher);
    look(finisher);
    return finisher;
}

void recording_finisher_free(RecordingFinisher *finisher)
{
    if (finisher == NULL) {
        return;
    }
    g_source_remove(finisher->timer);
    if (finisher->soon != 0) {
        g_source_remove(finisher->soon);
    }
    g_cancellable_cancel(finisher->cancel);
    if (finisher->child != NULL) {
        g_subprocess_force_exit(finisher->child);
    }
    if (finisher->job != NULL) {
        let_go(finisher);
    }
    g_object_unref(finisher->cancel);
    g_hash_table_unref(finisher->not_before);
    g_hash_table_unref(finisher->idle_since);
    g_free(finisher->folder);
    g_free(finisher->program);
    g_free(finisher);
}
