#include "signaling/app/stills_api.h"

#include "signaling/app/paper_folder.h"
#include "signaling/app/plan_call.h"
#include "signaling/meeting/proceedings.h"
#include "signaling/meeting/utc_time.h"
#include "signaling/store/meeting_events.h"

#include <unistd.h>

/* The stills of a meeting out of its events. */
typedef struct Gathering {
    json_t *items;
} Gathering;

static bool gather(const MeetingEvent *row, void *user_data)
{
    Gathering *gathering = user_data;

    if (!g_str_equal(row->kind, proceedings_verb_name(PROCEEDINGS_ROLL_STILL))) {
        return true;
    }
    json_t *event = json_loads(row->detail, 0, NULL);
    const char *site = json_string_value(json_object_get(event, "site"));
    const char *hash = json_string_value(json_object_get(event, "sha256"));
    g_autofree char *time = utc_time_text(row->time_us);
    if (site != NULL && hash != NULL) {
        json_array_append_new(gathering->items,
                json_pack("{s:I, s:s, s:s, s:s}", "id", (json_int_t)row->id, "site", site, "time",
                        time, "sha256", hash));
    }
    json_decref(event);
    return true;
}

static bool load(RestCall *call, Database *database, json_t **ret_items, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    Gathering gathering = {0};

    if (!plan_call_find(call, database, PERMISSION_ATTENDANCE_READ, &plan, error)) {
        return false;
    }
    gathering.items = json_array();
    if (!meeting_events_each(database, plan.code, 0, gather, &gathering, error)) {
        json_decref(gathering.items);
        return false;
    }
    *ret_items = gathering.items;
    return true;
}

static bool list_stills(RestCall *call, Database *database, GError **error)
{
    json_t *items = NULL;

    if (!load(call, database, &items, error)) {
        return false;
    }
    plan_call_answer_items(call, items);
    return true;
}

/* One on its way down: between the store and a worker. */
typedef struct Passage {
    char *folder;
    char *hash;
    int file; /* -1: none */
} Passage;

static void passage_free(gpointer data)
{
    Passage *passage = data;

    if (passage->file >= 0) {
        close(passage->file);
    }
    g_free(passage->folder);
    g_free(passage->hash);
    g_free(passage);
}

static void open_file(RestCall *call)
{
    Passage *passage = rest_data(call);
    passage->file = paper_folder_open(passage->folder, passage->hash, NULL);
}

static bool answer_file(RestCall *call, Database *database, GError **error)
{
    Passage *passage = rest_data(call);
    (void)database;
    (void)error;

    if (passage->file < 0) {
        return rest_problem(call, 503, "store_failed",
                "Máy chủ chưa đọc được hình. Vui lòng báo quản trị hệ thống.", NULL);
    }
    rest_answer_file(call, g_steal_fd(&passage->file),
            &(RestFile){.type = "image/jpeg", .etag = passage->hash});
    return true;
}

/* The hash of the still with this number; NULL: there is none. */
static char *hash_of(const json_t *items, const char *number)
{
    gint64 id = 0;

    if (!g_ascii_string_to_signed(number, 10, 1, INT64_MAX, &id, NULL)) {
        return NULL;
    }
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);
        if (json_integer_value(json_object_get(item, "id")) == id) {
            return g_strdup(json_string_value(json_object_get(item, "sha256")));
        }
    }
    return NULL;
}

static bool get_still(RestCall *call, Database *database, GError **error)
{
    json_t *items = NULL;

    if (!load(call, database, &items, error)) {
        return false;
    }
    char *hash = hash_of(items, rest_param(call, "id"));
    json_decref(items);
    if (hash == NULL) {
        return rest_not_found(call);
    }
    Passage *passage = g_new(Passage, 1);
    *passage = (Passage){.folder = g_strdup(rest_user_data(call)), .hash = hash, .file = -1};
    rest_set_data(call, passage, passage_free);
    rest_continue(call, open_file, answer_file);
    return true;
}

static const char list_schema[] =
        "{\"type\":\"object\",\"properties\":{\"items\":{\"type\":\"array\",\"items\":{\"type\":"
        "\"object\",\"properties\":{\"id\":{\"type\":\"integer\"},\"site\":{\"type\":\"string\"},"
        "\"time\":{\"type\":\"string\"},\"sha256\":{\"type\":\"string\"}},\"required\":[\"id\","
        "\"site\",\"time\",\"sha256\"],\"additionalProperties\":false}}},\"required\":[\"items\"]}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/stills",
                .permission = PERMISSION_ATTENDANCE_READ,
                .work = list_stills,
                .operation = "listStills",
                .summary = "The still pictures of a meeting's roll calls",
                .shape = REST_OTHER,
                .answer_schema = list_schema},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/stills/{id}",
                .permission = PERMISSION_ATTENDANCE_READ,
                .work = get_still,
                .operation = "getStill",
                .summary = "One still picture",
                .shape = REST_OTHER,
                .answer_type = "image/jpeg"},
};

void stills_api_add_routes(const char *folder, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), (void *)folder);
}
