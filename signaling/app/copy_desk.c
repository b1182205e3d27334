#include "signaling/app/copy_desk.h"

#include "config/log.h"
#include "signaling/app/copy_order.h"
#include "signaling/app/copy_process.h"
#include "signaling/app/machine_load.h"
#include "signaling/store/record_sql.h"
#include "signaling/store/recording_book.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <string.h>

LOG_TOPIC("copies");

enum { LOAD_LOOK_S = 2, KEEP_LOOK_S = 3600, MILLISECOND_US = 1000 };

/* What was asked for, with what is needed to make it. */
typedef struct CopyJob {
    RecordingCopy copy;
    char *source; /* from the recordings' folder; "" for a package */
    int64_t length_us;
} CopyJob;

struct CopyDesk {
    Store *store;
    char *folder;
    char *recordings_dir;
    char **arguments;
    int64_t keep_us;
    GQueue jobs; /* of CopyJob; the head is being made, if there is a process */
    CopyProcess *process;
    MachineLoad load;
    int permille;
    bool paused;
    guint load_look;
    guint keep_look;
};

static void job_free(gpointer data)
{
    CopyJob *job = data;
    record_clear(&recording_copy_type, &job->copy);
    g_free(job->source);
    g_free(job);
}

char *copy_desk_file(const CopyDesk *desk, int64_t id, int form)
{
    g_autofree char *name =
            g_strdup_printf("%" G_GINT64_FORMAT ".%s", id, recording_copy_suffix(form));
    return g_build_filename(desk->folder, name, NULL);
}

static char *draft_of(const CopyDesk *desk, const RecordingCopy *copy)
{
    g_autofree char *file = copy_desk_file(desk, copy->id, copy->form);
    return g_strconcat(file, ".part", NULL);
}

static char *mark_name(int64_t id)
{
    return g_strdup_printf("%" G_GINT64_FORMAT ".txt", id);
}

static void remove_files(const CopyDesk *desk, int64_t id, int form)
{
    g_autofree char *file = copy_desk_file(desk, id, form);
    g_autofree char *draft = g_strconcat(file, ".part", NULL);
    g_autofree char *name = mark_name(id);
    g_autofree char *mark = g_build_filename(desk->folder, name, NULL);

    (void)g_unlink(file);
    (void)g_unlink(draft);
    (void)g_unlink(mark);
}

/* ---- what the database has ---- */

typedef struct Look {
    GPtrArray *jobs; /* of CopyJob */
    GPtrArray *old;
    int64_t before_us;
    char *folder; /* to be swept; NULL: not this time */
} Look;

static void look_free(gpointer data)
{
    Look *look = data;
    g_ptr_array_unref(look->jobs);
    g_ptr_array_unref(look->old);
    g_free(look->folder);
    g_free(look);
}

static void take_row(const void *record, void *user_data)
{
    CopyJob *job = g_new0(CopyJob, 1);
    record_copy(&recording_copy_type, &job->copy, record);
    g_ptr_array_add(user_data, job);
}

static bool find_source(Database *database, CopyJob *job, GError **error)
{
    g_auto(Recording) recording = {0};

    if (job->copy.form == COPY_PACKAGE) {
        job->source = g_strdup("");
        return true;
    }
    if (!recording_book_find(database, job->copy.recording, &recording, error)) {
        return false;
    }
    const int64_t from_us = job->copy.from_ms * MILLISECOND_US;
    const int64_t to_us = job->copy.to_ms > 0 ? job->copy.to_ms * MILLISECOND_US : INT64_MAX;
    job->source = g_strdup(recording.path != NULL ? recording.path : "");
    job->length_us = MAX(MIN(to_us, recording.duration_us) - from_us, 0);
    return true;
}

