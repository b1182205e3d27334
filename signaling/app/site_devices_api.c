#include "signaling/app/site_devices_api.h"

#include "signaling/app/rest_scope.h"
#include "signaling/meeting/utc_time.h"
#include "signaling/store/site_table.h"

/* ---- which sites ---- */

static void free_codes(void *data)
{
    g_ptr_array_unref(data);
}

static void keep_code(const void *record, void *user_data)
{
    const Site *site = record;
    if (site->has_sip) {
        g_ptr_array_add(user_data, g_strdup(site->code));
    }
}

static bool keep_site(
        RestCall *call, Database *database, const char *code, GPtrArray *codes, GError **error)
{
    const RestActor *actor = rest_actor(call);
    g_auto(Site) site = {0};
    bool found = false;

    record_init(&site_type, &site);
    if (!site_table_find(database, code, &site, &found, error)) {
        return false;
    }
    if (!found) {
        return rest_not_found(call);
    }
    if (permission_scope(actor->role, PERMISSION_SITE_READ) == SCOPE_OWN_SITE) {
        if (!g_str_equal(actor->site, site.code)) {
            return rest_not_found(call);
        }
    } else if (!rest_need_unit(call, database, PERMISSION_SITE_READ, site.unit, error)) {
        return false;
    }
    keep_code(&site, codes);
    return true;
}

/* A technician sees the own site's, others those of a subtree. */
static bool keep_sites(RestCall *call, Database *database, GPtrArray *codes, GError **error)
{
    const RestActor *actor = rest_actor(call);
    const SiteFilter filter = {.under = actor->unit};

    if (permission_scope(actor->role, PERMISSION_SITE_READ) == SCOPE_OWN_SITE) {
        return actor->site[0] == '\0' || keep_site(call, database, actor->site, codes, error);
    }
    return site_table_list(database, &filter, keep_code, codes, error);
}

/* ---- their devices ---- */

/* What a device calls itself, as it can be shown. Free with g_free(). */
static char *name_of(const char *said)
{
    g_autofree char *text = g_utf8_make_valid(said, -1);
    GString *name = g_string_new(NULL);
    int count = 0;

    for (const char *at = text; *at != '\0' && count < SITE_DEVICES_NAME_MAX;
            at = g_utf8_next_char(at)) {
        const gunichar letter = g_utf8_get_char(at);
        if (g_unichar_isprint(letter)) {
            g_string_append_unichar(name, letter);
            count++;
        }
    }
    return g_string_free(name, FALSE);
}

static json_t *device_to_json(const char *site, const SipSeenDevice *device)
{
    static const char *const reaches[] = {
            [SIP_REACH_UNKNOWN] = "unknown", [SIP_REACH_YES] = "yes", [SIP_REACH_NO] = "no"};
    const int64_t ahead_us = g_get_real_time() - g_get_monotonic_time();
    g_autofree char *name = name_of(device->name);
    g_autofree char *since = utc_time_text(device->since_us + ahead_us);
    g_autofree char *until = utc_time_text(device->until_us + ahead_us);

    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "site", site, "name", name, "address",
            device->address, "transport", device->transport, "since", since, "until", until,
            "reached", reaches[device->reach]);
}

static void show(RestCall *call, void *user_data)
{
    const SipDialler *dialler = user_data;
    const SipServer *server = dialler != NULL ? sip_dialler_server(dialler) : NULL;
    const GPtrArray *codes = rest_data(call);
    SipSeenDevice devices[SIP_BINDINGS_MAX];
    json_t *items = json_array();

    for (guint i = 0; server != NULL && i < codes->len; i++) {
        const char *code = g_ptr_array_index(codes, i);
        const size_t count = sip_server_devices(server, code, devices, SIP_BINDINGS_MAX);
        for (size_t n = 0; n < count; n++) {
            json_array_append_new(items, device_to_json(code, &devices[n]));
        }
    }
    rest_answer(call, 200, json_pack("{s:o, s:b}", "items", items, "served", server != NULL));
}

/* ---- routes ---- */

static GPtrArray *new_codes(RestCall *call)
{
    GPtrArray *codes = g_ptr_array_new_with_free_func(g_free);
    rest_set_data(call, codes, free_codes);
    return codes;
}

static void show_later(RestCall *call)
{
    rest_answer(call, 200, json_pack("{s:[], s:b}", "items", "served", false));
    rest_after(call, show, rest_user_data(call));
}

static bool list(RestCall *call, Database *database, GError **error)
{
    if (!keep_sites(call, database, new_codes(call), error)) {
        return false;
    }
    show_later(call);
    return true;
}

static bool get(RestCall *call, Database *database, GError **error)
{
    if (!keep_site(call, database, rest_param(call, "code"), new_codes(call), error)) {
        return false;
    }
    show_later(call);
    return true;
}

static const char answer_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\",\"served\"],\"additionalProperties\":false,"
        "\"properties\":{\"served\":{\"type\":\"boolean\"},\"items\":{\"type\":\"array\",\"items\":"
        "{\"type\":\"object\",\"required\":[\"site\",\"name\",\"address\",\"transport\",\"since\","
        "\"until\",\"reached\"],\"additionalProperties\":false,\"properties\":{\"site\":{\"type\":"
        "\"string\"},\"name\":{\"type\":\"string\"},\"address\":{\"type\":\"string\"},"
        "\"transport\":{\"enum\":[\"UDP\",\"TCP\",\"TLS\"]},\"since\":{\"type\":\"string\"},"
        "\"until\":{\"type\":\"string\"},\"reached\":{\"enum\":[\"unknown\",\"yes\",\"no\"]}}}}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/site-devices",
                .permission = PERMISSION_SITE_READ,
                .work = list,
                .operation = "listSiteDevices",
                .summary = "Where the SIP devices of the sites that one sees are registered",
                .shape = REST_OTHER,
                .answer_schema = answer_schema},
        {.method = HTTP_GET,
                .pattern = "/api/v1/sites/{code}/devices",
                .permission = PERMISSION_SITE_READ,
                .work = get,
                .operation = "listDevicesOfSite",
                .summary = "Where the SIP devices of a site are registered",
                .shape = REST_OTHER,
                .answer_schema = answer_schema},
};

void site_devices_api_add_routes(Rest *rest, SipDialler *dialler)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), dialler);
}
