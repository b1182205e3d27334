#include "signaling/app/recording_checker.h"

#include "config/log.h"
#include "signaling/store/recording_book.h"

#include <gio/gio.h>
#include <jansson.h>

#include <string.h>

LOG_TOPIC("recordings");

enum { COMPLAINT_BYTES_MAX = 500 };

/* One recording's way through: the checker and the store hold a reference each. */
typedef struct Job {
    /* the store's while it is asked, else the main loop's */
    Recording recording; /* number 0: there is none */
    int64_t expected_ms;
    char *report;

    /* main loop only */
    RecordingChecker *checker; /* NULL: it was freed meanwhile */
} Job;

struct RecordingChecker {
    Store *store;
    char *folder;
    char *program;
    Job *job;   /* NULL: nothing is at work */
    bool again; /* kicked meanwhile */
    GSubprocess *child;
};

static void job_clear(gpointer data)
{
    Job *job = data;
    recording_clear(&job->recording);
    g_free(job->report);
}

static void job_unref(gpointer data)
{
    g_atomic_rc_box_release_full(data, job_clear);
}

/* ---- the store's thread ---- */

static bool find_next(Database *database, void *data, GError **error)
{
    Job *job = data;

    if (!recording_book_unchecked(database, &job->recording, error)) {
        return false;
    }
    if (job->recording.id == 0) {
        return true;
    }
    g_autoptr(GArray) spans = recording_book_spans(database, job->recording.id, error);
    if (spans == NULL) {
        return false;
    }
    job->expected_ms = recording_clock_length((const RecordingSpan *)(void *)spans->data,
                               spans->len, job->recording.end_us) /
            1000;
    return true;
}

static bool write_report(Database *database, void *data, GError **error)
{
    const Job *job = data;
    return recording_book_set_check(database, job->recording.id, job->report, error);
}

/* ---- the main loop ---- */

static void look(RecordingChecker *checker);

static void let_go(RecordingChecker *checker)
{
    checker->job->checker = NULL;
    g_clear_pointer(&checker->job, job_unref);
    g_clear_object(&checker->child);
}

static void on_written(void *data, const GError *error, void *user_data)
{
    const Job *job = data;
    RecordingChecker *checker = job->checker;
    (void)user_data;

    if (checker == NULL) {
        return;
    }
    if (error != NULL) {
        log_warning("The check of recording %" G_GINT64_FORMAT " was not kept: %s.",
                job->recording.id, error->message);
        let_go(checker);
        return;
    }
    log_info("Recording %" G_GINT64_FORMAT " of meeting %s is checked.", job->recording.id,
            job->recording.meeting);
    let_go(checker);
    look(checker);
}

char *recording_checker_report(const char *said, const char *complaint, int64_t expected_ms)
{
    const size_t size = said != NULL ? strlen(said) : 0;
    json_t *report = size <= RECORDING_CHECKER_BYTES_MAX && size > 0
            ? json_loadb(said, size, 0, NULL)
            : NULL;

    if (!json_is_object(report)) {
        g_autofree char *clean = g_utf8_make_valid(complaint != NULL ? complaint : "",
                (gssize)MIN(
                        complaint != NULL ? strlen(complaint) : 0, (size_t)COMPLAINT_BYTES_MAX));
        json_decref(report);
        report = json_pack("{s:i, s:b, s:s}", "version", 1, "plays", 0, "fault", g_strstrip(clean));
    }
    json_object_set_new(report, "expected_ms", json_integer((json_int_t)expected_ms));
    char *text = json_dumps(report, JSON_COMPACT);
    char *copy = g_strdup(text);
    free(text);
    json_decref(report);
    return copy;
}

static void on_child(GObject *source, GAsyncResult *result, gpointer user_data)
{
    Job *job = user_data;
    RecordingChecker *checker = job->checker;
    g_autofree char *said = NULL;
    g_autofree char *complaint = NULL;

    (void)g_subprocess_communicate_utf8_finish(
            G_SUBPROCESS(source), result, &said, &complaint, NULL);
    if (checker != NULL) {
        job->report = recording_checker_report(said, complaint, job->expected_ms);
        if (!store_submit(checker->store, write_report, on_written, g_atomic_rc_box_acquire(job),
                    job_unref, NULL)) {
            let_go(checker);
        }
    }
    job_unref(job);
}

static void start_child(RecordingChecker *checker)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(checker->folder, checker->job->recording.path, NULL);

    checker->child =
            g_subprocess_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                    &error, checker->program, path, NULL);
    if (checker->child == NULL) {
        log_warning("Recordings cannot be checked: %s.", error->message);
        let_go(checker);
        return;
    }
    g_subprocess_communicate_utf8_async(
            checker->child, NULL, NULL, on_child, g_atomic_rc_box_acquire(checker->job));
}

static void on_found(void *data, const GError *error, void *user_data)
{
    const Job *job = data;
    RecordingChecker *checker = job->checker;
    (void)user_data;

    if (checker == NULL) {
        return;
    }
    if (error == NULL && job->recording.id != 0) {
        start_child(checker);
        return;
    }
    const bool again = checker->again && error == NULL;
    let_go(checker);
    if (again) {
        look(checker);
    }
}

static void look(RecordingChecker *checker)
{
    checker->again = checker->job != NULL;
    if (checker->again) {
        return;
    }
    Job *job = g_atomic_rc_box_new0(Job);
    job->checker = checker;
    checker->job = g_atomic_rc_box_acquire(job);
    if (!store_submit(checker->store, find_next, on_found, job, job_unref, NULL)) {
        let_go(checker);
    }
}

RecordingChecker *recording_checker_new(const RecordingCheckerConfig *config)
{
    RecordingChecker *checker = g_new0(RecordingChecker, 1);

    checker->store = config->store;
    checker->folder = g_strdup(config->folder);
    checker->program = g_strdup(config->program);
    look(checker);
    return checker;
}

void recording_checker_kick(RecordingChecker *checker)
{
    look(checker);
}

void recording_checker_free(RecordingChecker *checker)
{
    if (checker == NULL) {
        return;
    }
    if (checker->child != NULL) {
        g_subprocess_force_exit(checker->child);
    }
    if (checker->job != NULL) {
        let_go(checker);
    }
    g_free(checker->folder);
    g_free(checker->program);
    g_free(checker);
}
