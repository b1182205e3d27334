/**
 * clip_encoder: raw pictures or samples in, the encoded frames of a clip out, by a GStreamer pipeline.
 *
 * Units       frame_us is microseconds; bytes are those of a raw frame.
 * Ownership   each call copies; the frames belong to the caller.
 * Thread      one thread at a time; GStreamer's own threads stay inside.
 * Errors      what the pipeline says, as a GError.
 * Memory      the whole clip: it is meant for seconds.
 */
#ifndef TESTS_BOTS_CLIP_ENCODER_H
#define TESTS_BOTS_CLIP_ENCODER_H

#include <glib.h>

#include <stdint.h>

typedef struct ClipEncoder ClipEncoder;

/**
 * Starts a pipeline.
 *
 * @param caps     of the raw frames
 * @param encoder  the elements between, as gst-launch takes them
 */
ClipEncoder *clip_encoder_new(
        const char *caps, const char *encoder, int64_t frame_us, GError **error);

void clip_encoder_free(ClipEncoder *encoder);

/** Encodes one more frame. */
void clip_encoder_push(ClipEncoder *encoder, const void *bytes, size_t size);

/**
 * Ends the clip.
 *
 * @return  the encoded frames as GBytes, one for each raw one, or NULL
 */
GPtrArray *clip_encoder_finish(ClipEncoder *encoder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClipEncoder, clip_encoder_free)

#endif
