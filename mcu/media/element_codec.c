#include "mcu/media/element_codec.h"

#include <gio/gio.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include <libyuv/convert.h>
#include <string.h>

/* A decoder may hold pictures back to put them in order, as many as it keeps. One that gives nothing for longer fails. */
enum { HELD_BACK_MAX = 16 };

/* An element between two pads of ours. */
typedef struct Chain {
    GstElement *element;
    GstPad *in;    /* pushes into the element */
    GstPad *out;   /* is pushed into by it */
    GstCaps *caps; /* of what comes out; NULL before the first */
    GQueue buffers;
} Chain;

typedef struct ElementEncoder {
    const ElementCodec *codec;
    VideoEncoderConfig config;
    const ElementLine *line;
    Chain *chain; /* NULL after it refused a picture */
} ElementEncoder;

typedef struct ElementDecoder {
    const ElementCodec *codec;
    const ElementLine *line;
    Chain *chain; /* likewise */
    int pixels_max;
    uint64_t pictures;
    unsigned unanswered; /* pictures since it gave one */
} ElementDecoder;

/* ---- an element ---- */

static GstFlowReturn on_buffer(GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
    Chain *chain = gst_pad_get_element_private(pad);
    g_queue_push_tail(&chain->buffers, buffer);
    return GST_FLOW_OK;
}

static gboolean on_event(GstPad *pad, GstObject *parent, GstEvent *event)
{
    Chain *chain = gst_pad_get_element_private(pad);
    if (GST_EVENT_TYPE(event) == GST_EVENT_CAPS) {
        GstCaps *caps = NULL;
        gst_event_parse_caps(event, &caps);
        gst_caps_replace(&chain->caps, caps);
    }
    gst_event_unref(event);
    return TRUE;
}

static void chain_free(Chain *chain)
{
    if (chain == NULL) {
        return;
    }
    if (chain->element != NULL) {
        (void)gst_element_set_state(chain->element, GST_STATE_NULL);
    }
    if (chain->in != NULL) {
        gst_pad_set_active(chain->in, FALSE);
        gst_pad_set_active(chain->out, FALSE);
    }
    g_clear_pointer(&chain->in, gst_object_unref);
    g_clear_pointer(&chain->out, gst_object_unref);
    g_clear_pointer(&chain->element, gst_object_unref);
    gst_clear_caps(&chain->caps);
    g_queue_clear_full(&chain->buffers, (GDestroyNotify)gst_buffer_unref);
    g_free(chain);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Chain, chain_free)

/* @param wanted  what the element may give, or NULL for whatever it does */
static GstPad *make_out(Chain *chain, const char *wanted)
{
    g_autoptr(GstCaps) caps = wanted != NULL ? gst_caps_from_string(wanted) : gst_caps_new_any();
    g_autoptr(GstPadTemplate) template =
            gst_object_ref_sink(gst_pad_template_new("out", GST_PAD_SINK, GST_PAD_ALWAYS, caps));
    GstPad *out = gst_object_ref_sink(gst_pad_new_from_template(template, "out"));
    gst_pad_set_element_private(out, chain);
    gst_pad_set_chain_function(out, on_buffer);
    gst_pad_set_event_function(out, on_event);
    return out;
}

static bool link_pads(Chain *chain)
{
    g_autoptr(GstPad) sink = gst_element_get_static_pad(chain->element, "sink");
    g_autoptr(GstPad) src = gst_element_get_static_pad(chain->element, "src");
    return sink != NULL && src != NULL && gst_pad_link(chain->in, sink) == GST_PAD_LINK_OK &&
            gst_pad_link(src, chain->out) == GST_PAD_LINK_OK;
}

