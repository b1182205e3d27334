/**
 * video_frame: one picture, I420, shared between threads by counting references.
 *
 * The thread that took a frame from the pool writes it, before anybody else has it; once it was
 * handed on, every holder only reads. The last one to let go puts it back into the pool.
 *
 * Units       pixels; strides are bytes and multiples of 64. Colours are BT.601, limited range.
 * Ownership   each holder has a reference; a frame keeps its pool alive.
 * Thread      any: counting and the pool are safe, writing is the producer's alone.
 * Errors      no frame (NULL) when the bounds below are met; the producer drops its picture then.
 * Memory      a pool hands out at most its `frames_max` at a time, each of at most
 *             VIDEO_FRAME_PIXELS_MAX pixels (1.5 bytes each).
 */
#ifndef MCU_MEDIA_VIDEO_FRAME_H
#define MCU_MEDIA_VIDEO_FRAME_H

#include <glib.h>

#include <stddef.h>
#include <stdint.h>

enum {
    VIDEO_FRAME_SIDE_MAX = 4096,
    VIDEO_FRAME_PIXELS_MAX = 3840 * 2160,
};

typedef struct VideoFramePool VideoFramePool;

typedef struct VideoFrame {
    int width_px;
    int height_px;
    uint8_t *planes[3]; /**< Y, U, V; written by the producer only */
    int strides[3];
} VideoFrame;

/** @param frames_max  how many may be out at a time, at least 1
 *  @return            never NULL; drop with video_frame_pool_unref() */
VideoFramePool *video_frame_pool_new(size_t frames_max);

/** NULL is allowed. Frames that are still out stay good. */
void video_frame_pool_unref(VideoFramePool *pool);

/**
 * A frame to write: what it holds is not defined.
 *
 * @return  a new reference, or NULL if the size is not allowed or too many frames are out
 */
VideoFrame *video_frame_pool_take(VideoFramePool *pool, int width_px, int height_px);

/** How many frames are out. */
size_t video_frame_pool_out(VideoFramePool *pool);

/** One more holder. Returns the frame. */
VideoFrame *video_frame_ref(const VideoFrame *frame);

/** One holder less. NULL is allowed. */
void video_frame_unref(VideoFrame *frame);

/** The byte of a plane that belongs to the pixel at `x`, `y`. */
static inline uint8_t *video_frame_at(const VideoFrame *frame, int plane, int x, int y)
{
    const int shift = plane == 0 ? 0 : 1; /* two by two pixels share a colour */
    return frame->planes[plane] + (ptrdiff_t)(y >> shift) * frame->strides[plane] + (x >> shift);
}

/** Paints the whole frame in one colour; for the producer. */
void video_frame_fill(VideoFrame *frame, uint8_t y, uint8_t u, uint8_t v);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VideoFrame, video_frame_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VideoFramePool, video_frame_pool_unref)

#endif
