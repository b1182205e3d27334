#include "signaling/app/demo_province.h"

#include "signaling/app/table_import.h"
#include "signaling/store/site_table.h"
#include "signaling/store/unit_table.h"
#include "tests/fakes/test_database.h"

/* Noon of days in 2024 and 2025, in µs. */
#define OLD_US INT64_C(1711252800000000)
#define NEW_US INT64_C(1754049600000000)

static Database *open_province(TestDatabase *place)
{
    g_autoptr(GError) error = NULL;
    test_database_init(place);
    Database *database = test_database_open(place);
    g_assert_true(database_begin(database, NULL));
    (void)demo_province_fill(database, &error);
    g_assert_no_error(error);
    g_assert_true(database_commit(database, NULL));
    return database;
}

static int64_t count(Database *database, const char *sql)
{
    int64_t number = -1;
    g_assert_true(database_number(database, sql, DATABASE_NO_VALUES, -1, &number, NULL));
    return number;
}

static void check(const void *record, void *user_data)
{
    g_autoptr(GError) error = NULL;
    (void)unit_tree_check(user_data, record, &error);
    g_assert_no_error(error);
    g_assert_true(record_is_complete(&unit_type, record, &error));
}

static void check_site(const void *record, void *user_data)
{
    g_assert_true(record_is_complete(&site_type, record, NULL));
    ++*(int *)user_data;
}

static void test_the_province_is_whole(void)
{
    const UnitFilter all = {0};
    const SiteFilter all_sites = {0};
    TestDatabase place;
    int sites = 0;
    Database *database = open_province(&place);
    g_autoptr(UnitTree) tree = unit_table_tree(database, NULL);

    g_assert_true(unit_table_list(database, &all, check, tree, NULL));
    g_assert_true(site_table_list(database, &all_sites, check_site, &sites, NULL));
    g_assert_cmpint(count(database, "SELECT count(*) FROM units"), ==, DEMO_UNITS);
    g_assert_cmpint(count(database,
                            "SELECT count(*) FROM site_group_members JOIN site_groups ON id = "
                            "site_group WHERE name LIKE 'UBND%'"),
            ==, 15);
    g_assert_cmpint(count(database,
                            "SELECT count(*) FROM site_group_members JOIN site_groups ON id = "
                            "site_group WHERE name LIKE 'Các sở%'"),
            ==, 21);
    g_assert_cmpint(sites, ==, DEMO_PROVINCE_SITES);
    g_assert_cmpint(count(database, "SELECT count(*) FROM units WHERE kind = 'so'"), ==, 21);
    g_assert_cmpint(count(database, "SELECT count(*) FROM units WHERE kind IN ('xa', 'thi_tran')"),
            ==, 145);
    g_assert_cmpint(
            count(database, "SELECT count(*) FROM units WHERE kind = 'phong_ban'"), ==, 327);
    database_close(database);
    test_database_clear(&place);
}

static void append_retired(const void *record, void *user_data)
{
    const Unit *unit = record;
    g_string_append_printf(user_data, "%s,01/07/2025,%s\n", unit->code,
            g_str_equal(unit->code, "903") ? "B012" : "");
}

static void import(Database *database, GBytes *table, int64_t added, int64_t changed)
{
    g_autoptr(GError) error = NULL;

    for (int dry_run = 1; dry_run >= 0; dry_run--) {
        g_auto(ImportResult) result = {0};
        g_assert_true(database_begin(database, NULL));
        (void)table_import_units(database, table, "", dry_run, &result, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(result.faults->len, ==, 0);
        g_assert_cmpint(result.added, ==, added);
        g_assert_cmpint(result.changed, ==, changed);
        g_assert_true(database_commit(database, NULL));
    }
}

static void import_tree_b(Database *database)
{
    g_autofree char *path = g_build_filename(
            g_getenv("MESON_SOURCE_ROOT"), "tests", "data", "tree_b_units.csv", NULL);
    char *text = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(path, &text, &size, NULL));
    g_autoptr(GBytes) table = g_bytes_new_take(text, size);

    import(database, table, 102, 1); /* the province has another name */
    import(database, table, 0, 0);
}

/* All 15 districts with what is below them, in one table: children need not come before their parents. */
static void retire_districts(Database *database)
{
    g_autoptr(GString) text = g_string_new("code,valid_to,successor\n");
    static const char *const kinds[] = {"thanh_pho", "thi_xa", "huyen", NULL};

    for (size_t i = 0; kinds[i] != NULL; i++) {
        const UnitFilter filter = {.kind = kinds[i]};
        g_assert_true(unit_table_list(database, &filter, append_retired, text, NULL));
    }
    g_autoptr(GBytes) alone = g_bytes_new(text->str, text->len);
    g_auto(ImportResult) result = {0};
    g_assert_true(table_import_units(database, alone, "", true, &result, NULL));
    g_assert_cmpuint(result.faults->len, ==, 15); /* they still have units below them */

    static const char *const below[] = {"thi_tran", "phong_ban", NULL};
    for (size_t i = 0; below[i] != NULL; i++) {
        const UnitFilter filter = {.kind = below[i]};
        g_assert_true(unit_table_list(database, &filter, append_retired, text, NULL));
    }
    const UnitFilter communes = {.kind = "xa", .at_us = OLD_US};
    g_autoptr(GString) old = g_string_new(NULL);
    g_assert_true(unit_table_list(database, &communes, append_retired, old, NULL));
    g_string_append(text, old->str);
    g_autoptr(GBytes) whole = g_bytes_new(text->str, text->len);
    import(database, whole, 0, 15 + 145 + 327);
}

static void count_unit(const void *record, void *user_data)
{
    ++*(int *)user_data;
}

static int units_of(Database *database, const char *kind, int64_t at_us)
{
    const UnitFilter filter = {.kind = kind, .at_us = at_us, .under = DEMO_PROVINCE_UNIT};
    int units = 0;
    g_assert_true(unit_table_list(database, &filter, count_unit, &units, NULL));
    return units;
}

/* On 1 July 2025 the districts end and communes stand right under the province. */
static void test_two_tiers(void)
{
    TestDatabase place;
    bool found = false;
    g_auto(Site) site = {0};
    Database *database = open_province(&place);

    import_tree_b(database);
    retire_districts(database);
    g_assert_cmpint(units_of(database, "huyen", OLD_US), ==, 13);
    g_assert_cmpint(units_of(database, "dac_khu", OLD_US), ==, 0);
    g_assert_cmpint(units_of(database, "huyen", NEW_US), ==, 0);
    g_assert_cmpint(units_of(database, "phong_ban", NEW_US), ==, 0);
    g_assert_cmpint(units_of(database, "xa", NEW_US) + units_of(database, "phuong", NEW_US) +
                    units_of(database, "dac_khu", NEW_US),
            ==, 102);

    /* The district's room goes to the commune that came after it. */
    record_init(&site_type, &site);
    g_assert_true(site_table_find(database, "903", &site, &found, NULL) && found);
    g_free(site.unit);
    site.unit = g_strdup("B012");
    g_assert_true(site_table_change(database, &site, NULL));
    g_assert_cmpint(count(database,
                            "SELECT count(*) FROM units JOIN sites ON sites.unit = units.code"
                            " WHERE sites.code = '903' AND units.name = 'Xã Hòn Đất'"),
            ==, 1);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/demo_province/the_province_is_whole", test_the_province_is_whole);
    g_test_add_func("/demo_province/two_tiers", test_two_tiers);
    return g_test_run();
}
