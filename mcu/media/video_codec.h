/**
 * video_codec: what a codec must be able to do, so that nothing above can tell one from another.
 *
 * A codec is one const VideoCodec: VP8 by libvpx in vp8_codec.c, others by GStreamer pipelines. The
 * list of them is video_codec_list.h; what uses them is video_encoder.h and video_decoder.h.
 *
 * Units       pixels, bits a second, microseconds of the monotonic clock.
 * Ownership   an open coder belongs to who opened it; what it gives back is a new reference.
 * Thread      one thread at a time for each open coder.
 * Errors      opening fails with a GError; a picture that cannot be decoded is an enum.
 * Memory      a coder's own, bounded by the size it was opened for.
 */
#ifndef MCU_MEDIA_VIDEO_CODEC_H
#define MCU_MEDIA_VIDEO_CODEC_H

#include "mcu/media/encoded_frame.h"
#include "mcu/media/video_frame.h"

enum { VIDEO_CODEC_LAYERS_MAX = 3 };

typedef struct VideoEncoderConfig {
    int width_px; /**< even, as height_px */
    int height_px;
    int fps;
    int bitrate_bps;
    int threads;          /**< 1 to 16 */
    int temporal_layers;  /**< 1 to VIDEO_CODEC_LAYERS_MAX; 0 is 1 */
    int speed;            /**< 1 (best) to 16 (fastest); 0 is 12: a core encodes 1280x720 in 7 ms */
    int static_threshold; /**< change below which a block is skipped; 0 is 1000: no quality lost */
} VideoEncoderConfig;

typedef struct VideoDecoderConfig {
    int threads;    /**< 1 to 16; 0 is 1, right up to 640x360 */
    int pixels_max; /**< a larger picture is refused; 0 is 1920 x 1088 */
} VideoDecoderConfig;

typedef enum VideoDecoderResult {
    VIDEO_DECODER_PICTURE,  /**< there is a new picture */
    VIDEO_DECODER_NOTHING,  /**< taken, but nothing to show */
    VIDEO_DECODER_NEED_KEY, /**< damaged, or its start was never seen: ask for a key frame */
    VIDEO_DECODER_REFUSED,  /**< larger than allowed, or not this codec */
    VIDEO_DECODER_NO_FRAME, /**< decoded, but all frames of the pool are in use: not shown */
} VideoDecoderResult;

/** What the first bytes of an encoded picture say. */
typedef struct VideoCodecPeek {
    bool key;
    int width_px; /**< 0 where nothing is said of it; of a key frame always */
    int height_px;
} VideoCodecPeek;

typedef struct VideoCodec {
    const char *name; /**< as in SDP */
    uint32_t clock_hz;

    void *(*encoder_open)(const VideoEncoderConfig *config, GError **error);
    /** @return  NULL if the codec has nothing to send for this picture */
    EncodedFrame *(*encode)(void *encoder, const VideoFrame *picture, int64_t pts_us, bool key);
    void (*encoder_set_bitrate)(void *encoder, int bitrate_bps);
    void (*encoder_close)(void *encoder);

    bool (*peek)(const uint8_t *data, size_t size_bytes, VideoCodecPeek *out_peek);
    void *(*decoder_open)(const VideoDecoderConfig *config, GError **error);
    /** @param out_picture  written with a new reference if the result is VIDEO_DECODER_PICTURE */
    VideoDecoderResult (*decode)(void *decoder, const uint8_t *data, size_t size_bytes,
            VideoFramePool *pool, VideoFrame **out_picture);
    void (*decoder_close)(void *decoder);
} VideoCodec;

#endif
