#include "tests/bots/clip_encoder.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

#include <stdbool.h>

struct ClipEncoder {
    GstElement *pipeline;
    GstAppSrc *in;
    GstAppSink *out;
    GstClockTime frame_ns;
    GstClockTime next_ns;
};

ClipEncoder *clip_encoder_new(
        const char *caps, const char *encoder, int64_t frame_us, GError **error)
{
    g_autofree char *text = g_strdup_printf(
            "appsrc name=in format=time block=true max-buffers=8 caps=\"%s\" ! %s ! "
            "appsink name=out sync=false",
            caps, encoder);

    g_autoptr(GError) fault = NULL;
    g_autoptr(GstElement) pipeline = gst_parse_launch(text, &fault);
    if (fault != NULL) { /* there may be half a pipeline all the same */
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    ClipEncoder *made = g_new0(ClipEncoder, 1);
    made->frame_ns = (GstClockTime)frame_us * 1000;
    made->pipeline = g_steal_pointer(&pipeline);
    made->in = GST_APP_SRC(gst_bin_get_by_name(GST_BIN(made->pipeline), "in"));
    made->out = GST_APP_SINK(gst_bin_get_by_name(GST_BIN(made->pipeline), "out"));
    gst_element_set_state(made->pipeline, GST_STATE_PLAYING);
    return made;
}

void clip_encoder_free(ClipEncoder *encoder)
{
    if (encoder == NULL) {
        return;
    }
    if (encoder->pipeline != NULL) {
        gst_element_set_state(encoder->pipeline, GST_STATE_NULL);
    }
    g_clear_pointer(&encoder->in, gst_object_unref);
    g_clear_pointer(&encoder->out, gst_object_unref);
    g_clear_pointer(&encoder->pipeline, gst_object_unref);
    g_free(encoder);
}

void clip_encoder_push(ClipEncoder *encoder, const void *bytes, size_t size)
{
    GstBuffer *buffer = gst_buffer_new_memdup(bytes, size);

    GST_BUFFER_PTS(buffer) = encoder->next_ns;
    GST_BUFFER_DURATION(buffer) = encoder->frame_ns;
    encoder->next_ns += encoder->frame_ns;
    gst_app_src_push_buffer(encoder->in, buffer); /* takes it; a fault shows at the end */
}

static bool take_fault(ClipEncoder *encoder, GError **error)
{
    g_autoptr(GstBus) bus = gst_element_get_bus(encoder->pipeline);
    g_autoptr(GstMessage) message = gst_bus_pop_filtered(bus, GST_MESSAGE_ERROR);
    if (message == NULL) {
        return false;
    }
    gst_message_parse_error(message, error, NULL);
    return true;
}

GPtrArray *clip_encoder_finish(ClipEncoder *encoder, GError **error)
{
    g_autoptr(GPtrArray) frames = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    GstSample *sample = NULL;

    gst_app_src_end_of_stream(encoder->in);
    while ((sample = gst_app_sink_pull_sample(encoder->out)) != NULL) {
        GstMapInfo map;
        GstBuffer *buffer = gst_sample_get_buffer(sample);
        if (gst_buffer_map(buffer, &map, GST_MAP_READ)) {
            g_ptr_array_add(frames, g_bytes_new(map.data, map.size));
            gst_buffer_unmap(buffer, &map);
        }
        gst_sample_unref(sample);
    }
    return take_fault(encoder, error) ? NULL : g_steal_pointer(&frames);
}
