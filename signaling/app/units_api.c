#include "signaling/app/units_api.h"

#include "signaling/app/rest_scope.h"
#include "signaling/app/table_call.h"
#include "signaling/store/unit_table.h"

enum { LIST_DEFAULT = 1000 };

static bool audit(RestCall *call, Database *database, const char *action, const char *code,
        json_t *detail, GError **error)
{
    g_autofree char *object = g_strconcat("unit:", code, NULL);
    return rest_audit(call, database, action, object, detail, error);
}

/* ---- reading ---- */

static void append_unit(const void *record, void *user_data)
{
    json_array_append_new(user_data, record_to_json(&unit_type, record));
}

/* A clerk sees the own unit, others a subtree. */
static bool each_unit(RestCall *call, Database *database, UnitFilter *filter, RecordEachFn each,
        void *user_data, GError **error)
{
    const RestActor *actor = rest_actor(call);
    g_auto(Unit) own = {0};
    bool found = false;
    bool reaches = false;

    if (permission_scope(actor->role, PERMISSION_UNIT_READ) == SCOPE_UNIT) {
        record_init(&unit_type, &own);
        if (!record_find(database, &unit_type, database_text(actor->unit), &own, &found, error)) {
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
                       call, database, PERMISSION_UNIT_READ, filter->under, &reaches, error)) {
        return false;
    } else if (!reaches) {
        return true;
    }
    return unit_table_list(database, filter, each, user_data, error);
}

static bool list(RestCall *call, Database *database, GError **error)
{
    const char *at = rest_query(call, "at");
    UnitFilter filter = {
            .text = rest_query(call, "q"),
            .kind = rest_query(call, "kind"),
            .block = rest_query(call, "block"),
            .under = rest_query(call, "under"),
            .after = rest_query(call, "after"),
            .limit = rest_query_number(call, "limit", LIST_DEFAULT, 1, UNIT_LIST_MAX),
    };

    if (at != NULL && !record_time_parse(at, &filter.at_us)) {
        return rest_bad_field(call, "at", "Thời điểm không đúng dạng 2026-11-22T08:00:00Z.");
    }
    json_t *items = json_array();
    if (!each_unit(call, database, &filter, append_unit, items, error)) {
        json_decref(items);
        return false;
    }
    table_call_answer_page(call, items, filter.limit);
    return true;
}

/* The unit of the path, if the actor's permission reaches it. */
static bool find(
        RestCall *call, Database *database, Permission permission, Unit *unit, GError **error)
{
    bool found = false;

    record_init(&unit_type, unit);
    return record_find(database, &unit_type, database_text(rest_param(call, "code")), unit, &found,
                   error) &&
            (found || rest_not_found(call)) &&
            rest_need_unit(call, database, permission, unit->code, error);
}

static bool get(RestCall *call, Database *database, GError **error)
{
    g_auto(Unit) unit = {0};

    if (!find(call, database, PERMISSION_UNIT_READ, &unit, error)) {
        return false;
    }
    rest_answer(call, 200, record_to_json(&unit_type, &unit));
    return true;
}

static void append_row(const void *record, void *user_data)
{
    record_csv_row(&unit_type, record, user_data);
}

static bool export(RestCall *call, Database *database, GError **error)
{
    UnitFilter filter = {0};
    g_autoptr(GString) text = g_string_new(NULL);

    record_csv_head(&unit_type, text);
    if (!each_unit(call, database, &filter, append_row, text, error)) {
        return false;
    }
    table_call_answer_csv(call, text, "don-vi.csv");
    return true;
}

/* ---- changing ---- */

/* Only who stands above all units makes a top one. */
static bool check_parent(RestCall *call, Database *database, const char *parent, GError **error)
{
    bool reaches = false;

    return rest_reaches_unit(call, database, PERMISSION_UNIT_EDIT, parent, &reaches, error) &&
            (reaches ||
                    rest_bad_field(call, "parent",
                            "Đơn vị cấp trên: không có đơn vị này trong phạm vi quản lý."));
}

static bool create(RestCall *call, Database *database, GError **error)
{
    g_auto(Unit) unit = {0};

    record_init(&unit_type, &unit);
    if (!record_read_json(&unit_type, rest_body(call), false, &unit, error) ||
            !check_parent(call, database, unit.parent, error) ||
            !unit_table_add(database, &unit, error) ||
            !audit(call, database, "unit.create", unit.code, record_to_json(&unit_type, &unit),
                    error)) {
        return false;
    }
    rest_answer(call, 201, record_to_json(&unit_type, &unit));
    return true;
}

