#include "signaling/app/site_entry_api.h"

#include "signaling/app/site_door.h"
#include "signaling/client/auth_token.h"
#include "signaling/client/login_guard.h"
#include "signaling/client/password_hash.h"
#include "signaling/meeting/site.h"
#include "signaling/meeting/site_name.h"
#include "signaling/store/site_table.h"

#include <stddef.h>

enum { SECOND_US = 1000000 };

struct SiteEntryApi {
    /* set at creation, then constant */
    TokenKey key;
    int64_t token_s;

    /* store thread only */
    LoginGuard *guard;
};

typedef struct EntryRequest {
    char *site;
    char *pin;
} EntryRequest;

static const RecordField entry_fields[] = {
        {.name = "site",
                .kind = RECORD_TEXT,
                .offset = offsetof(EntryRequest, site),
                .flags = RECORD_REQUIRED | RECORD_CODE,
                .title = "Mã điểm cầu"},
        {.name = "pin",
                .kind = RECORD_TEXT,
                .offset = offsetof(EntryRequest, pin),
                .flags = RECORD_REQUIRED,
                .max = SITE_ENTRY_PIN_MAX,
                .title = "Mã PIN"},
        {.name = NULL},
};

static const RecordType entry_type = {
        .name = "site_entry", .size = sizeof(EntryRequest), .fields = entry_fields};

/* From one stage to the next. */
typedef struct Entry {
    EntryRequest request;
    Site site;
    bool fits;
} Entry;

static void entry_free(void *data)
{
    Entry *entry = data;
    record_clear(&entry_type, &entry->request);
    site_clear(&entry->site);
    g_free(entry);
}

/* A site that there is not, or that has no PIN, takes as long. */
static void compare(RestCall *call)
{
    Entry *entry = rest_data(call);
    entry->fits = password_hash_fits(entry->site.pin_hash, entry->request.pin);
}

static bool let_in(RestCall *call, Database *database, GError **error);

static bool begin(RestCall *call, Database *database, GError **error)
{
    SiteEntryApi *api = rest_user_data(call);
    Entry *entry = g_new0(Entry, 1);
    bool found = false;

    rest_set_data(call, entry, entry_free);
    record_init(&entry_type, &entry->request);
    record_init(&site_type, &entry->site);
    if (!record_read_json(&entry_type, rest_body(call), false, &entry->request, error)) {
        return false;
    }
    if (!login_guard_admit(api->guard, rest_address(call), rest_now_us(call))) {
        return rest_problem(call, 429, "too_many",
                "Quá nhiều lần nhập từ địa chỉ này. Vui lòng thử lại sau ít phút.", NULL);
    }
    if (!site_table_find(database, entry->request.site, &entry->site, &found, error)) {
        return false;
    }
    rest_continue(call, compare, let_in);
    return true;
}

/* The rows of `meetings` and `meeting_sites` say which; live ones come first. */
static DatabaseRows *find_meeting(
        const RestCall *call, Database *database, const char *site, GError **error)
{
    const int64_t now_us = rest_now_us(call);

    return database_query(database,
            "SELECT m.code, m.title, m.start, m.\"end\", m.state FROM meetings m JOIN "
            "meeting_sites s ON s.meeting = m.code WHERE s.site = $1 AND (m.state IN ('live', "
            "'trial') OR (m.state = 'scheduled' AND m.form <> 'in_person' AND m.start < $2 AND "
            "(m.start > $3 OR m.\"end\" > $3))) ORDER BY CASE m.state WHEN 'live' THEN 0 WHEN "
            "'trial' THEN 1 ELSE 2 END, m.start LIMIT 1",
            DATABASE_VALUES(database_text(site),
                    database_int(now_us + (int64_t)SITE_ENTRY_AHEAD_S * SECOND_US),
                    database_int(now_us)),
            error);
}

/* A name that is too long for a token is no reason to stay outside. */
static char *shown_name(const char *name)
{
    char *shown = site_name_normalise(name, NULL);
    return shown != NULL ? shown
                         : g_utf8_substring(name, 0, MIN(SITE_NAME_MAX, g_utf8_strlen(name, -1)));
}

