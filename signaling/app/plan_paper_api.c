#include "signaling/app/plan_paper_api.h"

#include "signaling/app/paper_folder.h"
#include "signaling/app/plan_call.h"
#include "signaling/store/meeting_book.h"

#include <string.h>
#include <unistd.h>

enum { PAPER_SIZE_MAX = 32 * 1024 * 1024 };

/* A paper on its way up or down: between the store and a worker. */
typedef struct Passage {
    char *folder;
    MeetingPaper paper;
    int file; /* on its way down, or -1 */
    GError *error;
} Passage;

static void passage_free(gpointer data)
{
    Passage *passage = data;
    g_free(passage->folder);
    record_clear(&meeting_paper_type, &passage->paper);
    if (passage->file >= 0) {
        close(passage->file);
    }
    g_clear_error(&passage->error);
    g_free(passage);
}

static Passage *begin_passage(RestCall *call)
{
    const PlanContext *context = rest_user_data(call);
    Passage *passage = g_new0(Passage, 1);

    passage->folder = g_strdup(context->papers_dir);
    passage->file = -1;
    record_init(&meeting_paper_type, &passage->paper);
    rest_set_data(call, passage, passage_free);
    return passage;
}

static bool refuse_storage(RestCall *call)
{
    return rest_problem(call, 503, "store_failed",
            "Máy chủ chưa ghi hoặc đọc được tài liệu. Vui lòng báo quản trị hệ thống.", NULL);
}

/* ---- up ---- */

/* Only a name: what would be a path elsewhere is none here. */
static bool read_name(RestCall *call, MeetingPaper *paper, GError **error)
{
    const char *name = rest_query(call, "name");
    json_t *object = json_pack("{s:s}", "name", name != NULL ? name : "");
    const bool good = record_read_json(&meeting_paper_type, object, false, paper, error);

    json_decref(object);
    if (!good) {
        return false;
    }
    return (strpbrk(paper->name, "/\\") == NULL && paper->name[0] != '.') ||
            rest_bad_field(call, "name", "Tên tệp: không hợp lệ.");
}

static bool count_papers(Database *database, const char *code, int64_t *ret_count, GError **error)
{
    return database_number(database, "SELECT COUNT(*) FROM meeting_papers WHERE meeting = $1",
            DATABASE_VALUES(database_text(code)), 0, ret_count, error);
}

static void write_paper(RestCall *call)
{
    Passage *passage = rest_data(call);
    GBytes *bytes = rest_bytes(call);

    g_free(passage->paper.sha256);
    passage->paper.sha256 = paper_folder_hash(bytes);
    passage->paper.size = (int64_t)g_bytes_get_size(bytes);
    (void)paper_folder_write(passage->folder, passage->paper.sha256, bytes, &passage->error);
}

static bool insert_paper(RestCall *call, Database *database, GError **error)
{
    Passage *passage = rest_data(call);
    MeetingPaper *paper = &passage->paper;

    if (passage->error != NULL) {
        return refuse_storage(call);
    }
    paper->time_us = rest_now_us(call);
    if (!record_insert(database, &meeting_paper_type, paper, error) ||
            !plan_call_audit(call, database, "paper.add", paper->meeting,
                    json_pack("{s:s, s:s, s:I, s:b}", "name", paper->name, "sha256", paper->sha256,
                            "size", (json_int_t)paper->size, "declared_no_secret", 1),
                    error)) {
        return false;
    }
    rest_answer(call, 201, record_to_json(&meeting_paper_type, paper));
    return true;
}

static bool add_paper(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    Passage *passage = begin_passage(call);
    int64_t count = 0;

    if (!plan_call_find(call, database, PERMISSION_MEETING_EDIT, &plan, error)) {
        return false;
    }
    if (g_strcmp0(rest_query(call, "nosecret"), "1") != 0) {
        return rest_problem(call, 422, "no_declaration",
                "Cần xác nhận tài liệu không thuộc phạm vi bí mật nhà nước.", NULL);
    }
    if (!read_name(call, &passage->paper, error) ||
            !count_papers(database, plan.code, &count, error)) {
        return false;
    }
    if (count >= MEETING_PAPERS_MAX) {
        return rest_problem(call, 409, "too_many", "Cuộc họp đã có đủ 100 tài liệu.", NULL);
    }
    if (g_bytes_get_size(rest_bytes(call)) == 0) {
        return rest_bad_field(call, "name", "Tệp: không có nội dung.");
    }
    g_free(passage->paper.meeting);
    passage->paper.meeting = g_strdup(plan.code);
    g_free(passage->paper.declared_by);
    passage->paper.declared_by = g_strdup(rest_actor(call)->account);
    rest_continue(call, write_paper, insert_paper);
    return true;
}

/* ---- down ---- */

static void append(const void *record, void *user_data)
{
    json_array_append_new(user_data, record_to_json(&meeting_paper_type, record));
}

