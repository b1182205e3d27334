#include "signaling/app/base_url.h"

static void test_how_the_server_is_reached(void)
{
    static const struct {
        const char *why;
        const char *host_names[3];
        const char *address;
        const char *local_names[4];
        const char *url;
    } cases[] = {
            {"a configured name", {"hop.tinh.example", "x"}, "0.0.0.0", {"192.0.2.1"},
                    "https://hop.tinh.example:8443"},
            {"one address", {NULL}, "192.0.2.7", {"192.0.2.1"}, "https://192.0.2.7:8443"},
            {"every address: the first that others reach", {NULL}, "0.0.0.0",
                    {"localhost", "127.0.0.1", "192.0.2.1"}, "https://192.0.2.1:8443"},
            {"no network at all", {NULL}, "0.0.0.0", {"localhost"}, "https://127.0.0.1:8443"},
            {"every address of the other kind", {NULL}, "::", {"2001:db8::1", "192.0.2.1"},
                    "https://192.0.2.1:8443"},
            {"an address with colons", {NULL}, "2001:db8::1", {NULL}, "https://[2001:db8::1]:8443"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_autofree char *url =
                base_url_new(cases[i].host_names, cases[i].address, cases[i].local_names, 8443);
        g_assert_cmpstr(url, ==, cases[i].url);
    }
}

static void test_a_link_keeps_its_token_to_itself(void)
{
    g_autofree char *link = base_url_join_link("https://192.0.2.1:8443", "abc.def");
    g_assert_cmpstr(link, ==, "https://192.0.2.1:8443/join#token=abc.def");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base_url/how_the_server_is_reached", test_how_the_server_is_reached);
    g_test_add_func(
            "/base_url/a_link_keeps_its_token_to_itself", test_a_link_keeps_its_token_to_itself);
    return g_test_run();
}
