#include "mcu/wire/ice_candidate.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    IceCandidate candidate;
    IceCandidate again;

    if (ice_candidate_read(text, &candidate) != ICE_CANDIDATE_USABLE) {
        return 0;
    }
    g_assert(candidate.priority > 0 && candidate.port > 0);
    g_autofree char *written = ice_candidate_write(&candidate);
    g_assert(ice_candidate_read(written, &again) == ICE_CANDIDATE_USABLE);
    g_assert(strcmp(again.address, candidate.address) == 0);
    g_assert(strcmp(again.foundation, candidate.foundation) == 0);
    g_assert(again.priority == candidate.priority && again.port == candidate.port);
    return 0;
}
