#include "signaling/meeting/record.h"

typedef struct Hall {
    char *code;
    char *name;
    char *note;
    int64_t seats;
    double area;
    bool open;
    int kind;
    int64_t start_us;
    int64_t created_us;
    char *pin;
} Hall;

static const char *const kinds[] = {"small", "large", NULL};

static const RecordField fields[] = {
        {"code", RECORD_TEXT, offsetof(Hall, code), RECORD_KEY | RECORD_REQUIRED | RECORD_CODE,
                .title = "Mã"},
        {"name", RECORD_TEXT, offsetof(Hall, name), RECORD_REQUIRED | RECORD_SEARCH, .min = 2,
                .max = 12, .title = "Tên phòng"},
        {"note", RECORD_TEXT, offsetof(Hall, note), RECORD_LINES, .max = 20, .title = "Ghi chú"},
        {"seats", RECORD_INTEGER, offsetof(Hall, seats), 0, .min = 1, .max = 500,
                .title = "Số chỗ"},
        {"area", RECORD_REAL, offsetof(Hall, area), 0, .min = 0, .max = 1000, .title = "Diện tích"},
        {"open", RECORD_FLAG, offsetof(Hall, open), 0, .title = "Đang dùng"},
        {"kind", RECORD_WORD, offsetof(Hall, kind), 0, .words = kinds, .title = "Loại"},
        {"start", RECORD_TIME, offsetof(Hall, start_us), 0, .title = "Bắt đầu"},
        {"created", RECORD_TIME, offsetof(Hall, created_us), RECORD_READ_ONLY, .title = "Tạo lúc"},
        {"pin", RECORD_TEXT, offsetof(Hall, pin), RECORD_SECRET, .title = "PIN"},
        {0},
};
static const RecordType hall_type = {"hall", "halls", sizeof(Hall), fields};

static bool read_text(const char *text, bool patch, Hall *hall, GError **error)
{
    json_t *object = json_loads(text, JSON_ALLOW_NUL, NULL);
    const bool good = record_read_json(&hall_type, object, patch, hall, error);
    json_decref(object);
    return good;
}

