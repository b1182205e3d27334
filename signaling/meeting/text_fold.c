#include "signaling/meeting/text_fold.h"

#include <glib.h>

enum { D_WITH_STROKE_SMALL = 0x111 }; /* đ is a letter of its own: no mark comes off it */

char *text_fold(const char *text)
{
    g_autofree char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_NFD);

    if (apart == NULL) {
        return g_strdup("");
    }
    GString *folded = g_string_sized_new(strlen(apart));
    for (const char *at = apart; *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar letter = g_unichar_tolower(g_utf8_get_char(at));
        if (!g_unichar_ismark(letter)) {
            g_string_append_unichar(folded, letter == D_WITH_STROKE_SMALL ? 'd' : letter);
        }
    }
    return g_string_free(folded, FALSE);
}
