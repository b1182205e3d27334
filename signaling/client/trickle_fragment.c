#include "signaling/client/trickle_fragment.h"

#include <string.h>

/* One line without its end; NULL at the end of the text. */
static char *take_line(const char **at, const char *end)
{
    if (*at >= end) {
        return NULL;
    }
    const char *feed = memchr(*at, '\n', (size_t)(end - *at));
    const char *stop = feed != NULL ? feed : end;
    const char *start = *at;
    *at = feed != NULL ? feed + 1 : end;
    if (stop > start && stop[-1] == '\r') {
        stop--;
    }
    return g_strndup(start, (size_t)(stop - start));
}

static bool add_candidate(TrickleFragment *fragment, const char *candidate, const char *mid)
{
    if (fragment->n_candidates >= TRICKLE_CANDIDATES_MAX) {
        return false;
    }
    fragment->candidates[fragment->n_candidates++] = (TrickleCandidate){
            .candidate = g_strdup(candidate),
            .mid = g_strdup(mid),
    };
    return true;
}

static bool read_line(TrickleFragment *fragment, const char *line, char **mid)
{
    if (line[0] == '\0') {
        return true;
    }
    if (strlen(line) < 2 || line[1] != '=' || strlen(line) > TRICKLE_LINE_BYTES_MAX) {
        return false;
    }
    if (g_str_has_prefix(line, "m=")) {
        g_free(*mid);
        *mid = g_strdup("");
    } else if (g_str_has_prefix(line, "a=mid:")) {
        g_free(*mid);
        *mid = g_strdup(line + strlen("a=mid:"));
    } else if (g_str_has_prefix(line, "a=candidate:")) {
        return add_candidate(fragment, line + strlen("a="), *mid);
    } else if (g_str_equal(line, "a=end-of-candidates")) {
        return add_candidate(fragment, "", *mid);
    } else if (g_str_has_prefix(line, "a=ice-ufrag:")) {
        fragment->has_credentials = true;
    }
    return true;
}

bool trickle_fragment_read(const char *text, size_t size, TrickleFragment *ret_fragment)
{
    g_auto(TrickleFragment) fragment = {0};
    g_autofree char *mid = g_strdup("");
    const char *at = text;
    const char *end = text + size;
    char *line = NULL;

    if (size == 0 || size > TRICKLE_FRAGMENT_BYTES_MAX || memchr(text, '\0', size) != NULL ||
            !g_utf8_validate(text, (gssize)size, NULL)) {
        return false;
    }
    while ((line = take_line(&at, end)) != NULL) {
        const bool good = read_line(&fragment, line, &mid);
        g_free(line);
        if (!good) {
            return false;
        }
    }
    *ret_fragment = fragment;
    fragment = (TrickleFragment){0};
    return true;
}

void trickle_fragment_clear(TrickleFragment *fragment)
{
    for (size_t i = 0; i < fragment->n_candidates; i++) {
        g_free(fragment->candidates[i].candidate);
        g_free(fragment->candidates[i].mid);
    }
    *fragment = (TrickleFragment){0};
}
