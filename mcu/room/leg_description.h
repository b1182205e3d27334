/**
 * leg_description: between what an offer says (mcu/wire) and what the transport needs (mcu/net), which do not know
 * each other.
 *
 * Units       none.
 * Ownership   the transport copies what it is given; texts are new: g_free().
 * Thread      the network loop.
 * Errors      an ApiFault for whoever brought the offer, with a GError.
 * Memory      none is kept.
 */
#ifndef MCU_ROOM_LEG_DESCRIPTION_H
#define MCU_ROOM_LEG_DESCRIPTION_H

#include "mcu/api/api_message.h"
#include "mcu/net/peer_transport.h"
#include "mcu/wire/sdp_agreement.h"
#include "mcu/wire/sdp_writer.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

/** What stays the same in all answers of a leg. */
typedef struct LegIdentity {
    uint64_t session_id;
    unsigned version; /**< counts the answers */
    uint32_t sound_ssrc;
    uint32_t picture_ssrc;
    uint32_t picture_rtx_ssrc;
    uint32_t slides_ssrc;
    uint32_t slides_rtx_ssrc;
    char cname[24];
} LegIdentity;

/** Random numbers for a new leg. */
LegIdentity leg_identity_make(void);

/** What may be agreed on. */
typedef struct LegTerms {
    bool dtls_active; /**< we would send the ClientHello; `again`: we did */
    bool again;       /**< the transport is up */
    bool h264;        /**< for a picture without VP8 */
} LegTerms;

/** Reads an offer. */
bool leg_description_agree(const char *offer, const LegTerms *terms, SdpAgreement *ret_agreement,
        SdpRemote *ret_remote, ApiFault *ret_fault, GError **error);

/**
 * Takes over from another offer what may change of the slides while the connection is up: whether the peer shows them
 * or sees them. The m-lines are the same ones as before.
 */
void leg_description_take_slides(const SdpAgreement *again, SdpAgreement *agreement);

/** Tells the transport who its peer is. @param dtls_active  as was agreed on */
bool leg_description_set_remote(PeerTransport *transport, const SdpRemote *remote, bool dtls_active,
        ApiFault *ret_fault, GError **error);

/** Writes the answer, with all of the transport's candidates. */
char *leg_description_answer(
        LegIdentity *identity, const SdpAgreement *agreement, const PeerTransport *transport);

#endif
