/**
 * picture_source: one site's picture on its way to the canvas: encoded frames in, the newest picture out.
 *
 *      network loop ── push ──> queue ──> a view's tick: decode ──> newest ──> its canvas
 *
 * What waits is decoded when a view is about to be drawn, all at once: a thread that is woken for each frame costs
 * as much again as a small frame does. A source that nobody sees decodes nothing. A queue that the machine cannot
 * empty is thrown away as a whole, and a key frame asked for: half a sequence is of no use.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   shared: ref and unref. Frames are taken by reference; the newest picture is given with a new one.
 * Thread      push: any, one at a time; decode: any, and if there is much to do the pool's threads help;
 *             set_visible, newest: any.
 * Errors      what cannot be decoded asks for a key frame, through the pool's `key_needed`.
 * Memory      PICTURE_SOURCE_QUEUE_MAX encoded frames, and the decoder's pictures.
 */
#ifndef MCU_ROOM_PICTURE_SOURCE_H
#define MCU_ROOM_PICTURE_SOURCE_H

#include "mcu/media/video_frame.h"
#include "mcu/wire/picture_codec.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PICTURE_SOURCE_QUEUE_MAX = 12, /* half a second at 25 fps */
    PICTURE_SOURCES_MAX = 32,      /* that are decoded together */
};

typedef struct PictureSource PictureSource;
typedef struct PicturePool PicturePool;

typedef struct PicturePoolEvents {
    /** A source must begin anew; on any thread. */
    void (*key_needed)(uint32_t source, void *user_data);
} PicturePoolEvents;

/** Threads that help to decode, for all sources. @param threads  at once, with the one that has it to do */
PicturePool *picture_pool_new(int threads, const PicturePoolEvents *events, void *user_data);

/** Waits for what is being decoded; no event comes afterwards. All sources must be closed. NULL is allowed. */
void picture_pool_free(PicturePool *pool);

/** Frames that were dropped because they came faster than they could be decoded. */
uint64_t picture_pool_dropped(PicturePool *pool);

/** Not visible at first. @return  a reference of the caller's */
PictureSource *picture_source_new(PicturePool *pool, uint32_t id);
PictureSource *picture_source_ref(PictureSource *source);
void picture_source_unref(PictureSource *source);

/** How large its pictures may be, before the first one comes; as video_decoder has it unless said. */
void picture_source_set_pixels_max(PictureSource *source, int pixels_max);

uint32_t picture_source_id(const PictureSource *source);

/** Gives up its picture and takes no more frames: its leg is gone. */
void picture_source_close(PictureSource *source);

/** A complete encoded frame, in order; all of a source are of one codec. */
void picture_source_push(PictureSource *source, PictureCodec codec, GBytes *frame, bool key);

/** @return true if that is a change */
bool picture_source_set_visible(PictureSource *source, bool visible);

/**
 * Decodes what waits, and returns when all of it is there. Of the same pool; each source once.
 *
 * @param until_us  what is not begun then waits for the next time
 */
void picture_sources_decode(PictureSource *const *sources, size_t count, int64_t until_us);

/**
 * The newest picture.
 *
 * @param ret_since_us  when it was decoded
 * @return              a new reference, or NULL: there is none yet
 */
VideoFrame *picture_source_newest(PictureSource *source, int64_t *ret_since_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PicturePool, picture_pool_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PictureSource, picture_source_unref)

#endif
