/**
 * event_text: a text that somebody typed, in the one form in which an event holds it: NFC, trimmed, no control
 * characters.
 *
 * Units       bytes.
 * Ownership   the caller frees with g_free().
 * Thread      any: no state.
 * Errors      NULL and what is wrong with it, in English for whoever writes a client.
 * Memory      as long as the text.
 */
#ifndef SIGNALING_MEETING_EVENT_TEXT_H
#define SIGNALING_MEETING_EVENT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @param text       NULL counts as ""
 * @param lines      whether it may have more than one
 * @param ret_fault  on failure: a constant text
 */
char *event_text_clean(const char *text, size_t bytes_max, bool lines, const char **ret_fault);

#endif
