#include "mcu/room/room_stream.h"

#include "config/log.h"
#include "mcu/media/webm_writer.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

LOG_TOPIC("stream");

enum {
    SOUND_CHANNELS = 1,
    CLUSTER_US = 200000,
    LEAD_MS = 500, /* sound and pictures of one moment do not come at one moment */
    SEND_WITHIN_S = 5,
};

struct RoomStream {
    /* set at creation, then constant */
    RoomView *const *views;
    size_t view_count;
    void (*ended)(void *user_data);
    void *user_data;

    /* main thread only */
    unsigned view; /* that is to be streamed */
    GThread *thread;

    /* under lock */
    GMutex lock;
    GCond called;
    bool on;
    int fd;
    int64_t base_us;
    uint32_t source, next; /* as in room_recording */
    bool needs_key;
    GByteArray *blocks; /* of the cluster that is being filled; its head is kept free before them */
    int64_t cluster_ms;
};

/* ---- threads of the views and the sound ---- */

static void add_block_locked(RoomStream *stream, WebmTrack track, int64_t time_us, bool key,
        const void *data, size_t size)
{
    static const uint8_t room[WEBM_CLUSTER_HEAD_BYTES];
    const int64_t time_ms = MAX((time_us - stream->base_us) / 1000, 0);

    if (stream->blocks->len == 0) {
        g_byte_array_append(stream->blocks, room, sizeof room);
        stream->cluster_ms = MAX(time_ms - LEAD_MS, 0);
    }
    const int64_t in_ms = CLAMP(time_ms - stream->cluster_ms, 0, WEBM_CLUSTER_MS_MAX);
    webm_write_block(stream->blocks, track, (int)in_ms, key, data, size);
}

static bool is_full_locked(const RoomStream *stream, size_t size)
{
    return size > WEBM_BLOCK_BYTES_MAX || stream->blocks->len + size > ROOM_STREAM_BYTES_MAX;
}

typedef struct Taken {
    uint32_t left; /* whose pictures are not needed any more, or PICTURE_FEED_NONE */
    bool wants_key;
} Taken;

static Taken take_frame_locked(RoomStream *stream, uint32_t source, const EncodedFrame *frame)
{
    Taken taken = {.left = PICTURE_FEED_NONE};

    if (!stream->on) {
        return taken;
    }
    if (source == stream->next && frame->key && source != stream->source) {
        taken.left = stream->source;
        stream->source = source;
    }
    if (source != stream->source || (stream->needs_key && !frame->key)) {
        return taken;
    }
    taken.wants_key = is_full_locked(stream, frame->size_bytes);
    stream->needs_key = taken.wants_key;
    if (!taken.wants_key) {
        add_block_locked(
                stream, WEBM_PICTURE, frame->pts_us, frame->key, frame->data, frame->size_bytes);
    }
    return taken;
}

void room_stream_frame(RoomStream *stream, uint32_t source, EncodedFrame *frame)
{
    g_mutex_lock(&stream->lock);
    const Taken taken = take_frame_locked(stream, source, frame);
    g_mutex_unlock(&stream->lock);
    if (taken.left != PICTURE_FEED_NONE) {
        room_view_set_streamed(stream->views[picture_feed_view(taken.left)], false);
    }
    if (taken.wants_key) {
        room_view_want_key(stream->views[picture_feed_view(source)], PICTURE_CODEC_VP8, 0, true);
    }
}

void room_stream_sound(RoomStream *stream, const SoundTick *tick)
{
    gsize size = 0;
    const void *data = g_bytes_get_data(tick->common, &size);

    g_mutex_lock(&stream->lock);
    if (stream->on && tick->time_us >= stream->base_us && !is_full_locked(stream, size)) {
        add_block_locked(stream, WEBM_SOUND, tick->time_us, true, data, size);
    }
    g_mutex_unlock(&stream->lock);
}

/* ---- the stream's thread ---- */

static bool send_all(int fd, const GByteArray *bytes)
{
    size_t done = 0;

    while (done < bytes->len) {
        const ssize_t sent = send(fd, bytes->data + done, bytes->len - done, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            return false;
        }
        done += (size_t)sent;
    }
    return true;
}

/* The blocks of the last fifth of a second as a cluster; NULL when it is to end. */
static GByteArray *take_cluster(RoomStream *stream)
{
    const int64_t until_us = g_get_monotonic_time() + CLUSTER_US;

    g_mutex_lock(&stream->lock);
    while (stream->on && g_cond_wait_until(&stream->called, &stream->lock, until_us)) {
    }
    const bool on = stream->on;
    const int64_t cluster_ms = stream->cluster_ms;
    GByteArray *cluster = g_steal_pointer(&stream->blocks);
    stream->blocks = g_byte_array_new();
    g_mutex_unlock(&stream->lock);
    if (!on) {
        g_byte_array_unref(cluster);
        return NULL;
    }
    if (cluster->len > 0) {
        g_autoptr(GByteArray) head = g_byte_array_sized_new(WEBM_CLUSTER_HEAD_BYTES);
        webm_write_cluster_head(head, cluster_ms, cluster->len - WEBM_CLUSTER_HEAD_BYTES);
        memcpy(cluster->data, head->data, WEBM_CLUSTER_HEAD_BYTES);
    }
    return cluster;
}

