/**
 * base_url: how people reach this server: `https://host:port`, and the links that are made of it.
 *
 * Units       none.
 * Ownership   the caller owns every text.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_APP_BASE_URL_H
#define SIGNALING_APP_BASE_URL_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

/**
 * The server's address for links.
 *
 * @param host_names   the configured names; the first one is taken. NULL-terminated, may be empty
 * @param address      to listen on; taken unless it stands for all addresses
 * @param local_names  names and addresses of this machine, for when it does
 */
char *base_url_new(const char *const *host_names, const char *address,
        const char *const *local_names, uint16_t port);

/** Whether an address to listen on stands for all addresses. */
bool base_url_is_everywhere(const char *address);

/** The address of a join link. The token stands in the fragment, which no server and no proxy logs. */
char *base_url_join_link(const char *base_url, const char *token);

/** The same of the page for who only looks on. */
char *base_url_watch_link(const char *base_url, const char *token);

#endif
