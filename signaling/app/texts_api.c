#include "signaling/app/texts_api.h"

#include "signaling/store/page_texts.h"

static bool get(RestCall *call, Database *database, GError **error)
{
    g_auto(PageText) text = {0};
    const char *name = rest_param(call, "name");

    if (!page_text_is_known(name)) {
        return rest_not_found(call);
    }
    if (!page_texts_find(database, name, &text, error)) {
        return false;
    }
    rest_answer(call, 200, record_to_json(&page_text_type, &text));
    return true;
}

static bool put(RestCall *call, Database *database, GError **error)
{
    g_auto(PageText) text = {0};
    const char *name = rest_param(call, "name");
    g_autofree char *object = g_strconcat("text:", name, NULL);

    if (!page_text_is_known(name)) {
        return rest_not_found(call);
    }
    record_init(&page_text_type, &text);
    if (!record_read_json(&page_text_type, rest_body(call), true, &text, error)) {
        return false;
    }
    g_free(text.name);
    text.name = g_strdup(name);
    g_free(text.changed_by);
    text.changed_by = g_strdup(rest_actor(call)->account);
    text.changed = rest_now_us(call);
    if (!page_texts_add(database, &text, error) ||
            !rest_audit(call, database, "text.change", object,
                    json_pack("{s:I}", "version", (json_int_t)text.version), error)) {
        return false;
    }
    rest_answer(call, 200, record_to_json(&page_text_type, &text));
    return true;
}

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/texts/{name}",
                .permission = PERMISSION_ACCOUNT_OWN,
                .work = get,
                .operation = "getText",
                .summary = "A text of the pages, as it is now",
                .answer = &page_text_type,
                .shape = REST_ONE,
                .open = true},
        {.method = HTTP_PUT,
                .pattern = "/api/v1/texts/{name}",
                .permission = PERMISSION_SETTINGS,
                .work = put,
                .operation = "putText",
                .summary = "A new version of a text",
                .body = &page_text_type,
                .answer = &page_text_type,
                .shape = REST_ONE},
};

void texts_api_add_routes(Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), NULL);
}
