#include "signaling/app/copy_process.h"

#include "signaling/app/copy_progress.h"

#include <glib-unix.h>

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    LOWEST_NICE = 19,
    IDLE_DISK = 3 << 13, /* ioprio_set(2): the class that gets the disk when nobody else does */
    OF_PROCESS = 1,
};

struct CopyProcess {
    const CopyProcessEvents *events;
    void *user_data;
    CopyProgress progress;
    GPid pid;
    int output;
    guint output_source;
    guint end_source;
};

/* Between fork and exec: only calls that are safe there. */
static void become_humble(gpointer user_data)
{
    const struct sched_param none = {0};

    (void)setsid();
    (void)setpriority(PRIO_PROCESS, 0, LOWEST_NICE);
    (void)sched_setscheduler(0, SCHED_IDLE, &none);
    (void)syscall(SYS_ioprio_set, OF_PROCESS, 0, IDLE_DISK);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static gboolean on_output(gint fd, GIOCondition condition, gpointer user_data)
{
    CopyProcess *process = user_data;
    char bytes[1024];
    const int before = process->progress.permille;
    const ssize_t size = read(fd, bytes, sizeof bytes);

    if (size > 0) {
        copy_progress_add(&process->progress, bytes, (size_t)size);
    } else if (size == 0 || (errno != EAGAIN && errno != EINTR)) {
        process->output_source = 0;
        return G_SOURCE_REMOVE;
    }
    if (process->progress.permille != before) {
        process->events->progress(process->progress.permille, process->user_data);
    }
    return G_SOURCE_CONTINUE;
}

static void on_end(GPid pid, gint status, gpointer user_data)
{
    CopyProcess *process = user_data;
    g_autoptr(GError) error = NULL;

    process->end_source = 0;
    process->pid = 0;
    g_spawn_close_pid(pid);
    (void)g_spawn_check_wait_status(status, &error);
    process->events->ended(error, process->user_data);
}

CopyProcess *copy_process_new(const char *const *command, const char *folder, int64_t length_us,
        const CopyProcessEvents *events, void *user_data, GError **error)
{
    CopyProcess *process = g_new0(CopyProcess, 1);

    process->events = events;
    process->user_data = user_data;
    process->output = -1;
    copy_progress_init(&process->progress, length_us);
    if (!g_spawn_async_with_pipes(folder, (char **)command, NULL,
                G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH, become_humble, NULL, &process->pid,
                NULL, &process->output, NULL, error)) {
        g_free(process);
        return NULL;
    }
    (void)g_unix_set_fd_nonblocking(process->output, TRUE, NULL);
    process->output_source =
            g_unix_fd_add(process->output, G_IO_IN | G_IO_HUP | G_IO_ERR, on_output, process);
    process->end_source = g_child_watch_add(process->pid, on_end, process);
    return process;
}

/* Somebody has to take note of its end. */
static void on_forgotten_end(GPid pid, gint status, gpointer user_data)
{
    g_spawn_close_pid(pid);
}

void copy_process_free(CopyProcess *process)
{
    if (process == NULL) {
        return;
    }
    if (process->output_source != 0) {
        g_source_remove(process->output_source);
    }
    if (process->pid != 0) {
        g_source_remove(process->end_source);
        (void)kill(process->pid, SIGKILL);
        g_child_watch_add(process->pid, on_forgotten_end, NULL);
    }
    (void)close(process->output);
    g_free(process);
}

void copy_process_pause(CopyProcess *process, bool paused)
{
    if (process->pid != 0) {
        (void)kill(process->pid, paused ? SIGSTOP : SIGCONT);
    }
}
