#include "signaling/meeting/record_schema.h"

#define TIME_PATTERN "^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$"
#define CODE_PATTERN "^[A-Za-z0-9._-]*$"

static void add_range(const RecordField *field, json_t *schema)
{
    if (record_field_has_range(field)) {
        (void)json_object_set_new(schema, "minimum", json_integer(field->min));
        (void)json_object_set_new(schema, "maximum", json_integer(field->max));
    }
}

static json_t *text_schema(const RecordField *field)
{
    json_t *schema = json_pack(
            "{s:s, s:I}", "type", "string", "maxLength", (json_int_t)record_field_bytes_max(field));

    if ((field->flags & RECORD_REQUIRED) != 0) {
        (void)json_object_set_new(schema, "minLength", json_integer(1));
    }
    if ((field->flags & RECORD_CODE) != 0) {
        (void)json_object_set_new(schema, "pattern", json_string(CODE_PATTERN));
    }
    return schema;
}

static json_t *word_schema(const RecordField *field)
{
    json_t *words = json_array();

    for (int i = 0; field->words[i] != NULL; i++) {
        (void)json_array_append_new(words, json_string(field->words[i]));
    }
    return json_pack("{s:s, s:o}", "type", "string", "enum", words);
}

static json_t *field_schema(const RecordField *field)
{
    json_t *schema = NULL;

    switch (field->kind) {
    case RECORD_TEXT:
        schema = text_schema(field);
        break;
    case RECORD_INTEGER:
    case RECORD_REAL:
        schema = json_pack("{s:s}", "type", field->kind == RECORD_REAL ? "number" : "integer");
        add_range(field, schema);
        break;
    case RECORD_FLAG:
        schema = json_pack("{s:s}", "type", "boolean");
        break;
    case RECORD_WORD:
        schema = word_schema(field);
        break;
    case RECORD_TIME:
        schema = json_pack("{s:s, s:s}", "type", "string", "pattern", TIME_PATTERN);
        break;
    }
    (void)json_object_set_new(schema, "description", json_string(field->title));
    return schema;
}

json_t *record_schema(const RecordType *type, bool for_input)
{
    json_t *properties = json_object();
    json_t *required = json_array();
    const unsigned hidden = RECORD_SECRET | (for_input ? RECORD_READ_ONLY : 0);

    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if ((field->flags & hidden) != 0) {
            continue;
        }
        (void)json_object_set_new(properties, field->name, field_schema(field));
        if (!for_input || (field->flags & RECORD_REQUIRED) != 0) {
            (void)json_array_append_new(required, json_string(field->name));
        }
    }
    return json_pack("{s:s, s:o, s:o, s:b}", "type", "object", "properties", properties, "required",
            required, "additionalProperties", 0);
}
