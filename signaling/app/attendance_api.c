#include "signaling/app/attendance_api.h"

#include "signaling/app/plan_call.h"
#include "signaling/meeting/proceedings.h"
#include "signaling/report/attendance_freeze.h"
#include "signaling/report/attendance_json.h"
#include "signaling/store/meeting_events.h"

#include <string.h>

enum { PEOPLE_MAX = 100000 /* delegates of one site */ };

/* ---- reading ---- */

static bool show(RestCall *call, Database *database, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_ATTENDANCE_READ, &plan, error)) {
        return false;
    }
    g_autoptr(AttendanceReport) report = attendance_report_load(
            database, plan.code, &context->attendance, rest_now_us(call), error);
    if (report == NULL) {
        return false;
    }
    rest_answer(call, 200, attendance_json(report, rest_now_us(call)));
    return true;
}

static bool show_csv(RestCall *call, Database *database, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_ATTENDANCE_READ, &plan, error)) {
        return false;
    }
    char *csv =
            attendance_file(database, plan.code, &context->attendance, rest_now_us(call), error);
    if (csv == NULL) {
        return false;
    }
    g_autofree char *name = g_strdup_printf("diem-danh-%s.csv", plan.code);
    g_autoptr(GBytes) bytes = g_bytes_new_take(csv, strlen(csv));
    rest_answer_bytes(call, "text/csv; charset=utf-8", bytes, name);
    return true;
}

/* ---- what people say ---- */

typedef struct Correction {
    char *site; /* code, or identity of one that was not convened */
    int field;  /* AttendanceField */
    char *value;
    char *note;
} Correction;

static const char *const field_words[] = {
        "convened", "present", "excused", "unexcused", "responsible", "technician", "note", NULL};

static const RecordField correction_fields[] = {
        {.name = "site",
                .kind = RECORD_TEXT,
                .offset = offsetof(Correction, site),
                .flags = RECORD_REQUIRED,
                .title = "Điểm cầu"},
        {.name = "field",
                .kind = RECORD_WORD,
                .offset = offsetof(Correction, field),
                .flags = RECORD_REQUIRED,
                .words = field_words,
                .title = "Mục đính chính"},
        {.name = "value",
                .kind = RECORD_TEXT,
                .offset = offsetof(Correction, value),
                .title = "Số liệu đính chính"},
        {.name = "note",
                .kind = RECORD_TEXT,
                .offset = offsetof(Correction, note),
                .title = "Lý do"},
        {0},
};

static const RecordType correction_type = {
        .name = "attendance_correction", .size = sizeof(Correction), .fields = correction_fields};

static void correction_clear(Correction *correction)
{
    record_clear(&correction_type, correction);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Correction, correction_clear)

static bool is_number(const char *text)
{
    const size_t digits = strspn(text, "0123456789");
    return digits > 0 && text[digits] == '\0' && digits <= 6 &&
            g_ascii_strtoll(text, NULL, 10) <= PEOPLE_MAX;
}

static bool check_value(RestCall *call, const Correction *correction)
{
    if (correction->field < (int)ATTENDANCE_NUMBER_FIELDS && !is_number(correction->value)) {
        return rest_bad_field(
                call, "value", "Số liệu đính chính: phải là số nguyên từ 0 đến 100.000.");
    }
    return true;
}

static AttendanceRow *find_row(const AttendanceReport *report, const char *site)
{
    for (guint i = 0; i < report->rows->len; i++) {
        AttendanceRow *row = g_ptr_array_index(report->rows, i);
        if (g_str_equal(row->identity, site) ||
                (row->code[0] != '\0' && g_str_equal(row->code, site))) {
            return row;
        }
    }
    return NULL;
}

