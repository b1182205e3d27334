#include "signaling/sip/sip_source.h"

#include <gio/gio.h>

#include <string.h>

bool sip_source_read(const char *text, SipSource *ret_source)
{
    g_autoptr(GRegex) form =
            g_regex_new("^sip:(?:\\[([0-9A-Fa-f:.]+)\\]|([0-9.]+)):([0-9]+);transport=(udp|tcp)$",
                    G_REGEX_DOLLAR_ENDONLY, 0, NULL);
    g_autoptr(GMatchInfo) found = NULL;
    SipSource source = {.port = 0};
    guint64 port = 0;

    if (!g_regex_match(form, text, 0, &found)) {
        return false;
    }
    g_autofree char *wide = g_match_info_fetch(found, 1);
    g_autofree char *narrow = g_match_info_fetch(found, 2);
    g_autofree char *digits = g_match_info_fetch(found, 3);
    g_autofree char *transport = g_match_info_fetch(found, 4);
    const char *address = wide[0] != '\0' ? wide : narrow;
    if (!g_hostname_is_ip_address(address) || strlen(address) >= sizeof source.address ||
            !g_ascii_string_to_unsigned(digits, 10, 0, G_MAXUINT16, &port, NULL)) {
        return false;
    }
    (void)g_strlcpy(source.address, address, sizeof source.address);
    source.port = (uint16_t)port;
    source.datagram = g_str_equal(transport, "udp");
    *ret_source = source;
    return true;
}
