#include "mcu/room/room_stream.h"

#include "mcu/media/webm_scan.h"

#include <glib/gstdio.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { WIDTH = 640, HEIGHT = 360, FPS = 25, CLUSTERS = 3 };

typedef struct Fixture {
    RoomView *view;
    RoomStream *stream;
    GMainLoop *loop;
    char *folder;
    char *path;
    int listener;
    bool ended;
} Fixture;

static void on_encoded(uint32_t source, EncodedFrame *frame, void *user_data)
{
    const Fixture *fixture = user_data;
    room_stream_frame(fixture->stream, source, frame);
    encoded_frame_unref(frame);
}

static void on_shot(unsigned view, VideoFrame *picture, void *user_data)
{
    g_assert_not_reached();
}

static void on_ended(void *user_data)
{
    Fixture *fixture = user_data;
    fixture->ended = true;
    g_main_loop_quit(fixture->loop);
}

static int listen_at(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    g_assert_cmpint(bind(fd, (const struct sockaddr *)&address, sizeof address), ==, 0);
    g_assert_cmpint(listen(fd, 1), ==, 0);
    return fd;
}

static void set_up(Fixture *fixture)
{
    static const RoomViewEvents events = {.encoded = on_encoded, .shot = on_shot};
    const RoomViewConfig config = {.view = 0,
            .ladder = picture_feed_ladder(WIDTH, HEIGHT, &(PictureRates){500000, {0}}),
            .fps = FPS};
    g_autoptr(GError) error = NULL;

    *fixture = (Fixture){.folder = g_dir_make_tmp("room_stream_XXXXXX", NULL)};
    fixture->path = g_build_filename(fixture->folder, "socket", NULL);
    fixture->listener = listen_at(fixture->path);
    fixture->loop = g_main_loop_new(NULL, FALSE);
    fixture->stream = room_stream_new(&fixture->view, 1, on_ended, fixture);
    fixture->view = room_view_new(&config, &events, fixture, &error);
    g_assert_no_error(error);
    room_view_set_scene(fixture->view, scene_new());
}

static void tear_down(Fixture *fixture)
{
    room_stream_stop(fixture->stream);
    room_view_free(fixture->view);
    room_stream_free(fixture->stream);
    (void)close(fixture->listener);
    (void)g_unlink(fixture->path);
    g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
    g_main_loop_unref(fixture->loop);
    g_free(fixture->path);
    g_free(fixture->folder);
}

static void start(Fixture *fixture)
{
    const PictureRung size = {.width_px = WIDTH, .height_px = HEIGHT};
    g_autoptr(GError) error = NULL;

    g_assert_true(room_stream_start(fixture->stream, fixture->path, &size, &error));
}

static void play_sound(const Fixture *fixture)
{
    g_autoptr(GBytes) packet = g_bytes_new_static("\xfc\xff\xfe", 3);
    const SoundTick tick = {.time_us = g_get_monotonic_time(), .common = packet};
    room_stream_sound(fixture->stream, &tick);
}

static bool count_cluster(const WebmCluster *cluster, void *user_data)
{
    int *count = user_data;
    *count += 1;
    return true;
}

static int clusters_in(int fd, WebmTrack *ret_cue_track)
{
    WebmPlaces places;
    int count = 0;

    if (!webm_scan_head(fd, &places, ret_cue_track, NULL)) {
        return 0;
    }
    webm_scan_clusters(fd, &places, *ret_cue_track, count_cluster, &count);
    return count;
}

static void test_a_reader_gets_webm(void)
{
    Fixture fixture;
    g_autofree char *name = NULL;
    WebmTrack cue_track = WEBM_SOUND;
    char bytes[4096];

    set_up(&fixture);
    start(&fixture);
    const int reader = accept(fixture.listener, NULL, NULL);
    const int file = g_file_open_tmp("room_stream_XXXXXX", &name, NULL);
    while (clusters_in(file, &cue_track) < CLUSTERS) {
        play_sound(&fixture);
        const ssize_t size = read(reader, bytes, sizeof bytes);
        g_assert_cmpint(size, >, 0);
        g_assert_cmpint(write(file, bytes, (size_t)size), ==, size);
    }
    g_assert_cmpint(cue_track, ==, WEBM_PICTURE);
    (void)close(reader);
    (void)close(file);
    (void)g_unlink(name);
    g_main_loop_run(fixture.loop);
    g_assert_true(fixture.ended);
    room_stream_stop(fixture.stream);
    start(&fixture); /* another one comes */
    tear_down(&fixture);
}

static void test_a_reader_that_stands_still(void)
{
    Fixture fixture;
    g_autoptr(EncodedFrame) frame = encoded_frame_new(ROOM_STREAM_BYTES_MAX / 8);

    set_up(&fixture);
    start(&fixture);
    frame->key = true;
    frame->pts_us = g_get_monotonic_time();
    /* Far more than it may hold: nobody waits, and stopping does not either. */
    for (int i = 0; i < 100; i++) {
        room_stream_frame(fixture.stream, picture_feed_source(0, 0), frame);
        play_sound(&fixture);
    }
    tear_down(&fixture);
}

static void test_nobody_listens(void)
{
    const PictureRung size = {.width_px = WIDTH, .height_px = HEIGHT};
    g_autofree char *far = g_strnfill(200, 'x');
    g_autoptr(GError) nobody = NULL;
    g_autoptr(GError) longer = NULL;
    Fixture fixture;

    set_up(&fixture);
    g_assert_false(room_stream_start(fixture.stream, "/nonexistent/socket", &size, &nobody));
    g_assert_error(nobody, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_assert_false(room_stream_start(fixture.stream, far, &size, &longer));
    g_assert_error(longer, G_FILE_ERROR, G_FILE_ERROR_NAMETOOLONG);
    play_sound(&fixture);
    tear_down(&fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/room_stream/a_reader_gets_webm", test_a_reader_gets_webm);
    g_test_add_func("/room_stream/a_reader_that_stands_still", test_a_reader_that_stands_still);
    g_test_add_func("/room_stream/nobody_listens", test_nobody_listens);
    return g_test_run();
}
