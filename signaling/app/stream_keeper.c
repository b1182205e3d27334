#include "signaling/app/stream_keeper.h"

#include "config/log.h"

#include <glib-unix.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

LOG_TOPIC("stream");

enum { LOOK_S = 2, RETRY_US = 5000000 };

struct StreamKeeper {
    ConferenceService *service;
    char *program;
    char *run_dir;
    char *folder;
    char **urls;
    bool hls;
    GHashTable *streams; /* code -> Stream */
    unsigned made;
    guint look;
};

typedef struct Stream {
    StreamKeeper *keeper;
    char *meeting;
    char *socket;
    GPid pid; /* 0: it has ended */
    int output;
    guint output_source;
    guint end_source;
    int64_t again_us; /* not before */
    bool seen;        /* its meeting runs */
} Stream;

/* ---- the folder ---- */

char *stream_keeper_path(const StreamKeeper *keeper, const char *meeting, const char *file)
{
    static const char letters[] =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

    if (file[0] == '.' || file[strspn(file, letters)] != '\0' || meeting[0] == '.' ||
            meeting[strspn(meeting, letters)] != '\0') {
        return NULL;
    }
    g_autofree char *code = g_ascii_strdown(meeting, -1);
    return g_build_filename(keeper->folder, code, file, NULL);
}

static char *folder_of(const StreamKeeper *keeper, const char *meeting)
{
    g_autofree char *code = g_ascii_strdown(meeting, -1);
    return g_build_filename(keeper->folder, code, NULL);
}

static void empty_folder(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);

    for (const char *name = NULL; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        (void)g_unlink(file);
    }
    (void)g_rmdir(path);
}

static void empty_all(const StreamKeeper *keeper)
{
    g_autoptr(GDir) folder = g_dir_open(keeper->folder, 0, NULL);

    for (const char *name = NULL; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *path = g_build_filename(keeper->folder, name, NULL);
        empty_folder(path);
    }
}

/* ---- one process ---- */

static void stream_free(gpointer data)
{
    Stream *stream = data;

    g_clear_handle_id(&stream->output_source, g_source_remove);
    g_clear_handle_id(&stream->end_source, g_source_remove);
    if (stream->pid != 0) {
        (void)kill(stream->pid, SIGKILL);
        g_spawn_close_pid(stream->pid);
    }
    if (stream->output >= 0) {
        (void)close(stream->output);
    }
    (void)g_unlink(stream->socket);
    g_autofree char *folder = folder_of(stream->keeper, stream->meeting);
    empty_folder(folder);
    g_free(stream->meeting);
    g_free(stream->socket);
    g_free(stream);
}

/* Its only line: it listens. */
static gboolean on_output(gint fd, GIOCondition condition, gpointer data)
{
    Stream *stream = data;
    char bytes[64];
    const ssize_t size = read(fd, bytes, sizeof bytes);
    Conference *conference = conference_service_find(stream->keeper->service, stream->meeting);

    if (size > 0 && conference != NULL) {
        mcu_room_stream(conference_room(conference), stream->socket);
    }
    stream->output_source = 0;
    return G_SOURCE_REMOVE;
}

static void on_end(GPid pid, gint status, gpointer data)
{
    Stream *stream = data;

    log_info("The stream of meeting %s has ended.", stream->meeting);
    g_spawn_close_pid(pid);
    stream->pid = 0;
    stream->end_source = 0;
    stream->again_us = g_get_monotonic_time() + RETRY_US;
}

/* Between fork and exec: only calls that are safe there. */
static void die_with_parent(gpointer user_data)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static char **command_of(const Stream *stream, const char *folder)
{
    const StreamKeeper *keeper = stream->keeper;
    g_autoptr(GStrvBuilder) line = g_strv_builder_new();

    g_strv_builder_add_many(line, keeper->program, "--socket", stream->socket, NULL);
    if (keeper->hls) {
        g_strv_builder_add_many(line, "--hls", folder, NULL);
    }
    return g_strv_builder_end(line);
}

