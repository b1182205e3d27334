#include "signaling/sip/sip_ports.h"

#include <gio/gio.h>

#include <string.h>

enum { PORT_TRIES = 20 };

/* For this machine alone: devices have their connections with our doors, and we make ours ourselves. */
static const char inner_address[] = "127.0.0.1";

static char *bind_url(const char *address, const char *port, const char *transport)
{
    const bool wide = strchr(address, ':') != NULL;
    return g_strdup_printf("sip:%s%s%s:%s;transport=%s", wide ? "[" : "", address, wide ? "]" : "",
            port, transport);
}

/* What the library answers to two empty lines tells that it has a connection (sip_link). */
static bool bind_inner(SipPorts *ports)
{
    g_autofree char *any = bind_url(inner_address, "*", "tcp");
    const bool bound = nta_agent_add_tport(ports->agent, (url_string_t *)any, TPTAG_LOG(0),
                               TPTAG_PONG2PING(1), TAG_END()) == 0;
    const sip_via_t *via = bound ? nta_agent_via(ports->agent) : NULL;

    for (; via != NULL; via = via->v_next) {
        if (g_str_has_suffix(via->v_protocol, "/TCP")) {
            ports->inner_port = (uint16_t)g_ascii_strtoull(sip_via_port(via, NULL), NULL, 10);
            return true;
        }
    }
    return false;
}

bool sip_ports_add_door(SipPorts *ports, const SipDoorConfig *config, GError **error)
{
    SipDoorConfig whole = *config;

    whole.inner_address = inner_address;
    whole.inner_port = ports->inner_port;
    return sip_doors_add(&ports->doors, &whole, error);
}

/* One transport after the other: the library cannot read a list of them. */
static bool bind_all(SipPorts *ports, const SipPortsConfig *config, const char *port)
{
    g_autofree char *udp = bind_url(config->address, port, "udp");

    ports->agent = nta_agent_create(config->root, (url_string_t *)udp, config->heard,
            config->server, NTATAG_UA(1), NTATAG_MERGE_482(1), NTATAG_CLIENT_RPORT(1),
            NTATAG_SERVER_RPORT(1), NTATAG_MAXSIZE(SIP_MESSAGE_MAX), TPTAG_LOG(0), TAG_END());
    const sip_via_t *via = ports->agent != NULL ? nta_agent_via(ports->agent) : NULL;
    const char *bound = via != NULL ? sip_via_port(via, NULL) : NULL;
    if (bound == NULL) {
        return false;
    }
    ports->port = (uint16_t)g_ascii_strtoull(bound, NULL, 10);
    return bind_inner(ports) &&
            sip_ports_add_door(ports,
                    &(SipDoorConfig){
                            .kind = SIP_DOOR_TCP, .address = config->address, .port = ports->port},
                    NULL);
}

static bool listen_at(SipPorts *ports, const SipPortsConfig *config, GError **error)
{
    g_autofree char *port =
            config->port != 0 ? g_strdup_printf("%u", (unsigned)config->port) : g_strdup("*");

    /* A port that is free for datagrams may be taken for connections: then another one. */
    for (int tries = config->port == 0 ? PORT_TRIES : 1; tries > 0; tries--) {
        if (bind_all(ports, config, port)) {
            return true;
        }
        sip_ports_close(ports);
    }
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
            "SIP cannot be served at %s, port %s: is another program there?", config->address,
            config->port != 0 ? port : "0");
    return false;
}

bool sip_ports_open(SipPorts *ports, const SipPortsConfig *config, GError **error)
{
    *ports = (SipPorts){.port = 0};
    SipTrust *trust = sip_trust_new(config->trust, error);

    if (trust == NULL || !listen_at(ports, config, error)) {
        sip_trust_free(trust);
        return false;
    }
    ports->doors.outlet = sip_outlet_new(&(SipOutletConfig){
            .address = config->address,
            .inner_address = inner_address,
            .inner_port = ports->inner_port,
            .trust = trust,
            .unreached = config->unreached,
            .user_data = config->user_data,
    });
    return true;
}

void sip_ports_close(SipPorts *ports)
{
    sip_doors_clear(&ports->doors);
    g_clear_pointer(&ports->agent, nta_agent_destroy);
}
