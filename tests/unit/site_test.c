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
        const Site site = {.allowed_ranges = (char *)(uintptr_t)rows[i].ranges};
        g_autoptr(GError) error = NULL;
        g_test_message("%s", rows[i].reason);
        g_assert_true(site_check(&site, &error) == rows[i].good);
        g_assert_true(site_allows_address(&site, rows[i].address) == rows[i].allowed);
        if (!rows[i].good) {
            g_assert_cmpstr(record_error_field(error), ==, "allowed_ranges");
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site/addresses", test_addresses);
    return g_test_run();
}
