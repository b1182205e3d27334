#include "signaling/app/copies_api.h"

#include "signaling/app/plan_call.h"
#include "signaling/app/rest_scope.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/recording_access.h"
#include "signaling/store/recording_book.h"

#include <fcntl.h>
#include <unistd.h>

/* ---- who may ---- */

static bool need_meeting(RestCall *call, Database *database, const char *code, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    bool found = false;

    record_init(&meeting_plan_type, &plan);
    if (!meeting_book_find(database, code, &plan, &found, error)) {
        return false;
    }
    const RestMeeting meeting = {.code = plan.code,
            .unit = plan.unit,
            .chair = plan.chair_account,
            .secretary = plan.secretary_account};
    return found ? rest_need_meeting(call, database, PERMISSION_RECORDING_READ, &meeting, error)
                 : rest_not_found(call);
}

static bool read_id(const RestCall *call, int64_t *ret_id)
{
    gint64 id = 0;
    const bool good = g_ascii_string_to_signed(rest_param(call, "id"), 10, 1, INT64_MAX, &id, NULL);
    *ret_id = id;
    return good;
}

/* The recording of the path. @param recording  {0}; cleared by the caller */
static bool find_recording(RestCall *call, Database *database, Recording *recording, GError **error)
{
    int64_t id = 0;

    if (!read_id(call, &id)) {
        return rest_not_found(call);
    }
    if (!recording_book_find(database, id, recording, error)) {
        return false;
    }
    return recording->id == 0 ? rest_not_found(call)
                              : need_meeting(call, database, recording->meeting, error);
}

/* The copy of the path. @param copy  {0}; cleared by the caller */
static bool find_copy(RestCall *call, Database *database, RecordingCopy *copy, GError **error)
{
    int64_t id = 0;
    bool found = false;

    record_init(&recording_copy_type, copy);
    if (!read_id(call, &id)) {
        return rest_not_found(call);
    }
    if (!record_find(database, &recording_copy_type, database_int(id), copy, &found, error)) {
        return false;
    }
    return found ? need_meeting(call, database, copy->meeting, error) : rest_not_found(call);
}

static void copy_clear(RecordingCopy *copy)
{
    record_clear(&recording_copy_type, copy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RecordingCopy, copy_clear)

static bool audit(RestCall *call, Database *database, const char *action, const RecordingCopy *copy,
        GError **error)
{
    g_autofree char *object = g_strdup_printf("copy:%" G_GINT64_FORMAT, copy->id);
    json_t *detail = record_to_json(&recording_copy_type, copy);
    json_object_del(detail, "fault");
    return rest_audit(call, database, action, object, detail, error);
}

static void look(RestCall *call, void *user_data)
{
    copy_desk_look(user_data);
}

static bool count(Database *database, const char *meeting, int64_t *ret_of_meeting,
        int64_t *ret_unfinished, GError **error)
{
    return database_number(database, "SELECT COUNT(*) FROM recording_copies WHERE meeting = $1",
                   DATABASE_VALUES(database_text(meeting)), 0, ret_of_meeting, error) &&
            database_number(database,
                    "SELECT COUNT(*) FROM recording_copies WHERE state IN ('queued', 'running')",
                    DATABASE_NO_VALUES, 0, ret_unfinished, error);
}

/* @param copy  what is asked for; the rest is filled in */
static bool add(RestCall *call, Database *database, RecordingCopy *copy, GError **error)
{
    int64_t of_meeting = 0;
    int64_t unfinished = 0;

    if (!recording_copy_check(copy, error) ||
            !count(database, copy->meeting, &of_meeting, &unfinished, error)) {
        return false;
    }
    if (of_meeting >= RECORDING_COPIES_MAX || unfinished >= RECORDING_COPIES_UNFINISHED_MAX) {
        return rest_problem(call, 409, "too_many",
                "Đang có quá nhiều bản sao. Hãy xóa bớt hoặc chờ các bản trước làm xong.", NULL);
    }
    g_free(copy->account);
    copy->account = g_strdup(rest_actor(call)->account);
    g_free(copy->name);
    copy->name = g_strdup(rest_actor(call)->name);
    copy->created_us = rest_now_us(call);
    if (!record_insert(database, &recording_copy_type, copy, error) ||
            !audit(call, database, "copy.add", copy, error)) {
        return false;
    }
    rest_answer(call, 201, record_to_json(&recording_copy_type, copy));
    rest_after(call, look, rest_user_data(call));
    return true;
}

static void set_meeting(RecordingCopy *copy, const char *meeting)
{
    g_free(copy->meeting);
    copy->meeting = g_strdup(meeting);
}

/* ---- who has it ---- */

static void append_ready(const Recording *recording, void *user_data)
{
    if (recording->state == RECORDING_READY) {
        g_array_append_val((GArray *)user_data, recording->id);
    }
}

/* The recordings that are in a copy: a package holds all of its meeting's. */
static GArray *recordings_in(Database *database, const RecordingCopy *copy, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));

    if (copy->form != COPY_PACKAGE) {
        g_array_append_val(ids, copy->recording);
    } else if (!recording_book_each(database, copy->meeting, append_ready, ids, error)) {
        return NULL;
    }
    return g_steal_pointer(&ids);
}

