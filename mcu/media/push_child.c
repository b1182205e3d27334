#include "mcu/media/push_child.h"

#include "config/log.h"

#include <glib-unix.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

LOG_TOPIC("push");

enum { PIPE_BYTES = 1024 * 1024 /* some seconds of a line that hesitates */ };

struct PushChild {
    /* set at creation, then constant */
    char **command;
    char **environment;
    char *name;

    /* main thread only */
    GPid pid;
    guint end_source;
    guint retry_source;

    /* under lock */
    GMutex lock;
    int input; /* -1: it does not run */
};

/* Between fork and exec: only calls that are safe there. */
static void die_with_parent(gpointer user_data)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static void set_input(PushChild *child, int input)
{
    g_mutex_lock(&child->lock);
    const int old = child->input;
    child->input = input;
    g_mutex_unlock(&child->lock);
    if (old >= 0) {
        (void)close(old);
    }
}

static void start(PushChild *child);

static gboolean on_retry(gpointer data)
{
    PushChild *child = data;
    child->retry_source = 0;
    start(child);
    return G_SOURCE_REMOVE;
}

static void retry(PushChild *child)
{
    child->retry_source = g_timeout_add_seconds(PUSH_CHILD_RETRY_S, on_retry, child);
}

static void on_end(GPid pid, gint status, gpointer data)
{
    PushChild *child = data;

    g_spawn_close_pid(pid);
    child->pid = 0;
    child->end_source = 0;
    set_input(child, -1);
    log_warning("The stream to %s has ended; it is tried again.", child->name);
    retry(child);
}

static void start(PushChild *child)
{
    g_autoptr(GError) error = NULL;
    int input = -1;

    if (!g_spawn_async_with_pipes(NULL, child->command, child->environment,
                G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                die_with_parent, NULL, &child->pid, &input, NULL, NULL, &error)) {
        log_warning("The stream to %s cannot be begun: %s.", child->name, error->message);
        retry(child);
        return;
    }
    (void)fcntl(input, F_SETPIPE_SZ, PIPE_BYTES);
    (void)g_unix_set_fd_nonblocking(input, TRUE, NULL);
    child->end_source = g_child_watch_add(child->pid, on_end, child);
    set_input(child, input);
}

PushChild *push_child_new(
        const char *const *command, const char *const *environment, const char *name)
{
    PushChild *child = g_new0(PushChild, 1);

    child->command = g_strdupv((char **)command);
    child->environment = g_strdupv((char **)environment);
    child->name = g_strdup(name);
    child->input = -1;
    g_mutex_init(&child->lock);
    start(child);
    return child;
}

static void on_forgotten_end(GPid pid, gint status, gpointer data)
{
    g_spawn_close_pid(pid);
}

void push_child_free(PushChild *child)
{
    if (child == NULL) {
        return;
    }
    g_clear_handle_id(&child->retry_source, g_source_remove);
    g_clear_handle_id(&child->end_source, g_source_remove);
    set_input(child, -1);
    if (child->pid != 0) {
        (void)kill(child->pid, SIGKILL);
        (void)g_child_watch_add(child->pid, on_forgotten_end, NULL);
    }
    g_mutex_clear(&child->lock);
    g_strfreev(child->command);
    g_strfreev(child->environment);
    g_free(child->name);
    g_free(child);
}

void push_child_feed(PushChild *child, const void *bytes, size_t size)
{
    g_mutex_lock(&child->lock);
    if (child->input >= 0) {
        (void)!write(child->input, bytes, size);
    }
    g_mutex_unlock(&child->lock);
}
