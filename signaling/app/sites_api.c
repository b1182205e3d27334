#include "signaling/app/sites_api.h"

#include "signaling/app/rest_scope.h"
#include "signaling/app/table_call.h"
#include "signaling/client/password_hash.h"
#include "signaling/client/site_pin.h"
#include "signaling/sip/sip_digest.h"
#include "signaling/sip/sip_password.h"
#include "signaling/store/site_table.h"

enum { LIST_DEFAULT = 1000 };

static bool audit(RestCall *call, Database *database, const char *action, const char *code,
        json_t *detail, GError **error)
{
    g_autofree char *object = g_strconcat("site:", code, NULL);
    return rest_audit(call, database, action, object, detail, error);
}

/* ---- reading ---- */

static void append_site(const void *record, void *user_data)
{
    json_array_append_new(user_data, record_to_json(&site_type, record));
}

/* A technician sees the own site, others a subtree. */
static bool each_site(RestCall *call, Database *database, SiteFilter *filter, RecordEachFn each,
        void *user_data, GError **error)
{
    const RestActor *actor = rest_actor(call);
    g_auto(Site) own = {0};
    bool found = false;
    bool reaches = false;

    if (permission_scope(actor->role, PERMISSION_SITE_READ) == SCOPE_OWN_SITE) {
        record_init(&site_type, &own);
        if (!site_table_find(database, actor->site, &own, &found, error)) {
            return false;
        }
        if (found) {
            each(&own, user_data);
        }
        return true;
    }
    if (filter->under == NULL || filter->under[0] == '\0') {
        filter->under = actor->unit;
    } else if (!rest_reaches_unit(
                       call, database, PERMISSION_SITE_READ, filter->under, &reaches, error)) {
        return false;
    } else if (!reaches) {
        return true;
    }
    return site_table_list(database, filter, each, user_data, error);
}

static bool list(RestCall *call, Database *database, GError **error)
{
    SiteFilter filter = {
            .text = rest_query(call, "q"),
            .unit = rest_query(call, "unit"),
            .under = rest_query(call, "under"),
            .active_only = g_strcmp0(rest_query(call, "active"), "1") == 0,
            .after = rest_query(call, "after"),
            .limit = rest_query_number(call, "limit", LIST_DEFAULT, 1, SITE_LIST_MAX),
    };
    json_t *items = json_array();

    if (!each_site(call, database, &filter, append_site, items, error)) {
        json_decref(items);
        return false;
    }
    table_call_answer_page(call, items, filter.limit);
    return true;
}

/* The site of the path, if the actor's permission reaches it. */
static bool find(
        RestCall *call, Database *database, Permission permission, Site *site, GError **error)
{
    const RestActor *actor = rest_actor(call);
    bool found = false;

    record_init(&site_type, site);
    if (!site_table_find(database, rest_param(call, "code"), site, &found, error)) {
        return false;
    }
    if (!found) {
        return rest_not_found(call);
    }
    if (permission_scope(actor->role, permission) == SCOPE_OWN_SITE) {
        return g_str_equal(actor->site, site->code) || rest_not_found(call);
    }
    return rest_need_unit(call, database, permission, site->unit, error);
}

static bool get(RestCall *call, Database *database, GError **error)
{
    g_auto(Site) site = {0};

    if (!find(call, database, PERMISSION_SITE_READ, &site, error)) {
        return false;
    }
    rest_answer(call, 200, record_to_json(&site_type, &site));
    return true;
}

static void append_row(const void *record, void *user_data)
{
    record_csv_row(&site_type, record, user_data);
}

static bool export(RestCall *call, Database *database, GError **error)
{
    SiteFilter filter = {0};
    g_autoptr(GString) text = g_string_new(NULL);

    record_csv_head(&site_type, text);
    if (!each_site(call, database, &filter, append_row, text, error)) {
        return false;
    }
    table_call_answer_csv(call, text, "diem-cau.csv");
    return true;
}

/* ---- changing ---- */

/* Main loop: from where sites may come counts at once. */
static void reload_door(RestCall *call, void *user_data)
{
    const SitesContext *context = user_data;
    (void)call;
    site_door_reload(context->door);
}

static bool check_unit(RestCall *call, Database *database, const char *unit, GError **error)
{
    bool reaches = false;

    return rest_reaches_unit(call, database, PERMISSION_SITE_EDIT, unit, &reaches, error) &&
            (reaches ||
                    rest_bad_field(
                            call, "unit", "Đơn vị: không có đơn vị này trong phạm vi quản lý."));
}

