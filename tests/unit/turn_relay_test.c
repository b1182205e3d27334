#include "signaling/client/turn_relay.h"

#include <stdbool.h>
#include <string.h>

static const TokenKey key = {.bytes = {0x01, 0xab}};
static const char *const one_url[] = {"turn:10.0.0.5:443?transport=tcp", NULL};

static const char *text_at(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* The password by hand: printf NAME | openssl dgst -sha1 -hmac SECRET -binary | base64 */
static void test_passwords_are_what_coturn_expects(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TurnRelay) relay = turn_relay_new(one_url, &key, &error);
    g_assert_no_error(error);
    json_t *servers = turn_relay_ice_servers(relay, "site:a", 1000000000);
    const json_t *server = json_array_get(servers, 0);
    g_assert_cmpuint(json_array_size(servers), ==, 1);
    g_assert_cmpstr(
            json_string_value(json_array_get(json_object_get(server, "urls"), 0)), ==, one_url[0]);
    g_assert_cmpstr(text_at(server, "username"), ==, "1000086400:a932fd1a71bd");
    g_assert_cmpstr(text_at(server, "credential"), ==, "qT55f3x+NzPaAzseihfVzHlcvO4=");
    json_decref(servers);
}

static void test_without_one_browsers_are_told_of_none(void)
{
    static const char *const none[] = {NULL};
    g_autoptr(TurnRelay) relay = turn_relay_new(none, &key, NULL);
    json_t *servers = turn_relay_ice_servers(relay, "site:a", 0);
    g_assert_cmpuint(json_array_size(servers), ==, 0);
    json_decref(servers);
    servers = turn_relay_ice_servers(NULL, "site:a", 0);
    g_assert_cmpuint(json_array_size(servers), ==, 0);
    json_decref(servers);
    g_autoptr(GError) error = NULL;
    g_assert_null(turn_relay_coturn(relay, one_url, &error));
    g_assert_error(error, TURN_RELAY_ERROR, TURN_RELAY_ERROR_URL);
}

static void test_addresses_are_checked(void)
{
    static const struct {
        const char *url;
        bool good;
    } cases[] = {
            {"turn:10.0.0.5", true},
            {"turn:relay.tinh.example:443?transport=tcp", true},
            {"turn:[fd00::5]:3478?transport=udp", true},
            {"turns:relay.tinh.example:443?transport=tcp", true},
            {"turns:relay.tinh.example?transport=udp", false},
            {"stun:10.0.0.5", false},
            {"turn:", false},
            {"turn://10.0.0.5", false},
            {"turn:user@10.0.0.5", false},
            {"turn:10.0.0.5:99999", false},
            {"turn:10.0.0.5?transport=sctp", false},
            {"10.0.0.5", false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *const urls[] = {cases[i].url, NULL};
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].url);
        g_autoptr(TurnRelay) relay = turn_relay_new(urls, &key, &error);
        g_assert_true((relay != NULL) == cases[i].good);
        g_assert_true(
                cases[i].good || g_error_matches(error, TURN_RELAY_ERROR, TURN_RELAY_ERROR_URL));
    }
    const char *many[TURN_RELAY_URLS_MAX + 2] = {0};
    for (size_t i = 0; i <= TURN_RELAY_URLS_MAX; i++) {
        many[i] = one_url[0];
    }
    g_assert_null(turn_relay_new(many, &key, NULL));
}

static void test_the_relay_leads_to_the_media_alone(void)
{
    static const char *const media[] = {"10.0.0.7", "10.0.0.8", NULL};
    static const char *const anywhere[] = {"auto", NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(TurnRelay) relay = turn_relay_new(one_url, &key, NULL);
    g_autofree char *text = turn_relay_coturn(relay, media, &error);
    g_assert_no_error(error);
    static const char *const lines[] = {"\nlistening-ip=10.0.0.5\n", "\nlistening-port=443\n",
            "\nstatic-auth-secret=01ab00", "\ndenied-peer-ip=0.0.0.0-255.255.255.255\n",
            "\nallowed-peer-ip=10.0.0.7\nallowed-peer-ip=10.0.0.8\n", "\nno-tls\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_assert_nonnull(strstr(text, lines[i]));
    }
    g_assert_null(turn_relay_coturn(relay, anywhere, &error));
    g_assert_error(error, TURN_RELAY_ERROR, TURN_RELAY_ERROR_MEDIA);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/turn_relay/passwords_are_what_coturn_expects",
            test_passwords_are_what_coturn_expects);
    g_test_add_func("/turn_relay/without_one_browsers_are_told_of_none",
            test_without_one_browsers_are_told_of_none);
    g_test_add_func("/turn_relay/addresses_are_checked", test_addresses_are_checked);
    g_test_add_func("/turn_relay/S-41/the_relay_leads_to_the_media_alone",
            test_the_relay_leads_to_the_media_alone);
    return g_test_run();
}
