#include "signaling/app/rest_openapi.h"

#include "signaling/meeting/record_schema.h"

#include <string.h>

struct RestOpenapi {
    Rest *rest;
    GBytes *text;
};

static json_t *parsed(const char *schema)
{
    json_error_t error;
    json_t *json = json_loads(schema, 0, &error);

    if (json == NULL) {
        g_error("A schema is no JSON: %s: %s.", error.text, schema);
    }
    return json;
}

static json_t *reference(const char *name)
{
    g_autofree char *path = g_strconcat("#/components/schemas/", name, NULL);
    return json_pack("{s:s}", "$ref", path);
}

/* Records are described once each, what is sent apart from what is answered. */
static json_t *record_reference(json_t *schemas, const RecordType *type, bool for_input)
{
    g_autofree char *name = g_strconcat(type->name, for_input ? "_input" : "", NULL);

    if (json_object_get(schemas, name) == NULL) {
        json_object_set_new(schemas, name, record_schema(type, for_input));
    }
    return reference(name);
}

/* A patch is the same without what must be there. */
static json_t *patch_schema(const RecordType *type)
{
    json_t *schema = record_schema(type, true);
    json_object_del(schema, "required");
    return schema;
}

/* A record's own schema with the properties of a second one in it. */
static json_t *extended(const RecordType *type, bool for_input, const char *more)
{
    json_t *schema = record_schema(type, for_input);
    json_t *added = parsed(more);
    json_t *required = json_object_get(schema, "required");
    size_t index = 0;
    json_t *name = NULL;

    json_object_update(json_object_get(schema, "properties"), json_object_get(added, "properties"));
    if (required == NULL) {
        required = json_array();
        json_object_set_new(schema, "required", required);
    }
    json_array_foreach(json_object_get(added, "required"), index, name)
    {
        json_array_append(required, name);
    }
    json_decref(added);
    return schema;
}

static json_t *body_schema(json_t *schemas, const RestRoute *route)
{
    if (route->body == NULL) {
        return parsed(route->body_schema);
    }
    if (route->body_schema != NULL) {
        return extended(route->body, true, route->body_schema);
    }
    return route->method == HTTP_PATCH ? patch_schema(route->body)
                                       : record_reference(schemas, route->body, true);
}

static json_t *one_answer(json_t *schemas, const RestRoute *route)
{
    return route->answer_schema != NULL ? extended(route->answer, false, route->answer_schema)
                                        : record_reference(schemas, route->answer, false);
}

static json_t *answer_schema(json_t *schemas, const RestRoute *route)
{
    switch (route->shape) {
    case REST_NOTHING:
        return NULL;
    case REST_ONE:
        return one_answer(schemas, route);
    case REST_LIST:
        return json_pack("{s:s, s:[s], s:{s:{s:s, s:o}, s:{}}}", "type", "object", "required",
                "items", "properties", "items", "type", "array", "items",
                one_answer(schemas, route), "next");
    case REST_OTHER:
        return route->answer_schema != NULL ? parsed(route->answer_schema) : NULL;
    }
    g_assert_not_reached();
}

static json_t *content(const char *type, json_t *schema)
{
    return json_pack(
            "{s:o}", type, schema != NULL ? json_pack("{s:o}", "schema", schema) : json_object());
}

static json_t *parameters(const RestRoute *route)
{
    char *names[REST_ROUTE_PARAMS_MAX + 1];
    json_t *list = json_array();

    rest_route_param_names(route, names);
    for (char **name = names; *name != NULL; name++) {
        json_array_append_new(list,
                json_pack("{s:s, s:s, s:b, s:{s:s}}", "name", *name, "in", "path", "required", 1,
                        "schema", "type", "string"));
        g_free(*name);
    }
    for (const char *const *name = route->query; name != NULL && *name != NULL; name++) {
        json_array_append_new(list,
                json_pack("{s:s, s:s, s:{s:s}}", "name", *name, "in", "query", "schema", "type",
                        "string"));
    }
    return list;
}

static json_t *security(const RestRoute *route)
{
    if (route->open) {
        return json_array();
    }
    if (route->bearer) {
        return json_pack("[{s:[]}]", "joinToken");
    }
    return route->method == HTTP_GET ? json_pack("[{s:[]}]", "session")
                                     : json_pack("[{s:[], s:[]}]", "session", "csrf");
}

static json_t *roles(const RestRoute *route)
{
    json_t *list = json_object();

    for (Role role = 0; role < ROLE_COUNT; role++) {
        if (permission_allows(role, route->permission)) {
            json_object_set_new(list, role_name(role),
                    json_string(scope_name(permission_scope(role, route->permission))));
        }
    }
    return list;
}

