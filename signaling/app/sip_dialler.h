/**
 * sip_dialler: the sites are called: those that somebody asks for, all that are invited and away, those of a meeting that
 * calls by itself when its time has come, and again those that were lost.
 *
 *     call ──► WAITING ──► CALLING ──► RINGING ──► CONNECTED
 *                 ▲           │           │            │ lost, hung up
 *                 └───────────┴───────────┴────────────┘   as site_redial has it
 *                                   └──► OVER: the last reason stays to be seen
 *
 * A device is called where it is registered, all of a site's at once: the first that answers is it. Who has none is called
 * where its record says. Whoever called, a site's device that is in a meeting is watched, and called again when it is lost.
 *
 * Units       in the names.
 * Ownership   everything in its configuration is the caller's, and outlives it but for the store.
 * Thread      the main loop's.
 * Errors      a SipDialling says how it came out.
 * Memory      SIP_DIALS_MAX sites of all meetings, and on the disk a note of each that is called.
 */
#ifndef SIGNALING_APP_SIP_DIALLER_H
#define SIGNALING_APP_SIP_DIALLER_H

#include "signaling/app/sip_calls.h"

#include <jansson.h>

typedef struct SipDialler SipDialler;

enum {
    SIP_DIALS_MAX = 2000,
    SIP_DIALS_A_SECOND = 10, /**< begun: a whole province at once is not one INVITE of each */
};

typedef enum SipDialling {
    SIP_DIALLING_OK,
    SIP_DIALLING_HERE,      /**< the site is in the meeting */
    SIP_DIALLING_NO_DEVICE, /**< it has neither a password for a device nor an address */
    SIP_DIALLING_FULL,
} SipDialling;

typedef struct SipDiallerConfig {
    Store *store;
    ConferenceService *service;
    const SipSites *sites;
    SipCalls *calls;
    const char *run_dir; /**< where it is written down who is called, in a folder of its own */
} SipDiallerConfig;

SipDialler *sip_dialler_new(const SipDiallerConfig *config);

/** After the store, which answers what is under way when it goes. NULL is allowed. */
void sip_dialler_free(SipDialler *dialler);

/** Before the loop turns, after sip_calls_adopt(): calls whom an earlier process was about to call. */
void sip_dialler_adopt(SipDialler *dialler);

/** Where the devices are registered; NULL when it is gone. */
void sip_dialler_set_server(SipDialler *dialler, const SipServer *server);

/** The same, for who wants to know of them. */
const SipServer *sip_dialler_server(const SipDialler *dialler);

/** Calls a site into a meeting that runs. @param uri  of the device; "": where it is known to be */
SipDialling sip_dialler_call(
        SipDialler *dialler, Conference *conference, const char *site, const char *uri);

/** Calls all that are invited, have a device, and are not there. @return how many */
unsigned sip_dialler_call_all(SipDialler *dialler, Conference *conference);

/** Takes a call back, and does not call again; who is there stays. @return false: it is not called */
bool sip_dialler_stop(SipDialler *dialler, const char *meeting, const char *site);

/** The calls of a meeting, as an array of what consoles are told. A new reference. */
json_t *sip_dialler_to_json(const SipDialler *dialler, const char *meeting);

/** What the time has brought; it looks by itself every second. */
void sip_dialler_tick(SipDialler *dialler, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipDialler, sip_dialler_free)

#endif
