#include "mcu/media/noise_gate.h"

#include <glib.h>

#include <math.h>

enum { HOLD_FRAMES = 25 }; /* 500 ms: longer than the pauses between words */

static const double above_room_db = 9;
static const double stay_db = 4; /* so much quieter than what opens it still keeps it open */
static const double room_rise_db =
        0.02; /* a frame: 1 dB a second, so that speech is not taken for the room */
static const double room_fall = 0.2;     /* a frame's part of the way down */
static const float closed_gain = 0.126F; /* -18 dB */
static const float closing = 0.8F;       /* a frame: closed in 180 ms */

static void learn_room(NoiseGate *gate, double level_db)
{
    if (level_db > gate->room_db) {
        gate->room_db = fmin(gate->room_db + room_rise_db, level_db);
    } else {
        gate->room_db += (level_db - gate->room_db) * room_fall;
    }
}

void noise_gate_open(NoiseGate *gate)
{
    gate->hold = HOLD_FRAMES;
    gate->gain = 1.0F;
}

float noise_gate_update(NoiseGate *gate, uint8_t level_dbov, bool *ret_voice)
{
    const double level_db = -(double)level_dbov;
    const double open_db =
            CLAMP(gate->room_db + above_room_db, -NOISE_GATE_NEVER_DBOV, -NOISE_GATE_ALWAYS_DBOV);
    const bool voice = level_db >= open_db;
    const bool stays = gate->hold > 0 && level_db >= open_db - stay_db;

    learn_room(gate, level_db);
    if (voice || stays) {
        gate->hold = HOLD_FRAMES;
    } else if (gate->hold > 0) {
        gate->hold--;
    }
    gate->gain = gate->hold > 0 ? 1.0F : fmaxf(gate->gain * closing, closed_gain);
    *ret_voice = voice;
    return gate->gain;
}