static bool create(RestCall *call, Database *database, GError **error)
{
    g_auto(Site) site = {0};

    record_init(&site_type, &site);
    if (!record_read_json(&site_type, rest_body(call), false, &site, error) ||
            !check_unit(call, database, site.unit, error)) {
        return false;
    }
    site.active = site.active || json_object_get(rest_body(call), "active") == NULL;
    if (!site_table_add(database, &site, error) ||
            !audit(call, database, "site.create", site.code, record_to_json(&site_type, &site),
                    error)) {
        return false;
    }
    rest_after(call, reload_door, rest_user_data(call));
    rest_answer(call, 201, record_to_json(&site_type, &site));
    return true;
}

static bool change_as(RestCall *call, Database *database, const char *action, GError **error)
{
    g_auto(Site) site = {0};

    if (!find(call, database, PERMISSION_SITE_EDIT, &site, error) ||
            !record_read_json(&site_type, rest_body(call), true, &site, error) ||
            !check_unit(call, database, site.unit, error) ||
            !site_table_change(database, &site, error) ||
            !audit(call, database, action, site.code, json_deep_copy(rest_body(call)), error)) {
        return false;
    }
    rest_after(call, reload_door, rest_user_data(call));
    rest_answer(call, 200, record_to_json(&site_type, &site));
    return true;
}

static bool change(RestCall *call, Database *database, GError **error)
{
    return change_as(call, database, "site.change", error);
}

/* The room goes to another unit, with all that it has. */
static bool handover(RestCall *call, Database *database, GError **error)
{
    return change_as(call, database, "site.handover", error);
}

/* From one stage to the next. */
typedef struct NewPin {
    char *code;
    char *pin;
    char *hash;
} NewPin;

static void new_pin_free(void *data)
{
    NewPin *new_pin = data;
    g_free(new_pin->code);
    g_free(new_pin->pin);
    g_free(new_pin->hash);
    g_free(new_pin);
}

static void make_pin(RestCall *call)
{
    NewPin *new_pin = rest_data(call);

    new_pin->pin = site_pin_new();
    new_pin->hash = password_hash_make(new_pin->pin);
}

static bool store_pin(RestCall *call, Database *database, GError **error)
{
    const NewPin *new_pin = rest_data(call);

    rest_after(call, reload_door, rest_user_data(call));
    rest_answer(call, 200, json_pack("{s:s}", "pin", new_pin->pin));
    return site_table_set_pin(database, new_pin->code, new_pin->hash, error) &&
            audit(call, database, "site.pin", new_pin->code, NULL, error);
}

static bool new_pin(RestCall *call, Database *database, GError **error)
{
    g_auto(Site) site = {0};

    if (!find(call, database, PERMISSION_SITE_EDIT, &site, error)) {
        return false;
    }
    NewPin *data = g_new0(NewPin, 1);
    data->code = g_strdup(site.code);
    rest_set_data(call, data, new_pin_free);
    rest_continue(call, make_pin, store_pin);
    return true;
}

/* What the device of the site proves itself with: told now, and never again. */
static bool new_sip(RestCall *call, Database *database, GError **error)
{
    const SitesContext *context = rest_user_data(call);
    g_auto(Site) site = {0};

    if (!find(call, database, PERMISSION_SITE_EDIT, &site, error)) {
        return false;
    }
    g_autofree char *password = sip_password_new();
    g_autofree char *sha256 =
            sip_digest_ha1(SIP_DIGEST_SHA256, site.code, context->sip_realm, password);
    g_autofree char *md5 = sip_digest_ha1(SIP_DIGEST_MD5, site.code, context->sip_realm, password);
    if (!site_table_set_sip(database, site.code, sha256, md5, error) ||
            !audit(call, database, "site.sip", site.code, NULL, error)) {
        return false;
    }
    rest_after(call, reload_door, rest_user_data(call));
    rest_answer(call, 200,
            json_pack("{s:s, s:s, s:s}", "username", site.code, "password", password, "realm",
                    context->sip_realm));
    return true;
}

static bool remove_sip(RestCall *call, Database *database, GError **error)
{
    g_auto(Site) site = {0};

    if (!find(call, database, PERMISSION_SITE_EDIT, &site, error) ||
            !site_table_set_sip(database, site.code, "", "", error) ||
            !audit(call, database, "site.sip_removed", site.code, NULL, error)) {
        return false;
    }
    rest_after(call, reload_door, rest_user_data(call));
    rest_answer(call, 204, NULL);
    return true;
}

