#include "signaling/http/web_server.h"

#include "signaling/http/address_limit.h"
#include "signaling/http/http_refusal.h"
#include "signaling/http/https_redirect.h"
#include "signaling/http/thin_stream.h"

#include <libwebsockets.h>

#include <string.h>

enum {
    BODY_MAX = 256 * 1024,
    SWEEP_MS = 250,
    CLOSE_US = 5 * G_USEC_PER_SEC, /* for a WebSocket to take its last messages and say goodbye */
    BURST_FACTOR = 4,
};

G_STATIC_ASSERT(WEBSOCKET_HEADROOM >= LWS_PRE); /* its frame header goes before the text */

typedef struct Connection {
    WebServer *server;
    struct lws *wsi;
    AddressKey key;
    char *peer;
    bool loopback;
    bool excess; /* of its address: it is told so and gets nothing else */
    HttpExchange *exchange;
    uint64_t waiting;   /* the request that its handler has not answered yet, or 0 */
    uint64_t socket;    /* its number as a WebSocket, or 0 */
    int64_t closing_us; /* when the WebSocket's end must be through, or 0 */
    bool closing;       /* the close frame is on its way */
    bool cut;
} Connection;

struct WebServer {
    WebServerConfig config;
    WebListener *listener;
    AddressLimit *addresses;
    GHashTable *connections; /* set of Connection */
    GHashTable *waiting;     /* request id → Connection */
    uint64_t last_request;
    guint sweep;
    bool stopping;
    WebServerStats stats;
};

/* ---- requests ---- */

static const char too_many[] = "This address has too many connections.";
static const char no_room[] = "Too many connections.";

static bool must_go_to_https(const Connection *connection, bool tls, bool *ret_other)
{
    const WebServer *server = connection->server;

    *ret_other = web_listener_is_redirect(server->listener, connection->wsi);
    return web_listener_has_tls(server->listener) && !tls && (*ret_other || !connection->loopback);
}

static bool is_websocket_path(const WebServer *server, const char *path)
{
    return server->config.websockets != NULL && strcmp(path, server->config.websocket_path) == 0;
}

static void tell_refused(const WebServer *server, WebRefusal why, const char *address)
{
    if (server->config.refused != NULL) {
        server->config.refused(why, address, server->config.user_data);
    }
}

/* One connection too many of its address; it is an ordinary one as soon as others of them are gone. */
static bool is_excess(Connection *connection)
{
    WebServer *server = connection->server;
    connection->excess =
            connection->excess && address_limit_is_beyond(server->addresses, &connection->key);
    if (connection->excess) {
        server->stats.refused_connections++;
        tell_refused(server, WEB_REFUSAL_ADDRESS, connection->peer);
    }
    return connection->excess;
}

/* A page cannot read what its WebSocket was refused with: it asks by plain HTTP what one would be told now. */
static HttpResponse *tell_of_websocket(const WebServer *server, const Connection *connection)
{
    if (address_limit_is_full(server->addresses, &connection->key)) {
        return http_response_new_text(429, too_many);
    }
    if (!websocket_has_room(server->config.websockets)) {
        return http_response_new_text(503, no_room);
    }
    HttpResponse *response = http_response_new_text(426, "This address is a WebSocket.");
    http_response_set_header(response, "Upgrade", "websocket");
    return response;
}

static HttpResponse *on_arrived(HttpRequest *request, void *user_data)
{
    Connection *connection = user_data;
    WebServer *server = connection->server;
    bool other = false;

    server->stats.requests++;
    if (is_excess(connection)) {
        return http_response_new_text(429, too_many);
    }
    if (must_go_to_https(connection, http_request_is_tls(request), &other)) {
        return https_redirect(request, other ? web_server_port(server) : 0);
    }
    if (is_websocket_path(server, http_request_path(request))) {
        return tell_of_websocket(server, connection);
    }
    return http_router_refuse(server->config.router, request);
}

static void on_complete(HttpRequest *request, void *user_data)
{
    Connection *connection = user_data;
    WebServer *server = connection->server;

    connection->waiting = http_request_id(request);
    g_hash_table_insert(server->waiting, &connection->waiting, connection);
    http_router_dispatch(server->config.router, request);
}

