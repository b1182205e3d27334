#include "signaling/sip/sip_call.h"

#include "signaling/sip/sip_call_parts.h"

#include <sofia-sip/tport.h>
#include <string.h>

enum { WARNING_OTHER = 399 }; /* RFC 3261, 20.43 */

/* ---- the desk ---- */

static void call_free(void *data)
{
    SipCall *call = data;

    nta_incoming_destroy(call->asked);
    nta_outgoing_destroy(call->refresh);
    if (call->ours != NULL) {
        (void)nta_outgoing_cancel(call->ours); /* nothing, where it has its answer */
        nta_outgoing_destroy(call->ours);
    }
    nta_leg_destroy(call->leg);
    sip_outlet_let_go(call->hold);
    g_free(call->caller);
    g_free(call->name);
    g_free(call->call_id);
    g_free(call->local_uri);
    g_free(call->remote_uri);
    g_free(call->route);
    g_free(call->target);
    g_free(call->proof);
    g_free(call);
}

void sip_call_desk_init(SipCallDesk *desk, const SipCallEvents *events, void *user_data)
{
    *desk = (SipCallDesk){
            .events = events,
            .user_data = user_data,
            .calls = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, call_free),
    };
}

void sip_call_desk_clear(SipCallDesk *desk)
{
    g_clear_pointer(&desk->calls, g_hash_table_unref);
}

SipCall *sip_call_find(const SipCallDesk *desk, uint64_t number)
{
    SipCall *call = g_hash_table_lookup(desk->calls, &number);
    return call != NULL && !call->withdrawn ? call : NULL;
}

void sip_call_forget(SipCall *call)
{
    sip_call_invite_over(call);
    g_hash_table_remove(call->desk->calls, &call->number);
}

void sip_call_over(SipCall *call, const char *why)
{
    SipCallDesk *desk = call->desk;
    const uint64_t number = call->number;

    sip_call_forget(call);
    desk->events->ended(number, why, desk->user_data);
}

/* ---- requests of ours ---- */

void sip_call_send_bye(SipCall *call, const char *why)
{
    g_autofree char *quoted = g_strescape(why, "");
    g_autofree char *reason = g_strdup_printf("SIP;cause=200;text=\"%s\"", quoted);

    nta_outgoing_destroy(nta_outgoing_tcreate(call->leg, NULL, NULL, (url_string_t *)call->route,
            SIP_METHOD_BYE, NULL, SIPTAG_REASON_STR(reason), SIPTAG_USER_AGENT_STR(SIP_SERVER_NAME),
            TAG_END()));
}

void sip_call_fast_update(SipCall *call)
{
    static const char body[] = "<?xml version=\"1.0\" encoding=\"utf-8\" ?><media_control>"
                               "<vc_primitive><to_encoder><picture_fast_update/></to_encoder>"
                               "</vc_primitive></media_control>";

    if (call->first) {
        return; /* there is no call yet to ask in */
    }
    nta_outgoing_destroy(nta_outgoing_tcreate(call->leg, NULL, NULL, (url_string_t *)call->route,
            SIP_METHOD_INFO, NULL, SIPTAG_CONTENT_TYPE_STR("application/media_control+xml"),
            SIPTAG_PAYLOAD_STR(body), SIPTAG_USER_AGENT_STR(SIP_SERVER_NAME), TAG_END()));
    if (nta_leg_get_seq(call->leg) - call->told_cseq >= SIP_CSEQ_LEAP / 2) {
        sip_call_settled(call);
    }
}

/* ---- what the time brings ---- */

/* What the floor above hears of one call may end another: they are looked for by their numbers. */
static void end_late(SipCallDesk *desk, const GArray *numbers, void (*end)(SipCall *call))
{
    for (guint i = 0; i < numbers->len; i++) {
        SipCall *call = sip_call_find(desk, g_array_index(numbers, uint64_t, i));
        if (call != NULL) {
            end(call);
        }
    }
}

static void run_out(SipCall *call)
{
    sip_call_send_bye(call, "the session has run out");
    sip_call_over(call, "the session has run out");
}

