/**
 * attendance: the rules by which a site was there: how long, how often it was lost, whether late, early or broken.
 *
 *      connection   ├────────────┤ ├──────────┤        ├────────────────────────┤     media flowed
 *      bridged      ├─────────────────────────┤        ├────────────────────────┤     gaps up to merge_gap_us
 *      window              ├──────────────────────────────────────────────┤           session opened … closed
 *      presence            ├──────────────────┤        ├──────────────────┤
 *
 * A gap that begins in the window is one loss, when it was bridged or ended in the window; only what is not bridged
 * counts as time of interruption. Who is there at the moment of the opening is not late, however late that was. What
 * lies before the opening is the trial, and never counts.
 *
 * Units       times are microseconds since 1970; share is 0 to 1.
 * Ownership   spans stay the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      a copy of the spans for the time of the call.
 */
#ifndef SIGNALING_MEETING_ATTENDANCE_H
#define SIGNALING_MEETING_ATTENDANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct AttendanceRules {
    int64_t merge_gap_us;   /**< a gap up to this long is bridged */
    int64_t late_grace_us;  /**< after the planned start */
    int64_t early_grace_us; /**< before the closing */
    double min_share; /**< of the window, below which a site counts as absent; 0: any presence counts */
} AttendanceRules;

/** What holds where nothing else is configured. */
extern const AttendanceRules attendance_rules_usual;

typedef struct AttendanceSpan {
    int64_t from_us;
    int64_t to_us; /**< not included */
} AttendanceSpan;

typedef struct AttendanceFigures {
    size_t losses;
    int64_t gap_us;      /**< of the gaps that were not bridged */
    int64_t presence_us; /**< with the bridged gaps */
    int64_t window_us;
    int64_t first_us; /**< first and last moment of presence; 0: none */
    int64_t last_us;
    bool present;
    bool late;
    bool early;
    bool broken;
    bool trial_only; /**< it was connected, but only before the opening */
} AttendanceFigures;

/**
 * @param window      from opening to closing, or to now; empty before the opening
 * @param planned_us  the planned start; 0: the opening
 * @param spans       in any order; they may touch and overlap
 */
void attendance_figures(const AttendanceRules *rules, AttendanceSpan window, int64_t planned_us,
        const AttendanceSpan *spans, size_t count, AttendanceFigures *ret);

/** presence / window; 0 of an empty window. */
double attendance_share(const AttendanceFigures *figures);

/**
 * Puts spans in order and joins those that touch or overlap; empty ones go.
 *
 * @param spans  changed in place
 * @return       how many are left
 */
size_t attendance_join(AttendanceSpan *spans, size_t count);

#endif
