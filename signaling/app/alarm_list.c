#include "signaling/app/alarm_list.h"

#include <string.h>

void alarm_list_set(AlarmList *list, const char *word, bool on)
{
    for (unsigned i = 0; i < list->count; i++) {
        if (!g_str_equal(list->words[i], word)) {
            continue;
        }
        if (!on) {
            list->count--;
            memmove(&list->words[i], &list->words[i + 1],
                    (list->count - i) * sizeof list->words[0]);
        }
        return;
    }
    if (on && list->count < ALARM_LIST_MAX) {
        list->words[list->count++] = word;
    }
}

void alarm_list_describe(const AlarmList *list, GString *out)
{
    for (unsigned i = 0; i < list->count; i++) {
        g_string_append_printf(out, " %s", list->words[i]);
    }
}

json_t *alarm_list_to_json(const AlarmList *list)
{
    json_t *array = json_array();
    for (unsigned i = 0; i < list->count; i++) {
        json_array_append_new(array, json_string(list->words[i]));
    }
    return array;
}
