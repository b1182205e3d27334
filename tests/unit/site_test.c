#include "signaling/meeting/site.h"

static void test_addresses(void)
{
    static const struct {
        const char *ranges;
        const char *address;
        bool good;
        bool allowed;
        const char *reason;
    } rows[] = {
            {"", "192.0.2.1", true, true, "no ranges: from anywhere"},
            {" , ", "192.0.2.1", true, true, "nothing between the commas"},
            {"192.0.2.0/24", "192.0.2.255", true, true, "inside"},
            {"192.0.2.0/24", "192.0.3.0", true, false, "beside"},
            {"198.51.100.7, 2001:db8::/32", "2001:db8:1::1", true, true, "the second range"},
            {"192.0.2.0/24", "2001:db8::1", true, false, "another family"},
            {"192.0.2.0/24", "nobody", true, false, "no address"},
            {"192.0.2.0/33", "192.0.2.1", false, false, "no range"},
            {"192.0.2.0/4000000000", "192.0.2.1", false, false, "far from a range"},
            {"hòn đất", "192.0.2.1", false, false, "no range at all"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const Site site = {.allowed_ranges = (char *)(uintptr_t)rows[i].ranges,
                .sip_uri = (char *)(uintptr_t) ""};
        g_autoptr(GError) error = NULL;
        g_test_message("%s", rows[i].reason);
        g_assert_true(site_check(&site, &error) == rows[i].good);
        g_assert_true(site_allows_address(&site, rows[i].address) == rows[i].allowed);
        if (!rows[i].good) {
            g_assert_cmpstr(record_error_field(error), ==, "allowed_ranges");
        }
    }
}

static void test_where_a_device_is_called(void)
{
    static const struct {
        const char *uri;
        bool good;
    } rows[] = {
            {"sip:phong-hop@192.0.2.7", true},
            {"sip:192.0.2.7:5062;transport=tcp", true},
            {"sip:903@[2001:db8::7]", true},
            {"sip:903@codec.example", true},
            {"sip:", false},
            {"sip:903@", false},
            {"sip:a@b@c", false},
            {"sip:a@b\r\nX: y", false},
            {"sip:a@b?Subject=x", false},
            {"sip:a@b>", false},
            {"sips:903@codec.example", true},
            {"sips:", false},
            {"tel:113", false},
            {"", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].uri);
        g_assert_true(site_sip_uri_fits(rows[i].uri) == rows[i].good);
    }
    g_autofree char *host = g_strnfill(300, 'a');
    g_autofree char *longer = g_strconcat("sip:", host, NULL);
    g_assert_false(site_sip_uri_fits(longer));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site/S-14/addresses", test_addresses);
    g_test_add_func("/site/where_a_device_is_called", test_where_a_device_is_called);
    return g_test_run();
}