/* @param event  taken: what the kind has of its own */
static bool write_down(RestCall *call, Database *database, const char *meeting, const char *kind,
        json_t *event, GError **error)
{
    const RestActor *who = rest_actor(call);
    g_autofree char *actor = g_strconcat("account:", who->account, NULL);

    json_object_set_new(event, "kind", json_string(kind));
    json_object_set_new(event, "time_us", json_integer((json_int_t)rest_now_us(call)));
    json_object_set_new(event, "actor", json_string(actor));
    json_object_set_new(event, "name", json_string(who->name));
    json_object_set_new(event, "role", json_string(role_name(who->role)));
    char *detail = json_dumps(event, JSON_COMPACT | JSON_SORT_KEYS);
    const MeetingEvent row = {
            .meeting = meeting,
            .time_us = rest_now_us(call),
            .actor = actor,
            .kind = kind,
            .detail = detail,
    };
    GError *fault = NULL;
    bool good = meeting_events_append(database, &row, MEETING_EVENT_ORDINARY, &fault);
    free(detail);
    json_decref(event);
    if (g_error_matches(fault, MEETING_EVENTS_ERROR, MEETING_EVENTS_ERROR_FULL)) {
        g_error_free(fault);
        return rest_problem(call, 409, "full", "Nhật ký cuộc họp đã đầy.", NULL);
    }
    if (fault != NULL) {
        g_propagate_error(error, fault);
    }
    return good;
}

static bool refuse_state(RestCall *call)
{
    return rest_problem(call, 409, "bad_state", "Cuộc họp chưa bắt đầu hoặc đã hủy.", NULL);
}

static bool correct(RestCall *call, Database *database, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_auto(MeetingPlan) plan = {0};
    g_auto(Correction) wanted = {0};

    record_init(&correction_type, &wanted);
    if (!record_read_json(&correction_type, rest_body(call), false, &wanted, error) ||
            !plan_call_find(call, database, PERMISSION_ATTENDANCE_EDIT, &plan, error)) {
        return false;
    }
    if (plan.state == MEETING_DRAFT || plan.state == MEETING_CANCELLED) {
        return refuse_state(call);
    }
    if (!check_value(call, &wanted)) {
        return false;
    }
    g_autoptr(AttendanceReport) report = attendance_report_load(
            database, plan.code, &context->attendance, rest_now_us(call), error);
    if (report == NULL) {
        return false;
    }
    const AttendanceRow *row = find_row(report, wanted.site);
    if (row == NULL) {
        return rest_bad_field(call, "site", "Điểm cầu: không có trong cuộc họp này.");
    }
    json_t *event = json_pack("{s:s, s:s, s:s, s:s}", "site", row->identity, "field",
            field_words[wanted.field], "value", wanted.value, "note", wanted.note);
    if (!write_down(call, database, plan.code, "correct", event, error)) {
        return false;
    }
    rest_answer(call, 204, NULL);
    return true;
}

static bool confirm(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_ATTENDANCE_EDIT, &plan, error)) {
        return false;
    }
    if (plan.opened_us == 0 || plan.state == MEETING_CANCELLED) {
        return refuse_state(call);
    }
    if (!write_down(call, database, plan.code, "confirm", json_object(), error)) {
        return false;
    }
    rest_answer(call, 204, NULL);
    return true;
}

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/attendance",
                .permission = PERMISSION_ATTENDANCE_READ,
                .work = show,
                .operation = "getAttendance",
                .summary = "Who was there, by the rules, with what people said of it",
                .shape = REST_OTHER,
                .answer_schema = attendance_json_schema},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/attendance.csv",
                .permission = PERMISSION_ATTENDANCE_READ,
                .work = show_csv,
                .operation = "getAttendanceCsv",
                .summary =
                        "The attendance report as CSV; once the session is closed, the frozen file",
                .shape = REST_OTHER,
                .answer_type = "text/csv"},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/attendance/corrections",
                .permission = PERMISSION_ATTENDANCE_EDIT,
                .work = correct,
                .operation = "correctAttendance",
                .summary = "A number of people or a note of a site, as a second line",
                .body = &correction_type,
                .shape = REST_NOTHING},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/attendance/confirm",
                .permission = PERMISSION_ATTENDANCE_EDIT,
                .work = confirm,
                .operation = "confirmAttendance",
                .summary = "Say that the attendance report is right",
                .shape = REST_NOTHING},
};

void attendance_api_add_routes(PlanContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
