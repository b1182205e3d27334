#include "signaling/meeting/record.h"

#include <errno.h>
#include <math.h>
#include <string.h>

enum { SECOND_US = 1000000, FIELD_NAME_SHOWN_MAX = 64, YEAR_MAX = 9999 };

/* The error carries the name of the field beside its text. */
typedef struct RecordErrorPrivate {
    char name[FIELD_NAME_SHOWN_MAX + 1];
} RecordErrorPrivate;

static void record_error_private_init(RecordErrorPrivate *private)
{
    *private = (RecordErrorPrivate){0};
}

static void record_error_private_copy(const RecordErrorPrivate *source, RecordErrorPrivate *target)
{
    *target = *source;
}

static void record_error_private_clear(RecordErrorPrivate *private)
{
    *private = (RecordErrorPrivate){0};
}

G_DEFINE_EXTENDED_ERROR(RecordError, record_error)

const char *record_error_field(const GError *error)
{
    return error->domain == RECORD_ERROR ? record_error_get_private(error)->name : "";
}

static bool fail_member(GError **error, const char *name, const char *title, const char *reason)
{
    GError *fault = g_error_new(RECORD_ERROR, RECORD_ERROR_FIELD, "%s: %s.", title, reason);
    (void)g_strlcpy(record_error_get_private(fault)->name, name, FIELD_NAME_SHOWN_MAX + 1);
    g_propagate_error(error, fault);
    return false;
}

static bool fail(GError **error, const RecordField *field, const char *reason)
{
    return fail_member(error, field->name, field->title, reason);
}

void record_set_error(GError **error, const RecordField *field, const char *reason)
{
    (void)fail(error, field, reason);
}

/* Places in the struct. */

static char **text_at(const RecordField *field, void *record)
{
    g_assert(field->kind == RECORD_TEXT);
    return G_STRUCT_MEMBER_P(record, field->offset);
}

static int64_t *integer_at(const RecordField *field, void *record)
{
    g_assert(field->kind == RECORD_INTEGER || field->kind == RECORD_TIME);
    return G_STRUCT_MEMBER_P(record, field->offset);
}

static double *real_at(const RecordField *field, void *record)
{
    g_assert(field->kind == RECORD_REAL);
    return G_STRUCT_MEMBER_P(record, field->offset);
}

static bool *flag_at(const RecordField *field, void *record)
{
    g_assert(field->kind == RECORD_FLAG);
    return G_STRUCT_MEMBER_P(record, field->offset);
}

static int *word_at(const RecordField *field, void *record)
{
    g_assert(field->kind == RECORD_WORD);
    return G_STRUCT_MEMBER_P(record, field->offset);
}

void record_init(const RecordType *type, void *record)
{
    memset(record, 0, type->size);
    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if (field->kind == RECORD_TEXT) {
            *text_at(field, record) = g_strdup("");
        }
    }
}

void record_clear(const RecordType *type, void *record)
{
    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if (field->kind == RECORD_TEXT) {
            g_free(*text_at(field, record));
        }
    }
    memset(record, 0, type->size);
}

static void field_copy(const RecordField *field, void *target, const void *source)
{
    void *from = (void *)(uintptr_t)source;

    switch (field->kind) {
    case RECORD_TEXT:
        *text_at(field, target) = g_strdup(*text_at(field, from));
        break;
    case RECORD_INTEGER:
    case RECORD_TIME:
        *integer_at(field, target) = *integer_at(field, from);
        break;
    case RECORD_REAL:
        *real_at(field, target) = *real_at(field, from);
        break;
    case RECORD_FLAG:
        *flag_at(field, target) = *flag_at(field, from);
        break;
    case RECORD_WORD:
        *word_at(field, target) = *word_at(field, from);
        break;
    }
}

void record_copy(const RecordType *type, void *target, const void *source)
{
    g_assert(target != source);
    record_clear(type, target);
    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        field_copy(field, target, source);
    }
}

static bool field_equal(const RecordField *field, const void *left, const void *right)
{
    g_autofree char *a = record_field_to_text(field, left);
    g_autofree char *b = record_field_to_text(field, right);
    return g_str_equal(a, b);
}

bool record_equal(const RecordType *type, const void *left, const void *right)
{
    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if ((field->flags & RECORD_COMPUTED) == 0 && !field_equal(field, left, right)) {
            return false;
        }
    }
    return true;
}

