#include "signaling/report/attendance_json.h"

#include "tests/fakes/attendance_sample.h"

static const json_t *at(const json_t *object, const char *first, const char *second)
{
    return json_object_get(json_object_get(object, first), second);
}

static void test_sample(void)
{
    g_autoptr(AttendanceReport) report = attendance_sample();
    json_t *answer = attendance_json(report, SAMPLE_CLOSED_US);
    const json_t *row = json_array_get(json_object_get(answer, "rows"), 1);

    g_assert_cmpstr(
            json_string_value(json_object_get(answer, "opened")), ==, "2018-03-28T01:02:00Z");
    g_assert_cmpint(json_integer_value(at(answer, "rules", "merge_gap_s")), ==, 30);
    g_assert_cmpuint(json_array_size(json_object_get(answer, "rows")), ==, 4);
    g_assert_cmpstr(json_string_value(json_object_get(row, "site")), ==, "903");
    g_assert_cmpuint(json_array_size(json_object_get(row, "spans")), ==, 2);
    g_assert_cmpfloat(json_real_value(json_object_get(row, "share")), ==, 90);
    g_assert_true(json_is_true(json_object_get(row, "broken")));
    /* What was said first, and what it is now. */
    g_assert_cmpint(json_integer_value(at(row, "first_said", "present")), ==, 8);
    g_assert_cmpint(json_integer_value(at(row, "said", "present")), ==, 9);
    g_assert_true(json_is_null(at(row, "said", "excused")));
    g_assert_cmpuint(json_array_size(json_object_get(row, "corrections")), ==, 2);
    json_decref(answer);
}

static void test_schema(void)
{
    g_autoptr(AttendanceReport) report = attendance_sample();
    json_t *answer = attendance_json(report, SAMPLE_CLOSED_US);
    json_t *schema = json_loads(attendance_json_schema, 0, NULL);
    const json_t *required = json_object_get(schema, "required");

    g_assert_cmpuint(json_array_size(required), >, 5);
    for (size_t i = 0; i < json_array_size(required); i++) {
        g_assert_nonnull(json_object_get(answer, json_string_value(json_array_get(required, i))));
    }
    json_decref(schema);
    json_decref(answer);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attendance_json/S-58/sample", test_sample);
    g_test_add_func("/attendance_json/schema", test_schema);
    return g_test_run();
}
