/**
 * sip_ring: an INVITE of ours that begins a call and has no final answer yet: what another process needs to take it back
 * (RFC 3261, 9.1: a CANCEL has the INVITE's Request-URI, Call-ID, To, From, number of CSeq, and first Via), as a plain record
 * that can be written down. What was read again is believed only after sip_ring_check(): headers are made of it.
 *
 * Units       `begun_us` is µs since 1970, UTC: it is read after a restart.
 * Ownership   a ring owns its texts; sip_ring_clear() lets them go.
 * Thread      any: no state of its own.
 * Errors      RECORD_ERROR.
 * Memory      as the fields of its type allow: a few kB.
 */
#ifndef SIGNALING_SIP_SIP_RING_H
#define SIGNALING_SIP_SIP_RING_H

#include "signaling/meeting/record.h"

enum {
    SIP_RING_NAME_MAX = 500, /**< bytes; a longer one is not written down */
    SIP_RING_STALE_S =
            600, /**< no device rings for so long (RFC 3261, 16.6: a proxy ends it after 3 min) */
};

typedef struct SipRing {
    char *call_id;
    char *name; /**< of From, with its quotes */
    char *local_uri;
    char *local_tag;
    char *remote_uri; /**< of To */
    char *target;     /**< the Request-URI */
    char *way;        /**< where it went in spite of that, as a URI; "": as the target has it */
    char *branch;
    char *sent_by; /**< of Via: "192.0.2.1:5060"; "": it was not known yet by which socket it goes */
    int64_t cseq;
    int64_t begun_us;
} SipRing;

extern const RecordType sip_ring_type;

void sip_ring_clear(SipRing *ring);

/** Whether headers can be made of it. */
bool sip_ring_check(const SipRing *ring, GError **error);

/** Whether it is too old for anybody to ring still. */
bool sip_ring_is_stale(const SipRing *ring, int64_t real_us);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SipRing, sip_ring_clear)

#endif