static gboolean on_reader_gone(gpointer data)
{
    const RoomStream *stream = data;
    stream->ended(stream->user_data);
    return G_SOURCE_REMOVE;
}

static gpointer run(gpointer data)
{
    RoomStream *stream = data;
    bool sent = true;

    while (sent) {
        g_autoptr(GByteArray) cluster = take_cluster(stream);
        if (cluster == NULL) {
            return NULL;
        }
        sent = send_all(stream->fd, cluster);
    }
    log_info("Who read the live stream is gone.");
    g_idle_add(on_reader_gone, stream);
    return NULL;
}

/* ---- the main thread ---- */

static bool fail(GError **error, const char *path)
{
    const int code = errno;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(code), "%s: %s", path,
            g_strerror(code));
    return false;
}

static bool reach(int fd, const char *path, GError **error)
{
    const struct timeval within = {.tv_sec = SEND_WITHIN_S};
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    if (g_strlcpy(address.sun_path, path, sizeof address.sun_path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return fail(error, path);
    }
    return (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &within, sizeof within) == 0 &&
                   connect(fd, (const struct sockaddr *)&address, sizeof address) == 0) ||
            fail(error, path);
}

static void follow_view(RoomStream *stream)
{
    const uint32_t next = picture_feed_source(stream->view, 0);

    g_mutex_lock(&stream->lock);
    const bool change = stream->on && stream->next != next;
    const uint32_t before = stream->next;
    const uint32_t shown = stream->source;
    if (change) {
        stream->next = next;
    }
    g_mutex_unlock(&stream->lock);
    if (!change) {
        return;
    }
    room_view_set_streamed(stream->views[stream->view], true);
    room_view_want_key(stream->views[stream->view], PICTURE_CODEC_VP8, 0, true);
    if (before != PICTURE_FEED_NONE && before != shown) { /* left before its first key frame */
        room_view_set_streamed(stream->views[picture_feed_view(before)], false);
    }
}

bool room_stream_start(
        RoomStream *stream, const char *socket_path, const PictureRung *size, GError **error)
{
    const WebmHead head = {.width_px = size->width_px,
            .height_px = size->height_px,
            .channels = SOUND_CHANNELS,
            .start_us = g_get_real_time()};
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    WebmPlaces places;

    room_stream_stop(stream);
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return fail(error, "socket");
    }
    webm_write_head(bytes, &head, &places);
    if (!reach(fd, socket_path, error) || (!send_all(fd, bytes) && !fail(error, socket_path))) {
        (void)close(fd);
        return false;
    }
    g_mutex_lock(&stream->lock);
    stream->on = true;
    stream->fd = fd;
    stream->base_us = g_get_monotonic_time();
    stream->source = stream->next = PICTURE_FEED_NONE;
    stream->needs_key = true;
    g_byte_array_set_size(stream->blocks, 0);
    g_mutex_unlock(&stream->lock);
    stream->thread = g_thread_new("stream", run, stream);
    follow_view(stream);
    log_info("The meeting is streamed to %s.", socket_path);
    return true;
}

void room_stream_set_view(RoomStream *stream, unsigned view)
{
    g_assert(view < stream->view_count);
    stream->view = view;
    follow_view(stream);
}

void room_stream_stop(RoomStream *stream)
{
    if (stream->thread == NULL) {
        return;
    }
    g_mutex_lock(&stream->lock);
    stream->on = false;
    g_cond_signal(&stream->called);
    g_mutex_unlock(&stream->lock);
    (void)shutdown(stream->fd, SHUT_RDWR); /* it may be waiting for the reader */
    g_thread_join(g_steal_pointer(&stream->thread));
    (void)g_idle_remove_by_data(stream);
    (void)close(stream->fd);
    for (size_t i = 0; i < stream->view_count; i++) {
        room_view_set_streamed(stream->views[i], false);
    }
}

RoomStream *room_stream_new(
        RoomView *const *views, size_t view_count, void (*ended)(void *user_data), void *user_data)
{
    RoomStream *stream = g_new0(RoomStream, 1);

    stream->views = views;
    stream->view_count = view_count;
    stream->ended = ended;
    stream->user_data = user_data;
    stream->blocks = g_byte_array_new();
    g_mutex_init(&stream->lock);
    g_cond_init(&stream->called);
    return stream;
}

void room_stream_free(RoomStream *stream)
{
    if (stream == NULL) {
        return;
    }
    g_assert(stream->thread == NULL);
    g_byte_array_unref(stream->blocks);
    g_cond_clear(&stream->called);
    g_mutex_clear(&stream->lock);
    g_free(stream);
}
