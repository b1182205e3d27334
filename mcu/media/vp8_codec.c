#include "mcu/media/vp8_codec.h"

#include <gio/gio.h>
#include <vpx/vp8cx.h>
#include <vpx/vp8dx.h>
#include <vpx/vpx_decoder.h>
#include <vpx/vpx_encoder.h>

#include <libyuv/convert.h>
#include <limits.h>
#include <string.h>

enum { CLOCK_HZ = 90000, PATTERN_MAX = 4 };

/* Which layer each picture of a period belongs to, and what it may use and change. */
typedef struct LayerStep {
    unsigned layer;
    vpx_enc_frame_flags_t flags;
    bool sync;
} LayerStep;

typedef struct LayerPattern {
    unsigned length;
    unsigned decimators[VIDEO_CODEC_LAYERS_MAX]; /* a layer and those below: 1/n of all pictures */
    unsigned percents[VIDEO_CODEC_LAYERS_MAX];   /* of the bit rate, with those below */
    LayerStep steps[PATTERN_MAX];
} LayerPattern;

/* What is above the base changes no reference and no probabilities that the base would use. */
#define USE_LAST   (VP8_EFLAG_NO_REF_GF | VP8_EFLAG_NO_REF_ARF)
#define USE_BOTH   VP8_EFLAG_NO_REF_ARF
#define SET_LAST   (VP8_EFLAG_NO_UPD_GF | VP8_EFLAG_NO_UPD_ARF)
#define SET_GOLDEN (VP8_EFLAG_NO_UPD_LAST | VP8_EFLAG_NO_UPD_ARF | VP8_EFLAG_NO_UPD_ENTROPY)
#define SET_NONE                                                                                   \
    (VP8_EFLAG_NO_UPD_LAST | VP8_EFLAG_NO_UPD_GF | VP8_EFLAG_NO_UPD_ARF | VP8_EFLAG_NO_UPD_ENTROPY)

/*
 * Three layers:  2   2   2   2      each may lose those above it;
 *                  1       1        25, 12.5 and 6.25 pictures a second
 *                0       0
 */
static const LayerPattern patterns[VIDEO_CODEC_LAYERS_MAX] = {
        {1, {1}, {100}, {{0, 0, false}}},
        {2, {2, 1}, {60, 100}, {{0, USE_LAST | SET_LAST, false}, {1, USE_LAST | SET_NONE, true}}},
        {4, {4, 2, 1}, {40, 60, 100},
                {{0, USE_LAST | SET_LAST, false}, {2, USE_LAST | SET_NONE, true},
                        {1, USE_LAST | SET_GOLDEN, true}, {2, USE_BOTH | SET_NONE, false}}},
};

typedef struct Vp8Encoder {
    vpx_codec_ctx_t vpx;
    vpx_codec_enc_cfg_t settings;
    const LayerPattern *pattern;
    unsigned step;
    vpx_codec_pts_t last_pts;
} Vp8Encoder;

typedef struct Vp8Decoder {
    vpx_codec_ctx_t vpx;
} Vp8Decoder;

/* The encoder. */

static void set_rates(Vp8Encoder *encoder, int bitrate_bps)
{
    vpx_codec_enc_cfg_t *settings = &encoder->settings;
    const LayerPattern *pattern = encoder->pattern;

    settings->rc_target_bitrate = (unsigned)MAX(bitrate_bps / 1000, 1);
    for (unsigned layer = 0; layer < settings->ts_number_layers; layer++) {
        settings->ts_target_bitrate[layer] =
                MAX(settings->rc_target_bitrate * pattern->percents[layer] / 100, 1);
    }
}

static void set_layers(Vp8Encoder *encoder, int layers)
{
    vpx_codec_enc_cfg_t *settings = &encoder->settings;
    const LayerPattern *pattern = &patterns[layers - 1];

    encoder->pattern = pattern;
    settings->ts_number_layers = (unsigned)layers;
    settings->ts_periodicity = pattern->length;
    for (unsigned layer = 0; layer < settings->ts_number_layers; layer++) {
        settings->ts_rate_decimator[layer] = pattern->decimators[layer];
    }
    for (unsigned step = 0; step < pattern->length; step++) {
        settings->ts_layer_id[step] = pattern->steps[step].layer;
    }
}

