#include "signaling/meeting/minutes_merge.h"

#include <stdbool.h>
#include <string.h>

static const char *source_of(const json_t *item)
{
    const char *source = json_string_value(json_object_get(item, "source"));
    return source != NULL ? source : "";
}

/* The place of an item in a list, or its size. */
static size_t place_of(const json_t *list, const char *source)
{
    const size_t count = json_array_size(list);
    size_t i = 0;

    while (i < count && strcmp(source_of(json_array_get(list, i)), source) != 0) {
        i++;
    }
    return i;
}

static const json_t *item_of(const json_t *list, const char *source)
{
    return json_array_get(list, place_of(list, source));
}

static bool is_empty(const json_t *value)
{
    const char *text = json_string_value(value);
    return value == NULL || json_is_null(value) || (text != NULL && text[0] == '\0') ||
            (json_is_integer(value) && json_integer_value(value) == 0);
}

/* As the program left it, or never touched by anybody. */
static bool is_untouched(const json_t *base, const json_t *mine)
{
    return base == NULL ? is_empty(mine) : mine != NULL && json_equal(base, mine);
}

static void merge_fields(const json_t *base, json_t *mine, const json_t *fresh)
{
    const char *name = NULL;
    json_t *value = NULL;

    json_object_foreach((json_t *)fresh, name, value)
    {
        if (!json_is_array(value) &&
                is_untouched(json_object_get(base, name), json_object_get(mine, name))) {
            json_object_set(mine, name, value);
        }
    }
}

/* What was the program's alone, and is true no more, goes. */
static void merge_known(const json_t *base, json_t *mine, const json_t *fresh)
{
    for (size_t i = 0; i < json_array_size(mine);) {
        json_t *item = json_array_get(mine, i);
        const char *source = source_of(item);
        const json_t *before = source[0] != '\0' ? item_of(base, source) : NULL;
        const json_t *now = source[0] != '\0' ? item_of(fresh, source) : NULL;
        if (now != NULL) {
            merge_fields(before, item, now);
        } else if (before != NULL && json_equal(before, item)) {
            json_array_remove(mine, i);
            continue;
        }
        i++;
    }
}

/* Behind the one that stands before it in the program's own order. */
static size_t place_for(const json_t *mine, const json_t *fresh, size_t n)
{
    while (n-- > 0) {
        const size_t place = place_of(mine, source_of(json_array_get(fresh, n)));
        if (place < json_array_size(mine)) {
            return place + 1;
        }
    }
    return json_array_size(mine);
}

static void merge_new(const json_t *base, json_t *mine, const json_t *fresh)
{
    for (size_t i = 0; i < json_array_size(fresh); i++) {
        json_t *item = json_array_get(fresh, i);
        const char *source = source_of(item);
        const bool taken_out = item_of(base, source) != NULL;
        if (item_of(mine, source) == NULL && !taken_out) {
            (void)json_array_insert(mine, place_for(mine, fresh, i), item);
        }
    }
}

json_t *minutes_merge(const json_t *base, const json_t *mine, const json_t *fresh)
{
    json_t *merged = json_deep_copy(mine);
    json_t *copy = json_deep_copy(fresh); /* items are shared with nothing that lives on */
    const char *name = NULL;
    json_t *value = NULL;

    merge_fields(base, merged, copy);
    json_object_foreach(copy, name, value)
    {
        if (!json_is_array(value)) {
            continue;
        }
        if (!json_is_array(json_object_get(merged, name))) {
            json_object_set_new(merged, name, json_array());
        }
        json_t *list = json_object_get(merged, name);
        merge_known(json_object_get(base, name), list, value);
        merge_new(json_object_get(base, name), list, value);
    }
    json_decref(copy);
    return merged;
}