void sip_call_desk_tick(SipCallDesk *desk, int64_t now_us)
{
    g_autoptr(GArray) silent = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    g_autoptr(GArray) late = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    GHashTableIter iterator;
    gpointer value = NULL;

    g_hash_table_iter_init(&iterator, desk->calls);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        SipCall *call = value;
        sip_call_tick_way(call, now_us);
        if (!sip_call_tick_ours(call, now_us)) {
            g_array_append_val(silent, call->number);
        } else if (!call->seeking && !sip_call_tick_session(call, now_us)) {
            g_array_append_val(late, call->number);
        }
    }
    end_late(desk, silent, sip_call_give_up);
    end_late(desk, late, run_out);
}

/* ---- what the device asked ---- */

void sip_call_read_body(const sip_t *sip, SipBody *ret_body)
{
    const sip_payload_t *payload = sip->sip_payload;

    sip_body_read(sip->sip_content_type != NULL ? sip->sip_content_type->c_type : NULL,
            sip->sip_content_encoding != NULL, payload != NULL ? payload->pl_data : NULL,
            payload != NULL ? payload->pl_len : 0, ret_body);
}

/* It was answered for good; an INVITE's transaction goes on by itself until it is confirmed. */
static void close_asked(SipCall *call)
{
    nta_incoming_destroy(g_steal_pointer(&call->asked));
    call->first = false;
    call->replied = false;
    call->our_offer = false;
}

/* The ACK of our 200: the session stands, with the answer to our offer where we made it. */
static void on_ack(SipCall *call, const sip_t *sip)
{
    const bool wanted = call->our_offer;
    const SipCallDesk *desk = call->desk;
    const uint64_t number = call->number;
    g_auto(SipBody) body = {0};

    close_asked(call);
    sip_call_settled(call);
    if (!wanted) {
        return;
    }
    sip_call_read_body(sip, &body);
    if (body.kind == SIP_BODY_SDP) {
        desk->events->answered(number, body.sdp, desk->user_data);
    } else {
        sip_call_send_bye(call, "no answer to our offer");
        sip_call_over(call, "no answer to our offer");
    }
}

/* The library has answered a CANCEL, and answers the INVITE with 487 after this. */
static int on_confirmed(SipCall *call, nta_incoming_t *transaction, const sip_t *sip)
{
    (void)transaction;
    if (sip == NULL) {
        sip_call_send_bye(call, "no ACK");
        sip_call_over(call, "no ACK");
    } else if (sip->sip_request->rq_method == sip_method_ack) {
        on_ack(call, sip);
    } else if (call->first) {
        /* only let go of: it is not ours to answer any more */
        nta_incoming_bind(call->asked, NULL, NULL);
        (void)nta_incoming_treply(call->asked, SIP_487_REQUEST_CANCELLED, TAG_END());
        sip_call_over(call, "cancelled");
    } else {
        (void)nta_incoming_treply(call->asked, SIP_487_REQUEST_CANCELLED, TAG_END());
        close_asked(call);
    }
    return 0;
}

void sip_call_answer(SipCall *call, const char *sdp)
{
    if (call->accepted) {
        sip_call_confirm(call, sdp);
        return;
    }
    if (call->asked == NULL || call->replied) {
        return; /* it was taken back */
    }
    const bool invite = nta_incoming_method(call->asked) == sip_method_invite;
    g_autofree char *time = sip_call_time_text(call);
    call->replied = true;
    (void)nta_incoming_treply(call->asked, SIP_200_OK, SIPTAG_CONTACT_STR(call->contact),
            SIPTAG_ALLOW_STR(SIP_ALLOWED), SIPTAG_SERVER_STR(SIP_SERVER_NAME),
            SIPTAG_SUPPORTED_STR("timer"), TAG_IF(time[0] != '\0', SIPTAG_REQUIRE_STR("timer")),
            TAG_IF(time[0] != '\0', SIPTAG_SESSION_EXPIRES_STR(time)),
            SIPTAG_CONTENT_TYPE_STR(SIP_SDP_TYPE), SIPTAG_PAYLOAD_STR(sdp), TAG_END());
    if (!invite) {
        close_asked(call);
        sip_call_settled(call);
    }
}

