/**
 * record: one table of fields a kind of record, from which JSON, its check and its schema (record_schema), SQL
 * (store/record_sql) and CSV are made.
 *
 * A record is a plain struct; each field stands at its offset as
 *   RECORD_TEXT     char *, owned, never NULL after record_init()
 *   RECORD_INTEGER  int64_t
 *   RECORD_REAL     double
 *   RECORD_FLAG     bool
 *   RECORD_WORD     int, an index into `words`
 *   RECORD_TIME     int64_t; in JSON "2026-11-22T08:00:00Z", "" for none
 *
 * Units       times are µs since 1970, UTC, 0 for none; limits of texts are bytes of UTF-8.
 * Ownership   a record owns its texts; record_clear() lets them go.
 * Thread      any: the tables are constant.
 * Errors      RECORD_ERROR; the message is Vietnamese and begins with the field's title.
 * Memory      a text takes at most its field's maximum, RECORD_TEXT_MAX where the field names none.
 */
#ifndef SIGNALING_MEETING_RECORD_H
#define SIGNALING_MEETING_RECORD_H

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>

enum {
    RECORD_TEXT_MAX = 500,
    RECORD_CODE_MAX = 64,
    RECORD_FIELDS_MAX = 64, /**< of one type */
};

#define RECORD_ERROR (record_error_quark())
GQuark record_error_quark(void);

typedef enum RecordError {
    RECORD_ERROR_FIELD, /**< what came in is not a record of this type */
} RecordError;

typedef enum RecordKind {
    RECORD_TEXT,
    RECORD_INTEGER,
    RECORD_REAL,
    RECORD_FLAG,
    RECORD_WORD,
    RECORD_TIME,
} RecordKind;

typedef enum RecordFlags {
    RECORD_KEY = 1,       /**< names the row; a patch may repeat it, not change it */
    RECORD_REQUIRED = 2,  /**< must be there at creation, a text or a time also not empty */
    RECORD_READ_ONLY = 4, /**< set by the server; in JSON refused from clients */
    RECORD_SECRET = 8,    /**< never in JSON, in neither direction */
    RECORD_LINES = 16,    /**< the text may hold line feeds and tabs; else no control characters */
    RECORD_CODE =
            32, /**< a text of [A-Za-z0-9._-], at most RECORD_CODE_MAX; may be empty unless required */
    RECORD_COMPUTED = 64, /**< no column of its own: filled in by whoever answers */
    RECORD_SEARCH =
            128, /**< a text with a column NAME_fold beside it, which holds text_fold() of it */
} RecordFlags;

typedef struct RecordField {
    const char *name; /**< JSON member, SQL column and CSV heading */
    RecordKind kind;
    size_t offset;
    unsigned flags; /**< RecordFlags */
    int64_t min,
            max; /**< INTEGER and REAL: range, both 0 for any; TEXT: bytes, max 0 for RECORD_TEXT_MAX */
    const char *const *words; /**< WORD: NULL-terminated; the first is the default */
    const char *title;        /**< Vietnamese, for messages and headings */
} RecordField;

typedef struct RecordType {
    const char *name;          /**< "unit" */
    const char *table;         /**< "units"; NULL for what is never stored */
    size_t size;               /**< of the struct */
    const RecordField *fields; /**< a field without a name ends them */
} RecordType;

/** Empty texts, everything else 0. */
void record_init(const RecordType *type, void *record);

/** Leaves it as {0}; a second time does nothing. */
void record_clear(const RecordType *type, void *record);

/** @param target  initialised or {0}; what it held goes */
void record_copy(const RecordType *type, void *target, const void *source);

/** Whether all fields but the computed ones are equal. */
bool record_equal(const RecordType *type, const void *left, const void *right);

/** The field of this name, or NULL. */
const RecordField *record_field(const RecordType *type, const char *name);

/** The field with RECORD_KEY; a type with a table has one. */
const RecordField *record_key(const RecordType *type);

/**
 * Reads what a client sent. Unknown members and those that are not the client's to set are refused.
 * Texts are made NFC and trimmed.
 *
 * @param object  may be NULL: no object
 * @param patch   only members that are there change `record`; otherwise it becomes a new one
 * @param record  initialised; as it was when this fails
 */
bool record_read_json(
        const RecordType *type, const json_t *object, bool patch, void *record, GError **error);

/** The name of the member that a RECORD_ERROR is about, or "". Lives as long as the error. */
const char *record_error_field(const GError *error);

/** An error of the same form as record_read_json()'s, about this field. `reason` as in "không được để trống". */
void record_set_error(GError **error, const RecordField *field, const char *reason);

/** Everything but secrets. */
json_t *record_to_json(const RecordType *type, const void *record);

/** The longest that this text may be, in bytes of UTF-8. */
size_t record_field_bytes_max(const RecordField *field);

/** Whether `min` and `max` bound this number. */
bool record_field_has_range(const RecordField *field);

/** A field as text, as in CSV and JSON: numbers in digits, flags as 1 and 0, times in ISO form. Free with g_free(). */
char *record_field_to_text(const RecordField *field, const void *record);

/** The way back, with all of the checks. @param record  as it was when this fails */
bool record_field_from_text(
        const RecordField *field, const char *text, void *record, GError **error);

/** Checks what no single member can show: fields that must be there. */
bool record_is_complete(const RecordType *type, const void *record, GError **error);

/** Seconds of ISO 8601 in UTC, or "" for 0. Free with g_free(). */
char *record_time_text(int64_t time_us);

/** "" is 0; an offset as in +07:00 is understood. @return false when it is no time between 1970 and 9999 */
bool record_time_parse(const char *text, int64_t *ret_time_us);

#endif
