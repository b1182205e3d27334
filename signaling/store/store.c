#include "signaling/store/store.h"

#include "config/log.h"
#include "signaling/store/database_open.h"
#include "signaling/store/job_queue.h"

LOG_TOPIC("store");

enum {
    BATCH_MAX = 256, /* pieces of work that go to disk together, when they come in crowds */
    STOP_TRY_US = 1000,
};

typedef struct Job {
    StoreWork work; /* NULL: the last one */
    StoreDone done;
    void *data;
    GDestroyNotify free_data;
    void *user_data;
    GError *error;
} Job;

struct Store {
    /* set at creation, then constant */
    GThread *thread;
    JobQueue *jobs;    /* to the store thread */
    JobQueue *answers; /* back to the main thread */
    GSource *wake;     /* made ready by the store thread, dispatched on the main thread */

    /* main thread only */
    uint64_t refused;
    unsigned due; /* jobs whose `done` has not been called */

    /* store thread only, but for `failed` */
    Database *database;
    GPtrArray *batch; /* Job, done and not yet on disk */
    GQueue held;      /* Job that nobody waits for: until the database is back */
    gint failed;      /* atomic */
};

static void job_free(gpointer data)
{
    Job *job = data;

    if (job->free_data != NULL) {
        job->free_data(job->data);
    }
    g_clear_error(&job->error);
    g_free(job);
}

/* Store thread. */

/* Nobody would ask again for what nobody waits for. */
static bool hold(Store *store, Job *job)
{
    if (job->done != NULL || store->held.length >= STORE_QUEUE_MAX ||
            !g_error_matches(job->error, DATABASE_ERROR, DATABASE_ERROR_AWAY)) {
        return false;
    }
    if (g_queue_is_empty(&store->held)) {
        log_warning("The database is away; what nobody waits for is held back: %s.",
                job->error->message);
    }
    g_clear_error(&job->error);
    g_queue_push_tail(&store->held, job);
    return true;
}

static void finish(Store *store, Job *job)
{
    if (hold(store, job)) {
        return;
    }
    if (job->error != NULL) {
        g_atomic_int_inc(&store->failed);
    }
    if (job->done != NULL) {
        /* Never full: no more answers are due than it has room for. */
        (void)job_queue_push(store->answers, job);
        g_source_set_ready_time(store->wake, 0);
        return;
    }
    if (job->error != NULL) {
        log_error("The database did not take a row: %s.", job->error->message);
    }
    job_free(job);
}

/* What was thought to be done is not: each job of the batch hears why. */
static void fail_batch(Store *store, const GError *error)
{
    for (guint i = 0; i < store->batch->len; i++) {
        Job *job = g_ptr_array_index(store->batch, i);
        if (job->error == NULL) {
            job->error = g_error_copy(error);
        }
    }
}

static void end_batch(Store *store)
{
    g_autoptr(GError) error = NULL;

    if (database_in_transaction(store->database) && !database_commit(store->database, &error)) {
        fail_batch(store, error);
    }
    for (guint i = 0; i < store->batch->len; i++) {
        finish(store, g_ptr_array_index(store->batch, i));
    }
    g_ptr_array_set_size(store->batch, 0);
}

static void do_job(Store *store, Job *job)
{
    Database *database = store->database;

    g_ptr_array_add(store->batch, job);
    if (!database_save(database, &job->error)) {
        return;
    }
    if (!job->work(database, job->data, &job->error) || !database_release(database, &job->error)) {
        database_undo(database);
    }
}

/* The database answers: what was held back goes first. */
static void do_held(Store *store)
{
    Job *job = NULL;

    if (store->held.length > 0) {
        log_info("The database is back; %u rows were held back.", store->held.length);
    }
    while ((job = g_queue_pop_head(&store->held)) != NULL) {
        do_job(store, job);
    }
}

static bool begin(Store *store, GError **error)
{
    if (database_in_transaction(store->database)) {
        return true;
    }
    if (!database_begin(store->database, error)) {
        return false;
    }
    do_held(store);
    return true;
}

static void run_job(Store *store, Job *job)
{
    if (begin(store, &job->error)) {
        do_job(store, job);
    } else {
        g_ptr_array_add(store->batch, job);
    }
}

static void drop_held(Store *store)
{
    if (store->held.length > 0 && begin(store, NULL)) {
        end_batch(store);
    }
    if (store->held.length > 0) {
        log_error("The database did not come back: %u rows are lost.", store->held.length);
    }
    g_queue_clear_full(&store->held, job_free);
}

static gpointer store_thread(gpointer data)
{
    Store *store = data;
    Job *job = job_queue_pop(store->jobs);

    while (job->work != NULL) {
        run_job(store, job);
        job = job_queue_try_pop(store->jobs);
        if (job == NULL || store->batch->len >= BATCH_MAX) {
            end_batch(store);
        }
        if (job == NULL) {
            job = job_queue_pop(store->jobs);
        }
    }
    end_batch(store);
    job_free(job);
    drop_held(store);
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
        job->done(job->data, job->error, job->user_data);
        job_free(job);
    }
    return G_SOURCE_CONTINUE;
}

Store *store_new(const char *data_dir, const char *url, GError **error)
{
    static GSourceFuncs wake_functions = {.dispatch = wake_dispatch};
    Database *database = database_open(data_dir, url, error);

    if (database == NULL) {
        return NULL;
    }
    Store *store = g_new0(Store, 1);
    store->database = database;
    store->batch = g_ptr_array_new();
    g_queue_init(&store->held);
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
    while (!job_queue_push(store->jobs, stop)) {
        g_usleep(STOP_TRY_US); /* the last thing that this store does: it may wait */
    }
    g_thread_join(store->thread);
    g_source_destroy(store->wake);
    g_source_unref(store->wake);
    job_queue_free(store->jobs);
    job_queue_free(store->answers);
    g_ptr_array_unref(store->batch);
    database_close(store->database);
    g_free(store);
}

bool store_submit(Store *store, StoreWork work, StoreDone done, void *data,
        GDestroyNotify free_data, void *user_data)
{
    Job *job = g_new(Job, 1);

    *job = (Job){.work = work,
            .done = done,
            .data = data,
            .free_data = free_data,
            .user_data = user_data};
    if ((done != NULL && store->due >= STORE_QUEUE_MAX) || !job_queue_push(store->jobs, job)) {
        store->refused++;
        job_free(job);
        return false;
    }
    store->due += done != NULL;
    return true;
}

StoreStats store_stats(const Store *store)
{
    return (StoreStats){
            .refused = store->refused,
            .failed = (uint64_t)g_atomic_int_get(&store->failed),
    };
}