static void refuse_transaction(
        nta_incoming_t *transaction, int status, const char *phrase, int code, const char *text)
{
    g_autofree char *plain = g_strdelimit(g_strdup(text), "\"\\\r\n", '\'');
    g_autofree char *warning = g_strdup_printf("%d " SIP_SERVER_NAME " \"%s\"", code, plain);

    (void)nta_incoming_treply(transaction, status, phrase, SIPTAG_WARNING_STR(warning),
            TAG_IF(status == 503, SIPTAG_RETRY_AFTER_STR("30")), SIPTAG_SERVER_STR(SIP_SERVER_NAME),
            TAG_END());
}

/* Its 200 cannot be refused any more (RFC 3261, 13.2.2.4): a call without a session goes. */
static void refuse_accepted(SipCall *call, const char *why)
{
    const SipCallDesk *desk = call->desk;
    const uint64_t number = call->number;
    const bool first = call->first;

    sip_call_take_back(call, why);
    if (!first) {
        desk->events->ended(number, why, desk->user_data);
    }
}

void sip_call_refuse(SipCall *call, int status, const char *phrase, int warning, const char *text)
{
    if (call->accepted) {
        refuse_accepted(call, phrase);
        return;
    }
    if (call->asked == NULL || call->replied) {
        return;
    }
    const bool first = call->first;
    nta_incoming_bind(call->asked, NULL, NULL);
    refuse_transaction(call->asked, status, phrase, warning, text);
    close_asked(call);
    if (first) {
        sip_call_forget(call);
    }
}

/* Who was called has heard nothing yet; who is in the call is told as soon as there is a way. */
static void end_seeking(SipCall *call)
{
    if (call->first) {
        sip_call_forget(call);
    } else {
        call->withdrawn = true;
    }
}

void sip_call_end(SipCall *call, const char *why)
{
    if (call->ours != NULL) {
        sip_call_take_back(call, why);
        return;
    }
    if (call->seeking) {
        end_seeking(call);
        return;
    }
    if (call->first && !call->replied) {
        sip_call_refuse(call, SIP_480_TEMPORARILY_UNAVAILABLE, WARNING_OTHER, why);
        return;
    }
    sip_call_send_bye(call, why);
    sip_call_forget(call);
}

/* ---- requests in the call ---- */

static void hold_asked(SipCall *call, nta_incoming_t *transaction, bool offerless)
{
    call->asked = transaction;
    call->our_offer = offerless;
    if (nta_incoming_method(transaction) == sip_method_invite) {
        nta_incoming_bind(transaction, on_confirmed, call);
    }
}

/* RFC 3261, 14.2: one at a time. */
static int on_offer(SipCall *call, nta_incoming_t *transaction, const sip_t *sip)
{
    const bool invite = sip->sip_request->rq_method == sip_method_invite;
    SipCallDesk *desk = call->desk;
    g_auto(SipBody) body = {0};

    if (call->ours != NULL) { /* RFC 3261, 14.2 */
        (void)nta_incoming_treply(transaction, SIP_491_REQUEST_PENDING, TAG_END());
        return 491;
    }
    if (call->asked != NULL) {
        (void)nta_incoming_treply(
                transaction, 500, "One at a Time", SIPTAG_RETRY_AFTER_STR("3"), TAG_END());
        return 500;
    }
    sip_call_read_body(sip, &body);
    if (body.kind != SIP_BODY_SDP && body.kind != SIP_BODY_NONE) {
        return 415;
    }
    if (!sip_call_agree_on_time(call, sip)) {
        sip_call_reply_too_brief(transaction);
        return 422;
    }
    (void)nta_leg_server_route(call->leg, NULL, sip->sip_contact);
    if (!invite && body.kind == SIP_BODY_NONE) {
        g_autofree char *time = sip_call_time_text(call);
        (void)nta_incoming_treply(transaction, SIP_200_OK, SIPTAG_CONTACT_STR(call->contact),
                SIPTAG_ALLOW_STR(SIP_ALLOWED), TAG_IF(time[0] != '\0', SIPTAG_REQUIRE_STR("timer")),
                TAG_IF(time[0] != '\0', SIPTAG_SESSION_EXPIRES_STR(time)), TAG_END());
        sip_call_settled(call);
        return 200;
    }
    hold_asked(call, transaction, body.kind == SIP_BODY_NONE);
    desk->events->offered(call->number, body.sdp != NULL ? body.sdp : "", desk->user_data);
    return 0;
}

