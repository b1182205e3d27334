#include "signaling/meeting/event_text.h"

#include <glib.h>

#include <string.h>

char *event_text_clean(const char *text, size_t bytes_max, bool lines, const char **ret_fault)
{
    const char *given = text != NULL ? text : "";

    if (strlen(given) > bytes_max || !g_utf8_validate(given, -1, NULL)) {
        *ret_fault = "is too long, or no UTF-8";
        return NULL;
    }
    g_autofree char *clean = g_utf8_normalize(given, -1, G_NORMALIZE_NFC);
    g_strstrip(clean);
    for (const char *at = clean; *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar letter = g_utf8_get_char(at);
        if (g_unichar_iscntrl(letter) && !(lines && letter == '\n')) {
            *ret_fault = "control characters";
            return NULL;
        }
    }
    return g_steal_pointer(&clean);
}
