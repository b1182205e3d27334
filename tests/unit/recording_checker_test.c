#include "signaling/app/recording_checker.h"

#include <jansson.h>

#include <string.h>

static json_t *report(const char *said, const char *complaint)
{
    g_autofree char *text = recording_checker_report(said, complaint, 7000);
    json_t *object = json_loads(text, 0, NULL);
    g_assert_true(json_is_object(object));
    g_assert_cmpint(json_integer_value(json_object_get(object, "expected_ms")), ==, 7000);
    return object;
}

static void test_what_it_said_is_kept(void)
{
    json_t *object = report("{\"version\":1,\"plays\":true,\"duration_ms\":6990}\n", "");
    g_assert_true(json_is_true(json_object_get(object, "plays")));
    g_assert_cmpint(json_integer_value(json_object_get(object, "duration_ms")), ==, 6990);
    g_assert_null(json_object_get(object, "fault"));
    json_decref(object);
}

/* Whatever a child says that died: there is a report, and it says that nothing is known of the file. */
static void test_what_it_did_not_say(void)
{
    g_autofree char *much = g_strnfill(RECORDING_CHECKER_BYTES_MAX, ' ');
    g_autofree char *too_much = g_strconcat("{}", much, NULL);
    const struct {
        const char *why;
        const char *said, *complaint, *fault;
    } cases[] = {
            {"nothing", NULL, NULL, ""},
            {"a complaint", "", "one.webm: No such file or directory\n",
                    "one.webm: No such file or directory"},
            {"half a report", "{\"version\":1,", "", ""},
            {"a list", "[1]", "", ""},
            {"too much", too_much, "", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        json_t *object = report(cases[i].said, cases[i].complaint);
        g_assert_true(json_is_false(json_object_get(object, "plays")));
        g_assert_cmpstr(json_string_value(json_object_get(object, "fault")), ==, cases[i].fault);
        json_decref(object);
    }
}

static void test_a_long_complaint_is_cut(void)
{
    g_autofree char *long_one = g_strnfill(5000, 'x');
    json_t *object = report(NULL, long_one);
    g_assert_cmpuint(strlen(json_string_value(json_object_get(object, "fault"))), ==, 500);
    json_decref(object);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_checker/what_it_said_is_kept", test_what_it_said_is_kept);
    g_test_add_func("/recording_checker/what_it_did_not_say", test_what_it_did_not_say);
    g_test_add_func("/recording_checker/a_long_complaint_is_cut", test_a_long_complaint_is_cut);
    return g_test_run();
}
