#include "tests/bots/stun_message.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    StunMessage message;

    if (!stun_message_read(data, size, &message)) {
        return 0;
    }
    g_assert(size >= 20 && size % 4 == 0);
    g_assert(message.integrity_offset == 0 ||
            (message.integrity_offset >= 20 && message.integrity_offset + 24 <= size));
    const bool known = stun_message_verify(data, &message, "VOkJxbRl1RmTxUk/WvJxBt");
    g_assert(!known || message.integrity_offset != 0);
    return 0;
}