static const HttpExchangeEvents exchange_events = {
        .arrived = on_arrived,
        .complete = on_complete,
};

static void stop_waiting(Connection *connection)
{
    if (connection->waiting != 0) {
        g_hash_table_remove(connection->server->waiting, &connection->waiting);
        connection->waiting = 0;
    }
}

static void answer(uint64_t id, HttpResponse *response, void *user_data)
{
    web_server_answer(user_data, id, response);
}

bool web_server_answer(WebServer *server, uint64_t request_id, HttpResponse *response)
{
    Connection *connection = g_hash_table_lookup(server->waiting, &request_id);

    if (connection == NULL) {
        http_response_free(response);
        return false;
    }
    stop_waiting(connection);
    http_exchange_answer(connection->exchange, response, g_get_monotonic_time());
    return true;
}

/* ---- connections ---- */

/* Before a connection is accepted: whether its address and the server have room for it. */
static bool admit(WebServer *server, const struct sockaddr *address)
{
    const AddressKey key = address_key(address);
    WebRefusal why = WEB_REFUSAL_ALL;

    if (!server->stopping &&
            g_hash_table_size(server->connections) < server->config.connections_max) {
        const AddressVerdict verdict =
                address_limit_admit(server->addresses, &key, g_get_monotonic_time());
        if (verdict == ADDRESS_ADMITTED) {
            return true;
        }
        why = verdict == ADDRESS_TOO_MANY ? WEB_REFUSAL_ADDRESS : WEB_REFUSAL_RATE;
    }
    if (!server->stopping) {
        g_autofree char *text = address_text(address);
        tell_refused(server, why, text);
    }
    server->stats.refused_connections++;
    return false;
}

static void connection_open(WebServer *server, struct lws *wsi)
{
    struct sockaddr_storage storage = {.ss_family = AF_UNSPEC};
    socklen_t size = sizeof storage;
    const struct sockaddr *address = (const struct sockaddr *)&storage;
    Connection *connection = g_new0(Connection, 1);

    if (getpeername(lws_get_socket_fd(wsi), (struct sockaddr *)&storage, &size) != 0) {
        storage.ss_family = AF_UNSPEC; /* it has gone again already */
    }
    thin_stream_prepare(lws_get_socket_fd(wsi));
    connection->server = server;
    connection->wsi = wsi;
    connection->key = address_key(address);
    connection->peer = address_text(address);
    connection->loopback = address_is_loopback(address);
    connection->exchange = http_exchange_new(
            &(HttpExchangeConfig){
                    .wsi = wsi,
                    .peer = connection->peer,
                    .loopback = connection->loopback,
                    .body_max = server->config.body_max,
                    .times = server->config.times,
                    .events = &exchange_events,
                    .user_data = connection,
                    .answer = answer,
                    .answer_data = server,
            },
            g_get_monotonic_time());
    address_limit_enter(server->addresses, &connection->key);
    connection->excess = address_limit_is_beyond(server->addresses, &connection->key);
    g_hash_table_add(server->connections, connection);
    lws_set_opaque_user_data(wsi, connection);
}

static void connection_close(Connection *connection)
{
    WebServer *server = connection->server;
    const uint64_t socket = connection->socket;

    lws_set_opaque_user_data(connection->wsi, NULL);
    stop_waiting(connection);
    g_hash_table_remove(server->connections, connection);
    address_limit_leave(server->addresses, &connection->key);
    http_exchange_free(connection->exchange);
    g_free(connection->peer);
    g_free(connection);
    if (socket != 0) {
        websocket_detach(server->config.websockets, socket);
    }
}

/* ---- WebSockets ---- */

/* A page may open a WebSocket to the host that it came from only; a program sends no Origin. */
static bool origin_is_ours(struct lws *wsi)
{
    g_autofree char *origin = http_exchange_copy_header(wsi, WSI_TOKEN_ORIGIN);
    g_autofree char *host = http_exchange_copy_header(wsi, WSI_TOKEN_HOST);
    const char *place = NULL;

    if (origin == NULL) {
        return true;
    }
    if (g_ascii_strncasecmp(origin, "https://", 8) == 0) {
        place = origin + 8;
    } else if (g_ascii_strncasecmp(origin, "http://", 7) == 0) {
        place = origin + 7;
    }
    return place != NULL && host != NULL && g_ascii_strcasecmp(place, host) == 0;
}

