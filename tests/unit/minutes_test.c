#include "signaling/meeting/minutes.h"

#include "signaling/meeting/minutes_merge.h"

#include <string.h>

#define START_US  INT64_C(1522202400000000) /* 28/03/2018, 09:00 */
#define MINUTE_US INT64_C(60000000)

static json_t *json_of(const char *text)
{
    json_error_t fault;
    json_t *json = json_loads(text, 0, &fault);
    g_assert_nonnull(json);
    return json;
}

static bool read_text(Minutes *minutes, const char *text, int64_t *ret_version, GError **error)
{
    json_t *body = json_of(text);
    const bool good = minutes_read(body, minutes, ret_version, error);
    json_decref(body);
    return good;
}

/* ---- reading ---- */

static void test_reads_what_a_secretary_writes(void)
{
    g_auto(Minutes) minutes = {0};
    g_autoptr(GError) error = NULL;
    int64_t version = 0;
    record_init(&minutes_type, &minutes);

    g_assert_true(read_text(&minutes,
            "{\"version\":3,\"chair_name\":\"Đại biểu 01\",\"chair_title\":\"Phó Chủ tịch\","
            "\"speeches\":[{\"site\":\"Phú Quốc\",\"text\":\"Một.\\nHai.\"}],"
            "\"conclusions\":[{\"text\":\"Giao A\",\"unit\":\"Sở A\",\"deadline\":\"30/4\"}]}",
            &version, &error));
    g_assert_no_error(error);
    g_assert_cmpint(version, ==, 3);
    json_t *json = minutes_to_json(&minutes);
    g_assert_cmpstr(json_string_value(json_object_get(json, "chair_title")), ==, "Phó Chủ tịch");
    const json_t *speech = json_array_get(json_object_get(json, "speeches"), 0);
    g_assert_cmpstr(json_string_value(json_object_get(speech, "text")), ==, "Một.\nHai.");
    g_assert_cmpuint(json_array_size(json_object_get(json, "incidents")), ==, 0);
    g_assert_null(json_object_get(json, "lists"));
    g_assert_null(json_object_get(json, "filled"));
    json_decref(json);

    /* A list that is not sent stays. */
    g_assert_true(read_text(&minutes, "{\"version\":4,\"conclusions\":[]}", &version, &error));
    json_t *lists = minutes_lists_json(&minutes);
    g_assert_cmpuint(json_array_size(json_object_get(lists, "speeches")), ==, 1);
    g_assert_cmpuint(json_array_size(json_object_get(lists, "conclusions")), ==, 0);
    json_decref(lists);
}

