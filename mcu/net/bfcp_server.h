/**
 * bfcp_server: the floor of the slides, as one device sees it (RFC 8855, floor control server): it asks, is let, gives back.
 *
 *     FloorRequest ──> Pending ──┬─ presents ──> Granted ──┬─ FloorRelease, Goodbye ──> Released
 *                        │       └─ refuse, nobody says ──> Denied
 *                        └─ FloorRelease ──> Cancelled      └─ presents no more ──> Revoked
 *
 * Each device has a conference of its own with one floor, and is its only user: who may show slides is decided
 * elsewhere. Over UDP it answers what is sent again with what it answered before, and sends again what it says of
 * itself until that is acknowledged; a later state takes the place of an earlier one that still waits.
 *
 * Units       times are microseconds; sizes are bytes.
 * Ownership   messages in events are lent for the call.
 * Thread      none of its own and no lock: one thread at a time. Events come from inside calls.
 * Errors      told to the device, and counted.
 * Memory      fixed: about 4 kB.
 */
#ifndef MCU_NET_BFCP_SERVER_H
#define MCU_NET_BFCP_SERVER_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    BFCP_RETRY_US = 500000, /**< RFC 8855, 8.3.3: T1, doubled each time */
    BFCP_TRIES_MAX = 4,
    BFCP_ANSWER_US = 10000000,   /**< T2: for so long an answer is given again */
    BFCP_ANSWERS_MAX = 4,        /**< that are kept: a device has one question at a time */
    BFCP_PATIENCE_US = 10000000, /**< a request that nobody decides on is denied */
    BFCP_WRITTEN_MAX = 160,      /**< of what is sent: never a fragment */
};

typedef struct BfcpServer BfcpServer;

typedef struct BfcpServerConfig {
    uint32_t conference;
    uint16_t user;
    uint16_t floor;
    bool datagrams; /**< UDP */
} BfcpServerConfig;

typedef struct BfcpServerEvents {
    void (*send)(const uint8_t *message, size_t size, void *user_data);
    void (*requested)(void *user_data); /**< it wants to present */
    void (*released)(void *user_data);  /**< it does not any more, or was about to */
} BfcpServerEvents;

typedef struct BfcpServerStats {
    uint64_t received;
    uint64_t repeated; /**< of these, answered before */
    uint64_t refused;  /**< of these, with an error */
    uint64_t sent;     /**< answers and notices, without those that were sent again */
    uint64_t resent;
    uint64_t lost; /**< notices that were never acknowledged */
} BfcpServerStats;

BfcpServer *bfcp_server_new(
        const BfcpServerConfig *config, const BfcpServerEvents *events, void *user_data);

/** NULL is allowed. */
void bfcp_server_free(BfcpServer *server);

/** Whether a message is of its user and conference: strangers do not know these numbers. */
bool bfcp_server_knows(const BfcpServer *server, const uint8_t *data, size_t size);

/** Takes a datagram, or of a stream one whole message. */
void bfcp_server_receive(BfcpServer *server, const uint8_t *data, size_t size, int64_t now_us);

/** Whether its slides are shown. That grants what it asked for, or revokes it. */
void bfcp_server_set_presents(BfcpServer *server, bool presents, int64_t now_us);

/** It must not: what it asked for is denied. */
void bfcp_server_refuse(BfcpServer *server, int64_t now_us);

/** Whether slides of somebody else are shown. */
void bfcp_server_set_others(BfcpServer *server, bool others, int64_t now_us);

/** The connection is gone: it asks for nothing any more. */
void bfcp_server_disconnected(BfcpServer *server);

/** What is due. */
void bfcp_server_tick(BfcpServer *server, int64_t now_us);

/** When the next thing is; INT64_MAX for never. */
int64_t bfcp_server_due_us(const BfcpServer *server);

BfcpServerStats bfcp_server_stats(const BfcpServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BfcpServer, bfcp_server_free)

#endif
