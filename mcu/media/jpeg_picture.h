/**
 * jpeg_picture: one composed picture as a JPEG file, for a still that somebody keeps.
 *
 * Units       pixels; sizes are bytes.
 * Ownership   the bytes are the caller's.
 * Thread      any: no state.
 * Errors      NULL when the picture does not fit into the size, however coarse.
 * Memory      the picture once more in RGB, for the time of the call.
 */
#ifndef MCU_MEDIA_JPEG_PICTURE_H
#define MCU_MEDIA_JPEG_PICTURE_H

#include "mcu/media/video_frame.h"

#include <glib.h>

/** About 10 ms for 1280x720. @param size_max  of the file; it is made coarser until it fits */
GBytes *jpeg_picture_new(const VideoFrame *frame, size_t size_max);

#endif
