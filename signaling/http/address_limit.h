/**
 * address_limit: how many connections one address may have, and how fast it may make them.
 *
 * IPv6 clients own whole networks, so for them an address is its first 64 bits.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   values only.
 * Thread      the main loop's.
 * Errors      none: refused is an ordinary answer.
 * Memory      ADDRESSES_MAX entries of rate; beyond that only the number of connections is bounded.
 */
#ifndef SIGNALING_HTTP_ADDRESS_LIMIT_H
#define SIGNALING_HTTP_ADDRESS_LIMIT_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct AddressLimit AddressLimit;

struct sockaddr;

/** Connections of one address beyond its bound that are let in all the same, so that they can be told why they get nothing. */
enum { ADDRESS_LIMIT_TOLD = 16 };

typedef struct AddressLimitConfig {
    unsigned connections_max; /**< at once from one address */
    unsigned rate_per_s;      /**< new connections from one address in the long run */
    unsigned burst;           /**< new connections from one address at once */
} AddressLimitConfig;

/** An address as it is counted: IPv4 as ::ffff:a.b.c.d, IPv6 without its last 64 bits. */
typedef struct AddressKey {
    uint8_t bytes[16];
} AddressKey;

/** @return never NULL; free with address_limit_free() */
AddressLimit *address_limit_new(const AddressLimitConfig *config);
void address_limit_free(AddressLimit *limit);

typedef enum AddressVerdict { ADDRESS_ADMITTED, ADDRESS_TOO_MANY, ADDRESS_TOO_FAST } AddressVerdict;

/** Whether one more connection may come now, or which bound it is beyond. It counts as a try, but not yet as a connection. */
AddressVerdict address_limit_admit(AddressLimit *limit, const AddressKey *key, int64_t now_us);

/** Whether an address has more connections than it may. */
bool address_limit_is_beyond(const AddressLimit *limit, const AddressKey *key);

/** Whether the next connection of an address would be beyond it. */
bool address_limit_is_full(const AddressLimit *limit, const AddressKey *key);

/** A connection that was admitted is there, and later gone. */
void address_limit_enter(AddressLimit *limit, const AddressKey *key);
void address_limit_leave(AddressLimit *limit, const AddressKey *key);

/** Addresses that are remembered. */
unsigned address_limit_size(const AddressLimit *limit);

/** The key of an IPv4 or IPv6 address; all zeros for any other family. */
AddressKey address_key(const struct sockaddr *address);

/** Whether the address is this machine's own loopback, also as an IPv4 address in IPv6. */
bool address_is_loopback(const struct sockaddr *address);

/** The address as text, an IPv4 address in IPv6 as IPv4. @return g_free() it */
char *address_text(const struct sockaddr *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AddressLimit, address_limit_free)

#endif
