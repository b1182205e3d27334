/**
 * clip_voice: sounds for the bots: a voice that talks without words, a beep, quiet.
 *
 * Units       48 kHz, mono, 16 bit; durations are samples.
 * Ownership   the caller frees what is made with g_free().
 * Thread      any.
 * Errors      none.
 * Memory      the samples.
 */
#ifndef TESTS_BOTS_CLIP_VOICE_H
#define TESTS_BOTS_CLIP_VOICE_H

#include <glib.h>

#include <stddef.h>
#include <stdint.h>

enum { CLIP_VOICE_RATE_HZ = 48000, CLIP_BEEP_HZ = 1000 };

/**
 * Syllables in phrases with pauses between, as speech has them, in the pitch of a site. There is
 * nothing in it around CLIP_BEEP_HZ, so that a beep is heard through any number of voices.
 */
int16_t *clip_voice_make(unsigned site, size_t samples);

/** Hardly any noise, and a beep of `length` samples that begins all at once at sample `from`. */
int16_t *clip_beep_make(size_t samples, size_t from, size_t length);

/** A voice much too loud for its line: cut off at full scale. */
int16_t *clip_clipped_make(unsigned site, size_t samples);

/** A quiet room: nobody talks, and nothing is wrong with the microphone. */
int16_t *clip_room_make(size_t samples);

/** The level of some samples as the audio-level header says it: 0 is loudest, 127 silence. */
uint8_t clip_level(const int16_t *samples, size_t count);

#endif
