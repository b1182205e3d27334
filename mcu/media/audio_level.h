/**
 * audio_level: how loud a piece of sound is, on the scale of RFC 6464.
 *
 * Units       0 to 127 decibels below overload: 0 is a square wave at full scale, 127 is silence.
 * Ownership   plain values; nothing here allocates.
 * Thread      any: nothing is shared.
 * Errors      nothing here fails; no samples at all are silence.
 * Memory      none.
 */
#ifndef MCU_MEDIA_AUDIO_LEVEL_H
#define MCU_MEDIA_AUDIO_LEVEL_H

#include <stddef.h>
#include <stdint.h>

enum { AUDIO_LEVEL_SILENCE = 127 };

/** One site's loudness in one tick: from its decoded sound or from its audio-level header. */
typedef struct SiteLevel {
    uint32_t id;        /**< chosen by the room; 0 is nobody */
    uint8_t level_dbov; /**< decibels below overload; AUDIO_LEVEL_SILENCE when muted */
} SiteLevel;

/** The level of `count` samples, as the audio-level header would carry it. */
uint8_t audio_level_dbov(const int16_t *samples, size_t count);

#endif
