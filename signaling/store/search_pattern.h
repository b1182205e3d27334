/**
 * search_pattern: what somebody typed to search for, as a pattern of SQL for a column NAME_fold:
 * `LIKE $1 ESCAPE '!'`. The words must come in this order, with anything between them.
 *
 * Units       none.
 * Ownership   the result is the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      some times the text.
 */
#ifndef SIGNALING_STORE_SEARCH_PATTERN_H
#define SIGNALING_STORE_SEARCH_PATTERN_H

/** "" for NULL and for nothing but spaces. Free with g_free(). */
char *search_pattern(const char *text);

#endif
