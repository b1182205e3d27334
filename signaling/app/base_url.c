#include "signaling/app/base_url.h"

#include <gio/gio.h>

#include <string.h>

bool base_url_is_everywhere(const char *address)
{
    g_autoptr(GInetAddress) parsed = g_inet_address_new_from_string(address);
    return parsed != NULL && g_inet_address_get_is_any(parsed);
}

/* An address that other machines can use; IPv4, since nobody types the other kind. */
static const char *outward(const char *const *local_names)
{
    for (size_t i = 0; local_names[i] != NULL; i++) {
        g_autoptr(GInetAddress) parsed = g_inet_address_new_from_string(local_names[i]);
        if (parsed != NULL && g_inet_address_get_family(parsed) == G_SOCKET_FAMILY_IPV4 &&
                !g_inet_address_get_is_loopback(parsed)) {
            return local_names[i];
        }
    }
    return "127.0.0.1";
}

char *base_url_new(const char *const *host_names, const char *address,
        const char *const *local_names, uint16_t port)
{
    const char *host = address;

    if (host_names[0] != NULL) {
        host = host_names[0];
    } else if (base_url_is_everywhere(address)) {
        host = outward(local_names);
    }
    const bool brackets = strchr(host, ':') != NULL;
    return g_strdup_printf(
            "https://%s%s%s:%u", brackets ? "[" : "", host, brackets ? "]" : "", (unsigned)port);
}

char *base_url_join_link(const char *base_url, const char *token)
{
    return g_strdup_printf("%s/join#token=%s", base_url, token);
}

char *base_url_watch_link(const char *base_url, const char *token)
{
    return g_strdup_printf("%s/watch#%s", base_url, token);
}
