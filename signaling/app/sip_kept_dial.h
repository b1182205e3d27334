/**
 * sip_kept_dial: a site that is being called, or waits for its next call, as it is written down for the next process of this
 * server.
 *
 * Units       `next_us` is µs since 1970, UTC: it is read after a restart.
 * Ownership   a kept dial owns its texts.
 * Thread      any: no state of its own.
 * Errors      RECORD_ERROR.
 * Memory      a few hundred bytes.
 */
#ifndef SIGNALING_APP_SIP_KEPT_DIAL_H
#define SIGNALING_APP_SIP_KEPT_DIAL_H

#include "signaling/meeting/record.h"

enum {
    SIP_KEPT_DIAL_STALE_S = 600, /**< a room is not called for what was due before this */
};

typedef struct SipKeptDial {
    char *meeting; /**< a code */
    char *site;    /**< another */
    char *uri;     /**< "": where it is known to be */
    int64_t tries;
    int64_t hang_ups;
    int64_t next_us; /**< when it is called */
} SipKeptDial;

void sip_kept_dial_clear(SipKeptDial *dial);

/** A new reference. */
json_t *sip_kept_dial_to_json(const SipKeptDial *dial);

/** @param ret_dial  as it was when this fails */
bool sip_kept_dial_read(const json_t *note, SipKeptDial *ret_dial, GError **error);

/** Whether it is too late for it. */
bool sip_kept_dial_is_stale(const SipKeptDial *dial, int64_t real_us);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SipKeptDial, sip_kept_dial_clear)

#endif
