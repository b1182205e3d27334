#include "mcu/media/stream_pipeline.h"

#include <gst/app/gstappsink.h>
#include <gst/gst.h>

#include <string.h>
#include <unistd.h>

/* Sound waits here for the first key frame, which is up to a segment away. */
#define WAITING "queue max-size-time=10000000000 max-size-buffers=0 max-size-bytes=0"

enum { KILOBIT = 1000, FRAMES_OF_SEGMENT = 25 * STREAM_SEGMENT_S };

struct StreamPipeline {
    GstElement *pipeline;
    GMainLoop *loop;
    GError *error;
    guint watch;
    int fd;
    void (*bytes)(const void *bytes, size_t size, void *user_data);
    void *user_data;
};

static gboolean on_message(GstBus *bus, GstMessage *message, gpointer data)
{
    StreamPipeline *pipeline = data;

    if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) {
        g_clear_error(&pipeline->error);
        gst_message_parse_error(message, &pipeline->error, NULL);
        g_main_loop_quit(pipeline->loop);
    } else if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_EOS) {
        g_main_loop_quit(pipeline->loop);
    }
    return G_SOURCE_CONTINUE;
}

static StreamPipeline *make(const char *description, int fd, GError **error)
{
    StreamPipeline *pipeline = g_new0(StreamPipeline, 1);

    gst_init(NULL, NULL);
    pipeline->fd = fd;
    pipeline->loop = g_main_loop_new(NULL, FALSE);
    pipeline->pipeline =
            gst_parse_launch_full(description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, error);
    if (pipeline->pipeline == NULL) {
        stream_pipeline_free(pipeline);
        return NULL;
    }
    g_autoptr(GstBus) bus = gst_element_get_bus(pipeline->pipeline);
    pipeline->watch = gst_bus_add_watch(bus, on_message, pipeline);
    return pipeline;
}

static void set_text(
        StreamPipeline *pipeline, const char *element, const char *name, const char *value)
{
    g_autoptr(GstElement) found = gst_bin_get_by_name(GST_BIN(pipeline->pipeline), element);
    g_object_set(found, name, value, NULL);
}

static GstFlowReturn on_sample(GstAppSink *sink, gpointer data)
{
    const StreamPipeline *pipeline = data;
    g_autoptr(GstSample) sample = gst_app_sink_pull_sample(sink);
    GstBuffer *buffer = sample != NULL ? gst_sample_get_buffer(sample) : NULL;
    GstMapInfo map;

    if (buffer != NULL && gst_buffer_map(buffer, &map, GST_MAP_READ)) {
        pipeline->bytes(map.data, map.size, pipeline->user_data);
        gst_buffer_unmap(buffer, &map);
    }
    return sample != NULL ? GST_FLOW_OK : GST_FLOW_EOS;
}

static void set_bytes(StreamPipeline *pipeline, const StreamOutConfig *config)
{
    GstAppSinkCallbacks callbacks = {.new_sample = on_sample};
    g_autoptr(GstElement) sink = gst_bin_get_by_name(GST_BIN(pipeline->pipeline), "bytes");

    pipeline->bytes = config->bytes;
    pipeline->user_data = config->user_data;
    gst_app_sink_set_callbacks(GST_APP_SINK(sink), &callbacks, pipeline, NULL);
}

static void set_folder(StreamPipeline *pipeline, const char *folder)
{
    g_autofree char *segments = g_build_filename(folder, "s%06d.ts", NULL);
    g_autofree char *playlist = g_build_filename(folder, "index.m3u8", NULL);

    set_text(pipeline, "hls", "location", segments);
    set_text(pipeline, "hls", "playlist-location", playlist);
}

