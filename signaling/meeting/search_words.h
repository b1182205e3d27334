/**
 * search_words: a text as the words by which it is found: without accents, in lower case, each once.
 *
 * Units       bytes.
 * Ownership   the result is the caller's.
 * Thread      any: no state.
 * Errors      none: what is not UTF-8 has no words.
 * Memory      SEARCH_WORDS_MAX words of SEARCH_WORD_BYTES_MAX.
 */
#ifndef SIGNALING_MEETING_SEARCH_WORDS_H
#define SIGNALING_MEETING_SEARCH_WORDS_H

#include <glib.h>

enum {
    SEARCH_WORDS_MAX = 5000,    /**< of all texts together */
    SEARCH_WORD_BYTES_MAX = 64, /**< a longer one is cut */
    SEARCH_ASKED_MAX = 8,       /**< words of a question that count */
};

/** An empty set of words: keys are char *. */
GHashTable *search_words_new(void);

/** Adds a text's words; letters and digits belong to words, everything else parts them. */
void search_words_add(GHashTable *words, const char *text);

/**
 * The words of a question, NULL-terminated; free with g_strfreev(). “Nói về” between others is how people ask, and no
 * word to look for.
 */
char **search_words_asked(const char *text);

/** The first text behind all those that begin with a word, in order of bytes. Free with g_free(). */
char *search_words_behind(const char *word);

#endif
