#include "signaling/meeting/attendance.h"

#include <glib.h>

#include <string.h>

enum { SECOND_US = 1000000, SPANS_MAX = 8, MINUTE = 60, HOUR = 3600 };

#define AT(h, m, s) (((h)*HOUR) + ((m)*MINUTE) + (s))

typedef struct Seconds {
    int from;
    int to;
} Seconds;

static AttendanceSpan in_us(Seconds seconds)
{
    return (AttendanceSpan){
            .from_us = seconds.from * INT64_C(1000000), .to_us = seconds.to * INT64_C(1000000)};
}

static const Seconds session = {AT(8, 2, 0), AT(10, 27, 0)};
static const int planned = AT(8, 0, 0);

static AttendanceFigures count(
        const AttendanceRules *rules, Seconds window, int planned_s, const Seconds *spans, size_t n)
{
    AttendanceSpan *given = g_new(AttendanceSpan, MAX(n, 1));
    AttendanceFigures figures;

    for (size_t i = 0; i < n; i++) {
        given[i] = in_us(spans[i]);
    }
    attendance_figures(rules, in_us(window), planned_s * INT64_C(1000000), given, n, &figures);
    g_free(given);
    return figures;
}

/* The fixture of the specification: a briefing of 28/03/2018, planned 08:00, opened 08:02, closed 10:27. */
typedef struct FixtureRow {
    const char *site;
    Seconds spans[SPANS_MAX]; /* an empty one ends them */
    size_t losses;
    int gap_s;
    int presence_s;
    double percent;
    const char *flags; /* Late, Early, Broken; T: only the trial; A: absent */
} FixtureRow;

static const FixtureRow fixture[] = {
        {"KG-000", {{AT(7, 0, 0), AT(10, 30, 0)}}, 0, 0, 8700, 100.00, ""},
        {"899", {{AT(7, 12, 10), AT(10, 28, 0)}}, 0, 0, 8700, 100.00, ""},
        {"900", {{AT(7, 15, 0), AT(10, 28, 5)}}, 0, 0, 8700, 100.00, ""},
        {"902", {{AT(7, 20, 0), AT(10, 27, 30)}}, 0, 0, 8700, 100.00, ""},
        {"903", {{AT(7, 5, 0), AT(10, 28, 0)}}, 0, 0, 8700, 100.00, ""},
        {"904", {{AT(7, 18, 30), AT(10, 27, 50)}}, 0, 0, 8700, 100.00, ""},
        {"905", {{AT(7, 40, 0), AT(10, 28, 0)}}, 0, 0, 8700, 100.00, ""},
        {"906", {{AT(7, 22, 0), AT(9, 10, 0)}, {AT(9, 10, 20), AT(10, 28, 0)}}, 1, 0, 8700, 100.00,
                ""},
        {"907", {{AT(8, 17, 0), AT(10, 28, 0)}}, 0, 0, 7800, 89.66, "L"},
        {"908", {{AT(7, 30, 0), AT(10, 5, 0)}}, 0, 0, 7380, 84.83, "E"},
        {"909", {{AT(7, 33, 0), AT(8, 40, 0)}, {AT(8, 52, 0), AT(10, 28, 0)}}, 1, 720, 7980, 91.72,
                "B"},
        {"910", {{AT(7, 28, 0), AT(10, 28, 0)}}, 0, 0, 8700, 100.00, ""},
        {"911", {{AT(7, 10, 0), AT(10, 28, 0)}}, 0, 0, 8700, 100.00, ""},
        {"912",
                {{AT(7, 45, 0), AT(8, 30, 0)}, {AT(8, 31, 30), AT(9, 5, 0)},
                        {AT(9, 9, 0), AT(9, 40, 0)}, {AT(9, 40, 25), AT(10, 28, 0)}},
                3, 330, 8370, 96.21, "B"},
        {"913", {{0}}, 0, 0, 0, 0, "A"},
        {"914", {{AT(7, 5, 0), AT(7, 35, 0)}}, 0, 0, 0, 0, "AT"},
};

static char *flags_of(const AttendanceFigures *figures)
{
    return g_strconcat(figures->present ? "" : "A", figures->late ? "L" : "",
            figures->early ? "E" : "", figures->broken ? "B" : "", figures->trial_only ? "T" : "",
            NULL);
}

static void test_fixture(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fixture); i++) {
        const FixtureRow *row = &fixture[i];
        size_t n = 0;
        while (n < SPANS_MAX && row->spans[n].to > 0) {
            n++;
        }
        g_test_message("%s", row->site);
        const AttendanceFigures figures =
                count(&attendance_rules_usual, session, planned, row->spans, n);
        g_autofree char *flags = flags_of(&figures);
        g_assert_cmpuint(figures.losses, ==, row->losses);
        g_assert_cmpint(figures.gap_us / SECOND_US, ==, row->gap_s);
        g_assert_cmpint(figures.presence_us / SECOND_US, ==, row->presence_s);
        g_assert_cmpint(figures.window_us / SECOND_US, ==, 8700);
        g_assert_cmpfloat_with_epsilon(attendance_share(&figures) * 100, row->percent, 0.005);
        g_assert_cmpstr(flags, ==, row->flags);
    }
}

