#include "signaling/store/recording_catalog.h"

#include "signaling/meeting/search_words.h"

#include <string.h>

enum { TYPED_MIN = 3 /* bytes: fewer begin too many words */ };

#define TABLES                                                                                     \
    "FROM recordings r JOIN meetings m ON m.code = r.meeting"                                      \
    " LEFT JOIN recording_keeping k ON k.recording = r.id"                                         \
    " LEFT JOIN retention_kinds c ON c.kind = m.kind "

#define COLUMNS                                                                                    \
    "r.id, m.code, r.state, r.path, r.start_us, r.end_us, r.duration_us, r.bytes, r.sha256,"       \
    " r.reason, r.check_json, r.width, r.height, m.title, m.invite_no, m.kind, m.unit,"            \
    " COALESCE((SELECT units.name FROM units WHERE units.code = m.unit), ''), m.chair_account,"    \
    " m.secretary_account, CASE WHEN COALESCE(k.retention, '') <> '' THEN k.retention"             \
    " ELSE COALESCE(c.retention, '') END, COALESCE(k.due, 0), COALESCE(k.hold, 0),"                \
    " COALESCE(k.filed, 0), (SELECT COUNT(*) FROM recording_erasures e"                            \
    " WHERE e.recording = r.id AND e.state = 'requested'), r.waits"

/* Whole words, but for the last one, which somebody may still be typing. */
static void add_words(SqlConditions *conditions, const CatalogQuestion *question)
{
    g_auto(GStrv) words = search_words_asked(question->text != NULL ? question->text : "");

    for (size_t i = 0; words[i] != NULL; i++) {
        const DatabaseValue word = sql_conditions_own(conditions, g_strdup(words[i]));
        const bool typing = words[i + 1] == NULL && strlen(words[i]) >= TYPED_MIN;
        g_string_append(
                conditions->sql, " AND r.id IN (SELECT recording FROM recording_words WHERE");
        sql_conditions_add(conditions, "", typing ? "word >= $?" : "word = $?", word);
        if (typing) {
            sql_conditions_add(conditions, "AND", "word < $?",
                    sql_conditions_own(conditions, search_words_behind(words[i])));
        }
        g_string_append(
                conditions->sql, question->minutes ? ")" : " AND recording_words.minutes = 0)");
    }
}

static void add_text(SqlConditions *conditions, const char *sql, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        sql_conditions_add(conditions, "AND", sql, database_text(text));
    }
}

static void add_time(SqlConditions *conditions, const char *sql, int64_t time_us)
{
    if (time_us != 0) {
        sql_conditions_add(conditions, "AND", sql, database_int(time_us));
    }
}

static void put_question(SqlConditions *conditions, const CatalogQuestion *question)
{
    const char *state = question->state;

    sql_conditions_init(conditions);
    add_words(conditions, question);
    add_time(conditions, "r.start_us >= $?", question->from_us);
    add_time(conditions, "r.start_us < $?", question->to_us);
    add_text(conditions,
            "m.unit IN (WITH RECURSIVE below (code) AS (SELECT code FROM units WHERE code = $?"
            " UNION SELECT units.code FROM units JOIN below ON units.parent = below.code)"
            " SELECT code FROM below)",
            question->unit);
    add_text(conditions, "r.meeting = $?", question->meeting);
    sql_conditions_add(conditions, "AND",
            state != NULL && state[0] != '\0' ? "r.state = $?" : "r.state <> $?",
            database_text(state != NULL && state[0] != '\0' ? state : "erased"));
    add_time(conditions, "k.due > 0 AND k.hold = 0 AND k.due <= $?", question->due_by_us);
    if (question->asked) {
        g_string_append(conditions->sql,
                " AND r.id IN (SELECT recording FROM recording_erasures WHERE state ="
                " 'requested')");
    }
    sql_conditions_add_reach(conditions, &question->reach);
}

static CatalogEntry lend_row(const DatabaseRows *rows)
{
    return (CatalogEntry){
            .id = database_rows_int(rows, 0),
            .meeting = database_rows_text(rows, 1),
            .state = database_rows_text(rows, 2),
            .path = database_rows_text(rows, 3),
            .start_us = database_rows_int(rows, 4),
            .end_us = database_rows_int(rows, 5),
            .duration_us = database_rows_int(rows, 6),
            .bytes = database_rows_int(rows, 7),
            .sha256 = database_rows_text(rows, 8),
            .reason = database_rows_text(rows, 9),
            .check_json = database_rows_text(rows, 10),
            .width = database_rows_int(rows, 11),
            .height = database_rows_int(rows, 12),
            .title = database_rows_text(rows, 13),
            .invite_no = database_rows_text(rows, 14),
            .kind = database_rows_text(rows, 15),
            .unit = database_rows_text(rows, 16),
            .unit_name = database_rows_text(rows, 17),
            .chair = database_rows_text(rows, 18),
            .secretary = database_rows_text(rows, 19),
            .retention = database_rows_text(rows, 20),
            .due_us = database_rows_int(rows, 21),
            .hold = database_rows_int(rows, 22) != 0,
            .filed = database_rows_int(rows, 23) != 0,
            .asked = database_rows_int(rows, 24),
            .waits = database_rows_text(rows, 25),
    };
}

static bool hand(Database *database, const SqlConditions *conditions, CatalogEntryFn each,
        void *user_data, int64_t *ret_handed, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autofree char *sql = g_strconcat("SELECT " COLUMNS " " TABLES, conditions->sql->str, NULL);
    g_autoptr(DatabaseRows) rows =
            database_query(database, sql, conditions->values, conditions->count, error);

    if (rows == NULL) {
        return false;
    }
    *ret_handed = 0;
    while (database_rows_next(rows, &fault)) {
        const CatalogEntry entry = lend_row(rows);
        each(&entry, user_data);
        (*ret_handed)++;
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

bool recording_catalog_each(Database *database, const CatalogQuestion *question,
        CatalogEntryFn each, void *user_data, GError **error)
{
    g_auto(SqlConditions) conditions = {0};
    int64_t handed = 0;

    put_question(&conditions, question);
    if (question->before_us != 0) {
        sql_conditions_add(
                &conditions, "AND (r.start_us, r.id) <", "($?", database_int(question->before_us));
        sql_conditions_add(&conditions, ",", "$?)", database_int(question->before_id));
    }
    g_string_append_printf(conditions.sql, " ORDER BY r.start_us DESC, r.id DESC LIMIT %d",
            question->limit > 0 ? MIN(question->limit, CATALOG_LIMIT_MAX) : CATALOG_LIMIT_MAX);
    return hand(database, &conditions, each, user_data, &handed, error);
}

bool recording_catalog_count(
        Database *database, const CatalogQuestion *question, int64_t *ret_count, GError **error)
{
    g_auto(SqlConditions) conditions = {0};

    put_question(&conditions, question);
    g_autofree char *sql = g_strconcat("SELECT COUNT(*) " TABLES, conditions.sql->str, NULL);
    return database_number(database, sql, conditions.values, conditions.count, 0, ret_count, error);
}

bool recording_catalog_find(Database *database, int64_t id, CatalogEntryFn each, void *user_data,
        bool *ret_found, GError **error)
{
    g_auto(SqlConditions) conditions = {0};
    int64_t handed = 0;

    sql_conditions_init(&conditions);
    sql_conditions_add(&conditions, "AND", "r.id = $?", database_int(id));
    if (!hand(database, &conditions, each, user_data, &handed, error)) {
        return false;
    }
    *ret_found = handed > 0;
    return true;
}
