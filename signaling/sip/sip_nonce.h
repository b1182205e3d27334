/**
 * sip_nonce: the server's half of digest authentication: numbers that only this server makes, and that serve for a while.
 *
 * A nonce carries when it was made, and an HMAC over that: nothing is kept of those that nobody answers, so asking for
 * challenges costs no memory. Of those that were answered rightly the highest count is kept: what was sent once does not
 * serve again. One that was forgotten, made by an earlier server, or is too old is stale: the client answers a new one.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   texts returned are the caller's.
 * Thread      one at a time: the main loop.
 * Errors      none: a nonce is good or stale.
 * Memory      SIP_NONCES_MAX counts; the eldest goes for a new one.
 */
#ifndef SIGNALING_SIP_SIP_NONCE_H
#define SIGNALING_SIP_SIP_NONCE_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct SipNonces SipNonces;

enum {
    SIP_NONCES_MAX = 4096,
    SIP_NONCE_AGE_US =
            300000000, /**< longer than between two keep-alive registrations behind a NAT */
};

SipNonces *sip_nonces_new(void);
void sip_nonces_free(SipNonces *nonces);

char *sip_nonces_make(SipNonces *nonces, int64_t now_us);

/**
 * Uses one whose answer was right.
 *
 * @param count  the client's nc; 0: it does not count, so age alone ends the nonce
 * @return       false: stale, or used with this count before
 */
bool sip_nonces_use(SipNonces *nonces, const char *nonce, uint32_t count, int64_t now_us);

/** Counts in memory, for tests. */
unsigned sip_nonces_size(const SipNonces *nonces);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipNonces, sip_nonces_free)

#endif
