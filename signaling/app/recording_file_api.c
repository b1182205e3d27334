#include "signaling/app/plan_call.h"
#include "signaling/app/recording_passage.h"
#include "signaling/app/recordings_api.h"
#include "signaling/store/recording_access.h"
#include "signaling/store/recording_stems.h"

#include <string.h>

/* What is not there any more, or never was. @return false: answered */
static bool has_file(RestCall *call, const Recording *recording)
{
    if (recording->state == RECORDING_ERASED) {
        return rest_problem(call, 410, "erased", "Bản ghi đã được xóa theo quyết định.", NULL);
    }
    return recording->path[0] != '\0' || rest_not_found(call);
}

/* As people find it again among their files. Free with g_free(). */
static char *file_name_of(const RecordingAt *at)
{
    g_autofree char *start = record_time_text(at->recording.start_us);
    g_autofree char *day = g_strndup(start, strlen("2026-11-22"));
    return g_strdup_printf("%s-%s-%" G_GINT64_FORMAT ".webm", at->plan.code, day, at->recording.id);
}

/* What has been written of one that goes on does not change: a player may go on with it while it grows. */
static const char *tag_of(const Recording *recording)
{
    const bool grows =
            recording->state == RECORDING_RECORDING || recording->state == RECORDING_PAUSED;
    return grows ? "grows" : recording->state == RECORDING_READY ? recording->sha256 : NULL;
}

static bool get_file(RestCall *call, Database *database, GError **error)
{
    const RestActor *actor = rest_actor(call);
    const bool download = g_strcmp0(rest_query(call, "download"), "1") == 0;
    const char *whom = rest_query(call, "whom") != NULL ? rest_query(call, "whom") : "";
    g_auto(RecordingAt) at = {0};

    if (!recording_call_find(call, database, PERMISSION_RECORDING_READ, &at, error) ||
            !has_file(call, &at.recording)) {
        return false;
    }
    if (download && whom[0] == '\0') {
        return rest_bad_field(call, "whom", "Cần ghi bản sao dùng cho ai, để làm gì.");
    }
    RecordingAccess access = {
            .account = actor->account,
            .name = actor->name,
            .unit = actor->unit,
            .kind = download ? RECORDING_ACCESS_DOWNLOAD : RECORDING_ACCESS_VIEW,
            .whom = (char *)whom,
    };
    if (!recording_call_note(call, database, &at, &access, error)) {
        return false;
    }
    g_autofree char *name = file_name_of(&at);
    return recording_passage_begin(call,
            &(RecordingPassage){
                    .path = at.recording.path,
                    .type = "video/webm",
                    .etag = tag_of(&at.recording),
                    .name = download ? name : NULL,
            });
}

static bool get_thumbnail(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};
    gint64 number = 0;

    if (!recording_call_find(call, database, PERMISSION_RECORDING_READ, &at, error) ||
            !has_file(call, &at.recording)) {
        return false;
    }
    if (!g_ascii_string_to_signed(
                rest_param(call, "n"), 10, 0, THUMBNAILS_MAX - 1, &number, NULL)) {
        return rest_not_found(call);
    }
    g_autofree char *path = thumbnail_path(at.recording.path, number);
    return recording_passage_begin(call, &(RecordingPassage){.path = path, .type = "image/jpeg"});
}

/* ---- the sound of each site ---- */

static bool list_stems(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};

    if (!recording_call_find(call, database, PERMISSION_RECORDING_READ, &at, error)) {
        return false;
    }
    g_autoptr(GArray) stems = recording_stems_load(database, at.recording.id, error);
    json_t *items = json_array();
    for (guint i = 0; stems != NULL && i < stems->len; i++) {
        const RecordingStem *stem = &g_array_index(stems, RecordingStem, i);
        json_array_append_new(items,
                json_pack("{s:I, s:s, s:s, s:I, s:s}", "number", (json_int_t)stem->number,
                        "identity", stem->identity, "name", stem->name, "bytes",
                        (json_int_t)stem->bytes, "sha256", stem->sha256));
    }
    plan_call_answer_items(call, items);
    return stems != NULL;
}

