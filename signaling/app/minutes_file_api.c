#include "signaling/app/minutes_api.h"
#include "signaling/app/minutes_call.h"
#include "signaling/app/paper_folder.h"
#include "signaling/report/document_html.h"
#include "signaling/report/document_rtf.h"
#include "signaling/report/minutes_document.h"
#include "signaling/store/minutes_table.h"

#include <glib/gstdio.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- what is printed ---- */

static void answer_text(RestCall *call, const char *type, char *text, const char *file_name)
{
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
    rest_answer_bytes(call, type, bytes, file_name);
}

static void answer_html(RestCall *call, const Document *document)
{
    g_autofree char *policy = document_html_policy(document);
    rest_header(call, "Content-Security-Policy", policy);
    answer_text(call, "text/html; charset=utf-8", document_html(document), NULL);
}

static void answer_rtf(RestCall *call, const Document *document, const char *kind)
{
    g_autofree char *name = g_strdup_printf("%s-%s.rtf", kind, rest_param(call, "code"));
    answer_text(call, "application/rtf", document_rtf(document), name);
}

static Document *make_minutes(RestCall *call, Database *database, GError **error)
{
    g_auto(MinutesCall) at = {0};

    return minutes_call_find_filled(call, database, PERMISSION_MINUTES_READ, &at, error)
            ? minutes_document(&at.minutes)
            : NULL;
}

static bool show_html(RestCall *call, Database *database, GError **error)
{
    g_autoptr(Document) document = make_minutes(call, database, error);

    if (document != NULL) {
        answer_html(call, document);
    }
    return document != NULL;
}

static bool show_rtf(RestCall *call, Database *database, GError **error)
{
    g_autoptr(Document) document = make_minutes(call, database, error);

    if (document != NULL) {
        answer_rtf(call, document, "bien-ban");
    }
    return document != NULL;
}

static bool show_sidecar(RestCall *call, Database *database, GError **error)
{
    g_auto(MinutesCall) at = {0};

    if (!minutes_call_find_filled(call, database, PERMISSION_MINUTES_READ, &at, error)) {
        return false;
    }
    rest_answer(call, 200, minutes_sidecar(&at.minutes));
    return true;
}

