#include "signaling/app/plan_call.h"
#include "signaling/app/recording_scraps.h"
#include "signaling/app/recordings_api.h"
#include "signaling/store/recording_keeping.h"
#include "signaling/store/recording_stems.h"

#include <string.h>

enum { WAITING_MAX = CATALOG_LIMIT_MAX };

static void erasure_clear(RecordingErasure *erasure)
{
    record_clear(&recording_erasure_type, erasure);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RecordingErasure, erasure_clear)

static void append(const void *record, void *user_data)
{
    json_array_append_new(user_data, record_to_json(&recording_erasure_type, record));
}

static bool list(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};

    if (!recording_call_find(call, database, PERMISSION_RECORDING_READ, &at, error)) {
        return false;
    }
    json_t *items = json_array();
    if (!record_each(database, &recording_erasure_type, "WHERE recording = $1 ORDER BY id DESC",
                DATABASE_VALUES(database_int(at.recording.id)), append, items, error)) {
        json_decref(items);
        return false;
    }
    plan_call_answer_items(call, items);
    return true;
}

/* ---- asking ---- */

static bool check_asked(RestCall *call, Database *database, const RecordingAt *at, GError **error)
{
    g_auto(RecordingErasure) waiting = {0};

    record_init(&recording_erasure_type, &waiting);
    if (!recording_erasure_waiting(database, at->recording.id, &waiting, error)) {
        return false;
    }
    if (waiting.id != 0) {
        return rest_problem(call, 409, "asked", "Đã có đề nghị xóa đang chờ xử lý.", NULL);
    }
    return at->recording.state == RECORDING_READY || at->recording.state == RECORDING_FAILED ||
            at->recording.state == RECORDING_EMPTY ||
            rest_problem(call, 409, "not_ready", "Bản ghi chưa hoàn tất hoặc đã được xóa.", NULL);
}

static bool ask(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};
    g_auto(RecordingErasure) erasure = {0};

    record_init(&recording_erasure_type, &erasure);
    if (!recording_call_find(call, database, PERMISSION_RECORDING_DISPOSE, &at, error) ||
            !record_read_json(&recording_erasure_type, rest_body(call), false, &erasure, error) ||
            !check_asked(call, database, &at, error)) {
        return false;
    }
    erasure.recording = at.recording.id;
    erasure.asked_us = rest_now_us(call);
    g_free(erasure.asked_by);
    erasure.asked_by = g_strdup(rest_actor(call)->account);
    if (!record_insert(database, &recording_erasure_type, &erasure, error)) {
        return false;
    }
    rest_answer(call, 201, record_to_json(&recording_erasure_type, &erasure));
    return recording_call_audit(call, database, "recording.erase_asked", &at,
            json_pack("{s:s}", "reason", erasure.reason), error);
}

/* The request {n} of the recording {id}, which waits. */
static bool find_waiting(RestCall *call, Database *database, Permission permission, RecordingAt *at,
        RecordingErasure *erasure, GError **error)
{
    int64_t number = 0;
    bool found = false;

    record_init(&recording_erasure_type, erasure);
    if (!recording_call_find(call, database, permission, at, error) ||
            !recording_call_number(call, "n", &number) ||
            !record_find(database, &recording_erasure_type, database_int(number), erasure, &found,
                    error)) {
        return false;
    }
    if (!found || erasure->recording != at->recording.id) {
        return rest_not_found(call);
    }
    return erasure->state == ERASURE_REQUESTED ||
            rest_problem(call, 409, "decided", "Đề nghị này đã được xử lý.", NULL);
}

static bool settle(RestCall *call, Database *database, RecordingErasure *erasure,
        RecordingErasureState state, const char *reason, GError **error)
{
    erasure->state = (int)state;
    erasure->decided_us = rest_now_us(call);
    g_free(erasure->decided_by);
    erasure->decided_by = g_strdup(rest_actor(call)->account);
    g_free(erasure->decision);
    erasure->decision = g_strdup(reason);
    return record_update(database, &recording_erasure_type, erasure, error);
}