static int refuse_upgrade(WebServer *server, struct lws *wsi, unsigned status, const char *text)
{
    g_autoptr(HttpResponse) response = http_response_new_text(status, text);
    http_refusal_dress(response, NULL);
    g_autoptr(GString) head = http_response_format_head(response, (HttpResponseHead){0});
    GBytes *body = http_response_body(response);
    g_autoptr(GByteArray) out = g_byte_array_new();

    server->stats.refused_upgrades++;
    g_byte_array_set_size(out, LWS_PRE);
    g_byte_array_append(out, (const guint8 *)head->str, (guint)head->len);
    g_byte_array_append(out, g_bytes_get_data(body, NULL), (guint)g_bytes_get_size(body));
    (void)lws_write(wsi, out->data + LWS_PRE, out->len - LWS_PRE, LWS_WRITE_HTTP_HEADERS);
    return -1;
}

/*
 * The first lines are a guard, not a check: with an upgrade that it does not know, libwebsockets
 * 4.1.6 ends the request, frees its headers, and then calls us with `in` pointing into them
 * (CVE-2025-11677). Without an Upgrade header left, nothing may be read and the connection must go.
 * They refuse h2c too.
 */
static int on_upgrade(WebServer *server, struct lws *wsi)
{
    if (lws_hdr_total_length(wsi, WSI_TOKEN_UPGRADE) <= 0) {
        server->stats.refused_upgrades++;
        return -1;
    }
    g_autofree char *upgrade = http_exchange_copy_header(wsi, WSI_TOKEN_UPGRADE);
    Connection *connection = lws_get_opaque_user_data(wsi);
    if (upgrade == NULL || g_ascii_strcasecmp(upgrade, "websocket") != 0 || connection == NULL) {
        server->stats.refused_upgrades++;
        return -1;
    }
    g_autofree char *path = http_exchange_copy_header(wsi, WSI_TOKEN_GET_URI);
    bool other = false;
    if (path == NULL || !is_websocket_path(server, path)) {
        return refuse_upgrade(server, wsi, 404, "There is no WebSocket at this address.");
    }
    if (is_excess(connection)) {
        return refuse_upgrade(server, wsi, 429, too_many);
    }
    if (must_go_to_https(connection, lws_is_ssl(wsi) != 0, &other)) {
        return refuse_upgrade(server, wsi, 403, "Please use wss.");
    }
    if (!origin_is_ours(wsi)) {
        return refuse_upgrade(server, wsi, 403, "This page is not from here.");
    }
    if (!websocket_has_room(server->config.websockets)) {
        return refuse_upgrade(server, wsi, 503, no_room);
    }
    return 0;
}

static void wake(void *data)
{
    Connection *connection = data;
    const WebServer *server = connection->server;

    if (server->stopping) {
        return;
    }
    if (connection->closing_us == 0 && connection->socket != 0 &&
            websocket_is_ending(server->config.websockets, connection->socket, NULL, NULL)) {
        connection->closing_us = g_get_monotonic_time() + CLOSE_US;
    }
    lws_callback_on_writable(connection->wsi);
}

static int on_established(WebServer *server, Connection *connection)
{
    g_autofree char *host = http_exchange_copy_header(connection->wsi, WSI_TOKEN_HOST);
    g_autofree char *cookies = http_exchange_copy_header(connection->wsi, WSI_TOKEN_HTTP_COOKIE);
    const WebsocketPeer peer = {
            .address = connection->peer,
            .host = host != NULL ? host : "",
            .cookies = cookies,
            .tls = lws_is_ssl(connection->wsi) != 0,
    };
    connection->socket = websocket_attach(server->config.websockets, &peer, wake, connection);
    wake(connection); /* the opened event may have sent, or closed, before the number was known */
    return 0;
}

static int on_piece(WebServer *server, const Connection *connection, const void *in, size_t size)
{
    struct lws *wsi = connection->wsi;
    const WebsocketPiece piece = {
            .bytes = in,
            .size = size,
            .last = lws_is_final_fragment(wsi) && lws_remaining_packet_payload(wsi) == 0,
            .binary = lws_frame_is_binary(wsi) != 0,
    };

    websocket_receive(server->config.websockets, connection->socket, piece, g_get_monotonic_time());
    return 0;
}

