/**
 * sip_menu: the voice that answers who has dialled no meeting, or has no password: it asks for the meeting's number, the
 * site's and its PIN, and leads into the meeting, where the device then is the site.
 *
 *     INVITE ──► a meeting's, with a password ──────────────────────────────────► sip_calls
 *        └─────► the lobby: spoken to, keys by RFC 4733 or INFO ──► it fits ──► asked for its offer anew ──┘
 *                                    └── wrong: told why, asked again, hung up on in the end
 *
 * It stands between the server and sip_calls: what it does not keep for itself it hands on.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   what the config names is the caller's and outlives the menu.
 * Thread      the main loop's.
 * Errors      spoken to the caller.
 * Memory      SIP_MENU_CALLERS_MAX callers, SIP_MENU_ADDRESS_MAX of one address.
 */
#ifndef SIGNALING_APP_SIP_MENU_H
#define SIGNALING_APP_SIP_MENU_H

#include "signaling/app/sip_calls.h"
#include "signaling/app/sip_lobby.h"

typedef struct SipMenu SipMenu;

enum {
    SIP_MENU_CALLERS_MAX = 40,
    SIP_MENU_ADDRESS_MAX = 8,
};

typedef struct SipMenuConfig {
    SipCalls *calls;
    const SipSites *sites;
    Store *store;
    SipLobbyConfig lobby;
    const char *prompts_dir; /**< of WAV files with the names of mcu/media/spoken/; "": none */
    bool plain;              /**< callers without a password may do without encryption */
} SipMenuConfig;

SipMenu *sip_menu_new(const SipMenuConfig *config);

/** Ends the lobby. NULL is allowed. */
void sip_menu_free(SipMenu *menu);

/** As sip_calls_set_server(), which it calls. */
void sip_menu_set_server(SipMenu *menu, SipServer *server);

/** What the server says of its calls, sip_calls' among them; `user_data` is SipMenu. */
const SipCallEvents *sip_menu_events(void);

void sip_menu_tick(SipMenu *menu, int64_t now_us);

/** Who is in the lobby. */
unsigned sip_menu_count(const SipMenu *menu);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipMenu, sip_menu_free)

#endif
