/**
 * sip_numeric_hosts: keeps the SIP library from waiting for DNS on the main loop.
 *
 * Where an answer goes the library reads in the topmost Via (RFC 3261, 18.2.2), whose maddr and received a stranger may
 * have filled with any name, and it looks that name up while everything waits: in a network without DNS for ten seconds
 * a packet. Answers go where the question came from, so names are not looked up here at all. Whom we call by a name is
 * found by the library's other resolver, which does not wait.
 *
 * Units       none.
 * Ownership   none.
 * Thread      any.
 * Errors      a name is none that there is (EAI_NONAME).
 * Memory      none.
 */
#ifndef SIGNALING_SIP_SIP_NUMERIC_HOSTS_H
#define SIGNALING_SIP_SIP_NUMERIC_HOSTS_H

/** From then on; before anything of the library is used. */
void sip_numeric_hosts_use(void);

#endif
