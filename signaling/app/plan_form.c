#include "signaling/app/plan_form.h"

#include "signaling/meeting/meeting_annex.h"

#include <string.h>

typedef struct FormExtra {
    int64_t group;
    char *under;
    int64_t repeat_months;
    int repeat_by;
    bool draft;
} FormExtra;

/* Beside `sites`, which is a list, the rest is a record like any other. */
static const RecordField fields[] = {
        {.name = "group",
                .kind = RECORD_INTEGER,
                .offset = offsetof(FormExtra, group),
                .max = INT32_MAX,
                .title = "Nhóm điểm cầu"},
        {.name = "under",
                .kind = RECORD_TEXT,
                .offset = offsetof(FormExtra, under),
                .flags = RECORD_CODE,
                .title = "Tất cả điểm cầu trực thuộc"},
        {.name = "repeat_months",
                .kind = RECORD_INTEGER,
                .offset = offsetof(FormExtra, repeat_months),
                .max = MONTH_REPEAT_MAX,
                .title = "Lặp lại hàng tháng"},
        {.name = "repeat_by",
                .kind = RECORD_WORD,
                .offset = offsetof(FormExtra, repeat_by),
                .words = month_repeat_words,
                .title = "Ngày lặp lại"},
        {.name = "draft",
                .kind = RECORD_FLAG,
                .offset = offsetof(FormExtra, draft),
                .title = "Dự thảo"},
        {0},
};

static const RecordType extra_type = {
        .name = "meeting_form", .size = sizeof(FormExtra), .fields = fields};

static const RecordField sites_field = {.name = "sites", .title = "Điểm cầu"};

const char plan_form_schema[] =
        "{\"properties\":{"
        "\"sites\":{\"type\":\"array\",\"maxItems\":500,\"items\":{\"type\":\"string\"}},"
        "\"group\":{\"type\":\"integer\",\"minimum\":0},"
        "\"under\":{\"type\":\"string\"},"
        "\"repeat_months\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":24},"
        "\"repeat_by\":{\"enum\":[\"day\",\"weekday\"]},"
        "\"draft\":{\"type\":\"boolean\"}}}";

static bool is_code(const char *code)
{
    const size_t size = strlen(code);

    for (size_t i = 0; i < size; i++) {
        if (!g_ascii_isalnum(code[i]) && strchr("._-", code[i]) == NULL) {
            return false;
        }
    }
    return size > 0 && size <= RECORD_CODE_MAX;
}

char **plan_form_read_codes(const json_t *items, const char *field, GError **error)
{
    g_autoptr(GStrvBuilder) codes = g_strv_builder_new();
    const RecordField named = {.name = field, .title = sites_field.title};

    if (!json_is_array(items) || json_array_size(items) > MEETING_INVITED_MAX) {
        record_set_error(error, &named, "phải là danh sách không quá 500 mã");
        return NULL;
    }
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);
        const char *code =
                json_string_value(json_is_object(item) ? json_object_get(item, "site") : item);
        if (code == NULL || !is_code(code)) {
            record_set_error(error, &named, "có mã không hợp lệ");
            return NULL;
        }
        g_strv_builder_add(codes, code);
    }
    return g_strv_builder_end(codes);
}

/* Takes what is the form's own out of a copy of the body: the rest is the plan. */
static bool read_extra(json_t *rest, PlanForm *form, GError **error)
{
    FormExtra extra = {0};
    json_t *mine = json_object();

    for (const RecordField *field = fields; field->name != NULL; field++) {
        json_t *value = json_object_get(rest, field->name);
        if (value != NULL) {
            json_object_set(mine, field->name, value);
            json_object_del(rest, field->name);
        }
    }
    record_init(&extra_type, &extra);
    const bool good = record_read_json(&extra_type, mine, false, &extra, error);
    json_decref(mine);
    if (good) {
        form->group = extra.group;
        form->under = extra.under[0] != '\0' ? g_strdup(extra.under) : NULL;
        form->repeat_months = MAX(extra.repeat_months, 1);
        form->repeat_by = extra.repeat_by;
        form->draft = extra.draft;
    }
    record_clear(&extra_type, &extra);
    return good;
}

bool plan_form_read(const json_t *body, PlanForm *form, GError **error)
{
    json_t *rest = json_is_object(body) ? json_copy((json_t *)(uintptr_t)body) : json_object();
    const json_t *sites = json_object_get(rest, "sites");
    bool good = true;

    record_init(&meeting_plan_type, &form->plan);
    if (sites != NULL) {
        form->sites = plan_form_read_codes(sites, "sites", error);
        good = form->sites != NULL;
        json_object_del(rest, "sites");
    }
    good = good && read_extra(rest, form, error) &&
            record_read_json(&meeting_plan_type, rest, false, &form->plan, error);
    json_decref(rest);
    return good;
}

void plan_form_clear(PlanForm *form)
{
    meeting_plan_clear(&form->plan);
    g_clear_pointer(&form->sites, g_strfreev);
    g_clear_pointer(&form->under, g_free);
}
