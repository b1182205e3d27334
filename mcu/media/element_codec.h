/**
 * element_codec: a codec that GStreamer's elements do, each described by a line; h264_codec.c is such a codec.
 *
 * An element is fed and emptied by the thread that calls, through two pads of ours: no pipeline, no queue and no
 * thread for each coder. So it must be one that gives its output while it is given its input; those that libraries
 * of software codecs stand behind do. Nothing is searched for: the plug-ins that a line names are loaded once, and a
 * line whose plug-in is not installed is passed over.
 *
 * Units       as in video_codec.h.
 * Ownership   as in video_codec.h; lines are constants.
 * Thread      load: once, before other threads; else as in video_codec.h.
 * Errors      as in video_codec.h. An element that refuses its input is made anew for the next.
 * Memory      the element's own; one picture each way.
 */
#ifndef MCU_MEDIA_ELEMENT_CODEC_H
#define MCU_MEDIA_ELEMENT_CODEC_H

#include "mcu/media/video_codec.h"

/** An element that encodes or decodes. */
typedef struct ElementLine {
    const char *plugin;      /**< the file that it is in, in GStreamer's folder */
    const char *element;     /**< its name */
    const char *description; /**< as gst-launch-1.0 takes it, with its name */
    const char *bitrate;     /**< of an encoder: the property of its rate */
    int bitrate_unit_bps;    /**< that the property counts */
} ElementLine;

enum { ELEMENT_LINES_MAX = 4 };

typedef struct ElementCodec {
    const char *written;         /**< the caps of what the encoder gives */
    const char *read;            /**< the caps of what the decoder is given */
    const ElementLine *encoders; /**< the best one first; up to one without a name */
    const ElementLine *decoders;
} ElementCodec;

/** Loads what the lines need. @return whether there is an encoder and a decoder */
bool element_codec_load(const ElementCodec *codec);

/** For VideoCodec, with the codec that is meant in front. What is opened is the `state` of the others. */
void *element_codec_encoder_open(
        const ElementCodec *codec, const VideoEncoderConfig *config, GError **error);
EncodedFrame *element_codec_encode(
        void *state, const VideoFrame *picture, int64_t pts_us, bool key);
void element_codec_encoder_set_bitrate(void *state, int bitrate_bps);
void element_codec_encoder_close(void *state);

void *element_codec_decoder_open(
        const ElementCodec *codec, const VideoDecoderConfig *config, GError **error);
VideoDecoderResult element_codec_decode(void *state, const uint8_t *data, size_t size_bytes,
        VideoFramePool *pool, VideoFrame **out_picture);
void element_codec_decoder_close(void *state);

#endif
