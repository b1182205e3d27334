#include "signaling/store/database_dialect.h"

#include <glib.h>

#include <string.h>

static void append_word(GString *out, const char *inside, DatabaseWordFn word)
{
    g_auto(GStrv) parts = g_strsplit(inside, " ", 2);
    const char *meant = word(parts[0]);

    g_assert(meant != NULL);
    g_auto(GStrv) pieces = g_strsplit(meant, "@", -1);
    g_autofree char *text = g_strjoinv(parts[1] != NULL ? parts[1] : "@", pieces);
    g_string_append(out, text);
}

char *database_dialect_fill(const char *sql, DatabaseWordFn word)
{
    GString *out = g_string_sized_new(strlen(sql));
    const char *open = NULL;

    while ((open = strchr(sql, '{')) != NULL) {
        const char *close = strchr(open, '}');
        g_assert(close != NULL);
        g_autofree char *inside = g_strndup(open + 1, (size_t)(close - open - 1));
        g_string_append_len(out, sql, open - sql);
        append_word(out, inside, word);
        sql = close + 1;
    }
    g_string_append(out, sql);
    return g_string_free(out, FALSE);
}
