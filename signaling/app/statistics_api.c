#include "signaling/app/statistics_api.h"

#include "signaling/app/document_answer.h"
#include "signaling/app/rest_scope.h"
#include "signaling/meeting/civil_day.h"
#include "signaling/report/statistics_form.h"
#include "signaling/report/statistics_source.h"
#include "signaling/report/statistics_targets.h"

enum { STEP = 20 /* meetings whose attendance is read in one transaction */ };

typedef struct Inquiry {
    void (*answer)(RestCall *call, const Statistics *statistics);
    Statistics *statistics;
    size_t next;
} Inquiry;

static void inquiry_free(void *data)
{
    Inquiry *inquiry = data;
    statistics_free(inquiry->statistics);
    g_free(inquiry);
}

/* ---- the period ---- */

static bool read_day(RestCall *call, const char *name, int64_t *ret_day)
{
    const char *text = rest_query(call, name);

    return text == NULL || civil_day_from_text(text, ret_day) ||
            rest_bad_field(call, name, "Ngày không đúng dạng 2026-11-22.");
}

/* From the first day of this year to today, where nothing else is said. */
static bool read_question(RestCall *call, StatisticsQuestion *question)
{
    const char *unit = rest_query(call, "unit");

    question->now_us = rest_now_us(call);
    question->to_day = civil_day_of(question->now_us);
    (void)civil_day_from_date(civil_day_date(question->to_day).year, 1, 1, &question->from_day);
    question->unit = unit != NULL && unit[0] != '\0' ? unit : rest_actor(call)->unit;
    if (!read_day(call, "from", &question->from_day) || !read_day(call, "to", &question->to_day)) {
        return false;
    }
    return statistics_period_fits(question->from_day, question->to_day) ||
            rest_bad_field(call, "to",
                    "Khoảng thời gian: ngày cuối không trước ngày đầu, và không quá mười năm.");
}

/* ---- the answers ---- */

static void answer_json(RestCall *call, const Statistics *statistics)
{
    rest_answer(call, 200, statistics_json(statistics));
}

static void answer_csv(RestCall *call, const Statistics *statistics)
{
    document_answer_text(call, DOCUMENT_CSV_TYPE, statistics_csv(statistics), "thong-ke-hop.csv");
}

static void answer_xlsx(RestCall *call, const Statistics *statistics)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(GBytes) file = statistics_xlsx(statistics, &fault);

    document_answer_file(call, DOCUMENT_XLSX_TYPE, file, "thong-ke-hop.xlsx", fault);
}

static void answer_html(RestCall *call, const Statistics *statistics)
{
    g_autoptr(Document) document = statistics_document(statistics);
    document_answer_html(call, document);
}

static bool go_on(RestCall *call, Database *database, GError **error)
{
    Inquiry *inquiry = rest_data(call);

    if (!statistics_source_attendance(
                database, inquiry->statistics, &inquiry->next, STEP, rest_now_us(call), error)) {
        return false;
    }
    if (inquiry->next < statistics_meetings(inquiry->statistics)) {
        rest_continue(call, NULL, go_on);
    } else {
        inquiry->answer(call, inquiry->statistics);
    }
    return true;
}

