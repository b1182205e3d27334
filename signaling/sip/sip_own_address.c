#include "signaling/sip/sip_own_address.h"

#include <gio/gio.h>

#include <stdbool.h>
#include <string.h>

/* Addresses that stand for all others: documentation's (RFC 5737, RFC 3849), which nobody has. */
static const char others_narrow[] = "192.0.2.1";
static const char others_wide[] = "2001:db8::1";

enum { ANY_PORT = 9 };

/* The host of sip:user@host:port;parameters. Free with g_free(). */
static char *host_of(const char *uri)
{
    const char *at = strrchr(uri, '@');
    const char *colon = strchr(uri, ':');
    const char *host = at != NULL ? at + 1 : colon != NULL ? colon + 1 : uri;

    if (host[0] == '[') {
        return g_strndup(host + 1, strcspn(host + 1, "]"));
    }
    return g_strndup(host, strcspn(host, ":;?>"));
}

/* A socket that is connected to there knows from which address it would send. */
static char *address_toward(const char *destination)
{
    g_autoptr(GSocketAddress) there = g_inet_socket_address_new_from_string(destination, ANY_PORT);
    g_autoptr(GSocket) socket = there != NULL
            ? g_socket_new(g_socket_address_get_family(there), G_SOCKET_TYPE_DATAGRAM,
                      G_SOCKET_PROTOCOL_UDP, NULL)
            : NULL;

    if (socket == NULL || !g_socket_connect(socket, there, NULL, NULL)) {
        return NULL;
    }
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(socket, NULL);
    return own == NULL ? NULL
                       : g_inet_address_to_string(
                                 g_inet_socket_address_get_address(G_INET_SOCKET_ADDRESS(own)));
}

static bool is_all(const char *bound)
{
    g_autoptr(GInetAddress) address = g_inet_address_new_from_string(bound);
    return address == NULL || g_inet_address_get_is_any(address);
}

void sip_own_address(const char *uri, const char *bound, char ret_address[SIP_OWN_ADDRESS_SIZE])
{
    g_autofree char *host = host_of(uri);
    g_autofree char *own = is_all(bound) ? address_toward(host) : g_strdup(bound);

    if (own == NULL) {
        own = address_toward(strchr(bound, ':') != NULL ? others_wide : others_narrow);
    }
    const char *text = own != NULL ? own : "127.0.0.1";
    const bool wide = strchr(text, ':') != NULL;
    (void)g_snprintf(
            ret_address, SIP_OWN_ADDRESS_SIZE, "%s%s%s", wide ? "[" : "", text, wide ? "]" : "");
}
