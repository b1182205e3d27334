#include "mcu/room/picture_source.h"

#include "mcu/media/video_codec_list.h"
#include "mcu/media/video_decoder.h"
#include "mcu/room/thread_priority.h"

enum {
    /* Less is not worth waking a thread for: some 5 ms of decoding, half of 16 sites that send 640x360. */
    HELPER_PIXELS = 2 * 1280 * 720,
};

struct PicturePool {
    GThreadPool *helpers;
    int helpers_max;
    const PicturePoolEvents *events;
    void *user_data;
    guint dropped; /* atomic */
};

struct PictureSource {
    /* set at creation, then constant */
    PicturePool *pool;
    uint32_t id;
    int pixels_max; /* 0: as usual */

    /* under lock */
    GMutex lock;
    PictureCodec codec;
    GQueue frames; /* of GBytes */
    bool visible;
    bool closed;
    bool need_key; /* frames are dropped until one comes */
    VideoFrame *newest;
    int64_t newest_us;

    /* under decoding: one thread at a time, in the frames' order; taken before lock */
    GMutex decoding;
    VideoDecoder *decoder;
};

/* What a view wants decoded now, by its own thread and helpers. */
typedef struct Job {
    int64_t until_us;
    size_t count;
    gint next; /* atomic: the first that nobody has taken */
    PictureSource *sources[PICTURE_SOURCES_MAX];

    /* under lock */
    GMutex lock;
    GCond ended;
    size_t left;
} Job;

/* ---- views' threads and helpers ---- */

static void publish(PictureSource *source, VideoFrame *picture)
{
    g_mutex_lock(&source->lock);
    VideoFrame *old = source->newest;
    source->newest = source->visible && !source->closed ? picture : NULL;
    source->newest_us = g_get_monotonic_time();
    const bool kept = source->newest != NULL;
    g_mutex_unlock(&source->lock);
    video_frame_unref(old);
    if (!kept) {
        video_frame_unref(picture);
    }
}

/* @return false if the machine has no decoder left, which another frame may find again */
static bool need_decoder(PictureSource *source, PictureCodec codec)
{
    if (source->decoder == NULL) {
        const VideoDecoderConfig config = {.pixels_max = source->pixels_max};
        const VideoCodec *line = video_codec_find(picture_codec_name(codec));
        g_assert(line != NULL); /* else it would not have been agreed on */
        source->decoder = video_decoder_new(line, &config, NULL);
    }
    return source->decoder != NULL;
}

static void decode(PictureSource *source, PictureCodec codec, GBytes *frame)
{
    if (!need_decoder(source, codec)) {
        return;
    }
    gsize size = 0;
    const uint8_t *data = g_bytes_get_data(frame, &size);
    VideoFrame *picture = NULL;
    switch (video_decoder_decode(source->decoder, data, size, &picture)) {
    case VIDEO_DECODER_PICTURE:
        publish(source, picture);
        break;
    case VIDEO_DECODER_NEED_KEY:
        source->pool->events->key_needed(source->id, source->pool->user_data);
        break;
    case VIDEO_DECODER_NOTHING:
    case VIDEO_DECODER_REFUSED:
    case VIDEO_DECODER_NO_FRAME:
        break;
    }
}

static GBytes *next_frame(PictureSource *source, PictureCodec *ret_codec)
{
    g_mutex_lock(&source->lock);
    GBytes *frame = g_queue_pop_head(&source->frames);
    *ret_codec = source->codec;
    g_mutex_unlock(&source->lock);
    return frame;
}

static void decode_waiting(PictureSource *source, int64_t until_us)
{
    GBytes *frame = NULL;
    PictureCodec codec = PICTURE_CODEC_VP8;
    g_mutex_lock(&source->decoding);
    while (g_get_monotonic_time() < until_us && (frame = next_frame(source, &codec)) != NULL) {
        decode(source, codec, frame);
        g_bytes_unref(frame);
    }
    g_mutex_unlock(&source->decoding);
}