static json_t *entry_json(
        const RestCall *call, const SiteEntryApi *api, const Site *site, const DatabaseRows *rows)
{
    const int64_t end_us = MAX(database_rows_int(rows, 3), rest_now_us(call));
    g_autofree char *start = record_time_text(database_rows_int(rows, 2));
    g_auto(AuthToken) token = {
            .meeting = g_strdup(database_rows_text(rows, 0)),
            .identity = site_name_code_identity(site->code),
            .name = shown_name(site->name),
            .role = ROLE_SITE,
            .expires_s = end_us / SECOND_US + api->token_s,
            .rate_cap_kbps = site->rate_cap_kbps,
            .network = (SiteNetwork)site->network,
    };
    g_autofree char *text = auth_token_mint(&api->key, &token);

    return json_pack("{s:s, s:s, s:{s:s, s:s, s:s, s:s}}", "token", text, "site", token.name,
            "meeting", "code", token.meeting, "title", database_rows_text(rows, 1), "start", start,
            "state", database_rows_text(rows, 4));
}

/* Written down, so it is no rollback. How often one address can cause it is the guard's. */
static bool refuse(RestCall *call, Database *database, unsigned status, const char *code,
        const char *title, GError **error)
{
    const Entry *entry = rest_data(call);
    g_autofree char *object = g_strconcat("site:", entry->request.site, NULL);

    (void)rest_problem(call, status, code, title, NULL);
    return rest_audit(
            call, database, SITE_REFUSED, object, json_pack("{s:s}", "code", code), error);
}

static bool refuse_pin(RestCall *call, Database *database, GError **error)
{
    SiteEntryApi *api = rest_user_data(call);

    login_guard_note_wrong(api->guard, rest_address(call), rest_now_us(call));
    return refuse(call, database, 401, "bad_pin", "Mã điểm cầu hoặc mã PIN không đúng.", error);
}

static bool let_in(RestCall *call, Database *database, GError **error)
{
    const SiteEntryApi *api = rest_user_data(call);
    const Entry *entry = rest_data(call);
    const Site *site = &entry->site;
    g_autoptr(GError) fault = NULL;

    if (!entry->fits || !site->active) {
        return refuse_pin(call, database, error);
    }
    if (!site_allows_address(site, rest_address(call))) {
        return refuse(call, database, 403, client_error_code(CLIENT_ERROR_BAD_ADDRESS),
                client_error_text(CLIENT_ERROR_BAD_ADDRESS), error);
    }
    g_autoptr(DatabaseRows) rows = find_meeting(call, database, site->code, error);
    if (rows == NULL) {
        return false;
    }
    if (database_rows_next(rows, &fault)) {
        rest_answer(call, 200, entry_json(call, api, site, rows));
        return true;
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return rest_problem(call, 404, "no_meeting",
            "Hiện không có cuộc họp nào của điểm cầu này trong 24 giờ tới.", NULL);
}

static const char entry_schema[] =
        "{\"type\":\"object\",\"required\":[\"token\",\"site\",\"meeting\"],"
        "\"additionalProperties\":false,\"properties\":{\"token\":{\"type\":\"string\"},"
        "\"site\":{\"type\":\"string\"},\"meeting\":{\"type\":\"object\",\"required\":[\"code\","
        "\"title\",\"start\",\"state\"],\"additionalProperties\":false,\"properties\":{\"code\":{"
        "\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"start\":{\"type\":\"string\"},"
        "\"state\":{\"enum\":[\"live\",\"trial\",\"scheduled\"]}}}}}";

static const RestRoute routes[] = {
        {.method = HTTP_POST,
                .pattern = "/api/v1/site-entry",
                .permission = PERMISSION_WATCH,
                .work = begin,
                .operation = "enterSite",
                .summary = "A site's PIN for a join token of its running or next meeting",
                .body = &entry_type,
                .shape = REST_OTHER,
                .answer_schema = entry_schema,
                .open = true},
};

SiteEntryApi *site_entry_api_new(const TokenKey *key, int64_t token_s)
{
    SiteEntryApi *api = g_new0(SiteEntryApi, 1);
    api->key = *key;
    api->token_s = token_s;
    api->guard = login_guard_new();
    return api;
}

void site_entry_api_free(SiteEntryApi *api)
{
    if (api != NULL) {
        login_guard_free(api->guard);
        g_free(api);
    }
}

void site_entry_api_add_routes(SiteEntryApi *api, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), api);
}
