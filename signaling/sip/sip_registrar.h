/**
 * sip_registrar: where the devices of the sites are to be called: the bindings that REGISTER makes (RFC 3261, 10.3).
 *
 * Who registers has been asked for the site's password before; here are only the rules of the table. A device behind a
 * NAT is reached where its REGISTER came from, not where its Contact says, so both are kept.
 *
 * Units       seconds in the names; times are microseconds of the monotonic clock.
 * Ownership   the registrar copies what it keeps; a binding is good until the next call that is not const.
 * Thread      one at a time: the main loop.
 * Errors      a SipRegistration says how it came out; on all but OK nothing has changed.
 * Memory      SIP_SITES_MAX sites, SIP_BINDINGS_MAX bindings each, SIP_CONTACT_MAX bytes of each text.
 */
#ifndef SIGNALING_SIP_SIP_REGISTRAR_H
#define SIGNALING_SIP_SIP_REGISTRAR_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct SipRegistrar SipRegistrar;

enum {
    SIP_SITES_MAX = 5000,
    SIP_BINDINGS_MAX = 4, /**< a codec and its spare; more is a mistake somewhere */
    SIP_CONTACT_MAX = 512,
    SIP_EXPIRES_MIN_S = 60,
    SIP_EXPIRES_DEFAULT_S = 600,
    SIP_EXPIRES_MAX_S =
            3600, /**< a codec that was switched off is not called for longer than this */
};

typedef enum SipRegistration {
    SIP_REGISTRATION_OK,
    SIP_REGISTRATION_BRIEF,   /**< less than SIP_EXPIRES_MIN_S was asked for: 423 */
    SIP_REGISTRATION_OLD,     /**< older than what is known from the same Call-ID: 500 */
    SIP_REGISTRATION_FULL,    /**< too many devices, or sites: 503 */
    SIP_REGISTRATION_INVALID, /**< no Contact that can be used: 400 */
} SipRegistration;

/** One Contact of a REGISTER. */
typedef struct SipContactAsked {
    const char *uri;
    int64_t expires_s; /**< 0 takes it away */
} SipContactAsked;

typedef struct SipRegistrationAsked {
    const char *site;
    const char *call_id;
    uint32_t cseq;
    const char *source; /**< where it came from, as a URI: sip:192.0.2.7:5060;transport=udp */
    const char *device; /**< its User-Agent; NULL: unknown */
    bool all_away;      /**< `Contact: *` */
    const SipContactAsked *contacts;
    size_t n_contacts; /**< 0: it only asks what is known */
} SipRegistrationAsked;

typedef struct SipBinding {
    const char *uri;
    const char *source;
    const char *device;
    int64_t since_us;    /**< the first REGISTER of those that follow one another */
    const char *call_id; /**< of the REGISTER that made it, as the next */
    uint32_t cseq;
    int64_t until_us;
} SipBinding;

SipRegistrar *sip_registrar_new(void);

/** NULL is allowed. */
void sip_registrar_free(SipRegistrar *registrar);

SipRegistration sip_registrar_register(
        SipRegistrar *registrar, const SipRegistrationAsked *asked, int64_t now_us);

/** A binding of an earlier process, behind those that there are; nothing happens when it does not hold any more. */
void sip_registrar_restore(
        SipRegistrar *registrar, const char *site, const SipBinding *binding, int64_t now_us);

/** The bindings of a site that still hold, the newest first. @return how many */
size_t sip_registrar_find(const SipRegistrar *registrar, const char *site, int64_t now_us,
        SipBinding *ret_bindings, size_t room);

/** Each binding that still holds; `each` changes nothing. */
void sip_registrar_each(const SipRegistrar *registrar, int64_t now_us,
        void (*each)(const char *site, const SipBinding *binding, void *user_data),
        void *user_data);

/** A device is not there any more. @return whether the site has none left by that */
bool sip_registrar_remove(SipRegistrar *registrar, const char *site, const char *uri);

/** Its password is another now: it has to show the new one. */
void sip_registrar_forget(SipRegistrar *registrar, const char *site);

/** Lets go of what has run out. @return how many sites were left without a binding by that */
unsigned sip_registrar_tick(SipRegistrar *registrar, int64_t now_us);

/** Sites with a binding. */
unsigned sip_registrar_size(const SipRegistrar *registrar);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipRegistrar, sip_registrar_free)

#endif