/* One message each time, as libwebsockets wants it; the end comes behind the last one. */
static int on_socket_writeable(WebServer *server, Connection *connection)
{
    WebsocketHub *hub = server->config.websockets;
    g_autoptr(GByteArray) out = websocket_next(hub, connection->socket);
    WebsocketCode code = WEBSOCKET_NORMAL;
    const char *reason = NULL;

    if (out != NULL) {
        const size_t size = out->len - WEBSOCKET_HEADROOM;
        if (lws_write(connection->wsi, out->data + WEBSOCKET_HEADROOM, size, LWS_WRITE_TEXT) < 0) {
            return -1;
        }
        lws_callback_on_writable(connection->wsi);
        return 0;
    }
    if (!connection->closing && websocket_is_ending(hub, connection->socket, &code, &reason)) {
        g_autofree char *copy = g_strdup(reason);
        connection->closing =
                true; /* a second -1 would cut it before the peer has read the first */
        lws_close_reason(
                connection->wsi, (enum lws_close_status)code, (unsigned char *)copy, strlen(copy));
        return -1;
    }
    return 0;
}

/* ---- libwebsockets ---- */

static int on_connection(WebServer *server, Connection *connection,
        enum lws_callback_reasons reason, const void *in, size_t size)
{
    const int64_t now_us = g_get_monotonic_time();

    switch (reason) {
    case LWS_CALLBACK_HTTP:
        return http_exchange_head(connection->exchange, ++server->last_request, now_us);
    case LWS_CALLBACK_HTTP_BODY:
        return http_exchange_body(connection->exchange, in, size);
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
        return http_exchange_body_end(connection->exchange, now_us);
    case LWS_CALLBACK_HTTP_WRITEABLE:
        return http_exchange_writeable(connection->exchange, now_us);
    case LWS_CALLBACK_ESTABLISHED:
        return on_established(server, connection);
    case LWS_CALLBACK_RECEIVE:
        return on_piece(server, connection, in, size);
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return on_socket_writeable(server, connection);
    case LWS_CALLBACK_WSI_DESTROY:
        connection_close(connection);
        return 0;
    default:
        return 0;
    }
}

static int on_event(
        struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t size)
{
    WebServer *server = lws_context_user(lws_get_context(wsi));
    Connection *connection = NULL;

    switch (reason) {
    case LWS_CALLBACK_FILTER_NETWORK_CONNECTION: {
        const struct lws_filter_network_conn_args *args = user;
        return admit(server, (const struct sockaddr *)&args->cli_addr) ? 0 : -1;
    }
    case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
        connection_open(server, wsi);
        return 0;
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
        return on_upgrade(server, wsi);
    case LWS_CALLBACK_RAW_ADOPT: /* CONNECT makes libwebsockets hand the bare connection over */
    case LWS_CALLBACK_RAW_RX:
        return -1;
    case LWS_CALLBACK_HTTP:
    case LWS_CALLBACK_HTTP_BODY:
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
    case LWS_CALLBACK_HTTP_WRITEABLE:
    case LWS_CALLBACK_ESTABLISHED:
    case LWS_CALLBACK_RECEIVE:
    case LWS_CALLBACK_SERVER_WRITEABLE:
    case LWS_CALLBACK_WSI_DESTROY:
        connection = lws_get_opaque_user_data(wsi);
        return connection != NULL ? on_connection(server, connection, reason, in, size) : 0;
    default:
        return 0;
    }
}

/* No extensions are offered: permessage-deflate costs 300 kB a connection. */
static const struct lws_protocols protocols[] = {
        {.name = "giaoban", .callback = on_event},
        {.name = NULL},
};

/* ---- time ---- */

static bool in_time(Connection *connection, int64_t now_us)
{
    if (connection->socket != 0) {
        return connection->closing_us == 0 || now_us < connection->closing_us;
    }
    const bool fine = http_exchange_in_time(connection->exchange, now_us);
    if (connection->waiting != 0 && http_exchange_waiting(connection->exchange) == 0) {
        stop_waiting(connection); /* it became a 504 */
    }
    return fine;
}

