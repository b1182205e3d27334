/* Bytes of a connection: only the words change, and it is the same wherever they are cut. */
#include "signaling/sip/sip_via_word.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *whole = g_malloc(size + 1);
    g_autofree char *cut = g_malloc(size + 1);
    SipViaWord word;

    (void)memcpy(whole, data, size);
    (void)memcpy(cut, data, size);
    sip_via_word_init(&word, SIP_VIA_INWARD);
    sip_via_word_change(&word, whole, size);
    sip_via_word_init(&word, SIP_VIA_INWARD);
    for (size_t at = 0; at < size; at += 3) {
        sip_via_word_change(&word, cut + at, MIN(size - at, 3));
    }
    g_assert(memcmp(whole, cut, size) == 0);
    for (size_t i = 0; i < size; i++) {
        g_assert(whole[i] == (char)data[i] || strchr("TCP", whole[i]) != NULL);
    }
    return 0;
}
