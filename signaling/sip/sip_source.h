/**
 * sip_source: where a request came from, as the URI by which answers and requests go back: sip:192.0.2.7:5060;transport=udp,
 * sip:[2001:db8::7]:5060;transport=tcp.
 *
 * Units       none.
 * Ownership   a plain value.
 * Thread      any: no state of its own.
 * Errors      false: the text is none that we have written.
 * Memory      none.
 */
#ifndef SIGNALING_SIP_SIP_SOURCE_H
#define SIGNALING_SIP_SIP_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

enum { SIP_ADDRESS_SIZE = 64, SIP_SOURCE_SIZE = 128 };

typedef struct SipSource {
    char address[SIP_ADDRESS_SIZE]; /**< without brackets */
    uint16_t port;
    bool datagram; /**< UDP */
} SipSource;

bool sip_source_read(const char *text, SipSource *ret_source);

#endif
