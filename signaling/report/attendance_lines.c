#include "signaling/report/attendance_print.h"
#include "signaling/report/print_text.h"

#include <string.h>

static const double percent = 100;
static const int64_t second_us = 1000000;

static void add(GStrvBuilder *lines, const char *label, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        g_autofree char *line = g_strdup_printf("%s: %s", label, text);
        g_strv_builder_add(lines, line);
    }
}

static void add_person(GStrvBuilder *lines, const char *label, const char *name, const char *title)
{
    g_autofree char *person =
            g_strdup_printf("%s%s%s", name, name[0] != '\0' && title[0] != '\0' ? ", " : "", title);
    add(lines, label, person);
}

static void add_time(GStrvBuilder *lines, const char *label, int64_t time_us)
{
    g_autofree char *text = print_time(time_us);
    add(lines, label, text);
}

static void add_planned(GStrvBuilder *lines, const AttendanceReport *report)
{
    g_autofree char *start = print_time(report->start_us);
    g_autofree char *end = print_time(report->end_us);

    if (report->end_us == 0) {
        add(lines, "Thời gian dự kiến", start);
    } else {
        g_autofree char *both = g_strdup_printf("%s – %s", start, end);
        add(lines, "Thời gian dự kiến", both);
    }
}

char **attendance_heading_lines(const AttendanceReport *report)
{
    g_autoptr(GStrvBuilder) lines = g_strv_builder_new();

    add(lines, "Tên cuộc họp", report->title);
    add(lines, "Mã cuộc họp", report->meeting);
    add(lines, "Số, ký hiệu giấy mời", report->invite_no);
    add(lines, "Loại", report->kind);
    add(lines, "Hình thức", report->form);
    add(lines, "Quan hệ", report->relation);
    add_person(lines, "Chủ trì", report->chair_name, report->chair_title);
    add_person(lines, "Thư ký", report->secretary_name, report->secretary_title);
    add(lines, "Điểm cầu trung tâm", report->central_site);
    add(lines, "Địa điểm", report->place);
    add_planned(lines, report);
    add_time(lines, "Mở phiên họp", report->opened_us);
    add_time(lines, "Kết thúc phiên họp", report->closed_us);
    if (report->opened_us != 0 && report->closed_us != 0) {
        g_autofree char *length = print_duration(report->closed_us - report->opened_us);
        add(lines, "Thời lượng", length);
    }
    return g_strv_builder_end(lines);
}

typedef struct Count {
    const char *label;
    int64_t value;
} Count;

static void add_counts(GStrvBuilder *lines, const Count *counts, size_t count)
{
    g_autoptr(GString) line = g_string_new(NULL);

    for (size_t i = 0; i < count; i++) {
        g_autofree char *number = print_number(counts[i].value);
        g_string_append_printf(line, "%s%s: %s", i > 0 ? "; " : "", counts[i].label, number);
    }
    g_strv_builder_add(lines, line->str);
}

char **attendance_summary_lines(const AttendanceReport *report)
{
    const Count sites[] = {{"Số điểm cầu được triệu tập", report->convened},
            {"có mặt", report->present}, {"vắng mặt", report->absent}, {"vào muộn", report->late},
            {"rời sớm", report->early}, {"gián đoạn", report->broken},
            {"số lần mất kết nối", report->losses}};
    const Count people[] = {{"Tổng số đại biểu được triệu tập", report->people_convened},
            {"có mặt", report->people_present}};
    g_autoptr(GStrvBuilder) lines = g_strv_builder_new();

    add_counts(lines, sites, G_N_ELEMENTS(sites));
    if (report->people_convened > 0 || report->people_present > 0) {
        add_counts(lines, people, G_N_ELEMENTS(people));
    }
    if (report->convened > 0) {
        g_autofree char *rate =
                print_percent(percent * (double)report->present / (double)report->convened, 2);
        add(lines, "Tỷ lệ điểm cầu tham dự", rate);
    }
    return g_strv_builder_end(lines);
}

char **attendance_foot_lines(const AttendanceReport *report)
{
    const AttendanceRules *rules = &report->rules;
    g_autoptr(GStrvBuilder) lines = g_strv_builder_new();
    g_autofree char *share = print_percent(rules->min_share * percent, 2);
    g_autofree char *parameters = g_strdup_printf(
            "Tham số: khoảng mất kết nối đến %d giây được nối liền nhưng vẫn tính một lần mất; vào "
            "muộn khi có mặt sau giờ dự kiến quá %d giây; rời sớm khi kết thúc trước giờ bế mạc "
            "quá "
            "%d giây; vắng mặt khi không có thời gian tham dự hoặc tỷ lệ dưới %s.",
            (int)(rules->merge_gap_us / second_us), (int)(rules->late_grace_us / second_us),
            (int)(rules->early_grace_us / second_us), share);

    g_strv_builder_add(lines, parameters);
    g_strv_builder_add(lines, "Số liệu kết nối do hệ thống ghi tự động theo giờ máy chủ.");
    if (!report->frozen) {
        g_strv_builder_add(lines, "Báo cáo chưa chốt: số liệu có thể còn thay đổi.");
    }
    add(lines, "SHA-256 của tệp CSV", report->sha256);
    return g_strv_builder_end(lines);
}

char *attendance_spans_text(const AttendanceRow *row)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < row->spans->len; i++) {
        const AttendanceSpan *span = &g_array_index(row->spans, AttendanceSpan, i);
        g_autofree char *from = print_clock(span->from_us);
        g_autofree char *to = print_clock(span->to_us);
        g_string_append_printf(text, "%s%s–%s", i > 0 ? "; " : "", from, to);
    }
    return g_string_free(text, FALSE);
}

char *attendance_correction_text(const AttendanceCorrection *correction)
{
    static const char prefix[] = "account:";
    const char *account = correction->account;
    g_autofree char *time = print_time(correction->time_us);

    if (g_str_has_prefix(account, prefix)) {
        account += strlen(prefix);
    }
    return g_strdup_printf("Sửa lúc %s, %s", time, account);
}

const char *attendance_how_text(const AttendanceDelegate *delegate)
{
    return g_str_equal(delegate->how, "in_person") ? "Trực tiếp"
            : g_str_equal(delegate->how, "online") ? "Trực tuyến"
            : g_str_equal(delegate->how, "absent") ? "Vắng"
                                                   : "";
}