static void test_refuses_what_is_no_minutes(void)
{
    static const struct {
        const char *why;
        const char *text;
        const char *field;
    } rows[] = {
            {"not based on anything", "{\"title\":\"x\"}", "version"},
            {"a version in words", "{\"version\":\"1\"}", "version"},
            {"the server's own", "{\"version\":1,\"state\":\"issued\"}", "state"},
            {"its number", "{\"version\":1,\"number\":7}", "number"},
            {"what nobody sees", "{\"version\":1,\"lists\":\"{}\"}", "lists"},
            {"unknown", "{\"version\":1,\"x\":1}", "x"},
            {"no list", "{\"version\":1,\"speeches\":{}}", "speeches"},
            {"an item that is none", "{\"version\":1,\"speeches\":[1]}", ""},
            {"a member of another list", "{\"version\":1,\"speeches\":[{\"agree\":1}]}", "agree"},
            {"no time", "{\"version\":1,\"speeches\":[{\"time\":\"morning\"}]}", "time"},
            {"less than nobody", "{\"version\":1,\"votes\":[{\"agree\":-1}]}", "agree"},
            {"a control character", "{\"version\":1,\"incidents\":[{\"site\":\"a\\u0007\"}]}",
                    "site"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(Minutes) minutes = {0};
        g_autoptr(GError) error = NULL;
        int64_t version = -1;
        g_test_message("%s", rows[i].why);
        record_init(&minutes_type, &minutes);
        g_assert_false(read_text(&minutes, rows[i].text, &version, &error));
        g_assert_true(error->domain == RECORD_ERROR);
        g_assert_cmpstr(record_error_field(error), ==, rows[i].field);
        g_assert_cmpint(version, ==, -1);
        g_assert_cmpstr(minutes.lists, ==, "");
    }
}

static void test_lists_have_their_bounds(void)
{
    g_autofree char *longest = g_strnfill(MINUTES_TEXT_MAX, 'a');
    for (int over = 0; over < 2; over++) {
        g_auto(Minutes) minutes = {0};
        g_autoptr(GError) error = NULL;
        int64_t version = 0;
        json_t *items = json_array();
        const size_t count = minutes_lists[MINUTES_RECIPIENTS].max + (size_t)over;
        for (size_t i = 0; i < count; i++) {
            json_array_append_new(items, json_pack("{s:s}", "text", "Như trên"));
        }
        json_t *body = json_pack("{s:i, s:o}", "version", 1, "recipients", items);
        record_init(&minutes_type, &minutes);
        g_assert_cmpint(minutes_read(body, &minutes, &version, &error), ==, over == 0);
        json_decref(body);
    }
    g_auto(Minutes) minutes = {0};
    g_autoptr(GError) error = NULL;
    int64_t version = 0;
    json_t *items = json_array();
    for (int i = 0; i < 200; i++) { /* each within its bound, not all together */
        json_array_append_new(items, json_pack("{s:s}", "text", longest));
    }
    json_t *body = json_pack("{s:i, s:o}", "version", 1, "speeches", items);
    record_init(&minutes_type, &minutes);
    g_assert_false(minutes_read(body, &minutes, &version, &error));
    g_assert_cmpstr(record_error_field(error), ==, "speeches");
    json_decref(body);
}

/* ---- steps ---- */

static void set(char **place, const char *text)
{
    g_free(*place);
    *place = g_strdup(text);
}

static void make_complete(Minutes *minutes)
{
    record_init(&minutes_type, minutes);
    set(&minutes->title, "Họp giao ban tháng 3");
    set(&minutes->agency, "Ủy ban nhân dân tỉnh");
    set(&minutes->chair_name, "Đại biểu 01");
    set(&minutes->secretary_name, "Đại biểu 02");
    minutes->planned_us = START_US;
    minutes->opened_us = START_US;
    minutes->closed_us = START_US + 100 * MINUTE_US;
    minutes->version = 1;
}

static void test_the_way_of_minutes(void)
{
    static const bool allowed[MINUTES_STATES][MINUTES_STATES] = {
            [MINUTES_DRAFT] = {[MINUTES_SUBMITTED] = true},
            [MINUTES_SUBMITTED] = {[MINUTES_DRAFT] = true, [MINUTES_APPROVED] = true},
            [MINUTES_APPROVED] = {[MINUTES_ISSUED] = true},
            [MINUTES_ISSUED] = {false},
    };

    for (int from = 0; from < MINUTES_STATES; from++) {
        for (int to = 0; to < MINUTES_STATES; to++) {
            g_auto(Minutes) minutes = {0};
            g_autoptr(GError) error = NULL;
            make_complete(&minutes);
            minutes.state = from;
            g_assert_cmpint(minutes_may_step(&minutes, (MinutesState)to, "vì sai", 5, &error), ==,
                    allowed[from][to]);
            if (!allowed[from][to]) {
                g_assert_error(error, MINUTES_ERROR, MINUTES_ERROR_STEP);
            }
            g_assert_cmpint(minutes_may_write(&minutes, NULL), ==, from == MINUTES_DRAFT);
        }
    }
}

static void test_what_each_step_asks_for(void)
{
    static const struct {
        const char *why;
        MinutesState from, to;
        const char *reason;
        int64_t number;
        int64_t late_us;
        const char *late_reason;
        bool no_chair, no_end, goes;
    } rows[] = {
            {"on time", MINUTES_DRAFT, MINUTES_SUBMITTED, "", 0, 0, "", false, false, true},
            {"a little late", MINUTES_DRAFT, MINUTES_SUBMITTED, "", 0, MINUTES_LATE_US - 1, "",
                    false, false, true},
            {"late without a reason", MINUTES_DRAFT, MINUTES_SUBMITTED, "", 0, MINUTES_LATE_US, "",
                    false, false, false},
            {"late with a reason", MINUTES_DRAFT, MINUTES_SUBMITTED, "", 0, MINUTES_LATE_US,
                    "Chờ đại biểu", false, false, true},
            {"nobody in the chair", MINUTES_DRAFT, MINUTES_SUBMITTED, "", 0, 0, "", true, false,
                    false},
            {"without an end", MINUTES_DRAFT, MINUTES_SUBMITTED, "", 0, 0, "", false, true, false},
            {"back without a reason", MINUTES_SUBMITTED, MINUTES_DRAFT, "", 0, 0, "", false, false,
                    false},
            {"issued without a number", MINUTES_APPROVED, MINUTES_ISSUED, "", 0, 0, "", false,
                    false, false},
            {"a number too large", MINUTES_APPROVED, MINUTES_ISSUED, "", MINUTES_NUMBER_MAX + 1, 0,
                    "", false, false, false},
            {"the last number", MINUTES_APPROVED, MINUTES_ISSUED, "", MINUTES_NUMBER_MAX, 0, "",
                    false, false, true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(Minutes) minutes = {0};
        g_test_message("%s", rows[i].why);
        make_complete(&minutes);
        minutes.state = (int)rows[i].from;
        minutes.opened_us += rows[i].late_us;
        minutes.closed_us = rows[i].no_end ? 0 : minutes.closed_us;
        set(&minutes.late_reason, rows[i].late_reason);
        if (rows[i].no_chair) {
            set(&minutes.chair_name, "");
        }
        g_assert_cmpint(
                minutes_may_step(&minutes, rows[i].to, rows[i].reason, rows[i].number, NULL), ==,
                rows[i].goes);
    }
}

static void test_steps_are_signed(void)
{
    g_auto(Minutes) minutes = {0};
    make_complete(&minutes);
    minutes_step(&minutes,
            &(MinutesStep){
                    MINUTES_SUBMITTED, .account = "thu.ky", .now_us = START_US, .reason = ""});
    minutes_step(&minutes, &(MinutesStep){MINUTES_DRAFT, .reason = "Thiếu kết luận"});
    g_assert_cmpstr(minutes.return_reason, ==, "Thiếu kết luận");
    minutes_step(&minutes,
            &(MinutesStep){
                    MINUTES_SUBMITTED, .account = "thu.ky", .now_us = START_US, .reason = ""});
    g_assert_cmpstr(minutes.return_reason, ==, "");
    minutes_step(&minutes, &(MinutesStep){MINUTES_APPROVED, .account = "chu.toa"});
    g_autofree char *empty = minutes_number_text(&minutes);
    g_assert_cmpstr(empty, ==, "…/BB-…");
    set(&minutes.symbol, "UBND");
    g_autofree char *without = minutes_number_text(&minutes);
    g_assert_cmpstr(without, ==, "…/BB-UBND");
    minutes_step(&minutes,
            &(MinutesStep){MINUTES_ISSUED, .account = "van.thu", .number = 5, .now_us = START_US});
    g_autofree char *number = minutes_number_text(&minutes);
    g_assert_cmpstr(number, ==, "05/BB-UBND");
    minutes.number = 123;
    g_autofree char *large = minutes_number_text(&minutes);
    g_assert_cmpstr(large, ==, "123/BB-UBND");
    g_assert_cmpstr(minutes.issued_by, ==, "van.thu");
    g_assert_cmpstr(minutes.approved_by, ==, "chu.toa");
}

/* ---- filling in anew ---- */

static void test_a_filling_spares_what_was_written(void)
{
    static const struct {
        const char *why;
        const char *base, *mine, *fresh, *result;
    } rows[] = {
            {"the first filling", "{}", "{\"a\":\"\",\"n\":0,\"l\":[]}",
                    "{\"a\":\"1\",\"n\":2,\"l\":[{\"source\":\"s\",\"t\":\"x\"}]}",
                    "{\"a\":\"1\",\"n\":2,\"l\":[{\"source\":\"s\",\"t\":\"x\"}]}"},
            {"what was written first stays", "{}", "{\"a\":\"mine\"}", "{\"a\":\"1\"}",
                    "{\"a\":\"mine\"}"},
            {"what nobody touched follows", "{\"a\":\"1\"}", "{\"a\":\"1\"}", "{\"a\":\"2\"}",
                    "{\"a\":\"2\"}"},
            {"what was emptied stays empty", "{\"a\":\"1\"}", "{\"a\":\"\"}", "{\"a\":\"2\"}",
                    "{\"a\":\"\"}"},
            {"an item's text stays, its time follows",
                    "{\"l\":[{\"source\":\"s\",\"at\":1,\"t\":\"\"}]}",
                    "{\"l\":[{\"source\":\"s\",\"at\":1,\"t\":\"said\"}]}",
                    "{\"l\":[{\"source\":\"s\",\"at\":2,\"t\":\"\"}]}",
                    "{\"l\":[{\"source\":\"s\",\"at\":2,\"t\":\"said\"}]}"},
            {"what was taken out does not come back", "{\"l\":[{\"source\":\"s\"}]}", "{\"l\":[]}",
                    "{\"l\":[{\"source\":\"s\"}]}", "{\"l\":[]}"},
            {"what was added stays, and the new stands in its order",
                    "{\"l\":[{\"source\":\"s\"}]}",
                    "{\"l\":[{\"source\":\"s\"},{\"source\":\"\",\"t\":\"mine\"}]}",
                    "{\"l\":[{\"source\":\"s\"},{\"source\":\"u\"}]}",
                    "{\"l\":[{\"source\":\"s\"},{\"source\":\"u\"},{\"source\":\"\",\"t\":\"mine\"}"
                    "]}"},
            {"what is true no more goes, unless it was written in",
                    "{\"l\":[{\"source\":\"s\"},{\"source\":\"u\",\"t\":\"\"}]}",
                    "{\"l\":[{\"source\":\"s\"},{\"source\":\"u\",\"t\":\"x\"}]}", "{\"l\":[]}",
                    "{\"l\":[{\"source\":\"u\",\"t\":\"x\"}]}"},
            {"a list that the program does not fill", "{}", "{\"c\":[{\"t\":\"x\"}]}",
                    "{\"a\":\"1\"}", "{\"c\":[{\"t\":\"x\"}],\"a\":\"1\"}"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *base = json_of(rows[i].base);
        json_t *mine = json_of(rows[i].mine);
        json_t *fresh = json_of(rows[i].fresh);
        json_t *expected = json_of(rows[i].result);
        json_t *result = minutes_merge(base, mine, fresh);
        json_t *again = minutes_merge(fresh, result, fresh); /* twice is once */
        g_test_message("%s", rows[i].why);
        g_assert_true(json_equal(result, expected));
        g_assert_true(json_equal(again, expected));
        json_decref(base);
        json_decref(mine);
        json_decref(fresh);
        json_decref(expected);
        json_decref(result);
        json_decref(again);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/minutes/S-09/reads_what_a_secretary_writes", test_reads_what_a_secretary_writes);
    g_test_add_func("/minutes/refuses_what_is_no_minutes", test_refuses_what_is_no_minutes);
    g_test_add_func("/minutes/lists_have_their_bounds", test_lists_have_their_bounds);
    g_test_add_func("/minutes/the_way_of_minutes", test_the_way_of_minutes);
    g_test_add_func("/minutes/what_each_step_asks_for", test_what_each_step_asks_for);
    g_test_add_func("/minutes/S-50/steps_are_signed", test_steps_are_signed);
    g_test_add_func(
            "/minutes/a_filling_spares_what_was_written", test_a_filling_spares_what_was_written);
    return g_test_run();
}
