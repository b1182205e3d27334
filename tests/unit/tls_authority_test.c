#include "signaling/http/tls_authority.h"

#include <glib/gstdio.h>

#include <sys/stat.h>

static const int64_t day_s = 86400;
static const int64_t start_s = 1800000000;
static const char *const names[] = {"hop.tinh.vn", "192.0.2.7", "2001:db8::7", NULL};

typedef struct Place {
    char *parent;
    char *folder;
} Place;

static Place make_place(void)
{
    Place place = {.parent = g_dir_make_tmp("authority-XXXXXX", NULL)};

    place.folder = g_build_filename(place.parent, "data", "tls", NULL);
    return place;
}

static void clear_place(Place *place)
{
    const char *const argv[] = {"rm", "-r", place->parent, NULL};

    g_spawn_sync(
            NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    g_free(place->parent);
    g_free(place->folder);
}

static char *read_text(const char *path)
{
    char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static TlsAuthority *open_at(const Place *place, int64_t now_s)
{
    GError *error = NULL;
    TlsAuthority *authority = tls_authority_new(place->folder, names, now_s, &error);

    g_assert_no_error(error);
    return authority;
}

static void test_stays_the_same(void)
{
    Place place = make_place();
    g_autoptr(TlsAuthority) first = open_at(&place, start_s);
    g_autofree char *before = read_text(tls_authority_certificate_path(first));
    g_autoptr(TlsAuthority) second = open_at(&place, start_s + 100 * day_s);
    g_autofree char *after = read_text(tls_authority_certificate_path(second));
    struct stat status;

    g_assert_cmpstr(before, ==, after);
    g_assert_cmpint(tls_authority_certificate_end_s(tls_authority_certificate_path(first)), ==,
            start_s + (TLS_SERVER_DAYS - 1) * day_s);
    g_assert_cmpint(tls_authority_certificate_end_s("/nonexistent"), ==, 0);
    g_assert_cmpstr(tls_authority_fingerprint(first), ==, tls_authority_fingerprint(second));
    g_assert_true(g_str_has_suffix(before, tls_authority_pem(first)));
    g_assert_cmpint(stat(tls_authority_key_path(first), &status), ==, 0);
    g_assert_cmpuint(status.st_mode & 0777, ==, 0600);
    g_autofree char *key = g_build_filename(place.folder, "ca.key", NULL);
    g_assert_cmpint(stat(key, &status), ==, 0);
    g_assert_cmpuint(status.st_mode & 0777, ==, 0600);
    clear_place(&place);
}

static void test_renews_in_time(void)
{
    static const char *const fewer[] = {"hop.tinh.vn", NULL};
    static const char *const more[] = {"hop.tinh.vn", "192.0.2.8", NULL};
    static const struct {
        const char *why;
        const char *const *names;
        int64_t after_days;
        bool renewed;
    } cases[] = {
            {"new", names, 0, false},
            {"more than 30 days left", names, TLS_SERVER_DAYS - TLS_RENEW_DAYS - 2, false},
            {"30 days left", names, TLS_SERVER_DAYS - TLS_RENEW_DAYS - 1, true},
            {"long over", names, 1000, true},
            {"an address has gone", fewer, 0, false},
            {"an address has come", more, 0, true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Place place = make_place();
        g_autoptr(TlsAuthority) authority = open_at(&place, start_s);
        const int64_t now_s = start_s + cases[i].after_days * day_s;
        bool renewed = false;

        g_test_message("%s", cases[i].why);
        g_assert_true(tls_authority_refresh(authority, cases[i].names, now_s, &renewed, NULL));
        g_assert_true(renewed == cases[i].renewed);
        g_assert_true(tls_authority_refresh(authority, cases[i].names, now_s, &renewed, NULL));
        g_assert_false(renewed);
        clear_place(&place);
    }
}

static void test_makes_up_for_lost_files(void)
{
    Place place = make_place();
    g_autoptr(TlsAuthority) first = open_at(&place, start_s);
    g_autofree char *authority_pem = g_strdup(tls_authority_pem(first));
    g_autofree char *server_key = g_strdup(tls_authority_key_path(first));

    g_unlink(server_key);
    g_autoptr(TlsAuthority) second = open_at(&place, start_s);
    g_assert_true(g_file_test(server_key, G_FILE_TEST_EXISTS));
    g_assert_cmpstr(tls_authority_pem(second), ==, authority_pem);

    g_assert_true(g_file_set_contents(tls_authority_certificate_path(second), "rubbish", -1, NULL));
    g_autoptr(TlsAuthority) third = open_at(&place, start_s);
    g_assert_cmpstr(tls_authority_pem(third), ==, authority_pem);
    clear_place(&place);
}

/* Every computer trusts the authority: it must never be replaced without being asked. */
static void test_never_replaces_an_authority(void)
{
    static const char *const files[] = {"ca.key", "ca.crt"};

    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        Place place = make_place();
        g_autoptr(TlsAuthority) authority = open_at(&place, start_s);
        g_autofree char *path = g_build_filename(place.folder, files[i], NULL);
        g_autoptr(GError) error = NULL;

        g_unlink(path);
        g_assert_null(tls_authority_new(place.folder, names, start_s, &error));
        g_assert_error(error, TLS_AUTHORITY_ERROR, TLS_AUTHORITY_ERROR_FILE);
        g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
        clear_place(&place);
    }
}

/* The command line tool agrees: chain, key usage, names, at most 397 days. */
static void test_passes_openssl(void)
{
    Place place = make_place();
    g_autoptr(TlsAuthority) authority = open_at(&place, g_get_real_time() / G_USEC_PER_SEC);
    g_autofree char *ca = g_build_filename(place.folder, "ca.crt", NULL);
    const char *server = tls_authority_certificate_path(authority);
    const char *const checks[][10] = {
            {"openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", ca, server,
                    NULL},
            {"openssl", "verify", "-verify_ip", "192.0.2.7", "-CAfile", ca, server, NULL},
            {"openssl", "verify", "-verify_ip", "2001:db8::7", "-CAfile", ca, server, NULL},
            {"openssl", "verify", "-verify_hostname", "hop.tinh.vn", "-CAfile", ca, server, NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(checks); i++) {
        g_autofree char *out = NULL;
        g_autofree char *err = NULL;
        int status = -1;
        g_assert_true(g_spawn_sync(NULL, (char **)checks[i], NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                &out, &err, &status, NULL));
        g_test_message("%s%s", out, err);
        g_assert_cmpint(status, ==, 0);
    }
    clear_place(&place);
}

static void test_knows_this_machine(void)
{
    static const char *const more[] = {"hop.tinh.vn", "localhost", NULL};
    g_auto(GStrv) local = tls_authority_local_names(more);

    g_assert_cmpstr(local[0], ==, "hop.tinh.vn");
    g_assert_true(g_strv_contains((const char *const *)local, "127.0.0.1"));
    for (size_t i = 0; local[i] != NULL; i++) {
        g_assert_false(g_str_has_prefix(local[i], "fe80:"));
        for (size_t n = 0; n < i; n++) {
            g_assert_cmpstr(local[i], !=, local[n]);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tls_authority/stays_the_same", test_stays_the_same);
    g_test_add_func("/tls_authority/renews_in_time", test_renews_in_time);
    g_test_add_func("/tls_authority/makes_up_for_lost_files", test_makes_up_for_lost_files);
    g_test_add_func("/tls_authority/never_replaces_an_authority", test_never_replaces_an_authority);
    g_test_add_func("/tls_authority/passes_openssl", test_passes_openssl);
    g_test_add_func("/tls_authority/knows_this_machine", test_knows_this_machine);
    return g_test_run();
}