static bool start(const Chain *chain, const char *given)
{
    g_autoptr(GstCaps) caps = gst_caps_from_string(given);
    GstSegment segment;
    gst_segment_init(&segment, GST_FORMAT_TIME);
    gst_pad_set_active(chain->in, TRUE);
    gst_pad_set_active(chain->out, TRUE);
    return gst_element_set_state(chain->element, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE &&
            gst_pad_push_event(chain->in, gst_event_new_stream_start("picture")) &&
            gst_pad_push_event(chain->in, gst_event_new_caps(caps)) &&
            gst_pad_push_event(chain->in, gst_event_new_segment(&segment));
}

/* @param given  the caps of what goes in; @param wanted  of what comes out, or NULL */
static Chain *chain_new(
        const ElementLine *line, const char *given, const char *wanted, GError **error)
{
    g_autoptr(Chain) chain = g_new0(Chain, 1);
    g_queue_init(&chain->buffers);
    GstElement *element = gst_parse_launch(line->description, error);
    if (element == NULL) {
        return NULL;
    }
    chain->element = gst_object_ref_sink(element);
    chain->in = gst_object_ref_sink(gst_pad_new("in", GST_PAD_SRC));
    chain->out = make_out(chain, wanted);
    if (!link_pads(chain) || !start(chain, given)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "GStreamer's %s does not take %s",
                line->element, given);
        return NULL;
    }
    return g_steal_pointer(&chain);
}

/* Takes the buffer over. @return false if the element can do nothing more */
static bool chain_push(const Chain *chain, GstBuffer *buffer)
{
    return gst_pad_push(chain->in, buffer) == GST_FLOW_OK;
}

/* The newest buffer of those that came out, a reference of the caller's; NULL for none. */
static GstBuffer *chain_take(Chain *chain)
{
    GstBuffer *newest = g_queue_pop_tail(&chain->buffers);
    g_queue_clear_full(&chain->buffers, (GDestroyNotify)gst_buffer_unref);
    return newest;
}

/* ---- which ones there are ---- */

static const ElementLine *find_line(const ElementLine *lines)
{
    for (const ElementLine *line = lines; line->element != NULL; line++) {
        g_autoptr(GstElementFactory) factory = gst_element_factory_find(line->element);
        if (factory != NULL) {
            return line;
        }
    }
    return NULL;
}

static void load_lines(const ElementLine *lines)
{
    for (const ElementLine *line = lines; line->element != NULL; line++) {
        g_autofree char *path = g_build_filename(GSTREAMER_PLUGINS, line->plugin, NULL);
        g_autoptr(GstPlugin) plugin = gst_plugin_load_file(path, NULL);
    }
}

bool element_codec_load(const ElementCodec *codec)
{
    /* Else each start would look through hundreds of files, in a program that must be back at once after a crash. */
    (void)g_setenv("GST_REGISTRY_DISABLE", "yes", TRUE);
    if (!gst_init_check(NULL, NULL, NULL)) {
        return false;
    }
    load_lines(codec->encoders);
    load_lines(codec->decoders);
    return find_line(codec->encoders) != NULL && find_line(codec->decoders) != NULL;
}

static const ElementLine *need_line(const ElementLine *lines, GError **error)
{
    const ElementLine *line = gst_is_initialized() ? find_line(lines) : NULL;
    if (line == NULL) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                "GStreamer has no %s: install what scripts/setup names", lines[0].element);
    }
    return line;
}

/* ---- the encoder ---- */

static void set_bitrate(const ElementEncoder *encoder)
{
    const ElementLine *line = encoder->line;
    if (encoder->chain != NULL) {
        const int rate = MAX(encoder->config.bitrate_bps / line->bitrate_unit_bps, 1);
        g_object_set(encoder->chain->element, line->bitrate, (guint)rate, NULL);
    }
}

static bool open_encoder(ElementEncoder *encoder, GError **error)
{
    const VideoEncoderConfig *config = &encoder->config;
    g_autofree char *given = g_strdup_printf(
            "video/x-raw,format=I420,width=%d,height=%d,framerate=%d/1,pixel-aspect-ratio=1/1,"
            "interlace-mode=progressive,colorimetry=bt601",
            config->width_px, config->height_px, config->fps);
    encoder->chain = chain_new(encoder->line, given, encoder->codec->written, error);
    set_bitrate(encoder);
    return encoder->chain != NULL;
}

