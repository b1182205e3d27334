#include "signaling/store/unit_table.h"

#include "signaling/meeting/office_word.h"
#include "signaling/store/search_pattern.h"

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

bool unit_table_list(Database *database, const UnitFilter *filter, RecordEachFn each,
        void *user_data, GError **error)
{
    static const char rest[] =
            "WHERE ($1 = '' OR name_fold LIKE $1 ESCAPE '!' OR short_name_fold LIKE $1 ESCAPE '!'"
            " OR code = $2)"
            " AND ($3 = '' OR kind = $3) AND ($4 = '' OR block = $4)"
            " AND ($5 = '' OR code IN (WITH RECURSIVE below (code) AS ("
            "SELECT code FROM units WHERE code = $5"
            " UNION SELECT units.code FROM units JOIN below ON units.parent = below.code)"
            " SELECT code FROM below))"
            " AND ($6 = 0 OR (valid_from <= $6 AND (valid_to = 0 OR valid_to > $6)))"
            " AND ($7 = '' OR (position, code) >"
            " (SELECT last.position, last.code FROM units AS last WHERE last.code = $7))"
            " ORDER BY position, code LIMIT $8";
    g_autofree char *pattern = search_pattern(filter->text);
    const int64_t limit = filter->limit > 0 ? MIN(filter->limit, UNIT_LIST_MAX) : UNIT_LIST_MAX;

    return record_each(database, &unit_type, rest,
            DATABASE_VALUES(database_text(pattern), database_text(filter->text),
                    database_text(filter->kind), database_text(filter->block),
                    database_text(filter->under), database_int(filter->at_us),
                    database_text(filter->after), database_int(limit)),
            each, user_data, error);
}

static void set_unit(const void *record, void *user_data)
{
    (void)unit_tree_set(user_data, record);
}

static void add_kind(const void *record, void *user_data)
{
    unit_tree_add_kind(user_data, ((const OfficeWord *)record)->code);
}

UnitTree *unit_table_tree(Database *database, GError **error)
{
    g_autoptr(UnitTree) tree = unit_tree_new();

    if (!record_each(database, &unit_kind_type, "", DATABASE_NO_VALUES, add_kind, tree, error) ||
            !record_each(database, &unit_type, "", DATABASE_NO_VALUES, set_unit, tree, error)) {
        return NULL;
    }
    return g_steal_pointer(&tree);
}

static bool fail(GError **error, const char *field, const char *reason)
{
    record_set_error(error, record_field(&unit_type, field), reason);
    return false;
}

/* The unit as it shall be, among all others as they are. */
static bool check(Database *database, const Unit *unit, UnitTree **ret_tree, GError **error)
{
    g_autoptr(UnitTree) tree = unit_table_tree(database, error);

    if (tree == NULL) {
        return false;
    }
    *ret_tree = tree;
    const bool known = unit_tree_find(tree, unit->code) != NULL;
    const bool fits = unit_tree_set(tree, unit);
    *ret_tree = g_steal_pointer(&tree);
    if (!fits && !known) {
        return fail(error, "code", "đã đủ số đơn vị tối đa");
    }
    return unit_tree_check(*ret_tree, unit, error);
}

bool unit_table_add(Database *database, Unit *unit, GError **error)
{
    g_autoptr(UnitTree) tree = NULL;
    bool there = false;
    g_auto(Unit) other = {0};

    record_init(&unit_type, &other);
    if (!record_find(database, &unit_type, database_text(unit->code), &other, &there, error)) {
        return false;
    }
    if (there) {
        return fail(error, "code", "đã có đơn vị mang mã này");
    }
    return check(database, unit, &tree, error) && record_insert(database, &unit_type, unit, error);
}

bool unit_table_change(Database *database, const Unit *unit, GError **error)
{
    g_autoptr(UnitTree) tree = NULL;

    return check(database, unit, &tree, error) && record_update(database, &unit_type, unit, error);
}

bool unit_table_retire(Database *database, const char *code, int64_t valid_to_us,
        const char *successor, GError **error)
{
    g_autoptr(UnitTree) tree = NULL;
    g_auto(Unit) unit = {0};
    bool there = false;

    record_init(&unit_type, &unit);
    if (!record_find(database, &unit_type, database_text(code), &unit, &there, error)) {
        return false;
    }
    if (!there) {
        return fail(error, "code", "không có đơn vị mang mã này");
    }
    if (valid_to_us == 0) {
        return fail(error, "valid_to", "không được để trống");
    }
    unit.valid_to_us = valid_to_us;
    g_free(unit.successor);
    unit.successor = g_strdup(or_empty(successor));
    if (!check(database, &unit, &tree, error)) {
        return false;
    }
    const unsigned children = unit_tree_children_at(tree, code, valid_to_us);
    if (children > 0) {
        g_autofree char *reason = g_strdup_printf(
                "còn %u đơn vị trực thuộc; hãy chuyển hoặc kết thúc các đơn vị đó trước", children);
        return fail(error, "valid_to", reason);
    }
    return record_update(database, &unit_type, &unit, error);
}
