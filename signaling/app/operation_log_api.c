#include "signaling/app/operation_log_api.h"

#include "signaling/app/document_answer.h"
#include "signaling/app/plan_call.h"
#include "signaling/report/operation_log.h"
#include "signaling/store/record_sql.h"

/* ---- reading ---- */

static OperationLog *load(RestCall *call, Database *database, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_MEETING_READ, &plan, error)) {
        return NULL;
    }
    return operation_log_load(database, plan.code, &context->attendance, rest_now_us(call), error);
}

static bool show_json(RestCall *call, Database *database, GError **error)
{
    g_autoptr(OperationLog) log = load(call, database, error);

    if (log == NULL) {
        return false;
    }
    rest_answer(call, 200, operation_log_json(log));
    return true;
}

static bool show_csv(RestCall *call, Database *database, GError **error)
{
    g_autoptr(OperationLog) log = load(call, database, error);

    if (log == NULL) {
        return false;
    }
    g_autofree char *name = g_strdup_printf("nhat-ky-van-hanh-%s.csv", log->report->meeting);
    document_answer_text(call, DOCUMENT_CSV_TYPE, operation_log_csv(log), name);
    return true;
}

static bool show_html(RestCall *call, Database *database, GError **error)
{
    g_autoptr(OperationLog) log = load(call, database, error);

    if (log == NULL) {
        return false;
    }
    g_autoptr(Document) document = operation_log_document(log);
    document_answer_html(call, document);
    return true;
}

static bool show_rtf(RestCall *call, Database *database, GError **error)
{
    g_autoptr(OperationLog) log = load(call, database, error);

    if (log == NULL) {
        return false;
    }
    g_autoptr(Document) document = operation_log_document(log);
    g_autofree char *name = g_strdup_printf("nhat-ky-van-hanh-%s.rtf", log->report->meeting);
    document_answer_rtf(call, document, name);
    return true;
}

/* ---- writing ---- */

static void set_text(char **place, const char *text)
{
    g_free(*place);
    *place = g_strdup(text);
}

static bool set_notes(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    g_auto(OperationNotes) notes = {0};

    record_init(&operation_notes_type, &notes);
    if (!plan_call_find(call, database, PERMISSION_MEETING_EDIT, &plan, error) ||
            !record_read_json(&operation_notes_type, rest_body(call), false, &notes, error)) {
        return false;
    }
    set_text(&notes.meeting, plan.code);
    set_text(&notes.changed_by, rest_actor(call)->account);
    notes.changed_us = rest_now_us(call);
    if (!operation_log_write_notes(database, &notes, error) ||
            !plan_call_audit(call, database, "operation.notes", plan.code,
                    json_pack("{s:O}", "notes", rest_body(call)), error)) {
        return false;
    }
    rest_answer(call, 200, record_to_json(&operation_notes_type, &notes));
    return true;
}

static bool check_times(RestCall *call, const OperationIncident *incident)
{
    return incident->end_us == 0 || incident->end_us >= incident->time_us ||
            rest_bad_field(call, "end", "Kết thúc: không được trước thời điểm xảy ra.");
}

static bool add_incident(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    g_auto(OperationIncident) incident = {0};
    int64_t count = 0;

    record_init(&operation_incident_type, &incident);
    if (!plan_call_find(call, database, PERMISSION_MEETING_EDIT, &plan, error) ||
            !record_read_json(&operation_incident_type, rest_body(call), false, &incident, error) ||
            !check_times(call, &incident) ||
            !operation_log_count(database, plan.code, &count, error)) {
        return false;
    }
    if (count >= OPERATION_ENTRIES_MAX) {
        return rest_problem(call, 409, "full", "Cuộc họp đã có quá nhiều sự cố được ghi.", NULL);
    }
    set_text(&incident.meeting, plan.code);
    set_text(&incident.account, rest_actor(call)->account);
    incident.created_us = rest_now_us(call);
    if (!record_insert(database, &operation_incident_type, &incident, error) ||
            !plan_call_audit(call, database, "incident.create", plan.code,
                    record_to_json(&operation_incident_type, &incident), error)) {
        return false;
    }
    rest_answer(call, 201, record_to_json(&operation_incident_type, &incident));
    return true;
}

