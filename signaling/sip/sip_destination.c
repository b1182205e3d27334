#include "signaling/sip/sip_destination.h"

#include <glib.h>

#include <string.h>

/* The host of `rest`, which begins with it. @return what is behind it; NULL: there is none, or it is too long */
static const char *read_host(const char *rest, char *ret_host)
{
    const bool wide = rest[0] == '[';
    const char *begin = wide ? rest + 1 : rest;
    const size_t size = strcspn(begin, wide ? "]" : ":;?>");

    if (size == 0 || size >= SIP_DESTINATION_HOST_SIZE || (wide && begin[size] != ']')) {
        return NULL;
    }
    for (size_t i = 0; i < size; i++) {
        if (!g_ascii_isalnum(begin[i]) && strchr(wide ? ":." : "-._", begin[i]) == NULL) {
            return NULL;
        }
        ret_host[i] = g_ascii_tolower(begin[i]);
    }
    ret_host[size] = '\0';
    return begin + size + (wide ? 1 : 0);
}

/* @return what is behind it; NULL: it is none */
static const char *read_port(const char *rest, uint16_t *ret_port)
{
    const size_t size = strspn(rest, "0123456789");
    g_autofree char *digits = g_strndup(rest, size);
    guint64 port = 0;

    if (!g_ascii_string_to_unsigned(digits, 10, 1, G_MAXUINT16, &port, NULL)) {
        return NULL;
    }
    *ret_port = (uint16_t)port;
    return rest + size;
}

/* ;transport=tls, among others. @return false: one that is not spoken here */
static bool read_transport(const char *parameters, SipTransport *ret_transport)
{
    static const struct {
        const char *word;
        SipTransport transport;
    } words[] = {
            {"udp", SIP_TRANSPORT_UDP}, {"tcp", SIP_TRANSPORT_TCP}, {"tls", SIP_TRANSPORT_TLS}};
    g_autofree char *own = g_strndup(parameters, strcspn(parameters, "?>"));
    g_auto(GStrv) all = g_strsplit(own, ";", 0);

    for (size_t i = 0; all[i] != NULL; i++) {
        if (g_ascii_strncasecmp(all[i], "transport=", 10) != 0) {
            continue;
        }
        for (size_t n = 0; n < G_N_ELEMENTS(words); n++) {
            if (g_ascii_strcasecmp(all[i] + 10, words[n].word) == 0) {
                *ret_transport = words[n].transport;
                return true;
            }
        }
        return false;
    }
    return true;
}

bool sip_destination_read(const char *uri, SipDestination *ret_destination)
{
    const bool sips = g_ascii_strncasecmp(uri, "sips:", 5) == 0;
    SipDestination destination = {.transport = SIP_TRANSPORT_UDP};

    if (!sips && g_ascii_strncasecmp(uri, "sip:", 4) != 0) {
        return false;
    }
    const char *rest = uri + (sips ? 5 : 4);
    const char *at = strchr(rest, '@'); /* RFC 3261, 25.1: no other @ may stand in a URI as it is */
    rest = read_host(at != NULL ? at + 1 : rest, destination.host);
    if (rest != NULL && rest[0] == ':') {
        rest = read_port(rest + 1, &destination.port);
    }
    if (rest == NULL || strchr(";?>", rest[0]) == NULL ||
            !read_transport(rest, &destination.transport)) {
        return false;
    }
    if (sips) { /* RFC 3261, 26.2.2: whatever the parameter says */
        destination.transport = SIP_TRANSPORT_TLS;
    }
    *ret_destination = destination;
    return true;
}