static json_t *operation(json_t *schemas, const RestRoute *route)
{
    char status[12];
    json_t *schema = answer_schema(schemas, route);
    json_t *good = json_pack("{s:s}", "description", route->summary);
    const bool has_body = rest_route_takes_json(route) || route->body_type != NULL;

    (void)g_snprintf(status, sizeof status, "%u", rest_route_status(route));
    if (schema != NULL || route->answer_type != NULL) {
        json_object_set_new(good, "content",
                content(route->answer_type != NULL ? route->answer_type : "application/json",
                        schema));
    }
    json_t *json = json_pack("{s:s, s:s, s:o, s:o, s:s, s:{s:o, s:{s:s, s:o}}}", "operationId",
            route->operation, "summary", route->summary, "parameters", parameters(route),
            "security", security(route), "x-permission", permission_name(route->permission),
            "responses", status, good, "default", "description", "Refused (RFC 9457)", "content",
            content("application/problem+json", reference("problem")));
    if (!route->open) {
        json_object_set_new(json, "x-roles", roles(route));
    }
    if (has_body) {
        const char *type = route->body_type == NULL  ? "application/json"
                : g_str_equal(route->body_type, "*") ? "application/octet-stream"
                                                     : route->body_type;
        json_object_set_new(json, "requestBody",
                json_pack("{s:o}", "content",
                        content(type,
                                rest_route_takes_json(route) ? body_schema(schemas, route)
                                                             : NULL)));
    }
    return json;
}

static json_t *path_item(json_t *paths, const char *pattern)
{
    json_t *item = json_object_get(paths, pattern);

    if (item == NULL) {
        item = json_object();
        json_object_set_new(paths, pattern, item);
    }
    return item;
}

static json_t *components(json_t *schemas)
{
    return json_pack("{s:o, s:{s:{s:s, s:s, s:s}, s:{s:s, s:s, s:s}, s:{s:s, s:s}}}", "schemas",
            schemas, "securitySchemes", "session", "type", "apiKey", "in", "cookie", "name",
            REST_COOKIE, "csrf", "type", "apiKey", "in", "header", "name", "X-CSRF-Token",
            "joinToken", "type", "http", "scheme", "bearer");
}

json_t *rest_openapi(const Rest *rest)
{
    json_t *paths = json_object();
    json_t *schemas = json_object();
    const RestRoute *route = NULL;

    json_object_set_new(schemas, "problem",
            parsed("{\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\",\"code\"],"
                   "\"properties\":{\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\","
                   "\"description\":\"Vietnamese, for people\"},\"status\":{\"type\":\"integer\"},"
                   "\"code\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"},"
                   "\"field\":{\"type\":\"string\"}}}"));
    for (size_t n = 0; (route = rest_route(rest, n)) != NULL; n++) {
        g_autofree char *method = g_ascii_strdown(http_method_name(route->method), -1);
        json_object_set_new(path_item(paths, route->pattern), method, operation(schemas, route));
    }
    return json_pack("{s:s, s:{s:s, s:s, s:s}, s:o, s:o}", "openapi", "3.1.0", "info", "title",
            "Giao Ban", "version", "1", "description",
            "Calls that change something carry the session's CSRF token in X-CSRF-Token. With "
            "?quiet=1 a call does not count as somebody being there.",
            "paths", paths, "components", components(schemas));
}

static bool show(RestCall *call, Database *database, GError **error)
{
    const RestOpenapi *openapi = rest_user_data(call);
    rest_answer_bytes(call, "application/json", openapi->text, NULL);
    return true;
}

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/openapi.json",
                .work = show,
                .operation = "describe",
                .summary = "This description",
                .shape = REST_OTHER,
                .answer_schema = "{\"type\":\"object\",\"required\":[\"openapi\",\"paths\"]}",
                .open = true},
};

RestOpenapi *rest_openapi_new(Rest *rest)
{
    RestOpenapi *openapi = g_new0(RestOpenapi, 1);

    openapi->rest = rest;
    openapi->text = g_bytes_new_static("{}", 2);
    rest_add(rest, routes, G_N_ELEMENTS(routes), openapi);
    return openapi;
}

/* A route that is served but not described would be found by nobody but an attacker. */
static void check_described(const Rest *rest)
{
    const HttpRoute *served = NULL;

    for (size_t n = 0; (served = rest_served(rest, n)) != NULL; n++) {
        const RestRoute *route = NULL;
        bool described = !g_str_has_prefix(served->pattern, "/api/");
        for (size_t i = 0; !described && (route = rest_route(rest, i)) != NULL; i++) {
            described =
                    route->method == served->method && g_str_equal(route->pattern, served->pattern);
        }
        if (!described) {
            g_error("%s %s is not described.", http_method_name(served->method), served->pattern);
        }
    }
}

void rest_openapi_finish(RestOpenapi *openapi)
{
    check_described(openapi->rest);
    json_t *document = rest_openapi(openapi->rest);
    char *text = json_dumps(document, JSON_COMPACT);

    json_decref(document);
    g_bytes_unref(openapi->text);
    openapi->text = g_bytes_new_with_free_func(text, strlen(text), free, text);
}

void rest_openapi_free(RestOpenapi *openapi)
{
    if (openapi != NULL) {
        g_bytes_unref(openapi->text);
        g_free(openapi);
    }
}
