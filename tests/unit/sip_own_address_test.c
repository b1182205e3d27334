#include "signaling/sip/sip_own_address.h"

#include <gio/gio.h>

static void test_where_the_server_listens(void)
{
    char address[SIP_OWN_ADDRESS_SIZE];

    sip_own_address("sip:903@192.0.2.7", "198.51.100.4", address);
    g_assert_cmpstr(address, ==, "198.51.100.4");
    sip_own_address("sip:903@[2001:db8::7]", "2001:db8::4", address);
    g_assert_cmpstr(address, ==, "[2001:db8::4]");
}

/* What is sent to the machine itself comes from that address. */
static void test_the_way_to_the_device(void)
{
    static const char *const uris[] = {"sip:903@127.0.0.1", "sip:127.0.0.1:5062;transport=tcp",
            "sip:a:b@127.0.0.1:5060?subject=x"};
    char address[SIP_OWN_ADDRESS_SIZE];

    for (size_t i = 0; i < G_N_ELEMENTS(uris); i++) {
        sip_own_address(uris[i], "0.0.0.0", address);
        g_assert_cmpstr(address, ==, "127.0.0.1");
    }
}

/* A name, or nothing at all: some address of the machine. */
static void test_what_is_no_address(void)
{
    static const char *const uris[] = {
            "sip:903@codec.example", "", "sip:", "sip:903@[", "@", "sip:]:"};
    char address[SIP_OWN_ADDRESS_SIZE];

    for (size_t i = 0; i < G_N_ELEMENTS(uris); i++) {
        sip_own_address(uris[i], "0.0.0.0", address);
        g_assert_true(g_hostname_is_ip_address(address));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_own_address/where_the_server_listens", test_where_the_server_listens);
    g_test_add_func("/sip_own_address/the_way_to_the_device", test_the_way_to_the_device);
    g_test_add_func("/sip_own_address/what_is_no_address", test_what_is_no_address);
    return g_test_run();
}
