#include "signaling/http/http_range.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <string.h>

/* The first eight bytes are the file's size, the rest is the header. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t number = 0;

    if (size < sizeof number) {
        return 0;
    }
    memcpy(&number, data, sizeof number);
    const int64_t file_size = (int64_t)(number >> 1);
    g_autofree char *header = g_strndup((const char *)data + sizeof number, size - sizeof number);
    const HttpRange range = http_range_parse(header, file_size);
    if (range.kind == HTTP_RANGE_PART) {
        g_assert(range.first >= 0 && range.first <= range.last && range.last < file_size);
    }
    return 0;
}
