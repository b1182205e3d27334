/**
 * text_fold: a text as people search for it: without accents and in lower case.
 *
 * `Hòa`, `Hoà`, `HOA` and a decomposed spelling all become `hoa`; Đ and đ become d.
 *
 * Units       none.
 * Ownership   the result is the caller's.
 * Thread      any: no state.
 * Errors      what is not UTF-8 folds to the empty text.
 * Memory      at most three times the text.
 */
#ifndef SIGNALING_MEETING_TEXT_FOLD_H
#define SIGNALING_MEETING_TEXT_FOLD_H

/** Free with g_free(). */
char *text_fold(const char *text);

#endif
