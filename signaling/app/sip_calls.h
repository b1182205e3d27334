/**
 * sip_calls: the calls of room hardware and the meetings they lead to: a device is the site whose password it has shown,
 * with its name, its seat and its place in the attendance, like the site's browser.
 *
 *     the device's INVITE ──► a meeting of that code? open? invited? let in? ──► the MCU's answer ──► 200
 *                                      └── 404, 480, 403, 486, 488, 503, with the reason in Vietnamese
 *     sip_calls_dial() ──► the device takes the call ──► the meeting, whoever else is let in ──► the MCU's answer
 *     the MCU is lost ──► the device is asked for its offer anew, and goes on in the next MCU
 *     the server dies ──► the next one goes on with the call as it was written down; without its leg as above
 *     the server dies while a device rings ──► the next one takes that back (sip_recall), before it calls again
 *     the device hangs up ──► the site has left
 *     the site is sent away, comes by another way, the meeting ends ──► BYE
 *
 * Units       none.
 * Ownership   what the config names is the caller's; server and service outlive the calls.
 * Thread      the main loop's.
 * Errors      told to the device.
 * Memory      as many calls as sip_call has, and on the disk a note of each, and one of each INVITE of ours.
 */
#ifndef SIGNALING_APP_SIP_CALLS_H
#define SIGNALING_APP_SIP_CALLS_H

#include "signaling/app/sip_calls_desk.h"

SipCalls *sip_calls_new(const SipCallsConfig *config);

/** After the service, which answers what is under way when it goes. NULL is allowed. */
void sip_calls_free(SipCalls *calls);

/** Where the devices are; NULL when it is gone, and all calls with it. */
void sip_calls_set_server(SipCalls *calls, SipServer *server);

/**
 * Before the loop turns, with the server, after the meetings that have outlived an earlier process were taken over: goes on
 * with the calls that it has left, and takes back those that were not answered yet. Who listens hears that they have entered.
 */
void sip_calls_adopt(SipCalls *calls);

/** Who takes calls of sites to what is no meeting; NULL: nobody, they are refused. */
void sip_calls_set_lost_way(SipCalls *calls,
        void (*take)(uint64_t call, const SipInvitation *invitation, void *user_data),
        void *user_data);

/** Brings a call that is up into a meeting. `done` is called once, unless the call is over before; maybe at once. */
void sip_calls_bring(SipCalls *calls, uint64_t number, const SipCallsGuest *guest,
        SipCallsDoorFn done, void *user_data);

void sip_calls_set_listener(SipCalls *calls, const SipCallsListener *listener, void *user_data);

/** Calls a device into a meeting. @return the call; 0: it cannot be called */
uint64_t sip_calls_dial(SipCalls *calls, const SipCallsOrder *order);

/** Ends a call, or takes it back; nothing more is heard of it. */
void sip_calls_hang_up(SipCalls *calls, uint64_t number, const char *why);

/** What the server says of its calls; `user_data` is SipCalls. */
const SipCallEvents *sip_calls_events(void);

/** Devices in meetings, or on their way into one. */
unsigned sip_calls_count(const SipCalls *calls);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipCalls, sip_calls_free)

#endif
