/**
 * sip_sites: the sites that have a SIP device, or a PIN for who dials in: what they prove themselves with, and who they then
 * are. Kept here so that nobody
 * waits for a database before a device is answered, and nobody gets in because it is away.
 *
 * Units       rates are kbit/s.
 * Ownership   a site is good until the main loop turns; the store is the caller's and outlives the sites.
 * Thread      the main loop's.
 * Errors      those of the first reading; later ones are logged, and the sites stay as they were.
 * Memory      at most SITE_LIST_MAX sites.
 */
#ifndef SIGNALING_APP_SIP_SITES_H
#define SIGNALING_APP_SIP_SITES_H

#include "signaling/meeting/site.h"
#include "signaling/sip/sip_digest.h"
#include "signaling/store/store.h"

typedef struct SipSites SipSites;

typedef struct SipSite {
    char *code;
    char *name;
    char *uri; /**< where its device is when it is not registered; "": nowhere */
    char *ha1[SIP_DIGEST_ALGORITHMS]; /**< "": it has no password, and cannot register or call */
    int64_t rate_cap_kbps;            /**< 0: as for all */
    SiteNetwork network;
    bool plain_rtp; /**< it may do without encryption */
    char *pin_hash; /**< of who dials in without the password; "": it has no PIN */
} SipSite;

/** @param database  read at once; not kept */
SipSites *sip_sites_new(Store *store, Database *database, GError **error);

/** NULL is allowed. */
void sip_sites_free(SipSites *sites);

/** Whom to tell of a device that has another password now, or none. */
void sip_sites_set_listener(
        SipSites *sites, void (*renewed)(const char *code, void *user_data), void *user_data);

/** Sites were changed: reads them again, soon. */
void sip_sites_reload(SipSites *sites);

/** An active site, or NULL. */
const SipSite *sip_sites_find(const SipSites *sites, const char *code);

/** An active site with a PIN whose code is typed so (keypad.h), or NULL. */
const SipSite *sip_sites_find_keys(const SipSites *sites, const char *keys);

/** Those with a password for a device. */
unsigned sip_sites_count(const SipSites *sites);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipSites, sip_sites_free)

#endif
