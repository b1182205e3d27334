/**
 * sip_own_address: which of the machine's addresses a device sees: that of the interface from which packets go to it.
 *
 * Units       none.
 * Ownership   the text is written into the caller's room.
 * Thread      any: no state. Nothing is sent.
 * Errors      none: what is not known becomes the address by which the machine reaches others.
 * Memory      none.
 */
#ifndef SIGNALING_SIP_SIP_OWN_ADDRESS_H
#define SIGNALING_SIP_SIP_OWN_ADDRESS_H

enum { SIP_OWN_ADDRESS_SIZE = 64 };

/**
 * As it stands in a URI: an IPv6 address in brackets.
 *
 * @param uri    the device's
 * @param bound  where the server listens: an address, or 0.0.0.0 or :: for all
 */
void sip_own_address(const char *uri, const char *bound, char ret_address[SIP_OWN_ADDRESS_SIZE]);

#endif
