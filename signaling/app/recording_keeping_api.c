#include "signaling/app/plan_call.h"
#include "signaling/app/recordings_api.h"
#include "signaling/app/rest_scope.h"
#include "signaling/store/recording_index.h"
#include "signaling/store/recording_keeping.h"

/* ---- class, hold, filed ---- */

static bool answer_keeping(RestCall *call, const RecordingKeeping *keeping)
{
    rest_answer(call, 200, record_to_json(&recording_keeping_type, keeping));
    return true;
}

static bool get_keeping(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};
    RecordingKeeping keeping = {0};

    if (!recording_call_find(call, database, PERMISSION_RECORDING_READ, &at, error)) {
        return false;
    }
    const bool good = recording_keeping_find(database, at.recording.id, &keeping, error) &&
            answer_keeping(call, &keeping);
    record_clear(&recording_keeping_type, &keeping);
    return good;
}

/* A hold needs a reason, when it begins and when it ends; who did it and when is the server's to say. */
static bool take_hold(RestCall *call, const RecordingKeeping *before, RecordingKeeping *keeping)
{
    if (before->hold == keeping->hold) {
        return true;
    }
    if (keeping->hold_reason[0] == '\0') {
        return rest_bad_field(call, "hold_reason", "Lý do: không được để trống.");
    }
    g_free(keeping->hold_by);
    keeping->hold_by = g_strdup(rest_actor(call)->account);
    keeping->hold_us = rest_now_us(call);
    return true;
}

static bool change_keeping(RestCall *call, Database *database, const RecordingAt *at,
        const RecordingKeeping *before, RecordingKeeping *keeping, GError **error)
{
    return recording_keeping_find(database, at->recording.id, keeping, error) &&
            record_read_json(&recording_keeping_type, rest_body(call), true, keeping, error) &&
            take_hold(call, before, keeping) && recording_keeping_write(database, keeping, error) &&
            recording_call_audit(call, database, "recording.keeping", at,
                    record_to_json(&recording_keeping_type, keeping), error) &&
            answer_keeping(call, keeping);
}

static bool put_keeping(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};
    RecordingKeeping before = {0};
    RecordingKeeping keeping = {0};

    if (!recording_call_find(call, database, PERMISSION_RECORDING_DISPOSE, &at, error)) {
        return false;
    }
    const bool good = recording_keeping_find(database, at.recording.id, &before, error) &&
            change_keeping(call, database, &at, &before, &keeping, error);
    record_clear(&recording_keeping_type, &before);
    record_clear(&recording_keeping_type, &keeping);
    return good;
}

/* ---- classes ---- */

typedef struct Items {
    const RecordType *type;
    json_t *list;
} Items;

static void append(const void *record, void *user_data)
{
    const Items *items = user_data;
    json_array_append_new(items->list, record_to_json(items->type, record));
}

static bool answer_items(RestCall *call, Database *database, const RecordType *type,
        const char *order, GError **error)
{
    Items items = {type, json_array()};

    if (!record_each(database, type, order, DATABASE_NO_VALUES, append, &items, error)) {
        json_decref(items.list);
        return false;
    }
    plan_call_answer_items(call, items.list);
    return true;
}

static bool list_classes(RestCall *call, Database *database, GError **error)
{
    return answer_items(call, database, &retention_class_type, "ORDER BY position, code", error);
}

static bool list_kinds(RestCall *call, Database *database, GError **error)
{
    return answer_items(call, database, &retention_kind_type, "ORDER BY kind", error);
}

static bool read_classes(const json_t *list, RetentionClass *classes, GError **error)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!record_read_json(
                    &retention_class_type, json_array_get(list, i), false, &classes[i], error)) {
            return false;
        }
    }
    return true;
}

