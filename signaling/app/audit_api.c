#include "signaling/app/audit_api.h"

#include "signaling/app/rest_scope.h"

#include <stdlib.h>

enum { LIST_DEFAULT = 100 };

static bool read_time(RestCall *call, const char *name, int64_t *ret_us)
{
    const char *text = rest_query(call, name);

    return text == NULL || record_time_parse(text, ret_us) ||
            rest_bad_field(call, name, "Thời điểm không đúng dạng 2026-11-22T08:00:00Z.");
}

/* What accounts of the own unit and below have done. */
static bool read_filter(RestCall *call, AuditFilter *filter)
{
    *filter = (AuditFilter){
            .text = rest_query(call, "q"),
            .under = rest_actor(call)->unit,
            .before = rest_query_number(call, "before", 0, 0, G_MAXINT64),
            .limit = rest_query_number(call, "limit", LIST_DEFAULT, 1, AUDIT_PAGE),
    };
    return read_time(call, "from", &filter->from_us) && read_time(call, "to", &filter->to_us);
}

static void append(const AuditEntry *entry, void *user_data)
{
    json_array_append_new(user_data, audit_to_json(entry));
}

static bool list(RestCall *call, Database *database, GError **error)
{
    AuditFilter filter;

    if (!read_filter(call, &filter)) {
        return false;
    }
    json_t *items = json_array();
    if (!audit_list(database, &filter, append, items, error)) {
        json_decref(items);
        return false;
    }
    json_t *answer = json_pack("{s:o}", "items", items);
    if (json_array_size(items) == (size_t)filter.limit) {
        json_t *last = json_array_get(items, json_array_size(items) - 1);
        (void)json_object_set_new(answer, "next",
                json_sprintf(
                        "%" JSON_INTEGER_FORMAT, json_integer_value(json_object_get(last, "id"))));
    }
    rest_answer(call, 200, answer);
    return true;
}

typedef struct Export {
    GString *text;
    unsigned rows;
} Export;

static void append_line(const AuditEntry *entry, void *user_data)
{
    Export *export = user_data;

    if (export->rows++ < AUDIT_EXPORT_ROWS_MAX) {
        json_t *row = audit_to_json(entry);
        char *line = json_dumps(row, JSON_COMPACT);
        g_string_append(export->text, line);
        g_string_append_c(export->text, '\n');
        free(line);
        json_decref(row);
    }
}

static bool export_lines(RestCall *call, Database *database, GError **error)
{
    AuditFilter filter;
    g_autoptr(GString) text = g_string_new(NULL);
    Export export = {.text = text};

    if (!read_filter(call, &filter) ||
            !audit_each(database, &filter, append_line, &export, error)) {
        return false;
    }
    if (export.rows > AUDIT_EXPORT_ROWS_MAX) {
        return rest_problem(call, 413, "too_many_rows",
                "Quá nhiều dòng: hãy chọn khoảng thời gian ngắn hơn.", NULL);
    }
    g_autoptr(GBytes) bytes = g_bytes_new(text->str, text->len);
    rest_answer_bytes(call, "application/jsonl; charset=utf-8", bytes, "nhat-ky.jsonl");
    return rest_audit(call, database, "audit.export", "audit",
            json_pack("{s:i}", "rows", (int)export.rows), error);
}

static bool verify(RestCall *call, Database *database, GError **error)
{
    AuditVerdict verdict;

    if (!audit_verify(database, &verdict, error)) {
        return false;
    }
    rest_answer(call, 200,
            json_pack("{s:b, s:I, s:I}", "intact", verdict.broken_row == 0, "rows",
                    (json_int_t)verdict.rows, "broken_row", (json_int_t)verdict.broken_row));
    return true;
}

static const char *const list_query[] = {"from", "to", "q", "before", "limit", NULL};
static const char *const export_query[] = {"from", "to", "q", NULL};

static const char list_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"additionalProperties\":false,"
        "\"properties\":{\"next\":{\"type\":\"string\"},\"items\":{\"type\":\"array\",\"items\":{"
        "\"type\":\"object\",\"required\":[\"id\",\"time\",\"account\",\"role\",\"source\","
        "\"target\",\"action\",\"object\",\"detail\",\"hash\"],\"additionalProperties\":false,"
        "\"properties\":{\"id\":{\"type\":\"integer\"},\"time\":{\"type\":\"string\"},"
        "\"account\":{\"type\":\"string\"},\"role\":{\"type\":\"string\"},"
        "\"source\":{\"type\":\"string\"},\"target\":{\"type\":\"string\"},"
        "\"action\":{\"type\":\"string\"},\"object\":{\"type\":\"string\"},"
        "\"detail\":{},\"hash\":{\"type\":\"string\"}}}}}}";

static const char verify_schema[] =
        "{\"type\":\"object\",\"required\":[\"intact\",\"rows\",\"broken_row\"],"
        "\"additionalProperties\":false,\"properties\":{\"intact\":{\"type\":\"boolean\"},"
        "\"rows\":{\"type\":\"integer\"},\"broken_row\":{\"type\":\"integer\"}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/audit",
                .permission = PERMISSION_AUDIT,
                .work = list,
                .operation = "listAudit",
                .summary = "A page of the audit log, newest first",
                .shape = REST_OTHER,
                .answer_schema = list_schema,
                .query = list_query},
        {.method = HTTP_GET,
                .pattern = "/api/v1/audit.jsonl",
                .permission = PERMISSION_AUDIT,
                .work = export_lines,
                .operation = "exportAudit",
                .summary = "The audit log as JSON lines, oldest first",
                .shape = REST_OTHER,
                .answer_type = "application/jsonl",
                .query = export_query},
        {.method = HTTP_GET,
                .pattern = "/api/v1/audit/verify",
                .permission = PERMISSION_AUDIT,
                .work = verify,
                .operation = "verifyAudit",
                .summary = "Whether the log is as it was written",
                .shape = REST_OTHER,
                .answer_schema = verify_schema},
};

void audit_api_add_routes(Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), NULL);
}