static gboolean sweep(gpointer data)
{
    WebServer *server = data;
    const int64_t now_us = g_get_monotonic_time();
    GHashTableIter iter;
    gpointer key = NULL;
    bool cut_any = false;

    g_hash_table_iter_init(&iter, server->connections);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        Connection *connection = key;
        if (connection->cut || in_time(connection, now_us)) {
            continue;
        }
        connection->cut = cut_any = true;
        server->stats.cut_connections++;
        lws_set_timeout(connection->wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC);
    }
    if (cut_any) {
        web_listener_wake(server->listener); /* its timers are looked at after an event only */
    }
    return G_SOURCE_CONTINUE;
}

/* ---- start and stop ---- */

static const int64_t second_us = G_USEC_PER_SEC;

static int64_t or_default(int64_t value, int64_t otherwise)
{
    return value != 0 ? value : otherwise;
}

static void set_config(WebServer *server, const WebServerConfig *config)
{
    const unsigned rate = (unsigned)or_default(config->connects_per_address_per_s, 100);

    server->config = *config;
    server->config.websocket_path =
            g_strdup(config->websocket_path != NULL ? config->websocket_path : "/ws");
    server->config.connections_max = (unsigned)or_default(config->connections_max, 1024);
    server->config.body_max = (size_t)or_default((int64_t)config->body_max, BODY_MAX);
    server->config.times = (HttpTimes){
            .head_us = or_default(config->times.head_us, 10 * second_us),
            .idle_us = or_default(config->times.idle_us, 15 * second_us),
            .body_us = or_default(config->times.body_us, 20 * second_us),
            .answer_us = or_default(config->times.answer_us, 30 * second_us),
            .write_us = or_default(config->times.write_us, 30 * second_us),
    };
    server->addresses = address_limit_new(&(AddressLimitConfig){
            .connections_max = (unsigned)or_default(config->connections_per_address_max, 512),
            .rate_per_s = rate,
            .burst = rate * BURST_FACTOR,
    });
}

static WebListenerConfig listener_config(WebServer *server, const WebServerConfig *config)
{
    return (WebListenerConfig){
            .address = config->address != NULL ? config->address : "0.0.0.0",
            .port = config->port,
            .redirect_port = config->redirect_port,
            .certificate_path = config->certificate_path,
            .key_path = config->key_path,
            .connections_max = server->config.connections_max,
            .ping_s = (uint16_t)or_default(config->ping_s, 20),
            .hangup_s = (uint16_t)or_default(config->hangup_s, 50),
            .protocols = protocols,
            .user_data = server,
    };
}

WebServer *web_server_new(const WebServerConfig *config, GError **error)
{
    g_assert(config->router != NULL);
    g_autoptr(WebServer) server = g_new0(WebServer, 1);
    set_config(server, config);
    server->connections = g_hash_table_new(NULL, NULL);
    server->waiting = g_hash_table_new(g_int64_hash, g_int64_equal);
    const WebListenerConfig listener = listener_config(server, config);
    server->listener = web_listener_new(&listener, error);
    if (server->listener == NULL) {
        return NULL;
    }
    server->sweep = g_timeout_add(SWEEP_MS, sweep, server);
    return g_steal_pointer(&server);
}

void web_server_free(WebServer *server)
{
    if (server == NULL) {
        return;
    }
    server->stopping = true;
    if (server->sweep != 0) {
        g_source_remove(server->sweep);
    }
    web_listener_free(server->listener); /* closes the connections, which are still ours then */
    g_assert(g_hash_table_size(server->connections) == 0);
    g_hash_table_unref(server->connections);
    g_hash_table_unref(server->waiting);
    address_limit_free(server->addresses);
    g_free((char *)server->config.websocket_path);
    g_free(server);
}

uint16_t web_server_port(const WebServer *server)
{
    return web_listener_port(server->listener);
}

uint16_t web_server_redirect_port(const WebServer *server)
{
    return web_listener_redirect_port(server->listener);
}

bool web_server_reload_certificate(WebServer *server, GError **error)
{
    return web_listener_reload_certificate(server->listener, error);
}

WebServerStats web_server_stats(const WebServer *server)
{
    WebServerStats stats = server->stats;

    stats.connections = g_hash_table_size(server->connections);
    return stats;
}
