/**
 * bfcp_link: the floor control of one device on the network loop: a bfcp_server with its UDP port or TCP connection.
 *
 * Over UDP it answers where the device is heard from, and before where the device said that it is: as with RTP that may
 * be behind a NAT. Who does not know the numbers of the conference and its user is not answered. Over TCP a connection
 * counts once it brought a message with these numbers; of others there is one at a time.
 *
 * Units       times are microseconds of the monotonic clock; sizes are bytes.
 * Ownership   borrows the loop, which outlives it.
 * Thread      the network loop. Events come from there, from inside calls too; it must not be freed in one.
 * Errors      GError of G_IO_ERROR when no port can be had.
 * Memory      a bfcp_server, and over TCP two connections with a message each.
 */
#ifndef MCU_NET_BFCP_LINK_H
#define MCU_NET_BFCP_LINK_H

#include "mcu/net/bfcp_server.h"
#include "mcu/net/net_loop.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct BfcpLink BfcpLink;

typedef struct BfcpLinkConfig {
    NetLoop *loop;
    const char *address; /**< IP literal of this machine */
    uint16_t port_min;   /**< 0 with port_max 0: any port */
    uint16_t port_max;
    bool tcp;
    uint32_t conference;
    uint16_t user;
    uint16_t floor;
} BfcpLinkConfig;

typedef struct BfcpLinkEvents {
    void (*requested)(void *user_data); /**< as of bfcp_server */
    void (*released)(void *user_data);
} BfcpLinkEvents;

BfcpLink *bfcp_link_new(const BfcpLinkConfig *config, const BfcpLinkEvents *events, void *user_data,
        GError **error);

/** NULL is allowed. */
void bfcp_link_free(BfcpLink *link);

/** Where it listens. */
uint16_t bfcp_link_port(const BfcpLink *link);

/**
 * Where the device is. The same as before changes nothing.
 *
 * @param connects  TCP: the connection is ours to open
 */
void bfcp_link_set_peer(BfcpLink *link, const char *address, uint16_t port, bool connects);

/** As of bfcp_server. */
void bfcp_link_set_presents(BfcpLink *link, bool presents);
void bfcp_link_refuse(BfcpLink *link);
void bfcp_link_set_others(BfcpLink *link, bool others);
BfcpServerStats bfcp_link_stats(const BfcpLink *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BfcpLink, bfcp_link_free)

#endif