static bool import(RestCall *call, Database *database, GError **error)
{
    static const TableCallImport sites = {table_import_sites, "site.import", "sites"};

    rest_after(call, reload_door, rest_user_data(call));
    return table_call_import(call, database, &sites, error);
}

/* ---- routes ---- */

static const char *const list_query[] = {"q", "unit", "under", "active", "limit", "after", NULL};

static const char pin_schema[] =
        "{\"type\":\"object\",\"required\":[\"pin\"],\"additionalProperties\":false,"
        "\"properties\":{\"pin\":{\"type\":\"string\"}}}";

static const char sip_schema[] =
        "{\"type\":\"object\",\"required\":[\"username\",\"password\",\"realm\"],"
        "\"additionalProperties\":false,\"properties\":{\"username\":{\"type\":\"string\"},"
        "\"password\":{\"type\":\"string\"},\"realm\":{\"type\":\"string\"}}}";

static const char handover_schema[] =
        "{\"type\":\"object\",\"required\":[\"unit\"],\"additionalProperties\":false,"
        "\"properties\":{\"unit\":{\"type\":\"string\"}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/sites",
                .permission = PERMISSION_SITE_READ,
                .work = list,
                .operation = "listSites",
                .summary = "Sites of the own unit and below, in official order",
                .answer = &site_type,
                .shape = REST_LIST,
                .query = list_query},
        {.method = HTTP_POST,
                .pattern = "/api/v1/sites",
                .permission = PERMISSION_SITE_EDIT,
                .work = create,
                .operation = "createSite",
                .summary = "A new site",
                .body = &site_type,
                .answer = &site_type,
                .shape = REST_ONE,
                .status = 201},
        {.method = HTTP_GET,
                .pattern = "/api/v1/sites.csv",
                .permission = PERMISSION_SITE_READ,
                .work = export,
                .operation = "exportSites",
                .summary = "The same sites as a table",
                .shape = REST_OTHER,
                .answer_type = "text/csv"},
        {.method = HTTP_POST,
                .pattern = "/api/v1/sites/import",
                .permission = PERMISSION_SITE_EDIT,
                .work = import,
                .operation = "importSites",
                .summary = "Take in a table of sites, all of it or nothing",
                .body_type = "text/csv",
                .shape = REST_OTHER,
                .answer_schema = table_call_import_schema,
                .query = table_call_import_query,
                .body_max = CSV_BYTES_MAX},
        {.method = HTTP_GET,
                .pattern = "/api/v1/sites/{code}",
                .permission = PERMISSION_SITE_READ,
                .work = get,
                .operation = "getSite",
                .summary = "One site",
                .answer = &site_type,
                .shape = REST_ONE},
        {.method = HTTP_PATCH,
                .pattern = "/api/v1/sites/{code}",
                .permission = PERMISSION_SITE_EDIT,
                .work = change,
                .operation = "changeSite",
                .summary = "Change a site",
                .body = &site_type,
                .answer = &site_type,
                .shape = REST_ONE},
        {.method = HTTP_POST,
                .pattern = "/api/v1/sites/{code}/handover",
                .permission = PERMISSION_SITE_EDIT,
                .work = handover,
                .operation = "handOverSite",
                .summary = "Give a site to another unit, such as a retired one's successor",
                .body_schema = handover_schema,
                .answer = &site_type,
                .shape = REST_ONE},
        {.method = HTTP_POST,
                .pattern = "/api/v1/sites/{code}/pin",
                .permission = PERMISSION_SITE_EDIT,
                .work = new_pin,
                .operation = "newSitePin",
                .summary = "A new PIN, told once",
                .shape = REST_OTHER,
                .answer_schema = pin_schema},
        {.method = HTTP_POST,
                .pattern = "/api/v1/sites/{code}/sip",
                .permission = PERMISSION_SITE_EDIT,
                .work = new_sip,
                .operation = "newSiteSip",
                .summary = "A new password for the site's SIP device, told once",
                .shape = REST_OTHER,
                .answer_schema = sip_schema},
        {.method = HTTP_DELETE,
                .pattern = "/api/v1/sites/{code}/sip",
                .permission = PERMISSION_SITE_EDIT,
                .work = remove_sip,
                .operation = "removeSiteSip",
                .summary = "No SIP device may call as this site any more",
                .shape = REST_NOTHING},
};

void sites_api_add_routes(Rest *rest, SitesContext *context)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
