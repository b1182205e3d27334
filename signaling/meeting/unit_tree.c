#include "signaling/meeting/unit_tree.h"

struct UnitTree {
    GHashTable *units; /* code, the unit's own → Unit */
    GHashTable *kinds;
};

static void free_unit(gpointer data)
{
    unit_clear(data);
    g_free(data);
}

UnitTree *unit_tree_new(void)
{
    UnitTree *tree = g_new(UnitTree, 1);

    tree->units = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_unit);
    tree->kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return tree;
}

void unit_tree_free(UnitTree *tree)
{
    if (tree != NULL) {
        g_hash_table_unref(tree->units);
        g_hash_table_unref(tree->kinds);
        g_free(tree);
    }
}

void unit_tree_add_kind(UnitTree *tree, const char *code)
{
    (void)g_hash_table_add(tree->kinds, g_strdup(code));
}

bool unit_tree_set(UnitTree *tree, const Unit *unit)
{
    if (g_hash_table_size(tree->units) >= UNIT_TREE_MAX &&
            !g_hash_table_contains(tree->units, unit->code)) {
        return false;
    }
    Unit *copy = g_new0(Unit, 1);
    record_copy(&unit_type, copy, unit);
    (void)g_hash_table_replace(tree->units, copy->code, copy);
    return true;
}

const Unit *unit_tree_find(const UnitTree *tree, const char *code)
{
    return g_hash_table_lookup(tree->units, code);
}

static bool fail(GError **error, const char *field, const char *reason)
{
    record_set_error(error, record_field(&unit_type, field), reason);
    return false;
}

static bool check_parent(const UnitTree *tree, const Unit *unit, GError **error)
{
    const char *code = unit->parent;
    const Unit *above = NULL;

    for (int depth = 2; code[0] != '\0'; depth++) {
        if (g_str_equal(code, unit->code)) {
            return fail(error, "parent", "một đơn vị không thể trực thuộc chính nó");
        }
        above = unit_tree_find(tree, code);
        if (above == NULL) {
            return fail(error, "parent", "không có đơn vị mang mã này");
        }
        if (depth > UNIT_DEPTH_MAX) {
            return fail(error, "parent", "cây đơn vị quá sâu hoặc có vòng lặp");
        }
        code = above->parent;
    }
    return true;
}

static bool check_successor(const UnitTree *tree, const Unit *unit, GError **error)
{
    const char *code = unit->successor;

    if (code[0] != '\0' && unit->valid_to_us == 0) {
        return fail(error, "successor", "chỉ đặt cho đơn vị đã có ngày hết hiệu lực");
    }
    for (guint steps = 0; code[0] != '\0'; steps++) {
        const Unit *next = unit_tree_find(tree, code);
        if (next == NULL) {
            return fail(error, "successor", "không có đơn vị mang mã này");
        }
        if (next == unit || g_str_equal(code, unit->code) ||
                steps > g_hash_table_size(tree->units)) {
            return fail(error, "successor", "một đơn vị không thể kế thừa chính nó");
        }
        code = next->successor;
    }
    return true;
}

bool unit_tree_check(const UnitTree *tree, const Unit *unit, GError **error)
{
    if (!g_hash_table_contains(tree->kinds, unit->kind)) {
        return fail(error, "kind", "không có trong danh mục loại đơn vị");
    }
    if (unit->valid_to_us != 0 && unit->valid_to_us <= unit->valid_from_us) {
        return fail(error, "valid_to", "phải sau ngày bắt đầu hiệu lực");
    }
    return check_parent(tree, unit, error) && check_successor(tree, unit, error);
}

bool unit_tree_is_below(const UnitTree *tree, const char *code, const char *root)
{
    for (int depth = 0; depth <= UNIT_DEPTH_MAX; depth++) {
        if (g_str_equal(code, root)) {
            return true;
        }
        const Unit *unit = unit_tree_find(tree, code);
        if (unit == NULL) {
            return false;
        }
        code = unit->parent;
    }
    return false;
}

unsigned unit_tree_children_at(const UnitTree *tree, const char *code, int64_t time_us)
{
    GHashTableIter iter;
    gpointer value = NULL;
    unsigned children = 0;

    g_hash_table_iter_init(&iter, tree->units);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Unit *unit = value;
        children += g_str_equal(unit->parent, code) &&
                (unit->valid_to_us == 0 || time_us < unit->valid_to_us);
    }
    return children;
}
