/**
 * sdp_answer: answers a client's offer: sound, main picture, slides and their sound, in one BUNDLE with multiplexed
 * RTCP. Which m-line is which is told by its kind and place: the second picture is the slides, the second sound theirs.
 *
 *     offer ──sdp_answer_agree──> SdpAgreement ──sdp_answer_write──> answer
 *                                      └─> transport and streams are made from it in between
 *
 * Units       bandwidths are bit/s.
 * Ownership   an agreement is a plain value; the answer's text is the caller's, free with g_free().
 * Thread      any: no state.
 * Errors      GError SDP_ERROR; the whole offer is refused, its text tells the client why.
 * Memory      bounded by sdp_text's maxima.
 */
#ifndef MCU_WIRE_SDP_ANSWER_H
#define MCU_WIRE_SDP_ANSWER_H

#include "mcu/wire/sdp_agreement.h"
#include "mcu/wire/sdp_writer.h"

#include <glib.h>

#include <stdbool.h>

/** What we would do with a stream, if the offer lets us. */
typedef struct SdpWish {
    bool send;
    bool receive;
} SdpWish;

typedef struct SdpAnswerWishes {
    SdpWish sound;
    SdpWish picture;
    SdpWish slides;       /**< neither: the m-line is kept, inactive */
    SdpWish slides_sound; /**< the same; an offer without slides has none */
    bool h264; /**< the picture may be H.264 if there is no VP8; slides, which go on as they are, never */
    bool prefer_dtls_active; /**< if the offer leaves it open; else we wait for the ClientHello */
    bool keep_dtls_role; /**< an offer for a transport that is up: the role must be `prefer_dtls_active` */
} SdpAnswerWishes;

/** Reads an offer and settles everything that does not need our transport. @param out_remote  NULL: not wanted */
bool sdp_answer_agree(const char *offer, const SdpAnswerWishes *wishes, SdpAgreement *out_agreement,
        SdpRemote *out_remote, GError **error);

/** Writes the answer. */
char *sdp_answer_write(const SdpAgreement *agreement, const SdpLocal *local);

#endif
