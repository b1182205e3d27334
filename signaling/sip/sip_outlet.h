/**
 * sip_outlet: connections that we make to devices, for SIP over TLS and TCP: a device whose address is sips:, or has
 * transport=tls or transport=tcp, is called by one of ours when it has none to us.
 *
 *     sip_outlet_take(uri) ──► its name looked up ──► connected ──► TLS, its certificate believed ──► `stands`: the library
 *                                  └────────────────────┴──────────────────┴──► `failed`              sends by that way
 *
 * Who needs the same device at the same time has the same connection; it stays while somebody holds it, and for some time
 * after, for the last answers.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the caller owns the outlet; a hold is let go with sip_outlet_let_go(), after which its holder hears nothing.
 * Thread      the main loop's. Names are looked up without waiting.
 * Errors      a SipOutletFault, never before sip_outlet_take() is over.
 * Memory      SIP_OUTLET_LINES_MAX connections, each as sip_link, and their holders.
 */
#ifndef SIGNALING_SIP_SIP_OUTLET_H
#define SIGNALING_SIP_SIP_OUTLET_H

#include "signaling/sip/sip_link.h"
#include "signaling/sip/sip_trust.h"

typedef struct SipOutlet SipOutlet;
typedef struct SipHold SipHold;

enum {
    SIP_OUTLET_LINES_MAX = 500,
    SIP_OUTLET_CONNECT_S = 10,
    SIP_OUTLET_LINGER_US = 32000000, /**< RFC 3261, 17.1.2.2: no answer comes after 64*T1 */
};

typedef enum SipOutletFault {
    SIP_OUTLET_UNREACHABLE, /**< nobody takes the connection, or it was closed */
    SIP_OUTLET_NO_TLS,      /**< it was taken, but TLS does not come about */
    SIP_OUTLET_CERTIFICATE, /**< the device's certificate is not believed */
    SIP_OUTLET_FULL,        /**< there are SIP_OUTLET_LINES_MAX */
} SipOutletFault;

typedef struct SipHoldEvents {
    /** @param route  the URI by which the library sends there. */
    void (*stands)(const char *route, void *user_data);
    /** It does not stand, or no longer; the hold is void, but not let go. */
    void (*failed)(SipOutletFault fault, void *user_data);
} SipHoldEvents;

typedef struct SipOutletConfig {
    const char *address;       /**< from which it connects; 0.0.0.0: from any */
    const char *inner_address; /**< where the library listens by TCP */
    uint16_t inner_port;
    SipTrust *trust; /**< taken */
    /** A device could not be called; a sentence for the log. NULL: nobody wants to know. */
    void (*unreached)(const char *host, const char *why, void *user_data);
    void *user_data;
} SipOutletConfig;

SipOutlet *sip_outlet_new(const SipOutletConfig *config);

/** After all who hold. NULL is allowed. */
void sip_outlet_free(SipOutlet *outlet);

/** From now on; those that stand stay. Takes it. */
void sip_outlet_set_trust(SipOutlet *outlet, SipTrust *trust);

/** Whether such a URI is reached by a connection: sips:, transport=tls, transport=tcp. */
bool sip_outlet_serves(const char *uri);

/** @return NULL: it is no URI that it serves */
SipHold *sip_outlet_take(
        SipOutlet *outlet, const char *uri, const SipHoldEvents *events, void *user_data);

/** NULL is allowed. */
void sip_outlet_let_go(SipHold *hold);

/** What nobody has held for long, and who takes too long, goes. */
void sip_outlet_tick(SipOutlet *outlet, int64_t now_us);

/** Who stands behind a connection that the library sees as this; NULL: nobody. */
SipLink *sip_outlet_find(const SipOutlet *outlet, const char *key);

/** Connections that there are, or are being made. */
unsigned sip_outlet_size(const SipOutlet *outlet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipOutlet, sip_outlet_free)

#endif
