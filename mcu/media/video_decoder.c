#include "mcu/media/video_decoder.h"

enum { PIXELS_USUAL = 1920 * 1088, PICTURE_BYTES_MAX = 8 * 1024 * 1024 };

struct VideoDecoder {
    const VideoCodec *codec;
    VideoDecoderConfig config;
    void *coder;
    VideoFramePool *pool;
    bool need_key;
    VideoDecoderStats stats;
};

VideoDecoder *video_decoder_new(
        const VideoCodec *codec, const VideoDecoderConfig *config, GError **error)
{
    const VideoDecoderConfig usual = {
            .threads = CLAMP(config->threads, 1, 16),
            .pixels_max = config->pixels_max > 0 ? config->pixels_max : PIXELS_USUAL,
    };
    void *coder = codec->decoder_open(&usual, error);

    if (coder == NULL) {
        return NULL;
    }
    VideoDecoder *decoder = g_new0(VideoDecoder, 1);
    decoder->codec = codec;
    decoder->config = usual;
    decoder->coder = coder;
    decoder->pool = video_frame_pool_new(VIDEO_DECODER_FRAMES_MAX);
    decoder->need_key = true;
    return decoder;
}

void video_decoder_free(VideoDecoder *decoder)
{
    if (decoder == NULL) {
        return;
    }
    decoder->codec->decoder_close(decoder->coder);
    video_frame_pool_unref(decoder->pool);
    g_free(decoder);
}

static bool size_is_allowed(const VideoDecoder *decoder, const VideoCodecPeek *peek)
{
    return peek->width_px >= 1 && peek->width_px <= VIDEO_FRAME_SIDE_MAX && peek->height_px >= 1 &&
            peek->height_px <= VIDEO_FRAME_SIDE_MAX &&
            peek->width_px * peek->height_px <= decoder->config.pixels_max;
}

static VideoDecoderResult count_result(VideoDecoder *decoder, VideoDecoderResult result)
{
    switch (result) {
    case VIDEO_DECODER_PICTURE:
        decoder->stats.pictures++;
        break;
    case VIDEO_DECODER_NEED_KEY:
        decoder->stats.damaged++;
        decoder->need_key = true;
        break;
    case VIDEO_DECODER_REFUSED:
        decoder->stats.refused++;
        decoder->need_key = true;
        break;
    case VIDEO_DECODER_NO_FRAME:
        decoder->stats.unshown++;
        break;
    case VIDEO_DECODER_NOTHING:
        break;
    }
    return result;
}

VideoDecoderResult video_decoder_decode(
        VideoDecoder *decoder, const uint8_t *data, size_t size_bytes, VideoFrame **out_picture)
{
    VideoCodecPeek peek;

    if (size_bytes == 0 || size_bytes > PICTURE_BYTES_MAX ||
            !decoder->codec->peek(data, size_bytes, &peek) ||
            ((peek.key || peek.width_px != 0) && !size_is_allowed(decoder, &peek))) {
        return count_result(decoder, VIDEO_DECODER_REFUSED);
    }
    if (decoder->need_key && !peek.key) {
        decoder->stats.waited++;
        return VIDEO_DECODER_NEED_KEY;
    }
    decoder->need_key = false;
    return count_result(decoder,
            decoder->codec->decode(decoder->coder, data, size_bytes, decoder->pool, out_picture));
}

void video_decoder_lost(VideoDecoder *decoder)
{
    decoder->need_key = true;
}

VideoDecoderStats video_decoder_stats(const VideoDecoder *decoder)
{
    return decoder->stats;
}