static int on_info(SipCall *call, const sip_t *sip)
{
    SipCallDesk *desk = call->desk;
    g_auto(SipBody) body = {0};

    sip_call_read_body(sip, &body);
    switch (body.kind) {
    case SIP_BODY_NONE:
        return 200;
    case SIP_BODY_DIGIT:
        desk->events->digit(call->number, body.digit, desk->user_data);
        return 200;
    case SIP_BODY_FAST_UPDATE:
        desk->events->fast_update(call->number, desk->user_data);
        return 200;
    default:
        return 415;
    }
}

/* What the library gets back is the status with which it answers; 0: it is answered. */
int sip_call_on_request(
        SipCall *call, nta_leg_t *leg, nta_incoming_t *transaction, const sip_t *sip)
{
    (void)leg;
    sip_call_note_way(call, transaction);
    switch (sip->sip_request->rq_method) {
    case sip_method_invite:
    case sip_method_update:
        return on_offer(call, transaction, sip);
    case sip_method_bye:
        (void)nta_incoming_treply(transaction, SIP_200_OK, TAG_END());
        sip_call_over(call, SIP_CALL_HUNG_UP);
        return 200;
    case sip_method_info:
        return on_info(call, sip);
    case sip_method_options:
        return 200;
    case sip_method_ack:
        nta_incoming_destroy(transaction);
        return 0;
    default:
        return 501;
    }
}

/* ---- the first request ---- */

static void write_linked_contact(SipCall *call, const SipArrival *arrival)
{
    g_autofree char *transport = g_ascii_strdown(arrival->peer.transport, -1);
    const SipPeer *peer = &arrival->peer;
    const bool wide = strchr(peer->own_address, ':') != NULL;
    const bool sips = arrival->sip->sip_request->rq_url->url_type == url_sips;

    (void)g_snprintf(call->contact, sizeof(call->contact),
            "<%s:" SIP_SERVER_NAME "@%s%s%s:%u;transport=%s>", sips ? "sips" : "sip",
            wide ? "[" : "", peer->own_address, wide ? "]" : "", (unsigned)peer->own_port,
            transport);
}

/* Our address as the device sees it: that of the socket which its request came to. */
static void write_contact(SipCall *call, nta_incoming_t *transaction, msg_t *msg)
{
    tport_t *transport = nta_incoming_transport(call->desk->agent, transaction, msg);
    const tp_name_t *name = transport != NULL ? tport_name(tport_parent(transport)) : NULL;

    if (name != NULL) {
        const bool wide = strchr(name->tpn_host, ':') != NULL && name->tpn_host[0] != '[';
        (void)g_snprintf(call->contact, sizeof(call->contact),
                "<sip:" SIP_SERVER_NAME "@%s%s%s:%s;transport=%s>", wide ? "[" : "", name->tpn_host,
                wide ? "]" : "", name->tpn_port, name->tpn_proto);
        tport_unref(transport);
    }
}

static SipCall *call_new(SipCallDesk *desk, const SipArrival *arrival)
{
    const sip_t *sip = arrival->sip;
    g_autofree char *tag = g_uuid_string_random();
    SipCall *call = g_new0(SipCall, 1);

    call->desk = desk;
    call->number = ++desk->last;
    call->call_id = g_strdup(sip->sip_call_id->i_id);
    call->local_uri = sip_call_uri_text(sip->sip_to->a_url);
    call->remote_uri = sip_call_uri_text(sip->sip_from->a_url);
    call->leg = nta_leg_tcreate(desk->agent, sip_call_on_request, call,
            SIPTAG_CALL_ID(sip->sip_call_id), SIPTAG_FROM(sip->sip_to), SIPTAG_TO(sip->sip_from),
            TAG_END());
    (void)nta_leg_tag(call->leg, tag);
    (void)nta_leg_server_route(call->leg, sip->sip_record_route, sip->sip_contact);
    /* Behind a NAT its Contact leads nowhere; a proxy in between knows the way, and is at the other end of a connection. */
    call->route =
            sip->sip_record_route == NULL || !arrival->datagram ? g_strdup(arrival->source) : NULL;
    g_hash_table_insert(desk->calls, &call->number, call);
    return call;
}

