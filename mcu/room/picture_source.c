#include "mcu/room/picture_source.h"

#include "mcu/media/video_decoder.h"
#include "mcu/media/vp8_codec.h"

struct PicturePool {
    GThreadPool *threads;
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
    GQueue frames; /* of GBytes */
    bool decoding; /* a thread of the pool has it */
    bool visible;
    bool closed;
    bool need_key; /* frames are dropped until one comes */
    VideoFrame *newest;
    int64_t newest_us;

    /* the one pool thread that has it */
    VideoDecoder *decoder;
};

/* ---- pool threads ---- */

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

static void decode(PictureSource *source, GBytes *frame)
{
    if (source->decoder == NULL) {
        const VideoDecoderConfig config = {.pixels_max = source->pixels_max};
        source->decoder = video_decoder_new(&vp8_codec, &config, NULL);
        g_assert(source->decoder != NULL);
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

/* Decodes what waits, a frame at a time, so that one busy source does not hold a thread for itself. */
static void run(gpointer data, gpointer user_data)
{
    PictureSource *source = data;
    g_mutex_lock(&source->lock);
    GBytes *frame = g_queue_pop_head(&source->frames);
    g_mutex_unlock(&source->lock);
    if (frame != NULL) {
        decode(source, frame);
        g_bytes_unref(frame);
    }
    g_mutex_lock(&source->lock);
    const bool more = !g_queue_is_empty(&source->frames);
    source->decoding = more;
    g_mutex_unlock(&source->lock);
    if (more) {
        g_thread_pool_push(source->pool->threads, source, NULL);
    } else {
        picture_source_unref(source);
    }
}

/* ---- any thread ---- */

PicturePool *picture_pool_new(int threads, const PicturePoolEvents *events, void *user_data)
{
    PicturePool *pool = g_new0(PicturePool, 1);
    pool->events = events;
    pool->user_data = user_data;
    pool->threads = g_thread_pool_new(run, pool, threads, FALSE, NULL);
    return pool;
}

void picture_pool_free(PicturePool *pool)
{
    if (pool == NULL) {
        return;
    }
    g_thread_pool_free(pool->threads, FALSE, TRUE);
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

void picture_source_push(PictureSource *source, GBytes *frame, bool key)
{
    g_mutex_lock(&source->lock);
    const bool had_start = !source->need_key;
    const bool kept = admit_locked(source, key);
    if (kept) {
        g_queue_push_tail(&source->frames, g_bytes_ref(frame));
    }
    const bool start = kept && !source->decoding;
    source->decoding = source->decoding || start;
    const bool lost = had_start && source->need_key && source->visible && !source->closed;
    g_mutex_unlock(&source->lock);
    if (start) {
        g_thread_pool_push(source->pool->threads, picture_source_ref(source), NULL);
    }
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
