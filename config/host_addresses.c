#include "config/host_addresses.h"

#include <gio/gio.h>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdbool.h>
#include <string.h>

/* Bridges of containers and virtual machines: nobody outside can reach their addresses. */
static bool is_private_bridge(const char *interface)
{
    static const char *const prefixes[] = {"docker", "br-", "virbr", "lxcbr", "cni", "podman"};
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        if (g_str_has_prefix(interface, prefixes[i])) {
            return true;
        }
    }
    return false;
}

static bool is_reachable(const struct ifaddrs *entry)
{
    if (entry->ifa_addr == NULL || (entry->ifa_flags & IFF_UP) == 0 ||
            (entry->ifa_flags & IFF_LOOPBACK) != 0 || is_private_bridge(entry->ifa_name)) {
        return false;
    }
    if (entry->ifa_addr->sa_family == AF_INET6) {
        const struct sockaddr_in6 *address = (const void *)entry->ifa_addr;
        return !IN6_IS_ADDR_LINKLOCAL(&address->sin6_addr);
    }
    return entry->ifa_addr->sa_family == AF_INET;
}

static char *address_text(const struct sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = "";
    const void *bytes = address->sa_family == AF_INET
            ? (const void *)&((const struct sockaddr_in *)(const void *)address)->sin_addr
            : (const void *)&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    return g_strdup(inet_ntop(address->sa_family, bytes, text, sizeof text));
}

static void add(GPtrArray *addresses, char *text)
{
    if (addresses->len < HOST_ADDRESSES_MAX &&
            !g_ptr_array_find_with_equal_func(addresses, text, g_str_equal, NULL)) {
        g_ptr_array_add(addresses, text);
    } else {
        g_free(text);
    }
}

static void add_own(GPtrArray *addresses)
{
    struct ifaddrs *entries = NULL;
    const guint before = addresses->len;
    if (getifaddrs(&entries) == 0) {
        static const int families[] = {AF_INET, AF_INET6};
        for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
            for (const struct ifaddrs *entry = entries; entry != NULL; entry = entry->ifa_next) {
                if (is_reachable(entry) && entry->ifa_addr->sa_family == families[i]) {
                    add(addresses, address_text(entry->ifa_addr));
                }
            }
        }
        freeifaddrs(entries);
    }
    if (addresses->len == before) {
        add(addresses, g_strdup("127.0.0.1"));
    }
}

char **host_addresses_resolve(const char *const *wanted, GError **error)
{
    g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; wanted[i] != NULL; i++) {
        if (strcmp(wanted[i], "auto") == 0) {
            add_own(addresses);
            continue;
        }
        if (!g_hostname_is_ip_address(wanted[i])) {
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is no IP address",
                    wanted[i]);
            return NULL;
        }
        add(addresses, g_strdup(wanted[i]));
    }
    if (addresses->len == 0) {
        add_own(addresses);
    }
    g_ptr_array_add(addresses, NULL);
    g_ptr_array_set_free_func(addresses, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&addresses), FALSE);
}
