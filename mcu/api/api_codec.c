#include "mcu/api/api_codec.h"

#include <string.h>

G_DEFINE_QUARK(api - error - quark, api_error)

// NOLINTBEGIN(misc-no-recursion): a list's element has no list
/* A list's element is a message without lists of its own: these call each other once, never deeper. */
static json_t *encode_fields(const ApiShape *shape, const void *structure);
static bool decode_fields(
        const ApiShape *shape, const json_t *object, void *structure, GError **error);
static void clear_fields(const ApiShape *shape, void *structure);

static const void *at(const void *structure, size_t offset)
{
    return (const char *)structure + offset;
}

static void *at_mutable(void *structure, size_t offset)
{
    return (char *)structure + offset;
}

static json_t *encode_list(const ApiField *field, const void *structure)
{
    const ApiShape *element = field->element;
    const char *first = *(const char *const *)at(structure, field->offset);
    const size_t count = *(const size_t *)at(structure, field->count_offset);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, encode_fields(element, first + i * element->size));
    }
    return list;
}

static json_t *encode_field(const ApiField *field, const void *structure)
{
    const void *value = at(structure, field->offset);
    switch (field->kind) {
    case API_FIELD_TEXT: {
        const char *text = *(const char *const *)value;
        return json_string(text != NULL ? text : "");
    }
    case API_FIELD_INTEGER:
        return json_integer(*(const int64_t *)value);
    case API_FIELD_REAL:
        return json_real(*(const double *)value);
    case API_FIELD_FLAG:
        return json_boolean(*(const bool *)value);
    case API_FIELD_WORD:
        return json_string(field->words[*(const int *)value]);
    case API_FIELD_LIST:
        return encode_list(field, structure);
    }
    return NULL;
}

static json_t *encode_fields(const ApiShape *shape, const void *structure)
{
    json_t *object = json_object();
    for (const ApiField *field = shape->fields; field->name != NULL; field++) {
        json_t *value = encode_field(field, structure);
        g_assert(value != NULL); /* text that is not UTF-8 must not get here */
        json_object_set_new(object, field->name, value);
    }
    return object;
}

static bool refuse(const ApiField *field, const char *what, GError **error)
{
    g_set_error(error, API_ERROR, API_ERROR_FIELD, "%s: %s", field->name, what);
    return false;
}

static bool decode_text(const ApiField *field, const json_t *value, void *place, GError **error)
{
    if (!json_is_string(value)) {
        return refuse(field, "a string is needed", error);
    }
    const size_t length = json_string_length(value);
    if (length > field->max || strlen(json_string_value(value)) != length) {
        return refuse(field, "too long, or has a zero byte", error);
    }
    *(char **)place = g_strdup(json_string_value(value));
    return true;
}

static bool decode_word(const ApiField *field, const json_t *value, void *place, GError **error)
{
    const char *text = json_string_value(value);
    for (int i = 0; text != NULL && field->words[i] != NULL; i++) {
        if (strcmp(field->words[i], text) == 0) {
            *(int *)place = i;
            return true;
        }
    }
    return refuse(field, "no known word", error);
}

static bool decode_list(const ApiField *field, const json_t *value, void *structure, GError **error)
{
    const ApiShape *element = field->element;
    const size_t count = json_array_size(value);
    if (!json_is_array(value) || count > field->max) {
        return refuse(field, "a list is needed that is not too long", error);
    }
    char *first = g_malloc0(MAX(count, 1) * element->size);
    *(char **)at_mutable(structure, field->offset) = first;
    for (size_t i = 0; i < count; i++) {
        if (!decode_fields(element, json_array_get(value, i), first + i * element->size, error)) {
            return false;
        }
        *(size_t *)at_mutable(structure, field->count_offset) = i + 1;
    }
    return true;
}

static bool decode_field(
        const ApiField *field, const json_t *value, void *structure, GError **error)
{
    void *place = at_mutable(structure, field->offset);
    switch (field->kind) {
    case API_FIELD_TEXT:
        return decode_text(field, value, place, error);
    case API_FIELD_INTEGER:
        if (!json_is_integer(value)) {
            return refuse(field, "a whole number is needed", error);
        }
        *(int64_t *)place = json_integer_value(value);
        return true;
    case API_FIELD_REAL:
        if (!json_is_number(value)) {
            return refuse(field, "a number is needed", error);
        }
        *(double *)place = json_number_value(value);
        return true;
    case API_FIELD_FLAG:
        if (!json_is_boolean(value)) {
            return refuse(field, "true or false is needed", error);
        }
        *(bool *)place = json_is_true(value);
        return true;
    case API_FIELD_WORD:
        return decode_word(field, value, place, error);
    case API_FIELD_LIST:
        return decode_list(field, value, structure, error);
    }
    return false;
}

/* Numbers, flags and words are 0 already. */
static void set_missing(const ApiField *field, void *structure)
{
    if (field->kind == API_FIELD_TEXT) {
        *(char **)at_mutable(structure, field->offset) = g_strdup("");
    }
}

static bool decode_fields(
        const ApiShape *shape, const json_t *object, void *structure, GError **error)
{
    if (!json_is_object(object)) {
        g_set_error_literal(error, API_ERROR, API_ERROR_FIELD, "an object is needed");
        return false;
    }
    for (const ApiField *field = shape->fields; field->name != NULL; field++) {
        const json_t *value = json_object_get(object, field->name);
        if (value == NULL && field->optional) {
            set_missing(field, structure);
        } else if (value == NULL ? !refuse(field, "missing", error)
                                 : !decode_field(field, value, structure, error)) {
            clear_fields(shape, structure);
            return false;
        }
    }
    return true;
}

static void clear_list(const ApiField *field, void *structure)
{
    const ApiShape *element = field->element;
    char **first = at_mutable(structure, field->offset);
    size_t *count = at_mutable(structure, field->count_offset);
    for (size_t i = 0; i < *count; i++) {
        clear_fields(element, *first + i * element->size);
    }
    g_clear_pointer(first, g_free);
    *count = 0;
}

static void clear_fields(const ApiShape *shape, void *structure)
{
    for (const ApiField *field = shape->fields; field->name != NULL; field++) {
        if (field->kind == API_FIELD_TEXT) {
            g_clear_pointer((char **)at_mutable(structure, field->offset), g_free);
        } else if (field->kind == API_FIELD_LIST) {
            clear_list(field, structure);
        }
    }
    memset(structure, 0, shape->size);
}

// NOLINTEND(misc-no-recursion)

json_t *api_codec_encode(const ApiShape *shape, const void *structure)
{
    return encode_fields(shape, structure);
}

bool api_codec_decode(const ApiShape *shape, const json_t *object, void *structure, GError **error)
{
    void *decoded = g_malloc0(shape->size);
    const bool ok = decode_fields(shape, object, decoded, error);
    if (ok) {
        memcpy(structure, decoded, shape->size);
    }
    g_free(decoded);
    return ok;
}

void api_codec_clear(const ApiShape *shape, void *structure)
{
    clear_fields(shape, structure);
}
