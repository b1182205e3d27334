/**
 * rendition: one view encoded once, in one size, for everybody who takes that size.
 *
 * It encodes only while somebody wants it and only when there is something new: a canvas that did
 * not change is sent a little longer, until it is sharp, and then once a second. Key frames that
 * many receivers ask for become one.
 *
 * Units       as in video_codec.h; times are microseconds of the monotonic clock.
 * Ownership   a picture is only read during the call; a frame is a new reference.
 * Thread      one thread at a time: the video tick of its view.
 * Errors      bad values and a codec that does not open are a GError.
 * Memory      one encoder, open only while wanted, and one picture if it must scale.
 */
#ifndef MCU_MEDIA_RENDITION_H
#define MCU_MEDIA_RENDITION_H

#include "mcu/media/video_encoder.h"

enum {
    RENDITION_JOIN_GAP_US = 250000,    /* joiners of a quarter of a second share a key frame */
    RENDITION_REPAIR_GAP_US = 1000000, /* one line that loses much does not cost all the others */
    RENDITION_SETTLE_FRAMES = 25,      /* encoded after the last change: a second to get sharp */
    RENDITION_IDLE_US = 1000000,       /* an unchanged picture is sent this often: still alive */
};

typedef struct Rendition Rendition;

typedef enum RenditionKeyReason {
    RENDITION_KEY_JOIN,   /**< somebody has no picture yet */
    RENDITION_KEY_REPAIR, /**< somebody lost packets: PLI or FIR */
} RenditionKeyReason;

typedef struct RenditionStats {
    VideoEncoderStats encoder;
    uint64_t skipped;    /**< ticks without a change */
    uint64_t key_asked;  /**< requests; encoder.keys says what they cost */
    int64_t bitrate_bps; /**< what it is set to */
    bool open;           /**< there is an encoder now */
} RenditionStats;

/** @return  NULL with @p error set if it could never encode; free with rendition_free() */
Rendition *rendition_new(const VideoCodec *codec, const VideoEncoderConfig *config, GError **error);

/** NULL is allowed. */
void rendition_free(Rendition *rendition);

/** Whether anybody takes it. The encoder is closed while nobody does. */
void rendition_set_wanted(Rendition *rendition, bool wanted);

/** Asks for a key frame, soon. */
void rendition_request_key(Rendition *rendition, RenditionKeyReason reason);

/** Follows what its receivers' lines carry. */
void rendition_set_bitrate(Rendition *rendition, int bitrate_bps);

/**
 * One tick.
 *
 * @param picture  the canvas; scaled if it is not of the rendition's size
 * @param changed  whether it differs from the picture of the tick before
 * @return         a new reference, or NULL when there is nothing to send
 */
EncodedFrame *rendition_tick(
        Rendition *rendition, const VideoFrame *picture, bool changed, int64_t now_us);

/** What was done since the start. */
RenditionStats rendition_stats(const Rendition *rendition);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rendition, rendition_free)

#endif
