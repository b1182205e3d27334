/**
 * sip_kept_call: a call of room hardware as it is written down for the next process of this server: which site is in which
 * meeting by which leg, and the dialog that goes on.
 *
 * Units       as sip_dialog.
 * Ownership   a kept call owns its texts.
 * Thread      any: no state of its own.
 * Errors      RECORD_ERROR.
 * Memory      as sip_dialog.
 */
#ifndef SIGNALING_APP_SIP_KEPT_CALL_H
#define SIGNALING_APP_SIP_KEPT_CALL_H

#include "signaling/sip/sip_dialog.h"

typedef struct SipKeptCall {
    char *site;    /**< a code */
    char *meeting; /**< another */
    char *leg;
    char *address; /**< where it came from; "" for one that we called */
    bool called;   /**< by us */
    SipDialog dialog;
} SipKeptCall;

void sip_kept_call_clear(SipKeptCall *call);

/** A new reference. */
json_t *sip_kept_call_to_json(const SipKeptCall *call);

/** @param ret_call  as it was when this fails */
bool sip_kept_call_read(const json_t *note, SipKeptCall *ret_call, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SipKeptCall, sip_kept_call_clear)

#endif
