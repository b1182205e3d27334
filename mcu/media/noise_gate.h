/**
 * noise_gate: turns a site down while only its room is heard: fans, traffic, paper.
 *
 * The gate learns how loud the room is and opens for what is clearly louder, at once, so that no syllable is
 * cut; it closes half a second after the voice, over a fifth of a second, and never wholly: a room that is cut
 * off between two words is worse than one that is heard a little.
 *
 * Units       levels as in audio_level.h; one update a frame of 20 ms.
 * Ownership   a plain value, one for each site; start with NOISE_GATE_INIT.
 * Thread      one thread at a time: the audio tick.
 * Errors      nothing here fails.
 * Memory      fixed.
 */
#ifndef MCU_MEDIA_NOISE_GATE_H
#define MCU_MEDIA_NOISE_GATE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    NOISE_GATE_ALWAYS_DBOV =
            40, /* from here on it is open whatever the room is: a steady tone passes */
    NOISE_GATE_NEVER_DBOV = 56, /* what is quieter does not open it, however quiet the room is */
};

typedef struct NoiseGate {
    double room_db; /**< how loud the room is, negative */
    unsigned hold;  /**< frames for which it stays open */
    float gain;     /**< now: 1 open */
} NoiseGate;

#define NOISE_GATE_INIT ((NoiseGate){.room_db = -70, .gain = 1.0F})

/** Opens it, for a site that comes into the mix: what made it come is no noise. */
void noise_gate_open(NoiseGate *gate);

/**
 * Takes the level of a frame, before any gain.
 *
 * @param ret_voice  whether there is voice in this very frame
 * @return           the factor for the frame's end: 1 open
 */
float noise_gate_update(NoiseGate *gate, uint8_t level_dbov, bool *ret_voice);

#endif
