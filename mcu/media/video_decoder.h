/**
 * video_decoder: one sender's encoded pictures in, frames out.
 *
 * After damage it takes nothing but a key frame, so that no picture is ever shown that was built on
 * a broken one. Sizes are read and bounded before the codec sees a byte.
 *
 * Units       as in video_codec.h.
 * Ownership   the data is only read during the call; a picture is a new reference.
 * Thread      one thread at a time: a view's, or one that helps it. Pictures go anywhere.
 * Errors      a codec that does not open is a GError; bad data is a result and a counter.
 * Memory      the codec's own, and VIDEO_DECODER_FRAMES_MAX pictures of at most pixels_max.
 */
#ifndef MCU_MEDIA_VIDEO_DECODER_H
#define MCU_MEDIA_VIDEO_DECODER_H

#include "mcu/media/video_codec.h"

/** One being written, one newest, one on each view's canvas. */
enum { VIDEO_DECODER_FRAMES_MAX = 8 };

typedef struct VideoDecoder VideoDecoder;

typedef struct VideoDecoderStats {
    uint64_t pictures;
    uint64_t damaged; /**< results VIDEO_DECODER_NEED_KEY from the codec */
    uint64_t waited;  /**< pictures passed over because a key frame was still missing */
    uint64_t refused; /**< results VIDEO_DECODER_REFUSED */
    uint64_t unshown; /**< results VIDEO_DECODER_NO_FRAME */
} VideoDecoderStats;

/** @return  NULL with @p error set; free with video_decoder_free() */
VideoDecoder *video_decoder_new(
        const VideoCodec *codec, const VideoDecoderConfig *config, GError **error);

/** NULL is allowed. Pictures that are still out stay good. */
void video_decoder_free(VideoDecoder *decoder);

/**
 * Decodes one picture; they must come in order and whole.
 *
 * @param out_picture  written if the result is VIDEO_DECODER_PICTURE: a new reference
 */
VideoDecoderResult video_decoder_decode(
        VideoDecoder *decoder, const uint8_t *data, size_t size_bytes, VideoFrame **out_picture);

/** A picture is missing: nothing but a key frame is taken from here on. */
void video_decoder_lost(VideoDecoder *decoder);

/** What happened since the start. */
VideoDecoderStats video_decoder_stats(const VideoDecoder *decoder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VideoDecoder, video_decoder_free)

#endif
