#include "mcu/media/rendition.h"

#include <libyuv/scale.h>

struct Rendition {
    const VideoCodec *codec;
    VideoEncoderConfig config;
    VideoEncoder *encoder; /* NULL while nobody wants it */
    VideoFramePool *pool;  /* of one frame, for scaling */
    bool wanted;

    bool join_asked;
    bool repair_asked;
    int64_t last_key_us;
    int64_t last_frame_us;
    int settle_left; /* frames still to encode although nothing changes */
    RenditionStats stats;
};

Rendition *rendition_new(const VideoCodec *codec, const VideoEncoderConfig *config, GError **error)
{
    VideoEncoder *probe = video_encoder_new(codec, config, error);

    if (probe == NULL) {
        return NULL;
    }
    video_encoder_free(probe);
    Rendition *rendition = g_new0(Rendition, 1);
    rendition->codec = codec;
    rendition->config = *config;
    rendition->pool = video_frame_pool_new(1);
    rendition->stats.bitrate_bps = config->bitrate_bps;
    return rendition;
}

static void add_encoder_stats(RenditionStats *stats, const VideoEncoder *encoder)
{
    const VideoEncoderStats more = video_encoder_stats(encoder);

    stats->encoder.frames += more.frames;
    stats->encoder.keys += more.keys;
    stats->encoder.bytes += more.bytes;
    stats->encoder.empty += more.empty;
}

static void close_encoder(Rendition *rendition)
{
    if (rendition->encoder != NULL) {
        add_encoder_stats(&rendition->stats, rendition->encoder);
        g_clear_pointer(&rendition->encoder, video_encoder_free);
    }
}

void rendition_free(Rendition *rendition)
{
    if (rendition == NULL) {
        return;
    }
    close_encoder(rendition);
    video_frame_pool_unref(rendition->pool);
    g_free(rendition);
}

void rendition_set_wanted(Rendition *rendition, bool wanted)
{
    rendition->wanted = wanted;
    if (!wanted) {
        close_encoder(rendition);
    }
}

void rendition_request_key(Rendition *rendition, RenditionKeyReason reason)
{
    rendition->stats.key_asked++;
    if (reason == RENDITION_KEY_JOIN) {
        rendition->join_asked = true;
    } else {
        rendition->repair_asked = true;
    }
}

void rendition_set_bitrate(Rendition *rendition, int bitrate_bps)
{
    rendition->config.bitrate_bps = bitrate_bps;
    rendition->stats.bitrate_bps = bitrate_bps;
    if (rendition->encoder != NULL) {
        video_encoder_set_bitrate(rendition->encoder, bitrate_bps);
    }
}

/* Opening cannot fail for want of good values, which were tried; it may for want of memory. */
static bool open_encoder(Rendition *rendition)
{
    if (rendition->encoder == NULL) {
        rendition->encoder = video_encoder_new(rendition->codec, &rendition->config, NULL);
        rendition->join_asked = true;
        rendition->last_key_us = INT64_MIN / 2;
    }
    return rendition->encoder != NULL;
}

static bool key_is_due(const Rendition *rendition, int64_t now_us)
{
    const int64_t age_us = now_us - rendition->last_key_us;

    return (rendition->join_asked && age_us >= RENDITION_JOIN_GAP_US) ||
            (rendition->repair_asked && age_us >= RENDITION_REPAIR_GAP_US);
}

static VideoFrame *scaled_picture(Rendition *rendition, const VideoFrame *picture)
{
    const VideoEncoderConfig *config = &rendition->config;

    if (picture->width_px == config->width_px && picture->height_px == config->height_px) {
        return video_frame_ref(picture);
    }
    VideoFrame *scaled =
            video_frame_pool_take(rendition->pool, config->width_px, config->height_px);
    g_assert(scaled != NULL); /* its only holder is this thread, and it has let go */
    I420Scale(picture->planes[0], picture->strides[0], picture->planes[1], picture->strides[1],
            picture->planes[2], picture->strides[2], picture->width_px, picture->height_px,
            scaled->planes[0], scaled->strides[0], scaled->planes[1], scaled->strides[1],
            scaled->planes[2], scaled->strides[2], scaled->width_px, scaled->height_px, kFilterBox);
    return scaled;
}

EncodedFrame *rendition_tick(
        Rendition *rendition, const VideoFrame *picture, bool changed, int64_t now_us)
{
    if (changed) {
        rendition->settle_left = RENDITION_SETTLE_FRAMES + 1; /* and the change itself */
    }
    if (!rendition->wanted || !open_encoder(rendition)) {
        return NULL;
    }
    const bool key = key_is_due(rendition, now_us);
    const bool idle = now_us - rendition->last_frame_us >= RENDITION_IDLE_US;
    if (key) {
        rendition->settle_left = RENDITION_SETTLE_FRAMES + 1; /* key frames are coarse */
    }
    if (!key && !idle && rendition->settle_left == 0) {
        rendition->stats.skipped++;
        return NULL;
    }
    g_autoptr(VideoFrame) scaled = scaled_picture(rendition, picture);
    EncodedFrame *frame = video_encoder_encode(rendition->encoder, scaled, now_us, key);
    rendition->settle_left = MAX(rendition->settle_left - 1, 0);
    if (frame == NULL) {
        return NULL;
    }
    rendition->last_frame_us = now_us;
    if (frame->key) {
        rendition->last_key_us = now_us;
        rendition->join_asked = false;
        rendition->repair_asked = false;
    }
    return frame;
}

RenditionStats rendition_stats(const Rendition *rendition)
{
    RenditionStats stats = rendition->stats;

    stats.open = rendition->encoder != NULL;
    if (rendition->encoder != NULL) {
        add_encoder_stats(&stats, rendition->encoder);
    }
    return stats;
}
