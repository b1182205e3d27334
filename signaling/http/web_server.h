/**
 * web_server: HTTPS, WSS, and plain HTTP on one port, on the default GMainContext.
 *
 * Plain HTTP is served to this machine itself, for development; everybody else is sent to https on
 * the same host and port.
 *
 * Units       times are microseconds, idle pings seconds.
 * Ownership   the router and the hub belong to the caller and must outlive the server.
 * Thread      the main loop's, all of it. Not to be freed from inside a handler or event.
 * Errors      web_server_new() says by a WebListenerError what is wrong with address, port or certificate.
 * Memory      connections_max times (16 kB of head, one body, the bounds of a WebSocket).
 */
#ifndef SIGNALING_HTTP_WEB_SERVER_H
#define SIGNALING_HTTP_WEB_SERVER_H

#include "signaling/http/http_exchange.h"
#include "signaling/http/http_router.h"
#include "signaling/http/web_listener.h"
#include "signaling/http/websocket.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct WebServer WebServer;

/** Which bound a connection was beyond that was refused before anything was read of it. */
typedef enum WebRefusal {
    WEB_REFUSAL_ALL,     /**< connections_max */
    WEB_REFUSAL_ADDRESS, /**< connections_per_address_max */
    WEB_REFUSAL_RATE,    /**< connects_per_address_per_s */
    WEB_REFUSALS,
} WebRefusal;

/** Zero or NULL stands for the value in brackets. */
typedef struct WebServerConfig {
    const char *address;          /**< to listen on [0.0.0.0] */
    uint16_t port;                /**< [any free one] */
    uint16_t redirect_port;       /**< a second one that only sends everybody to https [none] */
    const char *certificate_path; /**< PEM: the server's, then its CA's [no TLS at all] */
    const char *key_path;
    const HttpRouter *router;
    WebsocketHub *websockets;             /**< [none] */
    const char *websocket_path;           /**< [/ws] */
    unsigned connections_max;             /**< [1024] */
    unsigned connections_per_address_max; /**< some more are told that they are too many [512] */
    unsigned connects_per_address_per_s;  /**< in the long run, four times as many at once [100] */
    size_t body_max;                      /**< bytes of a request's body [256 kB] */
    HttpTimes times;                      /**< [10 s, 15 s, 20 s, 30 s, 30 s] */
    unsigned ping_s;                      /**< of silence on a WebSocket, then a ping [20] */
    unsigned hangup_s;                    /**< of silence on a WebSocket, then its end [50] */
    void (*refused)(WebRefusal why, const char *address, void *user_data); /**< [nobody is told] */
    void *user_data;
} WebServerConfig;

/**
 * Starts to serve. One at a time in a process: a second libwebsockets context confuses the first.
 *
 * @return NULL with an error set, or the server; free with web_server_free()
 */
WebServer *web_server_new(const WebServerConfig *config, GError **error);

/** Cuts all connections; the hub gets its closed events. NULL is allowed. */
void web_server_free(WebServer *server);

/** The port that it listens on, also if any free one was asked for. */
uint16_t web_server_port(const WebServer *server);
uint16_t web_server_redirect_port(const WebServer *server);

/**
 * Answers a request later, by its id. Takes the response.
 *
 * @return  false if the request is gone: its client went, or it took too long
 */
bool web_server_answer(WebServer *server, uint64_t request_id, HttpResponse *response);

/** Uses the certificate anew for all new connections: the same paths, other content. */
bool web_server_reload_certificate(WebServer *server, GError **error);

typedef struct WebServerStats {
    unsigned connections;
    uint64_t requests;
    uint64_t
            refused_connections; /**< by a bound on addresses or in total; told so by a 429 or not */
    uint64_t refused_upgrades;   /**< no WebSocket: wrong origin, path or method, or no room */
    uint64_t cut_connections;    /**< too slow */
} WebServerStats;

WebServerStats web_server_stats(const WebServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebServer, web_server_free)

#endif