/* Files that no row speaks of: copies that were given up or erased as a server went down. */
static bool sweep(Database *database, const char *folder, GError **error)
{
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
    bool good = true;

    for (const char *name = NULL;
            good && files != NULL && (name = g_dir_read_name(files)) != NULL;) {
        const guint64 id = g_ascii_strtoull(name, NULL, 10);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        int64_t rows = 1;
        good = id == 0 ||
                database_number(database, "SELECT COUNT(*) FROM recording_copies WHERE id = $1",
                        DATABASE_VALUES(database_int((int64_t)id)), 0, &rows, error);
        if (good && rows == 0) {
            (void)g_unlink(path);
        }
    }
    return good;
}

static bool look_work(Database *database, void *data, GError **error)
{
    Look *look = data;

    if ((look->folder != NULL && !sweep(database, look->folder, error)) ||
            !record_each(database, &recording_copy_type,
                    "WHERE state IN ('queued', 'running') ORDER BY id", DATABASE_NO_VALUES,
                    take_row, look->jobs, error) ||
            !record_each(database, &recording_copy_type,
                    "WHERE state IN ('ready', 'failed') AND finished < $1",
                    DATABASE_VALUES(database_int(look->before_us)), take_row, look->old, error)) {
        return false;
    }
    for (guint i = 0; i < look->jobs->len; i++) {
        if (!find_source(database, g_ptr_array_index(look->jobs, i), error)) {
            return false;
        }
    }
    return look->old->len == 0 ||
            database_run(database,
                    "DELETE FROM recording_copies WHERE state IN ('ready', 'failed') AND finished "
                    "< $1",
                    DATABASE_VALUES(database_int(look->before_us)), NULL, error);
}

static gint compare_id(gconstpointer left, gconstpointer right)
{
    const CopyJob *job = left;
    const int64_t *id = right;
    return job->copy.id == *id ? 0 : 1;
}

static CopyJob *find_job(const CopyDesk *desk, int64_t id)
{
    GList *link = g_queue_find_custom((GQueue *)&desk->jobs, &id, compare_id);
    return link != NULL ? link->data : NULL;
}

static void begin_next(CopyDesk *desk);

static void on_looked(void *data, const GError *error, void *user_data)
{
    Look *look = data;
    CopyDesk *desk = user_data;

    if (error != NULL) {
        log_warning("The copies that were asked for cannot be read: %s.", error->message);
        return;
    }
    while (look->jobs->len > 0) {
        CopyJob *job = g_ptr_array_steal_index(look->jobs, 0);
        if (find_job(desk, job->copy.id) == NULL) {
            g_queue_push_tail(&desk->jobs, job);
        } else {
            job_free(job);
        }
    }
    for (guint i = 0; i < look->old->len; i++) {
        const CopyJob *job = g_ptr_array_index(look->old, i);
        remove_files(desk, job->copy.id, job->copy.form);
    }
    begin_next(desk);
}

static void submit_look(CopyDesk *desk, bool first)
{
    Look *look = g_new0(Look, 1);

    look->jobs = g_ptr_array_new_with_free_func(job_free);
    look->old = g_ptr_array_new_with_free_func(job_free);
    look->before_us = g_get_real_time() - desk->keep_us;
    look->folder = first ? g_strdup(desk->folder) : NULL;
    (void)store_submit(desk->store, look_work, on_looked, look, look_free, desk);
}

void copy_desk_look(CopyDesk *desk)
{
    submit_look(desk, false);
}

/* ---- one copy ---- */

static bool change_work(Database *database, void *data, GError **error)
{
    const RecordingCopy *copy = data;
    static const char *const states[] = {"queued", "running", "ready", "failed"};

    /* It may be gone: nobody wants it any more then. */
    return database_run(database,
            "UPDATE recording_copies SET state = $2, fault = $3, bytes = $4, finished = $5 WHERE "
            "id = $1",
            DATABASE_VALUES(database_int(copy->id), database_text(states[copy->state]),
                    database_text(copy->fault), database_int(copy->bytes),
                    database_int(copy->finished_us)),
            NULL, error);
}

static void free_copy(gpointer data)
{
    record_clear(&recording_copy_type, data);
    g_free(data);
}

