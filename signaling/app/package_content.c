#include "signaling/app/package_content.h"

#include "signaling/app/event_lines.h"
#include "signaling/meeting/utc_time.h"
#include "signaling/report/attendance_freeze.h"
#include "signaling/report/attendance_print.h"
#include "signaling/report/document_rtf.h"
#include "signaling/report/join_csv.h"
#include "signaling/report/minutes_document.h"
#include "signaling/store/attendance_log.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/meeting_events.h"
#include "signaling/store/minutes_table.h"
#include "signaling/store/recording_book.h"
#include "signaling/store/recording_stems.h"

#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK(package - content - error - quark, package_content_error)

static const char guide[] =
        "HỒ SƠ CUỘC HỌP\r\n\r\n"
        "ghi-hinh/    bản ghi hình (WebM); trong tieng-SO/: tiếng của từng điểm cầu, nếu có ghi\r\n"
        "diem-danh/   báo cáo điểm danh, lượt vào ra\r\n"
        "bien-ban/    biên bản, kết luận\r\n"
        "tai-lieu/    tài liệu của cuộc họp\r\n"
        "nhat-ky/     nhật ký những việc đã làm trong cuộc họp, mỗi dòng một việc (JSON)\r\n"
        "manifest.json, manifest.sig   danh mục với mã băm SHA-256 của từng tệp và chữ ký Ed25519 "
        "của "
        "hệ thống\r\n\r\n"
        "Kiểm tra hồ sơ còn nguyên vẹn, trên máy bất kỳ, không cần mạng:\r\n\r\n"
        "    giaoban recording verify TEN-TEP.zip\r\n\r\n"
        "Máy chỉ có OpenSSL: khóa công khai là \"key\" trong manifest.json; chữ ký là của các byte "
        "của "
        "manifest.json.\r\n";

/* What the parts below need. */
typedef struct Gathering {
    Database *database;
    const PackageSources *sources;
    PackageContent *content;
    json_t *recordings;
    bool unfinished;
} Gathering;

static void input_clear(gpointer data)
{
    PackageInput *input = data;
    g_free((char *)input->name);
    g_free((char *)input->path);
}

void package_content_init(PackageContent *content)
{
    *content = (PackageContent){.inputs = g_array_new(FALSE, TRUE, sizeof(PackageInput))};
    g_array_set_clear_func(content->inputs, input_clear);
}

void package_content_clear(PackageContent *content)
{
    g_free(content->meeting);
    g_free(content->title);
    g_clear_pointer(&content->inputs, g_array_unref);
    *content = (PackageContent){0};
}

static void add_input(Gathering *at, const char *name, const char *folder, const char *file)
{
    const PackageInput input = {
            .name = g_strdup(name), .path = g_build_filename(folder, file, NULL)};
    g_array_append_val(at->content->inputs, input);
}

