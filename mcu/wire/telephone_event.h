/**
 * telephone_event: keys that are pressed, as packets beside the sound (RFC 4733): each is told once.
 *
 * Units       RTP time is ticks of the stream's clock.
 * Ownership   a plain value: start it as {0}.
 * Thread      any: no state of its own.
 * Errors      0 for what is no key, or is told already.
 * Memory      fixed.
 */
#ifndef MCU_WIRE_TELEPHONE_EVENT_H
#define MCU_WIRE_TELEPHONE_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct TelephoneEvents {
    bool any;
    uint32_t timestamp_ticks; /**< of the last one: when the key went down */
} TelephoneEvents;

/**
 * Takes a packet's payload. A key is sent in many packets with one time, the last of them three times.
 *
 * @return  the key of a press that was not told yet: 0 to 9, *, #, A to D; else '\0'
 */
char telephone_event_take(
        TelephoneEvents *events, const uint8_t *payload, size_t size, uint32_t timestamp_ticks);

#endif