/* Beside those who have watched it. */
static bool note(RestCall *call, Database *database, const RecordingCopy *copy,
        RecordingAccessKind kind, GError **error)
{
    const RestActor *actor = rest_actor(call);
    g_autoptr(GArray) ids = recordings_in(database, copy, error);
    bool good = ids != NULL;

    for (guint i = 0; good && i < ids->len; i++) {
        RecordingAccess access = {
                .recording = g_array_index(ids, int64_t, i),
                .time_us = rest_now_us(call),
                .account = actor->account,
                .name = actor->name,
                .unit = actor->unit,
                .address = (char *)rest_address(call),
                .kind = (int)kind,
                .whom = copy->recipient,
        };
        bool other = false;
        good = recording_access_note(database, &access, &other, error);
    }
    return good;
}

/* ---- asked for ---- */

static bool add_copy(RestCall *call, Database *database, GError **error)
{
    g_auto(Recording) recording = {0};
    g_auto(RecordingCopy) copy = {0};

    if (!find_recording(call, database, &recording, error)) {
        return false;
    }
    record_init(&recording_copy_type, &copy);
    if (!record_read_json(&recording_copy_type, rest_body(call), false, &copy, error)) {
        return false;
    }
    if (copy.form == COPY_PACKAGE) {
        return rest_bad_field(call, "form", "Định dạng: hồ sơ được tạo ở trang cuộc họp.");
    }
    if (recording.state != RECORDING_READY) {
        return rest_problem(
                call, 409, "bad_state", "Bản ghi chưa hoàn tất nên chưa tạo được bản sao.", NULL);
    }
    copy.recording = recording.id;
    set_meeting(&copy, recording.meeting);
    return add(call, database, &copy, error) &&
            note(call, database, &copy, RECORDING_ACCESS_COPY, error);
}

static bool add_package(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    g_auto(RecordingCopy) copy = {0};

    if (!plan_call_find(call, database, PERMISSION_RECORDING_READ, &plan, error)) {
        return false;
    }
    record_init(&recording_copy_type, &copy);
    if (!record_read_json(&recording_copy_type, rest_body(call), false, &copy, error)) {
        return false;
    }
    copy.form = COPY_PACKAGE;
    set_meeting(&copy, plan.code);
    return add(call, database, &copy, error) &&
            note(call, database, &copy, RECORDING_ACCESS_COPY, error);
}

/* ---- listed ---- */

static void free_items(gpointer items)
{
    json_decref(items);
}

static void append(const void *record, void *user_data)
{
    json_array_append_new(user_data, record_to_json(&recording_copy_type, record));
}

/* What only the desk knows. */
static void lay_over(RestCall *call, void *user_data)
{
    json_t *items = rest_data(call);

    for (size_t i = 0; i < json_array_size(items); i++) {
        json_t *row = json_array_get(items, i);
        bool paused = false;
        const int permille = copy_desk_progress(
                user_data, json_integer_value(json_object_get(row, "id")), &paused);
        json_object_set_new(row, "permille", json_integer(MAX(permille, 0)));
        json_object_set_new(row, "paused", json_boolean(paused));
    }
    rest_answer(call, 200, json_pack("{s:O}", "items", items));
}

static bool list(RestCall *call, Database *database, const char *rest, const DatabaseValue *values,
        size_t value_count, GError **error)
{
    json_t *items = json_array();

    rest_set_data(call, items, free_items);
    if (!record_each(
                database, &recording_copy_type, rest, values, value_count, append, items, error)) {
        return false;
    }
    rest_answer(call, 200, json_pack("{s:[]}", "items"));
    rest_after(call, lay_over, rest_user_data(call));
    return true;
}

static bool list_copies(RestCall *call, Database *database, GError **error)
{
    g_auto(Recording) recording = {0};

    return find_recording(call, database, &recording, error) &&
            list(call, database, "WHERE recording = $1 ORDER BY id DESC",
                    DATABASE_VALUES(database_int(recording.id)), error);
}

