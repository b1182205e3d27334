/**
 * h264_codec: H.264 by elements of GStreamer.
 *
 * What it writes is constrained baseline without B pictures, in one temporal layer, an SPS and a PPS before every key
 * frame, in slices that fit into packets: who cannot put parts together (packetization mode 0) takes it too. What
 * it reads is what h264_stream_read_sps() allows.
 *
 * Units       as in video_codec.h.
 * Ownership   a constant.
 * Thread      load: once, before other threads; else as in video_codec.h.
 * Errors      as in video_codec.h.
 * Memory      the library's: about 20 MB for an encoder of 1280x720; of a decoder up to 17 pictures.
 */
#ifndef MCU_MEDIA_H264_CODEC_H
#define MCU_MEDIA_H264_CODEC_H

#include "mcu/media/video_codec.h"

extern const VideoCodec h264_codec;

/** @return  false if the machine has no encoder or no decoder; then it is not to be used */
bool h264_codec_load(void);

#endif