/* At the edges of the rules, one second to either side. */
typedef struct EdgeRow {
    const char *why;
    Seconds spans[SPANS_MAX];
    size_t losses;
    int gap_s;
    int presence_s;
    const char *flags;
} EdgeRow;

static const EdgeRow edges[] = {
        {"30 s are bridged", {{100, 200}, {230, 1100}}, 1, 0, 1000, ""},
        {"31 s are not", {{100, 200}, {231, 1100}}, 1, 31, 969, "B"},
        {"touching spans are one", {{100, 200}, {200, 1100}}, 0, 0, 1000, ""},
        {"so are overlapping ones, in whatever order", {{150, 1100}, {100, 200}}, 0, 0, 1000, ""},
        {"an empty span is none", {{90, 90}, {100, 1100}}, 0, 0, 1000, ""},
        {"there at the opening", {{100, 1100}}, 0, 0, 1000, ""},
        {"a short gap across the opening is bridged, and no loss of the session",
                {{50, 90}, {110, 1100}}, 0, 0, 1000, ""},
        {"a gap that begins with the opening is one", {{50, 100}, {110, 1100}}, 1, 0, 1000, ""},
        {"a long one across the opening is late at most", {{50, 90}, {150, 1100}}, 0, 0, 950, ""},
        {"a short gap across the closing", {{100, 1090}, {1110, 1200}}, 1, 0, 1000, ""},
        {"a long one across the closing", {{100, 1090}, {1130, 1200}}, 0, 0, 990, ""},
        {"370 is not late", {{370, 1100}}, 0, 0, 730, ""},
        {"371 is", {{371, 1100}}, 0, 0, 729, "L"},
        {"800 is not early", {{100, 800}}, 0, 0, 700, ""},
        {"799 is", {{100, 799}}, 0, 0, 699, "E"},
        {"only in the trial", {{10, 100}}, 0, 0, 0, "AT"},
        {"only after the closing", {{1100, 1200}}, 0, 0, 0, "A"},
        {"one second", {{600, 601}}, 0, 0, 1, "LE"},
};

static void test_edges(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(edges); i++) {
        const EdgeRow *row = &edges[i];
        size_t n = 0;
        while (n < SPANS_MAX && row->spans[n].to > 0) {
            n++;
        }
        g_test_message("%s", row->why);
        const AttendanceFigures figures =
                count(&attendance_rules_usual, (Seconds){100, 1100}, 70, row->spans, n);
        g_autofree char *flags = flags_of(&figures);
        g_assert_cmpuint(figures.losses, ==, row->losses);
        g_assert_cmpint(figures.gap_us / SECOND_US, ==, row->gap_s);
        g_assert_cmpint(figures.presence_us / SECOND_US, ==, row->presence_s);
        g_assert_cmpstr(flags, ==, row->flags);
    }
}

static void test_late_opening(void)
{
    const Seconds there = {500, 2000};
    const Seconds after = {1001, 2000};
    AttendanceFigures figures =
            count(&attendance_rules_usual, (Seconds){1000, 2000}, 100, &there, 1);

    g_assert_false(figures.late);
    figures = count(&attendance_rules_usual, (Seconds){1000, 2000}, 100, &after, 1);
    g_assert_true(figures.late);
    figures = count(&attendance_rules_usual, (Seconds){1000, 2000}, 0, &after, 1);
    g_assert_false(figures.late); /* nothing was planned */
}

static void test_share(void)
{
    AttendanceRules rules = attendance_rules_usual;
    const Seconds half = {0, 500};

    rules.min_share = 0.5;
    g_assert_true(count(&rules, (Seconds){0, 1000}, 0, &half, 1).present);
    rules.min_share = 0.51;
    const AttendanceFigures figures = count(&rules, (Seconds){0, 1000}, 0, &half, 1);
    g_assert_false(figures.present);
    g_assert_false(figures.early); /* who is absent has not left early as well */
    g_assert_false(figures.trial_only);
}

static void test_nothing(void)
{
    const Seconds span = {100, 200};
    AttendanceFigures figures = count(&attendance_rules_usual, (Seconds){0, 0}, 0, &span, 1);

    g_assert_cmpint(figures.window_us, ==, 0);
    g_assert_false(figures.present || figures.trial_only);
    g_assert_cmpfloat(attendance_share(&figures), ==, 0);
    figures = count(&attendance_rules_usual, (Seconds){0, 100}, 0, NULL, 0);
    g_assert_false(figures.present || figures.trial_only);
}

