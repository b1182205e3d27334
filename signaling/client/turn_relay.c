#include "signaling/client/turn_relay.h"

#include <gio/gio.h>

#include <stdbool.h>
#include <string.h>

enum { DEFAULT_PORT = 3478, DEFAULT_TLS_PORT = 5349, NAME_LETTERS = 12, HMAC_SIZE = 20 };

G_DEFINE_QUARK(turn - relay - error, turn_relay_error)

struct TurnRelay {
    char **urls;
    char *secret; /* as text: what coturn is given, and the HMAC's key as it is */
};

/* ---- addresses ---- */

typedef struct TurnUrl {
    bool tls;
    char *host;
    guint16 port;
} TurnUrl;

/* turn:HOST[:PORT][?transport=udp|tcp], with TLS turns: (RFC 7065) */
static bool read_url(const char *text, TurnUrl *ret_url)
{
    g_auto(GStrv) parts = g_strsplit(text, "?", 2);
    const bool tls = g_str_has_prefix(parts[0], "turns:");
    const bool transport_fits = parts[1] == NULL || g_str_equal(parts[1], "transport=tcp") ||
            (!tls && g_str_equal(parts[1], "transport=udp"));

    if ((!tls && !g_str_has_prefix(parts[0], "turn:")) || !transport_fits) {
        return false;
    }
    const char *rest = parts[0] + (tls ? strlen("turns:") : strlen("turn:"));
    g_autoptr(GSocketConnectable) address = rest[0] != '\0' && strpbrk(rest, "/@ ") == NULL
            ? g_network_address_parse(rest, tls ? DEFAULT_TLS_PORT : DEFAULT_PORT, NULL)
            : NULL;
    if (address == NULL) {
        return false;
    }
    *ret_url = (TurnUrl){
            .tls = tls,
            .host = g_strdup(g_network_address_get_hostname(G_NETWORK_ADDRESS(address))),
            .port = g_network_address_get_port(G_NETWORK_ADDRESS(address)),
    };
    return true;
}

TurnRelay *turn_relay_new(const char *const *urls, const TokenKey *key, GError **error)
{
    const guint count = urls != NULL ? g_strv_length((char **)urls) : 0;

    for (guint i = 0; i < count; i++) {
        TurnUrl url;
        if (!read_url(urls[i], &url)) {
            g_set_error(error, TURN_RELAY_ERROR, TURN_RELAY_ERROR_URL,
                    "media.turn: %s is not such as turn:10.0.0.5:443?transport=tcp", urls[i]);
            return NULL;
        }
        g_free(url.host);
    }
    if (count > TURN_RELAY_URLS_MAX) {
        g_set_error(error, TURN_RELAY_ERROR, TURN_RELAY_ERROR_URL,
                "media.turn: at most %d addresses", TURN_RELAY_URLS_MAX);
        return NULL;
    }
    TurnRelay *relay = g_new0(TurnRelay, 1);
    relay->urls = g_strdupv((char **)urls);
    g_autoptr(GString) secret = g_string_new(NULL);
    for (size_t i = 0; i < sizeof key->bytes; i++) {
        g_string_append_printf(secret, "%02x", key->bytes[i]);
    }
    relay->secret = g_string_free(g_steal_pointer(&secret), FALSE);
    return relay;
}

TurnRelay *turn_relay_load(const char *data_dir, const char *const *urls, GError **error)
{
    TokenKey key;
    return token_key_load_file(&key, data_dir, "turn.key", error)
            ? turn_relay_new(urls, &key, error)
            : NULL;
}

void turn_relay_free(TurnRelay *relay)
{
    if (relay != NULL) {
        g_strfreev(relay->urls);
        g_free(relay->secret);
        g_free(relay);
    }
}

/* ---- browsers ---- */