const RecordField *record_field(const RecordType *type, const char *name)
{
    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if (g_str_equal(field->name, name)) {
            return field;
        }
    }
    return NULL;
}

const RecordField *record_key(const RecordType *type)
{
    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if ((field->flags & RECORD_KEY) != 0) {
            return field;
        }
    }
    return NULL;
}

/* Values: each setter checks first and changes the record last. */

static bool is_code(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (!g_ascii_isalnum(*at) && strchr("._-", *at) == NULL) {
            return false;
        }
    }
    return true;
}

/* No control characters, and nothing that turns the direction of what stands around it. */
static bool is_clean(const char *text, bool lines)
{
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        const GUnicodeType kind = g_unichar_type(c);
        const bool allowed = lines && (c == '\n' || c == '\t');
        if (!allowed &&
                (kind == G_UNICODE_CONTROL || kind == G_UNICODE_FORMAT ||
                        kind == G_UNICODE_LINE_SEPARATOR ||
                        kind == G_UNICODE_PARAGRAPH_SEPARATOR)) {
            return false;
        }
    }
    return true;
}

size_t record_field_bytes_max(const RecordField *field)
{
    if ((field->flags & RECORD_CODE) != 0) {
        return RECORD_CODE_MAX;
    }
    return field->max > 0 ? (size_t)field->max : RECORD_TEXT_MAX;
}

static bool set_text(const RecordField *field, const char *text, void *record, GError **error)
{
    /* Composing may shorten a text; four times the limit is still cheap to look at. */
    const size_t size = strnlen(text, 4 * record_field_bytes_max(field) + 1);

    if (size > 4 * record_field_bytes_max(field)) {
        return fail(error, field, "quá dài");
    }
    g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    if (composed == NULL) {
        return fail(error, field, "không phải văn bản UTF-8 hợp lệ");
    }
    if ((field->flags & RECORD_LINES) != 0) {
        g_auto(GStrv) lines = g_strsplit(composed, "\r\n", -1);
        g_free(composed);
        composed = g_strjoinv("\n", lines);
    }
    g_strstrip(composed);
    if (!is_clean(composed, (field->flags & RECORD_LINES) != 0)) {
        return fail(error, field, "có ký tự điều khiển không được phép");
    }
    if (strlen(composed) > record_field_bytes_max(field)) {
        return fail(error, field, "quá dài");
    }
    if (strlen(composed) < (size_t)MAX(field->min, 0) && composed[0] != '\0') {
        return fail(error, field, "quá ngắn");
    }
    if ((field->flags & RECORD_CODE) != 0 && !is_code(composed)) {
        return fail(error, field, "chỉ được gồm chữ cái không dấu, chữ số và các dấu . _ -");
    }
    if ((field->flags & RECORD_REQUIRED) != 0 && composed[0] == '\0') {
        return fail(error, field, "không được để trống");
    }
    g_free(*text_at(field, record));
    *text_at(field, record) = g_steal_pointer(&composed);
    return true;
}

bool record_field_has_range(const RecordField *field)
{
    return field->min != 0 || field->max != 0;
}

static bool fail_range(const RecordField *field, GError **error)
{
    g_autofree char *reason = g_strdup_printf(
            "phải từ %" G_GINT64_FORMAT " đến %" G_GINT64_FORMAT, field->min, field->max);
    return fail(error, field, reason);
}

static bool set_integer(const RecordField *field, int64_t value, void *record, GError **error)
{
    if (record_field_has_range(field) && (value < field->min || value > field->max)) {
        return fail_range(field, error);
    }
    *integer_at(field, record) = value;
    return true;
}

static bool set_real(const RecordField *field, double value, void *record, GError **error)
{
    if (!isfinite(value) ||
            (record_field_has_range(field) &&
                    (value < (double)field->min || value > (double)field->max))) {
        return fail_range(field, error);
    }
    *real_at(field, record) = value;
    return true;
}

static bool set_word(const RecordField *field, const char *word, void *record, GError **error)
{
    for (int i = 0; field->words[i] != NULL; i++) {
        if (g_str_equal(field->words[i], word)) {
            *word_at(field, record) = i;
            return true;
        }
    }
    g_autofree char *words = g_strjoinv(", ", (char **)(uintptr_t)field->words);
    g_autofree char *reason = g_strdup_printf("phải là một trong: %s", words);
    return fail(error, field, reason);
}