static void write_down(CopyDesk *desk, const RecordingCopy *copy)
{
    RecordingCopy *kept = g_new0(RecordingCopy, 1);
    record_copy(&recording_copy_type, kept, copy);
    (void)store_submit(desk->store, change_work, NULL, kept, free_copy, NULL);
}

static bool fail_errno(const char *what, const char *path, GError **error)
{
    const int saved = errno;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(saved), "cannot %s %s: %s", what,
            path, g_strerror(saved));
    return false;
}

static void stop_process(CopyDesk *desk)
{
    copy_process_free(desk->process);
    desk->process = NULL;
    desk->paused = false;
    if (desk->load_look != 0) {
        g_source_remove(desk->load_look);
        desk->load_look = 0;
    }
}

/* The head of the queue is done with, in one way or the other. */
static void finish(CopyDesk *desk, const GError *error)
{
    CopyJob *job = g_queue_pop_head(&desk->jobs);
    RecordingCopy *copy = &job->copy;

    stop_process(desk);
    copy->state = error == NULL ? COPY_READY : COPY_FAILED;
    copy->finished_us = g_get_real_time();
    if (error != NULL) {
        log_warning("Copy %" G_GINT64_FORMAT " of meeting %s failed: %s.", copy->id, copy->meeting,
                error->message);
        remove_files(desk, copy->id, copy->form);
        g_free(copy->fault);
        copy->fault =
                g_utf8_substring(error->message, 0, MIN(g_utf8_strlen(error->message, -1), 200));
    }
    write_down(desk, copy);
    job_free(job);
}

static bool name_file(CopyDesk *desk, RecordingCopy *copy, GError **error)
{
    g_autofree char *file = copy_desk_file(desk, copy->id, copy->form);
    g_autofree char *draft = draft_of(desk, copy);
    GStatBuf status;

    if (g_rename(draft, file) != 0 || g_stat(file, &status) != 0) {
        return fail_errno("name", file, error);
    }
    copy->bytes = status.st_size;
    return true;
}

static void on_progress(int permille, void *user_data)
{
    CopyDesk *desk = user_data;
    desk->permille = permille;
}

static void on_ended(const GError *error, void *user_data)
{
    CopyDesk *desk = user_data;
    CopyJob *job = g_queue_peek_head(&desk->jobs);
    g_autoptr(GError) fault = NULL;

    if (error == NULL) {
        (void)name_file(desk, &job->copy, &fault);
    }
    finish(desk, error != NULL ? error : fault);
    begin_next(desk);
}

static gboolean on_load_look(gpointer data)
{
    CopyDesk *desk = data;
    const bool high = machine_load_look(&desk->load);

    if (desk->process != NULL && high != desk->paused) {
        desk->paused = high;
        copy_process_pause(desk->process, high);
    }
    return G_SOURCE_CONTINUE;
}