static bool begin(RestCall *call, Database *database,
        void (*answer)(RestCall *call, const Statistics *statistics), GError **error)
{
    StatisticsQuestion question = {0};

    if (!read_question(call, &question) ||
            !rest_need_unit(call, database, PERMISSION_STATISTICS, question.unit, error)) {
        return false;
    }
    Statistics *statistics = statistics_source_begin(database, &question, error);
    if (statistics == NULL) {
        return false;
    }
    Inquiry *inquiry = g_new0(Inquiry, 1);
    *inquiry = (Inquiry){.answer = answer, .statistics = statistics};
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

static bool show_xlsx(RestCall *call, Database *database, GError **error)
{
    return begin(call, database, answer_xlsx, error);
}

static bool show_html(RestCall *call, Database *database, GError **error)
{
    return begin(call, database, answer_html, error);
}

/* ---- targets ---- */

static bool list_targets(RestCall *call, Database *database, GError **error)
{
    g_autoptr(GArray) targets = statistics_targets_new();

    if (!statistics_targets_load(database, targets, error)) {
        return false;
    }
    rest_answer(call, 200, json_pack("{s:o}", "items", statistics_targets_json(targets)));
    return true;
}

static bool set_targets(RestCall *call, Database *database, GError **error)
{
    g_autoptr(GArray) targets = statistics_targets_new();
    const json_t *items = json_object_get(rest_body(call), "items");
    const char *fault = statistics_targets_read(items, targets);

    if (fault != NULL) {
        return rest_bad_field(call, "items", fault);
    }
    return statistics_targets_replace(database, targets, error) &&
            rest_audit(call, database, "statistics.targets", "statistics",
                    json_pack("{s:o}", "items", statistics_targets_json(targets)), error) &&
            list_targets(call, database, error);
}

static const char *const period[] = {"from", "to", "unit", NULL};

static const char statistics_schema[] =
        "{\"type\":\"object\",\"required\":[\"from\",\"to\",\"unit\",\"cut\",\"total\","
        "\"relations\","
        "\"kinds\",\"cells\",\"months\",\"targets\",\"units\"],\"additionalProperties\":false,"
        "\"properties\":{\"from\":{\"type\":\"string\"},\"to\":{\"type\":\"string\"},"
        "\"unit\":{\"type\":\"string\"},\"cut\":{\"type\":\"boolean\"},"
        "\"total\":{\"type\":\"object\"},"
        "\"relations\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
        "\"kinds\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
        "\"cells\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
        "\"months\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
        "\"targets\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
        "\"units\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}}}}";

static const char targets_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"additionalProperties\":false,"
        "\"properties\":{\"items\":{\"type\":\"array\",\"maxItems\":20,\"items\":{\"type\":"
        "\"object\",\"required\":[\"name\",\"relations\",\"threshold\",\"strict\"],"
        "\"additionalProperties\":false,\"properties\":{"
        "\"name\":{\"type\":\"string\",\"maxLength\":200},"
        "\"relations\":{\"type\":\"array\",\"minItems\":1,\"items\":{\"type\":\"string\"}},"
        "\"threshold\":{\"type\":\"number\",\"minimum\":0,\"maximum\":100},"
        "\"strict\":{\"type\":\"boolean\"}}}}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/statistics",
                .permission = PERMISSION_STATISTICS,
                .work = show_json,
                .operation = "getStatistics",
                .summary = "Meetings of a period by relation, kind and form, against targets",
                .shape = REST_OTHER,
                .answer_schema = statistics_schema,
                .query = period},
        {.method = HTTP_GET,
                .pattern = "/api/v1/statistics.csv",
                .permission = PERMISSION_STATISTICS,
                .work = show_csv,
                .operation = "getStatisticsCsv",
                .summary = "The statistics as comma-separated values",
                .shape = REST_OTHER,
                .answer_type = "text/csv",
                .query = period},
        {.method = HTTP_GET,
                .pattern = "/api/v1/statistics.xlsx",
                .permission = PERMISSION_STATISTICS,
                .work = show_xlsx,
                .operation = "getStatisticsXlsx",
                .summary = "The statistics as an Excel file",
                .shape = REST_OTHER,
                .answer_type = DOCUMENT_XLSX_TYPE,
                .query = period},
        {.method = HTTP_GET,
                .pattern = "/api/v1/statistics.html",
                .permission = PERMISSION_STATISTICS,
                .work = show_html,
                .operation = "getStatisticsPage",
                .summary = "The statistics for print",
                .shape = REST_OTHER,
                .answer_type = "text/html",
                .query = period},
        {.method = HTTP_GET,
                .pattern = "/api/v1/statistics/targets",
                .permission = PERMISSION_UNIT_READ,
                .work = list_targets,
                .operation = "listStatisticsTargets",
                .summary = "The shares of online meetings that are aimed at",
                .shape = REST_OTHER,
                .answer_schema = targets_schema},
        {.method = HTTP_PUT,
                .pattern = "/api/v1/statistics/targets",
                .permission = PERMISSION_SETTINGS,
                .work = set_targets,
                .operation = "setStatisticsTargets",
                .summary = "Other targets instead of those that were",
                .body_schema = targets_schema,
                .shape = REST_OTHER,
                .answer_schema = targets_schema},
};

void statistics_api_add_routes(Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), NULL);
}
