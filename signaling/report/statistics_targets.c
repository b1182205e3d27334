#include "signaling/report/statistics_targets.h"

#include <math.h>
#include <string.h>

enum { PERCENT_MAX = 100, HUNDREDTHS = 100, CODE_MAX = 64 };

static const double hundredth_slack = 1e-6; /* of decimals that have no exact binary form */

static void target_clear(void *data)
{
    statistics_target_clear(data);
}

GArray *statistics_targets_new(void)
{
    GArray *targets = g_array_new(FALSE, FALSE, sizeof(StatisticsTarget));
    g_array_set_clear_func(targets, target_clear);
    return targets;
}

bool statistics_targets_load(Database *database, GArray *targets, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT name, relations, hundredths, strict FROM meeting_targets ORDER BY position",
            DATABASE_NO_VALUES, error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        const StatisticsTarget target = {
                .name = g_strdup(database_rows_text(rows, 0)),
                .relations = g_strsplit(database_rows_text(rows, 1), ",", 0),
                .hundredths = database_rows_int(rows, 2),
                .strict = database_rows_int(rows, 3) != 0,
        };
        g_array_append_val(targets, target);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

bool statistics_targets_replace(Database *database, const GArray *targets, GError **error)
{
    if (!database_run(database, "DELETE FROM meeting_targets", DATABASE_NO_VALUES, NULL, error)) {
        return false;
    }
    for (guint i = 0; i < targets->len; i++) {
        const StatisticsTarget *target = &g_array_index(targets, StatisticsTarget, i);
        g_autofree char *relations = g_strjoinv(",", target->relations);
        if (!database_run(database,
                    "INSERT INTO meeting_targets (position, name, relations, hundredths, strict)"
                    " VALUES ($1, $2, $3, $4, $5)",
                    DATABASE_VALUES(database_int((int64_t)i + 1), database_text(target->name),
                            database_text(relations), database_int(target->hundredths),
                            database_int(target->strict ? 1 : 0)),
                    NULL, error)) {
            return false;
        }
    }
    return true;
}

json_t *statistics_targets_json(const GArray *targets)
{
    json_t *list = json_array();

    for (guint i = 0; i < targets->len; i++) {
        const StatisticsTarget *target = &g_array_index(targets, StatisticsTarget, i);
        json_t *relations = json_array();
        for (size_t n = 0; target->relations[n] != NULL; n++) {
            json_array_append_new(relations, json_string(target->relations[n]));
        }
        json_array_append_new(list,
                json_pack("{s:s, s:o, s:f, s:b}", "name", target->name, "relations", relations,
                        "threshold", (double)target->hundredths / HUNDREDTHS, "strict",
                        (int)target->strict));
    }
    return list;
}

static bool is_code(const char *text)
{
    static const char letters[] =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    return text != NULL && text[0] != '\0' && strlen(text) <= CODE_MAX &&
            text[strspn(text, letters)] == '\0';
}

static bool read_relations(const json_t *list, StatisticsTarget *target)
{
    const size_t count = json_array_size(list);

    if (count == 0 || count > STATISTICS_WORDS_MAX) {
        return false;
    }
    target->relations = g_new0(char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        const char *code = json_string_value(json_array_get(list, i));
        if (!is_code(code) || g_strv_contains((const char *const *)target->relations, code)) {
            return false;
        }
        target->relations[i] = g_strdup(code);
    }
    return true;
}

static bool read_name(const json_t *value, StatisticsTarget *target)
{
    const char *text = json_string_value(value);

    if (text == NULL) {
        return false;
    }
    g_autofree char *name = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    g_strstrip(name);
    for (const char *at = name; *at != '\0'; at = g_utf8_next_char(at)) {
        if (g_unichar_iscntrl(g_utf8_get_char(at))) {
            return false;
        }
    }
    if (name[0] == '\0' || strlen(name) > STATISTICS_TARGET_NAME_MAX) {
        return false;
    }
    target->name = g_steal_pointer(&name);
    return true;
}

static bool read_threshold(const json_t *value, StatisticsTarget *target)
{
    const double percent = json_is_number(value) ? json_number_value(value) : -1;
    const double hundredths = percent * HUNDREDTHS;

    if (percent < 0 || percent > PERCENT_MAX ||
            fabs(hundredths - round(hundredths)) > hundredth_slack) {
        return false;
    }
    target->hundredths = (int64_t)llround(hundredths);
    return true;
}

static const char *read_one(const json_t *object, StatisticsTarget *target)
{
    const json_t *strict = json_object_get(object, "strict");

    if (json_object_size(object) != 4) {
        return "Mỗi chỉ tiêu gồm tên, các quan hệ, ngưỡng và việc phải lớn hơn ngưỡng hay không.";
    }
    if (!read_name(json_object_get(object, "name"), target)) {
        return "Tên chỉ tiêu: không được để trống, không quá 200 byte, không có ký tự điều khiển.";
    }
    if (!read_relations(json_object_get(object, "relations"), target)) {
        return "Quan hệ của chỉ tiêu: là danh sách các mã quan hệ khác nhau, không được để trống.";
    }
    if (!read_threshold(json_object_get(object, "threshold"), target)) {
        return "Ngưỡng của chỉ tiêu: là số phần trăm từ 0 đến 100, không quá hai chữ số thập phân.";
    }
    if (!json_is_boolean(strict)) {
        return "Phải lớn hơn ngưỡng: là đúng hoặc sai.";
    }
    target->strict = json_is_true(strict);
    return NULL;
}

const char *statistics_targets_read(const json_t *items, GArray *targets)
{
    if (!json_is_array(items) || json_array_size(items) > STATISTICS_TARGETS_MAX) {
        return "Chỉ tiêu: là danh sách không quá 20 chỉ tiêu.";
    }
    for (size_t i = 0; i < json_array_size(items); i++) {
        StatisticsTarget target = {0};
        const char *fault = read_one(json_array_get(items, i), &target);
        if (fault != NULL) {
            statistics_target_clear(&target);
            return fault;
        }
        g_array_append_val(targets, target);
    }
    return NULL;
}
