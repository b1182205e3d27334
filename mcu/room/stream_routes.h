/**
 * stream_routes: which of a peer's streams an RTP packet belongs to.
 *
 * By SSRC if it is known, else by the MID extension, else by payload type where only one stream has it; then the
 * SSRC is learnt (RFC 8843, 9.2). A browser does not always name its SSRCs, and a WHIP client often does not.
 *
 * Units       none.
 * Ownership   the agreement is copied from.
 * Thread      pure: the network loop.
 * Errors      STREAM_ROUTE_NONE.
 * Memory      STREAM_ROUTES_MAX sources; what more a peer invents is not learnt.
 */
#ifndef MCU_ROOM_STREAM_ROUTES_H
#define MCU_ROOM_STREAM_ROUTES_H

#include "mcu/wire/rtp_extension.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/sdp_agreement.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { STREAM_ROUTES_MAX = 16 }; /* as many as libsrtp is allowed to keep */

typedef struct StreamRoute {
    SdpRole role; /**< SDP_ROLE_NONE: it belongs nowhere */
    bool is_rtx;
} StreamRoute;

typedef struct StreamRoutes {
    size_t count;
    struct {
        uint32_t ssrc;
        StreamRoute route;
    } known[STREAM_ROUTES_MAX];
} StreamRoutes;

/** Knows what the offer says. */
StreamRoutes stream_routes_start(const SdpAgreement *agreement);

/** Learns what another offer says, beside what is known. */
void stream_routes_learn(StreamRoutes *routes, const SdpAgreement *agreement);

/** Where a packet belongs; learns its SSRC. */
StreamRoute stream_routes_find(StreamRoutes *routes, const SdpAgreement *agreement,
        const RtpHeader *header, const RtpExtensionValues *values);

#endif