static bool withdraw(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};
    g_auto(RecordingErasure) erasure = {0};

    if (!find_waiting(call, database, PERMISSION_RECORDING_DISPOSE, &at, &erasure, error) ||
            !settle(call, database, &erasure, ERASURE_WITHDRAWN, "", error)) {
        return false;
    }
    rest_answer(call, 204, NULL);
    return recording_call_audit(call, database, "recording.erase_withdrawn", &at, NULL, error);
}

/* ---- deciding ---- */

/* The files of one that was erased, on a worker: the row says so already, whatever becomes of them. */
typedef struct Removal {
    char *folder;
    GPtrArray *paths; /* of char */
    GArray *copies;   /* of CopyOfIt */
    int64_t recording;
    bool gone;
} Removal;

/* Whatever holds a part of it: a copy, or its meeting's package, which can be made again without it. */
typedef struct CopyOfIt {
    int64_t id;
    int form;
} CopyOfIt;

static void removal_free(gpointer data)
{
    Removal *removal = data;

    g_free(removal->folder);
    g_ptr_array_unref(removal->paths);
    g_array_unref(removal->copies);
    g_free(removal);
}

/* @return false: something of it is still there */
static bool remove_all(const char *folder, const GPtrArray *paths)
{
    bool gone = true;

    thumbnails_remove(folder, g_ptr_array_index(paths, 0));
    for (guint i = 0; i < paths->len; i++) {
        gone = recording_scraps_remove(folder, g_ptr_array_index(paths, i)) && gone;
    }
    return gone;
}

static void remove_files(RestCall *call)
{
    Removal *removal = rest_data(call);
    removal->gone = remove_all(removal->folder, removal->paths);
}

static bool forget_size(Database *database, int64_t recording, GError **error)
{
    return database_run(database, "UPDATE recordings SET bytes = 0 WHERE id = $1",
                   DATABASE_VALUES(database_int(recording)), NULL, error) &&
            recording_stems_set(database, recording, NULL, 0, error);
}

static void append_copy(const void *record, void *user_data)
{
    const RecordingCopy *copy = record;
    const CopyOfIt entry = {.id = copy->id, .form = copy->form};
    g_array_append_val((GArray *)user_data, entry);
}

static bool take_copies(
        Database *database, const Recording *recording, GArray *copies, GError **error)
{
    return record_each(database, &recording_copy_type,
                   "WHERE recording = $1 OR (recording = 0 AND meeting = $2)",
                   DATABASE_VALUES(database_int(recording->id), database_text(recording->meeting)),
                   append_copy, copies, error) &&
            database_run(database,
                    "DELETE FROM recording_copies"
                    " WHERE recording = $1 OR (recording = 0 AND meeting = $2)",
                    DATABASE_VALUES(database_int(recording->id), database_text(recording->meeting)),
                    NULL, error);
}

static void drop_copies(RestCall *call, void *user_data)
{
    const Removal *removal = rest_data(call);
    const RecordingContext *context = user_data;

    for (guint i = 0; i < removal->copies->len; i++) {
        const CopyOfIt *copy = &g_array_index(removal->copies, CopyOfIt, i);
        copy_desk_cancel(context->copies, copy->id, copy->form);
    }
}

/* A size of 0 says that nothing is left. */
static bool note_gone(RestCall *call, Database *database, GError **error)
{
    const Removal *removal = rest_data(call);

    if (!removal->gone) {
        return rest_problem(call, 503, "store_failed",
                "Bản ghi đã được đánh dấu xóa nhưng chưa xóa được tệp. Vui lòng kiểm tra ổ đĩa.",
                NULL);
    }
    rest_answer(call, 200, json_pack("{s:s}", "state", "done"));
    rest_after(call, drop_copies, rest_user_data(call));
    return forget_size(database, removal->recording, error);
}

