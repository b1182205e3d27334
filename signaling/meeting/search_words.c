#include "signaling/meeting/search_words.h"

#include "signaling/meeting/text_fold.h"

#include <stdbool.h>
#include <string.h>

GHashTable *search_words_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* Not in the middle of a letter. */
static char *cut(const char *word, size_t size)
{
    while (size > SEARCH_WORD_BYTES_MAX) {
        size = (size_t)(g_utf8_find_prev_char(word, word + size) - word);
    }
    return g_strndup(word, size);
}

/* In their order, also twice. */
static GPtrArray *split(const char *text)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *folded = text_fold(text);
    const char *word = NULL;

    for (const char *at = folded;; at = g_utf8_next_char(at)) {
        const bool inside = *at != '\0' && g_unichar_isalnum(g_utf8_get_char(at));
        if (inside && word == NULL) {
            word = at;
        } else if (!inside && word != NULL) {
            g_ptr_array_add(words, cut(word, (size_t)(at - word)));
            word = NULL;
        }
        if (*at == '\0') {
            return words;
        }
    }
}

void search_words_add(GHashTable *words, const char *text)
{
    g_autoptr(GPtrArray) all = split(text);

    for (guint i = 0; i < all->len && g_hash_table_size(words) < SEARCH_WORDS_MAX; i++) {
        (void)g_hash_table_add(words, g_strdup(g_ptr_array_index(all, i)));
    }
}

static bool is_word(const GPtrArray *words, guint n, const char *word)
{
    return n < words->len && strcmp(g_ptr_array_index(words, n), word) == 0;
}

char **search_words_asked(const char *text)
{
    g_autoptr(GPtrArray) all = split(text);
    g_autoptr(GStrvBuilder) asked = g_strv_builder_new();
    size_t count = 0;

    for (guint i = 0; i < all->len && count < SEARCH_ASKED_MAX; i++) {
        if (i > 0 && i + 2 < all->len && is_word(all, i, "noi") && is_word(all, i + 1, "ve")) {
            i++;
            continue;
        }
        g_strv_builder_add(asked, g_ptr_array_index(all, i));
        count++;
    }
    return g_strv_builder_end(asked);
}

char *search_words_behind(const char *word)
{
    return g_strconcat(word, "\xf4\x8f\xbf\xbf", NULL); /* U+10FFFF: no letter stands behind it */
}
