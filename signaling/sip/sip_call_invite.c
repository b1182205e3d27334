#include "signaling/sip/sip_call.h"
#include "signaling/sip/sip_call_parts.h"
#include "signaling/sip/sip_own_address.h"

#include <sofia-sip/tport_tag.h>
#include <string.h>

#define SECOND_US INT64_C(1000000)

enum {
    /* Requests follow the way that the device has opened, whatever their size: it may be the only one. */
    WHOLE_DATAGRAM = 65535,
    SCREEN_NAME_MAX = 120, /* characters that a screen shows */
    PROOFS_MAX = 2,        /* a nonce may be too old; who asks once more does not know us */
};

static int on_answer(SipCall *call, nta_outgoing_t *transaction, const sip_t *sip);

/* ---- what another process would take it back with ---- */

/* What stands in the first Via of what was sent; "": it waits for the name to be looked up. Free with g_free(). */
static char *sent_by(const SipCall *call)
{
    msg_t *msg = nta_outgoing_getrequest(call->ours);
    const sip_via_t *via = msg != NULL ? sip_object(msg)->sip_via : NULL;
    char *text = via != NULL && via->v_host != NULL
            ? g_strconcat(via->v_host, via->v_port != NULL ? ":" : "", via->v_port, NULL)
            : g_strdup("");

    msg_destroy(msg);
    return text;
}

static char *text_of(const char *text)
{
    return g_strdup(text != NULL ? text : "");
}

/* A call that cannot be written down rings on after a crash: nothing else comes of it. */
static void write_down(SipCall *call)
{
    const SipCallDesk *desk = call->desk;

    if (!call->first || call->ours == NULL || desk->events->inviting == NULL) {
        return;
    }
    g_auto(SipRing) ring = {
            .call_id = g_strdup(call->call_id),
            .name = g_strdup(call->name),
            .local_uri = g_strdup(call->local_uri),
            .local_tag = text_of(nta_leg_get_tag(call->leg)),
            .remote_uri = g_strdup(call->remote_uri),
            .target = g_strdup(call->target),
            .way = text_of(call->route),
            .branch = text_of(nta_outgoing_branch(call->ours)),
            .sent_by = sent_by(call),
            .cseq = call->ours_cseq,
            .begun_us = g_get_real_time(),
    };
    call->placed = ring.sent_by[0] != '\0';
    call->written = sip_ring_check(&ring, NULL);
    if (call->written) {
        desk->events->inviting(&ring, desk->user_data);
    }
}

void sip_call_invite_over(SipCall *call)
{
    const SipCallDesk *desk = call->desk;

    if (call->written && desk->events->invite_over != NULL) {
        desk->events->invite_over(call->call_id, desk->user_data);
    }
    call->written = false;
}

/* ---- sending ---- */

static bool proves(const SipCall *call, bool to_proxy)
{
    return call->proof != NULL && call->to_proxy == to_proxy;
}

void sip_call_send_invite(SipCall *call)
{
    g_autofree char *time = g_strdup_printf("%d", SIP_SESSION_S);

    call->again_us = 0;
    call->accepted = false;
    call->ours = nta_outgoing_tcreate(call->leg, on_answer, call, (url_string_t *)call->route,
            SIP_METHOD_INVITE, (url_string_t *)(call->first ? call->target : NULL),
            SIPTAG_CONTACT_STR(call->contact), SIPTAG_ALLOW_STR(SIP_ALLOWED),
            SIPTAG_ACCEPT_STR(SIP_SDP_TYPE), SIPTAG_SUPPORTED_STR("timer"),
            SIPTAG_SESSION_EXPIRES_STR(time), SIPTAG_USER_AGENT_STR(SIP_SERVER_NAME),
            TAG_IF(proves(call, false), SIPTAG_AUTHORIZATION_STR(call->proof)),
            TAG_IF(proves(call, true), SIPTAG_PROXY_AUTHORIZATION_STR(call->proof)),
            TPTAG_MTU(WHOLE_DATAGRAM), TAG_END());
    call->ours_cseq = nta_outgoing_cseq(call->ours);
    write_down(call);
}

/* ---- what becomes of it ---- */

void sip_call_confirm(SipCall *call, const char *sdp)
{
    su_home_t home[1] = {SU_HOME_INIT(home)};
    sip_cseq_t *cseq = sip_cseq_create(home, call->ours_cseq, SIP_METHOD_ACK);

    nta_outgoing_destroy(nta_outgoing_tcreate(call->leg, NULL, NULL, (url_string_t *)call->route,
            SIP_METHOD_ACK, NULL, SIPTAG_CSEQ(cseq),
            /* RFC 3261, 22.1: the same as the INVITE's, since an ACK cannot be challenged */
            TAG_IF(proves(call, false), SIPTAG_AUTHORIZATION_STR(call->proof)),
            TAG_IF(proves(call, true), SIPTAG_PROXY_AUTHORIZATION_STR(call->proof)),
            TAG_IF(sdp != NULL, SIPTAG_CONTENT_TYPE_STR(SIP_SDP_TYPE)),
            TAG_IF(sdp != NULL, SIPTAG_PAYLOAD_STR(sdp)), TPTAG_MTU(WHOLE_DATAGRAM), TAG_END()));
    nta_outgoing_destroy(g_steal_pointer(&call->ours));
    su_home_deinit(home);
    call->accepted = false;
    call->first = false;
    sip_call_invite_over(call);
    if (sdp != NULL) {
        sip_call_settled(call);
    }
}

