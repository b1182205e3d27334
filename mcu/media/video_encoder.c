#include "mcu/media/video_encoder.h"

enum {
    SPEED_USUAL = 12,
    STATIC_THRESHOLD_USUAL = 1000,
    THREADS_MAX = 16,
    SPEED_MAX = 16,
    SIDE_MIN = 16,
    FPS_MAX = 60,
    BITRATE_MIN_BPS = 10000,
    BITRATE_MAX_BPS = 50000000,
};

struct VideoEncoder {
    const VideoCodec *codec;
    VideoEncoderConfig config;
    void *coder;
    VideoEncoderStats stats;
};

G_DEFINE_QUARK(giaoban - video - encoder - error, video_encoder_error)

static bool size_is_good(int width_px, int height_px)
{
    return width_px >= SIDE_MIN && width_px <= VIDEO_FRAME_SIDE_MAX && height_px >= SIDE_MIN &&
            height_px <= VIDEO_FRAME_SIDE_MAX && width_px % 2 == 0 && height_px % 2 == 0;
}

static bool config_is_good(const VideoEncoderConfig *config)
{
    return size_is_good(config->width_px, config->height_px) && config->fps >= 1 &&
            config->fps <= FPS_MAX && config->bitrate_bps >= BITRATE_MIN_BPS &&
            config->bitrate_bps <= BITRATE_MAX_BPS && config->threads >= 1 &&
            config->threads <= THREADS_MAX && config->temporal_layers >= 1 &&
            config->temporal_layers <= VIDEO_CODEC_LAYERS_MAX && config->speed >= 1 &&
            config->speed <= SPEED_MAX && config->static_threshold >= 0;
}

static VideoEncoderConfig with_usual_values(const VideoEncoderConfig *config)
{
    VideoEncoderConfig usual = *config;

    usual.temporal_layers = config->temporal_layers == 0 ? 1 : config->temporal_layers;
    usual.speed = config->speed == 0 ? SPEED_USUAL : config->speed;
    usual.static_threshold =
            config->static_threshold == 0 ? STATIC_THRESHOLD_USUAL : config->static_threshold;
    return usual;
}

VideoEncoder *video_encoder_new(
        const VideoCodec *codec, const VideoEncoderConfig *config, GError **error)
{
    const VideoEncoderConfig usual = with_usual_values(config);

    if (!config_is_good(&usual)) {
        g_set_error(error, VIDEO_ENCODER_ERROR, VIDEO_ENCODER_ERROR_CONFIG,
                "%s cannot encode %dx%d at %d pictures and %d bit/s with %d threads and %d layers: "
                "even sides from 16 to 4096, 1 to 60 pictures, 10000 to 50000000 bit/s, 1 to 16 "
                "threads and 1 to 3 layers are allowed",
                codec->name, usual.width_px, usual.height_px, usual.fps, usual.bitrate_bps,
                usual.threads, usual.temporal_layers);
        return NULL;
    }
    void *coder = codec->encoder_open(&usual, error);
    if (coder == NULL) {
        return NULL;
    }
    VideoEncoder *encoder = g_new0(VideoEncoder, 1);
    encoder->codec = codec;
    encoder->config = usual;
    encoder->coder = coder;
    return encoder;
}

void video_encoder_free(VideoEncoder *encoder)
{
    if (encoder == NULL) {
        return;
    }
    encoder->codec->encoder_close(encoder->coder);
    g_free(encoder);
}

EncodedFrame *video_encoder_encode(
        VideoEncoder *encoder, const VideoFrame *picture, int64_t pts_us, bool key)
{
    g_assert(picture->width_px == encoder->config.width_px);
    g_assert(picture->height_px == encoder->config.height_px);

    EncodedFrame *frame = encoder->codec->encode(
            encoder->coder, picture, pts_us, key || encoder->stats.frames == 0);
    if (frame == NULL) {
        encoder->stats.empty++;
        return NULL;
    }
    frame->pts_us = pts_us;
    frame->width_px = picture->width_px;
    frame->height_px = picture->height_px;
    encoder->stats.frames++;
    encoder->stats.keys += frame->key ? 1 : 0;
    encoder->stats.bytes += frame->size_bytes;
    return frame;
}

void video_encoder_set_bitrate(VideoEncoder *encoder, int bitrate_bps)
{
    const int bounded_bps = CLAMP(bitrate_bps, BITRATE_MIN_BPS, BITRATE_MAX_BPS);

    if (bounded_bps != encoder->config.bitrate_bps) {
        encoder->config.bitrate_bps = bounded_bps;
        encoder->codec->encoder_set_bitrate(encoder->coder, bounded_bps);
    }
}

VideoEncoderStats video_encoder_stats(const VideoEncoder *encoder)
{
    return encoder->stats;
}
