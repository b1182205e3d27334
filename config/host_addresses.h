/**
 * host_addresses: the IP addresses of this machine, as the settings mean them.
 *
 * Units       none.
 * Ownership   new lists: g_strfreev().
 * Thread      any.
 * Errors      GError when an address is none.
 * Memory      at most HOST_ADDRESSES_MAX.
 */
#ifndef CONFIG_HOST_ADDRESSES_H
#define CONFIG_HOST_ADDRESSES_H

#include <glib.h>

enum { HOST_ADDRESSES_MAX = 8 };

/**
 * What a list of addresses stands for: `auto` becomes the machine's own addresses that others can reach,
 * IPv4 first, or 127.0.0.1 where it has no other; everything else must be an IP address.
 *
 * @return  NULL-terminated, at least one; NULL with an error otherwise
 */
char **host_addresses_resolve(const char *const *wanted, GError **error);

#endif