/* Its answer may be on the way already: one that calls is closed by what the device says last. */
void sip_call_take_back(SipCall *call, const char *why)
{
    if (call->accepted) {
        sip_call_confirm(call, NULL);
    } else if (call->first) {
        call->withdrawn = true;
        (void)nta_outgoing_cancel(call->ours);
        return;
    }
    sip_call_send_bye(call, why);
    sip_call_forget(call);
}

/* @param over  the call has not come about */
static void refused(SipCall *call, int status, bool over)
{
    const SipCallDesk *desk = call->desk;
    const uint64_t number = call->number;

    if (over) {
        sip_call_forget(call);
    }
    desk->events->refused(number, status, desk->user_data);
}

void sip_call_give_up(SipCall *call)
{
    const SipCallDesk *desk = call->desk;
    const uint64_t number = call->number;

    sip_call_take_back(call, "");
    desk->events->refused(number, 408, desk->user_data);
}

/* The dialog stands: its tag, its way, its target. */
static void note_dialog(SipCall *call, const sip_t *sip)
{
    if (call->first) {
        (void)nta_leg_rtag(call->leg, sip->sip_to->a_tag);
        (void)nta_leg_client_route(call->leg, sip->sip_record_route, sip->sip_contact);
        if (sip->sip_record_route != NULL && call->hold == NULL &&
                (call->route == NULL || !sip_dialog_is_connection(call->route))) {
            g_clear_pointer(&call->route, g_free);
        }
    } else {
        (void)nta_leg_client_route(call->leg, NULL, sip->sip_contact);
    }
    sip_call_note_time(call, sip);
}

static void on_accepted(SipCall *call, const sip_t *sip)
{
    const SipCallDesk *desk = call->desk;
    g_auto(SipBody) body = {0};

    note_dialog(call, sip);
    call->accepted = true;
    call->proofs = 0;
    sip_call_read_body(sip, &body);
    if (body.kind == SIP_BODY_SDP) {
        desk->events->offered(call->number, body.sdp, desk->user_data);
        return;
    }
    const uint64_t number = call->number;
    const bool first = call->first;
    sip_call_take_back(call, "no offer");
    if (first) {
        desk->events->refused(number, 488, desk->user_data);
    } else {
        desk->events->ended(number, "the device makes no offer", desk->user_data);
    }
}

/* RFC 3261, 14.1: who made the Call-ID waits longer, so that the two do not meet again. */
static void ask_later(SipCall *call)
{
    const int least_ms = call->outgoing ? 2100 : 0;
    const int most_ms = call->outgoing ? 4000 : 2000;
    call->again_us = g_get_monotonic_time() + g_random_int_range(least_ms, most_ms) * INT64_C(1000);
}

/* @return false: there is nowhere to go */
static bool follow(SipCall *call, const sip_contact_t *contact)
{
    su_home_t home[1] = {SU_HOME_INIT(home)};

    for (; contact != NULL; contact = contact->m_next) {
        if (contact->m_url->url_type == url_sip || contact->m_url->url_type == url_sips) {
            break;
        }
    }
    const bool found = contact != NULL && call->redirections++ < SIP_REDIRECTIONS_MAX;
    if (found) {
        url_t *url = url_hdup(home, contact->m_url);
        url->url_headers = NULL;
        g_free(call->target);
        call->target = g_strdup(url_as_string(home, url));
        g_clear_pointer(&call->route, g_free);
        if (!sip_call_seek(call, call->target)) {
            sip_call_write_contact(call);
            sip_call_send_invite(call);
        }
    }
    su_home_deinit(home);
    return found && (call->seeking || call->ours != NULL);
}

/* Asks once more, with what the challenge wants. @return false: we have no account there */
static bool prove(SipCall *call, int status, const sip_t *sip)
{
    const bool to_proxy = status == 407;
    const msg_auth_t *challenge =
            to_proxy ? sip->sip_proxy_authenticate : sip->sip_www_authenticate;
    su_home_t home[1] = {SU_HOME_INIT(home)};
    const char *uri = url_as_string(home, nta_outgoing_request_uri(call->ours));
    char *proof = NULL;

    for (; challenge != NULL && proof == NULL; challenge = challenge->au_next) {
        if (g_ascii_strcasecmp(challenge->au_scheme, "Digest") == 0) {
            proof = sip_accounts_answer(
                    call->desk->accounts, (const char *const *)challenge->au_params, "INVITE", uri);
        }
    }
    su_home_deinit(home);
    if (proof == NULL || call->proofs++ >= PROOFS_MAX) {
        g_free(proof);
        return false;
    }
    g_free(call->proof);
    call->proof = proof;
    call->to_proxy = to_proxy;
    nta_outgoing_destroy(g_steal_pointer(&call->ours));
    sip_call_send_invite(call);
    return call->ours != NULL;
}

