#include "signaling/meeting/attendance.h"

#include <glib.h>

#include <stdlib.h>
#include <string.h>

const AttendanceRules attendance_rules_usual = {
        .merge_gap_us = INT64_C(30000000),
        .late_grace_us = INT64_C(300000000),
        .early_grace_us = INT64_C(300000000),
        .min_share = 0,
};

static int by_time(const void *left, const void *right)
{
    const AttendanceSpan *a = left;
    const AttendanceSpan *b = right;
    return (a->from_us > b->from_us) - (a->from_us < b->from_us);
}

size_t attendance_join(AttendanceSpan *spans, size_t count)
{
    size_t left = 0;

    if (count > 0) {
        qsort(spans, count, sizeof *spans, by_time);
    }
    for (size_t i = 0; i < count; i++) {
        const AttendanceSpan span = spans[i];
        if (span.to_us <= span.from_us) {
            continue;
        }
        if (left > 0 && span.from_us <= spans[left - 1].to_us) {
            spans[left - 1].to_us = MAX(spans[left - 1].to_us, span.to_us);
        } else {
            spans[left++] = span;
        }
    }
    return left;
}

static int64_t overlap_us(AttendanceSpan a, AttendanceSpan b)
{
    return MAX(0, MIN(a.to_us, b.to_us) - MAX(a.from_us, b.from_us));
}

static bool is_in(AttendanceSpan window, int64_t time_us)
{
    return time_us >= window.from_us && time_us < window.to_us;
}

/* What is between two spans; bridges it when it is short. */
static void take_gap(const AttendanceRules *rules, AttendanceSpan window, AttendanceSpan gap,
        AttendanceFigures *figures)
{
    const bool bridged = gap.to_us - gap.from_us <= rules->merge_gap_us;

    if (bridged) {
        figures->presence_us += overlap_us(gap, window);
    }
    if (is_in(window, gap.from_us) && (bridged || is_in(window, gap.to_us))) {
        figures->losses++;
        figures->gap_us += bridged ? 0 : gap.to_us - gap.from_us;
    }
}

/* When presence begins and ends: a bridged gap at either edge of the window belongs to it. */
static void take_edges(const AttendanceRules *rules, AttendanceSpan window,
        const AttendanceSpan *spans, size_t count, AttendanceFigures *figures)
{
    AttendanceSpan bridged = {0};

    for (size_t i = 0; i < count; i++) {
        const bool joins = i > 0 && spans[i].from_us - bridged.to_us <= rules->merge_gap_us;
        bridged.from_us = joins ? bridged.from_us : spans[i].from_us;
        bridged.to_us = spans[i].to_us;
        if (overlap_us(bridged, window) > 0) {
            if (figures->first_us == 0) {
                figures->first_us = MAX(bridged.from_us, window.from_us);
            }
            figures->last_us = MIN(bridged.to_us, window.to_us);
        }
    }
}

static void judge(const AttendanceRules *rules, AttendanceSpan window, int64_t planned_us,
        AttendanceFigures *figures)
{
    figures->present = figures->presence_us > 0 && attendance_share(figures) >= rules->min_share;
    if (figures->present) {
        const int64_t due_us = planned_us != 0 ? planned_us : window.from_us;
        figures->late = figures->first_us > window.from_us &&
                figures->first_us > due_us + rules->late_grace_us;
        figures->early = figures->last_us < window.to_us - rules->early_grace_us;
        figures->broken = figures->gap_us > 0;
    }
}

void attendance_figures(const AttendanceRules *rules, AttendanceSpan window, int64_t planned_us,
        const AttendanceSpan *spans, size_t count, AttendanceFigures *ret)
{
    AttendanceFigures figures = {.window_us = MAX(0, window.to_us - window.from_us)};
    g_autofree AttendanceSpan *joined = g_memdup2(spans, count * sizeof *spans);
    const size_t left = attendance_join(joined, count);

    for (size_t i = 0; i < left; i++) {
        figures.presence_us += overlap_us(joined[i], window);
        if (i > 0) {
            take_gap(rules, window,
                    (AttendanceSpan){.from_us = joined[i - 1].to_us, .to_us = joined[i].from_us},
                    &figures);
        }
    }
    take_edges(rules, window, joined, left, &figures);
    figures.trial_only = figures.presence_us == 0 && left > 0 && joined[0].from_us < window.from_us;
    judge(rules, window, planned_us, &figures);
    *ret = figures;
}

double attendance_share(const AttendanceFigures *figures)
{
    return figures->window_us > 0 ? (double)figures->presence_us / (double)figures->window_us : 0;
}
