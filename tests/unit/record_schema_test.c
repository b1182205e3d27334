#include "signaling/meeting/record_schema.h"

#include <string.h>

typedef struct Hall {
    char *code;
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
        {"note", RECORD_TEXT, offsetof(Hall, note), RECORD_LINES, .max = 20, .title = "Ghi chú"},
        {"seats", RECORD_INTEGER, offsetof(Hall, seats), 0, .min = 1, .max = 500,
                .title = "Số chỗ"},
        {"area", RECORD_REAL, offsetof(Hall, area), 0, .title = "Diện tích"},
        {"open", RECORD_FLAG, offsetof(Hall, open), 0, .title = "Đang dùng"},
        {"kind", RECORD_WORD, offsetof(Hall, kind), 0, .words = kinds, .title = "Loại"},
        {"start", RECORD_TIME, offsetof(Hall, start_us), 0, .title = "Bắt đầu"},
        {"created", RECORD_TIME, offsetof(Hall, created_us), RECORD_READ_ONLY, .title = "Tạo lúc"},
        {"pin", RECORD_TEXT, offsetof(Hall, pin), RECORD_SECRET, .title = "PIN"},
        {0},
};
static const RecordType hall_type = {"hall", "halls", sizeof(Hall), fields};

static void test_secrets_and_what_the_server_sets(void)
{
    json_t *input = record_schema(&hall_type, true);
    json_t *answer = record_schema(&hall_type, false);
    json_t *taken = json_object_get(input, "properties");
    json_t *given = json_object_get(answer, "properties");

    g_assert_null(json_object_get(taken, "created"));
    g_assert_nonnull(json_object_get(given, "created"));
    g_assert_null(json_object_get(taken, "pin"));
    g_assert_null(json_object_get(given, "pin"));
    g_assert_cmpuint(json_array_size(json_object_get(input, "required")), ==, 1);
    g_assert_cmpuint(json_array_size(json_object_get(answer, "required")), ==, 8);
    json_decref(input);
    json_decref(answer);
}

/* Each kind as OpenAPI 3.1 says it. */
static void test_each_kind(void)
{
    static const struct {
        const char *field;
        const char *holds;
    } rows[] = {
            {"code", "\"minLength\": 1"},
            {"code", "\"maxLength\": 64"},
            {"code", "\"pattern\": \"^[A-Za-z0-9._-]*$\""},
            {"note", "\"maxLength\": 20"},
            {"note", "\"description\": \"Ghi chú\""},
            {"seats", "\"type\": \"integer\""},
            {"seats", "\"minimum\": 1"},
            {"seats", "\"maximum\": 500"},
            {"area", "\"type\": \"number\""},
            {"open", "\"type\": \"boolean\""},
            {"kind", "\"enum\": [\"small\", \"large\"]"},
            {"start", "\"pattern\": \"^([0-9]{4}-"},
    };
    json_t *schema = record_schema(&hall_type, true);
    const json_t *properties = json_object_get(schema, "properties");

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *text = json_dumps(json_object_get(properties, rows[i].field), JSON_SORT_KEYS);
        g_test_message("%s: %s", rows[i].field, text);
        g_assert_nonnull(strstr(text, rows[i].holds));
        free(text);
    }
    char *area = json_dumps(json_object_get(properties, "area"), 0);
    g_assert_null(strstr(area, "minimum")); /* no range was named */
    free(area);
    json_decref(schema);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record_schema/secrets_and_what_the_server_sets",
            test_secrets_and_what_the_server_sets);
    g_test_add_func("/record_schema/each_kind", test_each_kind);
    return g_test_run();
}
