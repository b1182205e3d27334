/**
 * encoded_frame: one picture as its codec wrote it, shared by all who receive it.
 *
 * Units       pixels, bytes; pts_us is the time of the picture on the monotonic clock.
 * Ownership   each holder has a reference; the encoder writes it, everybody else reads.
 * Thread      any: counting is atomic.
 * Errors      nothing here fails.
 * Memory      the bytes of the picture and 48 more.
 */
#ifndef MCU_MEDIA_ENCODED_FRAME_H
#define MCU_MEDIA_ENCODED_FRAME_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct EncodedFrame {
    int64_t pts_us;
    int width_px;
    int height_px;
    bool key;
    bool layer_sync;     /**< needs nothing but layer 0: a receiver may step up here */
    uint8_t temporal_id; /**< 0 is the base; higher ones may be left out */
    size_t size_bytes;
    uint8_t data[]; /**< size_bytes of them */
} EncodedFrame;

/** A frame with room for the bytes; the maker fills in the rest. Never NULL. */
EncodedFrame *encoded_frame_new(size_t size_bytes);

/** One more holder. Returns the frame. */
EncodedFrame *encoded_frame_ref(EncodedFrame *frame);

/** One holder less. NULL is allowed. */
void encoded_frame_unref(EncodedFrame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EncodedFrame, encoded_frame_unref)

#endif
