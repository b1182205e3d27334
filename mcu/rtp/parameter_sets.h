/**
 * parameter_sets: the SPS and PPS of an H.264 stream, kept for key frames that come without.
 *
 * Many devices send them once, before their first picture, and a decoder that begins later needs them all the same.
 *
 * Units       sizes are bytes.
 * Ownership   a plain value; zeroed memory knows none.
 * Thread      none of its own and no lock: the leg's network loop.
 * Errors      sets that are too large are not kept.
 * Memory      PARAMETER_SETS_MAX bytes.
 */
#ifndef MCU_RTP_PARAMETER_SETS_H
#define MCU_RTP_PARAMETER_SETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** An SPS is some 20 bytes, with scaling lists 300, a PPS 10. */
enum { PARAMETER_SETS_MAX = 1024 };

typedef struct ParameterSets {
    size_t size;
    uint8_t bytes[PARAMETER_SETS_MAX]; /**< a byte stream: the SPS, then what came after it */
} ParameterSets;

/** Takes over what a picture brings: a new SPS replaces all, a PPS alone is added. */
void parameter_sets_learn(ParameterSets *sets, const uint8_t *picture, size_t size);

/** Whether a picture can be begun with them. */
bool parameter_sets_known(const ParameterSets *sets);

#endif
