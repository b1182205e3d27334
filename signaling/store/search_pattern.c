#include "signaling/store/search_pattern.h"

#include "signaling/meeting/text_fold.h"

#include <glib.h>

#include <string.h>

char *search_pattern(const char *text)
{
    g_autofree char *folded = text_fold(text != NULL ? text : "");
    GString *pattern = g_string_new(NULL);

    for (const char *at = g_strstrip(folded); *at != '\0'; at++) {
        if (*at == ' ') {
            if (pattern->str[pattern->len - 1] != '%') {
                g_string_append_c(pattern, '%');
            }
            continue;
        }
        if (strchr("!%_", *at) != NULL) {
            g_string_append_c(pattern, '!');
        }
        g_string_append_c(pattern, *at);
    }
    if (pattern->len > 0) {
        g_string_prepend_c(pattern, '%');
        g_string_append_c(pattern, '%');
    }
    return g_string_free(pattern, FALSE);
}
