/**
 * sip_body: what a request brings with it: an offer, a key that was pressed, a wish for a key frame.
 *
 * Units       sizes are bytes.
 * Ownership   texts returned are the caller's.
 * Thread      any: no state.
 * Errors      in the kind: what is not understood is said to be so.
 * Memory      a copy of the body.
 */
#ifndef SIGNALING_SIP_SIP_BODY_H
#define SIGNALING_SIP_SIP_BODY_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

typedef enum SipBodyKind {
    SIP_BODY_NONE,
    SIP_BODY_SDP,
    SIP_BODY_DIGIT,       /**< application/dtmf-relay or application/dtmf */
    SIP_BODY_FAST_UPDATE, /**< RFC 5168, picture_fast_update */
    SIP_BODY_OTHER,       /**< 415 */
} SipBodyKind;

typedef struct SipBody {
    SipBodyKind kind;
    char *sdp;  /**< valid UTF-8; NULL unless SDP */
    char digit; /**< of DIGIT */
} SipBody;

/** @param type  of Content-Type; NULL: none @param encoded  there is a Content-Encoding */
void sip_body_read(
        const char *type, bool encoded, const char *bytes, size_t size, SipBody *ret_body);

void sip_body_clear(SipBody *body);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SipBody, sip_body_clear)

#endif
