#include "signaling/app/word_lists_api.h"

#include "signaling/store/word_lists.h"

static const WordList *list_of(const RestCall *call)
{
    return rest_user_data(call);
}

static bool audit(RestCall *call, Database *database, const char *what, const OfficeWord *word,
        GError **error)
{
    const RecordType *type = list_of(call)->type;
    g_autofree char *action = g_strconcat(type->name, ".", what, NULL);
    g_autofree char *object = g_strconcat(type->name, ":", word->code, NULL);
    return rest_audit(call, database, action, object, record_to_json(type, word), error);
}

/* What the list itself refuses is an answer. */
static bool refuse(RestCall *call, GError *fault, GError **error)
{
    if (g_error_matches(fault, WORD_LISTS_ERROR, WORD_LISTS_ERROR_IN_USE)) {
        g_error_free(fault);
        return rest_problem(call, 409, "in_use",
                "Mục này đang được sử dụng nên không thể xóa; có thể đổi tên hoặc thứ tự.", NULL);
    }
    if (g_error_matches(fault, WORD_LISTS_ERROR, WORD_LISTS_ERROR_FULL)) {
        g_error_free(fault);
        return rest_problem(call, 409, "too_many", "Danh mục đã đủ số mục tối đa.", NULL);
    }
    g_propagate_error(error, fault);
    return false;
}

/* ---- works ---- */

typedef struct Items {
    const RecordType *type;
    json_t *list;
} Items;

static void append(const void *record, void *user_data)
{
    const Items *items = user_data;
    json_array_append_new(items->list, record_to_json(items->type, record));
}

static bool list(RestCall *call, Database *database, GError **error)
{
    Items items = {list_of(call)->type, json_array()};

    if (!word_list_each(database, list_of(call), append, &items, error)) {
        json_decref(items.list);
        return false;
    }
    rest_answer(call, 200, json_pack("{s:o}", "items", items.list));
    return true;
}

static bool create(RestCall *call, Database *database, GError **error)
{
    const RecordType *type = list_of(call)->type;
    GError *fault = NULL;
    OfficeWord word;

    record_init(type, &word);
    bool good = record_read_json(type, rest_body(call), false, &word, error);
    if (good && !word_list_add(database, list_of(call), &word, &fault)) {
        good = refuse(call, fault, error);
    } else if (good) {
        good = audit(call, database, "create", &word, error);
        rest_answer(call, 201, record_to_json(type, &word));
    }
    record_clear(type, &word);
    return good;
}

/* The entry that the path names. @return false when there is none: answered */
static bool find(RestCall *call, Database *database, OfficeWord *word, GError **error)
{
    const RecordType *type = list_of(call)->type;
    bool found = false;

    return record_find(
                   database, type, database_text(rest_param(call, "code")), word, &found, error) &&
            (found || rest_not_found(call));
}

static bool change(RestCall *call, Database *database, GError **error)
{
    const RecordType *type = list_of(call)->type;
    OfficeWord word;

    record_init(type, &word);
    const bool good = find(call, database, &word, error) &&
            record_read_json(type, rest_body(call), true, &word, error) &&
            record_update(database, type, &word, error) &&
            audit(call, database, "change", &word, error);
    if (good) {
        rest_answer(call, 200, record_to_json(type, &word));
    }
    record_clear(type, &word);
    return good;
}

static bool remove_word(RestCall *call, Database *database, GError **error)
{
    const RecordType *type = list_of(call)->type;
    GError *fault = NULL;
    OfficeWord word;

    record_init(type, &word);
    bool good = find(call, database, &word, error);
    if (good && !word_list_remove(database, list_of(call), word.code, &fault)) {
        good = refuse(call, fault, error);
    } else if (good) {
        good = audit(call, database, "delete", &word, error);
        rest_answer(call, 204, NULL);
    }
    record_clear(type, &word);
    return good;
}

/* ---- routes ---- */

/* The kinds of meetings are kept by those who see no meeting: whoever has an account may read them. */

/* The same four of each list: its address, its type, who may read it, and its name in operations and summaries. */
#define ROUTES(path, record, reads, Name, names)                                                   \
    {.method = HTTP_GET,                                                                           \
            .pattern = "/api/v1/" path,                                                            \
            .permission = (reads),                                                                 \
            .work = list,                                                                          \
            .operation = "list" Name "s",                                                          \
            .summary = "The " names,                                                               \
            .answer = (record),                                                                    \
            .shape = REST_LIST},                                                                   \
            {.method = HTTP_POST,                                                                  \
                    .pattern = "/api/v1/" path,                                                    \
                    .permission = PERMISSION_SETTINGS,                                             \
                    .work = create,                                                                \
                    .operation = "create" Name,                                                    \
                    .summary = "One more of the " names,                                           \
                    .body = (record),                                                              \
                    .answer = (record),                                                            \
                    .shape = REST_ONE,                                                             \
                    .status = 201},                                                                \
            {.method = HTTP_PATCH,                                                                 \
                    .pattern = "/api/v1/" path "/{code}",                                          \
                    .permission = PERMISSION_SETTINGS,                                             \
                    .work = change,                                                                \
                    .operation = "change" Name,                                                    \
                    .summary = "Another name or place for one of the " names,                      \
                    .body = (record),                                                              \
                    .answer = (record),                                                            \
                    .shape = REST_ONE},                                                            \
    {                                                                                              \
        .method = HTTP_DELETE, .pattern = "/api/v1/" path "/{code}",                               \
        .permission = PERMISSION_SETTINGS, .work = remove_word, .operation = "delete" Name,        \
        .summary = "Take out one of the " names " that is not in use"                              \
    }

static const RestRoute unit_kind_routes[] = {
        ROUTES("unit-kinds", &unit_kind_type, PERMISSION_UNIT_READ, "UnitKind", "kinds of units"),
};

static const RestRoute meeting_kind_routes[] = {
        ROUTES("meeting-kinds", &meeting_kind_type, PERMISSION_ACCOUNT_OWN, "MeetingKind",
                "kinds of meetings"),
};

static const RestRoute relation_routes[] = {
        ROUTES("relations", &meeting_relation_type, PERMISSION_ACCOUNT_OWN, "Relation",
                "relations between those who meet"),
};

void word_lists_api_add_routes(Rest *rest)
{
    rest_add(rest, unit_kind_routes, G_N_ELEMENTS(unit_kind_routes), (void *)&word_list_unit_kinds);
    rest_add(rest, meeting_kind_routes, G_N_ELEMENTS(meeting_kind_routes),
            (void *)&word_list_meeting_kinds);
    rest_add(rest, relation_routes, G_N_ELEMENTS(relation_routes), (void *)&word_list_relations);
}
