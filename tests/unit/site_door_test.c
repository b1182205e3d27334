#include "signaling/app/site_door.h"

#include "signaling/store/audit_log.h"
#include "tests/fakes/test_database.h"

static const char add_site[] =
        "INSERT INTO sites (code, unit, name, name_fold, position, network, allowed_ranges, "
        "rate_cap_kbps, contact_name, contact_phone, room, capacity, active, pin_hash) "
        "VALUES ($1, 'u', $1, '', 1, 'wan', $2, 0, '', '', '', 0, 1, '')";

typedef struct Scene {
    TestDatabase place;
    Database *database;
    Store *store;
    SiteDoor *door;
} Scene;

static void put(const Scene *scene, const char *sql, const char *code, const char *ranges)
{
    g_autoptr(GError) error = NULL;
    database_run(scene->database, sql, DATABASE_VALUES(database_text(code), database_text(ranges)),
            NULL, &error);
    g_assert_no_error(error);
}

static void scene_init(Scene *scene)
{
    g_autoptr(GError) error = NULL;

    test_database_init(&scene->place);
    scene->database = test_database_open(&scene->place);
    put(scene, add_site, "wan", "192.0.2.0/24, 2001:db8::/32");
    put(scene, add_site, "any", "");
    scene->store = store_new(scene->place.folder, scene->place.url, &error);
    g_assert_no_error(error);
    scene->door = site_door_new(scene->store, scene->database, &error);
    g_assert_no_error(error);
}

static void scene_clear(Scene *scene)
{
    store_free(scene->store);
    site_door_free(scene->door);
    database_close(scene->database);
    test_database_clear(&scene->place);
}

static void test_from_where_a_site_may_come(void)
{
    static const struct {
        const char *identity;
        const char *address;
        ClientError answer;
    } cases[] = {
            {"code:wan", "192.0.2.7", CLIENT_ERROR_NONE},
            {"code:wan", "2001:db8::7", CLIENT_ERROR_NONE},
            {"code:wan", "198.51.100.7", CLIENT_ERROR_BAD_ADDRESS},
            {"code:wan", "no address", CLIENT_ERROR_BAD_ADDRESS},
            {"code:any", "198.51.100.7", CLIENT_ERROR_NONE},
            {"code:unknown", "198.51.100.7", CLIENT_ERROR_NONE},
            {"site:wan", "198.51.100.7", CLIENT_ERROR_NONE}, /* a name that was typed */
    };
    Scene scene;

    scene_init(&scene);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s from %s", cases[i].identity, cases[i].address);
        g_assert_cmpint(site_door_knock(scene.door, cases[i].identity, cases[i].address, 0), ==,
                cases[i].answer);
    }
    scene_clear(&scene);
}

static void count(const AuditEntry *entry, void *user_data)
{
    int *rows = user_data;
    g_assert_cmpstr(entry->action, ==, SITE_REFUSED);
    g_assert_cmpstr(entry->object, ==, "site:wan");
    g_assert_cmpstr(entry->source, ==, "198.51.100.7");
    (*rows)++;
}

static void test_a_refusal_is_written_down_now_and_then(void)
{
    static const int64_t times_us[] = {1, 2, SITE_DOOR_NOTE_US, SITE_DOOR_NOTE_US + 1};
    g_autoptr(GError) error = NULL;
    Scene scene;
    int rows = 0;

    scene_init(&scene);
    for (size_t i = 0; i < G_N_ELEMENTS(times_us); i++) {
        (void)site_door_knock(scene.door, "code:wan", "198.51.100.7", times_us[i]);
    }
    store_free(g_steal_pointer(&scene.store)); /* what was submitted is done */
    g_assert_true(audit_each(scene.database, &(AuditFilter){0}, count, &rows, &error));
    g_assert_no_error(error);
    g_assert_cmpint(rows, ==, 2);
    scene_clear(&scene);
}

static void test_a_change_counts(void)
{
    Scene scene;

    scene_init(&scene);
    put(&scene, "UPDATE sites SET allowed_ranges = $2 WHERE code = $1", "wan", "198.51.100.0/24");
    site_door_reload(scene.door);
    while (site_door_knock(scene.door, "code:wan", "198.51.100.7", 0) != CLIENT_ERROR_NONE) {
        (void)g_main_context_iteration(NULL, TRUE);
    }
    g_assert_cmpint(
            site_door_knock(scene.door, "code:wan", "192.0.2.7", 0), ==, CLIENT_ERROR_BAD_ADDRESS);
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_door/S-14/from_where_a_site_may_come", test_from_where_a_site_may_come);
    g_test_add_func("/site_door/S-42/a_refusal_is_written_down_now_and_then",
            test_a_refusal_is_written_down_now_and_then);
    g_test_add_func("/site_door/S-14/a_change_counts", test_a_change_counts);
    return g_test_run();
}
