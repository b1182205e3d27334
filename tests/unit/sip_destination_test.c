#include "signaling/sip/sip_destination.h"

#include <glib.h>

#include <string.h>

static void test_what_is_read(void)
{
    static const struct {
        const char *uri;
        const char *host;
        unsigned port;
        SipTransport transport;
    } rows[] = {
            {"sip:903@10.20.3.4", "10.20.3.4", 0, SIP_TRANSPORT_UDP},
            {"sip:10.20.3.4:5070", "10.20.3.4", 5070, SIP_TRANSPORT_UDP},
            {"sip:903@Phong.Tinh.VN;transport=TCP", "phong.tinh.vn", 0, SIP_TRANSPORT_TCP},
            {"sip:903@h:65535;lr;transport=tls;ob", "h", 65535, SIP_TRANSPORT_TLS},
            {"sips:903@h", "h", 0, SIP_TRANSPORT_TLS},
            {"SIPS:h;transport=tcp", "h", 0, SIP_TRANSPORT_TLS},
            {"sip:903:x@[2001:DB8::7]:5061;transport=tls", "2001:db8::7", 5061, SIP_TRANSPORT_TLS},
            {"sip:h?subject=;transport=tls", "h", 0, SIP_TRANSPORT_UDP},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        SipDestination found;
        g_test_message("%s", rows[i].uri);
        g_assert_true(sip_destination_read(rows[i].uri, &found));
        g_assert_cmpstr(found.host, ==, rows[i].host);
        g_assert_cmpuint(found.port, ==, rows[i].port);
        g_assert_cmpint(found.transport, ==, rows[i].transport);
    }
}

static void test_what_is_none(void)
{
    static const char *const rows[] = {"", "sip:", "sip:@", "tel:123", "http://h",
            "sip:h:", "sip:h:0", "sip:h:65536", "sip:h:x", "sip:a b", "sip:[::1", "sip:[]",
            "sip:[::1]x", "sip:h/x", "sip:h;transport=sctp", "sip:h;transport="};
    g_autofree char *name = g_strnfill(SIP_DESTINATION_HOST_SIZE, 'a');
    g_autofree char *uri = g_strconcat("sip:", name, NULL);
    SipDestination found;

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i]);
        g_assert_false(sip_destination_read(rows[i], &found));
    }
    g_assert_false(sip_destination_read(uri, &found));
    uri[strlen(uri) - 1] = '\0';
    g_assert_true(sip_destination_read(uri, &found));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_destination/what_is_read", test_what_is_read);
    g_test_add_func("/sip_destination/what_is_none", test_what_is_none);
    return g_test_run();
}