static void refuse_arrival(SipCallDesk *desk, SipArrival *arrival, int status, const char *phrase)
{
    nta_incoming_t *transaction = nta_incoming_create(desk->agent, NULL,
            g_steal_pointer(&arrival->msg), (sip_t *)(uintptr_t)arrival->sip, TAG_END());

    if (transaction != NULL) {
        (void)nta_incoming_treply(transaction, status, phrase,
                TAG_IF(status == 420, SIPTAG_UNSUPPORTED(arrival->sip->sip_require)),
                SIPTAG_SERVER_STR(SIP_SERVER_NAME), TAG_END());
        nta_incoming_destroy(transaction);
    }
}

/* RFC 3261, 21.5.4: who hears when to try again does not take the server for dead. */
static void refuse_full(SipCallDesk *desk, SipArrival *arrival)
{
    nta_incoming_t *transaction = nta_incoming_create(desk->agent, NULL,
            g_steal_pointer(&arrival->msg), (sip_t *)(uintptr_t)arrival->sip, TAG_END());

    if (transaction != NULL) {
        refuse_transaction(transaction, 503, "Qua nhieu cuoc goi", WARNING_OTHER,
                "Hệ thống đang có quá nhiều cuộc gọi, hãy gọi lại sau.");
        nta_incoming_destroy(transaction);
    }
}

/* Whether the request can be worked on; otherwise it is refused. */
static bool is_usable(SipCallDesk *desk, SipArrival *arrival, const SipBody *body)
{
    if (sip_arrival_needs_what_we_lack(arrival)) {
        refuse_arrival(desk, arrival, SIP_420_BAD_EXTENSION);
    } else if (arrival->sip->sip_contact == NULL) {
        refuse_arrival(desk, arrival, 400, "No Contact");
    } else if (body->kind != SIP_BODY_SDP && body->kind != SIP_BODY_NONE) {
        refuse_arrival(desk, arrival, SIP_415_UNSUPPORTED_MEDIA);
    } else if (g_hash_table_size(desk->calls) >= SIP_CALLS_MAX) {
        refuse_full(desk, arrival);
    } else {
        return true;
    }
    return false;
}

void sip_call_invited(SipCallDesk *desk, SipArrival *arrival)
{
    g_auto(SipBody) body = {0};

    sip_call_read_body(arrival->sip, &body);
    if (!is_usable(desk, arrival, &body)) {
        return;
    }
    SipCall *call = call_new(desk, arrival);
    msg_t *msg = g_steal_pointer(&arrival->msg);
    nta_incoming_t *transaction = nta_incoming_create(
            desk->agent, call->leg, msg, (sip_t *)(uintptr_t)arrival->sip, TAG_END());
    if (transaction == NULL) {
        sip_call_forget(call);
        return;
    }
    if (!sip_call_agree_on_time(call, arrival->sip)) {
        sip_call_reply_too_brief(transaction);
        nta_incoming_destroy(transaction);
        sip_call_forget(call);
        return;
    }
    if (arrival->linked) {
        write_linked_contact(call, arrival);
    } else {
        write_contact(call, transaction, msg);
    }
    call->first = true;
    hold_asked(call, transaction, body.kind == SIP_BODY_NONE);
    (void)nta_incoming_treply(transaction, SIP_100_TRYING, TAG_END());
    const sip_user_agent_t *agent = arrival->sip->sip_user_agent;
    const SipInvitation invitation = {
            .site = arrival->site,
            .target = arrival->target != NULL ? arrival->target : "",
            .address = arrival->address,
            .device = agent != NULL && agent->g_string != NULL ? agent->g_string : "",
            .offer = body.sdp != NULL ? body.sdp : "",
    };
    desk->events->invited(call->number, &invitation, desk->user_data);
}
