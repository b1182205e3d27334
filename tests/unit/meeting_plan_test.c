#include "signaling/meeting/meeting_plan.h"

#include "signaling/meeting/civil_day.h"

static const int64_t start_us = INT64_C(1795334400000000); /* 2026-11-22T08:00:00Z, a Sunday */

#define HOUR_US INT64_C(3600000000)

static MeetingPlan sample(MeetingState state)
{
    MeetingPlan plan = {0};

    record_init(&meeting_plan_type, &plan);
    g_free(plan.title);
    plan.title = g_strdup("Họp giao ban");
    plan.start_us = start_us;
    plan.end_us = start_us + 2 * HOUR_US;
    plan.nosecret = true;
    plan.state = (int)state;
    return plan;
}

static void test_steps(void)
{
    /* Rows: from; columns: to draft, scheduled, trial, live, ended, cancelled. */
    static const char *const online[MEETING_STATES] = {
            "-+---+", "+-++-+", "-+-+-+", "----+-", "------", "------"};
    static const char *const in_person[MEETING_STATES] = {
            "-+---+", "+--+++", "-+-+-+", "----+-", "------", "------"};

    for (int form = MEETING_ONLINE; form <= MEETING_HYBRID; form++) {
        for (int from = 0; from < MEETING_STATES; from++) {
            for (int to = 0; to < MEETING_STATES; to++) {
                const char *const *table = form == MEETING_IN_PERSON ? in_person : online;
                const gboolean allowed = table[from][to] == '+';
                g_auto(MeetingPlan) plan = sample((MeetingState)from);
                g_autoptr(GError) error = NULL;
                plan.form = form;
                g_test_message("form %d, from %d to %d", form, from, to);
                g_assert_cmpint(meeting_plan_may_step(&plan, (MeetingState)to, "hoãn", &error), ==,
                        allowed);
                g_assert_cmpint(g_error_matches(error, MEETING_PLAN_ERROR, MEETING_PLAN_ERROR_STEP),
                        ==, !allowed);
            }
        }
    }
}

static void test_a_step_needs_what_it_needs(void)
{
    g_auto(MeetingPlan) plan = sample(MEETING_DRAFT);
    g_autoptr(GError) error = NULL;

    g_assert_false(meeting_plan_may_step(&plan, MEETING_CANCELLED, "", &error));
    g_assert_cmpstr(record_error_field(error), ==, "cancel_reason");
    g_clear_error(&error);
    plan.start_us = 0;
    plan.end_us = 0;
    g_assert_true(meeting_plan_check(&plan, NULL));
    g_assert_false(meeting_plan_may_step(&plan, MEETING_SCHEDULED, "", &error));
    g_assert_cmpstr(record_error_field(error), ==, "start");
    g_assert_cmpstr(error->message, ==, "Thời gian bắt đầu: không được để trống.");
}

static void test_a_step_sets_its_times(void)
{
    g_auto(MeetingPlan) plan = sample(MEETING_LIVE);

    plan.opened_us = start_us;
    meeting_plan_step(&plan, MEETING_ENDED, "", start_us + HOUR_US);
    g_assert_cmpint(plan.state, ==, MEETING_ENDED);
    g_assert_cmpint(plan.closed_us, ==, start_us + HOUR_US);
    g_auto(MeetingPlan) other = sample(MEETING_SCHEDULED);
    meeting_plan_step(&other, MEETING_CANCELLED, "bão số 9", start_us);
    g_assert_cmpstr(other.cancel_reason, ==, "bão số 9");
    g_assert_cmpint(other.closed_us, ==, 0);
}