static bool list_packages(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};

    return plan_call_find(call, database, PERMISSION_RECORDING_READ, &plan, error) &&
            list(call, database, "WHERE meeting = $1 AND recording = 0 ORDER BY id DESC",
                    DATABASE_VALUES(database_text(plan.code)), error);
}

/* ---- fetched, given up ---- */

static bool get_file(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingCopy) copy = {0};

    if (!find_copy(call, database, &copy, error)) {
        return false;
    }
    g_autofree char *path = copy_desk_file(rest_user_data(call), copy.id, copy.form);
    const int fd = copy.state == COPY_READY ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    if (fd < 0) {
        return rest_problem(
                call, 409, "bad_state", "Bản sao chưa làm xong, hoặc đã hết hạn.", NULL);
    }
    g_autofree char *name = g_strdup_printf(
            "%s-%" G_GINT64_FORMAT ".%s", copy.meeting, copy.id, recording_copy_suffix(copy.form));
    g_autofree char *etag = g_strdup_printf(
            "copy-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, copy.id, copy.finished_us);
    rest_answer_file(call, fd,
            &(RestFile){
                    .type = recording_copy_media_type(copy.form), .file_name = name, .etag = etag});
    return note(call, database, &copy, RECORDING_ACCESS_DOWNLOAD, error) &&
            (!rest_wants_beginning(call) || audit(call, database, "copy.read", &copy, error));
}

typedef struct Gone {
    int64_t id;
    int form;
} Gone;

static void cancel(RestCall *call, void *user_data)
{
    const Gone *gone = rest_data(call);
    copy_desk_cancel(user_data, gone->id, gone->form);
}

static bool remove_copy(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingCopy) copy = {0};

    if (!find_copy(call, database, &copy, error) ||
            !database_run(database, "DELETE FROM recording_copies WHERE id = $1",
                    DATABASE_VALUES(database_int(copy.id)), NULL, error) ||
            !audit(call, database, "copy.remove", &copy, error)) {
        return false;
    }
    Gone *gone = g_new(Gone, 1);
    *gone = (Gone){.id = copy.id, .form = copy.form};
    rest_set_data(call, gone, g_free);
    rest_after(call, cancel, rest_user_data(call));
    rest_answer(call, 204, NULL);
    return true;
}

/* ---- routes ---- */

static const char list_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":"
        "\"array\",\"items\":{\"type\":\"object\",\"required\":[\"id\",\"form\",\"state\","
        "\"permille\",\"paused\"]}}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings/{id}/copies",
                .permission = PERMISSION_RECORDING_READ,
                .work = list_copies,
                .operation = "listCopies",
                .summary = "The copies of a recording, with how far they are",
                .shape = REST_OTHER,
                .answer_schema = list_schema},
        {.method = HTTP_POST,
                .pattern = "/api/v1/recordings/{id}/copies",
                .permission = PERMISSION_RECORDING_READ,
                .work = add_copy,
                .operation = "addCopy",
                .summary = "Have a copy made: another form, a part, a mark; in the background",
                .body = &recording_copy_type,
                .answer = &recording_copy_type,
                .status = 201,
                .shape = REST_ONE},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/packages",
                .permission = PERMISSION_RECORDING_READ,
                .work = list_packages,
                .operation = "listPackages",
                .summary = "The packages of a meeting, with how far they are",
                .shape = REST_OTHER,
                .answer_schema = list_schema},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/packages",
                .permission = PERMISSION_RECORDING_READ,
                .work = add_package,
                .operation = "addPackage",
                .summary =
                        "Have all of a meeting packed into one signed archive; in the background",
                .body = &recording_copy_type,
                .answer = &recording_copy_type,
                .status = 201,
                .shape = REST_ONE},
        {.method = HTTP_GET,
                .pattern = "/api/v1/copies/{id}/file",
                .permission = PERMISSION_RECORDING_READ,
                .work = get_file,
                .operation = "getCopy",
                .summary = "The file of a copy, to be saved, or a part of it (Range)",
                .shape = REST_OTHER,
                .answer_type = "application/octet-stream"},
        {.method = HTTP_DELETE,
                .pattern = "/api/v1/copies/{id}",
                .permission = PERMISSION_RECORDING_READ,
                .work = remove_copy,
                .operation = "removeCopy",
                .summary = "Give a copy up, or take it away; the recording stays",
                .shape = REST_NOTHING},
};

void copies_api_add_routes(CopyDesk *desk, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), desk);
}