void *element_codec_encoder_open(
        const ElementCodec *codec, const VideoEncoderConfig *config, GError **error)
{
    const ElementLine *line = need_line(codec->encoders, error);
    if (line == NULL) {
        return NULL;
    }
    ElementEncoder *encoder = g_new0(ElementEncoder, 1);
    encoder->codec = codec;
    encoder->config = *config;
    encoder->line = line;
    if (!open_encoder(encoder, error)) {
        g_clear_pointer(&encoder, g_free);
    }
    return encoder;
}

static GstBuffer *copy_picture(const VideoFrame *picture, int64_t pts_us, int fps)
{
    GstVideoInfo info;
    GstVideoFrame frame;
    gst_video_info_set_format(
            &info, GST_VIDEO_FORMAT_I420, (guint)picture->width_px, (guint)picture->height_px);
    GstBuffer *buffer = gst_buffer_new_allocate(NULL, info.size, NULL);
    GST_BUFFER_PTS(buffer) = (GstClockTime)pts_us * GST_USECOND;
    GST_BUFFER_DURATION(buffer) = GST_SECOND / (GstClockTime)fps;
    if (!gst_video_frame_map(&frame, &info, buffer, GST_MAP_WRITE)) {
        g_assert_not_reached(); /* it is our own memory */
    }
    I420Copy(picture->planes[0], picture->strides[0], picture->planes[1], picture->strides[1],
            picture->planes[2], picture->strides[2], GST_VIDEO_FRAME_PLANE_DATA(&frame, 0),
            GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 0), GST_VIDEO_FRAME_PLANE_DATA(&frame, 1),
            GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 1), GST_VIDEO_FRAME_PLANE_DATA(&frame, 2),
            GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 2), picture->width_px, picture->height_px);
    gst_video_frame_unmap(&frame);
    return buffer;
}

static EncodedFrame *copy_encoded(GstBuffer *buffer)
{
    GstMapInfo map;
    EncodedFrame *frame = NULL;
    if (gst_buffer_map(buffer, &map, GST_MAP_READ)) {
        if (map.size > 0) {
            frame = encoded_frame_new(map.size);
            frame->key = !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
            memcpy(frame->data, map.data, map.size);
        }
        gst_buffer_unmap(buffer, &map);
    }
    return frame;
}