static void test_there_and_back(void)
{
    Hall hall;
    g_autoptr(GError) error = NULL;
    record_init(&hall_type, &hall);

    g_assert_true(read_text(
            "{\"code\":\"P.1\",\"name\":\"  Ho\\u0300a \",\"note\":\"a\\r\\nb\",\"seats\":7,"
            "\"area\":2,\"open\":true,\"kind\":\"large\",\"start\":\"2026-11-22T15:00:00+07:00\"}",
            false, &hall, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(hall.name, ==, "Hòa");
    g_assert_cmpstr(hall.note, ==, "a\nb");
    g_assert_cmpint(hall.start_us, ==, INT64_C(1795334400000000));
    hall.created_us = 1000000;
    json_t *object = record_to_json(&hall_type, &hall);
    g_autofree char *text = json_dumps(object, JSON_COMPACT);
    g_assert_cmpstr(text, ==,
            "{\"code\":\"P.1\",\"name\":\"Hòa\",\"note\":\"a\\nb\",\"seats\":7,\"area\":2.0,"
            "\"open\":true,"
            "\"kind\":\"large\",\"start\":\"2026-11-22T08:00:00Z\",\"created\":\"1970-01-01T00:00:"
            "01Z\"}");
    json_decref(object);

    Hall copy = {0};
    record_copy(&hall_type, &copy, &hall);
    g_assert_true(record_equal(&hall_type, &copy, &hall));
    g_assert_true(read_text("{\"code\":\"P.1\",\"seats\":8}", true, &copy, &error));
    g_assert_no_error(error);
    g_assert_cmpint(copy.seats, ==, 8);
    g_assert_cmpstr(copy.name, ==, "Hòa");
    g_assert_false(record_equal(&hall_type, &copy, &hall));
    record_clear(&hall_type, &copy);
    record_clear(&hall_type, &copy);
    record_clear(&hall_type, &hall);
}

#define GOOD "\"code\":\"a\",\"name\":\"An\""

static void test_what_is_refused(void)
{
    static const struct {
        const char *text;
        bool patch;
        const char *field; /* NULL: it is taken */
        const char *reason;
    } rows[] = {
            {"{" GOOD "}", false, NULL, "the least"},
            {"[]", false, "", "no object"},
            {"7", true, "", "no object either"},
            {"{\"name\":\"An\"}", false, "code", "without a required member"},
            {"{}", true, NULL, "a patch may change nothing"},
            {"{\"name\":\"\"}", true, "name", "a patch empties what is required"},
            {"{\"name\":\"  \"}", true, "name", "spaces are empty"},
            {"{\"name\":\"A\"}", true, "name", "one byte under the minimum"},
            {"{\"name\":\"123456789012\"}", true, NULL, "as long as allowed"},
            {"{\"name\":\"1234567890123\"}", true, "name", "one byte over the maximum"},
            {"{\"name\":\"a\\u0000b\"}", true, "name", "a zero in the text"},
            {"{\"name\":\"a\\nb\"}", true, "name", "a line feed in a text of one line"},
            {"{\"name\":\"a\\u202eb\"}", true, "name", "turns the direction"},
            {"{\"name\":5}", true, "name", "no text"},
            {"{\"name\":null}", true, "name", "null is no text"},
            {"{\"note\":\"a\\n\\tb\"}", true, NULL, "line feeds where they are allowed"},
            {"{\"note\":\"a\\u0007\"}", true, "note", "a bell"},
            {"{\"code\":\"b\"}", true, "code", "a patch changes the key"},
            {"{\"code\":\"a b\",\"name\":\"An\"}", false, "code", "no code"},
            {"{\"code\":\"../a\",\"name\":\"An\"}", false, "code", "no path either"},
            {"{\"seats\":1}", true, NULL, "the least"},
            {"{\"seats\":500}", true, NULL, "the most"},
            {"{\"seats\":0}", true, "seats", "one under the least"},
            {"{\"seats\":501}", true, "seats", "one over the most"},
            {"{\"seats\":1.5}", true, "seats", "no integer"},
            {"{\"seats\":\"7\"}", true, "seats", "a text"},
            {"{\"area\":1000.5}", true, "area", "over the most"},
            {"{\"open\":1}", true, "open", "a number is no flag"},
            {"{\"kind\":\"huge\"}", true, "kind", "no such word"},
            {"{\"start\":\"\"}", true, NULL, "no time"},
            {"{\"start\":\"2026-02-30T00:00:00Z\"}", true, "start", "no such day"},
            {"{\"start\":\"2026-02-03\"}", true, "start", "a day is no time"},
            {"{\"start\":\"1969-12-31T23:59:59Z\"}", true, "start", "before time began"},
            {"{\"created\":\"\"}", true, "created", "the server's own"},
            {"{\"pin\":\"1\"}", true, "pin", "a secret looks like nothing"},
            {"{\"other\":1}", true, "other", "unknown"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Hall hall;
        g_autoptr(GError) error = NULL;
        record_init(&hall_type, &hall);
        g_assert_true(read_text("{" GOOD ",\"seats\":3}", false, &hall, NULL));
        Hall before = {0};
        record_copy(&hall_type, &before, &hall);

        g_test_message("%s", rows[i].reason);
        g_assert_true(
                read_text(rows[i].text, rows[i].patch, &hall, &error) == (rows[i].field == NULL));
        if (rows[i].field != NULL) {
            g_assert_error(error, RECORD_ERROR, RECORD_ERROR_FIELD);
            g_assert_cmpstr(record_error_field(error), ==, rows[i].field);
            g_assert_true(record_equal(&hall_type, &hall, &before));
        }
        record_clear(&hall_type, &before);
        record_clear(&hall_type, &hall);
    }
}

static void test_the_message_names_the_field(void)
{
    Hall hall;
    g_autoptr(GError) error = NULL;
    record_init(&hall_type, &hall);

    g_assert_false(read_text("{\"code\":\"a\",\"name\":\"\"}", false, &hall, &error));
    g_assert_cmpstr(error->message, ==, "Tên phòng: không được để trống.");
    g_clear_error(&error);
    g_assert_false(record_is_complete(&hall_type, &hall, &error));
    g_assert_cmpstr(record_error_field(error), ==, "code");
    record_clear(&hall_type, &hall);
}

/* What a field says of itself it takes back. */
static void test_texts_of_fields(void)
{
    Hall hall;
    Hall again;
    record_init(&hall_type, &hall);
    record_init(&hall_type, &again);
    g_assert_true(read_text("{" GOOD ",\"seats\":3,\"area\":0.1,\"open\":true,\"kind\":\"large\","
                            "\"start\":\"2026-11-22T08:00:00Z\"}",
            false, &hall, NULL));

    for (const RecordField *field = fields; field->name != NULL; field++) {
        g_autofree char *text = record_field_to_text(field, &hall);
        g_assert_true(record_field_from_text(field, text, &again, NULL));
    }
    g_assert_true(record_equal(&hall_type, &hall, &again));
    g_assert_false(record_field_from_text(record_field(&hall_type, "seats"), "3x", &hall, NULL));
    g_assert_false(record_field_from_text(record_field(&hall_type, "area"), "", &hall, NULL));
    g_assert_false(record_field_from_text(record_field(&hall_type, "open"), "2", &hall, NULL));
    record_clear(&hall_type, &hall);
    record_clear(&hall_type, &again);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record/there_and_back", test_there_and_back);
    g_test_add_func("/record/what_is_refused", test_what_is_refused);
    g_test_add_func("/record/the_message_names_the_field", test_the_message_names_the_field);
    g_test_add_func("/record/texts_of_fields", test_texts_of_fields);
    return g_test_run();
}
