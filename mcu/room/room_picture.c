#include "mcu/room/room_picture.h"

#include "mcu/media/canvas.h"
#include "mcu/media/rendition.h"
#include "mcu/media/vp8_codec.h"
#include "mcu/room/thread_priority.h"
#include "mcu/room/tick_clock.h"

enum {
    STALE_US =
            5000000, /* a picture that does not move for so long is shown as none: a frozen face is a lie */
    ENCODER_THREADS =
            1, /* 7 ms a frame: threads that wait for each other cost more, above all on a busy machine */
};

struct RoomPicture {
    /* set at creation, then constant */
    RoomPictureConfig config;
    const RoomPictureEvents *events;
    void *user_data;
    PicturePool *pool;
    GThread *thread;
    gint ending; /* atomic */

    /* under lock */
    GMutex lock;
    Scene *next_scene;
    bool wanted;
    bool join_wanted;
    bool repair_wanted;
    RoomPictureStats stats;

    /* picture thread only */
    Scene *scene;
    Canvas *canvas;
    Rendition *rendition;
};

/* ---- picture thread ---- */

/* Takes over what other threads asked for. @return whether anybody wants the picture */
static bool take_orders(RoomPicture *picture)
{
    g_mutex_lock(&picture->lock);
    Scene *old = NULL;
    if (picture->next_scene != NULL) {
        old = picture->scene;
        picture->scene = g_steal_pointer(&picture->next_scene);
    }
    const bool wanted = picture->wanted;
    const bool join = picture->join_wanted;
    const bool repair = picture->repair_wanted;
    picture->join_wanted = picture->repair_wanted = false;
    g_mutex_unlock(&picture->lock);
    scene_unref(old);
    rendition_set_wanted(picture->rendition, wanted);
    if (join) {
        rendition_request_key(picture->rendition, RENDITION_KEY_JOIN);
    }
    if (repair) {
        rendition_request_key(picture->rendition, RENDITION_KEY_REPAIR);
    }
    return wanted;
}

static VideoFrame *current_picture(const SceneTile *tile, int64_t now_us)
{
    if (tile->source == NULL || tile->camera_off || tile->lost) {
        return NULL;
    }
    int64_t since_us = 0;
    VideoFrame *newest = picture_source_newest(tile->source, &since_us);
    if (newest != NULL && now_us - since_us > STALE_US) {
        g_clear_pointer(&newest, video_frame_unref);
    }
    return newest;
}

/* @return whether the canvas changed */
static bool compose(const RoomPicture *picture, int64_t now_us)
{
    const Scene *scene = picture->scene;
    CanvasTile tiles[LAYOUT_TILES_MAX];
    VideoFrame *pictures[LAYOUT_TILES_MAX];
    for (size_t i = 0; i < scene->count; i++) {
        pictures[i] = current_picture(&scene->tiles[i], now_us);
        tiles[i] = (CanvasTile){
                .cell = scene->tiles[i].cell,
                .picture = pictures[i],
                .name = scene->tiles[i].name,
                .microphone_off = scene->tiles[i].mic_muted,
                .speaking = scene->tiles[i].speaking,
                .lost = scene->tiles[i].lost,
        };
    }
    const bool changed = canvas_show(picture->canvas, tiles, scene->count);
    for (size_t i = 0; i < scene->count; i++) {
        video_frame_unref(pictures[i]);
    }
    return changed;
}

static void count(RoomPicture *picture, const TickClock *clock, bool composed, bool encoded)
{
    unsigned decoders = 0;
    for (size_t i = 0; i < picture->scene->count; i++) {
        decoders += picture->scene->tiles[i].source != NULL ? 1 : 0;
    }
    g_mutex_lock(&picture->lock);
    RoomPictureStats *stats = &picture->stats;
    stats->composed += composed ? 1 : 0;
    stats->encoded += encoded ? 1 : 0;
    stats->skipped = clock->skipped;
    stats->late_max_us = MAX(stats->late_max_us, clock->late_us);
    stats->decoders = decoders;
    stats->encoders = composed ? 1 : 0;
    g_mutex_unlock(&picture->lock);
}

