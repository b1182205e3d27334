#include "mcu/net/stun_check.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bool ours = stun_check_is_authentic(data, size, "evtj", "VOkJxbRl1RmTxUk/WvJxBt");

    g_assert(!ours || size >= 20);
    return 0;
}
