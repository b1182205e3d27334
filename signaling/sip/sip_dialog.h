/**
 * sip_dialog: what a call needs to go on in another process: its dialog (RFC 3261, 12) and its session's time (RFC 4028), as
 * a plain record that can be written down. What was read again is believed only after sip_dialog_check(): headers are made of
 * it.
 *
 * Units       `_s` are seconds; `refreshed_us` is µs since 1970, UTC: it is read after a restart.
 * Ownership   a dialog owns its texts; sip_dialog_clear() lets them go.
 * Thread      any: no state of its own.
 * Errors      RECORD_ERROR.
 * Memory      as the fields of its type allow: a few kB.
 */
#ifndef SIGNALING_SIP_SIP_DIALOG_H
#define SIGNALING_SIP_SIP_DIALOG_H

#include "signaling/meeting/record.h"

typedef struct SipDialog {
    char *call_id;
    char *local_uri;
    char *local_tag;
    char *remote_uri;
    char *remote_tag; /**< "": of a device from before tags (RFC 2543) */
    char *target;     /**< the device's Contact, as a URI */
    char *routes;     /**< the route set: "<sip:192.0.2.1;lr>, <sip:…>"; "": none */
    char *way; /**< where requests go in spite of all that, as a URI; "": as the dialog has it */
    char *contact; /**< ours: "<sip:giaoban@192.0.2.2:5060;transport=udp>" */
    int64_t local_cseq;
    int64_t remote_cseq;
    bool outgoing;     /**< we have called */
    bool updates;      /**< the device takes UPDATE */
    int64_t session_s; /**< 0: the session has no end by the clock */
    bool we_refresh;
    int64_t refreshed_us;
} SipDialog;

extern const RecordType sip_dialog_type;

void sip_dialog_clear(SipDialog *dialog);

/** Whether headers can be made of it. */
bool sip_dialog_check(const SipDialog *dialog, GError **error);

/** Whether it is a URI of SIP that stands in a header as it is: sip: or sips:, ASCII, nothing that ends it. */
bool sip_dialog_uri_fits(const char *text);

/** Whether it is a token (RFC 3261, 25.1), as tags and branches are; "" too. */
bool sip_dialog_token_fits(const char *text);

/** Whether it is a Call-ID; "" too. */
bool sip_dialog_call_id_fits(const char *text);

/** Whether requests go over a connection, which ends with the process that it was made by. */
bool sip_dialog_is_connection(const char *way);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SipDialog, sip_dialog_clear)

#endif
