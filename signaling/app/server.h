/**
 * server: the whole of `giaoban serve`, put together and taken apart in the right order.
 *
 * Units       none.
 * Ownership   the caller owns the server; settings and options must outlive it.
 * Thread      the main loop's: the default GMainContext.
 * Errors      what cannot be opened, bound or read, in words that say what to do.
 * Memory      the sum of its parts.
 */
#ifndef SIGNALING_APP_SERVER_H
#define SIGNALING_APP_SERVER_H

#include "config/settings.h"
#include "signaling/app/conference_service.h"

#include <stdint.h>

typedef struct Server Server;

/** Opens everything, takes over what runs already, and serves as soon as the main loop turns. */
Server *server_new(const Settings *settings, const SettingsOptions *options, GError **error);

/** Stops to serve. The MCUs go on mixing, for the next server. NULL is allowed. */
void server_free(Server *server);

/** Where it is reached: `https://host:port`. */
const char *server_url(const Server *server);

/** Where SIP is served; 0: nowhere. */
uint16_t server_sip_port(const Server *server);

/** The same over TLS. */
uint16_t server_sip_tls_port(const Server *server);

/** The meetings that run; the server's. */
ConferenceService *server_conferences(const Server *server);

/** Ends the MCUs too: for a server that shall leave nothing behind. */
void server_close_meetings(Server *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Server, server_free)

#endif
