#include "mcu/room/room_view.h"

#include "mcu/media/canvas.h"
#include "mcu/media/rendition.h"
#include "mcu/media/vp8_codec.h"
#include "mcu/room/thread_priority.h"
#include "mcu/room/tick_clock.h"
#include "mcu/room/wall_clock.h"

enum {
    STALE_US =
            5000000, /* a picture that does not move for so long is shown as none: a frozen face is a lie */
    ENCODER_THREADS =
            1, /* 7 ms a frame: threads that wait for each other cost more, above all on a busy machine */
};

/* What legs ask of one rung. */
typedef struct Order {
    unsigned receivers;
    bool join;
    bool repair;
} Order;

/* What was done since the figures were asked for last. */
typedef struct Spent {
    int64_t us;
    int64_t frames;
} Spent;

struct RoomView {
    /* set at creation, then constant */
    RoomViewConfig config;
    const RoomViewEvents *events;
    void *user_data;
    GThread *thread;

    /* under lock */
    GMutex lock;
    GCond called; /* it is wanted, or has to end */
    bool ending;
    Scene *next_scene;
    Order orders[PICTURE_RUNGS_MAX];
    RoomViewStats stats;
    Spent composing;
    Spent encoding[PICTURE_RUNGS_MAX];

    /* the view's thread only */
    Scene *scene;
    size_t first_tile; /* to be decoded */
    Canvas *canvas;
    Rendition *renditions[PICTURE_RUNGS_MAX];
    unsigned receivers[PICTURE_RUNGS_MAX];
    char *clock; /* as it is written */
    int64_t minute;
};

/* ---- the view's thread ---- */

static bool wanted_locked(const RoomView *view)
{
    for (size_t i = 0; i < view->config.ladder.count; i++) {
        if (view->orders[i].receivers > 0) {
            return true;
        }
    }
    return false;
}

static void obey(RoomView *view, const Order *orders)
{
    for (size_t i = 0; i < view->config.ladder.count; i++) {
        view->receivers[i] = orders[i].receivers;
        rendition_set_wanted(view->renditions[i], orders[i].receivers > 0);
        if (orders[i].join) {
            rendition_request_key(view->renditions[i], RENDITION_KEY_JOIN);
        }
        if (orders[i].repair) {
            rendition_request_key(view->renditions[i], RENDITION_KEY_REPAIR);
        }
    }
}

/* Takes over what other threads asked for. @return whether anybody wants the view */
static bool take_orders(RoomView *view)
{
    Order orders[PICTURE_RUNGS_MAX];
    g_mutex_lock(&view->lock);
    Scene *old = NULL;
    if (view->next_scene != NULL) {
        old = view->scene;
        view->scene = g_steal_pointer(&view->next_scene);
    }
    const bool wanted = wanted_locked(view);
    for (size_t i = 0; i < PICTURE_RUNGS_MAX; i++) {
        orders[i] = view->orders[i];
        view->orders[i].join = view->orders[i].repair = false;
    }
    g_mutex_unlock(&view->lock);
    scene_unref(old);
    obey(view, orders);
    return wanted;
}

/* Has decoded what came since the last tick. Another tile is first each time, in case there is not time for all. */
static void decode_tiles(RoomView *view, int64_t until_us)
{
    PictureSource *sources[LAYOUT_TILES_MAX];
    const Scene *scene = view->scene;
    size_t count = 0;
    view->first_tile++;
    for (size_t i = 0; i < scene->count; i++) {
        const SceneTile *tile = &scene->tiles[(i + view->first_tile) % scene->count];
        if (tile->source != NULL) {
            sources[count++] = tile->source;
        }
    }
    picture_sources_decode(sources, count, until_us);
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

static void write_banners(RoomView *view)
{
    const int64_t minute = g_get_real_time() / (60 * (int64_t)G_USEC_PER_SEC);
    if (view->scene->clock && view->minute != minute) {
        view->minute = minute;
        g_free(view->clock);
        view->clock = wall_clock_text(g_get_real_time());
    }
    canvas_set_banners(view->canvas,
            &(CanvasBanners){
                    .title = view->scene->title,
                    .clock = view->scene->clock ? view->clock : NULL,
                    .recording = view->scene->recording,
            });
}

/* @return whether the canvas changed */
static bool compose(const RoomView *view, int64_t now_us)
{
    const Scene *scene = view->scene;
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
                .slides = scene->tiles[i].slides,
        };
    }
    const bool changed = canvas_show(view->canvas, tiles, scene->count);
    for (size_t i = 0; i < scene->count; i++) {
        video_frame_unref(pictures[i]);
    }
    return changed;
}

