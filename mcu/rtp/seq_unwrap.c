#include "mcu/rtp/seq_unwrap.h"

/* The step from one number to another, as the shorter way round: -range/2 to range/2 - 1. */
static int64_t shorter_step_16(uint16_t from, uint16_t to)
{
    const uint16_t step = (uint16_t)(to - from);
    return step < 0x8000 ? step : (int64_t)step - 0x10000;
}

static int64_t shorter_step_32(uint32_t from, uint32_t to)
{
    const uint32_t step = to - from;
    return step < 0x80000000U ? step : (int64_t)step - 0x100000000;
}

static void move_highest(SeqUnwrap *unwrap, int64_t result)
{
    if (!unwrap->started || result > unwrap->highest) {
        unwrap->started = true;
        unwrap->highest = result;
    }
}

int64_t seq_unwrap_peek_16(const SeqUnwrap *unwrap, uint16_t value)
{
    if (!unwrap->started) {
        return value;
    }
    return unwrap->highest + shorter_step_16((uint16_t)unwrap->highest, value);
}

int64_t seq_unwrap_peek_32(const SeqUnwrap *unwrap, uint32_t value)
{
    if (!unwrap->started) {
        return value;
    }
    return unwrap->highest + shorter_step_32((uint32_t)unwrap->highest, value);
}

int64_t seq_unwrap_16(SeqUnwrap *unwrap, uint16_t value)
{
    const int64_t result = seq_unwrap_peek_16(unwrap, value);
    move_highest(unwrap, result);
    return result;
}

int64_t seq_unwrap_32(SeqUnwrap *unwrap, uint32_t value)
{
    const int64_t result = seq_unwrap_peek_32(unwrap, value);
    move_highest(unwrap, result);
    return result;
}