StreamPipeline *stream_pipeline_out(const StreamOutConfig *config, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);

    g_string_printf(text,
            "fdsrc fd=%d ! matroskademux name=in "
            "in.video_0 ! queue max-size-time=5000000000 max-size-buffers=0 max-size-bytes=0 ! "
            "vp8dec threads=1 ! x264enc tune=zerolatency speed-preset=veryfast bitrate=%d "
            "key-int-max=%d ! video/x-h264,profile=main ! h264parse config-interval=-1 ! "
            "tee name=picture "
            "in.audio_0 ! queue max-size-time=5000000000 max-size-buffers=0 max-size-bytes=0 ! "
            "opusdec ! audioconvert ! audioresample ! audio/x-raw,rate=48000,channels=2 ! "
            "voaacenc bitrate=%d ! aacparse ! tee name=sound ",
            config->fd, config->video_bps / KILOBIT, FRAMES_OF_SEGMENT, config->audio_bps);
    if (config->folder != NULL) {
        g_string_append_printf(text,
                "hlssink2 name=hls target-duration=%d playlist-length=%d max-files=%d "
                "picture. ! queue ! hls.video sound. ! queue ! hls.audio ",
                STREAM_SEGMENT_S, STREAM_HLS_LENGTH, STREAM_HLS_FILES);
    }
    if (config->bytes != NULL) {
        g_string_append(text,
                "mpegtsmux name=ts alignment=7 ! appsink name=bytes sync=false "
                "picture. ! queue ! ts. sound. ! queue ! ts. ");
    }
    if (config->folder == NULL && config->bytes == NULL) {
        g_string_append(text, "picture. ! fakesink sound. ! fakesink ");
    }
    StreamPipeline *pipeline = make(text->str, config->fd, error);
    if (pipeline != NULL && config->folder != NULL) {
        set_folder(pipeline, config->folder);
    }
    if (pipeline != NULL && config->bytes != NULL) {
        set_bytes(pipeline, config);
    }
    return pipeline;
}

/*
 * How each kind of address is pushed to; the sink is named "out". The types say which stream is whose: who begins in the
 * middle of a group of pictures sees sound first.
 */
static const struct {
    const char *scheme;
    const char *description;
    const char *property;
} pushes[] = {
        {"rtmp://",
                "fdsrc fd=%d ! tsdemux name=in flvmux name=out_mux streamable=true ! "
                "rtmp2sink name=out sync=false "
                "in. ! video/x-h264 ! " WAITING " ! h264parse ! out_mux. "
                "in. ! audio/mpeg ! " WAITING " ! aacparse ! out_mux.",
                "location"},
        {"rtmps://",
                "fdsrc fd=%d ! tsdemux name=in flvmux name=out_mux streamable=true ! "
                "rtmp2sink name=out sync=false "
                "in. ! video/x-h264 ! " WAITING " ! h264parse ! out_mux. "
                "in. ! audio/mpeg ! " WAITING " ! aacparse ! out_mux.",
                "location"},
        {"srt://",
                "fdsrc fd=%d ! tsparse alignment=7 ! "
                "srtsink name=out sync=false wait-for-connection=false",
                "uri"},
};

static int push_row(const char *url)
{
    for (size_t i = 0; i < G_N_ELEMENTS(pushes); i++) {
        if (g_str_has_prefix(url, pushes[i].scheme)) {
            return (int)i;
        }
    }
    return -1;
}

bool stream_pipeline_takes(const char *url)
{
    return push_row(url) >= 0;
}

StreamPipeline *stream_pipeline_push(int fd, const char *url, GError **error)
{
    const int row = push_row(url);
    g_autofree char *number = g_strdup_printf("fd=%d ", fd);

    g_assert(row >= 0);
    g_autoptr(GString) text = g_string_new(pushes[row].description);
    (void)g_string_replace(text, "fd=%d ", number, 1);
    StreamPipeline *pipeline = make(text->str, fd, error);
    if (pipeline != NULL) {
        set_text(pipeline, "out", pushes[row].property, url);
    }
    return pipeline;
}

bool stream_pipeline_run(StreamPipeline *pipeline, GError **error)
{
    (void)gst_element_set_state(pipeline->pipeline, GST_STATE_PLAYING);
    g_main_loop_run(pipeline->loop);
    (void)gst_element_set_state(pipeline->pipeline, GST_STATE_NULL);
    if (pipeline->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&pipeline->error));
        return false;
    }
    return true;
}

void stream_pipeline_free(StreamPipeline *pipeline)
{
    if (pipeline == NULL) {
        return;
    }
    g_clear_handle_id(&pipeline->watch, g_source_remove);
    gst_clear_object(&pipeline->pipeline);
    g_main_loop_unref(pipeline->loop);
    g_clear_error(&pipeline->error);
    if (pipeline->fd >= 0) {
        (void)close(pipeline->fd);
    }
    g_free(pipeline);
}