static bool put_classes(RestCall *call, Database *database, GError **error)
{
    const json_t *list = plan_call_items(call);
    const size_t count = json_array_size(list);

    if (list == NULL || count > RETENTION_CLASSES_MAX) {
        return rest_bad_field(call, "items", "Danh mục: không hợp lệ hoặc quá dài.");
    }
    RetentionClass *classes = g_new0(RetentionClass, count + 1);
    for (size_t i = 0; i < count; i++) {
        record_init(&retention_class_type, &classes[i]);
    }
    const bool good = read_classes(list, classes, error) &&
            retention_set_classes(database, classes, count, error) &&
            rest_audit(call, database, "retention.classes", "retention", json_deep_copy(list),
                    error) &&
            list_classes(call, database, error);
    for (size_t i = 0; i < count; i++) {
        record_clear(&retention_class_type, &classes[i]);
    }
    g_free(classes);
    return good;
}

static bool kind_exists(Database *database, const char *kind, bool *ret_exists, GError **error)
{
    int64_t count = 0;
    const bool good =
            database_number(database, "SELECT COUNT(*) FROM meeting_kinds WHERE code = $1",
                    DATABASE_VALUES(database_text(kind)), 0, &count, error);
    *ret_exists = count > 0;
    return good;
}

static bool put_kind(RestCall *call, Database *database, GError **error)
{
    RetentionKind kind;
    bool exists = false;

    if (!kind_exists(database, rest_param(call, "kind"), &exists, error)) {
        return false;
    }
    if (!exists) {
        return rest_not_found(call);
    }
    record_init(&retention_kind_type, &kind);
    g_free(kind.kind);
    kind.kind = g_strdup(rest_param(call, "kind"));
    const bool good = record_read_json(&retention_kind_type, rest_body(call), true, &kind, error) &&
            retention_set_kind(database, &kind, error) &&
            rest_audit(call, database, "retention.kind", kind.kind,
                    record_to_json(&retention_kind_type, &kind), error);
    if (good) {
        rest_answer(call, 200, record_to_json(&retention_kind_type, &kind));
    }
    record_clear(&retention_kind_type, &kind);
    return good;
}

/* ---- routes ---- */

#define CLASSES_SCHEMA                                                                             \
    "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":\"array\"," \
    "\"items\":{\"type\":\"object\"}}},\"additionalProperties\":false}"

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings/{id}/keeping",
                .permission = PERMISSION_RECORDING_READ,
                .work = get_keeping,
                .operation = "getRecordingKeeping",
                .summary = "How long a recording is kept, and whether it is on hold",
                .answer = &recording_keeping_type,
                .shape = REST_ONE},
        {.method = HTTP_PUT,
                .pattern = "/api/v1/recordings/{id}/keeping",
                .permission = PERMISSION_RECORDING_DISPOSE,
                .work = put_keeping,
                .operation = "putRecordingKeeping",
                .summary = "Its class, legal hold with a reason, whether it is filed",
                .body = &recording_keeping_type,
                .answer = &recording_keeping_type,
                .shape = REST_ONE},
        {.method = HTTP_GET,
                .pattern = "/api/v1/retention-classes",
                .permission = PERMISSION_ACCOUNT_OWN,
                .work = list_classes,
                .operation = "listRetentionClasses",
                .summary = "How long recordings can be kept",
                .answer = &retention_class_type,
                .shape = REST_LIST},
        {.method = HTTP_PUT,
                .pattern = "/api/v1/retention-classes",
                .permission = PERMISSION_SETTINGS,
                .work = put_classes,
                .operation = "putRetentionClasses",
                .summary = "All classes anew, in their order; one that is in use must stay",
                .body_schema = CLASSES_SCHEMA,
                .answer = &retention_class_type,
                .shape = REST_LIST},
        {.method = HTTP_GET,
                .pattern = "/api/v1/retention-kinds",
                .permission = PERMISSION_ACCOUNT_OWN,
                .work = list_kinds,
                .operation = "listRetentionKinds",
                .summary = "The class of each kind of meetings that has one",
                .answer = &retention_kind_type,
                .shape = REST_LIST},
        {.method = HTTP_PUT,
                .pattern = "/api/v1/retention-kinds/{kind}",
                .permission = PERMISSION_SETTINGS,
                .work = put_kind,
                .operation = "putRetentionKind",
                .summary = "The class of a kind of meetings; empty for none",
                .body = &retention_kind_type,
                .answer = &retention_kind_type,
                .shape = REST_ONE},
};

void recording_keeping_api_add_routes(RecordingContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
