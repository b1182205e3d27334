#include "signaling/store/site_table.h"

#include "tests/fakes/test_database.h"

static void set(char **field, const char *text)
{
    g_free(*field);
    *field = g_strdup(text);
}

static bool add(
        Database *database, const char *code, const char *unit, int64_t position, GError **error)
{
    g_auto(Site) site = {0};
    record_init(&site_type, &site);
    set(&site.code, code);
    set(&site.unit, unit);
    site.position = position;
    site.active = position < 3;
    g_free(site.name);
    site.name = g_strdup_printf("Điểm cầu %s", code);
    return site_table_add(database, &site, error);
}

static Database *open_sites(TestDatabase *place)
{
    test_database_init(place);
    Database *database = test_database_open(place);
    g_autoptr(GError) error = NULL;
    (void)database_script(database,
            "INSERT INTO units (code, name, name_fold, short_name, short_name_fold, kind, block,"
            " parent, position, valid_from, valid_to, successor, address) VALUES"
            " ('91', '', '', '', '', 'xa', 'nha_nuoc', '', 0, 0, 0, '', ''),"
            " ('903', '', '', '', '', 'xa', 'nha_nuoc', '91', 0, 0, 0, '', '')",
            &error);
    g_assert_no_error(error);
    g_assert_true(add(database, "HD", "903", 2, &error) && add(database, "TT", "91", 1, &error) &&
            add(database, "HD2", "903", 3, &error));
    return database;
}

static void append_code(const void *record, void *user_data)
{
    const Site *site = record;
    g_string_append_printf(user_data, "%s%s ", site->code, site->has_pin ? "*" : "");
}

static void test_lists(void)
{
    static const struct {
        SiteFilter filter;
        const char *found;
        const char *reason;
    } rows[] = {
            {{0}, "TT* HD HD2 ", "all, in official order"},
            {{.text = "diem cau hd"}, "HD HD2 ", "words of the name"},
            {{.text = "HD"}, "HD HD2 ", "a code"},
            {{.unit = "903"}, "HD HD2 ", "of a unit"},
            {{.under = "91"}, "TT* HD HD2 ", "of a subtree"},
            {{.under = "903", .active_only = true}, "HD ", "in use"},
            {{.after = "TT", .limit = 1}, "HD ", "a page"},
    };
    TestDatabase place;
    Database *database = open_sites(&place);
    g_assert_true(site_table_set_pin(database, "TT", "$argon2id$…", NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) found = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        g_test_message("%s", rows[i].reason);
        (void)site_table_list(database, &rows[i].filter, append_code, found, &error);
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

static void test_rules(void)
{
    TestDatabase place;
    GError *error = NULL;
    bool found = false;
    Database *database = open_sites(&place);
    g_auto(Site) site = {0};

    g_assert_false(add(database, "HD", "903", 1, &error));
    expect_field(&error, "code");
    g_assert_false(add(database, "X", "nobody", 1, &error));
    expect_field(&error, "unit");
    g_assert_false(site_table_set_pin(database, "nobody", "x", &error));
    expect_field(&error, "code");
    record_init(&site_type, &site);
    g_assert_true(site_table_find(database, "HD", &site, &found, NULL) && found);
    g_assert_false(site.has_pin);
    set(&site.allowed_ranges, "somewhere");
    g_assert_false(site_table_change(database, &site, &error));
    expect_field(&error, "allowed_ranges");
    set(&site.allowed_ranges, "192.0.2.0/24");
    set(&site.unit, "91");
    g_assert_true(site_table_change(database, &site, NULL));
    database_close(database);
    test_database_clear(&place);
}

static void test_groups(void)
{
    static const char *const codes[] = {"HD2", "TT", "HD2", NULL};
    static const char *const unknown[] = {"TT", "nobody", NULL};
    TestDatabase place;
    GError *error = NULL;
    Database *database = open_sites(&place);
    SiteGroup group;
    record_init(&site_group_type, &group);
    set(&group.unit, "91");
    set(&group.name, "Các huyện");

    g_assert_true(record_insert(database, &site_group_type, &group, NULL));
    g_assert_true(site_group_set_members(database, group.id, codes, NULL));
    g_auto(GStrv) members = site_group_members(database, group.id, NULL);
    g_autofree char *joined = g_strjoinv(" ", members);
    g_assert_cmpstr(joined, ==, "HD2 TT");
    g_assert_false(site_group_set_members(database, group.id, unknown, &error));
    expect_field(&error, "sites");
    g_assert_true(site_group_remove(database, group.id, NULL));
    g_auto(GStrv) none = site_group_members(database, group.id, NULL);
    g_assert_cmpuint(g_strv_length(none), ==, 0);
    record_clear(&site_group_type, &group);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_table/lists", test_lists);
    g_test_add_func("/site_table/rules", test_rules);
    g_test_add_func("/site_table/groups", test_groups);
    return g_test_run();
}