EncodedFrame *element_codec_encode(void *state, const VideoFrame *picture, int64_t pts_us, bool key)
{
    ElementEncoder *encoder = state;
    if (encoder->chain == NULL && !open_encoder(encoder, NULL)) {
        return NULL;
    }
    if (key) {
        (void)gst_pad_push_event(encoder->chain->out,
                gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
    }
    if (!chain_push(encoder->chain, copy_picture(picture, pts_us, encoder->config.fps))) {
        g_clear_pointer(&encoder->chain, chain_free);
        return NULL;
    }
    g_autoptr(GstBuffer) buffer = chain_take(encoder->chain);
    return buffer != NULL ? copy_encoded(buffer) : NULL;
}

void element_codec_encoder_set_bitrate(void *state, int bitrate_bps)
{
    ElementEncoder *encoder = state;
    encoder->config.bitrate_bps = bitrate_bps;
    set_bitrate(encoder);
}

void element_codec_encoder_close(void *state)
{
    ElementEncoder *encoder = state;
    chain_free(encoder->chain);
    g_free(encoder);
}

/* ---- the decoder ---- */

static bool open_decoder(ElementDecoder *decoder, GError **error)
{
    decoder->chain = chain_new(decoder->line, decoder->codec->read, NULL, error);
    return decoder->chain != NULL;
}

void *element_codec_decoder_open(
        const ElementCodec *codec, const VideoDecoderConfig *config, GError **error)
{
    const ElementLine *line = need_line(codec->decoders, error);
    if (line == NULL) {
        return NULL;
    }
    ElementDecoder *decoder = g_new0(ElementDecoder, 1);
    decoder->codec = codec;
    decoder->line = line;
    decoder->pixels_max = config->pixels_max;
    if (!open_decoder(decoder, error)) {
        g_clear_pointer(&decoder, g_free);
    }
    return decoder;
}

static VideoFrame *copy_decoded(const GstVideoInfo *info, GstBuffer *buffer, VideoFramePool *pool)
{
    GstVideoFrame frame;
    VideoFrame *picture =
            video_frame_pool_take(pool, GST_VIDEO_INFO_WIDTH(info), GST_VIDEO_INFO_HEIGHT(info));
    if (picture == NULL || !gst_video_frame_map(&frame, info, buffer, GST_MAP_READ)) {
        video_frame_unref(picture);
        return NULL;
    }
    I420Copy(GST_VIDEO_FRAME_PLANE_DATA(&frame, 0), GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 0),
            GST_VIDEO_FRAME_PLANE_DATA(&frame, 1), GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 1),
            GST_VIDEO_FRAME_PLANE_DATA(&frame, 2), GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 2),
            picture->planes[0], picture->strides[0], picture->planes[1], picture->strides[1],
            picture->planes[2], picture->strides[2], picture->width_px, picture->height_px);
    gst_video_frame_unmap(&frame);
    return picture;
}

static bool is_allowed(const ElementDecoder *decoder, const GstVideoInfo *info)
{
    return GST_VIDEO_INFO_FORMAT(info) == GST_VIDEO_FORMAT_I420 &&
            (int64_t)GST_VIDEO_INFO_WIDTH(info) * GST_VIDEO_INFO_HEIGHT(info) <=
            decoder->pixels_max;
}

static VideoDecoderResult take_decoded(
        ElementDecoder *decoder, VideoFramePool *pool, VideoFrame **out_picture)
{
    g_autoptr(GstBuffer) buffer = chain_take(decoder->chain);
    GstVideoInfo info;
    if (buffer == NULL && ++decoder->unanswered > HELD_BACK_MAX) {
        decoder->unanswered = 0;
        return VIDEO_DECODER_NEED_KEY;
    }
    if (buffer == NULL) {
        return VIDEO_DECODER_NOTHING;
    }
    decoder->unanswered = 0;
    if (decoder->chain->caps == NULL || !gst_video_info_from_caps(&info, decoder->chain->caps) ||
            !is_allowed(decoder, &info)) {
        return VIDEO_DECODER_REFUSED;
    }
    VideoFrame *picture = copy_decoded(&info, buffer, pool);
    if (picture == NULL) {
        return VIDEO_DECODER_NO_FRAME;
    }
    *out_picture = picture;
    return VIDEO_DECODER_PICTURE;
}

VideoDecoderResult element_codec_decode(void *state, const uint8_t *data, size_t size_bytes,
        VideoFramePool *pool, VideoFrame **out_picture)
{
    ElementDecoder *decoder = state;
    if (decoder->chain == NULL && !open_decoder(decoder, NULL)) {
        return VIDEO_DECODER_REFUSED;
    }
    GstBuffer *buffer = gst_buffer_new_memdup(data, size_bytes);
    GST_BUFFER_PTS(buffer) = decoder->pictures++ * GST_MSECOND; /* only their order matters */
    if (!chain_push(decoder->chain, buffer)) {
        g_clear_pointer(&decoder->chain, chain_free);
        return VIDEO_DECODER_NEED_KEY;
    }
    return take_decoded(decoder, pool, out_picture);
}

void element_codec_decoder_close(void *state)
{
    ElementDecoder *decoder = state;
    chain_free(decoder->chain);
    g_free(decoder);
}