static bool set_time(const RecordField *field, const char *text, void *record, GError **error)
{
    int64_t time_us = 0;

    if (!record_time_parse(text, &time_us)) {
        return fail(error, field, "thời điểm không đúng dạng 2026-11-22T08:00:00Z");
    }
    if (time_us == 0 && (field->flags & RECORD_REQUIRED) != 0) {
        return fail(error, field, "không được để trống");
    }
    *integer_at(field, record) = time_us;
    return true;
}

/* A string of JSON may hold U+0000, which would cut it short here. */
static const char *whole_string(const json_t *value)
{
    const char *text = json_string_value(value);
    return text != NULL && strlen(text) == json_string_length(value) ? text : NULL;
}

static bool read_value(const RecordField *field, const json_t *value, void *record, GError **error)
{
    const char *text = whole_string(value);

    switch (field->kind) {
    case RECORD_TEXT:
        return text != NULL ? set_text(field, text, record, error)
                            : fail(error, field, "phải là một chuỗi ký tự");
    case RECORD_INTEGER:
        return json_is_integer(value) ? set_integer(field, json_integer_value(value), record, error)
                                      : fail(error, field, "phải là số nguyên");
    case RECORD_REAL:
        return json_is_number(value) ? set_real(field, json_number_value(value), record, error)
                                     : fail(error, field, "phải là số");
    case RECORD_FLAG:
        if (!json_is_boolean(value)) {
            return fail(error, field, "phải là true hoặc false");
        }
        *flag_at(field, record) = json_is_true(value);
        return true;
    case RECORD_WORD:
        return text != NULL ? set_word(field, text, record, error)
                            : fail(error, field, "phải là một chuỗi ký tự");
    case RECORD_TIME:
        return text != NULL ? set_time(field, text, record, error)
                            : fail(error, field, "phải là một chuỗi ký tự");
    }
    g_assert_not_reached();
}

/* A member that a client sent, into a record that is thrown away if it fails. */
static bool read_member(const RecordType *type, const char *name, const json_t *value, bool patch,
        void *record, GError **error)
{
    const RecordField *field = record_field(type, name);

    if (field == NULL || (field->flags & RECORD_SECRET) != 0) {
        g_autofree char *shown = g_utf8_substring(name, 0, MIN(g_utf8_strlen(name, -1), 32));
        return fail_member(error, shown, shown, "không có trường này");
    }
    if ((field->flags & RECORD_READ_ONLY) != 0) {
        return fail(error, field, "không được đặt từ bên ngoài");
    }
    if (!patch || (field->flags & RECORD_KEY) == 0) {
        return read_value(field, value, record, error);
    }
    g_autofree char *before = record_field_to_text(field, record);
    if (!read_value(field, value, record, error)) {
        return false;
    }
    g_autofree char *after = record_field_to_text(field, record);
    return g_str_equal(before, after) || fail(error, field, "không được thay đổi");
}

static bool is_there(const RecordField *field, const void *record)
{
    void *place = (void *)(uintptr_t)record;

    switch (field->kind) {
    case RECORD_TEXT:
        return (*text_at(field, place))[0] != '\0';
    case RECORD_TIME:
        return *integer_at(field, place) != 0;
    default:
        return true;
    }
}

bool record_is_complete(const RecordType *type, const void *record, GError **error)
{
    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if ((field->flags & RECORD_REQUIRED) != 0 && !is_there(field, record)) {
            return fail(error, field, "không được để trống");
        }
    }
    return true;
}

/* At creation also numbers, flags and words that are required must have been said. */
static bool has_required(const RecordType *type, const json_t *object, GError **error)
{
    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if ((field->flags & RECORD_REQUIRED) != 0 && (field->flags & RECORD_READ_ONLY) == 0 &&
                json_object_get(object, field->name) == NULL) {
            return fail(error, field, "không được để trống");
        }
    }
    return true;
}

bool record_read_json(
        const RecordType *type, const json_t *object, bool patch, void *record, GError **error)
{
    json_t *members = (json_t *)(uintptr_t)object; /* jansson walks only what is not const */
    const char *name = NULL;
    json_t *value = NULL;

    if (!json_is_object(object)) {
        return fail_member(error, "", "Dữ liệu", "phải là một đối tượng JSON");
    }
    if (!patch && !has_required(type, object, error)) {
        return false;
    }
    void *fresh = g_malloc0(type->size);
    if (patch) {
        record_copy(type, fresh, record);
    } else {
        record_init(type, fresh);
    }
    bool good = true;
    json_object_foreach(members, name, value)
    {
        good = good && read_member(type, name, value, patch, fresh, error);
    }
    if (good) {
        record_copy(type, record, fresh);
    }
    record_clear(type, fresh);
    g_free(fresh);
    return good;
}

