#include "mcu/media/level_control.h"

#include <glib.h>

#include <math.h>

enum {
    SURE_FRAMES = 10,  /* 200 ms of voice: a cough moves nothing */
    MEAN_FRAMES = 100, /* 2 s: some sentences, not some words */
};

/* Slow enough to be heard as a hand, not as pumping; down faster, since too loud hurts. */
static const double raise_db = 0.06; /* a frame: 3 dB a second */
static const double lower_db = 0.18; /* 9 dB a second */

static double wanted_db(double loudness_db)
{
    if (loudness_db < -LEVEL_CONTROL_LOW_DBOV) {
        return fmin(-LEVEL_CONTROL_LOW_DBOV - loudness_db, LEVEL_CONTROL_RAISE_MAX_DB);
    }
    if (loudness_db > -LEVEL_CONTROL_HIGH_DBOV) {
        return fmax(-LEVEL_CONTROL_HIGH_DBOV - loudness_db, -LEVEL_CONTROL_LOWER_MAX_DB);
    }
    return 0;
}

float level_control_update(LevelControl *control, uint8_t level_dbov, bool voice)
{
    if (voice) {
        const double power = pow(10, -level_dbov / 10.0);
        control->voiced = MIN(control->voiced + 1, (unsigned)MEAN_FRAMES);
        control->power += (power - control->power) / control->voiced;
    }
    if (voice && control->voiced >= SURE_FRAMES) {
        const double wanted = wanted_db(10 * log10(control->power));
        control->gain_db = CLAMP(wanted, control->gain_db - lower_db, control->gain_db + raise_db);
    }
    return control->gain_db == 0 ? 1.0F : (float)pow(10, control->gain_db / 20);
}