static void work(Job *job)
{
    size_t done = 0;
    for (size_t i = 0; (i = (size_t)g_atomic_int_add(&job->next, 1)) < job->count; done++) {
        decode_waiting(job->sources[i], job->until_us);
    }
    g_mutex_lock(&job->lock);
    job->left -= done;
    if (job->left == 0) {
        g_cond_signal(&job->ended);
    }
    g_mutex_unlock(&job->lock);
}

static void job_clear(gpointer data)
{
    Job *job = data;
    for (size_t i = 0; i < job->count; i++) {
        picture_source_unref(job->sources[i]);
    }
    g_cond_clear(&job->ended);
    g_mutex_clear(&job->lock);
}

/* One that comes when all is done finds nothing to do. A view waits for it, so it is served as the view is. */
static void help(gpointer data, gpointer user_data)
{
    static _Thread_local bool ranked;
    if (!ranked) {
        thread_priority_set(THREAD_RANK_PICTURE);
        ranked = true;
    }
    work(data);
    g_atomic_rc_box_release_full(data, job_clear);
}

static void decode_together(
        PictureSource *const *sources, size_t count, int helpers, int64_t until_us)
{
    Job *job = g_atomic_rc_box_new0(Job);
    job->until_us = until_us;
    job->count = job->left = count;
    g_mutex_init(&job->lock);
    g_cond_init(&job->ended);
    for (size_t i = 0; i < count; i++) {
        job->sources[i] = picture_source_ref(sources[i]);
    }
    for (int i = 0; i < helpers; i++) {
        g_thread_pool_push(sources[0]->pool->helpers, g_atomic_rc_box_acquire(job), NULL);
    }
    work(job);
    g_mutex_lock(&job->lock);
    while (job->left > 0) {
        g_cond_wait(&job->ended, &job->lock);
    }
    g_mutex_unlock(&job->lock);
    g_atomic_rc_box_release_full(job, job_clear);
}

/* @return how many pixels there are to decode, as far as is known before; -1 if nothing waits */
static int64_t waiting_pixels(PictureSource *source)
{
    g_mutex_lock(&source->lock);
    const VideoFrame *newest = source->newest;
    const int64_t each = newest != NULL ? (int64_t)newest->width_px * newest->height_px : 0;
    const guint waiting = g_queue_get_length(&source->frames);
    g_mutex_unlock(&source->lock);
    return waiting > 0 ? each * waiting : -1;
}

void picture_sources_decode(PictureSource *const *sources, size_t count, int64_t until_us)
{
    PictureSource *waiting[PICTURE_SOURCES_MAX];
    size_t waiting_count = 0;
    int64_t pixels = 0;
    g_assert(count <= PICTURE_SOURCES_MAX);
    for (size_t i = 0; i < count; i++) {
        const int64_t more = waiting_pixels(sources[i]);
        if (more >= 0) {
            waiting[waiting_count++] = sources[i];
            pixels += more;
        }
    }
    const int64_t useful = MIN(pixels / HELPER_PIXELS, (int64_t)waiting_count - 1);
    if (useful > 0 && waiting[0]->pool->helpers_max > 0) {
        const int helpers = (int)MIN(useful, waiting[0]->pool->helpers_max);
        decode_together(waiting, waiting_count, helpers, until_us);
        return;
    }
    for (size_t i = 0; i < waiting_count; i++) {
        decode_waiting(waiting[i], until_us);
    }
}

/* ---- any thread ---- */

PicturePool *picture_pool_new(int threads, const PicturePoolEvents *events, void *user_data)
{
    PicturePool *pool = g_new0(PicturePool, 1);
    pool->events = events;
    pool->user_data = user_data;
    pool->helpers_max = threads - 1; /* a view's own thread decodes as well */
    pool->helpers = g_thread_pool_new(help, NULL, MAX(pool->helpers_max, 1), TRUE, NULL);
    return pool;
}

