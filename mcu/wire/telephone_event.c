#include "mcu/wire/telephone_event.h"

#include "mcu/wire/byte_reader.h"

char telephone_event_take(
        TelephoneEvents *events, const uint8_t *payload, size_t size, uint32_t timestamp_ticks)
{
    static const char keys[] = "0123456789*#ABCD"; /* RFC 4733, 3.2 */
    ByteReader reader = byte_reader(payload, size);
    uint8_t event = 0;
    uint8_t flags = 0;
    uint16_t duration_ticks = 0;
    if (!byte_reader_u8(&reader, &event) || !byte_reader_u8(&reader, &flags) ||
            !byte_reader_u16(&reader, &duration_ticks) || event >= sizeof keys - 1) {
        return '\0';
    }
    if (events->any && (int32_t)(timestamp_ticks - events->timestamp_ticks) <= 0) {
        return '\0'; /* the same press goes on, or a packet of an earlier one is late */
    }
    events->any = true;
    events->timestamp_ticks = timestamp_ticks;
    return keys[event];
}
