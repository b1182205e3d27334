#include "signaling/app/dial_in.h"

static Settings *settings_of(const char *address, const char *menu)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *at = g_strconcat("sip.address=", address, NULL);
    g_autofree char *asks = g_strconcat("sip.dial_in=", menu, NULL);
    char *sets[] = {at, asks, NULL};
    const SettingsOptions options = {.sets = sets};
    Settings *settings = settings_load(&options, &error);

    g_assert_no_error(error);
    return settings;
}

static void test_the_ways(void)
{
    static const struct {
        const char *why;
        const char *address;
        const char *menu;
        const char *host_names[2];
        uint16_t port;
        uint16_t tls_port;
        const char *uri;
        const char *tls_uri;
        const char *sentence;
    } rows[] = {
            {"the usual ports", "192.0.2.5", "sites", {"hop.tinh.example"}, 5060, 5061,
                    "sip:giao-ban@hop.tinh.example", "sips:giao-ban@hop.tinh.example",
                    "Thiết bị phòng họp (SIP): gọi sip:giao-ban@hop.tinh.example; hoặc gọi "
                    "192.0.2.5 rồi bấm số cuộc họp 4426226#."},
            {"others, no name, and who has no password too", "192.0.2.5", "all", {NULL}, 5070, 5071,
                    "sip:giao-ban@192.0.2.5:5070", "sips:giao-ban@192.0.2.5:5071",
                    "Thiết bị phòng họp (SIP): gọi sip:giao-ban@192.0.2.5:5070; hoặc gọi "
                    "192.0.2.5:5070 rồi bấm số cuộc họp 4426226#, thiết bị chưa có mật khẩu bấm "
                    "thêm mã điểm cầu và mã PIN."},
            {"nobody is asked, no TLS, a wide address", "2001:db8::5", "off", {NULL}, 5060, 0,
                    "sip:giao-ban@[2001:db8::5]", "",
                    "Thiết bị phòng họp (SIP): gọi sip:giao-ban@[2001:db8::5]."},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        g_autoptr(Settings) settings = settings_of(rows[i].address, rows[i].menu);
        g_auto(DialIn) dial_in = {0};
        dial_in_fill(&dial_in, settings, rows[i].host_names, rows[i].port, rows[i].tls_port);
        g_autofree char *uri = dial_in_uri(&dial_in, "giao-ban");
        g_autofree char *tls_uri = dial_in_tls_uri(&dial_in, "giao-ban");
        g_autofree char *sentence = dial_in_sentence(&dial_in, "giao-ban");
        g_assert_cmpstr(uri, ==, rows[i].uri);
        g_assert_cmpstr(tls_uri, ==, rows[i].tls_uri);
        g_assert_cmpstr(sentence, ==, rows[i].sentence);
        json_t *told = dial_in_to_json(&dial_in, "giao-ban");
        g_assert_cmpstr(json_string_value(json_object_get(told, "menu")), ==, rows[i].menu);
        g_assert_cmpstr(json_string_value(json_object_get(told, "number")), ==, "4426226");
        json_decref(told);
    }
}

static void test_sip_is_not_served(void)
{
    static const char *const none[] = {NULL};
    g_autoptr(Settings) settings = settings_of("", "sites");
    g_auto(DialIn) dial_in = {0};

    dial_in_fill(&dial_in, settings, none, 0, 0);
    g_assert_null(dial_in_sentence(&dial_in, "giao-ban"));
    json_t *told = dial_in_to_json(&dial_in, "giao-ban");
    g_assert_true(json_is_false(json_object_get(told, "served")));
    g_assert_cmpstr(json_string_value(json_object_get(told, "uri")), ==, "");
    json_decref(told);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dial_in/S-25/the_ways", test_the_ways);
    g_test_add_func("/dial_in/sip_is_not_served", test_sip_is_not_served);
    return g_test_run();
}
