#include "mcu/rtp/keyframe_gate.h"

void keyframe_gate_ask(KeyframeGate *gate, int64_t round_trip_us, int64_t now_us)
{
    gate->asked++;
    if (gate->made_before && now_us - gate->made_us < round_trip_us) {
        gate->ignored++;
        return;
    }
    gate->wanted = true;
}

void keyframe_gate_join(KeyframeGate *gate)
{
    gate->wanted_by_joiner = true;
}

bool keyframe_gate_due(const KeyframeGate *gate, int64_t now_us)
{
    const int64_t since_us = now_us - gate->made_us;

    if (!gate->wanted && !gate->wanted_by_joiner) {
        return false;
    }
    if (!gate->made_before) {
        return true;
    }
    return since_us >= (gate->wanted_by_joiner ? KEYFRAME_GATE_JOIN_US : KEYFRAME_GATE_GAP_US);
}

void keyframe_gate_made(KeyframeGate *gate, int64_t now_us)
{
    if (gate->wanted || gate->wanted_by_joiner) {
        gate->forced++;
    }
    gate->wanted = false;
    gate->wanted_by_joiner = false;
    gate->made_before = true;
    gate->made_us = now_us;
}
