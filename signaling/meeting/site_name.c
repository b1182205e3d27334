#include "signaling/meeting/site_name.h"

#include <stdbool.h>
#include <string.h>

G_DEFINE_QUARK(site - name - error - quark, site_name_error)

/* Zero-width spaces, direction marks and the like: two names that look the same must be the same. */
static bool is_invisible(gunichar c)
{
    return g_unichar_type(c) == G_UNICODE_FORMAT;
}

/* Squeezes and trims; NULL when a control character stands in the text. */
static GString *squeeze(const char *text)
{
    GString *name = g_string_new(NULL);
    bool space = false;

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        if (g_unichar_isspace(c) && c != '\n' && c != '\r') {
            space = name->len > 0;
        } else if (g_unichar_iscntrl(c)) {
            g_string_free(name, TRUE);
            return NULL;
        } else if (!is_invisible(c)) {
            if (space) {
                g_string_append_c(name, ' ');
            }
            space = false;
            g_string_append_unichar(name, c);
        }
    }
    return name;
}

static char *identity_of(const char *kind, const char *name)
{
    g_autofree char *folded = g_utf8_casefold(name, -1);
    g_autofree char *composed = g_utf8_normalize(folded, -1, G_NORMALIZE_NFC);
    return g_strconcat(kind, composed, NULL);
}

/* Letters of other scripts take up to four bytes, and their folded forms more. */
static bool is_too_long(const char *name)
{
    g_autofree char *identity = identity_of("viewer:", name);
    return g_utf8_strlen(name, -1) > SITE_NAME_MAX || strlen(name) > SITE_IDENTITY_BYTES_MAX ||
            strlen(identity) > SITE_IDENTITY_BYTES_MAX;
}

char *site_name_normalise(const char *text, GError **error)
{
    const size_t size = strnlen(text, SITE_NAME_BYTES_MAX + 1);

    if (size > SITE_NAME_BYTES_MAX) {
        g_set_error(error, SITE_NAME_ERROR, SITE_NAME_ERROR_LONG,
                "the name is longer than %d characters", SITE_NAME_MAX);
        return NULL;
    }
    g_autofree char *composed = g_utf8_normalize(text, (gssize)size, G_NORMALIZE_NFC);
    if (composed == NULL) {
        g_set_error(error, SITE_NAME_ERROR, SITE_NAME_ERROR_ENCODING, "the name is not UTF-8");
        return NULL;
    }
    GString *name = squeeze(composed);
    if (name == NULL) {
        g_set_error(error, SITE_NAME_ERROR, SITE_NAME_ERROR_CONTROL,
                "the name has a line feed or another control character");
        return NULL;
    }
    g_autofree char *squeezed = g_string_free(name, FALSE);
    if (squeezed[0] == '\0') {
        g_set_error(error, SITE_NAME_ERROR, SITE_NAME_ERROR_EMPTY, "the name is empty");
        return NULL;
    }
    /* What was dropped may have stood between a letter and its mark: compose once more. */
    g_autofree char *recomposed = g_utf8_normalize(squeezed, -1, G_NORMALIZE_NFC);
    if (is_too_long(recomposed)) {
        g_set_error(error, SITE_NAME_ERROR, SITE_NAME_ERROR_LONG,
                "the name is longer than %d characters", SITE_NAME_MAX);
        return NULL;
    }
    return g_steal_pointer(&recomposed);
}

char *site_name_identity(const char *name)
{
    return identity_of("site:", name);
}

char *site_name_viewer_identity(const char *name)
{
    return identity_of("viewer:", name);
}

static const char code_prefix[] = "code:";

char *site_name_code_identity(const char *code)
{
    return g_strconcat(code_prefix, code, NULL);
}

const char *site_name_identity_code(const char *identity)
{
    return g_str_has_prefix(identity, code_prefix) ? identity + strlen(code_prefix) : NULL;
}