/* Values for a live mix: constant rate, no look-ahead, no dropping, key frames only when asked. */
static void set_live(vpx_codec_enc_cfg_t *settings, const VideoEncoderConfig *config)
{
    settings->g_w = (unsigned)config->width_px;
    settings->g_h = (unsigned)config->height_px;
    settings->g_threads = (unsigned)config->threads;
    settings->g_timebase = (vpx_rational_t){.num = 1, .den = CLOCK_HZ};
    settings->g_lag_in_frames = 0;
    settings->g_error_resilient = config->temporal_layers > 1 ? VPX_ERROR_RESILIENT_DEFAULT : 0;
    settings->kf_mode = VPX_KF_DISABLED;
    settings->rc_end_usage = VPX_CBR;
    settings->rc_dropframe_thresh = 0;
    settings->rc_resize_allowed = 0;
    settings->rc_undershoot_pct = 100;
    settings->rc_overshoot_pct = 15;
    settings->rc_min_quantizer = 2;
    settings->rc_max_quantizer = 56;
    settings->rc_buf_sz = 1000; /* milliseconds, as the next two */
    settings->rc_buf_initial_sz = 500;
    settings->rc_buf_optimal_sz = 600;
}

static void set_controls(vpx_codec_ctx_t *vpx, const VideoEncoderConfig *config)
{
    const bool large = config->width_px * config->height_px >= 1280 * 720;

    vpx_codec_control(vpx, VP8E_SET_CPUUSED, -config->speed);
    vpx_codec_control(vpx, VP8E_SET_STATIC_THRESHOLD, (unsigned)config->static_threshold);
    vpx_codec_control(vpx, VP8E_SET_NOISE_SENSITIVITY, 0U);
    vpx_codec_control(vpx, VP8E_SET_MAX_INTRA_BITRATE_PCT, 450U);
    vpx_codec_control(vpx, VP8E_SET_TOKEN_PARTITIONS,
            large && config->threads > 1 ? (int)VP8_FOUR_TOKENPARTITION
                                         : (int)VP8_ONE_TOKENPARTITION);
}

static void *vp8_encoder_open(const VideoEncoderConfig *config, GError **error)
{
    g_autofree Vp8Encoder *encoder = g_new0(Vp8Encoder, 1);

    vpx_codec_err_t result =
            vpx_codec_enc_config_default(vpx_codec_vp8_cx(), &encoder->settings, 0);
    if (result == VPX_CODEC_OK) {
        set_live(&encoder->settings, config);
        set_layers(encoder, config->temporal_layers);
        set_rates(encoder, config->bitrate_bps);
        result = vpx_codec_enc_init(&encoder->vpx, vpx_codec_vp8_cx(), &encoder->settings, 0);
    }
    if (result != VPX_CODEC_OK) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "libvpx cannot encode %dx%d in VP8: %s", config->width_px, config->height_px,
                vpx_codec_err_to_string(result));
        return NULL;
    }
    set_controls(&encoder->vpx, config);
    encoder->last_pts = -1;
    return g_steal_pointer(&encoder);
}

static void vp8_encoder_set_bitrate(void *state, int bitrate_bps)
{
    Vp8Encoder *encoder = state;

    set_rates(encoder, bitrate_bps);
    vpx_codec_enc_config_set(&encoder->vpx, &encoder->settings);
}

static void wrap_picture(const VideoFrame *picture, vpx_image_t *out_image)
{
    vpx_img_wrap(out_image, VPX_IMG_FMT_I420, (unsigned)picture->width_px,
            (unsigned)picture->height_px, 1, picture->planes[0]);
    for (int plane = 0; plane < 3; plane++) {
        out_image->planes[plane] = picture->planes[plane];
        out_image->stride[plane] = picture->strides[plane];
    }
}

static EncodedFrame *take_packet(Vp8Encoder *encoder, const LayerStep *step)
{
    vpx_codec_iter_t position = NULL;
    const vpx_codec_cx_pkt_t *packet = NULL;

    do {
        packet = vpx_codec_get_cx_data(&encoder->vpx, &position);
    } while (packet != NULL && packet->kind != VPX_CODEC_CX_FRAME_PKT);
    if (packet == NULL || packet->data.frame.sz == 0) {
        return NULL;
    }
    EncodedFrame *frame = encoded_frame_new(packet->data.frame.sz);
    memcpy(frame->data, packet->data.frame.buf, packet->data.frame.sz);
    frame->key = (packet->data.frame.flags & VPX_FRAME_IS_KEY) != 0;
    frame->temporal_id = frame->key ? 0 : (uint8_t)step->layer;
    frame->layer_sync = !frame->key && step->sync;
    return frame;
}

static EncodedFrame *vp8_encode(
        void *state, const VideoFrame *picture, int64_t pts_us, bool force_key)
{
    Vp8Encoder *encoder = state;
    vpx_image_t image;

    if (force_key) {
        encoder->step = 0; /* the layers begin anew */
    }
    const LayerStep *step = &encoder->pattern->steps[encoder->step];
    const vpx_enc_frame_flags_t flags = force_key ? VPX_EFLAG_FORCE_KF : step->flags;
    const vpx_codec_pts_t pts = MAX(pts_us * (CLOCK_HZ / 1000) / 1000, encoder->last_pts + 1);
    const unsigned long duration = encoder->last_pts < 0 || pts - encoder->last_pts > CLOCK_HZ
            ? CLOCK_HZ / 25
            : (unsigned long)(pts - encoder->last_pts);

    encoder->last_pts = pts;
    wrap_picture(picture, &image);
    if (encoder->settings.ts_number_layers > 1) {
        vpx_codec_control(&encoder->vpx, VP8E_SET_TEMPORAL_LAYER_ID, (int)step->layer);
    }
    if (vpx_codec_encode(&encoder->vpx, &image, pts, duration, flags, VPX_DL_REALTIME) !=
            VPX_CODEC_OK) {
        return NULL;
    }
    encoder->step = (encoder->step + 1) % encoder->pattern->length;
    return take_packet(encoder, step);
}

