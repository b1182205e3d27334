/**
 * sip_gateway: room hardware in the meetings: the SIP server, introduced to the sites and their devices.
 *
 * Who is refused is written down in lines that fail2ban reads, of one address at most SIP_GATEWAY_LINES_BURST at once:
 *     SIP refused 192.0.2.7: REGISTER as "100": unknown
 *
 * Where devices are registered is written down for the next process (sip_kept_site), which can call them at once.
 *
 * Units       none.
 * Ownership   the store is the caller's and outlives the gateway.
 * Thread      the main loop's.
 * Errors      what the port or the database refuse, in words that say what to do.
 * Memory      as sip_server and sip_sites; SIP_GATEWAY_KEYS_MAX addresses are remembered.
 */
#ifndef SIGNALING_APP_SIP_GATEWAY_H
#define SIGNALING_APP_SIP_GATEWAY_H

#include "config/settings.h"
#include "signaling/app/sip_dialler.h"
#include "signaling/app/sip_menu.h"

typedef struct SipGateway SipGateway;

enum {
    SIP_GATEWAY_KEYS_MAX = 8192,
    SIP_GATEWAY_REQUESTS_BURST =
            400, /**< of an address: all rooms behind one NAT, after a power cut */
    SIP_GATEWAY_REQUESTS_PER_S = 60,
    SIP_GATEWAY_LINES_BURST = 20, /**< more than fail2ban wants to see */
    SIP_GATEWAY_LINES_PER_S = 1,
};

typedef struct SipGatewayConfig {
    SipServerConfig server; /**< but for the calls */
    SipSites *sites;        /**< outlives the gateway, as the next */
    SipCalls *calls;
    SipMenu *menu; /**< NULL: nobody is asked what he wants */
    SipDialler *dialler;
    const char *run_dir; /**< where registrations are written down, in a folder of their own */
} SipGatewayConfig;

SipGateway *sip_gateway_new(const SipGatewayConfig *config, GError **error);

/** NULL is allowed. */
void sip_gateway_free(SipGateway *gateway);

uint16_t sip_gateway_port(const SipGateway *gateway);

/** Serves TLS too, as the settings have it, with a certificate and its key: PEM files. */
bool sip_gateway_add_tls(SipGateway *gateway, const Settings *settings, const char *certificate,
        const char *key, GError **error);

/** 0: nowhere. */
uint16_t sip_gateway_tls_port(const SipGateway *gateway);

/** The certificate is another now. On failure the old one stays. */
bool sip_gateway_reload_tls(SipGateway *gateway, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipGateway, sip_gateway_free)

#endif
