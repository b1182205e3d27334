/**
 * stream_pipeline: the live stream of a meeting on its way out, in H.264 and AAC, by GStreamer.
 *
 *      WebM of room_stream ─> decode ─> one H.264, one AAC ─┬─> HLS: segments and a playlist in a folder
 *                                                           └─> MPEG-TS, as bytes ─> push_child, one a server
 *
 *      push_child's input: MPEG-TS ─> RTMP or SRT
 *
 * Units       bits per second.
 * Ownership   file descriptors are taken.
 * Thread      new, free, run: the main thread, whose default main context turns; `bytes`: a thread of GStreamer's.
 * Errors      GST errors; the pipeline is over then.
 * Memory      GStreamer's queues: some seconds; HLS keeps STREAM_HLS_FILES segments.
 */
#ifndef MCU_MEDIA_STREAM_PIPELINE_H
#define MCU_MEDIA_STREAM_PIPELINE_H

#include <glib.h>

#include <stdbool.h>

enum {
    STREAM_SEGMENT_S = 2,
    STREAM_HLS_LENGTH = 6,
    STREAM_HLS_FILES = 12, /* a viewer whose line hesitates still finds what its playlist says */
};

typedef struct StreamPipeline StreamPipeline;

typedef struct StreamOutConfig {
    int fd;             /**< of WebM; taken */
    const char *folder; /**< gets index.m3u8 and segments; NULL: no HLS */
    int video_bps;
    int audio_bps;
    /** MPEG-TS for whoever passes it on; NULL: nobody. */
    void (*bytes)(const void *bytes, size_t size, void *user_data);
    void *user_data;
} StreamOutConfig;

StreamPipeline *stream_pipeline_out(const StreamOutConfig *config, GError **error);

/** @param fd  of MPEG-TS; taken. @param url  rtmp://…, rtmps://… or srt://… */
StreamPipeline *stream_pipeline_push(int fd, const char *url, GError **error);

/** Whether this is an address that can be pushed to. */
bool stream_pipeline_takes(const char *url);

/** Runs to the end of the stream. @return false with an error */
bool stream_pipeline_run(StreamPipeline *pipeline, GError **error);

/** NULL is allowed. */
void stream_pipeline_free(StreamPipeline *pipeline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StreamPipeline, stream_pipeline_free)

#endif
