#include "config/host_addresses.h"

#include <gio/gio.h>

static void test_takes_addresses_as_they_are(void)
{
    const char *const wanted[] = {"10.0.0.1", "::1", "10.0.0.1", NULL};
    g_auto(GStrv) addresses = host_addresses_resolve(wanted, NULL);
    const char *const expected[] = {"10.0.0.1", "::1", NULL};
    g_assert_true(g_strv_equal((const char *const *)addresses, expected));
}

static void test_refuses_what_is_none(void)
{
    static const char *const bad[] = {"10.0.0", "host.example", "10.0.0.1:80", ""};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        const char *const wanted[] = {bad[i], NULL};
        g_autoptr(GError) error = NULL;
        g_assert_null(host_addresses_resolve(wanted, &error));
        g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static void test_auto_finds_at_least_one(void)
{
    const char *const wanted[] = {"auto", NULL};
    g_auto(GStrv) addresses = host_addresses_resolve(wanted, NULL);
    g_assert_nonnull(addresses);
    g_assert_cmpuint(g_strv_length(addresses), >=, 1);
    g_assert_cmpuint(g_strv_length(addresses), <=, HOST_ADDRESSES_MAX);
    for (char **address = addresses; *address != NULL; address++) {
        g_assert_true(g_hostname_is_ip_address(*address));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/host_addresses/takes_addresses_as_they_are", test_takes_addresses_as_they_are);
    g_test_add_func("/host_addresses/refuses_what_is_none", test_refuses_what_is_none);
    g_test_add_func("/host_addresses/auto_finds_at_least_one", test_auto_finds_at_least_one);
    return g_test_run();
}
