/**
 * vp8_picture: one encoded picture, split into packet payloads once for all its receivers.
 *
 * Units       sizes are bytes; RTP time is ticks of 90 kHz.
 * Ownership   counted; immutable from creation on. Payloads share the encoder's bytes, nothing is copied.
 * Thread      any: made by the video tick, read and let go by network loops.
 * Errors      a picture of no bytes, or more than VP8_PICTURE_SIZE_MAX, is our own mistake.
 * Memory      that of the encoded picture, and some 60 bytes a payload.
 */
#ifndef MCU_RTP_VP8_PICTURE_H
#define MCU_RTP_VP8_PICTURE_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    /** With 12 + 24 of RTP, 6 of VP8, 16 of SRTP, 8 + 40 of UDP and IPv6: 1206, below every path's MTU. */
    VP8_PICTURE_PAYLOAD_MAX = 1100,
    VP8_PICTURE_SIZE_MAX = 4 * 1024 * 1024,
};

typedef struct Vp8Picture Vp8Picture;

typedef struct Vp8PictureInfo {
    uint32_t source; /**< the encoder; a restarted one may keep its number */
    uint64_t
            number; /**< counts what the encoder gave, without a gap: a gap says that pictures got lost among us */
    uint32_t timestamp_ticks; /**< media_clock_ticks() of the moment that the picture shows */
    bool key;
    uint8_t temporal_id;
    bool layer_sync;    /**< depends on the base layer only */
    bool non_reference; /**< no other picture depends on it */
} Vp8PictureInfo;

/** @param data  the encoded picture; the new one takes a reference of its own */
Vp8Picture *vp8_picture_new(GBytes *data, const Vp8PictureInfo *info);

Vp8Picture *vp8_picture_ref(Vp8Picture *picture);

/** NULL is allowed. */
void vp8_picture_unref(Vp8Picture *picture);

const Vp8PictureInfo *vp8_picture_info(const Vp8Picture *picture);

/** How many payloads it is split into: at least 1. */
size_t vp8_picture_payloads(const Vp8Picture *picture);

/** One of them, borrowed. */
GBytes *vp8_picture_payload(const Vp8Picture *picture, size_t index);

size_t vp8_picture_size(const Vp8Picture *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Vp8Picture, vp8_picture_unref)

#endif
