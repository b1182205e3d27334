#include "mcu/room/room_view.h"

#include "mcu/media/canvas.h"
#include "mcu/media/motion_watch.h"
#include "mcu/media/rendition.h"
#include "mcu/media/video_codec_list.h"
#include "mcu/room/thread_priority.h"
#include "mcu/room/tick_clock.h"
#include "mcu/room/wall_clock.h"

#include <string.h>
#include <time.h>

enum {
    STALE_US =
            5000000, /* a picture that does not move for so long is shown as none: a frozen face is a lie */
    SHOTS_MAX = 2, /* one on its way to whoever asked, one asked for meanwhile */
    FEEDS = PICTURE_CODECS * PICTURE_RUNGS_MAX,
    ENCODER_THREADS =
            1, /* 7 ms a frame: threads that wait for each other cost more, above all on a busy machine */
};

/* What legs ask of one rung in one codec. */
typedef struct Order {
    unsigned receivers;
    bool join;
    bool repair;
} Order;

/* One rung in one codec. */
typedef struct Feed {
    PictureCodec codec;
    unsigned rung;
    Rendition *rendition; /* made when somebody wants it for the first time */
    unsigned receivers;
} Feed;

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
    bool shoot;          /* a copy of the canvas is wanted */
    Order orders[FEEDS]; /* of each feed */
    bool recorded;       /* its top rung */
    bool streamed;       /* likewise */
    RoomViewStats stats;
    Spent decoding;
    Spent composing;
    Spent encoding[FEEDS];
    int64_t moved_us; /* as the watch found; 0: it does not look */
    RoomViewLoad load;

    /* the view's thread only */
    Scene *scene;
    size_t first_tile; /* to be decoded */
    Canvas *canvas;
    bool watched; /* for motion: it is recorded */
    MotionWatch motion;
    VideoFramePool *shots;
    Feed feeds[FEEDS]; /* the top rung in VP8 is the first */
    char *clock;       /* as it is written */
    int64_t minute;
    int64_t ended_us; /* the last tick */
};

/* ---- the view's thread ---- */

static bool wanted_locked(const RoomView *view)
{
    if (view->recorded || view->streamed) {
        return true;
    }
    for (size_t i = 0; i < FEEDS; i++) {
        if (view->orders[i].receivers > 0) {
            return true;
        }
    }
    return false;
}

static Rendition *open_rendition(const RoomView *view, const Feed *feed, GError **error)
{
    const PictureRung *rung = &view->config.ladder.rungs[feed->rung];
    const VideoCodec *codec = video_codec_find(picture_codec_name(feed->codec));
    const VideoEncoderConfig encoding = {
            .width_px = rung->width_px,
            .height_px = rung->height_px,
            .fps = view->config.fps,
            .bitrate_bps = rung->bitrate_bps,
            .threads = ENCODER_THREADS,
            .temporal_layers = VIDEO_CODEC_LAYERS_MAX,
    };
    g_assert(codec != NULL); /* else nobody would have agreed on it */
    return rendition_new(codec, &encoding, error);
}

static void want_rendition(const RoomView *view, Feed *feed, const Order *order, bool wanted)
{
    if (wanted && feed->rendition == NULL) {
        feed->rendition = open_rendition(view, feed, NULL);
    }
    if (feed->rendition == NULL) {
        return;
    }
    rendition_set_wanted(feed->rendition, wanted);
    if (order->join) {
        rendition_request_key(feed->rendition, RENDITION_KEY_JOIN);
    }
    if (order->repair) {
        rendition_request_key(feed->rendition, RENDITION_KEY_REPAIR);
    }
}

static void obey(RoomView *view, const Order *orders, bool recorded)
{
    for (size_t i = 0; i < FEEDS; i++) {
        view->feeds[i].receivers = orders[i].receivers;
        want_rendition(
                view, &view->feeds[i], &orders[i], orders[i].receivers > 0 || (i == 0 && recorded));
    }
}