/* A document of the database's. */
static bool add_bytes(
        Gathering *at, const char *name, const void *bytes, size_t size, GError **error)
{
    g_autofree char *file = g_strdup_printf("%u", at->content->inputs->len);
    g_autofree char *path = g_build_filename(at->sources->folder, file, NULL);

    add_input(at, name, at->sources->folder, file);
    return g_file_set_contents_full(
            path, bytes, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static bool add_text(Gathering *at, const char *name, const char *text, GError **error)
{
    return add_bytes(at, name, text, strlen(text), error);
}

static bool add_json(Gathering *at, const char *name, const json_t *value, GError **error)
{
    char *text = json_dumps(value, JSON_INDENT(1));
    const bool good = add_text(at, name, text, error);
    free(text);
    return good;
}

/* ---- recordings ---- */

static void add_recording(const Recording *recording, void *user_data)
{
    Gathering *at = user_data;
    g_autofree char *start = utc_time_text(recording->start_us);
    g_autofree char *end = utc_time_text(recording->end_us);
    const bool there = recording->state == RECORDING_READY;
    g_autofree char *name =
            there ? g_strdup_printf("ghi-hinh/%" G_GINT64_FORMAT ".webm", recording->id) : NULL;

    at->unfinished = at->unfinished || recording->state == RECORDING_RECORDING ||
            recording->state == RECORDING_PAUSED || recording->state == RECORDING_COMPLETING;
    json_t *row = json_pack("{s:I, s:s, s:s, s:s, s:I, s:I, s:s, s:s*}", "id",
            (json_int_t)recording->id, "state", recording_state_word(recording->state), "start",
            start, "end", end, "duration_ms", (json_int_t)(recording->duration_us / 1000), "bytes",
            (json_int_t)recording->bytes, "reason", recording->reason, "file", name);
    json_object_set_new(row, "check", json_loads(recording->check_json, 0, NULL));
    json_array_append_new(at->recordings, row);
    if (there) {
        add_input(at, name, at->sources->recordings_dir, recording->path);
        json_object_set_new(row, "path", json_string(recording->path));
    }
}

/* A name that a manifest allows: of the site, or of its number alone. Free with g_free(). */
static char *stem_name(json_int_t recording, const RecordingStem *stem)
{
    g_autofree char *site = g_strdup(stem->name);

    g_strdelimit(site, "\\/:*?\"<>|", '_');
    char *name =
            g_strdup_printf("ghi-hinh/tieng-%" G_GINT64_FORMAT "/%02" G_GINT64_FORMAT "-%s.webm",
                    (int64_t)recording, stem->number, site);
    if (!package_manifest_allows(name)) {
        g_free(name);
        name = g_strdup_printf("ghi-hinh/tieng-%" G_GINT64_FORMAT "/%02" G_GINT64_FORMAT ".webm",
                (int64_t)recording, stem->number);
    }
    return name;
}

/* The sites' own sound, beside the recording whose path only this needs. */
static bool add_stems(Gathering *at, json_t *row, GError **error)
{
    const json_int_t id = json_integer_value(json_object_get(row, "id"));
    g_autofree char *path = g_strdup(json_string_value(json_object_get(row, "path")));
    g_autoptr(GArray) stems = recording_stems_load(at->database, id, error);
    json_t *list = json_array();

    (void)json_object_del(row, "path");
    for (guint i = 0; path != NULL && stems != NULL && i < stems->len; i++) {
        const RecordingStem *stem = &g_array_index(stems, RecordingStem, i);
        g_autofree char *name = stem_name(id, stem);
        g_autofree char *file = recording_stem_path(path, stem->number);
        json_array_append_new(list,
                json_pack("{s:s, s:s, s:s}", "site", stem->identity, "name", stem->name, "file",
                        name));
        add_input(at, name, at->sources->recordings_dir, file);
    }
    json_object_set_new(row, "stems", list);
    return stems != NULL;
}

static bool add_spans(Gathering *at, json_t *row, GError **error)
{
    const json_int_t id = json_integer_value(json_object_get(row, "id"));
    g_autoptr(GArray) spans = recording_book_spans(at->database, id, error);

    if (spans == NULL) {
        return false;
    }
    json_t *list = json_array();
    for (guint i = 0; i < spans->len; i++) {
        const RecordingSpan *span = &g_array_index(spans, RecordingSpan, i);
        json_array_append_new(list,
                json_pack("{s:I, s:I, s:I}", "wall_start_us", (json_int_t)span->wall_start_us,
                        "wall_end_us", (json_int_t)span->wall_end_us, "file_start_us",
                        (json_int_t)span->file_start_us));
    }
    json_object_set_new(row, "spans", list);
    return true;
}

static bool add_recordings(Gathering *at, GError **error)
{
    if (!recording_book_each(at->database, at->content->meeting, add_recording, at, error)) {
        return false;
    }
    if (at->unfinished) {
        g_set_error(error, PACKAGE_CONTENT_ERROR, PACKAGE_CONTENT_ERROR_UNFINISHED,
                "a recording of this meeting is not finished yet; end it first");
        return false;
    }
    for (size_t i = 0; i < json_array_size(at->recordings); i++) {
        json_t *row = json_array_get(at->recordings, i);
        if (!add_spans(at, row, error) || !add_stems(at, row, error)) {
            return false;
        }
    }
    return json_array_size(at->recordings) == 0 ||
            add_json(at, "ghi-hinh/danh-sach.json", at->recordings, error);
}

/* ---- attendance ---- */

static void append_join(const AttendanceRecord *record, void *user_data)
{
    join_csv_row(user_data, record);
}

static bool add_joins(Gathering *at, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);

    join_csv_head(out);
    return attendance_log_each(at->database, at->content->meeting, append_join, out, error) &&
            add_text(at, "diem-danh/luot-vao-ra.csv", out->str, error);
}

static bool add_attendance(Gathering *at, GError **error)
{
    const char *meeting = at->content->meeting;
    const AttendanceRules *rules = at->sources->rules;
    g_autofree char *csv =
            attendance_file(at->database, meeting, rules, at->sources->now_us, error);
    g_autoptr(AttendanceReport) report = csv != NULL
            ? attendance_report_load(at->database, meeting, rules, at->sources->now_us, error)
            : NULL;

    if (report == NULL) {
        return false;
    }
    g_autoptr(Document) document = attendance_document(report);
    g_autofree char *rtf = document_rtf(document);
    return add_text(at, "diem-danh/diem-danh.csv", csv, error) &&
            add_text(at, "diem-danh/diem-danh.rtf", rtf, error) && add_joins(at, error);
}

/* ---- minutes ---- */

/* The file that the agency has signed. */
static void add_signed(Gathering *at, const Minutes *minutes)
{
    if (minutes->signed_sha256[0] != '\0') {
        add_input(
                at, "bien-ban/bien-ban-ky-so.pdf", at->sources->papers_dir, minutes->signed_sha256);
    }
}

static bool add_minutes(Gathering *at, GError **error)
{
    Minutes minutes = {0};
    bool good = minutes_table_find(at->database, at->content->meeting, &minutes, error);

    if (good && minutes.version > 0) {
        g_autoptr(Document) document = minutes_document(&minutes);
        g_autofree char *rtf = document_rtf(document);
        json_t *sidecar = minutes_sidecar(&minutes);
        good = add_text(at, "bien-ban/bien-ban.rtf", rtf, error) &&
                add_json(at, "bien-ban/bien-ban.json", sidecar, error);
        json_decref(sidecar);
        add_signed(at, &minutes);
    }
    record_clear(&minutes_type, &minutes);
    return good;
}

/* ---- papers and the log ---- */

static void add_paper(const void *record, void *user_data)
{
    const MeetingPaper *paper = record;
    Gathering *at = user_data;
    g_autofree char *shown = g_strdup(paper->name);

    g_strdelimit(shown, "\\/:*?\"<>|", '_');
    g_autofree char *name = g_strdup_printf("tai-lieu/%" G_GINT64_FORMAT "-%s", paper->id, shown);
    if (!package_manifest_allows(name)) {
        g_free(name);
        name = g_strdup_printf("tai-lieu/%" G_GINT64_FORMAT, paper->id);
    }
    add_input(at, name, at->sources->papers_dir, paper->sha256);
}

static bool add_papers(Gathering *at, GError **error)
{
    return record_each(at->database, &meeting_paper_type, "WHERE meeting = $1 ORDER BY id",
            DATABASE_VALUES(database_text(at->content->meeting)), add_paper, at, error);
}

static bool add_log(Gathering *at, GError **error)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    int64_t broken = 0;

    if (!meeting_events_verify(at->database, at->content->meeting, NULL, &broken, error) ||
            !event_lines_add(at->database, at->content->meeting, 0, lines, error)) {
        return false;
    }
    if (broken != 0) {
        g_set_error(error, PACKAGE_CONTENT_ERROR, PACKAGE_CONTENT_ERROR_BROKEN,
                "the meeting's log is broken at row %" G_GINT64_FORMAT, broken);
        return false;
    }
    return add_bytes(at, "nhat-ky/su-kien.jsonl", lines->str, lines->len, error);
}

static bool find_meeting(Gathering *at, const char *code, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    bool found = false;

    record_init(&meeting_plan_type, &plan);
    if (!meeting_book_find(at->database, code, &plan, &found, error)) {
        return false;
    }
    if (!found) {
        g_set_error(error, PACKAGE_CONTENT_ERROR, PACKAGE_CONTENT_ERROR_UNKNOWN_MEETING,
                "there is no meeting %s", code);
        return false;
    }
    at->content->meeting = g_strdup(plan.code);
    at->content->title = g_strdup(plan.title);
    return true;
}

static bool gather_all(Gathering *at, GError **error)
{
    static bool (*const parts[])(Gathering * at, GError * *error) = {
            add_recordings, add_attendance, add_minutes, add_papers, add_log};

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (!parts[i](at, error)) {
            return false;
        }
    }
    return true;
}

bool package_content_gather(Database *database, const PackageSources *sources, const char *meeting,
        PackageContent *content, GError **error)
{
    Gathering at = {.database = database,
            .sources = sources,
            .content = content,
            .recordings = json_array()};
    const bool good = find_meeting(&at, meeting, error) &&
            add_text(&at, "HUONG-DAN.txt", guide, error) && gather_all(&at, error);

    json_decref(at.recordings);
    return good;
}
