#include "signaling/store/meeting_book.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/store/meeting_list.h"
#include "tests/fakes/test_database.h"

static const int64_t start_us = INT64_C(1795334400000000); /* 2026-11-22T08:00:00Z */

#define HOUR_US INT64_C(3600000000)

static MeetingPlan sample(const char *title, int64_t from_us)
{
    MeetingPlan plan = {0};

    record_init(&meeting_plan_type, &plan);
    g_free(plan.title);
    plan.title = g_strdup(title);
    plan.start_us = from_us;
    plan.end_us = from_us + HOUR_US;
    plan.state = MEETING_SCHEDULED;
    plan.nosecret = true;
    return plan;
}

static void add_title(const void *record, void *user_data)
{
    g_string_append_printf(user_data, "%s;", ((const MeetingPlan *)record)->title);
}

static void assert_titles(Database *database, const MeetingQuery *query, const char *titles)
{
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    g_assert_true(meeting_book_each(database, query, add_title, all, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(all->str, ==, titles);
}

static void test_a_meeting_comes_back_as_it_was(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_auto(MeetingPlan) plan = sample("Họp giao ban", start_us);
    g_auto(MeetingPlan) back = {0};
    bool found = false;

    g_assert_true(meeting_book_add(database, &plan, NULL));
    g_assert_true(g_str_has_prefix(plan.code, "261122-"));
    record_init(&meeting_plan_type, &back);
    g_autofree char *upper = g_ascii_strup(plan.code, -1);
    g_assert_true(meeting_book_find(database, upper, &back, &found, NULL));
    g_assert_true(found);
    g_assert_true(record_equal(&meeting_plan_type, &plan, &back));
    back.sites_max = 40;
    back.form = MEETING_HYBRID;
    g_assert_true(meeting_book_update(database, &back, NULL));
    g_assert_true(meeting_book_find(database, plan.code, &plan, &found, NULL));
    g_assert_true(record_equal(&meeting_plan_type, &plan, &back));
    g_assert_true(meeting_book_find(database, "' OR 1=1", &plan, &found, NULL));
    g_assert_false(found);
    database_close(database);
    test_database_clear(&place);
}

static void test_questions(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    static const char *const titles[] = {"Họp giao ban", "Hội nghị 100%", "Tập huấn"};

    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
        g_auto(MeetingPlan) plan = sample(titles[i], start_us + (int64_t)i * 24 * HOUR_US);
        g_free(plan.chair_account);
        plan.chair_account = g_strdup(i == 1 ? "chutoa" : "");
        g_free(plan.invite_no);
        plan.invite_no = g_strdup(i == 2 ? "05/GM-UBND" : "");
        plan.state = i == 2 ? MEETING_DRAFT : MEETING_SCHEDULED;
        g_assert_true(meeting_book_add(database, &plan, NULL));
    }
    const struct {
        const char *why;
        MeetingQuery query;
        const char *titles;
    } cases[] = {
            {"all, in order", {.everything = true}, "Họp giao ban;Hội nghị 100%;Tập huấn;"},
            {"nobody sees nothing", {0}, ""},
            {"from the end of the first on", {.from_us = start_us + HOUR_US, .everything = true},
                    "Hội nghị 100%;Tập huấn;"},
            {"while the first runs", {.from_us = start_us + HOUR_US - 1, .everything = true},
                    "Họp giao ban;Hội nghị 100%;Tập huấn;"},
            {"before the second", {.to_us = start_us + 24 * HOUR_US, .everything = true},
                    "Họp giao ban;"},
            {"by state", {.state = "draft", .everything = true}, "Tập huấn;"},
            {"without accents", {.text = "hop GIAO", .everything = true}, "Họp giao ban;"},
            {"by number", {.text = "05/gm", .everything = true}, "Tập huấn;"},
            {"a percent sign is no wildcard", {.text = "100%", .everything = true},
                    "Hội nghị 100%;"},
            {"nor is an underscore", {.text = "h_p", .everything = true}, ""},
            {"in which I am named", {.account = "chutoa"}, "Hội nghị 100%;"},
            {"the first one", {.limit = 1, .everything = true}, "Họp giao ban;"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        assert_titles(database, &cases[i].query, cases[i].titles);
    }
    database_close(database);
    test_database_clear(&place);
}

static void test_a_session_opens_once_and_closes_once(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_auto(MeetingPlan) plan = sample("Họp giao ban", start_us);
    bool found = false;

    g_assert_true(meeting_book_add(database, &plan, NULL));
    g_assert_true(meeting_book_close(database, plan.code, start_us, NULL)); /* not begun */
    g_assert_true(meeting_book_open(database, plan.code, start_us + 1, NULL));
    g_assert_true(meeting_book_open(database, plan.code, start_us + 2, NULL));
    g_assert_true(meeting_book_find(database, plan.code, &plan, &found, NULL));
    g_assert_cmpint(plan.state, ==, MEETING_LIVE);
    g_assert_cmpint(plan.opened_us, ==, start_us + 1);
    g_assert_true(meeting_book_close(database, plan.code, start_us + 3, NULL));
    g_assert_true(meeting_book_close(database, plan.code, start_us + 4, NULL));
    g_assert_true(meeting_book_open(database, plan.code, start_us + 5, NULL));
    g_assert_true(meeting_book_find(database, plan.code, &plan, &found, NULL));
    g_assert_cmpint(plan.state, ==, MEETING_ENDED);
    g_assert_cmpint(plan.opened_us, ==, start_us + 1);
    g_assert_cmpint(plan.closed_us, ==, start_us + 3);
    database_close(database);
    test_database_clear(&place);
}

static void add_item(const void *record, void *user_data)
{
    const AgendaItem *item = record;
    g_string_append_printf(user_data, "%d %s;", (int)item->position, item->title);
}

static void test_agenda(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    const AgendaItem items[] = {
            {.title = (char *)"Khai mạc", .minutes = 5, .speaker_unit = (char *)""},
            {.title = (char *)"Bế mạc", .minutes = 5, .speaker_unit = (char *)""},
    };

    for (int i = 0; i < 2; i++) { /* the second replaces the first */
        g_autoptr(GString) all = g_string_new(NULL);
        g_assert_true(meeting_book_set_agenda(database, "a", items, G_N_ELEMENTS(items), NULL));
        g_assert_true(meeting_book_each_item(database, "A", add_item, all, NULL));
        g_assert_cmpstr(all->str, ==, "1 Khai mạc;2 Bế mạc;");
    }
    database_close(database);
    test_database_clear(&place);
}

/* One made on the command line, by this program or an earlier one, can be entered and found. */
static void test_meetings_of_the_command_line(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    const MeetingRecord meeting = {.code = (char *)"demo", .title = (char *)"Họp", .created_us = 5};
    g_auto(MeetingPlan) plan = {0};
    bool found = false;

    g_assert_true(meeting_list_add(database, &meeting, NULL));
    g_assert_true(database_run(
            database, "UPDATE meetings SET title_fold = ''", DATABASE_NO_VALUES, NULL, NULL));
    g_assert_true(meeting_book_fold_titles(database, NULL));
    assert_titles(database, &(MeetingQuery){.text = "hop", .everything = true}, "Họp;");
    record_init(&meeting_plan_type, &plan);
    g_assert_true(meeting_book_find(database, "demo", &plan, &found, NULL));
    g_assert_cmpint(meeting_plan_entrance(&plan, start_us), ==, MEETING_OPEN);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/meeting_book/a_meeting_comes_back_as_it_was", test_a_meeting_comes_back_as_it_was);
    g_test_add_func("/meeting_book/questions", test_questions);
    g_test_add_func("/meeting_book/a_session_opens_once_and_closes_once",
            test_a_session_opens_once_and_closes_once);
    g_test_add_func("/meeting_book/agenda", test_agenda);
    g_test_add_func(
            "/meeting_book/meetings_of_the_command_line", test_meetings_of_the_command_line);
    return g_test_run();
}