/* Takes over what other threads asked for. @return whether anybody wants the view */
static bool take_orders(RoomView *view)
{
    Order orders[FEEDS];
    g_mutex_lock(&view->lock);
    Scene *old = NULL;
    if (view->next_scene != NULL) {
        old = view->scene;
        view->scene = g_steal_pointer(&view->next_scene);
    }
    const bool wanted = wanted_locked(view);
    const bool recorded = view->recorded || view->streamed;
    view->watched = view->recorded;
    for (size_t i = 0; i < FEEDS; i++) {
        orders[i] = view->orders[i];
        view->orders[i].join = view->orders[i].repair = false;
    }
    g_mutex_unlock(&view->lock);
    scene_unref(old);
    obey(view, orders, recorded);
    return wanted;
}

/* Some are not worth each picture when the machine is short: three of them fit side by side. */
static bool is_small(const RoomView *view, const SceneTile *tile)
{
    return tile->cell.width * 2 < view->config.ladder.rungs[0].width_px;
}

/* By the beat's number, which is about the same in all views: a picture that one has decoded serves the others. */
static bool shows_small(const RoomView *view, const TickClock *clock)
{
    const int64_t each = MAX(view->scene->small_each, 1);
    return clock->due_us / clock->period_us % each == 0;
}

static bool has_large(const RoomView *view)
{
    bool large = false;
    for (size_t i = 0; i < view->scene->count; i++) {
        large = large || !is_small(view, &view->scene->tiles[i]);
    }
    return large;
}

/* Has decoded what came since the last tick. Another tile is first each time, in case there is not time for all. */
static void decode_tiles(RoomView *view, bool small, int64_t until_us)
{
    PictureSource *sources[LAYOUT_TILES_MAX + SCENE_UNSEEN_MAX];
    const Scene *scene = view->scene;
    size_t count = 0;
    view->first_tile++;
    for (size_t i = 0; i < scene->count; i++) {
        const SceneTile *tile = &scene->tiles[(i + view->first_tile) % scene->count];
        if (tile->source != NULL && (small || !is_small(view, tile))) {
            sources[count++] = tile->source;
        }
    }
    for (size_t i = 0; small && i < scene->unseen_count; i++) {
        sources[count++] = scene->unseen[i];
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
                    .caption = view->scene->caption,
            });
}

/* What is recorded should move. */
static void look_for_motion(RoomView *view, const CanvasTile *tiles, size_t count, int64_t now_us)
{
    if (view->watched) {
        motion_watch_tick(&view->motion, tiles, count, now_us);
    } else {
        motion_watch_rest(&view->motion);
    }
    g_mutex_lock(&view->lock);
    view->moved_us = view->motion.moved_us;
    g_mutex_unlock(&view->lock);
}

/* @return whether the canvas changed */
static bool compose(RoomView *view, int64_t now_us)
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
                .camera_off = scene->tiles[i].camera_off,
                .speaking = scene->tiles[i].speaking,
                .lost = scene->tiles[i].lost,
                .slides = scene->tiles[i].slides,
        };
    }
    const bool changed = canvas_show(view->canvas, tiles, scene->count);
    look_for_motion(view, tiles, scene->count, now_us);
    for (size_t i = 0; i < scene->count; i++) {
        video_frame_unref(pictures[i]);
    }
    return changed;
}

static void spend(Spent *spent, int64_t us)
{
    spent->us += us;
    spent->frames++;
}

static void count_composed(
        RoomView *view, const TickClock *clock, int64_t decoding_us, int64_t composing_us)
{
    g_mutex_lock(&view->lock);
    RoomViewStats *stats = &view->stats;
    stats->composed++;
    stats->skipped += clock->skipped;
    stats->late_max_us = MAX(stats->late_max_us, clock->late_us);
    stats->tiles = view->scene->count;
    spend(&view->decoding, decoding_us);
    spend(&view->composing, composing_us);
    g_mutex_unlock(&view->lock);
}

