#include "signaling/app/recordings_api.h"

#include "signaling/app/plan_call.h"
#include "signaling/meeting/search_words.h"
#include "signaling/store/recording_index.h"

enum {
    PAGE = 50,
    FRESH_FOR_DUE = 500, /* made new before it is told what is due */
    US_IN_MS = 1000,
};

/* ---- the list ---- */

/* A list in the making. */
typedef struct Listing {
    json_t *items;
    int64_t last_us;
    int64_t last_id;
} Listing;

static void append(const CatalogEntry *entry, void *user_data)
{
    Listing *listing = user_data;

    json_array_append_new(listing->items, recording_call_entry_json(entry));
    listing->last_us = entry->start_us;
    listing->last_id = entry->id;
}

static json_t *chapter_json(const IndexedChapter *chapter)
{
    g_autofree char *wall = record_time_text(chapter->wall_us);

    return json_pack("{s:s, s:s, s:s, s:s, s:I, s:I}", "kind", chapter->kind, "title",
            chapter->title, "note", chapter->note, "time", wall, "from_ms",
            (json_int_t)(chapter->from_us / US_IN_MS), "to_ms",
            (json_int_t)(chapter->to_us / US_IN_MS));
}

static void append_chapter(const IndexedChapter *chapter, void *user_data)
{
    json_array_append_new(user_data, chapter_json(chapter));
}

/* What was looked for, within each recording that was found. */
static bool add_hits(Database *database, const json_t *items, const char *text, GError **error)
{
    g_auto(GStrv) words = search_words_asked(text != NULL ? text : "");

    for (size_t i = 0; words[0] != NULL && i < json_array_size(items); i++) {
        json_t *item = json_array_get(items, i);
        json_t *hits = json_array();
        json_object_set_new(item, "hits", hits);
        if (!recording_index_each_hit(database, json_integer_value(json_object_get(item, "id")),
                    words, append_chapter, hits, error)) {
            return false;
        }
    }
    return true;
}

static bool query_time(RestCall *call, const char *name, int64_t *ret_time_us)
{
    const char *text = rest_query(call, name);

    if (text == NULL || text[0] == '\0') {
        *ret_time_us = 0;
        return true;
    }
    return record_time_parse(text, ret_time_us) ||
            rest_bad_field(call, name, "Thời gian không đúng định dạng.");
}

static bool is_on(const RestCall *call, const char *name)
{
    return g_strcmp0(rest_query(call, name), "1") == 0;
}

/* "START:ID" of the last one on the page before. */
static bool read_after(RestCall *call, CatalogQuestion *question)
{
    const char *after = rest_query(call, "after");

    if (after == NULL || after[0] == '\0') {
        return true;
    }
    g_auto(GStrv) parts = g_strsplit(after, ":", 2);
    gint64 start_us = 0;
    gint64 id = 0;
    if (g_strv_length(parts) != 2 ||
            !g_ascii_string_to_signed(parts[0], 10, 1, INT64_MAX, &start_us, NULL) ||
            !g_ascii_string_to_signed(parts[1], 10, 1, INT64_MAX, &id, NULL)) {
        return rest_bad_field(call, "after", "Trang không hợp lệ.");
    }
    question->before_us = start_us;
    question->before_id = id;
    return true;
}

