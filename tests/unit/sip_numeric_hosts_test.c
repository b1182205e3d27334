#include "signaling/sip/sip_numeric_hosts.h"

#include <glib.h>

#include <dlfcn.h>
#include <netdb.h>
#include <string.h>

typedef int (*LookUp)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

/* What the library finds when it looks for its own function. */
static LookUp look_up_of_all(void)
{
    void *symbol = dlsym(RTLD_DEFAULT, "su_getaddrinfo");
    LookUp look_up = NULL;

    g_assert_nonnull(symbol);
    memcpy(&look_up, &symbol, sizeof(look_up));
    return look_up;
}

/* "localhost" is known without DNS: who looks names up finds it. */
static void test_names_are_not_looked_up(void)
{
    static const char *const names[] = {"localhost", "ip6-localhost", "sip.example.org", ""};
    struct addrinfo *found = NULL;

    sip_numeric_hosts_use();
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_assert_cmpint(look_up_of_all()(names[i], "5060", NULL, &found), ==, EAI_NONAME);
    }
}

static void test_addresses_are_found(void)
{
    static const char *const addresses[] = {"127.0.0.1", "192.0.2.7", "::1"};
    const struct addrinfo hints = {.ai_socktype = SOCK_DGRAM};

    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
        struct addrinfo *found = NULL;
        g_assert_cmpint(look_up_of_all()(addresses[i], "5060", &hints, &found), ==, 0);
        g_assert_cmpint(found->ai_socktype, ==, SOCK_DGRAM);
        g_assert_null(found->ai_next);
        freeaddrinfo(found);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_numeric_hosts/names_are_not_looked_up", test_names_are_not_looked_up);
    g_test_add_func("/sip_numeric_hosts/addresses_are_found", test_addresses_are_found);
    return g_test_run();
}
