/**
 * sip_call_desk: the calls of a server, and what they have in common.
 *
 * Included by this folder's sources only: it shows types of the library.
 *
 * Units       none.
 * Ownership   as sip_call.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      SIP_CALLS_MAX calls.
 */
#ifndef SIGNALING_SIP_SIP_CALL_DESK_H
#define SIGNALING_SIP_SIP_CALL_DESK_H

#include "signaling/sip/sip_accounts.h"
#include "signaling/sip/sip_call_events.h"
#include "signaling/sip/sip_doors.h"
#include "signaling/sip/sip_library.h"

#include <glib.h>

typedef struct SipCall SipCall;

enum {
    SIP_CALLS_MAX = 2000,
    SIP_RING_S = 60,          /**< longer than a technician needs to the remote control */
    SIP_REDIRECTIONS_MAX = 2, /**< of one call; more is a circle */
};

#define SIP_SERVER_NAME "giaoban"
#define SIP_ALLOWED     "REGISTER, OPTIONS, INVITE, ACK, CANCEL, BYE, UPDATE, INFO"

typedef struct SipCallDesk {
    nta_agent_t *agent;
    const SipCallEvents *events;
    void *user_data;
    GHashTable *calls;           /**< number → SipCall */
    const SipAccounts *accounts; /**< for who challenges our calls */
    SipDoors *doors;             /**< connections with devices */
    uint64_t last;               /**< number */
    const char *address;         /**< where the server listens, as the next */
    uint16_t port;
} SipCallDesk;

/** Asks the device for an offer anew: `offered` follows, or `refused`; at once, or when nothing else is under way. */
void sip_call_ask_again(SipCall *call);

#endif
