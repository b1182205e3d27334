/**
 * sip_destination: what a URI of SIP says of where its device is, and by what (RFC 3261, 19.1; RFC 3263, 4).
 *
 *     sips:phong-hop@ubnd.tinh.vn      TLS, ubnd.tinh.vn, port 0: DNS may know another
 *     sip:903@10.20.3.4;transport=tcp  TCP, 10.20.3.4, port 0
 *
 * Units       none.
 * Ownership   a plain value.
 * Thread      any: no state of its own.
 * Errors      false: it is no URI of SIP, or has no host.
 * Memory      none.
 */
#ifndef SIGNALING_SIP_SIP_DESTINATION_H
#define SIGNALING_SIP_SIP_DESTINATION_H

#include <stdbool.h>
#include <stdint.h>

enum { SIP_DESTINATION_HOST_SIZE = 256 };

typedef enum SipTransport { SIP_TRANSPORT_UDP, SIP_TRANSPORT_TCP, SIP_TRANSPORT_TLS } SipTransport;

typedef struct SipDestination {
    char host[SIP_DESTINATION_HOST_SIZE]; /**< in small letters; an address without brackets */
    uint16_t port;                        /**< 0: it names none */
    SipTransport transport;
} SipDestination;

bool sip_destination_read(const char *uri, SipDestination *ret_destination);

#endif
