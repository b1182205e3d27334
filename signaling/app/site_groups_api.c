#include "signaling/app/site_groups_api.h"

#include "signaling/app/rest_scope.h"
#include "signaling/store/site_table.h"

#include <string.h>

static void group_clear(SiteGroup *group)
{
    record_clear(&site_group_type, group);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SiteGroup, group_clear)

static bool audit(RestCall *call, Database *database, const char *action, const SiteGroup *group,
        GError **error)
{
    g_autofree char *object = g_strdup_printf("site_group:%" G_GINT64_FORMAT, group->id);
    return rest_audit(call, database, action, object,
            rest_body(call) != NULL ? json_deep_copy(rest_body(call)) : NULL, error);
}

/* The group with its sites' codes; NULL when the database failed. */
static json_t *to_json(Database *database, const SiteGroup *group, GError **error)
{
    g_auto(GStrv) members = site_group_members(database, group->id, error);
    json_t *codes = json_array();

    if (members == NULL) {
        json_decref(codes);
        return NULL;
    }
    for (size_t i = 0; members[i] != NULL; i++) {
        json_array_append_new(codes, json_string(members[i]));
    }
    json_t *json = record_to_json(&site_group_type, group);
    (void)json_object_set_new(json, "sites", codes);
    return json;
}

static bool answer_with(
        RestCall *call, Database *database, unsigned status, const SiteGroup *group, GError **error)
{
    json_t *json = to_json(database, group, error);

    if (json == NULL) {
        return false;
    }
    rest_answer(call, status, json);
    return true;
}

static void keep_group(const void *record, void *user_data)
{
    SiteGroup *group = g_new0(SiteGroup, 1);
    record_copy(&site_group_type, group, record);
    g_ptr_array_add(user_data, group);
}

static void free_group(gpointer group)
{
    group_clear(group);
    g_free(group);
}

static bool append_group(
        RestCall *call, Database *database, const SiteGroup *group, json_t *items, GError **error)
{
    bool reaches = false;

    if (!rest_reaches_unit(call, database, PERMISSION_MEETING_EDIT, group->unit, &reaches, error)) {
        return false;
    }
    if (!reaches) {
        return true;
    }
    json_t *json = to_json(database, group, error);
    return json != NULL && json_array_append_new(items, json) == 0;
}

static bool list(RestCall *call, Database *database, GError **error)
{
    g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(free_group);
    json_t *items = json_array();
    bool good = record_each(database, &site_group_type, "ORDER BY name, id LIMIT $1",
            DATABASE_VALUES(database_int(SITE_GROUPS_MAX)), keep_group, groups, error);

    for (guint i = 0; good && i < groups->len; i++) {
        good = append_group(call, database, g_ptr_array_index(groups, i), items, error);
    }
    if (!good) {
        json_decref(items);
        return false;
    }
    rest_answer(call, 200, json_pack("{s:o}", "items", items));
    return true;
}

/* The group of the path, if the actor's permission reaches it. */
static bool find(RestCall *call, Database *database, SiteGroup *group, GError **error)
{
    gint64 id = 0;
    bool found = false;

    record_init(&site_group_type, group);
    if (!g_ascii_string_to_signed(rest_param(call, "id"), 10, 1, G_MAXINT64, &id, NULL)) {
        return rest_not_found(call);
    }
    return record_find(database, &site_group_type, database_int(id), group, &found, error) &&
            (found || rest_not_found(call)) &&
            rest_need_unit(call, database, PERMISSION_MEETING_EDIT, group->unit, error);
}

static bool get(RestCall *call, Database *database, GError **error)
{
    g_auto(SiteGroup) group = {0};

    return find(call, database, &group, error) && answer_with(call, database, 200, &group, error);
}

/* Sites that the actor may invite. */
static bool check_site(RestCall *call, Database *database, const char *code, GError **error)
{
    g_auto(Site) site = {0};
    bool found = false;
    bool reaches = false;

    record_init(&site_type, &site);
    if (!site_table_find(database, code, &site, &found, error) ||
            (found &&
                    !rest_reaches_unit(
                            call, database, PERMISSION_SITE_READ, site.unit, &reaches, error))) {
        return false;
    }
    return reaches || rest_bad_field(call, "sites", "Các điểm cầu: có mã không tồn tại.");
}

