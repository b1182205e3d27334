/**
 * video_codec_list: the codecs that this program has.
 *
 * Units       none.
 * Ownership   the codecs are constants.
 * Thread      load: once, before other threads; find: any.
 * Errors      a codec that is not there is NULL.
 * Memory      none.
 */
#ifndef MCU_MEDIA_VIDEO_CODEC_LIST_H
#define MCU_MEDIA_VIDEO_CODEC_LIST_H

#include "mcu/media/video_codec.h"

/** Loads the codecs that are plug-ins, if they are installed. Until then there are only those that are linked. */
void video_codec_list_load(void);

/** The codec with this name, whatever its case; NULL if there is none. */
const VideoCodec *video_codec_find(const char *name);

#endif
