/**
 * coded_picture: one encoded picture, split into packet payloads once for all its receivers.
 *
 * Units       sizes are bytes; RTP time is ticks of 90 kHz.
 * Ownership   counted; immutable from creation on. Payloads share the encoder's bytes, nothing is copied.
 * Thread      any: made by the video tick, read and let go by network loops.
 * Errors      a picture of no bytes, of H.264 without a unit, or more than CODED_PICTURE_SIZE_MAX, is our own mistake.
 * Memory      that of the encoded picture, and some 60 bytes a payload.
 *
 * VP8 is cut into parts of like size. H.264 goes one unit a payload, which both of its packetization modes allow: its
 * encoder makes units that fit. A unit that does not is cut into FU-A, which is mode 1 only, but all that is left.
 */
#ifndef MCU_RTP_CODED_PICTURE_H
#define MCU_RTP_CODED_PICTURE_H

#include "mcu/wire/picture_codec.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    /** With 12 + 24 of RTP, 6 of VP8, 16 of SRTP, 8 + 40 of UDP and IPv6: 1206, below every path's MTU. */
    CODED_PICTURE_PAYLOAD_MAX = 1100,
    CODED_PICTURE_SIZE_MAX = 4 * 1024 * 1024,
};

typedef struct CodedPicture CodedPicture;

typedef struct CodedPictureInfo {
    PictureCodec codec;
    uint32_t source; /**< the encoder; a restarted one may keep its number */
    uint64_t
            number; /**< counts what the encoder gave, without a gap: a gap says that pictures got lost among us */
    uint32_t timestamp_ticks; /**< media_clock_ticks() of the moment that the picture shows */
    bool key;
    uint8_t temporal_id;
    bool layer_sync;    /**< depends on the base layer only */
    bool non_reference; /**< no other picture depends on it */
} CodedPictureInfo;

/** @param data  the encoded picture; the new one takes a reference of its own */
CodedPicture *coded_picture_new(GBytes *data, const CodedPictureInfo *info);

CodedPicture *coded_picture_ref(CodedPicture *picture);

/** NULL is allowed. */
void coded_picture_unref(CodedPicture *picture);

const CodedPictureInfo *coded_picture_info(const CodedPicture *picture);

/** How many payloads it is split into: at least 1. */
size_t coded_picture_payloads(const CodedPicture *picture);

/** One of them, borrowed. */
GBytes *coded_picture_payload(const CodedPicture *picture, size_t index);

size_t coded_picture_size(const CodedPicture *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CodedPicture, coded_picture_unref)

#endif
