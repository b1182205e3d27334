#include "signaling/meeting/site_redial.h"
#include "signaling/sip/sip_call.h"
#include "signaling/sip/sip_call_parts.h"
#include "signaling/sip/sip_own_address.h"

#include <string.h>

#define SECOND_US INT64_C(1000000)

enum { SEEK_AGAIN_S = 30 };

/* ---- our address on it ---- */

/* The ends of the connection that this leads to. @return false: it is none of ours */
static bool find_peer(const SipCallDesk *desk, const char *route, SipPeer *ret_peer)
{
    SipSource source;

    return route != NULL && sip_source_read(route, &source) && !source.datagram &&
            sip_doors_find(desk->doors, source.address, source.port, ret_peer);
}

bool sip_call_way_stands(const SipCallDesk *desk, const char *route)
{
    SipSource source;
    SipPeer peer;

    return !sip_source_read(route, &source) || source.datagram || find_peer(desk, route, &peer);
}

void sip_call_own_address(
        const SipCallDesk *desk, const char *way, char ret_address[SIP_OWN_ADDRESS_SIZE])
{
    SipPeer peer;

    if (find_peer(desk, way, &peer)) {
        const bool wide = strchr(peer.own_address, ':') != NULL;
        (void)g_snprintf(ret_address, SIP_OWN_ADDRESS_SIZE, "%s%s%s", wide ? "[" : "",
                peer.own_address, wide ? "]" : "");
    } else {
        sip_own_address(way, desk->address, ret_address);
    }
}

/* RFC 3261, 8.1.1.8: sips: where the device was asked for so. */
void sip_call_write_contact(SipCall *call)
{
    const SipCallDesk *desk = call->desk;
    const char *way = call->route != NULL ? call->route : call->target;
    const bool sips = g_ascii_strncasecmp(call->target, "sips:", 5) == 0;
    const char *transport = strstr(way, "transport=tcp") != NULL ? "tcp" : "udp";
    char address[SIP_OWN_ADDRESS_SIZE];
    uint16_t port = desk->port;
    SipPeer peer;

    sip_call_own_address(desk, way, address);
    if (find_peer(desk, call->route, &peer) && g_str_equal(peer.transport, "TLS")) {
        const uint16_t door = sip_doors_port(desk->doors, SIP_DOOR_TLS);
        transport = "tls";
        port = door != 0 ? door : port;
    }
    (void)g_snprintf(call->contact, sizeof(call->contact), "<%s:%s@%s:%u;transport=%s>",
            sips ? "sips" : "sip", call->caller, address, (unsigned)port, transport);
}

/* ---- a connection of ours ---- */

static int status_of(SipOutletFault fault)
{
    switch (fault) {
    case SIP_OUTLET_CERTIFICATE:
        return REDIAL_STATUS_CERTIFICATE;
    case SIP_OUTLET_NO_TLS:
        return REDIAL_STATUS_NO_TLS;
    default:
        return 503;
    }
}

static bool is_waiting_to_call(const SipCall *call)
{
    return call->first && call->outgoing && call->ours == NULL;
}

static void on_stands(const char *route, void *user_data)
{
    SipCall *call = user_data;

    call->seeking = false;
    call->lost = false;
    g_free(call->route);
    call->route = g_strdup(route);
    if (call->withdrawn) {
        sip_call_send_bye(call, "taken back");
        sip_call_forget(call);
    } else if (is_waiting_to_call(call)) {
        sip_call_write_contact(call);
        sip_call_send_invite(call);
    }
}

static void on_failed(SipOutletFault fault, void *user_data)
{
    SipCall *call = user_data;
    const SipCallDesk *desk = call->desk;
    const uint64_t number = call->number;
    const bool stood = !call->seeking;

    call->seeking = false;
    call->lost = true;
    g_clear_pointer(&call->hold, sip_outlet_let_go);
    g_clear_pointer(&call->route, g_free);
    if (call->withdrawn) {
        sip_call_forget(call);
    } else if (is_waiting_to_call(call)) {
        sip_call_forget(call);
        desk->events->refused(number, status_of(fault), desk->user_data);
    } else {
        call->seek_us = g_get_monotonic_time() + (stood ? 2 : SEEK_AGAIN_S) * SECOND_US;
    }
}

bool sip_call_seek(SipCall *call, const char *uri)
{
    static const SipHoldEvents events = {.stands = on_stands, .failed = on_failed};

    g_clear_pointer(&call->hold, sip_outlet_let_go);
    call->seek_us = 0;
    call->hold = sip_outlet_take(call->desk->doors->outlet, uri, &events, call);
    call->seeking = call->hold != NULL;
    return call->seeking;
}

/* RFC 3261, 12.2.1.1: to the first of the route set, else to the device's Contact. */
bool sip_call_seek_peer(SipCall *call)
{
    const sip_route_t *routes = NULL;
    const sip_contact_t *target = NULL;

    if (nta_leg_get_route(call->leg, &routes, &target) < 0) {
        return false;
    }
    const url_t *next = routes != NULL ? routes->r_url : target != NULL ? target->m_url : NULL;
    g_autofree char *uri = next != NULL ? sip_call_uri_text(next) : g_strdup("");
    return sip_call_seek(call, uri);
}

void sip_call_tick_way(SipCall *call, int64_t now_us)
{
    if (call->lost && call->seek_us != 0 && now_us >= call->seek_us) {
        (void)sip_call_seek_peer(call);
    }
}

/* ---- a connection of the device's ---- */

void sip_call_note_way(SipCall *call, nta_incoming_t *transaction)
{
    SipArrival arrival;
    SipSource source;
    msg_t *msg = nta_incoming_getrequest(transaction);

    if (msg == NULL) {
        return;
    }
    sip_arrival_init(&arrival, msg, sip_object(msg));
    if (sip_source_read(arrival.source, &source) && !source.datagram) {
        sip_doors_trust(call->desk->doors, source.address, source.port);
    }
    if (call->lost) {
        g_free(call->route);
        call->route = g_strdup(arrival.source);
        call->lost = false;
        call->seeking = false;
        call->seek_us = 0;
        g_clear_pointer(&call->hold, sip_outlet_let_go);
    }
    msg_destroy(msg);
}
