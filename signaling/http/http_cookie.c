#include "signaling/http/http_cookie.h"

#include <glib.h>

#include <stdbool.h>
#include <string.h>

/* RFC 6265, 4.1.1: cookie-octet, but for what we never give out. */
static bool is_value(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (!g_ascii_isgraph(text[i]) || strchr("\",\\", text[i]) != NULL) {
            return false;
        }
    }
    return size > 0 && size <= HTTP_COOKIE_VALUE_MAX;
}

char *http_cookie_value(const char *header, const char *name)
{
    const size_t name_size = strlen(name);

    while (header != NULL && *header != '\0') {
        header += strspn(header, "; ");
        const size_t size = strcspn(header, ";");
        if (size > name_size && header[name_size] == '=' && memcmp(header, name, name_size) == 0) {
            const char *value = header + name_size + 1;
            const size_t value_size = size - name_size - 1;
            return is_value(value, value_size) ? g_strndup(value, value_size) : NULL;
        }
        header += size;
    }
    return NULL;
}
