#include "signaling/app/line_checks_api.h"

#include "signaling/app/plan_call.h"
#include "signaling/meeting/meeting_annex.h"
#include "signaling/meeting/site.h"
#include "signaling/meeting/site_name.h"
#include "signaling/meeting/utc_time.h"
#include "signaling/store/line_check_log.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/site_table.h"

static const char answer_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\",\"running\"],\"properties\":{\"running\":{"
        "\"type\":\"boolean\"},\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
        "\"required\":[\"identity\",\"site\",\"name\",\"contact_name\",\"contact_phone\","
        "\"connected\",\"time\",\"check\",\"faults\"]}}}}";

static const char history_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":"
        "\"array\",\"items\":{\"type\":\"object\",\"required\":[\"name\",\"time\",\"check\"]}}}}";

/* ---- the store's thread ---- */

typedef struct Board {
    json_t *items;
    GHashTable *rows; /* identity -> json_t, lent by `items` */
} Board;

static json_t *add_row(Board *board, const char *identity, const char *site, const char *name)
{
    json_t *row = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:n, s:[]}", "identity",
            identity, "site", site, "name", name, "contact_name", "", "contact_phone", "", "room",
            "", "connected", false, "time", "", "check", "faults");

    json_array_append_new(board->items, row);
    g_hash_table_insert(board->rows, g_strdup(identity), row);
    return row;
}

static void add_invited(const void *record, void *user_data)
{
    const MeetingSite *invited = record;
    g_autofree char *identity = site_name_code_identity(invited->site);
    (void)add_row(user_data, identity, invited->site, invited->name);
}

static void add_checked(const LineCheckRecord *record, void *user_data)
{
    Board *board = user_data;
    json_t *row = g_hash_table_lookup(board->rows, record->identity);
    g_autofree char *time = utc_time_text(record->time_us);

    if (row == NULL) {
        const char *site = site_name_identity_code(record->identity);
        row = add_row(board, record->identity, site != NULL ? site : "", record->name);
    }
    json_object_set_new(row, "time", json_string(time));
    json_object_set_new(row, "check", json_loads(record->detail, 0, NULL));
}

/* Whom to phone. */
static bool add_contact(Database *database, json_t *row, GError **error)
{
    const char *code = json_string_value(json_object_get(row, "site"));
    g_auto(Site) site = {0};
    bool found = false;

    record_init(&site_type, &site);
    if (code[0] != '\0' && !site_table_find(database, code, &site, &found, error)) {
        return false;
    }
    if (found) {
        json_object_set_new(row, "contact_name", json_string(site.contact_name));
        json_object_set_new(row, "contact_phone", json_string(site.contact_phone));
        json_object_set_new(row, "room", json_string(site.room));
    }
    return true;
}

static bool fill(Database *database, const char *meeting, Board *board, GError **error)
{
    if (!meeting_book_each_site(database, meeting, add_invited, board, error) ||
            !line_check_log_latest(database, meeting, add_checked, board, error)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(board->items); i++) {
        if (!add_contact(database, json_array_get(board->items, i), error)) {
            return false;
        }
    }
    return true;
}

/* ---- the main thread ---- */

static json_t *row_of(json_t *items, const char *identity, const json_t *now)
{
    for (size_t i = 0; i < json_array_size(items); i++) {
        json_t *row = json_array_get(items, i);
        if (g_str_equal(json_string_value(json_object_get(row, "identity")), identity)) {
            return row;
        }
    }
    json_t *row = json_pack("{s:s, s:s, s:O, s:s, s:s, s:s}", "identity", identity, "site", "",
            "name", json_object_get(now, "name"), "contact_name", "", "contact_phone", "", "room",
            "");
    json_array_append_new(items, row);
    return row;
}

static void lay_over(RestCall *call, void *user_data)
{
    Conference *conference = conference_service_find(user_data, rest_param(call, "code"));
    json_t *items = json_incref(rest_data(call));

    if (conference != NULL) {
        json_t *sites = conference_watch_to_json(conference_watch(conference));
        const char *identity = NULL;
        json_t *now = NULL;
        json_object_foreach(sites, identity, now)
        {
            json_t *row = row_of(items, identity, now);
            json_object_set_new(row, "connected", json_true());
            json_object_set(row, "time", json_object_get(now, "time"));
            json_object_set(row, "check", json_object_get(now, "check"));
            json_object_set(row, "faults", json_object_get(now, "faults"));
        }
        json_decref(sites);
    }
    rest_answer(call, 200, json_pack("{s:o, s:b}", "items", items, "running", conference != NULL));
}

static void free_items(gpointer items)
{
    json_decref(items);
}

static bool list(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    Board board = {.items = json_array()};

    rest_set_data(call, board.items, free_items);
    if (!plan_call_find(call, database, PERMISSION_MEETING_READ, &plan, error)) {
        return false;
    }
    board.rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const bool good = fill(database, plan.code, &board, error);
    g_hash_table_unref(board.rows);
    if (good) {
        rest_answer(call, 200, json_pack("{s:[], s:b}", "items", "running", false));
        rest_after(call, lay_over, rest_user_data(call));
    }
    return good;
}

static void add_past(const LineCheckRecord *record, void *user_data)
{
    g_autofree char *time = utc_time_text(record->time_us);
    json_array_append_new(user_data,
            json_pack("{s:s, s:s, s:o?}", "name", record->name, "time", time, "check",
                    json_loads(record->detail, 0, NULL)));
}

static bool history(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_MEETING_READ, &plan, error)) {
        return false;
    }
    json_t *items = json_array();
    const bool good = line_check_log_of_site(
            database, plan.code, rest_param(call, "identity"), add_past, items, error);
    if (!good) {
        json_decref(items);
        return false;
    }
    rest_answer(call, 200, json_pack("{s:o}", "items", items));
    return true;
}

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/line-checks",
                .permission = PERMISSION_MEETING_READ,
                .work = list,
                .operation = "listLineChecks",
                .summary = "How the sites of a meeting are: camera, microphone, echo, line, and "
                           "whom to phone",
                .shape = REST_OTHER,
                .answer_schema = answer_schema},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/line-checks/{identity}",
                .permission = PERMISSION_MEETING_READ,
                .work = history,
                .operation = "listLineChecksOfSite",
                .summary = "The kept results of one site in a meeting, the newest first",
                .shape = REST_OTHER,
                .answer_schema = history_schema},
};

void line_checks_api_add_routes(ConferenceService *service, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), service);
}
