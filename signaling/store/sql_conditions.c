#include "signaling/store/sql_conditions.h"

void sql_conditions_init(SqlConditions *conditions)
{
    conditions->sql = g_string_new("WHERE 1 = 1");
    conditions->texts = g_ptr_array_new_with_free_func(g_free);
    conditions->count = 0;
}

void sql_conditions_clear(SqlConditions *conditions)
{
    if (conditions->sql != NULL) {
        g_string_free(conditions->sql, TRUE);
    }
    g_clear_pointer(&conditions->texts, g_ptr_array_unref);
    conditions->sql = NULL;
}

void sql_conditions_add(
        SqlConditions *conditions, const char *word, const char *sql, DatabaseValue value)
{
    g_assert(conditions->count < DATABASE_VALUES_MAX);
    conditions->values[conditions->count++] = value;
    g_autofree char *number = g_strdup_printf("$%zu", conditions->count);
    g_auto(GStrv) pieces = g_strsplit(sql, "$?", -1);
    g_autofree char *filled = g_strjoinv(number, pieces);
    g_string_append_printf(conditions->sql, " %s %s", word, filled);
}

DatabaseValue sql_conditions_own(SqlConditions *conditions, char *text)
{
    g_ptr_array_add(conditions->texts, text);
    return database_text(text);
}

static bool is_given(const char *text)
{
    return text != NULL && text[0] != '\0';
}

void sql_conditions_add_reach(SqlConditions *conditions, const SqlReach *reach)
{
    if (reach->everything) {
        return;
    }
    g_string_append(conditions->sql, " AND (1 = 0");
    if (is_given(reach->unit)) {
        sql_conditions_add(conditions, "OR",
                reach->below ? "unit IN (WITH RECURSIVE below (code) AS (SELECT code FROM units"
                               " WHERE code = $? UNION SELECT units.code FROM units JOIN below ON"
                               " units.parent = below.code) SELECT code FROM below)"
                             : "unit = $?",
                database_text(reach->unit));
    }
    if (is_given(reach->account)) {
        sql_conditions_add(conditions, "OR", "chair_account = $? OR secretary_account = $?",
                database_text(reach->account));
    }
    if (is_given(reach->site)) {
        sql_conditions_add(conditions, "OR",
                "code IN (SELECT meeting FROM meeting_sites WHERE site = $?)",
                database_text(reach->site));
    }
    g_string_append_c(conditions->sql, ')');
}