/* The way out. */

static json_t *value_to_json(const RecordField *field, const void *record)
{
    void *place = (void *)(uintptr_t)record;

    switch (field->kind) {
    case RECORD_INTEGER:
        return json_integer(*integer_at(field, place));
    case RECORD_REAL:
        return json_real(*real_at(field, place));
    case RECORD_FLAG:
        return json_boolean(*flag_at(field, place));
    default: {
        g_autofree char *text = record_field_to_text(field, record);
        return json_string(text);
    }
    }
}

json_t *record_to_json(const RecordType *type, const void *record)
{
    json_t *object = json_object();

    for (const RecordField *field = type->fields; field->name != NULL; field++) {
        if ((field->flags & RECORD_SECRET) == 0) {
            (void)json_object_set_new(object, field->name, value_to_json(field, record));
        }
    }
    return object;
}

char *record_field_to_text(const RecordField *field, const void *record)
{
    void *place = (void *)(uintptr_t)record;
    char digits[G_ASCII_DTOSTR_BUF_SIZE];

    switch (field->kind) {
    case RECORD_TEXT:
        return g_strdup(*text_at(field, place));
    case RECORD_INTEGER:
        return g_strdup_printf("%" G_GINT64_FORMAT, *integer_at(field, place));
    case RECORD_REAL:
        return g_strdup(g_ascii_dtostr(digits, sizeof digits, *real_at(field, place)));
    case RECORD_FLAG:
        return g_strdup(*flag_at(field, place) ? "1" : "0");
    case RECORD_WORD:
        return g_strdup(field->words[*word_at(field, place)]);
    case RECORD_TIME:
        return record_time_text(*integer_at(field, place));
    }
    g_assert_not_reached();
}

static bool real_from_text(const RecordField *field, const char *text, void *record, GError **error)
{
    char *end = NULL;
    errno = 0;
    const double value = g_ascii_strtod(text, &end);
    return text[0] != '\0' && *end == '\0' && errno == 0 ? set_real(field, value, record, error)
                                                         : fail(error, field, "phải là số");
}

static bool flag_from_text(const RecordField *field, const char *text, void *record, GError **error)
{
    static const char *const words[] = {"0", "1", "false", "true", "không", "có"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_str_equal(text, words[i])) {
            *flag_at(field, record) = i % 2 == 1;
            return true;
        }
    }
    return fail(error, field, "phải là 1 hoặc 0");
}

bool record_field_from_text(
        const RecordField *field, const char *text, void *record, GError **error)
{
    gint64 integer = 0;

    switch (field->kind) {
    case RECORD_TEXT:
        return set_text(field, text, record, error);
    case RECORD_INTEGER:
        return g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, &integer, NULL)
                ? set_integer(field, integer, record, error)
                : fail(error, field, "phải là số nguyên");
    case RECORD_REAL:
        return real_from_text(field, text, record, error);
    case RECORD_FLAG:
        return flag_from_text(field, text, record, error);
    case RECORD_WORD:
        return set_word(field, text, record, error);
    case RECORD_TIME:
        return set_time(field, text, record, error);
    }
    g_assert_not_reached();
}

char *record_time_text(int64_t time_us)
{
    if (time_us == 0) {
        return g_strdup("");
    }
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(time_us / SECOND_US);
    return time != NULL ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup("");
}

bool record_time_parse(const char *text, int64_t *ret_time_us)
{
    enum { ISO_TEXT_MAX = 40 };

    if (text[0] == '\0') {
        *ret_time_us = 0;
        return true;
    }
    if (strnlen(text, ISO_TEXT_MAX + 1) > ISO_TEXT_MAX || strchr(text, 'T') == NULL) {
        return false;
    }
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);
    if (time == NULL || g_date_time_to_unix(time) <= 0 || g_date_time_get_year(time) > YEAR_MAX) {
        return false;
    }
    *ret_time_us = g_date_time_to_unix(time) * SECOND_US;
    return true;
}
