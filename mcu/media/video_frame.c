#include "mcu/media/video_frame.h"

#include <libyuv/planar_functions.h>
#include <stdbool.h>

/* One cache line; also what the widest vector code of libyuv and libvpx likes. */
enum { ALIGN_BYTES = 64 };

typedef struct PooledFrame {
    VideoFrame frame; /* first: a VideoFrame pointer is a PooledFrame pointer */
    gatomicrefcount refs;
    VideoFramePool *pool; /* a reference while the frame is out, NULL while it waits */
    uint8_t *bytes;
} PooledFrame;

struct VideoFramePool {
    gatomicrefcount refs; /* the owner's, and one for each frame that is out */
    size_t frames_max;

    /* under lock */
    GMutex lock;
    size_t out;
    GPtrArray *waiting; /* of PooledFrame, all of the size that was asked for last */
};

static void pooled_frame_free(gpointer data)
{
    PooledFrame *pooled = data;

    g_aligned_free(pooled->bytes);
    g_free(pooled);
}

VideoFramePool *video_frame_pool_new(size_t frames_max)
{
    g_assert(frames_max >= 1);

    VideoFramePool *pool = g_new0(VideoFramePool, 1);
    g_atomic_ref_count_init(&pool->refs);
    pool->frames_max = frames_max;
    g_mutex_init(&pool->lock);
    pool->waiting = g_ptr_array_new_with_free_func(pooled_frame_free);
    return pool;
}

void video_frame_pool_unref(VideoFramePool *pool)
{
    if (pool == NULL || !g_atomic_ref_count_dec(&pool->refs)) {
        return;
    }
    g_ptr_array_unref(pool->waiting);
    g_mutex_clear(&pool->lock);
    g_free(pool);
}

static bool size_is_allowed(int width_px, int height_px)
{
    return width_px >= 1 && width_px <= VIDEO_FRAME_SIDE_MAX && height_px >= 1 &&
            height_px <= VIDEO_FRAME_SIDE_MAX && width_px * height_px <= VIDEO_FRAME_PIXELS_MAX;
}

static bool has_size(const PooledFrame *pooled, int width_px, int height_px)
{
    return pooled->frame.width_px == width_px && pooled->frame.height_px == height_px;
}

static int aligned(int width_px)
{
    return (width_px + ALIGN_BYTES - 1) / ALIGN_BYTES * ALIGN_BYTES;
}

static PooledFrame *pooled_frame_new(int width_px, int height_px)
{
    PooledFrame *pooled = g_new0(PooledFrame, 1);
    const int stride = aligned(width_px);
    const int chroma_stride = aligned((width_px + 1) / 2);
    const size_t luma_bytes = (size_t)stride * (size_t)height_px;
    const size_t chroma_bytes = (size_t)chroma_stride * (size_t)((height_px + 1) / 2);

    pooled->bytes = g_aligned_alloc(1, luma_bytes + 2 * chroma_bytes, ALIGN_BYTES);
    pooled->frame = (VideoFrame){
            .width_px = width_px,
            .height_px = height_px,
            .planes = {pooled->bytes, pooled->bytes + luma_bytes,
                    pooled->bytes + luma_bytes + chroma_bytes},
            .strides = {stride, chroma_stride, chroma_stride},
    };
    return pooled;
}

static PooledFrame *take_locked(VideoFramePool *pool, int width_px, int height_px)
{
    if (pool->out >= pool->frames_max) {
        return NULL;
    }
    pool->out++;
    if (pool->waiting->len > 0 && !has_size(pool->waiting->pdata[0], width_px, height_px)) {
        g_ptr_array_set_size(pool->waiting, 0); /* the sender changed its size */
    }
    if (pool->waiting->len > 0) {
        return g_ptr_array_steal_index_fast(pool->waiting, pool->waiting->len - 1);
    }
    return pooled_frame_new(width_px, height_px);
}

VideoFrame *video_frame_pool_take(VideoFramePool *pool, int width_px, int height_px)
{
    if (!size_is_allowed(width_px, height_px)) {
        return NULL;
    }
    g_mutex_lock(&pool->lock);
    PooledFrame *pooled = take_locked(pool, width_px, height_px);
    g_mutex_unlock(&pool->lock);
    if (pooled == NULL) {
        return NULL;
    }
    g_atomic_ref_count_init(&pooled->refs);
    g_atomic_ref_count_inc(&pool->refs);
    pooled->pool = pool;
    return &pooled->frame;
}

size_t video_frame_pool_out(VideoFramePool *pool)
{
    g_mutex_lock(&pool->lock);
    const size_t out = pool->out;
    g_mutex_unlock(&pool->lock);
    return out;
}

VideoFrame *video_frame_ref(const VideoFrame *frame)
{
    PooledFrame *pooled = (PooledFrame *)frame;

    g_atomic_ref_count_inc(&pooled->refs);
    return &pooled->frame;
}

/* Frames of a size that nobody asks for any more are not kept. */
static bool keep_locked(VideoFramePool *pool, PooledFrame *pooled)
{
    const GPtrArray *waiting = pool->waiting;

    if (waiting->len > 0 &&
            !has_size(waiting->pdata[0], pooled->frame.width_px, pooled->frame.height_px)) {
        return false;
    }
    g_ptr_array_add(pool->waiting, pooled);
    return true;
}

void video_frame_unref(VideoFrame *frame)
{
    PooledFrame *pooled = (PooledFrame *)frame;

    if (pooled == NULL || !g_atomic_ref_count_dec(&pooled->refs)) {
        return;
    }
    VideoFramePool *pool = g_steal_pointer(&pooled->pool);
    g_mutex_lock(&pool->lock);
    pool->out--;
    const bool kept = keep_locked(pool, pooled);
    g_mutex_unlock(&pool->lock);
    if (!kept) {
        pooled_frame_free(pooled);
    }
    video_frame_pool_unref(pool);
}

void video_frame_fill(VideoFrame *frame, uint8_t y, uint8_t u, uint8_t v)
{
    const int chroma_width = (frame->width_px + 1) / 2;
    const int chroma_height = (frame->height_px + 1) / 2;

    SetPlane(frame->planes[0], frame->strides[0], frame->width_px, frame->height_px, y);
    SetPlane(frame->planes[1], frame->strides[1], chroma_width, chroma_height, u);
    SetPlane(frame->planes[2], frame->strides[2], chroma_width, chroma_height, v);
}
