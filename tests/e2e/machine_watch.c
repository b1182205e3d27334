/*
 * machine-watch: what the machine itself kept from the programs that a test judges.
 *
 *   machine-watch --word=FOLDER --process=PID
 *
 * Watched are all processes with such a word in their command line, those named, and all that these started. It tells
 * two things, as they happen, on standard output:
 *
 *   pause CPU AT_US LATE_US            a thread that does nothing but sleep, one on each CPU, woke so late: a virtual
 *                                      machine that was not run, a container whose quota was used up
 *   wait PROGRAM TID AT_US US NAME     so long this thread was ready to run since the last look, and was not let: the
 *                                      kernel counts it (/proc/PID/task/TID/schedstat)
 *
 * Neither grows when a program sleeps, waits for a lock or works for too long: a fault of a program is not excused.
 * Times are those of the monotonic clock. `ready` comes first; it ends with its standard input.
 */
#include <glib-unix.h>
#include <glib.h>

#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum {
    NAP_US = 5000,
    PAUSE_MIN_US = 5000, /* what a thread of our own programs may hold a CPU for */
    LOOK_EACH_MS = 20,
    SEARCH_EACH_LOOKS = 50,
    WAIT_MIN_US = 1000, /* less is kept, and told with the next */
    CPUS_MAX = 64,
    THREADS_MAX = 800, /* each holds a file open */
    ANCESTORS_MAX = 16,
};

typedef struct Thread {
    int fd;
    int tid;
    char *program, *name;
    int64_t counted_us; /* told, or before we looked */
} Thread;

typedef struct Watch {
    char **words;
    char **processes;
    GMainLoop *loop;
    GHashTable *threads; /* by number */
    unsigned looks;
} Watch;

static void thread_free(void *data)
{
    Thread *thread = data;
    close(thread->fd);
    g_free(thread->program);
    g_free(thread->name);
    g_free(thread);
}

/* Pauses */

static void *nap(void *data)
{
    const int cpu = GPOINTER_TO_INT(data);
    cpu_set_t one;

    CPU_ZERO(&one);
    CPU_SET((unsigned)cpu, &one);
    (void)sched_setaffinity(0, sizeof one, &one);
    int64_t due_us = g_get_monotonic_time();
    for (;;) {
        due_us += NAP_US;
        const struct timespec due = {
                .tv_sec = due_us / G_USEC_PER_SEC, .tv_nsec = due_us % G_USEC_PER_SEC * 1000};
        (void)clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
        const int64_t now_us = g_get_monotonic_time();
        if (now_us - due_us >= PAUSE_MIN_US) {
            printf("pause %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", cpu, now_us,
                    now_us - due_us);
            due_us = now_us;
        }
    }
    return NULL;
}

static void start_naps(void)
{
    cpu_set_t allowed;

    CPU_ZERO(&allowed);
    (void)sched_getaffinity(0, sizeof allowed, &allowed);
    for (int cpu = 0; cpu < CPUS_MAX; cpu++) {
        if (CPU_ISSET((unsigned)cpu, &allowed)) {
            g_thread_unref(g_thread_new("nap", nap, GINT_TO_POINTER(cpu)));
        }
    }
}

/* Waits */

static int number_of(const char *text)
{
    return (int)g_ascii_strtoll(text, NULL, 10);
}

/* Microseconds that a thread was ready and did not run; -1 when it has ended or the kernel does not count. */
static int64_t waited_us(int fd)
{
    char text[96];
    const ssize_t size = pread(fd, text, sizeof text - 1, 0);

    if (size <= 0) {
        return -1;
    }
    text[size] = '\0';
    char *end = NULL;
    (void)g_ascii_strtoull(text, &end, 10); /* what it ran for */
    return (int64_t)(g_ascii_strtoull(end, NULL, 10) / 1000);
}

static gboolean look_at(gpointer key, gpointer value, gpointer data)
{
    Thread *thread = value;
    const int64_t sum_us = waited_us(thread->fd);

    if (sum_us < 0) {
        return TRUE; /* it has ended */
    }
    const int64_t us = sum_us - thread->counted_us;
    if (us >= WAIT_MIN_US) {
        thread->counted_us = sum_us;
        printf("wait %s %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n", thread->program,
                thread->tid, g_get_monotonic_time(), us, thread->name);
    }
    return FALSE;
}

static char *read_proc(const char *process, const char *file, size_t *ret_size)
{
    g_autofree char *path = g_build_filename("/proc", process, file, NULL);
    char *text = NULL;
    return g_file_get_contents(path, &text, ret_size, NULL) ? text : NULL;
}

/* The number of who started a process, as text; NULL if there is no such process any more. */
static char *parent_of(const char *process)
{
    g_autofree char *stat = read_proc(process, "stat", NULL);
    const char *name_end = stat != NULL ? strrchr(stat, ')') : NULL;
    if (name_end == NULL || strlen(name_end) < 5) {
        return NULL;
    }
    return g_strndup(name_end + 4, strcspn(name_end + 4, " "));
}

