#include "signaling/app/table_call.h"

const char *const table_call_import_query[] = {"dry_run", NULL};

const char table_call_import_schema[] =
        "{\"type\":\"object\",\"required\":[\"added\",\"changed\",\"errors\"],"
        "\"additionalProperties\":false,\"properties\":{\"added\":{\"type\":\"integer\"},"
        "\"changed\":{\"type\":\"integer\"},\"errors\":{\"type\":\"array\",\"items\":{"
        "\"type\":\"object\",\"required\":[\"line\",\"title\"],\"properties\":{"
        "\"line\":{\"type\":\"integer\"},\"title\":{\"type\":\"string\"}}}}}}";

void table_call_answer_page(RestCall *call, json_t *items, int64_t limit)
{
    const size_t count = json_array_size(items);
    json_t *answer = json_pack("{s:o}", "items", items);

    if (limit > 0 && count == (size_t)limit) {
        json_t *last = json_array_get(items, count - 1);
        (void)json_object_set(answer, "next", json_object_get(last, "code"));
    }
    rest_answer(call, 200, answer);
}

void table_call_answer_csv(RestCall *call, const GString *table, const char *file_name)
{
    g_autoptr(GBytes) bytes = g_bytes_new(table->str, table->len);
    rest_answer_bytes(call, "text/csv; charset=utf-8", bytes, file_name);
}

bool table_call_import(
        RestCall *call, Database *database, const TableCallImport *import, GError **error)
{
    const bool dry_run = g_strcmp0(rest_query(call, "dry_run"), "1") == 0;
    g_auto(ImportResult) result = {0};

    if (!import->take(
                database, rest_bytes(call), rest_actor(call)->unit, dry_run, &result, error)) {
        return false;
    }
    rest_answer(call, 200, import_result_to_json(&result));
    return dry_run || result.faults->len > 0 ||
            rest_audit(call, database, import->action, import->object,
                    import_result_to_json(&result), error);
}
