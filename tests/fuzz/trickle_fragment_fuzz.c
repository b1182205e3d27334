#include "signaling/client/trickle_fragment.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_auto(TrickleFragment) fragment = {0};

    if (trickle_fragment_read((const char *)data, size, &fragment)) {
        g_assert(fragment.n_candidates <= TRICKLE_CANDIDATES_MAX);
        for (size_t i = 0; i < fragment.n_candidates; i++) {
            g_assert(strlen(fragment.candidates[i].candidate) <= TRICKLE_LINE_BYTES_MAX);
            g_assert(strpbrk(fragment.candidates[i].candidate, "\n") == NULL);
        }
    }
    return 0;
}