void picture_pool_free(PicturePool *pool)
{
    if (pool == NULL) {
        return;
    }
    g_thread_pool_free(pool->helpers, FALSE, TRUE);
    g_free(pool);
}

uint64_t picture_pool_dropped(PicturePool *pool)
{
    return (guint)g_atomic_int_get(&pool->dropped);
}

PictureSource *picture_source_new(PicturePool *pool, uint32_t id)
{
    PictureSource *source = g_atomic_rc_box_new0(PictureSource);
    source->pool = pool;
    source->id = id;
    source->need_key = true;
    g_mutex_init(&source->lock);
    g_mutex_init(&source->decoding);
    g_queue_init(&source->frames);
    return source;
}

PictureSource *picture_source_ref(PictureSource *source)
{
    return g_atomic_rc_box_acquire(source);
}

static void source_clear(gpointer data)
{
    PictureSource *source = data;
    g_queue_clear_full(&source->frames, (GDestroyNotify)g_bytes_unref);
    video_frame_unref(source->newest);
    video_decoder_free(source->decoder);
    g_mutex_clear(&source->decoding);
    g_mutex_clear(&source->lock);
}

void picture_source_unref(PictureSource *source)
{
    if (source != NULL) {
        g_atomic_rc_box_release_full(source, source_clear);
    }
}

void picture_source_set_pixels_max(PictureSource *source, int pixels_max)
{
    source->pixels_max = pixels_max;
}

uint32_t picture_source_id(const PictureSource *source)
{
    return source->id;
}

void picture_source_close(PictureSource *source)
{
    g_mutex_lock(&source->lock);
    source->closed = true;
    g_queue_clear_full(&source->frames, (GDestroyNotify)g_bytes_unref);
    VideoFrame *old = g_steal_pointer(&source->newest);
    g_mutex_unlock(&source->lock);
    video_frame_unref(old);
}

/* Throws away what waits when the machine is too slow for it. @return false if the frame is not to be kept */
static bool admit_locked(PictureSource *source, bool key)
{
    if (source->closed || !source->visible) {
        source->need_key = true;
        return false;
    }
    if (source->need_key && !key) {
        return false;
    }
    source->need_key = false;
    const guint waiting = g_queue_get_length(&source->frames);
    if (waiting < PICTURE_SOURCE_QUEUE_MAX) {
        return true;
    }
    g_atomic_int_add(&source->pool->dropped, (gint)waiting);
    g_queue_clear_full(&source->frames, (GDestroyNotify)g_bytes_unref);
    source->need_key = !key;
    return key;
}

void picture_source_push(PictureSource *source, PictureCodec codec, GBytes *frame, bool key)
{
    g_mutex_lock(&source->lock);
    source->codec = codec;
    const bool had_start = !source->need_key;
    const bool kept = admit_locked(source, key);
    if (kept) {
        g_queue_push_tail(&source->frames, g_bytes_ref(frame));
    }
    const bool lost = had_start && source->need_key && source->visible && !source->closed;
    g_mutex_unlock(&source->lock);
    if (lost) {
        source->pool->events->key_needed(source->id, source->pool->user_data);
    }
}

bool picture_source_set_visible(PictureSource *source, bool visible)
{
    g_mutex_lock(&source->lock);
    const bool changed = source->visible != visible;
    source->visible = visible;
    VideoFrame *old = NULL;
    if (!visible) {
        g_queue_clear_full(&source->frames, (GDestroyNotify)g_bytes_unref);
        source->need_key = true;
        old = g_steal_pointer(&source->newest);
    }
    g_mutex_unlock(&source->lock);
    video_frame_unref(old);
    return changed;
}

VideoFrame *picture_source_newest(PictureSource *source, int64_t *ret_since_us)
{
    g_mutex_lock(&source->lock);
    VideoFrame *picture = source->newest != NULL ? video_frame_ref(source->newest) : NULL;
    *ret_since_us = source->newest_us;
    g_mutex_unlock(&source->lock);
    return picture;
}
