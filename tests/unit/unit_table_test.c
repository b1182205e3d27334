#include "signaling/store/unit_table.h"

#include "tests/fakes/test_database.h"

#define DAY_US INT64_C(1000)

typedef struct Row {
    const char *code;
    const char *name;
    const char *parent;
    int64_t position;
    int64_t valid_from_us;
} Row;

static void set(char **field, const char *text)
{
    g_free(*field);
    *field = g_strdup(text);
}

static bool add(Database *database, const Row *row, GError **error)
{
    g_auto(Unit) unit = {0};
    record_init(&unit_type, &unit);
    set(&unit.code, row->code);
    set(&unit.name, row->name);
    set(&unit.parent, row->parent);
    set(&unit.kind, "xa");
    unit.position = row->position;
    unit.valid_from_us = row->valid_from_us;
    return unit_table_add(database, &unit, error);
}

static Database *open_units(TestDatabase *place)
{
    static const Row rows[] = {
            {"91", "UBND tỉnh Kiên Giang", "", 0, 0},
            {"903", "UBND huyện Hòn Đất", "91", 4, 0},
            {"30817", "Thị trấn Hòn Đất", "903", 2, 0},
            {"30820", "Thị trấn Sóc Sơn", "903", 1, 0},
            {"912", "UBND huyện Kiên Hải", "91", 4, 5 * DAY_US},
    };
    test_database_init(place);
    Database *database = test_database_open(place);
    g_autoptr(GError) error = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        (void)add(database, &rows[i], &error);
        g_assert_no_error(error);
    }
    return database;
}

static void append_code(const void *record, void *user_data)
{
    g_string_append_printf(user_data, "%s ", ((const Unit *)record)->code);
}

static void test_lists(void)
{
    static const struct {
        UnitFilter filter;
        const char *found;
        const char *reason;
    } rows[] = {
            {{0}, "91 30820 30817 903 912 ", "all, in official order"},
            {{.text = "hon dat"}, "30817 903 ", "without accents"},
            {{.text = "HÒN ĐẤT"}, "30817 903 ", "with them"},
            {{.text = "912"}, "912 ", "a code"},
            {{.text = "%"}, "", "no pattern of SQL"},
            {{.text = "'; DROP TABLE units; --"}, "", "no SQL"},
            {{.under = "903"}, "30820 30817 903 ", "a subtree"},
            {{.under = "91", .text = "soc"}, "30820 ", "a word in a subtree"},
            {{.under = "nobody"}, "", "below nothing"},
            {{.kind = "xa", .block = "nha_nuoc", .limit = 2}, "91 30820 ", "a page"},
            {{.after = "30820", .limit = 2}, "30817 903 ", "the next"},
            {{.after = "903"}, "912 ", "two at the same position"},
            {{.block = "dang"}, "", "another block"},
            {{.at_us = 4 * DAY_US}, "91 30820 30817 903 ", "before one began"},
    };
    TestDatabase place;
    Database *database = open_units(&place);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) found = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        g_test_message("%s", rows[i].reason);
        (void)unit_table_list(database, &rows[i].filter, append_code, found, &error);
        g_assert_no_error(error);
        g_assert_cmpstr(found->str, ==, rows[i].found);
    }
    database_close(database);
    test_database_clear(&place);
}

static void expect_field(GError **error, const char *field)
{
    g_assert_error(*error, RECORD_ERROR, RECORD_ERROR_FIELD);
    g_assert_cmpstr(record_error_field(*error), ==, field);
    g_clear_error(error);
}

static void test_rules_are_kept(void)
{
    TestDatabase place;
    GError *error = NULL;
    bool found = false;
    Database *database = open_units(&place);
    g_auto(Unit) unit = {0};

    g_assert_false(add(database, &(Row){"903", "again", "91", 0, 0}, &error));
    expect_field(&error, "code");
    g_assert_false(add(database, &(Row){"1", "x", "nobody", 0, 0}, &error));
    expect_field(&error, "parent");
    record_init(&unit_type, &unit);
    g_assert_true(
            record_find(database, &unit_type, database_text("903"), &unit, &found, NULL) && found);
    set(&unit.parent, "30817");
    g_assert_false(unit_table_change(database, &unit, &error));
    expect_field(&error, "parent");
    set(&unit.parent, "912");
    g_assert_true(unit_table_change(database, &unit, NULL));

    g_assert_false(unit_table_retire(database, "903", 9 * DAY_US, "912", &error));
    expect_field(&error, "valid_to");
    g_assert_false(unit_table_retire(database, "nobody", 9 * DAY_US, "", &error));
    expect_field(&error, "code");
    g_assert_true(unit_table_retire(database, "30817", 9 * DAY_US, "912", NULL));
    g_assert_true(unit_table_retire(database, "30820", 8 * DAY_US, "", NULL));
    g_assert_true(unit_table_retire(database, "903", 9 * DAY_US, "912", NULL));
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/unit_table/lists", test_lists);
    g_test_add_func("/unit_table/rules_are_kept", test_rules_are_kept);
    return g_test_run();
}