static bool answer_list(RestCall *call, Database *database, const CatalogQuestion *question,
        const Listing *listing, GError **error)
{
    int64_t total = 0;
    const bool whole = (int)json_array_size(listing->items) < question->limit;

    if (!recording_catalog_count(database, question, &total, error)) {
        return false;
    }
    json_t *answer = json_pack("{s:O, s:I}", "items", listing->items, "total", (json_int_t)total);
    if (!whole) {
        g_autofree char *next = g_strdup_printf(
                "%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, listing->last_us, listing->last_id);
        json_object_set_new(answer, "next", json_string(next));
    }
    rest_answer(call, 200, answer);
    return true;
}

static bool list(RestCall *call, Database *database, GError **error)
{
    const bool due = is_on(call, "due");
    CatalogQuestion question = {
            .text = rest_query(call, "q"),
            .unit = rest_query(call, "unit"),
            .meeting = rest_query(call, "meeting"),
            .state = rest_query(call, "state"),
            .due_by_us = due ? rest_now_us(call) : 0,
            .minutes = permission_allows(rest_actor(call)->role, PERMISSION_MINUTES_READ),
            .limit = (int)rest_query_number(call, "limit", PAGE, 1, CATALOG_LIMIT_MAX),
            .reach = recording_call_reach(call, PERMISSION_RECORDING_READ),
    };
    Listing listing = {0};

    if (!query_time(call, "from", &question.from_us) || !query_time(call, "to", &question.to_us) ||
            !read_after(call, &question) ||
            !recording_index_freshen(database, rest_now_us(call),
                    due ? FRESH_FOR_DUE : RECORDING_INDEX_AT_ONCE, error)) {
        return false;
    }
    listing.items = json_array();
    const bool good = recording_catalog_each(database, &question, append, &listing, error) &&
            add_hits(database, listing.items, question.text, error) &&
            answer_list(call, database, &question, &listing, error);
    json_decref(listing.items);
    return good;
}

/* ---- one ---- */

static bool add_chapters(
        RestCall *call, Database *database, const RecordingAt *at, json_t *json, GError **error)
{
    json_t *chapters = json_array();

    json_object_set_new(json, "chapters", chapters);
    return recording_index_build(database, at->recording.id, rest_now_us(call), error) &&
            recording_index_each_chapter(
                    database, at->recording.id, append_chapter, chapters, error);
}

static bool add_spans(Database *database, const RecordingAt *at, json_t *json, GError **error)
{
    g_autoptr(GArray) spans = recording_book_spans(database, at->recording.id, error);
    json_t *list_json = json_array();

    json_object_set_new(json, "spans", list_json);
    for (guint i = 0; spans != NULL && i < spans->len; i++) {
        const RecordingSpan *span = &g_array_index(spans, RecordingSpan, i);
        json_array_append_new(list_json,
                json_pack("{s:I, s:I, s:I}", "wall_start_ms",
                        (json_int_t)(span->wall_start_us / US_IN_MS), "wall_end_ms",
                        (json_int_t)(span->wall_end_us / US_IN_MS), "file_start_ms",
                        (json_int_t)(span->file_start_us / US_IN_MS)));
    }
    return spans != NULL;
}

/* What the actor may do with it. */
static bool add_rights(
        RestCall *call, Database *database, const RecordingAt *at, json_t *json, GError **error)
{
    static const struct {
        const char *name;
        Permission permission;
    } rights[] = {
            {"share", PERMISSION_RECORDING_SHARE},
            {"dispose", PERMISSION_RECORDING_DISPOSE},
            {"minutes", PERMISSION_MINUTES_READ},
    };
    json_t *may = json_object();

    json_object_set_new(json, "may", may);
    for (size_t i = 0; i < G_N_ELEMENTS(rights); i++) {
        bool reaches = false;
        if (!recording_call_reaches(call, database, rights[i].permission, at, &reaches, error)) {
            return false;
        }
        json_object_set_new(may, rights[i].name, json_boolean(reaches));
    }
    return true;
}

/* Made when somebody opens it for the first time: that one sees it without. */
static void want_thumbnails(RestCall *call, void *user_data)
{
    const RecordingContext *context = rest_user_data(call);
    const Recording *recording = user_data;
    thumbnail_maker_want(context->thumbnails, recording->path, recording->duration_us);
}

static void recording_free(gpointer data)
{
    recording_clear(data);
    g_free(data);
}

static void add_thumbnails(RestCall *call, const Recording *recording, json_t *json)
{
    const RecordingContext *context = rest_user_data(call);
    const ThumbnailPlan plan = thumbnail_plan(recording->duration_us);
    const bool ready = recording->state == RECORDING_READY && recording->path[0] != '\0';
    const bool there = ready && thumbnails_are_there(context->folder, recording->path);

    json_object_set_new(json, "thumbnails",
            json_pack("{s:I, s:I}", "count", (json_int_t)(there ? plan.count : 0), "step_ms",
                    (json_int_t)plan.step_ms));
    if (ready && !there) {
        Recording *wanted = g_new0(Recording, 1);
        recording_copy(wanted, recording);
        rest_set_data(call, wanted, recording_free);
        rest_after(call, want_thumbnails, wanted);
    }
}

static void keep_entry(const CatalogEntry *entry, void *user_data)
{
    json_t **json = user_data;
    json_t *check = json_loads(entry->check_json, 0, NULL);

    *json = recording_call_entry_json(entry);
    json_object_set_new(*json, "sha256", json_string(entry->sha256));
    json_object_set_new(*json, "reason", json_string(entry->reason));
    json_object_set_new(*json, "width", json_integer((json_int_t)entry->width));
    json_object_set_new(*json, "height", json_integer((json_int_t)entry->height));
    json_object_set_new(*json, "check", check != NULL ? check : json_null());
}

static bool get(RestCall *call, Database *database, GError **error)
{
    g_auto(RecordingAt) at = {0};
    json_t *json = NULL;
    bool found = false;

    if (!recording_call_find(call, database, PERMISSION_RECORDING_READ, &at, error) ||
            !recording_catalog_find(database, at.recording.id, keep_entry, &json, &found, error)) {
        return false;
    }
    if (!found) {
        return rest_not_found(call);
    }
    if (!add_chapters(call, database, &at, json, error) || !add_spans(database, &at, json, error) ||
            !add_rights(call, database, &at, json, error)) {
        json_decref(json);
        return false;
    }
    add_thumbnails(call, &at.recording, json);
    rest_answer(call, 200, json);
    return true;
}

/* ---- routes ---- */

#define ENTRY_PROPERTIES                                                                           \
    "\"id\":{\"type\":\"integer\"},\"meeting\":{\"type\":\"string\"},"                             \
    "\"title\":{\"type\":\"string\"},\"invite_no\":{\"type\":\"string\"},"                         \
    "\"kind\":{\"type\":\"string\"},\"unit\":{\"type\":\"string\"},"                               \
    "\"unit_name\":{\"type\":\"string\"},\"state\":{\"enum\":[\"recording\",\"paused\","           \
    "\"completing\",\"ready\",\"failed\",\"empty\",\"erased\"]},\"start\":{\"type\":\"string\"},"  \
    "\"end\":{\"type\":\"string\"},\"duration_ms\":{\"type\":\"integer\"},"                        \
    "\"bytes\":{\"type\":\"integer\"},\"retention\":{\"type\":\"string\"},"                        \
    "\"due\":{\"type\":\"string\"},\"hold\":{\"type\":\"boolean\"},"                               \
    "\"filed\":{\"type\":\"boolean\"},\"asked\":{\"type\":\"boolean\"},"                           \
    "\"waits\":{\"enum\":[\"\",\"disk_full\",\"read_only\",\"disk\"]}"

#define CHAPTERS_SCHEMA                                                                            \
    "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"kind\",\"title\","         \
    "\"note\",\"time\",\"from_ms\",\"to_ms\"],\"properties\":{\"kind\":{\"enum\":[\"session\","    \
    "\"agenda\",\"speaker\",\"vote\",\"slides\",\"roll\"]},\"title\":{\"type\":\"string\"},"       \
    "\"note\":{\"type\":\"string\"},\"time\":{\"type\":\"string\"},"                               \
    "\"from_ms\":{\"type\":\"integer\"},\"to_ms\":{\"type\":\"integer\"}}}}"

static const char list_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\",\"total\"],\"properties\":{\"items\":"
        "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"id\",\"meeting\","
        "\"title\",\"state\"],\"properties\":{" ENTRY_PROPERTIES ",\"hits\":" CHAPTERS_SCHEMA
        "}}},\"total\":{\"type\":\"integer\"},\"next\":{\"type\":\"string\"}}}";

static const char one_schema[] =
        "{\"type\":\"object\",\"required\":[\"id\",\"meeting\",\"state\",\"chapters\",\"spans\","
        "\"may\"],\"properties\":{" ENTRY_PROPERTIES ",\"sha256\":{\"type\":\"string\"},"
        "\"reason\":{\"type\":\"string\"},\"width\":{\"type\":\"integer\"},"
        "\"height\":{\"type\":\"integer\"},\"check\":{},\"chapters\":" CHAPTERS_SCHEMA
        ",\"spans\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
        "\"thumbnails\":{\"type\":\"object\"},\"may\":{\"type\":\"object\"}}}";

static const char *const list_query[] = {
        "q", "from", "to", "unit", "meeting", "state", "due", "after", "limit", NULL};

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings",
                .permission = PERMISSION_RECORDING_READ,
                .work = list,
                .operation = "listRecordings",
                .summary = "Recordings by words (q), days, unit, meeting, state, or what is due",
                .shape = REST_OTHER,
                .answer_schema = list_schema,
                .query = list_query},
        {.method = HTTP_GET,
                .pattern = "/api/v1/recordings/{id}",
                .permission = PERMISSION_RECORDING_READ,
                .work = get,
                .operation = "getRecording",
                .summary = "One recording, with its chapters, its check, and what one may do",
                .shape = REST_OTHER,
                .answer_schema = one_schema},
};

void recordings_api_add_routes(RecordingContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
    recording_file_api_add_routes(context, rest);
    recording_marks_api_add_routes(context, rest);
    recording_keeping_api_add_routes(context, rest);
    recording_erasures_api_add_routes(context, rest);
    recording_shares_api_add_routes(context, rest);
}