static void count_encoded(RoomView *view, size_t number, bool encoded, int64_t spent_us)
{
    const RenditionStats now = rendition_stats(view->feeds[number].rendition);
    g_mutex_lock(&view->lock);
    RoomFeedStats *feed = &view->stats.feeds[number];
    feed->receivers = view->feeds[number].receivers;
    feed->open = now.open;
    feed->encoded = now.encoder.frames;
    feed->keys = now.encoder.keys;
    feed->bitrate_bps = now.bitrate_bps;
    if (encoded) {
        spend(&view->encoding[number], spent_us);
    }
    g_mutex_unlock(&view->lock);
}

static void encode(RoomView *view, size_t number, bool changed, int64_t due_us)
{
    const Feed *feed = &view->feeds[number];
    const int64_t start_us = g_get_monotonic_time();
    if (feed->rendition == NULL) {
        return;
    }
    EncodedFrame *frame =
            rendition_tick(feed->rendition, canvas_picture(view->canvas), changed, due_us);
    count_encoded(view, number, frame != NULL, g_get_monotonic_time() - start_us);
    if (frame != NULL) {
        const uint32_t source = picture_feed_source(view->config.view, feed->rung);
        view->events->encoded(picture_feed_in(source, feed->codec), frame, view->user_data);
    }
}

static bool take_shoot(RoomView *view)
{
    g_mutex_lock(&view->lock);
    const bool shoot = view->shoot;
    view->shoot = false;
    g_mutex_unlock(&view->lock);
    return shoot;
}

/* A copy, since the canvas goes on to change. */
static VideoFrame *copy_canvas(const RoomView *view)
{
    const VideoFrame *from = canvas_picture(view->canvas);
    VideoFrame *copy = video_frame_pool_take(view->shots, from->width_px, from->height_px);
    for (int plane = 0; copy != NULL && plane < 3; plane++) {
        const int shift = plane == 0 ? 0 : 1;
        const size_t width = (size_t)(from->width_px >> shift);
        for (int y = 0; y < from->height_px; y += 1 << shift) {
            memcpy(video_frame_at(copy, plane, 0, y), video_frame_at(from, plane, 0, y), width);
        }
    }
    return copy;
}

static void make_picture(RoomView *view, const TickClock *clock, bool small)
{
    const int64_t start_us = g_get_monotonic_time();
    decode_tiles(view, small, start_us + G_USEC_PER_SEC / view->config.fps / 2);
    const int64_t decoded_us = g_get_monotonic_time();
    write_banners(view);
    const bool changed = compose(view, decoded_us);
    count_composed(view, clock, decoded_us - start_us, g_get_monotonic_time() - decoded_us);
    if (take_shoot(view)) {
        view->events->shot(view->config.view, copy_canvas(view), view->user_data);
    }
    for (size_t i = 0; i < FEEDS; i++) {
        encode(view, i, changed, clock->due_us);
    }
}

