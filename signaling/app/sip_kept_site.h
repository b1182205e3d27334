/**
 * sip_kept_site: where a site's devices are registered, as it is written down for the next process of this server, so that
 * they can be called before they register again. Of a device that registered over a connection nothing is written: that ends
 * with the process.
 *
 * Units       times of what is kept are µs since 1970, UTC: they are read after a restart.
 * Ownership   a kept site owns its texts.
 * Thread      any: no state of its own.
 * Errors      RECORD_ERROR.
 * Memory      SIP_BINDINGS_MAX bindings.
 */
#ifndef SIGNALING_APP_SIP_KEPT_SITE_H
#define SIGNALING_APP_SIP_KEPT_SITE_H

#include "signaling/meeting/record.h"
#include "signaling/sip/sip_registrar.h"

typedef struct SipKeptBinding {
    char *uri;
    char *source;
    char *device;
    char *call_id;
    int64_t cseq;
    int64_t since_us;
    int64_t until_us;
} SipKeptBinding;

typedef struct SipKeptSite {
    char *site;  /**< a code */
    char *proof; /**< sip_kept_site_proof() of the password that they have shown */
    SipKeptBinding bindings[SIP_BINDINGS_MAX];
    size_t n_bindings;
} SipKeptSite;

void sip_kept_site_clear(SipKeptSite *site);

/** What a site's digest of its password is known again by. Free with g_free(). */
char *sip_kept_site_proof(const char *ha1);

/** Takes up a binding; one over a connection is left out. @param now_us, real_us  the same moment by both clocks */
void sip_kept_site_add(
        SipKeptSite *site, const SipBinding *binding, int64_t now_us, int64_t real_us);

/** The way back. @param ret_binding  lends its texts from the site */
void sip_kept_site_binding(const SipKeptSite *site, size_t n, int64_t now_us, int64_t real_us,
        SipBinding *ret_binding);

/** A new reference. */
json_t *sip_kept_site_to_json(const SipKeptSite *site);

/** @param ret_site  as it was when this fails */
bool sip_kept_site_read(const json_t *note, SipKeptSite *ret_site, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SipKeptSite, sip_kept_site_clear)

#endif