/* Addresses hold keys: everybody can read a command, and only ourselves the environment. */
static char **environment_of(const Stream *stream)
{
    g_autofree char *urls = g_strjoinv("\n", stream->keeper->urls);
    g_autoptr(GString) all = g_string_new(urls);

    (void)g_string_replace(all, "{meeting}", stream->meeting, 0);
    return g_environ_setenv(g_get_environ(), "GIAOBAN_STREAM_PUSH", all->str, TRUE);
}

static void start(Stream *stream)
{
    g_autofree char *folder = folder_of(stream->keeper, stream->meeting);
    g_auto(GStrv) command = command_of(stream, folder);
    g_auto(GStrv) environment = environment_of(stream);
    g_autoptr(GError) error = NULL;

    g_clear_handle_id(&stream->output_source, g_source_remove);
    if (stream->output >= 0) {
        (void)close(stream->output);
        stream->output = -1;
    }
    empty_folder(folder);
    if (g_mkdir_with_parents(folder, 0700) != 0 ||
            !g_spawn_async_with_pipes(NULL, command, environment, G_SPAWN_DO_NOT_REAP_CHILD,
                    die_with_parent, NULL, &stream->pid, NULL, &stream->output, NULL, &error)) {
        log_warning("Meeting %s cannot be streamed: %s.", stream->meeting,
                error != NULL ? error->message : g_strerror(errno));
        stream->again_us = g_get_monotonic_time() + RETRY_US;
        return;
    }
    stream->end_source = g_child_watch_add(stream->pid, on_end, stream);
    stream->output_source =
            g_unix_fd_add(stream->output, G_IO_IN | G_IO_HUP | G_IO_ERR, on_output, stream);
}

/* ---- all ---- */

static Stream *add_stream(StreamKeeper *keeper, const char *meeting)
{
    Stream *stream = g_new0(Stream, 1);

    stream->keeper = keeper;
    stream->meeting = g_strdup(meeting);
    stream->socket = g_strdup_printf("%s/stream%u", keeper->run_dir, keeper->made++);
    stream->output = -1;
    g_hash_table_insert(keeper->streams, stream->meeting, stream);
    return stream;
}

static void look_at(Conference *conference, void *user_data)
{
    StreamKeeper *keeper = user_data;
    const char *meeting = meeting_code(conference_meeting(conference));
    Stream *stream = g_hash_table_lookup(keeper->streams, meeting);

    if (conference_empty_since_us(conference) != 0) {
        return;
    }
    if (stream == NULL) {
        stream = add_stream(keeper, meeting);
    }
    stream->seen = true;
    if (stream->pid == 0 && g_get_monotonic_time() >= stream->again_us) {
        start(stream);
    }
}

static gboolean is_over(gpointer key, gpointer value, gpointer user_data)
{
    Stream *stream = value;
    const bool over = !stream->seen;
    stream->seen = false;
    return over;
}

static gboolean on_look(gpointer data)
{
    StreamKeeper *keeper = data;

    conference_service_each(keeper->service, look_at, keeper);
    (void)g_hash_table_foreach_remove(keeper->streams, is_over, NULL);
    return G_SOURCE_CONTINUE;
}

StreamKeeper *stream_keeper_new(const StreamKeeperConfig *config)
{
    StreamKeeper *keeper = g_new0(StreamKeeper, 1);

    keeper->service = config->service;
    keeper->program = g_strdup(config->program);
    keeper->run_dir = g_strdup(config->run_dir);
    keeper->folder = g_strdup(config->folder);
    keeper->urls = g_strdupv((char **)config->urls);
    keeper->hls = config->hls;
    keeper->streams = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, stream_free);
    empty_all(keeper);
    if (keeper->hls || keeper->urls[0] != NULL) {
        keeper->look = g_timeout_add_seconds(LOOK_S, on_look, keeper);
    }
    return keeper;
}

void stream_keeper_free(StreamKeeper *keeper)
{
    if (keeper == NULL) {
        return;
    }
    g_clear_handle_id(&keeper->look, g_source_remove);
    g_hash_table_unref(keeper->streams);
    g_strfreev(keeper->urls);
    g_free(keeper->program);
    g_free(keeper->run_dir);
    g_free(keeper->folder);
    g_free(keeper);
}
