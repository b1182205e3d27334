/**
 * web_listener: libwebsockets on the default GMainContext, listening for HTTP and, with a certificate, HTTPS on
 * one port, and maybe on a second one for those who have to be sent to https.
 *
 * What becomes of a connection is its user's affair: it gives libwebsockets the table with its callback.
 *
 * Units       seconds where the name says so.
 * Ownership   texts are copied; the table of protocols must outlive the listener.
 * Thread      the main loop's. Not to be freed from inside a callback.
 * Errors      web_listener_new() says what is wrong with the address, the port or the certificate.
 * Memory      connections_max heads of 16 kB.
 */
#ifndef SIGNALING_HTTP_WEB_LISTENER_H
#define SIGNALING_HTTP_WEB_LISTENER_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

struct lws;
struct lws_protocols;

typedef struct WebListener WebListener;

#define WEB_LISTENER_ERROR (web_listener_error_quark())

typedef enum WebListenerError {
    WEB_LISTENER_ERROR_START,  /**< libwebsockets or its GLib plug-in is not there */
    WEB_LISTENER_ERROR_LISTEN, /**< address or port */
    WEB_LISTENER_ERROR_CERTIFICATE,
} WebListenerError;

typedef struct WebListenerConfig {
    const char *address;
    uint16_t port;                /**< 0: any free one */
    uint16_t redirect_port;       /**< 0, or no certificate: none */
    const char *certificate_path; /**< PEM: the server's, then its CA's; NULL: no TLS at all */
    const char *key_path;
    unsigned connections_max;
    uint16_t ping_s;   /**< of silence on a WebSocket, then a ping */
    uint16_t hangup_s; /**< of silence on a WebSocket, then its end */
    const struct lws_protocols *protocols;
    void *user_data; /**< lws_context_user() in the callbacks, which also come from within free */
} WebListenerConfig;

/**
 * One at a time in a process: a second libwebsockets context confuses the first.
 *
 * @return NULL with an error set, or the listener; free with web_listener_free()
 */
WebListener *web_listener_new(const WebListenerConfig *config, GError **error);

/** Cuts all connections. NULL is allowed. */
void web_listener_free(WebListener *listener);

/** The port that it listens on, also if any free one was asked for. */
uint16_t web_listener_port(const WebListener *listener);

/** 0: none. */
uint16_t web_listener_redirect_port(const WebListener *listener);

bool web_listener_has_tls(const WebListener *listener);

/** Whether a connection came by the second port. */
bool web_listener_is_redirect(const WebListener *listener, struct lws *connection);

/** Has libwebsockets look at its timers soon. */
void web_listener_wake(WebListener *listener);

/** Uses the certificate anew for all new connections: the same paths, other content. */
bool web_listener_reload_certificate(WebListener *listener, GError **error);

GQuark web_listener_error_quark(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebListener, web_listener_free)

#endif