/* When it was over, and why it was. */
static bool change_incident(RestCall *call, Database *database, GError **error)
{
    int64_t id = 0;
    g_auto(MeetingPlan) plan = {0};
    g_auto(OperationIncident) incident = {0};
    bool found = false;

    record_init(&operation_incident_type, &incident);
    if (!plan_call_find(call, database, PERMISSION_MEETING_EDIT, &plan, error)) {
        return false;
    }
    if (!g_ascii_string_to_signed(rest_param(call, "id"), 10, 1, INT64_MAX, &id, NULL)) {
        return rest_not_found(call);
    }
    if (!record_find(
                database, &operation_incident_type, database_int(id), &incident, &found, error)) {
        return false;
    }
    if (!found || g_ascii_strcasecmp(incident.meeting, plan.code) != 0) {
        return rest_not_found(call);
    }
    if (!record_read_json(&operation_incident_type, rest_body(call), true, &incident, error) ||
            !check_times(call, &incident) ||
            !record_update(database, &operation_incident_type, &incident, error) ||
            !plan_call_audit(call, database, "incident.update", plan.code,
                    record_to_json(&operation_incident_type, &incident), error)) {
        return false;
    }
    rest_answer(call, 200, record_to_json(&operation_incident_type, &incident));
    return true;
}

static const char log_schema[] =
        "{\"type\":\"object\",\"required\":[\"title\",\"notes\",\"trials\",\"incidents\"],"
        "\"additionalProperties\":false,\"properties\":{\"title\":{\"type\":\"string\"},"
        "\"notes\":{\"type\":\"object\"},"
        "\"trials\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
        "\"incidents\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}}}}";

#define LOG_PATH "/api/v1/meetings/{code}/operation-log"

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = LOG_PATH,
                .permission = PERMISSION_MEETING_READ,
                .work = show_json,
                .operation = "getOperationLog",
                .summary = "The log of a session's operation",
                .shape = REST_OTHER,
                .answer_schema = log_schema},
        {.method = HTTP_GET,
                .pattern = LOG_PATH ".csv",
                .permission = PERMISSION_MEETING_READ,
                .work = show_csv,
                .operation = "getOperationLogCsv",
                .summary = "The log of a session's operation as comma-separated values",
                .shape = REST_OTHER,
                .answer_type = "text/csv"},
        {.method = HTTP_GET,
                .pattern = LOG_PATH ".html",
                .permission = PERMISSION_MEETING_READ,
                .work = show_html,
                .operation = "getOperationLogPage",
                .summary = "The log of a session's operation for print",
                .shape = REST_OTHER,
                .answer_type = "text/html"},
        {.method = HTTP_GET,
                .pattern = LOG_PATH ".rtf",
                .permission = PERMISSION_MEETING_READ,
                .work = show_rtf,
                .operation = "getOperationLogRtf",
                .summary = "The log of a session's operation for a word processor",
                .shape = REST_OTHER,
                .answer_type = DOCUMENT_RTF_TYPE},
        {.method = HTTP_PUT,
                .pattern = LOG_PATH,
                .permission = PERMISSION_MEETING_EDIT,
                .work = set_notes,
                .operation = "setOperationNotes",
                .summary = "Crew, devices and advice of a session's log",
                .body = &operation_notes_type,
                .answer = &operation_notes_type,
                .shape = REST_ONE},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/incidents",
                .permission = PERMISSION_MEETING_EDIT,
                .work = add_incident,
                .operation = "createIncident",
                .summary = "Enters an incident of a session",
                .body = &operation_incident_type,
                .answer = &operation_incident_type,
                .shape = REST_ONE,
                .status = 201},
        {.method = HTTP_PATCH,
                .pattern = "/api/v1/meetings/{code}/incidents/{id}",
                .permission = PERMISSION_MEETING_EDIT,
                .work = change_incident,
                .operation = "updateIncident",
                .summary = "Changes an incident that was entered",
                .body = &operation_incident_type,
                .answer = &operation_incident_type,
                .shape = REST_ONE},
};

void operation_log_api_add_routes(PlanContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