/* The stem {n}. @return NULL: answered, or an error */
static const RecordingStem *find_stem(RestCall *call, const GArray *stems)
{
    int64_t number = 0;

    if (stems == NULL || !recording_call_number(call, "n", &number)) {
        return NULL;
    }
    for (guint i = 0; i < stems->len; i++) {
        if (g_array_index(stems, RecordingStem, i).number == number) {
            return &g_array_index(stems, RecordingStem, i);
        }
    }
    (void)rest_not_found(call);
    return NULL;
}

/* As people find it again among their files. Free with g_free(). */
static char *stem_name_of(const RecordingAt *at, const RecordingStem *stem)
{
    g_autofree char *whole = file_name_of(at);
    g_autofree char *site = g_strdup(stem->name);
    const int length = (int)(strlen(whole) - strlen(".webm"));

    g_strdelimit(site, "\\/:*?\"<>|", '_');
    return g_strdup_printf("%.*s-%s.webm", length, whole, site);
}

/* Each is a copy that somebody keeps: it is noted whose sound it is, and for whom. */
static bool get_stem(RestCall *call, Database *database, GError **error)
{
    const RestActor *actor = rest_actor(call);
    const char *whom = rest_query(call, "whom");
    g_auto(RecordingAt) at = {0};

    if (!recording_call_find(call, database, PERMISSION_RECORDING_READ, &at, error) ||
            !has_file(call, &at.recording)) {
        return false;
    }
    g_autoptr(GArray) stems = recording_stems_load(database, at.recording.id, error);
    const RecordingStem *stem = find_stem(call, stems);
    if (stem == NULL) {
        return false;
    }
    if (whom == NULL || whom[0] == '\0') {
        return rest_bad_field(call, "whom", "Cần ghi bản sao dùng cho ai, để làm gì.");
    }
    g_autofree char *noted = g_strdup_printf("%s (tiếng: %s)", whom, stem->name);
    RecordingAccess access = {
            .account = actor->account,
            .name = actor->name,
            .unit = actor->unit,
            .kind = RECORDING_ACCESS_DOWNLOAD,
            .whom = noted,
    };
    if (!recording_call_note(call, database, &at, &access, error)) {
        return false;
    }
    g_autofree char *path = recording_stem_path(at.recording.path, stem->number);
    g_autofree char *name = stem_name_of(&at, stem);
    return recording_passage_begin(call,
            &(RecordingPassage){
                    .path = path, .type = "audio/webm", .etag = stem->sha256, .name = name});
}

/* ---- what a link opens ---- */

/* The link of the path, and its recording. @param share  cleared by the caller */
static bool find_shared(
        RestCall *call, Database *database, RecordingShare *share, RecordingAt *at, GError **error)
{
    const char *token = rest_param(call, "token");
    g_autofree char *key = g_compute_checksum_for_string(G_CHECKSUM_SHA256, token, -1);

    record_init(&recording_share_type, share);
    if (!recording_share_find(database, key, share, error)) {
        return false;
    }
    if (share->id == 0) {
        return rest_not_found(call);
    }
    if (!recording_share_is_open(share, rest_now_us(call))) {
        return rest_problem(call, 410, "share_ended",
                "Liên kết đã hết hạn hoặc đã được thu hồi. Vui lòng liên hệ cơ quan đã gửi.", NULL);
    }
    return recording_call_find_any(call, database, share->recording, at, error) &&
            has_file(call, &at->recording);
}

static void share_clear(RecordingShare *share)
{
    record_clear(&recording_share_type, share);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RecordingShare, share_clear)

static bool get_shared(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingShare) share = {0};
    g_auto(RecordingAt) at = {0};

    if (!find_shared(call, database, &share, &at, error) ||
            !database_run(database, "UPDATE recording_shares SET opened = opened + 1 WHERE id = $1",
                    DATABASE_VALUES(database_int(share.id)), NULL, error)) {
        return false;
    }
    g_autofree char *start = record_time_text(at.recording.start_us);
    g_autofree char *expires = record_time_text(share.expires_us);
    rest_answer(call, 200,
            json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:b}", "title", at.plan.title, "agency",
                    share.agency, "purpose", share.purpose, "start", start, "expires", expires,
                    "duration_ms", (json_int_t)(at.recording.duration_us / 1000), "bytes",
                    (json_int_t)at.recording.bytes, "download", share.download));
    return true;
}

