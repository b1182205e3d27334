#include "signaling/meeting/site_heads.h"

static void put(SiteHeadsTable *table, const char *site, int present)
{
    json_t *event = json_pack("{s:s, s:s, s:i, s:i, s:i, s:i, s:s, s:s, s:s}", "kind", "heads",
            "site", site, "convened", 12, "present", present, "excused", 1, "unexcused", 0,
            "responsible", "Nguyễn Văn A", "technician", "Trần B", "note", "");
    site_heads_table_put(table, event);
    json_decref(event);
}

static void put_delegate(
        SiteHeadsTable *table, const char *site, int64_t position, const char *name)
{
    json_t *event = json_pack("{s:s, s:I, s:s, s:s}", "site", site, "position",
            (json_int_t)position, "name", name, "how", "online");
    site_heads_table_put_delegate(table, event);
    json_decref(event);
}

static void test_the_last_word_counts(void)
{
    g_autoptr(SiteHeadsTable) table = site_heads_table_new();

    g_assert_null(site_heads_table_json(table, "site:a"));
    put(table, "site:a", 10);
    put(table, "site:b", 3);
    put(table, "site:a", 11);
    g_assert_cmpuint(site_heads_table_size(table), ==, 2);
    g_assert_cmpstr(site_heads_table_nth(table, 0), ==, "site:a");
    json_t *shown = site_heads_table_json(table, "site:a");
    g_assert_cmpint(json_integer_value(json_object_get(shown, "present")), ==, 11);
    g_assert_cmpstr(json_string_value(json_object_get(shown, "technician")), ==, "Trần B");
    g_assert_null(json_object_get(shown, "kind"));
    json_decref(shown);
}

static void test_what_cannot_be(void)
{
    static const struct {
        SiteHeads heads;
        bool good;
        const char *reason;
    } rows[] = {
            {{0}, true, "nobody was convened"},
            {{.convened = 10, .present = 8, .excused = 1, .unexcused = 1}, true, "to the last one"},
            {{.convened = 10, .present = 8, .excused = 1}, true, "one is not accounted for yet"},
            {{.convened = 10, .present = 12}, true, "more came than were called"},
            {{.convened = 10, .present = 8, .excused = 2, .unexcused = 1}, false, "one too many"},
            {{.convened = 10, .present = 12, .unexcused = 1}, false, "all are there"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].reason);
        g_assert_true((site_heads_fault(&rows[i].heads) == NULL) == rows[i].good);
    }
}

static void test_delegates_stand_in_order(void)
{
    g_autoptr(SiteHeadsTable) table = site_heads_table_new();

    put_delegate(table, "site:a", 2, "Hai");
    put_delegate(table, "site:a", 1, "Một");
    put_delegate(table, "site:a", 3, "Ba");
    put_delegate(table, "site:a", 2, "");                         /* taken out */
    put_delegate(table, "site:a", 3, "Bốn");                      /* another one in the place */
    put_delegate(table, "site:a", 0, "Không");                    /* no line has that number */
    put_delegate(table, "site:a", SITE_DELEGATES_MAX + 1, "Quá"); /* nor that */
    json_t *shown = site_heads_table_json(table, "site:a");
    const json_t *delegates = json_object_get(shown, "delegates");
    g_assert_cmpuint(json_array_size(delegates), ==, 2);
    g_assert_cmpstr(
            json_string_value(json_object_get(json_array_get(delegates, 0), "name")), ==, "Một");
    g_assert_cmpstr(
            json_string_value(json_object_get(json_array_get(delegates, 1), "name")), ==, "Bốn");
    json_decref(shown);
}

static void test_bounds(void)
{
    g_autoptr(SiteHeadsTable) table = site_heads_table_new();

    for (int i = 0; i < SITE_HEADS_MAX; i++) {
        g_autofree char *site = g_strdup_printf("site:%d", i);
        g_assert_true(site_heads_table_has_room(table, site, 0));
        put(table, site, 1);
    }
    g_assert_false(site_heads_table_has_room(table, "site:more", 0));
    put(table, "site:more", 1);
    g_assert_cmpuint(site_heads_table_size(table), ==, SITE_HEADS_MAX);

    for (int i = 0; i < SITE_DELEGATES_ALL_MAX; i++) {
        g_autofree char *site = g_strdup_printf("site:%d", i / SITE_DELEGATES_MAX);
        put_delegate(table, site, i % SITE_DELEGATES_MAX + 1, "Tên");
    }
    g_assert_false(site_heads_table_has_room(table, "site:1000", 1));
    g_assert_true(site_heads_table_has_room(table, "site:1000", 0));
    g_assert_true(site_heads_table_has_room(table, "site:0", 1)); /* the line is there already */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_heads/the_last_word_counts", test_the_last_word_counts);
    g_test_add_func("/site_heads/what_cannot_be", test_what_cannot_be);
    g_test_add_func("/site_heads/delegates_stand_in_order", test_delegates_stand_in_order);
    g_test_add_func("/site_heads/bounds", test_bounds);
    return g_test_run();
}
