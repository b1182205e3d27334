/**
 * stun_check: tells whether a datagram is a connectivity check that the peer itself has made (RFC 8445, 7.3): a
 * binding request with our username and an integrity that only somebody who knows our password can give.
 *
 * libnice answers the checks and tells nobody. This only reads, to see that a peer which sends nothing else lives.
 *
 * Units       sizes are bytes.
 * Ownership   borrows all.
 * Thread      any: no state.
 * Errors      nothing fails; what is not such a check is not.
 * Memory      none.
 */
#ifndef MCU_NET_STUN_CHECK_H
#define MCU_NET_STUN_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** @param ufrag, pwd  ours, that the peer was told */
bool stun_check_is_authentic(
        const uint8_t *packet, size_t size, const char *ufrag, const char *pwd);

#endif
