/**
 * vp8_codec: VP8 by libvpx.
 *
 * Units       as in video_codec.h.
 * Ownership   a constant.
 * Thread      as in video_codec.h.
 * Errors      as in video_codec.h.
 * Memory      libvpx's: about 8 MB for an encoder of 1280x720, 4 MB for a decoder.
 */
#ifndef MCU_MEDIA_VP8_CODEC_H
#define MCU_MEDIA_VP8_CODEC_H

#include "mcu/media/video_codec.h"

extern const VideoCodec vp8_codec;

#endif
