/**
 * attendance_sample: a small attendance report without a database: the central site, one that was broken and corrected,
 * one that was absent, and a guest whose name is a formula.
 *
 * Units       as attendance_report.
 * Ownership   the caller's: attendance_report_free().
 * Thread      the test's.
 * Errors      none.
 * Memory      none.
 */
#ifndef TESTS_FAKES_ATTENDANCE_SAMPLE_H
#define TESTS_FAKES_ATTENDANCE_SAMPLE_H

#include "signaling/report/attendance_report.h"

#define SAMPLE_OPENED_US INT64_C(1522198920000000) /* 28/03/2018 08:02:00 in Vietnam */
#define SAMPLE_CLOSED_US (SAMPLE_OPENED_US + INT64_C(1000000000))

static inline char **sample_text(char **place, const char *text)
{
    attendance_set_text(place, text);
    return place;
}

static inline AttendanceRow *sample_row(
        AttendanceReport *report, const char *code, const char *name, int64_t position)
{
    g_autofree char *identity = g_strconcat("code:", code, NULL);
    AttendanceRow *row = attendance_row_new(identity, code, name);

    row->position = position;
    row->invited = code[0] != '\0';
    g_ptr_array_add(report->rows, row);
    return row;
}

static inline void sample_span(AttendanceRow *row, int64_t from_s, int64_t to_s)
{
    const AttendanceSpan span = {.from_us = SAMPLE_OPENED_US + from_s * INT64_C(1000000),
            .to_us = SAMPLE_OPENED_US + to_s * INT64_C(1000000)};
    g_array_append_val(row->spans, span);
    attendance_set_text(&row->connection, "WebRTC");
}

static inline void sample_free_row(gpointer data)
{
    attendance_row_free(data);
}

static inline void sample_free_delegate(gpointer data)
{
    attendance_delegate_free(data);
}

static inline AttendanceReport *attendance_sample(void)
{
    AttendanceReport *report = g_new0(AttendanceReport, 1);
    char **texts[] = {&report->meeting, &report->title, &report->parent_agency, &report->agency,
            &report->invite_no, &report->kind, &report->form, &report->relation,
            &report->chair_name, &report->chair_title, &report->secretary_name,
            &report->secretary_title, &report->central_site, &report->place,
            &report->roll_confirmed_by, &report->confirmed_by, &report->sha256};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        attendance_set_text(texts[i], "");
    }
    attendance_set_text(&report->meeting, "gb");
    attendance_set_text(&report->title, "Họp giao ban");
    report->start_us = report->opened_us = SAMPLE_OPENED_US;
    report->closed_us = SAMPLE_CLOSED_US;
    report->rules = attendance_rules_usual;
    report->rows = g_ptr_array_new_with_free_func(sample_free_row);
    report->delegates = g_ptr_array_new_with_free_func(sample_free_delegate);
    AttendanceRow *central = sample_row(report, "KG-000", "UBND tỉnh", 0);
    central->central = true;
    sample_span(central, -60, 1000);
    AttendanceRow *broken = sample_row(report, "903", "Hòn Đất, \"huyện\"", 1);
    sample_span(broken, 0, 200);
    sample_span(broken, 300, 1000);
    attendance_set_text(&broken->roll, "picture_only");
    broken->convened = 10;
    broken->present = 8;
    broken->floor_count = 2;
    broken->floor_us = INT64_C(450000000);
    broken->kbps_mean = 1750.4;
    broken->kbps_p95 = 2000;
    broken->loss_mean = 2.5;
    attendance_row_correct(broken,
            &(AttendanceCorrection){.time_us = SAMPLE_CLOSED_US,
                    .account = (char *)"account:thuky",
                    .field = (char *)"present",
                    .value = (char *)"9",
                    .note = (char *)"đếm lại",
                    .after_freeze = true});
    attendance_row_correct(broken,
            &(AttendanceCorrection){.time_us = SAMPLE_CLOSED_US,
                    .account = (char *)"account:thuky",
                    .field = (char *)"responsible",
                    .value = (char *)"=1+1",
                    .note = (char *)""});
    sample_row(report, "913", "U Minh Thượng", 2);
    AttendanceRow *guest = sample_row(report, "", "=HYPERLINK(\"x\")", 3);
    sample_span(guest, 400, 1000);
    for (guint i = 0; i < report->rows->len; i++) {
        AttendanceRow *row = g_ptr_array_index(report->rows, i);
        attendance_figures(&report->rules,
                (AttendanceSpan){.from_us = report->opened_us, .to_us = report->closed_us},
                report->start_us, (const AttendanceSpan *)row->spans->data, row->spans->len,
                &row->figures);
    }
    return report;
}

#endif