static void test_checks(void)
{
    static const struct {
        const char *why;
        int64_t start_us;
        int64_t end_us;
        const char *field;
    } cases[] = {
            {"as planned", INT64_C(1795334400000000), INT64_C(1795338000000000), NULL},
            {"without an end", INT64_C(1795334400000000), 0, NULL},
            {"ends when it begins", INT64_C(1795334400000000), INT64_C(1795334400000000), "end"},
            {"a week", INT64_C(1795334400000000), INT64_C(1795334400000000) + MEETING_LENGTH_MAX_US,
                    NULL},
            {"longer than a week", INT64_C(1795334400000000),
                    INT64_C(1795334400000000) + MEETING_LENGTH_MAX_US + 1, "end"},
            {"before 2000", INT64_C(946684799000000), 0, "start"},
            {"after 2099", INT64_C(4102444800000000), 0, "start"},
            {"never", 0, 0, "start"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(MeetingPlan) plan = sample(MEETING_SCHEDULED);
        g_autoptr(GError) error = NULL;
        plan.start_us = cases[i].start_us;
        plan.end_us = cases[i].end_us;
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(meeting_plan_check(&plan, &error), ==, cases[i].field == NULL);
        if (cases[i].field != NULL) {
            g_assert_cmpstr(record_error_field(error), ==, cases[i].field);
        }
    }
    g_auto(MeetingPlan) plan = sample(MEETING_DRAFT);
    g_autoptr(GError) error = NULL;
    plan.nosecret = false;
    g_assert_false(meeting_plan_check(&plan, &error));
    g_assert_error(error, MEETING_PLAN_ERROR, MEETING_PLAN_ERROR_DECLARATION);
}

static void test_secret_titles(void)
{
    static const struct {
        const char *title;
        gboolean secret;
    } cases[] = {
            {"Họp giao ban tháng 3", FALSE},
            {"Họp về TÀI LIỆU TỐI MẬT", TRUE},
            {"Phương án (Mật)", TRUE},
            {"[MẬT] Phương án", TRUE},
            {"Mật: phương án", TRUE},
            {"Phương án tuyệt mật", TRUE},
            {"Họp ma\xCC\xA3\xCC\x82t", TRUE}, /* decomposed */
            {"Nội dung mật", TRUE},
            {"Phát triển nghề nuôi ong lấy mật", FALSE},
            {"Mật độ dân số và quy hoạch", FALSE},
            {"Tập huấn công tác bảo vệ bí mật nhà nước", FALSE},
            {"Họp mặt đầu xuân", FALSE},
            {"", FALSE},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].title);
        g_assert_cmpint(meeting_title_is_secret(cases[i].title), ==, cases[i].secret);
    }
}

static void test_what_was_held_is_not_planned_anew(void)
{
    g_auto(MeetingPlan) from = sample(MEETING_ENDED);
    g_auto(MeetingPlan) to = sample(MEETING_ENDED);

    g_free(to.invite_no);
    to.invite_no = g_strdup("05/GM-UBND");
    g_assert_true(meeting_plan_may_change(&from, &to, NULL));
    to.start_us += HOUR_US;
    g_autoptr(GError) error = NULL;
    g_assert_false(meeting_plan_may_change(&from, &to, &error));
    g_assert_error(error, MEETING_PLAN_ERROR, MEETING_PLAN_ERROR_STEP);
    from.state = MEETING_SCHEDULED;
    to.state = MEETING_SCHEDULED;
    g_assert_true(meeting_plan_may_change(&from, &to, NULL));
    from.state = MEETING_LIVE;
    to.state = MEETING_LIVE;
    g_assert_false(meeting_plan_may_change(&from, &to, NULL));
    to.start_us = from.start_us;
    to.end_us += HOUR_US;
    g_assert_true(meeting_plan_may_change(&from, &to, NULL));
}

