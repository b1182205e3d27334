#include "signaling/app/dial_in.h"

#include "signaling/meeting/keypad.h"
#include "signaling/sip/sip_own_address.h"

#include <string.h>

enum { USUAL_PORT = 5060, USUAL_TLS_PORT = 5061 }; /* RFC 3261, 19.1.2 */

/* Anywhere else: which of our addresses leads there is the one that is told (RFC 5737). */
static const char elsewhere[] = "sip:192.0.2.1";

void dial_in_clear(DialIn *dial_in)
{
    g_free(dial_in->host);
    g_free(dial_in->address);
    *dial_in = (DialIn){0};
}

static DialInMenu menu_of(const char *word)
{
    if (g_str_equal(word, "off")) {
        return DIAL_IN_MENU_OFF;
    }
    return g_str_equal(word, "all") ? DIAL_IN_MENU_ALL : DIAL_IN_MENU_SITES;
}

void dial_in_fill(DialIn *dial_in, const Settings *settings, const char *const *host_names,
        uint16_t port, uint16_t tls_port)
{
    char address[SIP_OWN_ADDRESS_SIZE];

    dial_in_clear(dial_in);
    if (port == 0) {
        return;
    }
    sip_own_address(elsewhere, settings_text(settings, "sip.address"), address);
    *dial_in = (DialIn){
            .served = true,
            .host = g_strdup(host_names[0] != NULL ? host_names[0] : address),
            .address = g_strdup(address),
            .port = port,
            .tls_port = tls_port,
            .menu = menu_of(settings_text(settings, "sip.dial_in")),
    };
}

static char *uri(const char *scheme, const char *meeting, const char *host, unsigned port)
{
    const unsigned usual = g_str_equal(scheme, "sips") ? USUAL_TLS_PORT : USUAL_PORT;

    return port == usual ? g_strdup_printf("%s:%s@%s", scheme, meeting, host)
                         : g_strdup_printf("%s:%s@%s:%u", scheme, meeting, host, port);
}

char *dial_in_uri(const DialIn *dial_in, const char *meeting)
{
    return dial_in->served ? uri("sip", meeting, dial_in->host, dial_in->port) : g_strdup("");
}

char *dial_in_tls_uri(const DialIn *dial_in, const char *meeting)
{
    return dial_in->tls_port != 0 ? uri("sips", meeting, dial_in->host, dial_in->tls_port)
                                  : g_strdup("");
}

/* As a device is told to call it. Free with g_free(). */
static char *bare_address(const DialIn *dial_in)
{
    return dial_in->port == USUAL_PORT
            ? g_strdup(dial_in->address)
            : g_strdup_printf("%s:%u", dial_in->address, (unsigned)dial_in->port);
}

char *dial_in_sentence(const DialIn *dial_in, const char *meeting)
{
    g_autofree char *whole = dial_in_uri(dial_in, meeting);
    g_autofree char *bare = dial_in->served ? bare_address(dial_in) : NULL;
    g_autofree char *keys = keypad_keys(meeting);

    if (!dial_in->served) {
        return NULL;
    }
    if (dial_in->menu == DIAL_IN_MENU_OFF) {
        return g_strdup_printf("Thiết bị phòng họp (SIP): gọi %s.", whole);
    }
    return g_strdup_printf("Thiết bị phòng họp (SIP): gọi %s; hoặc gọi %s rồi bấm số cuộc họp "
                           "%s#%s.",
            whole, bare, keys,
            dial_in->menu == DIAL_IN_MENU_ALL
                    ? ", thiết bị chưa có mật khẩu bấm thêm mã điểm cầu và mã PIN"
                    : "");
}

json_t *dial_in_to_json(const DialIn *dial_in, const char *meeting)
{
    static const char *const menus[] = {
            [DIAL_IN_MENU_OFF] = "off", [DIAL_IN_MENU_SITES] = "sites", [DIAL_IN_MENU_ALL] = "all"};
    g_autofree char *plain = dial_in_uri(dial_in, meeting);
    g_autofree char *tls = dial_in_tls_uri(dial_in, meeting);
    g_autofree char *bare = dial_in->served ? bare_address(dial_in) : g_strdup("");
    g_autofree char *keys = keypad_keys(meeting);

    return json_pack("{s:b, s:s, s:s, s:s, s:s, s:s}", "served", (int)dial_in->served, "uri", plain,
            "tls_uri", tls, "address", bare, "number", keys, "menu", menus[dial_in->menu]);
}