static void vp8_encoder_close(void *state)
{
    Vp8Encoder *encoder = state;

    vpx_codec_destroy(&encoder->vpx);
    g_free(encoder);
}

/* The decoder. */

static bool vp8_peek(const uint8_t *data, size_t size_bytes, VideoCodecPeek *out_peek)
{
    vpx_codec_stream_info_t info = {.sz = sizeof info};

    if (size_bytes == 0 || size_bytes > UINT_MAX) {
        return false;
    }
    if (vpx_codec_peek_stream_info(vpx_codec_vp8_dx(), data, (unsigned)size_bytes, &info) !=
            VPX_CODEC_OK) {
        /* libvpx says so of every picture that is not a key frame: RFC 6386, 9.1, lowest bit. */
        *out_peek = (VideoCodecPeek){.key = false};
        return (data[0] & 1) != 0;
    }
    *out_peek = (VideoCodecPeek){
            .key = info.is_kf != 0,
            .width_px = info.is_kf != 0 ? (int)info.w : 0,
            .height_px = info.is_kf != 0 ? (int)info.h : 0,
    };
    return true;
}

static void *vp8_decoder_open(const VideoDecoderConfig *config, GError **error)
{
    g_autofree Vp8Decoder *decoder = g_new0(Vp8Decoder, 1);
    const vpx_codec_dec_cfg_t settings = {.threads = (unsigned)config->threads};
    const vpx_codec_err_t result =
            vpx_codec_dec_init(&decoder->vpx, vpx_codec_vp8_dx(), &settings, 0);

    if (result != VPX_CODEC_OK) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "libvpx cannot open a VP8 decoder: %s",
                vpx_codec_err_to_string(result));
        return NULL;
    }
    return g_steal_pointer(&decoder);
}

static VideoFrame *copy_image(const vpx_image_t *image, VideoFramePool *pool)
{
    const int width = (int)image->d_w;
    const int height = (int)image->d_h;
    VideoFrame *picture = video_frame_pool_take(pool, width, height);

    if (picture != NULL) {
        I420Copy(image->planes[0], image->stride[0], image->planes[1], image->stride[1],
                image->planes[2], image->stride[2], picture->planes[0], picture->strides[0],
                picture->planes[1], picture->strides[1], picture->planes[2], picture->strides[2],
                width, height);
    }
    return picture;
}

static VideoDecoderResult vp8_decode(void *state, const uint8_t *data, size_t size_bytes,
        VideoFramePool *pool, VideoFrame **out_picture)
{
    Vp8Decoder *decoder = state;
    vpx_codec_iter_t position = NULL;
    int corrupted = 0;

    if (vpx_codec_decode(&decoder->vpx, data, (unsigned)size_bytes, NULL, 0) != VPX_CODEC_OK) {
        return VIDEO_DECODER_NEED_KEY;
    }
    const vpx_image_t *image = vpx_codec_get_frame(&decoder->vpx, &position);
    if (image == NULL) {
        return VIDEO_DECODER_NOTHING;
    }
    if (vpx_codec_control(&decoder->vpx, VP8D_GET_FRAME_CORRUPTED, &corrupted) != VPX_CODEC_OK ||
            corrupted != 0) {
        return VIDEO_DECODER_NEED_KEY;
    }
    VideoFrame *picture = copy_image(image, pool);
    if (picture == NULL) {
        return VIDEO_DECODER_NO_FRAME;
    }
    *out_picture = picture;
    return VIDEO_DECODER_PICTURE;
}

static void vp8_decoder_close(void *state)
{
    Vp8Decoder *decoder = state;

    vpx_codec_destroy(&decoder->vpx);
    g_free(decoder);
}

const VideoCodec vp8_codec = {
        .name = "VP8",
        .clock_hz = CLOCK_HZ,
        .encoder_open = vp8_encoder_open,
        .encode = vp8_encode,
        .encoder_set_bitrate = vp8_encoder_set_bitrate,
        .encoder_close = vp8_encoder_close,
        .peek = vp8_peek,
        .decoder_open = vp8_decoder_open,
        .decode = vp8_decode,
        .decoder_close = vp8_decoder_close,
};