/* "Sao cho …, ngày …": whose copy it is, when it turns up elsewhere. */
static bool write_mark(CopyDesk *desk, const RecordingCopy *copy, GError **error)
{
    g_autofree char *name = mark_name(copy->id);
    g_autofree char *path = g_build_filename(desk->folder, name, NULL);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(copy->created_us / G_USEC_PER_SEC);
    g_autoptr(GDateTime) local = g_date_time_add_hours(utc, 7); /* Vietnam's time, all year */
    g_autofree char *time = g_date_time_format(local, "%H:%M %d/%m/%Y");
    g_autofree char *text = g_strdup_printf("%s%s%s · %s", copy->name,
            copy->recipient[0] != '\0' ? " → " : "", copy->recipient, time);

    return g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static char **package_command(const CopyDesk *desk, const RecordingCopy *copy, const char *draft)
{
    g_autoptr(GStrvBuilder) line = g_strv_builder_new();

    g_strv_builder_add_many(line, "/proc/self/exe", "recording", "package", "--meeting",
            copy->meeting, "--to", draft, "--name", copy->name, "--progress", NULL);
    g_strv_builder_addv(line, (const char **)desk->arguments);
    return g_strv_builder_end(line);
}

static char **command_of(const CopyDesk *desk, const CopyJob *job, const char *draft)
{
    const RecordingCopy *copy = &job->copy;
    g_autofree char *source = g_build_filename(desk->recordings_dir, job->source, NULL);
    g_autofree char *mark = copy->mark ? mark_name(copy->id) : NULL;

    return copy->form == COPY_PACKAGE ? package_command(desk, copy, draft)
                                      : copy_order_command(&(CopyOrder){
                                                .form = copy->form,
                                                .source = source,
                                                .target = draft,
                                                .from_ms = copy->from_ms,
                                                .to_ms = copy->to_ms,
                                                .mark_file = mark,
                                                .title = copy->meeting,
                                        });
}

static bool begin(CopyDesk *desk, CopyJob *job, GError **error)
{
    static const CopyProcessEvents events = {.progress = on_progress, .ended = on_ended};
    g_autofree char *draft = draft_of(desk, &job->copy);

    if (g_mkdir_with_parents(desk->folder, 0700) != 0) {
        return fail_errno("make", desk->folder, error);
    }
    if (job->copy.mark && !write_mark(desk, &job->copy, error)) {
        return false;
    }
    g_auto(GStrv) command = command_of(desk, job, draft);
    desk->permille = 0;
    desk->process = copy_process_new(
            (const char *const *)command, desk->folder, job->length_us, &events, desk, error);
    return desk->process != NULL;
}

static void begin_next(CopyDesk *desk)
{
    while (desk->process == NULL && !g_queue_is_empty(&desk->jobs)) {
        CopyJob *job = g_queue_peek_head(&desk->jobs);
        g_autoptr(GError) error = NULL;
        if (!begin(desk, job, &error)) {
            finish(desk, error);
            continue;
        }
        job->copy.state = COPY_RUNNING;
        write_down(desk, &job->copy);
        desk->load = (MachineLoad){0};
        desk->load_look = g_timeout_add_seconds(LOAD_LOOK_S, on_load_look, desk);
    }
}

void copy_desk_cancel(CopyDesk *desk, int64_t id, int form)
{
    CopyJob *job = find_job(desk, id);

    if (job != NULL) {
        if (job == g_queue_peek_head(&desk->jobs)) {
            stop_process(desk);
        }
        (void)g_queue_remove(&desk->jobs, job);
        job_free(job);
    }
    remove_files(desk, id, form);
    begin_next(desk);
}

int copy_desk_progress(const CopyDesk *desk, int64_t id, bool *ret_paused)
{
    const CopyJob *job = g_queue_peek_head((GQueue *)&desk->jobs);
    const bool made = job != NULL && desk->process != NULL && job->copy.id == id;

    *ret_paused = made && desk->paused;
    return made ? desk->permille : -1;
}

static gboolean on_keep_look(gpointer data)
{
    copy_desk_look(data);
    return G_SOURCE_CONTINUE;
}

CopyDesk *copy_desk_new(const CopyDeskConfig *config)
{
    CopyDesk *desk = g_new0(CopyDesk, 1);

    desk->store = config->store;
    desk->folder = g_strdup(config->folder);
    desk->recordings_dir = g_strdup(config->recordings_dir);
    desk->arguments = g_strdupv((char **)config->arguments);
    desk->keep_us = config->keep_us;
    g_queue_init(&desk->jobs);
    desk->keep_look = g_timeout_add_seconds(KEEP_LOOK_S, on_keep_look, desk);
    submit_look(desk, true);
    return desk;
}

void copy_desk_free(CopyDesk *desk)
{
    if (desk == NULL) {
        return;
    }
    stop_process(desk);
    g_source_remove(desk->keep_look);
    g_queue_clear_full(&desk->jobs, job_free);
    g_strfreev(desk->arguments);
    g_free(desk->folder);
    g_free(desk->recordings_dir);
    g_free(desk);
}
