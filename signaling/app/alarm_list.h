/**
 * alarm_list: what is amiss with one thing now, as words: each once, in the order in which it came up.
 *
 * Units       none.
 * Ownership   a plain value, {0} at first; the words are constants.
 * Thread      one at a time.
 * Errors      none: what finds the list full is not told.
 * Memory      ALARM_LIST_MAX words.
 */
#ifndef SIGNALING_APP_ALARM_LIST_H
#define SIGNALING_APP_ALARM_LIST_H

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>

enum { ALARM_LIST_MAX = 12 };

typedef struct AlarmList {
    const char *words[ALARM_LIST_MAX];
    unsigned count;
} AlarmList;

void alarm_list_set(AlarmList *list, const char *word, bool on);

/** The words, each behind a space: the same text as long as they are the same. */
void alarm_list_describe(const AlarmList *list, GString *out);

/** An array of texts; a new reference. */
json_t *alarm_list_to_json(const AlarmList *list);

#endif
