#include "signaling/sip/sip_source.h"

#include <glib.h>

static void test_what_is_read(void)
{
    static const struct {
        const char *text;
        const char *address;
        uint16_t port;
        bool datagram;
    } rows[] = {
            {"sip:192.0.2.7:5060;transport=udp", "192.0.2.7", 5060, true},
            {"sip:[2001:db8::7]:65535;transport=tcp", "2001:db8::7", 65535, false},
            {"sip:127.0.0.1:0;transport=tcp", "127.0.0.1", 0, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        SipSource source;
        g_assert_true(sip_source_read(rows[i].text, &source));
        g_assert_cmpstr(source.address, ==, rows[i].address);
        g_assert_cmpuint(source.port, ==, rows[i].port);
        g_assert_cmpint(source.datagram, ==, rows[i].datagram);
    }
}

static void test_what_is_not(void)
{
    static const char *const rows[] = {"", "sip:192.0.2.7", "sip:192.0.2.7:5060",
            "sip:192.0.2.7:65536;transport=udp", "sip:192.0.2.300:5060;transport=udp",
            "sip:903@192.0.2.7:5060;transport=udp", "sip:host:5060;transport=udp",
            "sip:2001:db8::7:5060;transport=udp", "sips:192.0.2.7:5060;transport=tls",
            "sip:192.0.2.7:5060;transport=udp;x"};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        SipSource source = {.port = 1};
        g_test_message("%s", rows[i]);
        g_assert_false(sip_source_read(rows[i], &source));
        g_assert_cmpuint(source.port, ==, 1);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_source/what_is_read", test_what_is_read);
    g_test_add_func("/sip_source/what_is_not", test_what_is_not);
    return g_test_run();
}