static bool change(RestCall *call, Database *database, GError **error)
{
    g_auto(Unit) unit = {0};

    if (!find(call, database, PERMISSION_UNIT_EDIT, &unit, error)) {
        return false;
    }
    g_autofree char *parent = g_strdup(unit.parent);
    if (!record_read_json(&unit_type, rest_body(call), true, &unit, error) ||
            (!g_str_equal(parent, unit.parent) &&
                    !check_parent(call, database, unit.parent, error)) ||
            !unit_table_change(database, &unit, error) ||
            !audit(call, database, "unit.change", unit.code, json_deep_copy(rest_body(call)),
                    error)) {
        return false;
    }
    rest_answer(call, 200, record_to_json(&unit_type, &unit));
    return true;
}

static bool retire(RestCall *call, Database *database, GError **error)
{
    g_auto(Unit) unit = {0};
    g_auto(Unit) wish = {0}; /* what the body says, read as a unit's fields */
    bool found = false;

    if (!find(call, database, PERMISSION_UNIT_EDIT, &unit, error)) {
        return false;
    }
    record_init(&unit_type, &wish);
    if (!record_read_json(&unit_type, rest_body(call), true, &wish, error) ||
            !unit_table_retire(database, unit.code, wish.valid_to_us, wish.successor, error) ||
            !audit(call, database, "unit.retire", unit.code, json_deep_copy(rest_body(call)),
                    error) ||
            !record_find(database, &unit_type, database_text(unit.code), &unit, &found, error)) {
        return false;
    }
    rest_answer(call, 200, record_to_json(&unit_type, &unit));
    return true;
}

static bool import(RestCall *call, Database *database, GError **error)
{
    static const TableCallImport units = {table_import_units, "unit.import", "units"};
    return table_call_import(call, database, &units, error);
}

/* ---- routes ---- */

static const char *const list_query[] = {
        "q", "kind", "block", "under", "at", "limit", "after", NULL};

static const char retire_schema[] =
        "{\"type\":\"object\",\"required\":[\"valid_to\"],\"additionalProperties\":false,"
        "\"properties\":{\"valid_to\":{\"type\":\"string\"},\"successor\":{\"type\":\"string\"}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/units",
                .permission = PERMISSION_UNIT_READ,
                .work = list,
                .operation = "listUnits",
                .summary = "Units of the own unit and below, in official order",
                .answer = &unit_type,
                .shape = REST_LIST,
                .query = list_query},
        {.method = HTTP_POST,
                .pattern = "/api/v1/units",
                .permission = PERMISSION_UNIT_EDIT,
                .work = create,
                .operation = "createUnit",
                .summary = "A new unit",
                .body = &unit_type,
                .answer = &unit_type,
                .shape = REST_ONE,
                .status = 201},
        {.method = HTTP_GET,
                .pattern = "/api/v1/units.csv",
                .permission = PERMISSION_UNIT_READ,
                .work = export,
                .operation = "exportUnits",
                .summary = "The same units as a table",
                .shape = REST_OTHER,
                .answer_type = "text/csv"},
        {.method = HTTP_POST,
                .pattern = "/api/v1/units/import",
                .permission = PERMISSION_UNIT_EDIT,
                .work = import,
                .operation = "importUnits",
                .summary = "Take in a table of units, all of it or nothing",
                .body_type = "text/csv",
                .shape = REST_OTHER,
                .answer_schema = table_call_import_schema,
                .query = table_call_import_query,
                .body_max = CSV_BYTES_MAX},
        {.method = HTTP_GET,
                .pattern = "/api/v1/units/{code}",
                .permission = PERMISSION_UNIT_READ,
                .work = get,
                .operation = "getUnit",
                .summary = "One unit",
                .answer = &unit_type,
                .shape = REST_ONE},
        {.method = HTTP_PATCH,
                .pattern = "/api/v1/units/{code}",
                .permission = PERMISSION_UNIT_EDIT,
                .work = change,
                .operation = "changeUnit",
                .summary = "Rename a unit, put it under another, and so on",
                .body = &unit_type,
                .answer = &unit_type,
                .shape = REST_ONE},
        {.method = HTTP_POST,
                .pattern = "/api/v1/units/{code}/retire",
                .permission = PERMISSION_UNIT_EDIT,
                .work = retire,
                .operation = "retireUnit",
                .summary = "End a unit, with the one that takes its place",
                .body_schema = retire_schema,
                .answer = &unit_type,
                .shape = REST_ONE},
};

void units_api_add_routes(Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), NULL);
}
