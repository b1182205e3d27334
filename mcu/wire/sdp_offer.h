/**
 * sdp_offer: offers sound, picture, slides and their sound as a client of ours does, and reads the answer.
 *
 * Units       bandwidths are bit/s.
 * Ownership   an agreement is a plain value; the offer's text is the caller's, free with g_free().
 * Thread      any: no state.
 * Errors      GError SDP_ERROR for an answer that does not fit the offer.
 * Memory      bounded by sdp_text's maxima.
 */
#ifndef MCU_WIRE_SDP_OFFER_H
#define MCU_WIRE_SDP_OFFER_H

#include "mcu/wire/sdp_agreement.h"
#include "mcu/wire/sdp_answer.h"
#include "mcu/wire/sdp_writer.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

/** One m-line to offer. */
typedef struct SdpOfferLine {
    SdpRole role;
    SdpWish wish;
} SdpOfferLine;

/**
 * Settles what is offered: mids "0", "1", …; Opus 111, VP8 96 with RTX 97; extension ids as Chromium's.
 *
 * @param count  1 to SDP_MEDIA_MAX lines, none of them SDP_ROLE_NONE
 */
void sdp_offer_init(SdpAgreement *offered, const SdpOfferLine *lines, size_t count);

/** Writes the offer; a=setup:actpass. */
char *sdp_offer_write(const SdpAgreement *offered, const SdpLocal *local);

/** Reads the answer. What was offered and refused has SDP_ROLE_NONE afterwards. @param out_remote  NULL: not wanted */
bool sdp_offer_read_answer(const SdpAgreement *offered, const char *answer,
        SdpAgreement *out_agreement, SdpRemote *out_remote, GError **error);

#endif