static void test_entrance(void)
{
    static const struct {
        const char *why;
        MeetingState state;
        MeetingForm form;
        int64_t at_us; /* against the start */
        MeetingEntrance entrance;
    } cases[] = {
            {"a draft", MEETING_DRAFT, MEETING_ONLINE, 0, MEETING_TOO_EARLY},
            {"the day before", MEETING_SCHEDULED, MEETING_ONLINE, -24 * HOUR_US, MEETING_TOO_EARLY},
            {"just before its hour", MEETING_SCHEDULED, MEETING_ONLINE, -HOUR_US - 1,
                    MEETING_TOO_EARLY},
            {"in its hour", MEETING_SCHEDULED, MEETING_ONLINE, -HOUR_US, MEETING_OPENS_NOW},
            {"late", MEETING_SCHEDULED, MEETING_HYBRID, 2 * HOUR_US - 1, MEETING_OPENS_NOW},
            {"too late", MEETING_SCHEDULED, MEETING_ONLINE, 2 * HOUR_US, MEETING_OVER},
            {"on trial, days before", MEETING_TRIAL, MEETING_ONLINE, -48 * HOUR_US, MEETING_OPEN},
            {"live, past its end", MEETING_LIVE, MEETING_ONLINE, 9 * HOUR_US, MEETING_OPEN},
            {"in a room", MEETING_LIVE, MEETING_IN_PERSON, 0, MEETING_NOT_ONLINE},
            {"ended", MEETING_ENDED, MEETING_ONLINE, 0, MEETING_OVER},
            {"cancelled", MEETING_CANCELLED, MEETING_ONLINE, 0, MEETING_OVER},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(MeetingPlan) plan = sample(cases[i].state);
        plan.form = (int)cases[i].form;
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(
                meeting_plan_entrance(&plan, start_us + cases[i].at_us), ==, cases[i].entrance);
    }
}

static void test_late_invitations(void)
{
    static const char *const holidays[] = {"2026-11-20", NULL};
    g_autoptr(WorkingDays) days = working_days_new(holidays, NULL);
    g_auto(MeetingPlan) plan = sample(MEETING_DRAFT);

    /* Held on a Sunday; before it a holiday, Thursday, Wednesday, Tuesday. */
    g_assert_cmpint(meeting_plan_late_days(&plan, days, start_us - 5 * CIVIL_DAY_US), ==, 0);
    g_assert_cmpint(meeting_plan_late_days(&plan, days, start_us - 4 * CIVIL_DAY_US), ==, 1);
    g_assert_cmpint(meeting_plan_late_days(&plan, days, start_us), ==, 3);
    plan.adhoc = true;
    g_assert_cmpint(meeting_plan_late_days(&plan, days, start_us), ==, 0);
}

/* What a client must not say of itself. */
static void test_clients_set_only_what_is_theirs(void)
{
    static const char *const refused[] = {"state", "series", "opened", "closed", "created_by",
            "created", "changed", "adhoc", "cancel_reason"};

    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_auto(MeetingPlan) plan = sample(MEETING_DRAFT);
        g_autoptr(GError) error = NULL;
        json_t *object = json_pack("{s:s, s:s}", "title", "Họp", refused[i], "x");
        g_test_message("%s", refused[i]);
        g_assert_false(record_read_json(&meeting_plan_type, object, false, &plan, &error));
        g_assert_error(error, RECORD_ERROR, RECORD_ERROR_FIELD);
        json_decref(object);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/meeting_plan/steps", test_steps);
    g_test_add_func("/meeting_plan/a_step_needs_what_it_needs", test_a_step_needs_what_it_needs);
    g_test_add_func("/meeting_plan/a_step_sets_its_times", test_a_step_sets_its_times);
    g_test_add_func("/meeting_plan/checks", test_checks);
    g_test_add_func("/meeting_plan/secret_titles", test_secret_titles);
    g_test_add_func("/meeting_plan/what_was_held_is_not_planned_anew",
            test_what_was_held_is_not_planned_anew);
    g_test_add_func("/meeting_plan/entrance", test_entrance);
    g_test_add_func("/meeting_plan/late_invitations", test_late_invitations);
    g_test_add_func(
            "/meeting_plan/clients_set_only_what_is_theirs", test_clients_set_only_what_is_theirs);
    return g_test_run();
}
