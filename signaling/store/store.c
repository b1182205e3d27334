#include "signaling/store/store.h"

#include "config/log.h"
#include "signaling/store/database_open.h"
#include "signaling/store/job_queue.h"

LOG_TOPIC("store");

enum {
    BATCH_MAX = 256, /* lines that go to disk together, when they come in crowds */
    STOP_TRY_US = 1000,
};

typedef enum JobKind {
    JOB_FIND_MEETING,
    JOB_APPEND_ATTENDANCE,
    JOB_APPEND_LINE,
    JOB_STOP,
} JobKind;

typedef struct Job {
    JobKind kind;
    char *code; /* FIND_MEETING, as the next four */
    StoreMeetingReply reply;
    void *user_data;
    MeetingRecord meeting;
    GError *error;
    AttendanceRecord attendance; /* APPEND_ATTENDANCE */
    LineRecord line;             /* APPEND_LINE */
} Job;

struct Store {
    /* set at creation, then constant */
    GThread *thread;
    JobQueue *jobs;    /* to the store thread */
    JobQueue *answers; /* back to the main thread */
    GSource *wake;     /* made ready by the store thread, dispatched on the main thread */

    /* main thread only */
    uint64_t refused;
    unsigned due; /* questions whose reply has not been called */

    /* store thread only, but for `failed` */
    Database *database;
    unsigned in_batch;
    gint failed; /* atomic */
};

static void job_free(gpointer data)
{
    Job *job = data;
    g_free(job->code);
    meeting_record_clear(&job->meeting);
    g_clear_error(&job->error);
    attendance_record_clear(&job->attendance);
    line_record_clear(&job->line);
    g_free(job);
}

/* Store thread. */

static void write_failed(Store *store, GError *error)
{
    g_atomic_int_inc(&store->failed);
    log_error("The database did not take a row: %s.", error->message);
    g_error_free(error);
}

static void end_batch(Store *store)
{
    GError *error = NULL;

    if (store->in_batch > 0 && !database_commit(store->database, &error)) {
        write_failed(store, error);
    }
    store->in_batch = 0;
}

static void append(Store *store, const Job *job)
{
    GError *error = NULL;

    if (store->in_batch == 0 && !database_begin(store->database, &error)) {
        write_failed(store, error);
        return;
    }
    store->in_batch++;
    const bool good = job->kind == JOB_APPEND_LINE
            ? database_append_line(store->database, &job->line, &error)
            : database_append_attendance(store->database, &job->attendance, &error);
    if (!good) {
        write_failed(store, error);
    }
}

static bool run_job(Store *store, Job *job)
{
    switch (job->kind) {
    case JOB_FIND_MEETING:
        (void)database_find_meeting(store->database, job->code, &job->meeting, &job->error);
        /* Never full: no more questions are due than it has room for. */
        (void)job_queue_push(store->answers, job);
        g_source_set_ready_time(store->wake, 0);
        return true;
    case JOB_APPEND_ATTENDANCE:
    case JOB_APPEND_LINE:
        append(store, job);
        job_free(job);
        return true;
    case JOB_STOP:
        end_batch(store);
        job_free(job);
        return false;
    }
    g_assert_not_reached();
}

static gpointer store_thread(gpointer data)
{
    Store *store = data;
    Job *job = job_queue_pop(store->jobs);

    while (run_job(store, job)) {
        job = job_queue_try_pop(store->jobs);
        if (job == NULL || store->in_batch >= BATCH_MAX) {
            end_batch(store);
        }
        if (job == NULL) {
            job = job_queue_pop(store->jobs);
        }
    }
    return NULL;
}

/* Main thread. */

static gboolean wake_dispatch(GSource *source, GSourceFunc callback, gpointer user_data)
{
    return callback(user_data);
}

static gboolean give_answers(gpointer data)
{
    Store *store = data;
    Job *job = NULL;

    g_source_set_ready_time(store->wake, -1);
    while ((job = job_queue_try_pop(store->answers)) != NULL) {
        store->due--;
        job->reply(job->meeting.code != NULL ? &job->meeting : NULL, job->error, job->user_data);
        job_free(job);
    }
    return G_SOURCE_CONTINUE;
}

static bool enqueue(Store *store, Job *job)
{
    if (!job_queue_push(store->jobs, job)) {
        store->refused++;
        job_free(job);
        return false;
    }
    return true;
}

Store *store_new(const char *data_dir, GError **error)
{
    static GSourceFuncs wake_functions = {.dispatch = wake_dispatch};
    Database *database = database_open(data_dir, error);

    if (database == NULL) {
        return NULL;
    }
    Store *store = g_new0(Store, 1);
    store->database = database;
    store->jobs = job_queue_new(STORE_QUEUE_MAX, job_free);
    store->answers = job_queue_new(STORE_QUEUE_MAX, job_free);
    store->wake = g_source_new(&wake_functions, sizeof(GSource));
    g_source_set_static_name(store->wake, "store answers");
    g_source_set_callback(store->wake, give_answers, store, NULL);
    g_autoptr(GMainContext) context = g_main_context_ref_thread_default();
    g_source_attach(store->wake, context);
    store->thread = g_thread_new("store", store_thread, store);
    return store;
}

void store_free(Store *store)
{
    if (store == NULL) {
        return;
    }
    Job *stop = g_new0(Job, 1);
    stop->kind = JOB_STOP;
    while (!job_queue_push(store->jobs, stop)) {
        g_usleep(STOP_TRY_US); /* the last thing that this store does: it may wait */
    }
    g_thread_join(store->thread);
    g_source_destroy(store->wake);
    g_source_unref(store->wake);
    job_queue_free(store->jobs);
    job_queue_free(store->answers);
    database_close(store->database);
    g_free(store);
}

bool store_find_meeting(Store *store, const char *code, StoreMeetingReply reply, void *user_data)
{
    if (store->due >= STORE_QUEUE_MAX) {
        store->refused++;
        return false;
    }
    Job *job = g_new0(Job, 1);
    job->kind = JOB_FIND_MEETING;
    job->code = g_strdup(code);
    job->reply = reply;
    job->user_data = user_data;
    const bool asked = enqueue(store, job);
    store->due += asked;
    return asked;
}

void store_append_attendance(Store *store, const AttendanceRecord *record)
{
    Job *job = g_new0(Job, 1);

    job->kind = JOB_APPEND_ATTENDANCE;
    attendance_record_copy(&job->attendance, record);
    if (!enqueue(store, job)) {
        log_error("A line of the attendance log was lost: the queue to the database is full.");
    }
}

void store_append_line(Store *store, const LineRecord *record)
{
    Job *job = g_new0(Job, 1);

    job->kind = JOB_APPEND_LINE;
    line_record_copy(&job->line, record);
    if (!enqueue(store, job)) {
        log_error("A sample of a line was lost: the queue to the database is full.");
    }
}

StoreStats store_stats(const Store *store)
{
    return (StoreStats){
            .refused = store->refused,
            .failed = (uint64_t)g_atomic_int_get(&store->failed),
    };
}
