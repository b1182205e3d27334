#include "signaling/mcu_link/mcu_process.h"

#include "config/log.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

LOG_TOPIC("mcu_process");

/* Between fork and exec: only calls that are safe there. */
static void become_independent(gpointer user_data)
{
    const int *log_fd = user_data;

    (void)setsid();
    (void)signal(SIGPIPE, SIG_IGN); /* stays so over the exec */
    if (*log_fd >= 0) {
        (void)dup2(*log_fd, STDERR_FILENO);
    }
}

/* An end that is told: the socket has told the supervisor already, this says why. */
static void on_end(GPid pid, gint status, gpointer user_data)
{
    if (WIFSIGNALED(status)) {
        log_warning("The media server, process %d, was ended by signal %d.", (int)pid,
                WTERMSIG(status));
    } else if (WEXITSTATUS(status) != 0) {
        log_warning(
                "The media server, process %d, ended with code %d.", (int)pid, WEXITSTATUS(status));
    } else {
        log_info("The media server, process %d, has ended.", (int)pid);
    }
    g_spawn_close_pid(pid);
}

static int open_log(const char *log_path)
{
    struct stat status;

    if (fstat(STDERR_FILENO, &status) != 0 || !S_ISFIFO(status.st_mode)) {
        return -1;
    }
    const int fd = open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) {
        log_warning("The log of a media server, %s, cannot be opened: %s.", log_path,
                g_strerror(errno));
    }
    return fd;
}

pid_t mcu_process_start(const char *const *argv, const char *log_path, GError **error)
{
    int log_fd = open_log(log_path);
    GPid pid = 0;
    const gboolean started = g_spawn_async(NULL, (char **)argv, NULL,
            G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, become_independent, &log_fd,
            &pid, error);

    if (log_fd >= 0) {
        (void)close(log_fd);
    }
    if (!started) {
        return 0;
    }
    g_child_watch_add(pid, on_end, NULL);
    return pid;
}
