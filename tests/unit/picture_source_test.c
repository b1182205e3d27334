#include "mcu/room/picture_source.h"

#include "mcu/media/video_encoder.h"
#include "mcu/media/vp8_codec.h"

enum {
    THREADS = 4,
    SOURCES = 8,
    LARGE_WIDTH = 1280,
    LARGE_HEIGHT = 720,
    SMALL_WIDTH = 160,
    SMALL_HEIGHT = 90,
};

/* A sender's coder, and pictures whose brightness tells which they are. */
typedef struct Sender {
    VideoEncoder *encoder;
    VideoFramePool *pool;
    VideoFrame *picture;
    int sent;
} Sender;

static Sender sender_init(int width_px, int height_px)
{
    const VideoEncoderConfig config = {.width_px = width_px,
            .height_px = height_px,
            .fps = 25,
            .bitrate_bps = 1000000,
            .threads = 1};
    Sender sender = {.encoder = video_encoder_new(&vp8_codec, &config, NULL),
            .pool = video_frame_pool_new(1)};

    g_assert_nonnull(sender.encoder);
    sender.picture = video_frame_pool_take(sender.pool, width_px, height_px);
    return sender;
}

static void sender_clear(Sender *sender)
{
    video_encoder_free(sender->encoder);
    video_frame_unref(sender->picture);
    video_frame_pool_unref(sender->pool);
}

static uint8_t luma_of(int picture)
{
    return (uint8_t)(40 + 16 * (picture % 8));
}

static void send(Sender *sender, PictureSource *source)
{
    const bool key = sender->sent == 0;
    video_frame_fill(sender->picture, luma_of(sender->sent), 128, 128);
    g_autoptr(EncodedFrame) frame = video_encoder_encode(
            sender->encoder, sender->picture, (int64_t)sender->sent * 40000, key);
    g_assert_nonnull(frame);
    g_autoptr(GBytes) bytes = g_bytes_new(frame->data, frame->size_bytes);
    picture_source_push(source, PICTURE_CODEC_VP8, bytes, key);
    sender->sent++;
}

/* @return the number of the newest picture, -1 if there is none; its neighbours are far enough in brightness */
static int shown(PictureSource *source)
{
    int64_t since_us = 0;
    g_autoptr(VideoFrame) picture = picture_source_newest(source, &since_us);
    if (picture == NULL) {
        return -1;
    }
    g_assert_cmpint(since_us, >, 0);
    const int luma = *video_frame_at(picture, 0, picture->width_px / 2, picture->height_px / 2);
    return (luma - 40 + 8) / 16;
}

static void on_key_needed(uint32_t source, void *user_data)
{
    g_atomic_int_inc((gint *)user_data);
}

static const PicturePoolEvents events = {.key_needed = on_key_needed};

static void decode_all(PictureSource *source)
{
    picture_sources_decode(&source, 1, INT64_MAX);
}

static void test_decodes_when_asked(void)
{
    gint keys = 0;
    g_autoptr(PicturePool) pool = picture_pool_new(1, &events, &keys);
    g_autoptr(PictureSource) source = picture_source_new(pool, 7);
    Sender sender = sender_init(SMALL_WIDTH, SMALL_HEIGHT);

    g_assert_true(picture_source_set_visible(source, true));
    send(&sender, source);
    send(&sender, source);
    g_assert_cmpint(shown(source), ==, -1); /* not by itself */
    picture_sources_decode(&source, 1, 0);
    g_assert_cmpint(shown(source), ==, -1); /* not when there is no time */
    decode_all(source);
    g_assert_cmpint(shown(source), ==, 1); /* all that waited */
    decode_all(source);
    g_assert_cmpint(shown(source), ==, 1);
    g_assert_cmpint(keys, ==, 0);
    picture_source_close(source);
    g_assert_cmpint(shown(source), ==, -1);
    sender_clear(&sender);
}

