#include "signaling/app/attendance_document_api.h"

#include "signaling/app/document_answer.h"
#include "signaling/app/plan_call.h"
#include "signaling/report/attendance_print.h"

/* @return NULL when it was refused, or the database failed */
static AttendanceReport *load(RestCall *call, Database *database, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_ATTENDANCE_READ, &plan, error)) {
        return NULL;
    }
    return attendance_report_load(
            database, plan.code, &context->attendance, rest_now_us(call), error);
}

static char *name_of(const AttendanceReport *report, const char *suffix)
{
    return g_strdup_printf("diem-danh-%s.%s", report->meeting, suffix);
}

static bool show_html(RestCall *call, Database *database, GError **error)
{
    g_autoptr(AttendanceReport) report = load(call, database, error);

    if (report == NULL) {
        return false;
    }
    g_autoptr(Document) document = attendance_document(report);
    document_answer_html(call, document);
    return true;
}

static bool show_rtf(RestCall *call, Database *database, GError **error)
{
    g_autoptr(AttendanceReport) report = load(call, database, error);

    if (report == NULL) {
        return false;
    }
    g_autoptr(Document) document = attendance_document(report);
    g_autofree char *name = name_of(report, "rtf");
    document_answer_rtf(call, document, name);
    return true;
}

static bool show_xlsx(RestCall *call, Database *database, GError **error)
{
    g_autoptr(AttendanceReport) report = load(call, database, error);
    g_autoptr(GError) fault = NULL;

    if (report == NULL) {
        return false;
    }
    g_autoptr(GBytes) file = attendance_xlsx(report, &fault);
    g_autofree char *name = name_of(report, "xlsx");
    document_answer_file(call, DOCUMENT_XLSX_TYPE, file, name, fault);
    return true;
}

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/attendance.html",
                .permission = PERMISSION_ATTENDANCE_READ,
                .work = show_html,
                .operation = "getAttendancePage",
                .summary = "The attendance report for print",
                .shape = REST_OTHER,
                .answer_type = "text/html"},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/attendance.rtf",
                .permission = PERMISSION_ATTENDANCE_READ,
                .work = show_rtf,
                .operation = "getAttendanceRtf",
                .summary = "The attendance report for a word processor",
                .shape = REST_OTHER,
                .answer_type = DOCUMENT_RTF_TYPE},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/attendance.xlsx",
                .permission = PERMISSION_ATTENDANCE_READ,
                .work = show_xlsx,
                .operation = "getAttendanceXlsx",
                .summary = "The attendance report as an Excel file",
                .shape = REST_OTHER,
                .answer_type = DOCUMENT_XLSX_TYPE},
};

void attendance_document_api_add_routes(PlanContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