/*
 * The same by a day that is written out second by second, and nothing but counting: slow, and plain to see.
 */
enum { DAY_S = 3 * HOUR };

typedef struct Day {
    bool on[DAY_S];
    bool was[DAY_S]; /* before gaps were bridged */
} Day;

static int end_of_gap(const Day *day, int at)
{
    while (at < DAY_S && !day->was[at]) {
        at++;
    }
    return at;
}

static AttendanceFigures by_counting(
        const Seconds *spans, size_t n, Seconds window, int planned_s, const AttendanceRules *rules)
{
    g_autofree Day *day = g_new0(Day, 1);
    AttendanceFigures figures = {.window_us = (window.to - window.from) * INT64_C(1000000)};

    for (size_t i = 0; i < n; i++) {
        for (int at = spans[i].from; at < spans[i].to; at++) {
            day->on[at] = day->was[at] = true;
        }
    }
    for (int at = 1; at < DAY_S; at++) {
        if (day->was[at] || !day->was[at - 1]) {
            continue; /* a gap begins where it was on a second ago and is not now */
        }
        const int end = end_of_gap(day, at);
        if (end == DAY_S) {
            break; /* it never came back */
        }
        const bool is_short = end - at <= rules->merge_gap_us / SECOND_US;
        const bool begins = at >= window.from && at < window.to;
        for (int t = at; is_short && t < end; t++) {
            day->on[t] = true;
        }
        figures.losses += begins && (is_short || end < window.to);
        figures.gap_us +=
                begins && !is_short && end < window.to ? (end - at) * INT64_C(1000000) : 0;
    }
    for (int at = window.from; at < window.to; at++) {
        figures.presence_us += day->on[at] ? SECOND_US : 0;
        if (day->on[at]) {
            figures.first_us = figures.first_us != 0 ? figures.first_us : at * INT64_C(1000000);
            figures.last_us = (at + 1) * INT64_C(1000000);
        }
    }
    for (int at = 0; at < window.from; at++) {
        figures.trial_only |= day->was[at];
    }
    figures.trial_only &= figures.presence_us == 0;
    figures.present = figures.presence_us > 0;
    figures.broken = figures.gap_us > 0;
    figures.late = figures.present && !day->on[window.from] &&
            figures.first_us > planned_s * INT64_C(1000000) + rules->late_grace_us;
    figures.early = figures.present &&
            figures.last_us < window.to * INT64_C(1000000) - rules->early_grace_us;
    return figures;
}

static size_t random_spans(Seconds *spans, size_t max)
{
    const size_t wanted = (size_t)g_test_rand_int_range(0, (gint32)max + 1);
    int at = g_test_rand_int_range(1, HOUR);
    size_t n = 0;

    while (n < wanted && at < DAY_S - 2) {
        const int length = g_test_rand_int_range(1, 1200);
        spans[n].from = at;
        spans[n].to = MIN(at + length, DAY_S - 1);
        /* As many gaps of some seconds, about the bridge's length, and long ones. */
        static const int longest[] = {6, 29, 34, 900};
        at = spans[n].to + g_test_rand_int_range(1, longest[g_test_rand_int_range(0, 4)]);
        n++;
    }
    return n;
}

static void assert_equal(const AttendanceFigures *a, const AttendanceFigures *b)
{
    g_assert_cmpuint(a->losses, ==, b->losses);
    g_assert_cmpint(a->gap_us, ==, b->gap_us);
    g_assert_cmpint(a->presence_us, ==, b->presence_us);
    g_assert_cmpint(a->window_us, ==, b->window_us);
    g_assert_cmpint(a->first_us, ==, b->first_us);
    g_assert_cmpint(a->last_us, ==, b->last_us);
    g_assert_true(a->present == b->present && a->late == b->late && a->early == b->early);
    g_assert_true(a->broken == b->broken && a->trial_only == b->trial_only);
}

static void test_random(void)
{
    for (int round = 0; round < 500; round++) {
        Seconds spans[20];
        const size_t n = random_spans(spans, G_N_ELEMENTS(spans));
        const int opened = g_test_rand_int_range(1, HOUR);
        const Seconds window = {opened, g_test_rand_int_range(opened + 1, DAY_S)};
        const int planned_s = MAX(1, opened - g_test_rand_int_range(-300, 600));
        const AttendanceFigures counted =
                by_counting(spans, n, window, planned_s, &attendance_rules_usual);
        const AttendanceFigures figures =
                count(&attendance_rules_usual, window, planned_s, spans, n);
        assert_equal(&figures, &counted);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attendance/S-36/fixture", test_fixture);
    g_test_add_func("/attendance/edges", test_edges);
    g_test_add_func("/attendance/late_opening", test_late_opening);
    g_test_add_func("/attendance/share", test_share);
    g_test_add_func("/attendance/nothing", test_nothing);
    g_test_add_func("/attendance/500_random_days", test_random);
    return g_test_run();
}