static void test_decodes_nothing_that_is_not_seen(void)
{
    gint keys = 0;
    g_autoptr(PicturePool) pool = picture_pool_new(1, &events, &keys);
    g_autoptr(PictureSource) source = picture_source_new(pool, 7);
    Sender sender = sender_init(SMALL_WIDTH, SMALL_HEIGHT);

    send(&sender, source);
    picture_source_set_visible(source, true);
    send(&sender, source); /* of no use without the one before */
    decode_all(source);
    g_assert_cmpint(shown(source), ==, -1);
    sender.sent = 0;
    send(&sender, source);
    decode_all(source);
    g_assert_cmpint(shown(source), ==, 0);
    picture_source_close(source);
    sender_clear(&sender);
}

static void test_bounds_what_waits(void)
{
    gint keys = 0;
    g_autoptr(PicturePool) pool = picture_pool_new(1, &events, &keys);
    g_autoptr(PictureSource) source = picture_source_new(pool, 7);
    Sender sender = sender_init(SMALL_WIDTH, SMALL_HEIGHT);

    picture_source_set_visible(source, true);
    for (int i = 0; i < PICTURE_SOURCE_QUEUE_MAX; i++) {
        send(&sender, source);
    }
    g_assert_cmpint(keys, ==, 0);
    send(&sender, source); /* one too many: half a sequence is of no use */
    g_assert_cmpint(keys, ==, 1);
    g_assert_cmpuint(picture_pool_dropped(pool), ==, PICTURE_SOURCE_QUEUE_MAX);
    decode_all(source);
    g_assert_cmpint(shown(source), ==, -1);
    picture_source_close(source);
    sender_clear(&sender);
}

/* Two views that want the same large pictures at once, each with helpers. */
typedef struct Crowd {
    PictureSource *sources[SOURCES];
    gint rounds; /* atomic */
} Crowd;

static gpointer decode_them(gpointer data)
{
    Crowd *crowd = data;
    for (int i = 0; i < 50; i++) {
        picture_sources_decode(crowd->sources, SOURCES, INT64_MAX);
        g_atomic_int_inc(&crowd->rounds);
    }
    return NULL;
}

static void test_decodes_large_ones_together(void)
{
    gint keys = 0;
    g_autoptr(PicturePool) pool = picture_pool_new(THREADS, &events, &keys);
    Crowd crowd = {.rounds = 0};
    Sender sender = sender_init(LARGE_WIDTH, LARGE_HEIGHT);

    for (int i = 0; i < SOURCES; i++) {
        crowd.sources[i] = picture_source_new(pool, (uint32_t)i);
        picture_source_set_visible(crowd.sources[i], true);
        sender.sent = 0;
        send(&sender, crowd.sources[i]);
    }
    picture_sources_decode(crowd.sources, SOURCES, INT64_MAX); /* now their size is known */
    for (int round = 1; round < 4; round++) {
        for (int i = 0; i < SOURCES; i++) {
            sender.sent = 0; /* one coder for all: key frames alone */
            send(&sender, crowd.sources[i]);
        }
    }
    GThread *other = g_thread_new("view", decode_them, &crowd);
    decode_them(&crowd);
    g_thread_join(other);
    g_assert_cmpint(crowd.rounds, ==, 100);
    for (int i = 0; i < SOURCES; i++) {
        g_assert_cmpint(shown(crowd.sources[i]), ==, 0);
        picture_source_close(crowd.sources[i]);
        picture_source_unref(crowd.sources[i]);
    }
    g_assert_cmpint(keys, ==, 0);
    sender_clear(&sender);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture_source/decodes_when_asked", test_decodes_when_asked);
    g_test_add_func("/picture_source/decodes_nothing_that_is_not_seen",
            test_decodes_nothing_that_is_not_seen);
    g_test_add_func("/picture_source/bounds_what_waits", test_bounds_what_waits);
    g_test_add_func(
            "/picture_source/decodes_large_ones_together", test_decodes_large_ones_together);
    return g_test_run();
}