static void count_composed(RoomView *view, const TickClock *clock, int64_t spent_us)
{
    g_mutex_lock(&view->lock);
    RoomViewStats *stats = &view->stats;
    stats->composed++;
    stats->skipped += clock->skipped;
    stats->late_max_us = MAX(stats->late_max_us, clock->late_us);
    stats->tiles = view->scene->count;
    view->composing.us += spent_us;
    view->composing.frames++;
    g_mutex_unlock(&view->lock);
}

static void count_encoded(RoomView *view, size_t rung, bool encoded, int64_t spent_us)
{
    const RenditionStats now = rendition_stats(view->renditions[rung]);
    g_mutex_lock(&view->lock);
    RoomFeedStats *feed = &view->stats.feeds[rung];
    feed->receivers = view->receivers[rung];
    feed->encoded = now.encoder.frames;
    feed->keys = now.encoder.keys;
    feed->bitrate_bps = now.bitrate_bps;
    view->encoding[rung].us += encoded ? spent_us : 0;
    view->encoding[rung].frames += encoded ? 1 : 0;
    g_mutex_unlock(&view->lock);
}

static void encode(RoomView *view, size_t rung, bool changed, int64_t due_us)
{
    const int64_t start_us = g_get_monotonic_time();
    EncodedFrame *frame =
            rendition_tick(view->renditions[rung], canvas_picture(view->canvas), changed, due_us);
    count_encoded(view, rung, frame != NULL, g_get_monotonic_time() - start_us);
    if (frame != NULL) {
        view->events->encoded(
                picture_feed_source(view->config.view, (unsigned)rung), frame, view->user_data);
    }
}

static void tick(RoomView *view, const TickClock *clock)
{
    decode_tiles(view, g_get_monotonic_time() + G_USEC_PER_SEC / view->config.fps / 2);
    const int64_t start_us = g_get_monotonic_time();
    write_banners(view);
    const bool changed = compose(view, start_us);
    count_composed(view, clock, g_get_monotonic_time() - start_us);
    for (size_t i = 0; i < view->config.ladder.count; i++) {
        encode(view, i, changed, clock->due_us);
    }
}

/* Sleeps while nobody wants the view. @return false when it has to end */
static bool wait_until_wanted(RoomView *view)
{
    g_mutex_lock(&view->lock);
    while (!view->ending && !wanted_locked(view)) {
        g_cond_wait(&view->called, &view->lock);
    }
    const bool goes_on = !view->ending;
    g_mutex_unlock(&view->lock);
    return goes_on;
}

static bool is_ending(RoomView *view)
{
    g_mutex_lock(&view->lock);
    const bool ending = view->ending;
    g_mutex_unlock(&view->lock);
    return ending;
}

/* A view that is not seen holds no encoder, and none of its sites' pictures. */
static void let_go(RoomView *view)
{
    canvas_show(view->canvas, NULL, 0);
    g_mutex_lock(&view->lock);
    view->stats.tiles = 0;
    for (size_t i = 0; i < PICTURE_RUNGS_MAX; i++) {
        view->stats.feeds[i].receivers = 0;
    }
    g_mutex_unlock(&view->lock);
}

static gpointer run(gpointer data)
{
    RoomView *view = data;
    const int64_t period_us = G_USEC_PER_SEC / view->config.fps;
    thread_priority_set(THREAD_RANK_PICTURE);
    while (wait_until_wanted(view)) {
        /* The first beat is at once: somebody waits for a picture. */
        TickClock clock = tick_clock_start(period_us, g_get_monotonic_time() - period_us);
        uint64_t skipped = 0;
        tick_clock_wait(&clock);
        while (!is_ending(view) && take_orders(view)) {
            TickClock since = clock;
            since.skipped = clock.skipped - skipped;
            skipped = clock.skipped;
            tick(view, &since);
            tick_clock_wait(&clock);
        }
        let_go(view);
    }
    return NULL;
}