static bool gather_files(
        Database *database, const Recording *recording, GPtrArray *paths, GError **error)
{
    g_autoptr(GArray) spans = recording_book_spans(database, recording->id, error);

    if (spans == NULL) {
        return false;
    }
    g_ptr_array_add(paths, g_strdup(recording->path));
    for (guint i = 0; i < spans->len; i++) {
        g_ptr_array_add(paths, g_strdup(g_array_index(spans, RecordingSpan, i).path));
    }
    return true;
}

static bool erase(RestCall *call, Database *database, const RecordingAt *at, GError **error)
{
    const RecordingContext *context = rest_user_data(call);
    Removal *removal = g_new0(Removal, 1);

    removal->folder = g_strdup(context->folder);
    removal->paths = g_ptr_array_new_with_free_func(g_free);
    removal->copies = g_array_new(FALSE, FALSE, sizeof(CopyOfIt));
    removal->recording = at->recording.id;
    rest_set_data(call, removal, removal_free);
    if (!gather_files(database, &at->recording, removal->paths, error) ||
            !take_copies(database, &at->recording, removal->copies, error) ||
            !recording_erasure_carry_out(database, at->recording.id, error)) {
        return false;
    }
    rest_continue(call, remove_files, note_gone);
    return true;
}

static bool check_hold(RestCall *call, Database *database, const RecordingAt *at, GError **error)
{
    RecordingKeeping keeping = {0};

    const bool good = recording_keeping_find(database, at->recording.id, &keeping, error);
    const bool hold = keeping.hold;
    record_clear(&recording_keeping_type, &keeping);
    return good &&
            (!hold ||
                    rest_problem(call, 409, "held",
                            "Bản ghi đang được tạm dừng xử lý nên không thể xóa.", NULL));
}

static bool decide(RestCall *call, Database *database, GError **error)
{
    const json_t *body = rest_body(call);
    const char *reason = json_string_value(json_object_get(body, "reason"));
    const json_t *yes = json_object_get(body, "erase");
    g_auto(RecordingAt) at = {0};
    g_auto(RecordingErasure) erasure = {0};

    if (!find_waiting(call, database, PERMISSION_RECORDING_DELETE, &at, &erasure, error)) {
        return false;
    }
    if (!json_is_boolean(yes)) {
        return rest_bad_field(call, "erase", "Quyết định: chưa chọn.");
    }
    if (reason == NULL || reason[0] == '\0' || strlen(reason) > RECORD_TEXT_MAX) {
        return rest_bad_field(call, "reason", "Lý do: không được để trống, không quá 500 byte.");
    }
    const bool erased = json_is_true(yes);
    if ((erased && !check_hold(call, database, &at, error)) ||
            !settle(call, database, &erasure, erased ? ERASURE_DONE : ERASURE_REFUSED, reason,
                    error) ||
            !recording_call_audit(call, database,
                    erased ? "recording.erase" : "recording.erase_refused", &at,
                    json_pack("{s:s, s:s, s:s, s:s}", "asked_by", erasure.asked_by, "asked_reason",
                            erasure.reason, "reason", reason, "sha256", at.recording.sha256),
                    error)) {
        return false;
    }
    if (erased) {
        return erase(call, database, &at, error);
    }
    rest_answer(call, 200, json_pack("{s:s}", "state", "refused"));
    return true;
}

/* ---- what a crash has left ---- */

static void keep_erased(const Recording *recording, void *user_data)
{
    if (recording->state == RECORDING_ERASED && recording->bytes > 0) {
        Recording *copy = g_new0(Recording, 1);
        recording_copy(copy, recording);
        g_ptr_array_add(user_data, copy);
    }
}

static void recording_free(gpointer data)
{
    recording_clear(data);
    g_free(data);
}

static bool sweep(Database *database, void *data, GError **error)
{
    g_autoptr(GPtrArray) erased = g_ptr_array_new_with_free_func(recording_free);

    if (!recording_book_each(database, NULL, keep_erased, erased, error)) {
        return false;
    }
    for (guint i = 0; i < erased->len; i++) {
        const Recording *recording = g_ptr_array_index(erased, i);
        g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
        if (!gather_files(database, recording, paths, error) ||
                (remove_all(data, paths) && !forget_size(database, recording->id, error))) {
            return false;
        }
    }
    return true;
}

