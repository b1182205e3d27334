/**
 * sound_clip: a short sound from a WAV file, as the frames of the mix: a spoken notice.
 *
 * The file is the administrator's: 16 bits, one or two channels, any usual rate. What is longer than
 * SOUND_CLIP_MS_MAX is cut off.
 *
 * Units       frames as in pcm.h; sizes are bytes.
 * Ownership   shared and read-only once it is made: ref and unref.
 * Thread      any. load waits for the disk: not a thread of the media's.
 * Errors      SOUND_CLIP_ERROR for what is no such file; G_FILE_ERROR.
 * Memory      SOUND_CLIP_MS_MAX of sound; SOUND_CLIP_BYTES_MAX while it is loaded.
 */
#ifndef MCU_MEDIA_SOUND_CLIP_H
#define MCU_MEDIA_SOUND_CLIP_H

#include "mcu/media/pcm.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

enum {
    SOUND_CLIP_MS_MAX = 60000,
    SOUND_CLIP_RATE_MIN_HZ = 8000,
    SOUND_CLIP_RATE_MAX_HZ = 96000,
    SOUND_CLIP_BYTES_MAX = 24 * 1024 * 1024, /* 60 s of 96 kHz in two channels: 23 MB */
};

#define SOUND_CLIP_ERROR (sound_clip_error_quark())
GQuark sound_clip_error_quark(void);
typedef enum SoundClipError {
    SOUND_CLIP_ERROR_FORMAT, /**< no WAV file, or not of 16 bits */
    SOUND_CLIP_ERROR_EMPTY,  /**< there is no sound in it */
    SOUND_CLIP_ERROR_LARGE,
} SoundClipError;

typedef struct SoundClip SoundClip;

/** @param wav  the file's bytes */
SoundClip *sound_clip_new(const uint8_t *wav, size_t size_bytes, GError **error);
SoundClip *sound_clip_load(const char *path, GError **error);

SoundClip *sound_clip_ref(SoundClip *clip);
void sound_clip_unref(SoundClip *clip);

/** How many frames it is long. */
size_t sound_clip_frames(const SoundClip *clip);

/** Borrowed. @param index  below sound_clip_frames() */
const PcmFrame *sound_clip_frame(const SoundClip *clip, size_t index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SoundClip, sound_clip_unref)

#endif