static bool list_papers(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_MEETING_READ, &plan, error)) {
        return false;
    }
    json_t *items = json_array();
    if (!record_each(database, &meeting_paper_type, "WHERE meeting = $1 ORDER BY id",
                DATABASE_VALUES(database_text(plan.code)), append, items, error)) {
        json_decref(items);
        return false;
    }
    plan_call_answer_items(call, items);
    return true;
}

/* The paper of the path, of the meeting of the path. */
static bool find_paper(RestCall *call, Database *database, Permission permission,
        MeetingPaper *paper, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    gint64 id = 0;
    bool found = false;

    if (!plan_call_find(call, database, permission, &plan, error)) {
        return false;
    }
    if (!g_ascii_string_to_signed(rest_param(call, "id"), 10, 1, INT64_MAX, &id, NULL)) {
        return rest_not_found(call);
    }
    if (!record_find(database, &meeting_paper_type, database_int(id), paper, &found, error)) {
        return false;
    }
    return (found && g_ascii_strcasecmp(paper->meeting, plan.code) == 0) || rest_not_found(call);
}

static void read_paper(RestCall *call)
{
    Passage *passage = rest_data(call);
    passage->file = paper_folder_open(passage->folder, passage->paper.sha256, &passage->error);
}

/* Never shown within a page of ours: what somebody sent up is saved, not run. */
static bool answer_paper(RestCall *call, Database *database, GError **error)
{
    Passage *passage = rest_data(call);

    if (passage->file < 0) {
        return refuse_storage(call);
    }
    rest_answer_file(call, g_steal_fd(&passage->file),
            &(RestFile){
                    .type = "application/octet-stream",
                    .file_name = passage->paper.name,
                    .etag = passage->paper.sha256,
            });
    return !rest_wants_beginning(call) ||
            plan_call_audit(call, database, "paper.read", passage->paper.meeting,
                    json_pack("{s:s}", "sha256", passage->paper.sha256), error);
}

static bool get_paper(RestCall *call, Database *database, GError **error)
{
    Passage *passage = begin_passage(call);

    if (!find_paper(call, database, PERMISSION_MEETING_READ, &passage->paper, error)) {
        return false;
    }
    rest_continue(call, read_paper, answer_paper);
    return true;
}

static void remove_file(RestCall *call, void *user_data)
{
    const Passage *passage = user_data;
    paper_folder_remove(passage->folder, passage->paper.sha256);
}

static bool remove_paper(RestCall *call, Database *database, GError **error)
{
    Passage *passage = begin_passage(call);
    const MeetingPaper *paper = &passage->paper;
    int64_t others = 0;

    if (!find_paper(call, database, PERMISSION_MEETING_EDIT, &passage->paper, error) ||
            !database_run(database, "DELETE FROM meeting_papers WHERE id = $1",
                    DATABASE_VALUES(database_int(paper->id)), NULL, error) ||
            !database_number(database, "SELECT COUNT(*) FROM meeting_papers WHERE sha256 = $1",
                    DATABASE_VALUES(database_text(paper->sha256)), 0, &others, error) ||
            !plan_call_audit(call, database, "paper.remove", paper->meeting,
                    json_pack("{s:s, s:s}", "name", paper->name, "sha256", paper->sha256), error)) {
        return false;
    }
    if (others == 0) {
        rest_after(call, remove_file, passage);
    }
    rest_answer(call, 204, NULL);
    return true;
}

/* ---- routes ---- */

static const char *const add_query[] = {"name", "nosecret", NULL};

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/papers",
                .permission = PERMISSION_MEETING_READ,
                .work = list_papers,
                .operation = "listPapers",
                .summary = "The papers of a meeting",
                .answer = &meeting_paper_type,
                .shape = REST_LIST},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/papers",
                .permission = PERMISSION_MEETING_EDIT,
                .work = add_paper,
                .operation = "addPaper",
                .summary = "Add a paper, declaring that it holds no state secret (nosecret=1)",
                .body_type = "*",
                .body_max = PAPER_SIZE_MAX,
                .answer = &meeting_paper_type,
                .status = 201,
                .shape = REST_ONE,
                .query = add_query},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/papers/{id}",
                .permission = PERMISSION_MEETING_READ,
                .work = get_paper,
                .operation = "getPaper",
                .summary = "A paper, to be saved, or a part of it (Range)",
                .shape = REST_OTHER,
                .answer_type = "application/octet-stream"},
        {.method = HTTP_DELETE,
                .pattern = "/api/v1/meetings/{code}/papers/{id}",
                .permission = PERMISSION_MEETING_EDIT,
                .work = remove_paper,
                .operation = "removePaper",
                .summary = "Take a paper away",
                .shape = REST_NOTHING},
};

void plan_paper_api_add_routes(PlanContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