static bool is_named(const Watch *watch, const char *process)
{
    size_t size = 0;
    g_autofree char *words = read_proc(process, "cmdline", &size);

    if (watch->processes != NULL &&
            g_strv_contains((const char *const *)watch->processes, process)) {
        return true;
    }
    for (char **word = watch->words; words != NULL && word != NULL && *word != NULL; word++) {
        if (memmem(words, size, *word, strlen(*word)) != NULL) {
            return true;
        }
    }
    return false;
}

static bool is_watched(const Watch *watch, const char *process)
{
    g_autofree char *at = g_strdup(process);

    if (number_of(process) == getpid()) {
        return false;
    }
    for (int i = 0; i < ANCESTORS_MAX && at != NULL; i++) {
        if (is_named(watch, at)) {
            return true;
        }
        char *parent = parent_of(at);
        g_free(at);
        at = parent;
    }
    return false;
}

static char *program_of(const char *process)
{
    g_autofree char *path = g_build_filename("/proc", process, "exe", NULL);
    g_autofree char *program = g_file_read_link(path, NULL);
    return program != NULL ? g_path_get_basename(program) : g_strdup("unknown");
}

static void watch_thread(Watch *watch, const char *process, const char *tid)
{
    g_autofree char *task = g_build_filename(process, "task", tid, NULL);
    g_autofree char *path = g_build_filename("/proc", task, "schedstat", NULL);

    if (g_hash_table_contains(watch->threads, GINT_TO_POINTER(number_of(tid))) ||
            g_hash_table_size(watch->threads) >= THREADS_MAX) {
        return;
    }
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return; /* it has ended, or this kernel counts nothing */
    }
    Thread *thread = g_new0(Thread, 1);
    thread->fd = fd;
    thread->tid = number_of(tid);
    thread->counted_us = MAX(waited_us(fd), 0);
    thread->program = program_of(process);
    thread->name = read_proc(task, "comm", NULL);
    thread->name = thread->name != NULL ? g_strstrip(thread->name) : g_strdup("?");
    g_hash_table_insert(watch->threads, GINT_TO_POINTER(thread->tid), thread);
}

static void watch_process(Watch *watch, const char *process)
{
    g_autofree char *path = g_build_filename("/proc", process, "task", NULL);
    g_autoptr(GDir) tasks = g_dir_open(path, 0, NULL);
    const char *tid;

    while (tasks != NULL && (tid = g_dir_read_name(tasks)) != NULL) {
        watch_thread(watch, process, tid);
    }
}

static void search(Watch *watch)
{
    g_autoptr(GDir) processes = g_dir_open("/proc", 0, NULL);
    const char *name;

    while (processes != NULL && (name = g_dir_read_name(processes)) != NULL) {
        if (g_ascii_isdigit(name[0]) && is_watched(watch, name)) {
            watch_process(watch, name);
        }
    }
}

static gboolean on_look(gpointer data)
{
    Watch *watch = data;

    if (watch->looks++ % SEARCH_EACH_LOOKS == 0) {
        search(watch);
    }
    g_hash_table_foreach_remove(watch->threads, look_at, NULL);
    return G_SOURCE_CONTINUE;
}

static gboolean on_input(int fd, GIOCondition condition, gpointer data)
{
    char bytes[64];

    if (read(fd, bytes, sizeof bytes) > 0) {
        return G_SOURCE_CONTINUE;
    }
    g_main_loop_quit(((Watch *)data)->loop);
    return G_SOURCE_REMOVE;
}

int main(int argc, char **argv)
{
    Watch watch = {0};
    const GOptionEntry entries[] = {
            {"word", 0, 0, G_OPTION_ARG_STRING_ARRAY, &watch.words,
                    "Watch processes with this in their command line", "WORD"},
            {"process", 0, 0, G_OPTION_ARG_STRING_ARRAY, &watch.processes, "Watch this process",
                    "PID"},
            {NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("- what the machine is late with");
    g_autoptr(GError) error = NULL;

    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        (void)fprintf(stderr, "machine-watch: %s\n", error->message);
        return 2;
    }
    (void)setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    (void)setpriority(PRIO_PROCESS, 0, -20); /* else its own waits are taken for pauses */
    watch.loop = g_main_loop_new(NULL, FALSE);
    watch.threads = g_hash_table_new_full(NULL, NULL, NULL, thread_free);
    on_look(&watch);
    start_naps();
    g_timeout_add(LOOK_EACH_MS, on_look, &watch);
    g_unix_fd_add(STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_input, &watch);
    puts("ready");
    g_main_loop_run(watch.loop);
    g_hash_table_unref(watch.threads);
    g_main_loop_unref(watch.loop);
    g_strfreev(watch.words);
    g_strfreev(watch.processes);
    return 0;
}
