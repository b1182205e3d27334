#include "signaling/app/plan_form.h"

static bool read_text(const char *text, PlanForm *form, GError **error)
{
    json_t *body = json_loads(text, JSON_DECODE_ANY, NULL);

    g_assert_nonnull(body);
    const bool good = plan_form_read(body, form, error);
    json_decref(body);
    return good;
}

static void test_a_whole_form(void)
{
    g_auto(PlanForm) form = {0};

    g_assert_true(read_text("{\"title\":\" Họp \",\"sites\":[\"899\",{\"site\":\"903\"}],"
                            "\"repeat_months\":3,\"repeat_by\":\"weekday\",\"draft\":true}",
            &form, NULL));
    g_assert_cmpstr(form.plan.title, ==, "Họp");
    g_assert_cmpuint(g_strv_length(form.sites), ==, 2);
    g_assert_cmpstr(form.sites[1], ==, "903");
    g_assert_cmpint(form.repeat_months, ==, 3);
    g_assert_cmpint(form.repeat_by, ==, MONTH_REPEAT_WEEKDAY);
    g_assert_true(form.draft);
    g_assert_null(form.under);
}

static void test_what_is_not_said(void)
{
    g_auto(PlanForm) form = {0};

    g_assert_true(read_text("{\"title\":\"Họp\"}", &form, NULL));
    g_assert_null(form.sites);
    g_assert_cmpint(form.repeat_months, ==, 1);
    g_assert_cmpint(form.group, ==, 0);
    g_assert_false(form.draft);
}

static void test_refused(void)
{
    static const struct {
        const char *why;
        const char *text;
        const char *field;
    } cases[] = {
            {"no title", "{}", "title"},
            {"no object", "[]", "title"},
            {"sites are no list", "{\"title\":\"a\",\"sites\":\"899\"}", "sites"},
            {"a site is a number", "{\"title\":\"a\",\"sites\":[899]}", "sites"},
            {"a site is empty", "{\"title\":\"a\",\"sites\":[\"\"]}", "sites"},
            {"a site is a path", "{\"title\":\"a\",\"sites\":[\"../x\"]}", "sites"},
            {"too often", "{\"title\":\"a\",\"repeat_months\":25}", "repeat_months"},
            {"an unknown word", "{\"title\":\"a\",\"repeat_by\":\"year\"}", "repeat_by"},
            {"an unknown member", "{\"title\":\"a\",\"x\":1}", "x"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(PlanForm) form = {0};
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].why);
        g_assert_false(read_text(cases[i].text, &form, &error));
        g_assert_cmpstr(record_error_field(error), ==, cases[i].field);
    }
}

static void test_sites_have_a_bound(void)
{
    json_t *codes = json_array();

    for (int i = 0; i < 500; i++) {
        json_array_append_new(codes, json_string("a"));
    }
    g_auto(GStrv) most = plan_form_read_codes(codes, "sites", NULL);
    g_assert_cmpuint(g_strv_length(most), ==, 500);
    json_array_append_new(codes, json_string("a"));
    g_autoptr(GError) error = NULL;
    g_assert_null(plan_form_read_codes(codes, "sites", &error));
    g_assert_cmpstr(record_error_field(error), ==, "sites");
    json_decref(codes);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plan_form/a_whole_form", test_a_whole_form);
    g_test_add_func("/plan_form/what_is_not_said", test_what_is_not_said);
    g_test_add_func("/plan_form/refused", test_refused);
    g_test_add_func("/plan_form/sites_have_a_bound", test_sites_have_a_bound);
    return g_test_run();
}
