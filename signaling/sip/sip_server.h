/**
 * sip_server: SIP over UDP, TCP and TLS: who may register is registered, who may call is in a call (sip_call_events), everybody
 * else is refused, and who only scans gets no answer at all.
 *
 *     a request ──► too many from there? ──► a site that there is? ──► its password? ──► REGISTER: the registrar
 *                     silence                  silence (UDP), 403        401               INVITE: a sip_call
 *
 * Nothing is kept of a request before its sender has shown a password: challenges are answered without state. Each
 * refusal is a line of the log that fail2ban reads (README.md); of one address at most SIP_REFUSALS_BURST at once.
 *
 * All of SIP that the program knows is in this folder; SDP passes through it unread.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the caller owns the server; texts in events are lent for the call.
 * Thread      the main loop's; the library runs on it.
 * Errors      G_IO_ERROR when the port cannot be had.
 * Memory      as sip_registrar and sip_nonce; 64 kB of a message.
 */
#ifndef SIGNALING_SIP_SIP_SERVER_H
#define SIGNALING_SIP_SIP_SERVER_H

#include "signaling/sip/sip_call_events.h"
#include "signaling/sip/sip_dialog.h"
#include "signaling/sip/sip_digest.h"
#include "signaling/sip/sip_pulse.h"
#include "signaling/sip/sip_registrar.h"
#include "signaling/sip/sip_source.h"
#include "signaling/sip/sip_trust.h"

#include <glib.h>

typedef struct SipServer SipServer;

typedef struct SipServerEvents {
    /** Whether one more request of this address may be looked at. */
    bool (*admit)(const char *address, void *user_data);
    /** What the site's device proves itself with; NULL: there is no such site, or it has no device. */
    const char *(*ha1)(const char *site, SipDigestAlgorithm algorithm, void *user_data);
    /** It was refused; `why` is a word. */
    void (*refused)(const char *address, const char *method, const char *site, const char *why,
            void *user_data);
    /** Where a site's devices are registered is another now, or holds for longer; NULL: nobody wants to know. */
    void (*bound)(const char *site, void *user_data);
    /** A site's first device is there, or the last one is gone; `address`: where it said so. */
    void (*registered)(const char *site, bool is, const char *address, void *user_data);
    /** A registered device does not answer any more, or again; NULL: nobody wants to know. */
    void (*reached)(const char *site, bool is, void *user_data);
    /** A connection of ours to a device has not come about; a sentence for the log. NULL: nobody wants to know. */
    void (*unreached)(const char *host, const char *why, void *user_data);
} SipServerEvents;

typedef struct SipServerConfig {
    const char *address; /**< an IP address; 0.0.0.0: all */
    uint16_t port;       /**< 0: any free one */
    const char *realm;
    const SipCallEvents *calls;
    void *calls_data; /**< for those */
    bool strangers;   /**< who is no site's device may call too: its invitations have the site "" */
    bool sha256;      /**< offered before MD5 (RFC 8760); there are devices that then give up */
    const char *accounts_path; /**< of sip_accounts; NULL or "": there are none */
    unsigned ping_s; /**< so often a registered device is asked whether it is there; 0: never */
    SipTrustConfig trust; /**< whose certificates are believed where we call by TLS */
} SipServerConfig;

/** A port for TLS, beside the others. */
typedef struct SipTlsConfig {
    const char *address; /**< an IP address; 0.0.0.0: all */
    uint16_t port;       /**< 0: any free one */
    const char *certificate_path;
    const char *key_path;
    bool legacy; /**< for old room systems: TLS 1.0 and weak keys too */
} SipTlsConfig;

/** A registered device as it is seen; texts as of a SipBinding. */
typedef struct SipSeenDevice {
    const char *name; /**< its User-Agent, as it says it: any bytes; "": unknown */
    char address[SIP_ADDRESS_SIZE];
    const char *transport; /**< UDP, TCP, TLS */
    int64_t since_us;
    int64_t until_us;
    SipReach reach;
} SipSeenDevice;

SipServer *sip_server_new(const SipServerConfig *config, const SipServerEvents *events,
        void *user_data, GError **error);

/** NULL is allowed. */
void sip_server_free(SipServer *server);

/** One port of each kind. */
bool sip_server_add_tls(SipServer *server, const SipTlsConfig *config, GError **error);

/** Where it listens for TLS; 0: nowhere. */
uint16_t sip_server_tls_port(const SipServer *server, bool legacy);

/** The certificate is another now; calls go on. On failure the old one stays. */
bool sip_server_reload_tls(SipServer *server, GError **error);

/** What the time has brought; it looks by itself every second. */
void sip_server_tick(SipServer *server, int64_t now_us);

/** Where it listens. */
uint16_t sip_server_port(const SipServer *server);

/** A site's device has another password now. */
void sip_server_forget(SipServer *server, const char *site);

/** The devices of a site. */
size_t sip_server_find(
        const SipServer *server, const char *site, SipBinding *ret_bindings, size_t room);

/** The same as people want to know it. */
size_t sip_server_devices(
        const SipServer *server, const char *site, SipSeenDevice *ret_devices, size_t room);

/** A device that was registered with an earlier process: its binding holds as long as it did. */
void sip_server_restore_binding(SipServer *server, const char *site, const SipBinding *binding);

/** What another process would go on with. @return false: the call is not up, or stands on what cannot be written down */
bool sip_server_dialog(const SipServer *server, uint64_t call, SipDialog *ret_dialog);

/**
 * Goes on with a call of an earlier process, as if it had been here all the time.
 *
 * @param dialog  checked
 * @return the call; 0: it cannot be taken up
 */
uint64_t sip_server_restore(SipServer *server, const SipDialog *dialog);

/**
 * Takes back an INVITE of an earlier process: no room rings for nobody, and who has picked up is hung up on. SipCallEvents
 * say when it is dealt with.
 *
 * @param ring  checked
 * @return false: there is nothing that could be done
 */
bool sip_server_recall(SipServer *server, const SipRing *ring);

/** Calls a device; sip_call_events tell what becomes of it. @return the call; 0: it cannot be called */
uint64_t sip_server_call(SipServer *server, const SipCallOrder *order);

/** Asks the device of a call for an offer anew, as soon as nothing else is under way. */
void sip_server_ask_again(SipServer *server, uint64_t call);

/**
 * Answers what the device of a call asked last, or offered; nothing happens when it has taken that back.
 *
 * @param sdp  our answer; where it made no offer, ours
 */
void sip_server_answer(SipServer *server, uint64_t call, const char *sdp);

/**
 * Refuses what it asked last: the first of all ends the call, a later one leaves it as it was. An offer that we have asked
 * for cannot be refused: the call is over then, and of one that was up this is heard.
 *
 * @param phrase   in ASCII, for the device's screen
 * @param warning  a code of RFC 3261, 20.43
 * @param text     the same as people write it
 */
void sip_server_refuse(SipServer *server, uint64_t call, int status, const char *phrase,
        int warning, const char *text);

/** Ends a call in whatever state it is; nothing more is heard of it. */
void sip_server_end(SipServer *server, uint64_t call, const char *why);

/** Asks the device of a call for a key frame (RFC 5168). */
void sip_server_fast_update(SipServer *server, uint64_t call);

/** Calls that there are. */
unsigned sip_server_calls(const SipServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipServer, sip_server_free)

#endif