/* ---- any thread ---- */

void room_view_set_scene(RoomView *view, Scene *scene)
{
    g_mutex_lock(&view->lock);
    Scene *old = view->next_scene;
    view->next_scene = scene;
    g_mutex_unlock(&view->lock);
    scene_unref(old);
}

void room_view_set_receivers(RoomView *view, unsigned rung, unsigned receivers)
{
    g_assert(rung < PICTURE_RUNGS_MAX);
    g_mutex_lock(&view->lock);
    view->orders[rung].receivers = receivers;
    g_cond_signal(&view->called);
    g_mutex_unlock(&view->lock);
}

void room_view_want_key(RoomView *view, unsigned rung, bool joins)
{
    g_assert(rung < PICTURE_RUNGS_MAX);
    g_mutex_lock(&view->lock);
    Order *order = &view->orders[rung];
    order->join = order->join || joins;
    order->repair = order->repair || !joins;
    g_mutex_unlock(&view->lock);
}

static int64_t average(Spent *spent)
{
    const int64_t mean = spent->frames > 0 ? spent->us / spent->frames : 0;
    *spent = (Spent){0};
    return mean;
}

RoomViewStats room_view_stats(RoomView *view)
{
    g_mutex_lock(&view->lock);
    RoomViewStats stats = view->stats;
    view->stats.late_max_us = 0;
    stats.compose_us = average(&view->composing);
    stats.feed_count = view->config.ladder.count;
    for (size_t i = 0; i < stats.feed_count; i++) {
        stats.feeds[i].encode_us = average(&view->encoding[i]);
        stats.encoders += stats.feeds[i].receivers > 0 ? 1 : 0;
    }
    g_mutex_unlock(&view->lock);
    return stats;
}

/* ---- the main thread ---- */

static bool open_renditions(RoomView *view, GError **error)
{
    for (size_t i = 0; i < view->config.ladder.count; i++) {
        const PictureRung *rung = &view->config.ladder.rungs[i];
        const VideoEncoderConfig encoding = {
                .width_px = rung->width_px,
                .height_px = rung->height_px,
                .fps = view->config.fps,
                .bitrate_bps = rung->bitrate_bps,
                .threads = ENCODER_THREADS,
                .temporal_layers = VIDEO_CODEC_LAYERS_MAX,
        };
        view->renditions[i] = rendition_new(&vp8_codec, &encoding, error);
        if (view->renditions[i] == NULL) {
            return false;
        }
    }
    return true;
}

RoomView *room_view_new(
        const RoomViewConfig *config, const RoomViewEvents *events, void *user_data, GError **error)
{
    g_autoptr(RoomView) view = g_new0(RoomView, 1);
    view->config = *config;
    view->events = events;
    view->user_data = user_data;
    view->scene = scene_new();
    view->canvas = canvas_new(config->ladder.rungs[0].width_px, config->ladder.rungs[0].height_px);
    g_mutex_init(&view->lock);
    g_cond_init(&view->called);
    if (!open_renditions(view, error)) {
        return NULL;
    }
    view->thread = g_thread_new("picture", run, view);
    return g_steal_pointer(&view);
}

void room_view_free(RoomView *view)
{
    if (view == NULL) {
        return;
    }
    if (view->thread != NULL) {
        g_mutex_lock(&view->lock);
        view->ending = true;
        g_cond_signal(&view->called);
        g_mutex_unlock(&view->lock);
        g_thread_join(view->thread);
    }
    scene_unref(view->scene);
    scene_unref(view->next_scene);
    for (size_t i = 0; i < PICTURE_RUNGS_MAX; i++) {
        rendition_free(view->renditions[i]);
    }
    canvas_free(view->canvas);
    g_free(view->clock);
    g_cond_clear(&view->called);
    g_mutex_clear(&view->lock);
    g_free(view);
}
