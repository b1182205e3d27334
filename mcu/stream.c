/*
 * giaoban-stream: sends a meeting's live stream out: as HLS into a folder, and to other servers by RTMP or SRT.
 *
 *      giaoban-stream --socket PATH [--hls FOLDER]     waits there for the MCU, until its stream ends
 *      giaoban-stream --feed                           MPEG-TS from standard input to one server
 *
 * Addresses of servers hold the keys of streams, and a command can be read by everybody on the machine: they come in the
 * environment, as GIAOBAN_STREAM_PUSH (one a line) and GIAOBAN_STREAM_FEED (one).
 */
#include "config/log.h"
#include "mcu/media/push_child.h"
#include "mcu/media/stream_pipeline.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

LOG_TOPIC("stream");

enum {
    CALLER_WITHIN_MS = 20000, /* an MCU comes at once, or is gone */
    NICENESS = 5,             /* the meeting itself comes first */
    VIDEO_BPS = 1500000,
    AUDIO_BPS = 96000,
};

typedef struct Arguments {
    char *socket;
    char *hls;
    char **push; /* never NULL */
    gboolean feeds;
    char *feed; /* the address */
} Arguments;

#define PUSH_VARIABLE "GIAOBAN_STREAM_PUSH"
#define FEED_VARIABLE "GIAOBAN_STREAM_FEED"

static bool fail(GError **error, const char *what)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", what, g_strerror(errno));
    return false;
}

/* @return a listening socket, or -1 */
static int listen_at(const char *path, GError **error)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0 ||
            g_strlcpy(address.sun_path, path, sizeof address.sun_path) >= sizeof address.sun_path) {
        (void)fail(error, path);
        return -1;
    }
    (void)unlink(path);
    if (bind(fd, (const struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 1) != 0) {
        (void)fail(error, path);
        (void)close(fd);
        return -1;
    }
    return fd;
}

/* Who started this is told by a line that the socket is there. @return the caller, or -1 */
static int wait_for_caller(const char *path, GError **error)
{
    const int listener = listen_at(path, error);
    int caller = -1;

    if (listener < 0) {
        return -1;
    }
    (void)puts("listening");
    (void)fflush(stdout);
    struct pollfd wanted = {.fd = listener, .events = POLLIN};
    if (poll(&wanted, 1, CALLER_WITHIN_MS) == 1) {
        caller = accept(listener, NULL, NULL);
    } else {
        errno = ETIMEDOUT;
    }
    if (caller < 0) {
        (void)fail(error, "nobody has called");
    }
    (void)close(listener);
    (void)unlink(path);
    return caller;
}

static void on_bytes(const void *bytes, size_t size, void *user_data)
{
    const GPtrArray *children = user_data;
    for (guint i = 0; i < children->len; i++) {
        push_child_feed(g_ptr_array_index(children, i), bytes, size);
    }
}

/* Addresses hold keys of streams: what is logged is the server's part. */
static char *public_part(const char *url)
{
    const char *host = strstr(url, "://") + strlen("://");
    return g_strndup(url, (gsize)(host - url) + strcspn(host, "/?"));
}

static GPtrArray *start_children(char **urls)
{
    GPtrArray *children = g_ptr_array_new_with_free_func((GDestroyNotify)push_child_free);

    for (; *urls != NULL; urls++) {
        static const char *const command[] = {"/proc/self/exe", "--feed", NULL};
        g_auto(GStrv) environment = g_environ_unsetenv(g_get_environ(), PUSH_VARIABLE);
        environment = g_environ_setenv(environment, FEED_VARIABLE, *urls, TRUE);
        g_autofree char *name = public_part(*urls);
        g_ptr_array_add(children, push_child_new(command, (const char *const *)environment, name));
    }
    return children;
}

static bool send_out(const Arguments *arguments, GError **error)
{
    const int fd = wait_for_caller(arguments->socket, error);

    if (fd < 0) {
        return false;
    }
    g_autoptr(GPtrArray) children = start_children(arguments->push);
    g_autoptr(StreamPipeline) pipeline =
            stream_pipeline_out(&(StreamOutConfig){.fd = fd,
                                        .folder = arguments->hls,
                                        .video_bps = VIDEO_BPS,
                                        .audio_bps = AUDIO_BPS,
                                        .bytes = children->len > 0 ? on_bytes : NULL,
                                        .user_data = children},
                    error);
    return pipeline != NULL && stream_pipeline_run(pipeline, error);
}

static bool feed(const Arguments *arguments, GError **error)
{
    g_autoptr(StreamPipeline) pipeline =
            stream_pipeline_push(dup(STDIN_FILENO), arguments->feed, error);
    return pipeline != NULL && stream_pipeline_run(pipeline, error);
}

static bool check(const Arguments *arguments, GError **error)
{
    bool good =
            arguments->feeds ? stream_pipeline_takes(arguments->feed) : arguments->socket != NULL;

    for (char **url = arguments->push; good && *url != NULL; url++) {
        good = stream_pipeline_takes(*url);
    }
    if (!good) {
        g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "--socket or --feed is needed; the addresses in " PUSH_VARIABLE
                " and " FEED_VARIABLE " begin with rtmp://, rtmps:// or srt://");
    }
    return good;
}

static char *variable(const char *name)
{
    const char *text = g_getenv(name);
    return g_strdup(text != NULL ? text : "");
}

static char **lines_of(const char *name)
{
    g_autofree char *text = variable(name);
    return text[0] != '\0' ? g_strsplit(text, "\n", -1) : g_new0(char *, 1);
}

int main(int argc, char **argv)
{
    Arguments arguments = {0};
    const GOptionEntry entries[] = {
            {"socket", 0, 0, G_OPTION_ARG_FILENAME, &arguments.socket, "Where the MCU calls",
                    "PATH"},
            {"hls", 0, 0, G_OPTION_ARG_FILENAME, &arguments.hls, "Gets playlist and segments",
                    "FOLDER"},
            {"feed", 0, 0, G_OPTION_ARG_NONE, &arguments.feeds,
                    "Sends standard input to the server of " FEED_VARIABLE, NULL},
            {NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) error = NULL;

    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)setpriority(PRIO_PROCESS, 0, NICENESS);
    arguments.push = lines_of(PUSH_VARIABLE);
    arguments.feed = variable(FEED_VARIABLE);
    g_option_context_add_main_entries(context, entries, NULL);
    const bool good = g_option_context_parse(context, &argc, &argv, &error) &&
            check(&arguments, &error) &&
            (arguments.feeds ? feed(&arguments, &error) : send_out(&arguments, &error));
    if (!good) {
        log_warning("%s.", error->message);
    }
    g_free(arguments.socket);
    g_free(arguments.hls);
    g_strfreev(arguments.push);
    g_free(arguments.feed);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
