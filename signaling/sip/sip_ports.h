/**
 * sip_ports: where SIP is heard and sent: datagrams by the library's own socket, connections by our doors at the same port
 * (sip_doors), behind which the library listens on an address of this machine alone.
 *
 * Included by this folder's sources only: it shows types of the library.
 *
 * Units       none.
 * Ownership   what is in it goes with sip_ports_close().
 * Thread      the main loop's.
 * Errors      G_IO_ERROR: the port cannot be had, or a file of the configuration cannot be read.
 * Memory      as sip_doors; SIP_MESSAGE_MAX bytes of a message.
 */
#ifndef SIGNALING_SIP_SIP_PORTS_H
#define SIGNALING_SIP_SIP_PORTS_H

#include "signaling/sip/sip_doors.h"
#include "signaling/sip/sip_library.h"

enum {
    SIP_MESSAGE_MAX = 64 * 1024,
};

typedef struct SipPortsConfig {
    const char *address; /**< an IP address; 0.0.0.0: all */
    uint16_t port;       /**< 0: any free one */
    const SipTrustConfig *trust;
    void (*unreached)(const char *host, const char *why, void *user_data); /**< as sip_outlet's */
    void *user_data;
    su_root_t *root;
    nta_message_f *heard;
    struct SipServer *server; /**< for that */
} SipPortsConfig;

typedef struct SipPorts {
    nta_agent_t *agent;
    SipDoors doors;
    uint16_t port;
    uint16_t inner_port;
} SipPorts;

/** On failure there is nothing to close. */
bool sip_ports_open(SipPorts *ports, const SipPortsConfig *config, GError **error);

void sip_ports_close(SipPorts *ports);

/** A door for TLS. Where the library listens is filled in. */
bool sip_ports_add_door(SipPorts *ports, const SipDoorConfig *config, GError **error);

#endif
