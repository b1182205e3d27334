#include "signaling/meeting/agenda_page.h"

#include "signaling/meeting/meeting_annex.h"

#include <string.h>

static void apply(AgendaPage *page, const char *text)
{
    json_t *event = json_loads(text, 0, NULL);
    agenda_page_apply(page, event);
    json_decref(event);
}

static void expect(const AgendaPage *page, json_int_t number, const char *text, const char *since)
{
    json_t *told = agenda_page_to_json(page);

    g_assert_cmpint(json_integer_value(json_object_get(told, "number")), ==, number);
    g_assert_cmpstr(json_string_value(json_object_get(told, "text")), ==, text);
    g_assert_cmpstr(json_string_value(json_object_get(told, "since")), ==, since);
    g_assert_true(agenda_page_is(page, number, text));
    json_decref(told);
}

static void test_pages_are_turned(void)
{
    g_autoptr(AgendaPage) page = agenda_page_new();

    expect(page, 0, "", "");
    apply(page, "{\"number\": 2, \"text\": \"Báo cáo\", \"time_us\": 1000000}");
    expect(page, 2, "Báo cáo", "1970-01-01T00:00:01Z");
    g_assert_false(agenda_page_is(page, 2, "Thảo luận"));
    g_assert_false(agenda_page_is(page, 3, "Báo cáo"));
    apply(page, "{\"number\": 0, \"text\": \"\", \"time_us\": 2000000}");
    expect(page, 0, "", "");
    apply(page, "{\"number\": 1, \"text\": \"Khai mạc\", \"time_us\": 3000000}");
    agenda_page_close(page);
    expect(page, 0, "", "");
}

/* Events of other programs, or of none. */
static void test_what_is_missing_is_none(void)
{
    static const char *const rows[] = {
            "{}", "{\"number\": 1}", "{\"text\": \"x\"}", "{\"number\": -1, \"text\": \"x\"}"};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(AgendaPage) page = agenda_page_new();
        apply(page, "{\"number\": 1, \"text\": \"x\", \"time_us\": 1}");
        apply(page, rows[i]);
        expect(page, 0, "", "");
    }
}

/* What an agenda can hold is what its pages can show. */
static void test_bounds_are_those_of_an_agenda(void)
{
    const RecordField *title = record_field(&agenda_item_type, "title");

    g_assert_cmpint(title->max != 0 ? title->max : RECORD_TEXT_MAX, ==, AGENDA_PAGE_BYTES_MAX);
    g_assert_cmpint(AGENDA_PAGE_NUMBER_MAX, ==, MEETING_AGENDA_MAX);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/agenda_page/pages_are_turned", test_pages_are_turned);
    g_test_add_func("/agenda_page/what_is_missing_is_none", test_what_is_missing_is_none);
    g_test_add_func(
            "/agenda_page/bounds_are_those_of_an_agenda", test_bounds_are_those_of_an_agenda);
    return g_test_run();
}