static bool get_shared_file(RestCall *call, Database *database, GError **error)
{
    const bool download = g_strcmp0(rest_query(call, "download"), "1") == 0;
    g_auto(RecordingShare) share = {0};
    g_auto(RecordingAt) at = {0};

    if (!find_shared(call, database, &share, &at, error)) {
        return false;
    }
    if (download && !share.download) {
        return rest_problem(call, 403, "watch_only", "Liên kết này chỉ cho xem.", NULL);
    }
    RecordingAccess access = {
            .account = (char *)"",
            .name = share.agency,
            .unit = (char *)"",
            .kind = download ? RECORDING_ACCESS_SHARED_DOWNLOAD : RECORDING_ACCESS_SHARED_VIEW,
            .whom = share.purpose,
            .share = share.id,
    };
    if (!recording_call_note(call, database, &at, &access, error)) {
        return false;
    }
    g_autofree char *name = file_name_of(&at);
    return recording_passage_begin(call,
            &(RecordingPassage){
                    .path = at.recording.path,
                    .type = "video/webm",
                    .etag = tag_of(&at.recording),
                    .name = download ? name : NULL,
            });
}

/* ---- routes ---- */

static const char shared_schema[] =
        "{\"type\":\"object\",\"required\":[\"title\",\"agency\",\"purpose\",\"start\",\"expires\","
        "\"duration_ms\",\"bytes\",\"download\"],\"properties\":{\"title\":{\"type\":\"string\"},"
        "\"agency\":{\"type\":\"string\"},\"purpose\":{\"type\":\"string\"},"
        "\"start\":{\"type\":\"string\"},\"expires\":{\"type\":\"string\"},"
        "\"duration_ms\":{\"type\":\"integer\"},\"bytes\":{\"type\":\"integer\"},"
        "\"download\":{\"type\":\"boolean\"}}}";

static const char stems_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":"
        "\"array\",\"items\":{\"type\":\"object\",\"required\":[\"number\",\"identity\",\"name\","
        "\"bytes\",\"sha256\"],\"properties\":{\"number\":{\"type\":\"integer\"},"
        "\"identity\":{\"type\":\"string\"},\"name\":{\"type\":\"string\"},"
        "\"bytes\":{\"type\":\"integer\"},\"sha256\":{\"type\":\"string\"}}}}}}";

static const char *const stem_query[] = {"whom", NULL};
static const char *const file_query[] = {"download", "whom", NULL};
static const char *const shared_query[] = {"download", NULL};

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings/{id}/file",
                .permission = PERMISSION_RECORDING_READ,
                .work = get_file,
                .operation = "getRecordingFile",
                .summary = "A recording to watch, or (download=1, whom) to keep, or a part (Range)",
                .shape = REST_OTHER,
                .answer_type = "video/webm",
                .query = file_query},
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings/{id}/thumbnails/{n}",
                .permission = PERMISSION_RECORDING_READ,
                .work = get_thumbnail,
                .operation = "getRecordingThumbnail",
                .summary = "A small picture of it; how far they are apart stands in the recording",
                .shape = REST_OTHER,
                .answer_type = "image/jpeg"},
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings/{id}/stems",
                .permission = PERMISSION_RECORDING_READ,
                .work = list_stems,
                .operation = "listRecordingStems",
                .summary = "The sites whose sound was recorded beside it",
                .shape = REST_OTHER,
                .answer_schema = stems_schema},
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings/{id}/stems/{n}",
                .permission = PERMISSION_RECORDING_READ,
                .work = get_stem,
                .operation = "getRecordingStem",
                .summary = "One site's sound, as long as the recording, to keep (whom), or a part "
                           "(Range)",
                .shape = REST_OTHER,
                .answer_type = "audio/webm",
                .query = stem_query},
        {.method = HTTP_GET,
                .pattern = "/api/v1/shared/{token}",
                .work = get_shared,
                .operation = "getShared",
                .summary = "What a link for another agency opens",
                .shape = REST_OTHER,
                .answer_schema = shared_schema,
                .open = true},
        {.method = HTTP_GET,
                .pattern = "/api/v1/shared/{token}/file",
                .work = get_shared_file,
                .operation = "getSharedFile",
                .summary = "The recording behind such a link, or a part of it (Range)",
                .shape = REST_OTHER,
                .answer_type = "video/webm",
                .query = shared_query,
                .open = true},
};

void recording_file_api_add_routes(RecordingContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