/* Takes `sites` out of the body: codes, NULL-terminated, or NULL after a refusal. */
static char **read_sites(RestCall *call, Database *database, GError **error)
{
    const json_t *sites = json_object_get(rest_body(call), "sites");
    g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(g_free);

    if (!json_is_array(sites) || json_array_size(sites) > SITE_GROUP_MAX) {
        (void)rest_bad_field(call, "sites", "Các điểm cầu: phải là danh sách mã điểm cầu.");
        return NULL;
    }
    for (size_t i = 0; i < json_array_size(sites); i++) {
        const char *code = json_string_value(json_array_get(sites, i));
        if (code == NULL) {
            (void)rest_bad_field(call, "sites", "Các điểm cầu: phải là danh sách mã điểm cầu.");
            return NULL;
        }
        if (!check_site(call, database, code, error)) {
            return NULL;
        }
        g_ptr_array_add(codes, g_strdup(code));
    }
    g_ptr_array_add(codes, NULL);
    return (char **)g_ptr_array_steal(codes, NULL);
}

/* The body without `sites` into the group; its unit must be in reach. */
static bool read_group(
        RestCall *call, Database *database, bool patch, SiteGroup *group, GError **error)
{
    json_t *fields = json_copy((json_t *)(uintptr_t)rest_body(call));
    bool reaches = false;

    (void)json_object_del(fields, "sites");
    const bool good = record_read_json(&site_group_type, fields, patch, group, error);
    json_decref(fields);
    return good &&
            rest_reaches_unit(
                    call, database, PERMISSION_MEETING_EDIT, group->unit, &reaches, error) &&
            (reaches ||
                    rest_bad_field(
                            call, "unit", "Đơn vị: không có đơn vị này trong phạm vi quản lý."));
}

static bool create(RestCall *call, Database *database, GError **error)
{
    g_auto(SiteGroup) group = {0};

    record_init(&site_group_type, &group);
    if (!read_group(call, database, false, &group, error)) {
        return false;
    }
    g_auto(GStrv) codes = read_sites(call, database, error);
    return codes != NULL && record_insert(database, &site_group_type, &group, error) &&
            site_group_set_members(database, group.id, (const char *const *)codes, error) &&
            audit(call, database, "site_group.create", &group, error) &&
            answer_with(call, database, 201, &group, error);
}

static bool replace(RestCall *call, Database *database, GError **error)
{
    g_auto(SiteGroup) group = {0};

    if (!find(call, database, &group, error) || !read_group(call, database, true, &group, error)) {
        return false;
    }
    g_auto(GStrv) codes = read_sites(call, database, error);
    return codes != NULL && record_update(database, &site_group_type, &group, error) &&
            site_group_set_members(database, group.id, (const char *const *)codes, error) &&
            audit(call, database, "site_group.change", &group, error) &&
            answer_with(call, database, 200, &group, error);
}

static bool remove_group(RestCall *call, Database *database, GError **error)
{
    g_auto(SiteGroup) group = {0};

    if (!find(call, database, &group, error)) {
        return false;
    }
    rest_answer(call, 204, NULL);
    return site_group_remove(database, group.id, error) &&
            audit(call, database, "site_group.remove", &group, error);
}

static const char members_schema[] =
        "{\"required\":[\"sites\"],\"properties\":{\"sites\":{\"type\":\"array\",\"maxItems\":1000,"
        "\"items\":{\"type\":\"string\"}}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/site-groups",
                .permission = PERMISSION_MEETING_EDIT,
                .work = list,
                .operation = "listSiteGroups",
                .summary = "Groups of sites of the units in reach",
                .answer = &site_group_type,
                .shape = REST_LIST,
                .answer_schema = members_schema},
        {.method = HTTP_POST,
                .pattern = "/api/v1/site-groups",
                .permission = PERMISSION_MEETING_EDIT,
                .work = create,
                .operation = "createSiteGroup",
                .summary = "A new group",
                .body = &site_group_type,
                .body_schema = members_schema,
                .answer = &site_group_type,
                .shape = REST_ONE,
                .status = 201,
                .answer_schema = members_schema},
        {.method = HTTP_GET,
                .pattern = "/api/v1/site-groups/{id}",
                .permission = PERMISSION_MEETING_EDIT,
                .work = get,
                .operation = "getSiteGroup",
                .summary = "One group",
                .answer = &site_group_type,
                .shape = REST_ONE,
                .answer_schema = members_schema},
        {.method = HTTP_PUT,
                .pattern = "/api/v1/site-groups/{id}",
                .permission = PERMISSION_MEETING_EDIT,
                .work = replace,
                .operation = "putSiteGroup",
                .summary = "Change a group's name and sites",
                .body = &site_group_type,
                .body_schema = members_schema,
                .answer = &site_group_type,
                .shape = REST_ONE,
                .answer_schema = members_schema},
        {.method = HTTP_DELETE,
                .pattern = "/api/v1/site-groups/{id}",
                .permission = PERMISSION_MEETING_EDIT,
                .work = remove_group,
                .operation = "removeSiteGroup",
                .summary = "Remove a group; its sites stay",
                .shape = REST_NOTHING},
};

void site_groups_api_add_routes(Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), NULL);
}
