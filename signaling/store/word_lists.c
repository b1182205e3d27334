#include "signaling/store/word_lists.h"

G_DEFINE_QUARK(word - lists - error - quark, word_lists_error)

const WordList word_list_unit_kinds = {
        .type = &unit_kind_type,
        .used = "SELECT count(*) FROM units WHERE kind = $1",
};

const WordList word_list_meeting_kinds = {
        .type = &meeting_kind_type,
        .used = "SELECT count(*) FROM meetings WHERE kind = $1",
};

const WordList word_list_relations = {
        .type = &meeting_relation_type,
        .used = "SELECT count(*) FROM meetings WHERE relation = $1",
};

bool word_list_each(Database *database, const WordList *list, RecordEachFn each, void *user_data,
        GError **error)
{
    return record_each(database, list->type, "ORDER BY position, code", DATABASE_NO_VALUES, each,
            user_data, error);
}

bool word_list_add(Database *database, const WordList *list, OfficeWord *word, GError **error)
{
    g_autofree char *count = g_strconcat("SELECT count(*) FROM ", list->type->table, NULL);
    g_autoptr(GError) fault = NULL;
    int64_t words = 0;

    if (!database_number(database, count, DATABASE_NO_VALUES, 0, &words, error)) {
        return false;
    }
    if (words >= WORD_LISTS_MAX) {
        g_set_error(error, WORD_LISTS_ERROR, WORD_LISTS_ERROR_FULL, "the list %s is full",
                list->type->table);
        return false;
    }
    if (record_insert(database, list->type, word, &fault)) {
        return true;
    }
    if (g_error_matches(fault, DATABASE_ERROR, DATABASE_ERROR_EXISTS)) {
        record_set_error(error, record_key(list->type), "đã có trong danh mục");
    } else {
        g_propagate_error(error, g_steal_pointer(&fault));
    }
    return false;
}

bool word_list_remove(Database *database, const WordList *list, const char *code, GError **error)
{
    g_autofree char *sql = g_strconcat("DELETE FROM ", list->type->table, " WHERE code = $1", NULL);
    int64_t uses = 0;
    int64_t removed = 0;

    if (!database_number(
                database, list->used, DATABASE_VALUES(database_text(code)), 0, &uses, error)) {
        return false;
    }
    if (uses > 0) {
        g_set_error(error, WORD_LISTS_ERROR, WORD_LISTS_ERROR_IN_USE,
                "%s of %s is in use %" G_GINT64_FORMAT " times", code, list->type->table, uses);
        return false;
    }
    if (!database_run(database, sql, DATABASE_VALUES(database_text(code)), &removed, error)) {
        return false;
    }
    if (removed == 0) {
        g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_MISSING, "there is no %s in %s", code,
                list->type->table);
    }
    return removed > 0;
}
