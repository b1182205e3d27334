#include "signaling/report/statistics.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/meeting/meeting_plan.h"

#include <string.h>

static int64_t day_of(const char *text)
{
    int64_t day = 0;
    g_assert_true(civil_day_from_text(text, &day));
    return day;
}

static const char *const relations[][2] = {{"tw_tinh", "Trung ương – tỉnh"},
        {"tinh_huyen", "Tỉnh – huyện"}, {"tinh_so", "Tỉnh – sở, ban, ngành"}};

static Statistics *period(const char *from, const char *to)
{
    Statistics *statistics = statistics_new(day_of(from), day_of(to));

    for (size_t i = 0; i < G_N_ELEMENTS(relations); i++) {
        statistics_add_relation(statistics, relations[i][0], relations[i][1]);
    }
    statistics_add_kind(statistics, "giao_ban", "Họp giao ban");
    statistics_add_kind(statistics, "tap_huan", "Tập huấn");
    return statistics;
}

static void add(Statistics *statistics, const char *day, const char *relation, int form)
{
    const StatisticsMeeting meeting = {
            .code = "m",
            .relation = relation,
            .kind = "giao_ban",
            .form = form,
            .start_us = civil_day_start_us(day_of(day)),
            .length_us = INT64_C(3600000000),
    };
    statistics_add_meeting(statistics, &meeting);
}

static void expect(Statistics *statistics, const char *const *of, int64_t hundredths, bool strict,
        const char *share, const char *word)
{
    const StatisticsTarget target = {.name = (char *)"t",
            .relations = (char **)of,
            .hundredths = hundredths,
            .strict = strict};
    g_auto(StatisticsResult) result = {0};

    statistics_result(statistics, &target, &result);
    g_assert_cmpstr(result.share, ==, share);
    g_assert_cmpstr(statistics_result_word(&result), ==, word);
}

/* Seven of ten meetings in the relations of the target; others do not count. */
static void test_seven_of_ten(void)
{
    static const char *const target[] = {"tw_tinh", "tinh_huyen", NULL};

    for (int sixth = 0; sixth < 2; sixth++) {
        g_autoptr(Statistics) statistics = period("2018-01-01", "2018-03-31");
        for (int i = 0; i < 10; i++) {
            const int form = i >= 7 || (sixth == 1 && i == 6) ? MEETING_IN_PERSON
                    : i % 2 == 0                              ? MEETING_ONLINE
                                                              : MEETING_HYBRID;
            add(statistics, i % 3 == 0 ? "2018-01-01" : "2018-03-31",
                    i % 2 == 0 ? "tw_tinh" : "tinh_huyen", form);
        }
        for (int i = 0; i < 9; i++) {
            add(statistics, "2018-02-14", i % 2 == 0 ? "tinh_so" : "no such relation",
                    MEETING_IN_PERSON);
        }
        expect(statistics, target, 7000, false, sixth == 0 ? "70,0%" : "60,0%",
                sixth == 0 ? "Đạt" : "Chưa đạt");
    }
}

/* "Trên 50%": half is not enough. */
static void test_strict_threshold(void)
{
    static const char *const target[] = {"tinh_huyen", NULL};
    static const struct {
        int online;
        int all;
        const char *share;
        const char *word;
    } cases[] = {
            {500, 1000, "50,0%", "Chưa đạt"},
            {501, 1000, "50,1%", "Đạt"},
            {499, 1000, "49,9%", "Chưa đạt"},
            {5001, 10000, "50,01%", "Đạt"}, /* with one decimal it would read as 50,0% */
            {0, 0, "", "Không có cuộc họp"},
            {0, 3, "0,0%", "Chưa đạt"},
            {2, 3, "66,7%", "Đạt"},
            {3, 3, "100,0%", "Đạt"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Statistics) statistics = period("2018-01-01", "2018-12-31");
        for (int n = 0; n < cases[i].all; n++) {
            add(statistics, "2018-06-01", "tinh_huyen",
                    n < cases[i].online ? MEETING_ONLINE : MEETING_IN_PERSON);
        }
        expect(statistics, target, 5000, true, cases[i].share, cases[i].word);
    }
}

/* Each relation and month is there, with its zeros. */
static void test_counts_by_month_with_zeros(void)
{
    g_autoptr(Statistics) statistics = period("2018-11-15", "2019-02-02");
    static const char *const months[] = {"2018-11", "2018-12", "2019-01", "2019-02"};
    static const int64_t counts[4][4] = {{1, 0, 0, 0}, {0, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 0, 1}};
    char *none = NULL;

    add(statistics, "2018-11-15", "tw_tinh", MEETING_ONLINE);
    add(statistics, "2019-01-01", "tinh_huyen", MEETING_HYBRID);
    add(statistics, "2019-01-31", "tinh_huyen", MEETING_IN_PERSON);
    add(statistics, "2019-02-02", "", MEETING_IN_PERSON);
    for (int month = 0; month < 4; month++) {
        g_autofree char *name = statistics_month(statistics, (size_t)month);
        g_assert_cmpstr(name, ==, months[month]);
        for (int relation = 0; relation < 4; relation++) {
            StatisticsChoice choice = STATISTICS_ALL;
            choice.month = month;
            choice.relation = relation;
            g_assert_cmpint(
                    statistics_sum(statistics, choice).meetings, ==, counts[month][relation]);
        }
    }
    none = statistics_month(statistics, 4);
    g_assert_null(none);
    g_assert_cmpstr(statistics_relation(statistics, 3)->code, ==, "");
    g_assert_null(statistics_relation(statistics, 4));
}