static void on_refused(SipCall *call, int status, const sip_t *sip)
{
    sip_call_invite_over(call);
    if ((status == 401 || status == 407) && sip != NULL && prove(call, status, sip)) {
        return;
    }
    nta_outgoing_destroy(g_steal_pointer(&call->ours));
    if (call->first && status < 400 && sip != NULL && follow(call, sip->sip_contact)) {
        return;
    }
    if (call->first) {
        refused(call, status, true);
    } else if (status == 491) {
        ask_later(call);
    } else if (status == 408 || status == 481) { /* RFC 3261, 12.2.1.2 */
        sip_call_send_bye(call, "the device does not answer");
        sip_call_over(call, "the device does not answer");
    } else {
        refused(call, status, false);
    }
}

/* It answered before it heard that it need not. */
static void close_withdrawn(SipCall *call, int status, const sip_t *sip)
{
    if (status >= 200 && status < 300) {
        note_dialog(call, sip);
        sip_call_confirm(call, NULL);
        sip_call_send_bye(call, "taken back");
    }
    if (status >= 200) {
        sip_call_forget(call);
    }
}

static int on_answer(SipCall *call, nta_outgoing_t *transaction, const sip_t *sip)
{
    const SipCallDesk *desk = call->desk;
    const int status = sip != NULL && sip->sip_status != NULL ? sip->sip_status->st_status : 408;

    (void)transaction;
    if (call->withdrawn) {
        close_withdrawn(call, status, sip);
    } else if (status >= 300) {
        on_refused(call, status, sip);
    } else if (status >= 200) {
        on_accepted(call, sip);
    } else if (status >= 180 && call->first) {
        if (call->written && !call->placed) {
            write_down(call);
        }
        /* whatever sound may come with it: there is no session yet */
        desk->events->ringing(call->number, desk->user_data);
    }
    return 0;
}

/* ---- asking ---- */

bool sip_call_tick_ours(SipCall *call, int64_t now_us)
{
    if (call->again_us != 0 && now_us >= call->again_us) {
        sip_call_ask_again(call);
    }
    return !call->first || call->ours == NULL || call->accepted || call->withdrawn ||
            now_us < call->ring_until_us;
}

void sip_call_ask_again(SipCall *call)
{
    if (call->asked != NULL || call->ours != NULL || call->first) {
        call->again_us = call->first ? 0 : g_get_monotonic_time() + SECOND_US;
        return;
    }
    sip_call_send_invite(call);
}

static SipCall *call_new(SipCallDesk *desk, const SipCallOrder *order)
{
    char address[SIP_OWN_ADDRESS_SIZE];
    /* Who has closed its connection may take one of ours. */
    const bool stands = order->route != NULL &&
            (sip_call_way_stands(desk, order->route) || !sip_outlet_serves(order->uri));
    const char *way = stands ? order->route : order->uri;
    g_autofree char *name = g_utf8_substring(
            order->name, 0, MIN(g_utf8_strlen(order->name, -1), (glong)SCREEN_NAME_MAX));
    g_autofree char *plain = g_strdelimit(g_strdup(name), "\"\\\r\n", ' ');
    SipCall *call = g_new0(SipCall, 1);

    sip_call_own_address(desk, way, address);
    call->call_id = g_uuid_string_random();
    call->local_uri = g_strdup_printf("sip:%s@%s:%u", order->caller, address, (unsigned)desk->port);
    call->remote_uri = g_strdup(order->uri);
    call->name = g_strdup_printf("\"%s\"", plain);
    g_autofree char *from = g_strdup_printf("%s <%s>", call->name, call->local_uri);
    g_autofree char *to = g_strdup_printf("<%s>", order->uri);
    call->desk = desk;
    call->number = ++desk->last;
    call->first = call->outgoing = true;
    call->route = stands ? g_strdup(order->route) : NULL;
    call->target = g_strdup(order->uri);
    call->caller = g_strdup(order->caller);
    sip_call_write_contact(call);
    call->leg = nta_leg_tcreate(desk->agent, sip_call_on_request, call,
            SIPTAG_CALL_ID_STR(call->call_id), SIPTAG_FROM_STR(from), SIPTAG_TO_STR(to), TAG_END());
    return call;
}

uint64_t sip_call_begin(SipCallDesk *desk, const SipCallOrder *order)
{
    if (g_hash_table_size(desk->calls) >= SIP_CALLS_MAX) {
        return 0;
    }
    SipCall *call = call_new(desk, order);
    g_hash_table_insert(desk->calls, &call->number, call);
    if (call->leg != NULL) {
        (void)nta_leg_tag(call->leg, NULL);
        call->ring_until_us = g_get_monotonic_time() + SIP_RING_S * SECOND_US;
        if (call->route != NULL || !sip_call_seek(call, call->target)) {
            sip_call_send_invite(call);
        }
    }
    if (call->ours == NULL && !call->seeking) {
        sip_call_forget(call);
        return 0;
    }
    return call->number;
}
