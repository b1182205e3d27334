#include "signaling/app/plan_call.h"
#include "signaling/app/recordings_api.h"
#include "signaling/store/record_sql.h"
#include "signaling/store/recording_access.h"
#include "signaling/store/stale_recordings.h"

/* ---- marks ---- */

static void append_mark(const void *record, void *user_data)
{
    json_array_append_new(user_data, record_to_json(&recording_mark_type, record));
}

static bool list_marks(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};

    if (!recording_call_find(call, database, PERMISSION_RECORDING_READ, &at, error)) {
        return false;
    }
    json_t *items = json_array();
    if (!record_each(database, &recording_mark_type,
                "WHERE recording = $1 ORDER BY from_ms, id LIMIT $2",
                DATABASE_VALUES(database_int(at.recording.id), database_int(RECORDING_MARKS_MAX)),
                append_mark, items, error)) {
        json_decref(items);
        return false;
    }
    plan_call_answer_items(call, items);
    return true;
}

static bool insert_mark(RestCall *call, Database *database, const RecordingAt *at,
        RecordingMark *mark, GError **error)
{
    mark->recording = at->recording.id;
    mark->made_us = rest_now_us(call);
    g_free(mark->made_by);
    mark->made_by = g_strdup(rest_actor(call)->account);
    if (!record_insert(database, &recording_mark_type, mark, error) ||
            !stale_recordings_one(database, mark->recording, error)) {
        return false;
    }
    rest_answer(call, 201, record_to_json(&recording_mark_type, mark));
    return true;
}

static bool add_mark(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};
    RecordingMark mark;
    int64_t count = 0;

    if (!recording_call_find(call, database, PERMISSION_RECORDING_READ, &at, error) ||
            !database_number(database, "SELECT COUNT(*) FROM recording_marks WHERE recording = $1",
                    DATABASE_VALUES(database_int(at.recording.id)), 0, &count, error)) {
        return false;
    }
    if (count >= RECORDING_MARKS_MAX) {
        return rest_problem(call, 409, "too_many", "Bản ghi đã có đủ số mốc tối đa.", NULL);
    }
    record_init(&recording_mark_type, &mark);
    const bool good =
            record_read_json(&recording_mark_type, rest_body(call), false, &mark, error) &&
            (mark.to_ms == 0 || mark.to_ms > mark.from_ms ||
                    rest_bad_field(call, "to_ms", "Đến: phải sau điểm bắt đầu.")) &&
            insert_mark(call, database, &at, &mark, error);
    record_clear(&recording_mark_type, &mark);
    return good;
}

static bool remove_mark(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};
    int64_t number = 0;
    int64_t gone = 0;

    if (!recording_call_find(call, database, PERMISSION_RECORDING_READ, &at, error) ||
            !recording_call_number(call, "n", &number) ||
            !database_run(database, "DELETE FROM recording_marks WHERE id = $1 AND recording = $2",
                    DATABASE_VALUES(database_int(number), database_int(at.recording.id)), &gone,
                    error)) {
        return false;
    }
    if (gone == 0) {
        return rest_not_found(call);
    }
    rest_answer(call, 204, NULL);
    return stale_recordings_one(database, at.recording.id, error);
}

/* ---- who has seen it ---- */

typedef struct AccessPage {
    json_t *items;
    int64_t last;
} AccessPage;

static void append_access(const void *record, void *user_data)
{
    AccessPage *page = user_data;
    json_array_append_new(page->items, record_to_json(&recording_access_type, record));
    page->last = ((const RecordingAccess *)record)->id;
}

static bool list_access(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};
    const int64_t before = rest_query_number(call, "after", 0, 0, INT64_MAX);

    if (!recording_call_find(call, database, PERMISSION_RECORDING_READ, &at, error)) {
        return false;
    }
    AccessPage page = {json_array(), 0};
    if (!recording_access_each(database, at.recording.id, before, append_access, &page, error)) {
        json_decref(page.items);
        return false;
    }
    json_t *answer = json_pack("{s:o}", "items", page.items);
    if (json_array_size(page.items) == RECORDING_ACCESS_PAGE) {
        g_autofree char *next = g_strdup_printf("%" G_GINT64_FORMAT, page.last);
        json_object_set_new(answer, "next", json_string(next));
    }
    rest_answer(call, 200, answer);
    return true;
}

/* ---- routes ---- */

static const char *const access_query[] = {"after", NULL};

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings/{id}/marks",
                .permission = PERMISSION_RECORDING_READ,
                .work = list_marks,
                .operation = "listRecordingMarks",
                .summary = "Places in a recording that people have named",
                .answer = &recording_mark_type,
                .shape = REST_LIST},
        {.method = HTTP_POST,
                .pattern = "/api/v1/recordings/{id}/marks",
                .permission = PERMISSION_RECORDING_READ,
                .work = add_mark,
                .operation = "addRecordingMark",
                .summary = "Name a place or a stretch of a recording",
                .body = &recording_mark_type,
                .answer = &recording_mark_type,
                .status = 201,
                .shape = REST_ONE},
        {.method = HTTP_DELETE,
                .pattern = "/api/v1/recordings/{id}/marks/{n}",
                .permission = PERMISSION_RECORDING_READ,
                .work = remove_mark,
                .operation = "removeRecordingMark",
                .summary = "Take a mark away",
                .shape = REST_NOTHING},
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings/{id}/access",
                .permission = PERMISSION_RECORDING_READ,
                .work = list_access,
                .operation = "listRecordingAccess",
                .summary = "Who has watched or fetched it, when, and for whom; the newest first",
                .answer = &recording_access_type,
                .shape = REST_LIST,
                .query = access_query},
};

void recording_marks_api_add_routes(RecordingContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
