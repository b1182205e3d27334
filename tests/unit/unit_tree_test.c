#include "signaling/meeting/unit_tree.h"

static Unit unit_of(const char *code, const char *parent)
{
    Unit unit;
    record_init(&unit_type, &unit);
    g_free(unit.code);
    g_free(unit.parent);
    g_free(unit.kind);
    unit.code = g_strdup(code);
    unit.parent = g_strdup(parent);
    unit.kind = g_strdup("xa");
    return unit;
}

static void add(UnitTree *tree, const char *code, const char *parent)
{
    g_auto(Unit) unit = unit_of(code, parent);
    g_assert_true(unit_tree_set(tree, &unit));
}

/* 91 ─ 903 ─ 30817 ─ 30817.1, and 1 beside them */
static UnitTree *make_tree(void)
{
    UnitTree *tree = unit_tree_new();
    unit_tree_add_kind(tree, "xa");
    add(tree, "91", "");
    add(tree, "903", "91");
    add(tree, "30817", "903");
    add(tree, "30817.1", "30817");
    add(tree, "1", "");
    return tree;
}

static void test_subtrees(void)
{
    static const struct {
        const char *code;
        const char *root;
        bool below;
    } rows[] = {
            {"91", "91", true},
            {"30817.1", "91", true},
            {"30817.1", "903", true},
            {"91", "903", false},
            {"1", "91", false},
            {"91", "", true},
            {"nobody", "91", false},
            {"nobody", "", false},
    };
    g_autoptr(UnitTree) tree = make_tree();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s below %s", rows[i].code, rows[i].root);
        g_assert_true(unit_tree_is_below(tree, rows[i].code, rows[i].root) == rows[i].below);
    }
    g_assert_cmpuint(unit_tree_children_at(tree, "91", 5), ==, 1);
    g_assert_cmpuint(unit_tree_children_at(tree, "", 5), ==, 2);
}

static void test_rules(void)
{
    static const struct {
        const char *parent;
        const char *kind;
        const char *successor;
        int64_t from_us, to_us;
        const char *field; /* NULL: allowed */
        const char *reason;
    } rows[] = {
            {"91", "xa", "", 0, 0, NULL, "as it is"},
            {"1", "xa", "", 0, 0, NULL, "elsewhere"},
            {"", "xa", "", 0, 0, NULL, "at the top"},
            {"903", "xa", "", 0, 0, "parent", "below itself"},
            {"30817.1", "xa", "", 0, 0, "parent", "below what is below it"},
            {"nobody", "xa", "", 0, 0, "parent", "below nothing"},
            {"91", "x", "", 0, 0, "kind", "an unknown kind"},
            {"91", "xa", "", 5, 6, NULL, "an end right behind the beginning"},
            {"91", "xa", "", 5, 5, "valid_to", "an end at the beginning"},
            {"91", "xa", "1", 5, 6, NULL, "a successor"},
            {"91", "xa", "1", 5, 0, "successor", "a successor of what goes on"},
            {"91", "xa", "903", 5, 6, "successor", "its own successor"},
            {"91", "xa", "nobody", 5, 6, "successor", "no successor"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(UnitTree) tree = make_tree();
        g_autoptr(GError) error = NULL;
        g_auto(Unit) unit = unit_of("903", rows[i].parent);
        g_free(unit.kind);
        g_free(unit.successor);
        unit.kind = g_strdup(rows[i].kind);
        unit.successor = g_strdup(rows[i].successor);
        unit.valid_from_us = rows[i].from_us;
        unit.valid_to_us = rows[i].to_us;
        g_assert_true(unit_tree_set(tree, &unit));
        g_test_message("%s", rows[i].reason);
        g_assert_true(unit_tree_check(tree, &unit, &error) == (rows[i].field == NULL));
        if (rows[i].field != NULL) {
            g_assert_cmpstr(record_error_field(error), ==, rows[i].field);
        }
    }
}

static void test_a_ring_of_successors(void)
{
    g_autoptr(UnitTree) tree = make_tree();
    g_autoptr(GError) error = NULL;
    g_auto(Unit) one = unit_of("1", "");
    g_auto(Unit) other = unit_of("903", "91");
    one.valid_to_us = other.valid_to_us = 9;
    g_free(one.successor);
    g_free(other.successor);
    one.successor = g_strdup("903");
    other.successor = g_strdup("1");
    g_assert_true(unit_tree_set(tree, &one) && unit_tree_set(tree, &other));
    g_assert_false(unit_tree_check(tree, &one, &error));
    g_assert_cmpstr(record_error_field(error), ==, "successor");
}

static void test_bounds(void)
{
    g_autoptr(UnitTree) tree = make_tree();
    char code[16];
    char above[16] = "1";

    for (int depth = 2; depth <= UNIT_DEPTH_MAX + 1; depth++) {
        (void)g_snprintf(code, sizeof code, "d%d", depth);
        g_auto(Unit) unit = unit_of(code, above);
        g_assert_true(unit_tree_set(tree, &unit));
        g_assert_true(unit_tree_check(tree, &unit, NULL) == (depth <= UNIT_DEPTH_MAX));
        (void)g_strlcpy(above, code, sizeof above);
    }
    unsigned added = 0;
    for (bool fits = true; fits; added += fits) {
        (void)g_snprintf(code, sizeof code, "n%u", added);
        g_auto(Unit) unit = unit_of(code, "");
        fits = unit_tree_set(tree, &unit);
    }
    g_assert_cmpuint(added + 5 + UNIT_DEPTH_MAX, ==, UNIT_TREE_MAX);
}

static void test_validity(void)
{
    static const struct {
        int64_t from_us, to_us, at_us;
        bool valid;
    } rows[] = {
            {0, 0, 5, true}, {5, 0, 5, true}, {6, 0, 5, false}, {0, 5, 5, false}, {0, 6, 5, true}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const Unit unit = {.valid_from_us = rows[i].from_us, .valid_to_us = rows[i].to_us};
        g_assert_true(unit_is_valid_at(&unit, rows[i].at_us) == rows[i].valid);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/unit_tree/S-12/subtrees", test_subtrees);
    g_test_add_func("/unit_tree/rules", test_rules);
    g_test_add_func("/unit_tree/a_ring_of_successors", test_a_ring_of_successors);
    g_test_add_func("/unit_tree/bounds", test_bounds);
    g_test_add_func("/unit_tree/S-13/validity", test_validity);
    return g_test_run();
}
