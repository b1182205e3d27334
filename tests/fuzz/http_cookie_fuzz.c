#include "signaling/http/http_cookie.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *header = g_strndup((const char *)data, size);
    g_autofree char *value = http_cookie_value(header, "id");

    if (value != NULL) {
        g_assert(*value != '\0' && strlen(value) <= HTTP_COOKIE_VALUE_MAX);
        g_assert(strpbrk(value, "; \",\r\n") == NULL && strstr(header, value) != NULL);
    }
    return 0;
}
