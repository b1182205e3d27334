/**
 * sip_library: the SIP library (sofia-sip) as this folder uses it: its transactions (nta) with our own objects as context.
 * Included by this folder's sources only; one whose outgoing requests belong to no call says so before.
 *
 * The library's user agent (nua) is left out: it answers before it can be asked whether to, and keeps state for whoever
 * sends a request.
 *
 * Units       none.
 * Ownership   none.
 * Thread      none.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_SIP_SIP_LIBRARY_H
#define SIGNALING_SIP_SIP_LIBRARY_H

#define SU_ROOT_MAGIC_T      struct SipServer
#define NTA_AGENT_MAGIC_T    struct SipServer
#define NTA_LEG_MAGIC_T      struct SipCall
#define NTA_INCOMING_MAGIC_T struct SipCall
#ifndef NTA_OUTGOING_MAGIC_T
#    define NTA_OUTGOING_MAGIC_T struct SipCall
#endif

#include <sofia-sip/msg_addr.h>
#include <sofia-sip/nta.h>
#include <sofia-sip/nta_stateless.h>
#include <sofia-sip/nta_tport.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_status.h>
#include <sofia-sip/sip_tag.h>
#include <sofia-sip/sip_util.h>
#include <sofia-sip/su_glib.h>
#include <sofia-sip/su_log.h>
#include <sofia-sip/tport_tag.h>
#include <sofia-sip/url.h>

#endif
