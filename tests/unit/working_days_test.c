#include "signaling/meeting/working_days.h"

#include "signaling/meeting/civil_day.h"

static int64_t day_of(const char *text)
{
    int64_t day = 0;
    g_assert_true(civil_day_from_text(text, &day));
    return day;
}

static WorkingDays *calendar(void)
{
    static const char *const entries[] = {"09-02", "2026-08-31", "+2026-08-22", "02-29", NULL};
    g_autoptr(GError) error = NULL;
    WorkingDays *days = working_days_new(entries, &error);
    g_assert_no_error(error);
    return days;
}

static void test_kinds_of_days(void)
{
    static const struct {
        const char *why;
        const char *day;
        gboolean worked;
    } cases[] = {
            {"a Friday", "2026-11-20", TRUE},
            {"a Saturday", "2026-11-21", FALSE},
            {"a Sunday", "2026-11-22", FALSE},
            {"a Monday", "2026-11-23", TRUE},
            {"a holiday of every year", "2026-09-02", FALSE},
            {"and of another", "2027-09-02", FALSE},
            {"a holiday of one year", "2026-08-31", FALSE},
            {"but of that year only", "2027-08-31", TRUE},
            {"a Saturday that is worked", "2026-08-22", TRUE},
            {"the leap day", "2028-02-29", FALSE},
    };
    g_autoptr(WorkingDays) days = calendar();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(working_days_is_worked(days, day_of(cases[i].day)), ==, cases[i].worked);
    }
}

static void test_three_working_days_before(void)
{
    static const struct {
        const char *why;
        const char *sent;
        const char *held;
        int between;
    } cases[] = {
            {"Monday for Thursday", "2026-11-16", "2026-11-19", 3},
            {"over a week-end", "2026-11-19", "2026-11-23", 2},
            {"over a holiday and a moved one", "2026-08-28", "2026-09-03", 2},
            {"a week-end that is worked", "2026-08-21", "2026-08-24", 2},
            {"the same day", "2026-11-19", "2026-11-19", 0},
            {"too late", "2026-11-20", "2026-11-19", 0},
    };
    g_autoptr(WorkingDays) days = calendar();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(working_days_between(days, day_of(cases[i].sent), day_of(cases[i].held)),
                ==, cases[i].between);
    }
    g_assert_cmpint(working_days_between(days, 0, INT64_C(1) << 40), <, WORKING_DAYS_SPAN_MAX);
}

static void test_days_on_and_back(void)
{
    g_autoptr(WorkingDays) days = calendar();

    g_assert_cmpint(working_days_add(days, day_of("2026-11-19"), -3), ==, day_of("2026-11-16"));
    g_assert_cmpint(working_days_add(days, day_of("2026-09-03"), -3), ==, day_of("2026-08-27"));
    g_assert_cmpint(working_days_add(days, day_of("2026-11-20"), 5), ==, day_of("2026-11-27"));
    g_assert_cmpint(working_days_add(days, day_of("2026-11-21"), 0), ==, day_of("2026-11-21"));
}

static void test_what_is_no_day_is_refused(void)
{
    static const char *const bad[] = {
            "", "9-2", "02-30", "+09-02", "2026-02-29", "Tết", "++2026-01-01"};

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        const char *const entries[] = {"01-01", bad[i], NULL};
        g_autoptr(GError) error = NULL;
        g_test_message("'%s'", bad[i]);
        g_assert_null(working_days_new(entries, &error));
        g_assert_error(error, WORKING_DAYS_ERROR, WORKING_DAYS_ERROR_ENTRY);
    }
}

static void test_entries_have_a_bound(void)
{
    const char *entries[WORKING_DAYS_ENTRIES_MAX + 2] = {NULL};
    g_autoptr(GError) error = NULL;

    for (size_t i = 0; i <= WORKING_DAYS_ENTRIES_MAX; i++) {
        entries[i] = "01-01";
    }
    g_assert_null(working_days_new(entries, &error));
    g_assert_error(error, WORKING_DAYS_ERROR, WORKING_DAYS_ERROR_MANY);
    entries[WORKING_DAYS_ENTRIES_MAX] = NULL;
    g_autoptr(WorkingDays) days = working_days_new(entries, NULL);
    g_assert_nonnull(days);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/working_days/kinds_of_days", test_kinds_of_days);
    g_test_add_func("/working_days/three_working_days_before", test_three_working_days_before);
    g_test_add_func("/working_days/days_on_and_back", test_days_on_and_back);
    g_test_add_func("/working_days/what_is_no_day_is_refused", test_what_is_no_day_is_refused);
    g_test_add_func("/working_days/entries_have_a_bound", test_entries_have_a_bound);
    return g_test_run();
}
