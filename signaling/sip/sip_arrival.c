#include "signaling/sip/sip_arrival.h"

#include <glib.h>

#include <arpa/inet.h>
#include <string.h>

static void read_source(SipArrival *request)
{
    const su_sockaddr_t *from = msg_addr(request->msg);
    const char *protocol = request->sip->sip_via != NULL ? request->sip->sip_via->v_protocol : "";
    const char *transport = strrchr(protocol, '/');
    const bool wide = from->su_family == AF_INET6;

    transport = transport != NULL ? transport + 1 : "udp";
    request->datagram = g_ascii_strcasecmp(transport, "udp") == 0;
    if (su_inet_ntop(from->su_family, SU_ADDR(from), request->address, sizeof(request->address)) ==
            NULL) {
        request->address[0] = '\0';
    }
    request->port = ntohs(from->su_port);
    g_autofree char *word = g_ascii_strdown(transport, -1);
    (void)g_snprintf(request->source, sizeof(request->source), "sip:%s%s%s:%u;transport=%s",
            wide ? "[" : "", request->address, wide ? "]" : "", ntohs(from->su_port), word);
}

void sip_arrival_init(SipArrival *request, msg_t *msg, const sip_t *sip)
{
    *request = (SipArrival){
            .msg = msg,
            .sip = sip,
            .method = sip->sip_request->rq_method,
            .method_name = sip->sip_request->rq_method_name,
            .target = sip->sip_request->rq_url->url_user,
    };
    const char *user = sip->sip_from != NULL ? sip->sip_from->a_url->url_user : NULL;
    request->site = user != NULL ? user : "";
    read_source(request);
}

/* The device reads in Via where it is seen; inside of this machine is of no use to it. */
void sip_arrival_set_peer(SipArrival *request, const SipPeer *peer)
{
    su_home_t *home = msg_home(request->msg);
    sip_via_t *via = request->sip->sip_via;

    request->linked = true;
    request->peer = *peer;
    (void)g_strlcpy(request->address, peer->address, sizeof(request->address));
    msg_header_replace_param(home, via->v_common, su_sprintf(home, "received=%s", peer->address));
    msg_header_replace_param(
            home, via->v_common, su_sprintf(home, "rport=%u", (unsigned)peer->port));
}

bool sip_arrival_is_scan(const SipArrival *request)
{
    static const char *const programs[] = {"friendly-scanner", "sipvicious", "sundayddr", "sipcli",
            "pplsip", "sip-scan", "siparmyknife"};
    const sip_user_agent_t *agent = request->sip->sip_user_agent;

    if (agent == NULL || agent->g_string == NULL) {
        return false;
    }
    g_autofree char *name = g_ascii_strdown(agent->g_string, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(programs); i++) {
        if (g_str_has_prefix(name, programs[i])) {
            return true;
        }
    }
    return false;
}

bool sip_arrival_needs_what_we_lack(const SipArrival *request)
{
    for (const sip_require_t *require = request->sip->sip_require; require != NULL;
            require = require->k_next) {
        for (size_t i = 0; require->k_items != NULL && require->k_items[i] != NULL; i++) {
            if (g_ascii_strcasecmp(require->k_items[i], "timer") != 0) {
                return true;
            }
        }
    }
    return false;
}

bool sip_arrival_is_foreign(const SipArrival *request)
{
    const url_t *url = request->sip->sip_request->rq_url;
    return url->url_type != url_sip && url->url_type != url_sips;
}
