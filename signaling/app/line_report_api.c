#include "signaling/app/line_report_api.h"

#include "signaling/app/document_answer.h"
#include "signaling/app/rest_scope.h"
#include "signaling/report/line_report.h"

enum { DAYS_USUAL = 7, STEP = 20 /* sites in one transaction */ };

typedef struct Inquiry {
    void (*answer)(RestCall *call, const LineReport *report);
    LineReport *report;
    size_t next;
} Inquiry;

static void inquiry_free(void *data)
{
    Inquiry *inquiry = data;
    line_report_free(inquiry->report);
    g_free(inquiry);
}

static void answer_json(RestCall *call, const LineReport *report)
{
    rest_answer(call, 200, line_report_json(report));
}

static void answer_csv(RestCall *call, const LineReport *report)
{
    document_answer_text(call, DOCUMENT_CSV_TYPE, line_report_csv(report), "kenh-truyen.csv");
}

static void answer_html(RestCall *call, const LineReport *report)
{
    g_autoptr(Document) document = line_report_document(report);
    document_answer_html(call, document);
}

static bool go_on(RestCall *call, Database *database, GError **error)
{
    Inquiry *inquiry = rest_data(call);

    if (!line_report_measure(database, inquiry->report, &inquiry->next, STEP, error)) {
        return false;
    }
    if (inquiry->next < inquiry->report->rows->len) {
        rest_continue(call, NULL, go_on);
    } else {
        inquiry->answer(call, inquiry->report);
    }
    return true;
}

static bool begin(RestCall *call, Database *database,
        void (*answer)(RestCall *call, const LineReport *report), GError **error)
{
    const RestActor *actor = rest_actor(call);
    const char *unit = rest_query(call, "unit");
    const bool own = permission_scope(actor->role, PERMISSION_SITE_READ) == SCOPE_OWN_SITE;
    LineReportChoice choice = {
            .unit = unit != NULL && unit[0] != '\0' ? unit : actor->unit,
            .site = own ? actor->site : NULL,
            .days = rest_query_number(call, "days", DAYS_USUAL, 1, LINE_REPORT_DAYS_MAX),
            .now_us = rest_now_us(call),
    };

    if (own && actor->site[0] == '\0') {
        return rest_not_found(call);
    }
    if (!own && !rest_need_unit(call, database, PERMISSION_SITE_READ, choice.unit, error)) {
        return false;
    }
    LineReport *report = line_report_begin(database, &choice, error);
    if (report == NULL) {
        return false;
    }
    Inquiry *inquiry = g_new0(Inquiry, 1);
    *inquiry = (Inquiry){.answer = answer, .report = report};
    rest_set_data(call, inquiry, inquiry_free);
    return go_on(call, database, error);
}

static bool show_json(RestCall *call, Database *database, GError **error)
{
    return begin(call, database, answer_json, error);
}

static bool show_csv(RestCall *call, Database *database, GError **error)
{
    return begin(call, database, answer_csv, error);
}

static bool show_html(RestCall *call, Database *database, GError **error)
{
    return begin(call, database, answer_html, error);
}

static const char *const query[] = {"days", "unit", NULL};

static const char report_schema[] =
        "{\"type\":\"object\",\"required\":[\"from\",\"to\",\"days\",\"limit_percent\",\"items\"],"
        "\"additionalProperties\":false,\"properties\":{\"from\":{\"type\":\"string\"},"
        "\"to\":{\"type\":\"string\"},\"days\":{\"type\":\"integer\"},"
        "\"limit_percent\":{\"type\":\"integer\"},\"items\":{\"type\":\"array\",\"items\":{"
        "\"type\":\"object\",\"required\":[\"code\",\"name\",\"capacity_kbps\",\"samples\","
        "\"in_p95_kbps\",\"out_p95_kbps\",\"share_percent\",\"over\"],\"additionalProperties\":"
        "false,"
        "\"properties\":{\"code\":{\"type\":\"string\"},\"name\":{\"type\":\"string\"},"
        "\"capacity_kbps\":{\"type\":\"integer\"},\"samples\":{\"type\":\"integer\"},"
        "\"in_p95_kbps\":{\"type\":\"number\"},\"out_p95_kbps\":{\"type\":\"number\"},"
        "\"share_percent\":{\"type\":\"number\"},\"over\":{\"type\":\"boolean\"}}}}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/line-report",
                .permission = PERMISSION_SITE_READ,
                .work = show_json,
                .operation = "getLineReport",
                .summary = "The sites' lines over some days against their capacity",
                .shape = REST_OTHER,
                .answer_schema = report_schema,
                .query = query},
        {.method = HTTP_GET,
                .pattern = "/api/v1/line-report.csv",
                .permission = PERMISSION_SITE_READ,
                .work = show_csv,
                .operation = "getLineReportCsv",
                .summary = "The line report as comma-separated values",
                .shape = REST_OTHER,
                .answer_type = "text/csv",
                .query = query},
        {.method = HTTP_GET,
                .pattern = "/api/v1/line-report.html",
                .permission = PERMISSION_SITE_READ,
                .work = show_html,
                .operation = "getLineReportPage",
                .summary = "The line report for print",
                .shape = REST_OTHER,
                .answer_type = "text/html",
                .query = query},
};

void line_report_api_add_routes(Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), NULL);
}
