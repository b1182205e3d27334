/**
 * sip_arrival: a request from outside, and what the server has to know of a request before it believes any of it: from where it comes, which site it
 * says it is, and whether it looks like a program that tries addresses one after the other.
 *
 * Included by this folder's sources only: it shows types of the library.
 *
 * Units       none.
 * Ownership   texts point into the message, but for the addresses, which are in the request itself.
 * Thread      the main loop's.
 * Errors      what cannot be read is "" or NULL.
 * Memory      none of its own.
 */
#ifndef SIGNALING_SIP_SIP_ARRIVAL_H
#define SIGNALING_SIP_SIP_ARRIVAL_H

#include "signaling/sip/sip_library.h"
#include "signaling/sip/sip_link.h"
#include "signaling/sip/sip_source.h"

#include <stdbool.h>

typedef struct SipArrival {
    msg_t *msg; /**< NULL once it was answered or dropped */
    const sip_t *sip;
    sip_method_t method;
    const char *method_name;
    const char *site;   /**< who it says it is: the user of From */
    const char *target; /**< the user of the request's URI; NULL: none */
    bool datagram;      /**< its address may be anybody's */
    bool linked; /**< it came by a sip_link: the next are its ends, and the source is inside of this machine */
    SipPeer peer;
    char address[SIP_ADDRESS_SIZE];
    uint16_t port;
    char source
            [SIP_SOURCE_SIZE]; /**< where answers and requests go: sip:192.0.2.7:5060;transport=udp */
} SipArrival;

void sip_arrival_init(SipArrival *request, msg_t *msg, const sip_t *sip);

/** It came by a sip_link, from this peer. */
void sip_arrival_set_peer(SipArrival *request, const SipPeer *peer);

/** Whether it wants an extension that we do not have (RFC 3261, 8.2.2.3): 420. */
bool sip_arrival_needs_what_we_lack(const SipArrival *request);

/** Whether it asks for what is named in a scheme that is not SIP's (RFC 3261, 8.2.2.1): 416. */
bool sip_arrival_is_foreign(const SipArrival *request);

/** Whether its User-Agent is one of the programs that look for open servers. */
bool sip_arrival_is_scan(const SipArrival *request);

#endif