static int64_t thread_cpu_us(void)
{
    struct timespec spent = {0};
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

static void tick(RoomView *view, const TickClock *clock)
{
    const int64_t cpu_us = thread_cpu_us();
    const bool small = shows_small(view, clock);
    if (small || has_large(view)) {
        make_picture(view, clock, small);
    }
    const int64_t from_us = MAX(clock->due_us, view->ended_us);
    view->ended_us = g_get_monotonic_time();
    g_mutex_lock(&view->lock);
    view->load.ticks++;
    view->load.busy_us += view->ended_us - from_us;
    view->load.cpu_us += thread_cpu_us() - cpu_us;
    g_mutex_unlock(&view->lock);
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
    motion_watch_rest(&view->motion);
    if (take_shoot(view)) {
        view->events->shot(view->config.view, NULL, view->user_data);
    }
    g_mutex_lock(&view->lock);
    view->stats.tiles = 0;
    view->moved_us = 0;
    for (size_t i = 0; i < FEEDS; i++) {
        view->stats.feeds[i].receivers = 0;
        view->stats.feeds[i].open = false; /* nobody wanted it, so that it was closed */
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

static Order *order_locked(RoomView *view, PictureCodec codec, unsigned rung)
{
    g_assert(codec < PICTURE_CODECS && rung < view->config.ladder.count);
    return &view->orders[codec * PICTURE_RUNGS_MAX + rung];
}

void room_view_set_receivers(RoomView *view, PictureCodec codec, unsigned rung, unsigned receivers)
{
    g_mutex_lock(&view->lock);
    order_locked(view, codec, rung)->receivers = receivers;
    g_cond_signal(&view->called);
    g_mutex_unlock(&view->lock);
}

void room_view_set_recorded(RoomView *view, bool recorded)
{
    g_mutex_lock(&view->lock);
    view->recorded = recorded;
    g_cond_signal(&view->called);
    g_mutex_unlock(&view->lock);
}

void room_view_set_streamed(RoomView *view, bool streamed)
{
    g_mutex_lock(&view->lock);
    view->streamed = streamed;
    g_cond_signal(&view->called);
    g_mutex_unlock(&view->lock);
}

void room_view_want_key(RoomView *view, PictureCodec codec, unsigned rung, bool joins)
{
    g_mutex_lock(&view->lock);
    Order *order = order_locked(view, codec, rung);
    order->join = order->join || joins;
    order->repair = order->repair || !joins;
    g_mutex_unlock(&view->lock);
}

bool room_view_shoot(RoomView *view)
{
    g_mutex_lock(&view->lock);
    const bool wanted = wanted_locked(view) && !view->ending;
    view->shoot = view->shoot || wanted;
    g_mutex_unlock(&view->lock);
    return wanted;
}

int64_t room_view_moved_us(RoomView *view)
{
    g_mutex_lock(&view->lock);
    const int64_t moved_us = view->moved_us;
    g_mutex_unlock(&view->lock);
    return moved_us;
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
    stats.decode_us = average(&view->decoding);
    stats.compose_us = average(&view->composing);
    stats.feed_count = FEEDS;
    for (size_t i = 0; i < FEEDS; i++) {
        stats.feeds[i].codec = view->feeds[i].codec;
        stats.feeds[i].rung = view->feeds[i].rung;
        stats.feeds[i].encode_us = average(&view->encoding[i]);
        stats.encoders += stats.feeds[i].open ? 1 : 0;
    }
    g_mutex_unlock(&view->lock);
    return stats;
}

RoomViewLoad room_view_load(RoomView *view)
{
    g_mutex_lock(&view->lock);
    const RoomViewLoad load = view->load;
    g_mutex_unlock(&view->lock);
    return load;
}

/* ---- the main thread ---- */

/* Of VP8 at once: settings that no encoder takes are an error now, not a view without pictures later. */
static bool open_renditions(RoomView *view, GError **error)
{
    for (unsigned i = 0; i < FEEDS; i++) {
        Feed *feed = &view->feeds[i];
        *feed = (Feed){
                .codec = (PictureCodec)(i / PICTURE_RUNGS_MAX), .rung = i % PICTURE_RUNGS_MAX};
        if (feed->codec != PICTURE_CODEC_VP8 || feed->rung >= view->config.ladder.count) {
            continue;
        }
        feed->rendition = open_rendition(view, feed, error);
        if (feed->rendition == NULL) {
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
    view->shots = video_frame_pool_new(SHOTS_MAX);
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
    for (size_t i = 0; i < FEEDS; i++) {
        rendition_free(view->feeds[i].rendition);
    }
    canvas_free(view->canvas);
    video_frame_pool_unref(view->shots);
    g_free(view->clock);
    g_cond_clear(&view->called);
    g_mutex_clear(&view->lock);
    g_free(view);
}
