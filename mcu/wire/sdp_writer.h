/**
 * sdp_writer: writes our descriptions; an offer and an answer differ only in a=setup.
 *
 * Units       bandwidths are bit/s.
 * Ownership   borrows everything; the text is the caller's, free with g_free().
 * Thread      any: no state.
 * Errors      nothing fails.
 * Memory      the text: a few kB.
 */
#ifndef MCU_WIRE_SDP_WRITER_H
#define MCU_WIRE_SDP_WRITER_H

#include "mcu/wire/sdp_agreement.h"

#include <stdbool.h>
#include <stdint.h>

/** Our side of one stream, by role. */
typedef struct SdpLocalStream {
    uint32_t ssrc;          /**< needed if we send */
    uint32_t rtx_ssrc;      /**< needed if we send and there is RTX */
    unsigned bandwidth_bps; /**< what the peer shall send at most, 0 for no limit */
} SdpLocalStream;

/** Our side of the way. All texts are borrowed. */
typedef struct SdpLocal {
    uint64_t session_id;
    unsigned session_version; /**< one more with each description of the same session */
    const char *ufrag;
    const char *pwd;
    const char *fingerprint;       /**< "sha-256 AB:CD:…" */
    const char *const *candidates; /**< "candidate:…" each, NULL at the end; NULL for none */
    bool more_candidates;          /**< others will follow by trickle */
    const char *cname;             /**< the same for all streams of the mix */
    const char *
            stream_id; /**< of sound and main picture: in one, or browsers do not keep them in step */
    const char *
            slides_stream_id; /**< another one, or they wait for each other; NULL if no slides are sent */
    SdpLocalStream streams[SDP_ROLES];
} SdpLocal;

/** A description with every m-line of an agreement, refused ones with port 0. */
char *sdp_writer_describe(const SdpAgreement *agreement, const SdpLocal *local, SdpSetup setup);

#endif