static void tick(RoomPicture *picture, const TickClock *clock)
{
    EncodedFrame *frame = NULL;
    const bool wanted = take_orders(picture);
    if (wanted) {
        const bool changed = compose(picture, g_get_monotonic_time());
        frame = rendition_tick(
                picture->rendition, canvas_picture(picture->canvas), changed, clock->due_us);
    }
    count(picture, clock, wanted, frame != NULL);
    if (frame != NULL) {
        picture->events->encoded(frame, picture->user_data);
    }
}

static gpointer run(gpointer data)
{
    RoomPicture *picture = data;
    thread_priority_set(THREAD_RANK_PICTURE);
    TickClock clock =
            tick_clock_start(G_USEC_PER_SEC / picture->config.fps, g_get_monotonic_time());
    while (!g_atomic_int_get(&picture->ending)) {
        tick_clock_wait(&clock);
        tick(picture, &clock);
    }
    return NULL;
}

/* ---- any thread ---- */

PicturePool *room_picture_pool(RoomPicture *picture)
{
    return picture->pool;
}

void room_picture_set_scene(RoomPicture *picture, Scene *scene)
{
    g_mutex_lock(&picture->lock);
    Scene *old = picture->next_scene;
    picture->next_scene = scene;
    g_mutex_unlock(&picture->lock);
    scene_unref(old);
}

void room_picture_set_wanted(RoomPicture *picture, bool wanted)
{
    g_mutex_lock(&picture->lock);
    picture->wanted = wanted;
    g_mutex_unlock(&picture->lock);
}

void room_picture_want_key(RoomPicture *picture, bool joins)
{
    g_mutex_lock(&picture->lock);
    picture->join_wanted = picture->join_wanted || joins;
    picture->repair_wanted = picture->repair_wanted || !joins;
    g_mutex_unlock(&picture->lock);
}

RoomPictureStats room_picture_stats(RoomPicture *picture)
{
    g_mutex_lock(&picture->lock);
    RoomPictureStats stats = picture->stats;
    picture->stats.late_max_us = 0;
    g_mutex_unlock(&picture->lock);
    stats.dropped = picture_pool_dropped(picture->pool);
    return stats;
}

/* ---- the main thread ---- */

static void on_key_needed(uint32_t source, void *user_data)
{
    const RoomPicture *picture = user_data;
    picture->events->key_needed(source, picture->user_data);
}

RoomPicture *room_picture_new(const RoomPictureConfig *config, const RoomPictureEvents *events,
        void *user_data, GError **error)
{
    static const PicturePoolEvents pool_events = {.key_needed = on_key_needed};
    const VideoEncoderConfig encoding = {
            .width_px = config->width_px,
            .height_px = config->height_px,
            .fps = config->fps,
            .bitrate_bps = config->bitrate_bps,
            .threads = ENCODER_THREADS,
    };
    Rendition *rendition = rendition_new(&vp8_codec, &encoding, error);
    if (rendition == NULL) {
        return NULL;
    }
    RoomPicture *picture = g_new0(RoomPicture, 1);
    picture->config = *config;
    picture->events = events;
    picture->user_data = user_data;
    picture->rendition = rendition;
    picture->scene = scene_new();
    picture->canvas = canvas_new(config->width_px, config->height_px);
    g_mutex_init(&picture->lock);
    picture->pool = picture_pool_new((int)g_get_num_processors(), &pool_events, picture);
    picture->thread = g_thread_new("picture", run, picture);
    return picture;
}

void room_picture_free(RoomPicture *picture)
{
    if (picture == NULL) {
        return;
    }
    g_atomic_int_set(&picture->ending, 1);
    g_thread_join(picture->thread);
    scene_unref(picture->scene);
    scene_unref(picture->next_scene);
    picture_pool_free(picture->pool);
    rendition_free(picture->rendition);
    canvas_free(picture->canvas);
    g_mutex_clear(&picture->lock);
    g_free(picture);
}