/* The relay writes the name to its log: it says whose it is to who has the meeting's log as well, and to nobody else. */
static char *name_for(const char *identity, gint64 now_s)
{
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, identity, -1);
    return g_strdup_printf(
            "%" G_GINT64_FORMAT ":%.*s", now_s + TURN_RELAY_VALID_S, NAME_LETTERS, digest);
}

static char *password_for(const TurnRelay *relay, const char *name)
{
    guint8 digest[HMAC_SIZE];
    gsize size = sizeof digest;
    GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA1, (const guchar *)relay->secret, strlen(relay->secret));

    g_hmac_update(hmac, (const guchar *)name, (gssize)strlen(name));
    g_hmac_get_digest(hmac, digest, &size);
    g_hmac_unref(hmac);
    return g_base64_encode(digest, size);
}

json_t *turn_relay_ice_servers(const TurnRelay *relay, const char *identity, gint64 now_s)
{
    if (relay == NULL || relay->urls == NULL || relay->urls[0] == NULL) {
        return json_array();
    }
    json_t *urls = json_array();
    for (char **url = relay->urls; *url != NULL; url++) {
        json_array_append_new(urls, json_string(*url));
    }
    g_autofree char *name = name_for(identity, now_s);
    g_autofree char *password = password_for(relay, name);
    return json_pack("[{s:o, s:s, s:s}]", "urls", urls, "username", name, "credential", password);
}

/* ---- the relay ---- */

static bool has_tls(const TurnRelay *relay)
{
    bool tls = false;
    for (char **url = relay->urls; *url != NULL; url++) {
        tls = tls || g_str_has_prefix(*url, "turns:");
    }
    return tls;
}

static void write_places(const TurnRelay *relay, GString *text)
{
    g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (char **one = relay->urls; *one != NULL; one++) {
        TurnUrl url;
        if (!read_url(*one, &url)) {
            continue;
        }
        if (g_hostname_is_ip_address(url.host) &&
                g_hash_table_add(said, g_strdup_printf("listening-ip=%s", url.host))) {
            g_string_append_printf(text, "listening-ip=%s\nrelay-ip=%s\n", url.host, url.host);
        }
        char *port = g_strdup_printf(
                url.tls ? "tls-listening-port=%u" : "listening-port=%u", (unsigned)url.port);
        if (!g_hash_table_contains(said, port)) {
            g_string_append_printf(text, "%s\n", port);
        }
        g_hash_table_add(said, port);
        g_free(url.host);
    }
}

char *turn_relay_coturn(const TurnRelay *relay, const char *const *media_addresses, GError **error)
{
    if (relay->urls == NULL || relay->urls[0] == NULL) {
        g_set_error_literal(error, TURN_RELAY_ERROR, TURN_RELAY_ERROR_URL,
                "media.turn is empty: there is no relay that could be configured");
        return NULL;
    }
    g_autoptr(GString) text = g_string_new("# turnserver.conf of coturn\n");
    write_places(relay, text);
    g_string_append_printf(text,
            "realm=giaoban\nfingerprint\nuse-auth-secret\nstatic-auth-secret=%s\n"
            "no-multicast-peers\nno-cli\nno-software-attribute\nstale-nonce=600\n",
            relay->secret);
    if (has_tls(relay)) {
        g_string_append(text, "# cert=… and pkey=…: one that the browsers trust\n");
    } else {
        g_string_append(text, "no-tls\nno-dtls\n");
    }
    g_string_append(text,
            "denied-peer-ip=0.0.0.0-255.255.255.255\n"
            "denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff\n");
    guint count = 0;
    for (const char *const *one = media_addresses; one != NULL && *one != NULL; one++) {
        if (g_hostname_is_ip_address(*one)) {
            g_string_append_printf(text, "allowed-peer-ip=%s\n", *one);
            count++;
        }
    }
    if (count == 0) {
        g_set_error_literal(error, TURN_RELAY_ERROR, TURN_RELAY_ERROR_MEDIA,
                "media.address has no IP address: the relay must not lead anywhere else");
        return NULL;
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}
