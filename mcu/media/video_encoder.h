/**
 * video_encoder: pictures of one size in, encoded frames out, as they come.
 *
 * Units       as in video_codec.h.
 * Ownership   a picture is only read during the call; a frame is a new reference.
 * Thread      one thread at a time: the video tick of a view.
 * Errors      bad values and a codec that does not open are a GError; a picture that the codec
 *             gives nothing for is counted.
 * Memory      the codec's own; a frame of at most what the codec writes for one picture.
 */
#ifndef MCU_MEDIA_VIDEO_ENCODER_H
#define MCU_MEDIA_VIDEO_ENCODER_H

#include "mcu/media/video_codec.h"

typedef struct VideoEncoder VideoEncoder;

typedef struct VideoEncoderStats {
    uint64_t frames;
    uint64_t keys;
    uint64_t bytes;
    uint64_t empty; /**< pictures for which the codec gave nothing */
} VideoEncoderStats;

#define VIDEO_ENCODER_ERROR (video_encoder_error_quark())
GQuark video_encoder_error_quark(void);
typedef enum VideoEncoderError { VIDEO_ENCODER_ERROR_CONFIG } VideoEncoderError;

/** @return  NULL with @p error set; free with video_encoder_free() */
VideoEncoder *video_encoder_new(
        const VideoCodec *codec, const VideoEncoderConfig *config, GError **error);

/** NULL is allowed. */
void video_encoder_free(VideoEncoder *encoder);

/**
 * Encodes one picture, which must have the encoder's size.
 *
 * @param pts_us  later than the one before
 * @param key     true to begin anew: whoever joins can start with this frame
 * @return        a new reference, or NULL if the codec had nothing to give
 */
EncodedFrame *video_encoder_encode(
        VideoEncoder *encoder, const VideoFrame *picture, int64_t pts_us, bool key);

/** Follows what the lines carry. The size does not change: make a new encoder for that. */
void video_encoder_set_bitrate(VideoEncoder *encoder, int bitrate_bps);

/** What was done since the start. */
VideoEncoderStats video_encoder_stats(const VideoEncoder *encoder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VideoEncoder, video_encoder_free)

#endif