void recording_erasures_finish(Store *store, const char *folder)
{
    (void)store_submit(store, sweep, NULL, g_strdup(folder), g_free, NULL);
}

/* ---- what waits ---- */

static void append_entry(const CatalogEntry *entry, void *user_data)
{
    json_array_append_new(user_data, recording_call_entry_json(entry));
}

static bool add_request(Database *database, json_t *item, GError **error)
{
    g_auto(RecordingErasure) erasure = {0};

    record_init(&recording_erasure_type, &erasure);
    if (!recording_erasure_waiting(
                database, json_integer_value(json_object_get(item, "id")), &erasure, error)) {
        return false;
    }
    json_object_set_new(item, "erasure", record_to_json(&recording_erasure_type, &erasure));
    return true;
}

static bool list_waiting(RestCall *call, Database *database, GError **error)
{
    const CatalogQuestion question = {
            .asked = true,
            .limit = WAITING_MAX,
            .reach = recording_call_reach(call, PERMISSION_RECORDING_DELETE),
    };
    json_t *items = json_array();
    bool good = recording_catalog_each(database, &question, append_entry, items, error);

    for (size_t i = 0; good && i < json_array_size(items); i++) {
        good = add_request(database, json_array_get(items, i), error);
    }
    if (!good) {
        json_decref(items);
        return false;
    }
    plan_call_answer_items(call, items);
    return true;
}

/* ---- routes ---- */

static const char waiting_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":"
        "\"array\",\"items\":{\"type\":\"object\",\"required\":[\"id\",\"title\",\"erasure\"],"
        "\"properties\":{\"erasure\":{\"$ref\":\"#/components/schemas/recording_erasure\"}}}}}}";

static const char decision_schema[] =
        "{\"type\":\"object\",\"required\":[\"erase\",\"reason\"],\"properties\":{\"erase\":"
        "{\"type\":\"boolean\"},\"reason\":{\"type\":\"string\",\"maxLength\":500}},"
        "\"additionalProperties\":false}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings/{id}/erasures",
                .permission = PERMISSION_RECORDING_READ,
                .work = list,
                .operation = "listRecordingErasures",
                .summary = "Requests to erase a recording, and what became of them",
                .answer = &recording_erasure_type,
                .shape = REST_LIST},
        {.method = HTTP_POST,
                .pattern = "/api/v1/recordings/{id}/erasures",
                .permission = PERMISSION_RECORDING_DISPOSE,
                .work = ask,
                .operation = "askRecordingErasure",
                .summary = "Ask the administrator to erase a recording, with a reason",
                .body = &recording_erasure_type,
                .answer = &recording_erasure_type,
                .status = 201,
                .shape = REST_ONE},
        {.method = HTTP_DELETE,
                .pattern = "/api/v1/recordings/{id}/erasures/{n}",
                .permission = PERMISSION_RECORDING_DISPOSE,
                .work = withdraw,
                .operation = "withdrawRecordingErasure",
                .summary = "Take a request back that waits",
                .shape = REST_NOTHING},
        {.method = HTTP_POST,
                .pattern = "/api/v1/recordings/{id}/erasures/{n}/decision",
                .permission = PERMISSION_RECORDING_DELETE,
                .work = decide,
                .operation = "decideRecordingErasure",
                .summary = "Erase the recording, or refuse to; with a reason",
                .body_schema = decision_schema,
                .shape = REST_OTHER,
                .answer_schema = "{\"type\":\"object\",\"required\":[\"state\"],\"properties\":"
                                 "{\"state\":{\"enum\":[\"done\",\"refused\"]}}}"},
        {.method = HTTP_GET,
                .pattern = "/api/v1/recording-erasures",
                .permission = PERMISSION_RECORDING_DELETE,
                .work = list_waiting,
                .operation = "listWaitingErasures",
                .summary = "Recordings that somebody has asked to erase",
                .shape = REST_OTHER,
                .answer_schema = waiting_schema},
};

void recording_erasures_api_add_routes(RecordingContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
