#include "signaling/app/sip_sites.h"

#include "signaling/store/site_table.h"
#include "tests/fakes/test_database.h"

#include <string.h>

static const char add_site[] =
        "INSERT INTO sites (code, unit, name, name_fold, position, network, allowed_ranges, "
        "rate_cap_kbps, contact_name, contact_phone, room, capacity, active, pin_hash, plain_rtp) "
        "VALUES ($1, 'u', $1, '', 1, 'wan', '', 512, '', '', '', 0, $2, '', 1)";

typedef struct Scene {
    TestDatabase place;
    Database *database;
    Store *store;
    SipSites *sites;
    GString *renewed;
} Scene;

static void add(const Scene *scene, const char *code, bool active, const char *ha1)
{
    g_autoptr(GError) error = NULL;

    database_run(scene->database, add_site,
            DATABASE_VALUES(database_text(code), database_int(active)), NULL, &error);
    g_assert_no_error(error);
    site_table_set_sip(scene->database, code, ha1, ha1, &error);
    g_assert_no_error(error);
}

static void on_renewed(const char *code, void *user_data)
{
    const Scene *scene = user_data;
    g_string_append_printf(scene->renewed, "%s ", code);
}

static void scene_init(Scene *scene)
{
    g_autoptr(GError) error = NULL;

    test_database_init(&scene->place);
    scene->database = test_database_open(&scene->place);
    add(scene, "codec", true, "aa");
    add(scene, "browser", true, "");
    add(scene, "closed", false, "bb");
    scene->store = store_new(scene->place.folder, scene->place.url, &error);
    g_assert_no_error(error);
    scene->sites = sip_sites_new(scene->store, scene->database, &error);
    g_assert_no_error(error);
    scene->renewed = g_string_new(NULL);
    sip_sites_set_listener(scene->sites, on_renewed, scene);
}

static void scene_clear(Scene *scene)
{
    store_free(scene->store);
    sip_sites_free(scene->sites);
    database_close(scene->database);
    test_database_clear(&scene->place);
    g_string_free(scene->renewed, TRUE);
}

static void test_who_has_a_device(void)
{
    Scene scene;

    scene_init(&scene);
    const SipSite *site = sip_sites_find(scene.sites, "codec");
    g_assert_nonnull(site);
    g_assert_cmpstr(site->ha1[SIP_DIGEST_SHA256], ==, "aa");
    g_assert_cmpint(site->rate_cap_kbps, ==, 512);
    g_assert_cmpint(site->network, ==, SITE_WAN);
    g_assert_true(site->plain_rtp);
    g_assert_cmpstr(sip_sites_find(scene.sites, "browser")->ha1[SIP_DIGEST_MD5], ==, "");
    g_assert_null(sip_sites_find(scene.sites, "closed"));
    g_assert_null(sip_sites_find(scene.sites, "unknown"));
    g_assert_cmpuint(sip_sites_count(scene.sites), ==, 1);
    scene_clear(&scene);
}

/* Who dials in says with keys which site it is. */
static void test_by_keys(void)
{
    Scene scene;

    scene_init(&scene);
    g_assert_null(sip_sites_find_keys(scene.sites, "26332")); /* without a PIN */
    g_autoptr(GError) error = NULL;
    g_assert_true(site_table_set_pin(scene.database, "codec", "a hash", &error));
    g_assert_true(site_table_set_pin(scene.database, "browser", "another", &error));
    sip_sites_reload(scene.sites);
    while (sip_sites_find_keys(scene.sites, "26332") == NULL) {
        g_main_context_iteration(NULL, TRUE);
    }
    g_assert_cmpstr(sip_sites_find_keys(scene.sites, "26332")->pin_hash, ==, "a hash");
    const SipSite *site = sip_sites_find_keys(scene.sites, "2769737");
    g_assert_nonnull(site); /* and without a device's password */
    g_assert_cmpstr(site->ha1[SIP_DIGEST_MD5], ==, "");
    scene_clear(&scene);
}

static void set(const Scene *scene, const char *code, const char *ha1)
{
    g_autoptr(GError) error = NULL;
    site_table_set_sip(scene->database, code, ha1, ha1, &error);
    g_assert_no_error(error);
    sip_sites_reload(scene->sites);
}

static void test_changes_count_soon(void)
{
    Scene scene;

    scene_init(&scene);
    set(&scene, "browser", "cc");
    while (sip_sites_count(scene.sites) < 2) {
        g_main_context_iteration(NULL, TRUE);
    }
    g_assert_cmpstr(scene.renewed->str, ==, "");
    set(&scene, "browser", "dd");
    set(&scene, "codec", "");
    while (sip_sites_count(scene.sites) > 1) {
        g_main_context_iteration(NULL, TRUE);
    }
    g_assert_nonnull(strstr(scene.renewed->str, "browser "));
    g_assert_nonnull(strstr(scene.renewed->str, "codec "));
    g_assert_cmpstr(sip_sites_find(scene.sites, "browser")->ha1[SIP_DIGEST_MD5], ==, "dd");
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_sites/who_has_a_device", test_who_has_a_device);
    g_test_add_func("/sip_sites/by_keys", test_by_keys);
    g_test_add_func("/sip_sites/changes_count_soon", test_changes_count_soon);
    return g_test_run();
}
