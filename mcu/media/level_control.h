/**
 * level_control: brings each site to about the same loudness, slowly, as a hand at the mixing desk would.
 *
 *   gain  +18 ┤‾‾‾╲
 *             │     ╲
 *           0 ┤       ╲__________          between LEVEL_CONTROL_LOW and _HIGH nothing is changed:
 *             │                  ╲         most sites are, by the level control of their own browser
 *         -12 ┤                    ╲___
 *             └───────┬─────────┬───────> how loud the voice is
 *                    low       high
 *
 * Only voice is measured and only while there is voice the gain moves: a pause is never blown up.
 *
 * Units       decibels of gain; levels as in audio_level.h; one update a frame of 20 ms.
 * Ownership   a plain value, one for each site; zeroed memory is a fresh one.
 * Thread      one thread at a time: the audio tick.
 * Errors      nothing here fails.
 * Memory      fixed.
 */
#ifndef MCU_MEDIA_LEVEL_CONTROL_H
#define MCU_MEDIA_LEVEL_CONTROL_H

#include <stdbool.h>
#include <stdint.h>

enum {
    LEVEL_CONTROL_LOW_DBOV = 22,  /* quieter voices are raised up to here … */
    LEVEL_CONTROL_HIGH_DBOV = 14, /* … and louder ones lowered to here */
    LEVEL_CONTROL_RAISE_MAX_DB = 18,
    LEVEL_CONTROL_LOWER_MAX_DB = 12,
};

typedef struct LevelControl {
    double power;    /**< mean of the voice, 1 is full scale */
    unsigned voiced; /**< frames that it is the mean of, up to a limit */
    double gain_db;
} LevelControl;

/**
 * Takes the level of a frame.
 *
 * @param level_dbov  before any gain
 * @param voice       whether there is voice in it, not only the room
 * @return            the factor for the frame's end; exactly 1 for a voice of the right loudness
 */
float level_control_update(LevelControl *control, uint8_t level_dbov, bool voice);

#endif
