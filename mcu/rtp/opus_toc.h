/**
 * opus_toc: how long the sound in an Opus packet is (RFC 6716, 3.1 and 3.2), without decoding it.
 *
 * Units       ticks of the 48 kHz RTP clock.
 * Ownership   borrows the bytes.
 * Thread      any: no state.
 * Errors      0 for what is not an Opus packet.
 * Memory      none.
 */
#ifndef MCU_RTP_OPUS_TOC_H
#define MCU_RTP_OPUS_TOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OPUS_DURATION_TICKS_MAX = 5760 }; /* RFC 6716, 3.2.5 [R5]: no more than 120 ms */

/** The duration of a packet: 120 (2.5 ms) to 5760 (120 ms), or 0. */
uint32_t opus_toc_duration_ticks(const uint8_t *payload, size_t size);

/** Whether the packet holds no sound: the sender pauses (DTX). */
bool opus_toc_is_pause(const uint8_t *payload, size_t size);

#endif