static bool read_signer(Database *database, const char *unit, char *texts[3], GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT town, signer_title, signer_name FROM units WHERE code = $1",
            DATABASE_VALUES(database_text(unit)), error);

    if (rows == NULL) {
        return false;
    }
    const bool found = database_rows_next(rows, &fault);
    for (int i = 0; i < 3; i++) {
        texts[i] = g_strdup(found ? database_rows_text(rows, i) : "");
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

static Document *make_notice(RestCall *call, Database *database, GError **error)
{
    g_auto(MinutesCall) at = {0};
    char *signer[3] = {NULL};
    Document *document = NULL;

    if (minutes_call_find_filled(call, database, PERMISSION_MINUTES_READ, &at, error) &&
            read_signer(database, at.plan.unit, signer, error)) {
        document = minutes_notice_document(&at.minutes,
                &(NoticeHeading){.town = signer[0],
                        .written_us = rest_now_us(call),
                        .signer_title = signer[1],
                        .signer_name = signer[2]});
    }
    for (int i = 0; i < 3; i++) {
        g_free(signer[i]);
    }
    return document;
}

static bool show_notice_html(RestCall *call, Database *database, GError **error)
{
    g_autoptr(Document) document = make_notice(call, database, error);

    if (document != NULL) {
        answer_html(call, document);
    }
    return document != NULL;
}

static bool show_notice_rtf(RestCall *call, Database *database, GError **error)
{
    g_autoptr(Document) document = make_notice(call, database, error);

    if (document != NULL) {
        answer_rtf(call, document, "thong-bao-ket-luan");
    }
    return document != NULL;
}

/* ---- the signed file ---- */

typedef struct Passage {
    char *folder;
    char *sha256;
    char *name;
    int file; /* on its way down, or -1 */
    GError *error;
} Passage;

static void passage_free(gpointer data)
{
    Passage *passage = data;
    g_free(passage->folder);
    g_free(passage->sha256);
    g_free(passage->name);
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
    rest_set_data(call, passage, passage_free);
    return passage;
}

static bool refuse_storage(RestCall *call)
{
    return rest_problem(call, 503, "store_failed",
            "Máy chủ chưa ghi hoặc đọc được tệp. Vui lòng báo quản trị hệ thống.", NULL);
}

/* Of an approved paper there is one signed file, and it is not exchanged. */
static bool may_sign(RestCall *call, const Minutes *minutes)
{
    if (minutes->state != MINUTES_APPROVED && minutes->state != MINUTES_ISSUED) {
        return rest_problem(
                call, 409, "bad_state", "Chỉ tải lên bản ký số khi biên bản đã được duyệt.", NULL);
    }
    return minutes->signed_sha256[0] == '\0' ||
            rest_problem(call, 409, "frozen", "Biên bản đã có bản ký số, không thay được.", NULL);
}

/* What agencies' tools sign and give back is PDF. */
static bool is_pdf(GBytes *bytes)
{
    static const char mark[] = "%PDF-";
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    return size > sizeof mark && memcmp(data, mark, sizeof mark - 1) == 0;
}

static bool is_file_name(const char *name)
{
    enum { NAME_MAX_BYTES = 200 };
    return name != NULL && name[0] != '\0' && name[0] != '.' && strlen(name) <= NAME_MAX_BYTES &&
            strpbrk(name, "/\\") == NULL;
}

static void write_file(RestCall *call)
{
    Passage *passage = rest_data(call);
    passage->sha256 = paper_folder_hash(rest_bytes(call));
    (void)paper_folder_write(passage->folder, passage->sha256, rest_bytes(call), &passage->error);
}

static bool note_file(RestCall *call, Database *database, GError **error)
{
    Passage *passage = rest_data(call);
    g_auto(MinutesCall) at = {0};

    if (passage->error != NULL) {
        return refuse_storage(call);
    }
    /* Once more: between then and now another may have been there. */
    if (!minutes_call_find(call, database, PERMISSION_MINUTES_FILE, &at, error) ||
            !may_sign(call, &at.minutes)) {
        return false;
    }
    Minutes *minutes = &at.minutes;
    g_free(minutes->signed_name);
    g_free(minutes->signed_sha256);
    g_free(minutes->signed_by);
    minutes->signed_name = g_steal_pointer(&passage->name);
    minutes->signed_sha256 = g_strdup(passage->sha256);
    minutes->signed_by = g_strdup(rest_actor(call)->account);
    minutes->signed_size = (int64_t)g_bytes_get_size(rest_bytes(call));
    minutes->signed_us = rest_now_us(call);
    return minutes_call_write(call, database, &at, "minutes.signed",
            json_pack("{s:s, s:s}", "name", minutes->signed_name, "sha256", passage->sha256),
            error);
}

static bool take_file(RestCall *call, Database *database, GError **error)
{
    g_auto(MinutesCall) at = {0};
    const char *name = rest_query(call, "name");

    if (!minutes_call_find(call, database, PERMISSION_MINUTES_FILE, &at, error) ||
            !may_sign(call, &at.minutes)) {
        return false;
    }
    if (!is_file_name(name)) {
        return rest_bad_field(call, "name", "Tên tệp: không hợp lệ.");
    }
    if (!is_pdf(rest_bytes(call))) {
        return rest_bad_field(call, "name", "Tệp: phải là tệp PDF đã ký số.");
    }
    Passage *passage = begin_passage(call);
    passage->name = g_utf8_normalize(name, -1, G_NORMALIZE_NFC);
    rest_continue(call, write_file, note_file);
    return true;
}

static void read_file(RestCall *call)
{
    Passage *passage = rest_data(call);
    passage->file = paper_folder_open(passage->folder, passage->sha256, &passage->error);
}

static bool answer_file(RestCall *call, Database *database, GError **error)
{
    Passage *passage = rest_data(call);
    (void)database;
    (void)error;

    if (passage->file < 0) {
        return refuse_storage(call);
    }
    rest_answer_file(call, g_steal_fd(&passage->file),
            &(RestFile){
                    .type = "application/octet-stream",
                    .file_name = passage->name,
                    .etag = passage->sha256,
            });
    return true;
}

static bool give_file(RestCall *call, Database *database, GError **error)
{
    g_auto(MinutesCall) at = {0};

    if (!minutes_call_find(call, database, PERMISSION_MINUTES_READ, &at, error)) {
        return false;
    }
    if (at.minutes.signed_sha256[0] == '\0') {
        return rest_not_found(call);
    }
    Passage *passage = begin_passage(call);
    passage->sha256 = g_strdup(at.minutes.signed_sha256);
    passage->name = g_strdup(at.minutes.signed_name);
    rest_continue(call, read_file, answer_file);
    return true;
}

/* ---- routes ---- */

static const char *const signed_query[] = {"name", NULL};
static const char sidecar_schema[] =
        "{\"type\":\"object\",\"required\":[\"ten_loai\",\"so\","
        "\"ky_hieu\",\"ngay\",\"co_quan\",\"trich_yeu\",\"nguoi_ky\"]}";

#define SHOW(path, fn, name, words)                                                                \
    .method = HTTP_GET, .pattern = "/api/v1/meetings/{code}/" path,                                \
    .permission = PERMISSION_MINUTES_READ, .work = (fn), .operation = (name), .summary = (words),  \
    .shape = REST_OTHER

static const RestRoute routes[] = {
        {SHOW("minutes.html", show_html, "printMinutes", "The minutes for print"),
                .answer_type = "text/html"},
        {SHOW("minutes.rtf", show_rtf, "getMinutesRtf", "The minutes as RTF"),
                .answer_type = "application/rtf"},
        {SHOW("minutes.json", show_sidecar, "getMinutesSidecar",
                 "The minutes' fields, for a document system"),
                .answer_schema = sidecar_schema},
        {SHOW("notice.html", show_notice_html, "printNotice",
                 "The notice of conclusions for print"),
                .answer_type = "text/html"},
        {SHOW("notice.rtf", show_notice_rtf, "getNoticeRtf", "The notice of conclusions as RTF"),
                .answer_type = "application/rtf"},
        {SHOW("minutes/signed", give_file, "getSignedMinutes", "The signed file, to be saved"),
                .answer_type = "application/octet-stream"},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/minutes/signed",
                .permission = PERMISSION_MINUTES_FILE,
                .work = take_file,
                .operation = "fileSignedMinutes",
                .summary = "File the signed minutes (PDF), once",
                .body_type = "*",
                .body_max = MINUTES_SIGNED_MAX,
                .answer = &minutes_type,
                .shape = REST_OTHER,
                .answer_schema = "{\"type\":\"object\"}",
                .query = signed_query},
};

void minutes_file_api_add_routes(PlanContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
