#include "signaling/app/audit_api.h"

#include "signaling/app/rest_scope.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* ---- the export: a page of rows from the store, to a file by a worker, the next page, then the file ---- */

typedef struct Export {
    const char *folder;
    int file;      /* has no name; -1 before the first page */
    bool failed;   /* to write it */
    GString *page; /* what is not written yet */
    int64_t last;  /* the row that it ends with; 0: it is the last page */
    int64_t rows;
} Export;

static void export_free(gpointer data)
{
    Export *export = data;

    if (export->file >= 0) {
        close(export->file);
    }
    g_string_free(export->page, TRUE);
    g_free(export);
}

static void append_line(const AuditEntry *entry, void *user_data)
{
    Export *export = user_data;
    json_t *row = audit_to_json(entry);
    char *line = json_dumps(row, JSON_COMPACT);

    g_string_append(export->page, line);
    g_string_append_c(export->page, '\n');
    export->rows++;
    free(line);
    json_decref(row);
}

/* Worker thread. */
static void write_page(RestCall *call)
{
    Export *export = rest_data(call);

    if (export->file < 0) {
        g_autofree char *path = g_build_filename(export->folder, "export-XXXXXX", NULL);
        export->file = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
        (void)g_unlink(path);
    }
    const char *text = export->page->str;
    size_t left = export->page->len;
    while (left > 0 && !export->failed) {
        const ssize_t written = write(export->file, text, left);
        export->failed = written <= 0;
        text += MAX(written, 0);
        left -= (size_t)MAX(written, 0);
    }
    export->failed = export->failed || export->file < 0;
    g_string_truncate(export->page, 0);
}

static bool answer_export(RestCall *call, Database *database, Export *export, GError **error)
{
    rest_answer_file(call, g_steal_fd(&export->file),
            &(RestFile){.type = "application/jsonl; charset=utf-8", .file_name = "nhat-ky.jsonl"});
    return rest_audit(call, database, "audit.export", "audit",
            json_pack("{s:I}", "rows", (json_int_t) export->rows), error);
}

static bool export_page(RestCall *call, Database *database, GError **error)
{
    Export *export = rest_data(call);
    AuditFilter filter;

    if (export->failed) {
        return rest_problem(call, 503, "store_failed",
                "Máy chủ chưa ghi được tệp kết xuất. Vui lòng báo quản trị hệ thống.", NULL);
    }
    if (export->file >= 0 && export->last == 0) {
        return answer_export(call, database, export, error);
    }
    if (!read_filter(call, &filter)) {
        return false;
    }
    /* What is done meanwhile belongs to the next export: this one has an end. */
    filter.to_us = filter.to_us > 0 ? MIN(filter.to_us, rest_now_us(call)) : rest_now_us(call);
    if (!audit_next(database, &filter, &export->last, append_line, export, error)) {
        return false;
    }
    rest_continue(call, write_page, export_page);
    return true;
}

static bool export_lines(RestCall *call, Database *database, GError **error)
{
    Export *export = g_new0(Export, 1);

    export->folder = rest_user_data(call);
    export->file = -1;
    export->page = g_string_new(NULL);
    rest_set_data(call, export, export_free);
    return export_page(call, database, error);
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

void audit_api_add_routes(Rest *rest, const char *folder)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), (void *)folder);
}
