#include "mcu/wire/red_payload.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <string.h>

/* What is read lies within the bytes, one block behind the other, and is written again as it was. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const uint8_t type = data[0] & 0x7f;
    RedPayload red;
    if (!red_payload_read(data, size, type, &red)) {
        return 0;
    }
    const uint8_t *next = data + 4 * red.copies + 1;
    for (size_t i = 0; i < red.copies; i++) {
        g_assert(red.copy[i].size == 0 || red.copy[i].data == next);
        next += red.copy[i].size;
    }
    g_assert(red.sound.size == 0 || red.sound.data == next);
    g_assert(next + red.sound.size == data + size);

    g_autofree uint8_t *buffer = g_malloc(size);
    ByteWriter writer = byte_writer(buffer, size);
    red_payload_write(&red, type, &writer);
    g_assert(!writer.full && writer.size == size && memcmp(buffer, data, size) == 0);
    return 0;
}