/* Any period: the year to 15 October is the sum of its days. */
static void test_a_period_is_the_sum_of_its_days(void)
{
    const int64_t from = day_of("2018-10-16");
    const int64_t to = day_of("2019-10-15");
    g_autoptr(Statistics) whole = period("2018-10-16", "2019-10-15");
    StatisticsSum sum = {0};

    for (int64_t day = from; day <= to; day++) {
        g_autoptr(Statistics) one = statistics_new(day, day);
        const StatisticsMeeting meeting = {
                .code = "m",
                .relation = "",
                .kind = "",
                .form = (int)(day % STATISTICS_FORMS),
                .start_us = civil_day_start_us(day) + CIVIL_DAY_US - 1,
                .length_us = day * 1000,
        };
        statistics_add_meeting(whole, &meeting);
        statistics_add_meeting(one, &meeting);
        statistics_set_sites(whole, statistics_meetings(whole) - 1, day % 16);
        statistics_set_sites(one, 0, day % 16);
        const StatisticsSum part = statistics_sum(one, STATISTICS_ALL);
        sum.meetings += part.meetings;
        sum.online += part.online;
        sum.length_us += part.length_us;
        sum.sites += part.sites;
    }
    const StatisticsSum all = statistics_sum(whole, STATISTICS_ALL);
    g_assert_cmpint(all.meetings, ==, 365);
    g_assert_cmpint(all.meetings, ==, sum.meetings);
    g_assert_cmpint(all.online, ==, sum.online);
    g_assert_cmpint(all.length_us, ==, sum.length_us);
    g_assert_cmpint(all.sites, ==, sum.sites);
}

static void test_periods_have_a_bound(void)
{
    g_assert_true(statistics_period_fits(day_of("2018-01-01"), day_of("2018-01-01")));
    g_assert_true(statistics_period_fits(day_of("2018-01-31"), day_of("2028-01-01")));
    g_assert_false(statistics_period_fits(day_of("2018-01-31"), day_of("2028-02-01")));
    g_assert_false(statistics_period_fits(day_of("2018-01-02"), day_of("2018-01-01")));
    g_assert_false(statistics_period_fits(-1, day_of("1970-01-01")));
}

/* Twelve meetings, three units: of each how often it was convened, there, not there, late. */
static void test_units_over_twelve_meetings(void)
{
    g_autoptr(Statistics) statistics = period("2018-01-01", "2018-12-31");
    static const char *const names[] = {"Huyện Kiên Lương", "Huyện An Biên", "Huyện Hòn Đất"};
    static const char *const order[] = {"908", "903", "902"};
    int64_t present = 0;

    for (int meeting = 0; meeting < 12; meeting++) {
        statistics_add_attendance(statistics, "902", names[0], meeting % 3 != 0, meeting % 2 == 0);
        statistics_add_attendance(statistics, "908", names[1], true, false);
        statistics_add_attendance(statistics, "903", names[2], false, true);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
        const StatisticsUnit *unit = statistics_unit(statistics, i);
        g_assert_cmpstr(unit->code, ==, order[i]);
        g_assert_cmpint(unit->invited, ==, 12);
        g_assert_cmpint(unit->present + unit->absent, ==, 12);
        present += unit->present;
    }
    g_assert_cmpint(present, ==, 8 + 12);
    g_assert_cmpint(statistics_unit(statistics, 2)->late, ==, 4); /* late where it was there */
    g_assert_cmpint(statistics_unit(statistics, 1)->late, ==, 0);
    g_assert_null(statistics_unit(statistics, 3));
}

static void test_what_does_not_fit_is_said(void)
{
    g_autoptr(Statistics) statistics = period("2018-01-01", "2018-12-31");

    for (int i = 0; i < STATISTICS_UNITS_MAX + 1; i++) {
        g_assert_false(statistics_is_cut(statistics));
        g_autofree char *code = g_strdup_printf("%d", i);
        statistics_add_attendance(statistics, code, code, true, false);
    }
    g_assert_true(statistics_is_cut(statistics));
    for (int i = 0; i < STATISTICS_MEETINGS_MAX + 1; i++) {
        add(statistics, "2018-06-01", "", MEETING_ONLINE);
    }
    g_assert_cmpuint(statistics_meetings(statistics), ==, STATISTICS_MEETINGS_MAX);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/statistics/S-01/seven_of_ten", test_seven_of_ten);
    g_test_add_func("/statistics/S-02/strict_threshold", test_strict_threshold);
    g_test_add_func("/statistics/S-03/counts_by_month_with_zeros", test_counts_by_month_with_zeros);
    g_test_add_func("/statistics/S-57/sum_of_its_days", test_a_period_is_the_sum_of_its_days);
    g_test_add_func("/statistics/periods_have_a_bound", test_periods_have_a_bound);
    g_test_add_func("/statistics/S-36/units_over_twelve_meetings", test_units_over_twelve_meetings);
    g_test_add_func("/statistics/what_does_not_fit", test_what_does_not_fit_is_said);
    return g_test_run();
}
