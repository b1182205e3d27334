#include "signaling/app/meeting_opening.h"

#include "signaling/meeting/proceedings.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/meeting_list.h"
#include "tests/fakes/test_database.h"

static const int64_t start_us = INT64_C(1795334400000000); /* 2026-11-22T08:00:00Z */

#define HOUR_US INT64_C(3600000000)

static void add_plan(Database *database, const char *code, MeetingState state, bool adhoc)
{
    g_auto(MeetingPlan) plan = {0};

    record_init(&meeting_plan_type, &plan);
    g_free(plan.code);
    plan.code = g_strdup(code);
    g_free(plan.title);
    plan.title = g_strdup("Họp");
    plan.start_us = start_us;
    plan.end_us = start_us + HOUR_US;
    plan.state = (int)state;
    plan.adhoc = adhoc;
    plan.waiting_room = true;
    plan.governed = true;
    g_assert_true(meeting_book_add(database, &plan, NULL));
}

static void take(Database *database, const char *code, int64_t now_us, MeetingOpening *opening)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(database_begin(database, &error));
    g_assert_true(meeting_opening_take(database, code, now_us, opening, &error));
    g_assert_true(database_commit(database, &error));
    g_assert_no_error(error);
}

/* Its plan is the first event, once, so that the first who comes finds the waiting room. */
static void test_a_plan_takes_effect_once(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    add_plan(database, "a", MEETING_SCHEDULED, false);
    for (int i = 0; i < 2; i++) {
        g_auto(MeetingOpening) opening = {0};
        g_autoptr(Proceedings) state = proceedings_new();
        take(database, "A", start_us - HOUR_US / 2, &opening);
        g_assert_true(opening.found);
        g_assert_cmpint(opening.entrance, ==, MEETING_OPEN);
        g_assert_cmpint(opening.plan.state, ==, MEETING_TRIAL);
        g_assert_cmpuint(json_array_size(opening.events), ==, 1);
        g_assert_true(proceedings_apply(state, json_array_get(opening.events, 0), NULL));
        g_assert_true(proceedings_has_waiting_room(state));
        g_assert_true(proceedings_is_governed(state));
        g_assert_cmpint(proceedings_phase(state), ==, PROCEEDINGS_BEFORE);
        g_assert_cmpint(proceedings_end_plan_us(state), ==, start_us + HOUR_US);
    }
    database_close(database);
    test_database_clear(&place);
}

static void test_an_unscheduled_one_is_open_at_once(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_auto(MeetingOpening) opening = {0};
    g_autoptr(Proceedings) state = proceedings_new();
    g_auto(MeetingPlan) plan = {0};
    bool found = false;

    add_plan(database, "a", MEETING_LIVE, true);
    take(database, "a", start_us, &opening);
    g_assert_true(proceedings_apply(state, json_array_get(opening.events, 0), NULL));
    g_assert_cmpint(proceedings_phase(state), ==, PROCEEDINGS_LIVE);
    record_init(&meeting_plan_type, &plan);
    g_assert_true(meeting_book_find(database, "a", &plan, &found, NULL));
    g_assert_cmpint(plan.opened_us, ==, start_us);
    database_close(database);
    test_database_clear(&place);
}

static void test_what_cannot_be_entered_is_left_alone(void)
{
    static const struct {
        const char *why;
        MeetingState state;
        int64_t at_us;
        MeetingEntrance entrance;
    } cases[] = {
            {"a draft", MEETING_DRAFT, 0, MEETING_TOO_EARLY},
            {"the day before", MEETING_SCHEDULED, -24 * HOUR_US, MEETING_TOO_EARLY},
            {"the day after", MEETING_SCHEDULED, 24 * HOUR_US, MEETING_OVER},
            {"cancelled", MEETING_CANCELLED, 0, MEETING_OVER},
    };
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(MeetingOpening) opening = {0};
        g_autofree char *code = g_strdup_printf("m%zu", i);
        g_test_message("%s", cases[i].why);
        add_plan(database, code, cases[i].state, false);
        take(database, code, start_us + cases[i].at_us, &opening);
        g_assert_cmpint(opening.entrance, ==, cases[i].entrance);
        g_assert_cmpint(opening.plan.state, ==, cases[i].state);
        g_assert_cmpuint(json_array_size(opening.events), ==, 0);
    }
    g_auto(MeetingOpening) nothing = {0};
    take(database, "nothing", start_us, &nothing);
    g_assert_false(nothing.found);
    database_close(database);
    test_database_clear(&place);
}

/* As before there were plans: entered at any time, with nothing decided. */
static void test_one_of_the_command_line(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    const MeetingRecord meeting = {.code = (char *)"demo", .title = (char *)"Họp", .created_us = 5};
    g_auto(MeetingOpening) opening = {0};

    g_assert_true(meeting_list_add(database, &meeting, NULL));
    take(database, "demo", start_us, &opening);
    g_assert_cmpint(opening.entrance, ==, MEETING_OPEN);
    g_assert_cmpuint(json_array_size(opening.events), ==, 0);
    g_assert_cmpuint(opening.sites->len, ==, 0);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/meeting_opening/a_plan_takes_effect_once", test_a_plan_takes_effect_once);
    g_test_add_func("/meeting_opening/an_unscheduled_one_is_open_at_once",
            test_an_unscheduled_one_is_open_at_once);
    g_test_add_func("/meeting_opening/what_cannot_be_entered_is_left_alone",
            test_what_cannot_be_entered_is_left_alone);
    g_test_add_func("/meeting_opening/one_of_the_command_line", test_one_of_the_command_line);
    return g_test_run();
}
