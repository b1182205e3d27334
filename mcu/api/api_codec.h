/**
 * api_codec: structs to JSON objects and back, each from one table of its fields.
 *
 * Units       offsets and sizes are bytes of the struct.
 * Ownership   a decoded struct owns its strings and lists: api_codec_clear(). Tables are constant.
 * Thread      pure: any.
 * Errors      API_ERROR_FIELD names the field; nothing is half decoded.
 * Memory      each text and list is bounded by its field's `max`.
 */
#ifndef MCU_API_API_CODEC_H
#define MCU_API_API_CODEC_H

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>

#define API_ERROR (api_error_quark())
GQuark api_error_quark(void);

typedef enum ApiError {
    API_ERROR_FIELD, /**< a field is missing, of the wrong type, too long or no known word */
} ApiError;

typedef enum ApiFieldKind {
    API_FIELD_TEXT, /**< char *, at most `max` bytes */
    API_FIELD_INTEGER,
    API_FIELD_REAL,
    API_FIELD_FLAG,
    API_FIELD_WORD, /**< int, one of `words` */
    API_FIELD_LIST, /**< pointer at `offset`, size_t count at `count_offset`, of at most `max` elements */
} ApiFieldKind;

typedef struct ApiShape ApiShape;

typedef struct ApiField {
    const char *name; /**< NULL behind the last one */
    ApiFieldKind kind;
    size_t offset;
    size_t max;
    bool optional;            /**< TEXT: "" when it is missing; FLAG, WORD: false, the first word */
    const char *const *words; /**< WORD: NULL-terminated */
    const ApiShape *element;  /**< LIST: of structs without lists */
    size_t count_offset;      /**< LIST */
} ApiField;

struct ApiShape {
    size_t size;
    const ApiField *fields;
};

/** A new reference. Strings must be UTF-8; NULL is written as "". */
json_t *api_codec_encode(const ApiShape *shape, const void *structure);

/** Fields that the table does not know are passed over. @param structure  written on success only */
bool api_codec_decode(const ApiShape *shape, const json_t *object, void *structure, GError **error);

/** Frees what a decoded struct owns and zeroes it. */
void api_codec_clear(const ApiShape *shape, void *structure);

#endif
