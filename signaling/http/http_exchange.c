#include "signaling/http/http_exchange.h"

#include "signaling/http/http_refusal.h"

#include <libwebsockets.h>

#include <string.h>
#include <sys/socket.h>

enum {
    PIECE_SIZE = 32 * 1024,
    QUERY_MAX = 32, /* pairs; the rest is not handed on */
    DRAIN_US = 2 * G_USEC_PER_SEC,
    LENGTH_DIGITS_MAX = 15,
    REPEATED_ENDS_MAX = 100,
    BODY_BYTES_PER_S = 32 * 1024, /* who sends more slowly than this gives up on a large body */
};

typedef enum State {
    STATE_HEAD,     /* waiting for a request */
    STATE_BODY,     /* collecting its body */
    STATE_HANDLER,  /* waiting for the handler's answer */
    STATE_SENDING,  /* sending it */
    STATE_DRAINING, /* answered and to be closed: what still comes is read and dropped, for closing
                     * with unread bytes would reset the connection and lose the answer */
} State;

struct HttpExchange {
    HttpExchangeConfig config;
    State state;
    int64_t deadline_us;
    HttpRequest *request;
    GByteArray *body;
    int64_t body_expected;
    bool body_unread; /* the client may still be sending one that nobody wants */
    bool keep_alive;
    bool excess;            /* the client sent more than its request */
    unsigned repeated_ends; /* of one body */
    HttpResponse *response;
    int64_t sent;      /* bytes of the response's body; -1 before the head */
    int64_t seen_sent; /* the same when the clock was looked at last; -1 for none */
};

static const enum lws_token_indexes tokens[HTTP_HEADERS] = {
        [HTTP_HEADER_ACCEPT] = WSI_TOKEN_HTTP_ACCEPT,
        [HTTP_HEADER_ACCEPT_ENCODING] = WSI_TOKEN_HTTP_ACCEPT_ENCODING,
        [HTTP_HEADER_ACCEPT_LANGUAGE] = WSI_TOKEN_HTTP_ACCEPT_LANGUAGE,
        [HTTP_HEADER_ACCESS_CONTROL_REQUEST_HEADERS] = WSI_TOKEN_HTTP_AC_REQUEST_HEADERS,
        [HTTP_HEADER_AUTHORIZATION] = WSI_TOKEN_HTTP_AUTHORIZATION,
        [HTTP_HEADER_CONTENT_TYPE] = WSI_TOKEN_HTTP_CONTENT_TYPE,
        [HTTP_HEADER_COOKIE] = WSI_TOKEN_HTTP_COOKIE,
        [HTTP_HEADER_HOST] = WSI_TOKEN_HOST,
        [HTTP_HEADER_IF_MATCH] = WSI_TOKEN_HTTP_IF_MATCH,
        [HTTP_HEADER_IF_NONE_MATCH] = WSI_TOKEN_HTTP_IF_NONE_MATCH,
        [HTTP_HEADER_IF_RANGE] = WSI_TOKEN_HTTP_IF_RANGE,
        [HTTP_HEADER_ORIGIN] = WSI_TOKEN_ORIGIN,
        [HTTP_HEADER_RANGE] = WSI_TOKEN_HTTP_RANGE,
        [HTTP_HEADER_USER_AGENT] = WSI_TOKEN_HTTP_USER_AGENT,
};

/* libwebsockets has no number for it. */
static char *copy_csrf_token(struct lws *wsi)
{
    static const char name[] = "x-csrf-token:";
    const int name_size = (int)sizeof name - 1;
    const int size = lws_hdr_custom_length(wsi, name, name_size);

    if (size <= 0) {
        return NULL;
    }
    g_autofree char *value = g_strnfill((gsize)size, '\0');
    if (lws_hdr_custom_copy(wsi, value, size + 1, name, name_size) < 0) {
        return NULL;
    }
    return g_steal_pointer(&value);
}

HttpExchange *http_exchange_new(const HttpExchangeConfig *config, int64_t now_us)
{
    HttpExchange *exchange = g_new0(HttpExchange, 1);

    exchange->config = *config;
    exchange->deadline_us = now_us + config->times.head_us;
    exchange->body = g_byte_array_new();
    return exchange;
}

static void forget_request(HttpExchange *exchange)
{
    g_clear_pointer(&exchange->request, http_request_free);
    g_clear_pointer(&exchange->response, http_response_free);
    g_byte_array_set_size(exchange->body, 0);
}

void http_exchange_free(HttpExchange *exchange)
{
    if (exchange == NULL) {
        return;
    }
    forget_request(exchange);
    g_byte_array_unref(exchange->body);
    g_free(exchange);
}

char *http_exchange_copy_header(struct lws *wsi, int token)
{
    const int size = lws_hdr_total_length(wsi, (enum lws_token_indexes)token);

    if (size <= 0) {
        return NULL;
    }
    g_autofree char *value = g_strnfill((gsize)size, '\0');
    if (lws_hdr_copy(wsi, value, size + 1, (enum lws_token_indexes)token) < 0) {
        return NULL;
    }
    return g_steal_pointer(&value);
}

/* libwebsockets hands each "name=value" over decoded, as a fragment of its own. */
static char **copy_query(struct lws *wsi)
{
    g_autoptr(GPtrArray) pairs = g_ptr_array_new();
    const int size = lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_URI_ARGS) + 1;
    g_autofree char *pair = g_strnfill((gsize)size, '\0');

    for (int i = 0; i < QUERY_MAX; i++) {
        if (lws_hdr_copy_fragment(wsi, pair, size, WSI_TOKEN_HTTP_URI_ARGS, i) < 0) {
            break;
        }
        g_ptr_array_add(pairs, g_strdup(pair));
    }
    g_ptr_array_add(pairs, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&pairs), FALSE);
}

static bool method_of(int lws_method, HttpMethod *ret_method)
{
    switch (lws_method) {
    case LWSHUMETH_GET:
        *ret_method = HTTP_GET;
        return true;
    case LWSHUMETH_HEAD:
        *ret_method = HTTP_HEAD;
        return true;
    case LWSHUMETH_POST:
        *ret_method = HTTP_POST;
        return true;
    case LWSHUMETH_PUT:
        *ret_method = HTTP_PUT;
        return true;
    case LWSHUMETH_PATCH:
        *ret_method = HTTP_PATCH;
        return true;
    case LWSHUMETH_DELETE:
        *ret_method = HTTP_DELETE;
        return true;
    case LWSHUMETH_OPTIONS:
        *ret_method = HTTP_OPTIONS;
        return true;
    default:
        return false;
    }
}

static bool read_head(HttpExchange *exchange, uint64_t id)
{
    struct lws *wsi = exchange->config.wsi;
    char *headers[HTTP_HEADERS] = {NULL};
    char *uri = NULL;
    int uri_size = 0;
    HttpMethod method = HTTP_GET;

    if (!method_of(lws_http_get_uri_and_method(wsi, &uri, &uri_size), &method)) {
        return false;
    }
    g_autofree char *path = g_strndup(uri, (gsize)uri_size);
    g_auto(GStrv) query = copy_query(wsi);
    HttpRequestParts parts = {
            .id = id,
            .method = method,
            .path = path,
            .query = (const char *const *)query,
            .peer = exchange->config.peer,
            .tls = lws_is_ssl(wsi) != 0,
            .loopback = exchange->config.loopback,
            .answer = exchange->config.answer,
            .answer_data = exchange->config.answer_data,
    };
    for (size_t i = 0; i < HTTP_HEADERS; i++) {
        headers[i] = i == HTTP_HEADER_X_CSRF_TOKEN ? copy_csrf_token(wsi)
                                                   : http_exchange_copy_header(wsi, (int)tokens[i]);
        parts.headers[i] = headers[i];
    }
    exchange->request = http_request_new(&parts);
    for (size_t i = 0; i < HTTP_HEADERS; i++) {
        g_free(headers[i]);
    }
    return true;
}

/* RFC 9112, 9.3: HTTP/1.1 stays open unless told otherwise; 1.0 is closed, whatever it asks. */
static bool wants_keep_alive(struct lws *wsi)
{
    g_autofree char *version = http_exchange_copy_header(wsi, WSI_TOKEN_HTTP);
    g_autofree char *connection = http_exchange_copy_header(wsi, WSI_TOKEN_CONNECTION);

    if (version == NULL || strcmp(version, "HTTP/1.1") != 0) {
        return false;
    }
    return connection == NULL || g_ascii_strcasecmp(connection, "close") != 0;
}

/* Finds out how long the body is. @return a refusal, or NULL */
static HttpResponse *read_length(HttpExchange *exchange)
{
    struct lws *wsi = exchange->config.wsi;
    const HttpMethod method = http_request_method(exchange->request);
    const bool has_body = method == HTTP_POST || method == HTTP_PUT || method == HTTP_PATCH;
    g_autofree char *coding = http_exchange_copy_header(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING);
    g_autofree char *length = http_exchange_copy_header(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH);

    exchange->body_expected = 0;
    exchange->body_unread =
            has_body; /* libwebsockets reads one for these, whatever the head says */
    if (coding != NULL || (length == NULL && has_body)) {
        return http_response_new_text(411, "A Content-Length is needed.");
    }
    if (length == NULL) {
        return NULL;
    }
    const size_t digits = strspn(length, "0123456789");
    if (digits == 0 || length[digits] != '\0') {
        return http_response_new_text(400, "The Content-Length is not a number.");
    }
    exchange->body_unread = has_body || strspn(length, "0") != digits;
    if (digits > LENGTH_DIGITS_MAX ||
            g_ascii_strtoull(length, NULL, 10) > exchange->config.body_max) {
        return http_response_new_text(413, "The body is too large.");
    }
    exchange->body_expected = (int64_t)g_ascii_strtoull(length, NULL, 10);
    http_request_set_body_size(exchange->request, exchange->body_expected);
    exchange->body_unread = exchange->body_expected > 0;
    return NULL;
}

static int call_handler(HttpExchange *exchange, int64_t now_us)
{
    exchange->state = STATE_HANDLER;
    exchange->deadline_us = now_us + exchange->config.times.answer_us;
    /* Nothing more is read until it is answered: libwebsockets would take the bytes of a next
     * request for more of this one's body, or wake up for them without end. */
    lws_rx_flow_control(exchange->config.wsi, 0);
    exchange->config.events->complete(exchange->request, exchange->config.user_data);
    return 0;
}

/* curl sends it before a body of a megabyte, and waits a second for the answer. */
static int send_continue(struct lws *wsi)
{
    g_autofree char *expect = http_exchange_copy_header(wsi, WSI_TOKEN_HTTP_EXPECT);
    static const char text[] = "HTTP/1.1 100 Continue\r\n\r\n";
    uint8_t buffer[LWS_PRE + sizeof text];

    if (expect == NULL || g_ascii_strcasecmp(expect, "100-continue") != 0) {
        return 0;
    }
    memcpy(buffer + LWS_PRE, text, sizeof text);
    return lws_write(wsi, buffer + LWS_PRE, sizeof text - 1, LWS_WRITE_HTTP_HEADERS) < 0 ? -1 : 0;
}

int http_exchange_head(HttpExchange *exchange, uint64_t id, int64_t now_us)
{
    struct lws *wsi = exchange->config.wsi;

    if (exchange->state != STATE_HEAD || !read_head(exchange, id)) {
        return -1;
    }
    /* The deadlines here replace libwebsockets', which would also bound the handler's time. */
    lws_set_timeout(wsi, NO_PENDING_TIMEOUT, 0);
    exchange->keep_alive = wants_keep_alive(wsi);
    exchange->excess = false;
    exchange->repeated_ends = 0;

    HttpResponse *refusal = read_length(exchange);
    if (refusal == NULL) {
        refusal = exchange->config.events->arrived(exchange->request, exchange->config.user_data);
    }
    if (refusal != NULL) {
        http_exchange_answer(exchange, refusal, now_us);
        return 0;
    }
    if (exchange->body_expected == 0) {
        return call_handler(exchange, now_us);
    }
    exchange->state = STATE_BODY;
    exchange->deadline_us = now_us + exchange->config.times.body_us +
            exchange->body_expected * G_USEC_PER_SEC / BODY_BYTES_PER_S;
    return send_continue(wsi);
}

int http_exchange_body(HttpExchange *exchange, const void *bytes, size_t size)
{
    if (exchange->state == STATE_BODY) {
        if (size > exchange->config.body_max - exchange->body->len) {
            return -1;
        }
        g_byte_array_append(exchange->body, bytes, (guint)size);
    }
    return 0;
}

int http_exchange_body_end(HttpExchange *exchange, int64_t now_us)
{
    exchange->body_unread = false;
    if (exchange->state == STATE_DRAINING) {
        return -1;
    }
    if (exchange->state != STATE_BODY) {
        /* It was refused already, or is a POST's empty one, which is announced twice. With more bytes
         * behind the body, libwebsockets comes here again and again until the answer has left. */
        return ++exchange->repeated_ends < REPEATED_ENDS_MAX ? 0 : -1;
    }
    http_request_take_body(exchange->request, g_byte_array_free_to_bytes(exchange->body));
    exchange->body = g_byte_array_new();
    return call_handler(exchange, now_us);
}

void http_exchange_answer(HttpExchange *exchange, HttpResponse *response, int64_t now_us)
{
    if (exchange->response != NULL || exchange->request == NULL) {
        http_response_free(response); /* a handler that answers twice keeps its first word */
        return;
    }
    http_refusal_dress(response, http_request_header(exchange->request, HTTP_HEADER_ACCEPT));
    exchange->response = response;
    exchange->sent = -1;
    exchange->seen_sent = -1;
    exchange->state = STATE_SENDING;
    exchange->deadline_us = now_us + exchange->config.times.write_us;
    if (exchange->body_unread) {
        exchange->keep_alive = false;
    }
    lws_rx_flow_control(exchange->config.wsi, 1); /* else it would not be told "writable" either */
    lws_callback_on_writable(exchange->config.wsi);
}

/* Browsers bind HSTS to a name, not to a port: for localhost it would break every other program of
 * the developer's machine, and for an IP address they ignore it. */
static bool wants_hsts(const HttpRequest *request)
{
    const char *host = http_request_header(request, HTTP_HEADER_HOST);

    return http_request_is_tls(request) &&
            (host == NULL || g_ascii_strncasecmp(host, "localhost", 9) != 0);
}

/* Fills a piece: the head first, then body. @return its size, or -1 if the file cannot be read */
static int64_t next_piece(HttpExchange *exchange, uint8_t *piece)
{
    int64_t used = 0;

    if (exchange->sent < 0) {
        const HttpResponseHead how = {
                .keep_alive = exchange->keep_alive,
                .hsts = wants_hsts(exchange->request),
        };
        g_autoptr(GString) head = http_response_format_head(exchange->response, how);
        if (head->len > PIECE_SIZE) {
            return -1;
        }
        memcpy(piece, head->str, head->len);
        used = (int64_t)head->len;
        exchange->sent = 0;
    }
    if (http_request_method(exchange->request) == HTTP_HEAD) {
        exchange->sent = http_response_size(exchange->response);
        return used;
    }
    const int64_t got = http_response_read(
            exchange->response, exchange->sent, piece + used, (size_t)(PIECE_SIZE - used));
    if (got < 0) {
        return -1;
    }
    exchange->sent += got;
    return used + got;
}

/*
 * Whether bytes of a next request came with this one. libwebsockets 4.1.6 cannot read a body from
 * what it has put aside: it takes the head's bytes for it, and with more behind, never returns. So
 * nothing put aside may ever be read, and who does not wait for its answer is not kept. (It says only
 * that some connection has bytes put aside; taking another's for this one's costs a new connection.)
 */
static bool has_excess(HttpExchange *exchange)
{
    struct lws_context *context = lws_get_context(exchange->config.wsi);

    exchange->excess = exchange->excess || lws_service_adjust_timeout(context, 1, 0) == 0;
    return exchange->excess;
}

static int finish(HttpExchange *exchange, int64_t now_us)
{
    struct lws *wsi = exchange->config.wsi;
    const bool keep_alive = exchange->keep_alive && !has_excess(exchange);

    forget_request(exchange);
    if (keep_alive) {
        exchange->state = STATE_HEAD;
        exchange->deadline_us = now_us + exchange->config.times.idle_us;
        return lws_http_transaction_completed(wsi) != 0 ? -1 : 0;
    }
    if (!exchange->body_unread) {
        return -1;
    }
    exchange->state = STATE_DRAINING;
    exchange->deadline_us = now_us + DRAIN_US;
    return 0;
}

int http_exchange_writeable(HttpExchange *exchange, int64_t now_us)
{
    struct lws *wsi = exchange->config.wsi;

    if (exchange->state != STATE_SENDING) {
        return 0;
    }
    if (exchange->sent >= 0 && exchange->sent == http_response_size(exchange->response)) {
        return finish(exchange, now_us);
    }
    g_autoptr(GByteArray) buffer = g_byte_array_new();
    g_byte_array_set_size(buffer, LWS_PRE + PIECE_SIZE);
    exchange->keep_alive = exchange->keep_alive && !has_excess(exchange);
    const int64_t size = next_piece(exchange, buffer->data + LWS_PRE);
    if (size < 0 || lws_write(wsi, buffer->data + LWS_PRE, (size_t)size, LWS_WRITE_HTTP) < 0) {
        return -1;
    }
    exchange->deadline_us = now_us + exchange->config.times.write_us;
    if (exchange->keep_alive && exchange->sent == http_response_size(exchange->response)) {
        /* At once: the client may have the answer, and its next request be there, before the next
         * event. What libwebsockets still holds back it sends first. */
        return finish(exchange, now_us);
    }
    /* Also after the last piece of the last answer: once writable again, all of it has left. */
    lws_callback_on_writable(wsi);
    return 0;
}

uint64_t http_exchange_waiting(const HttpExchange *exchange)
{
    return exchange->state == STATE_HANDLER ? http_request_id(exchange->request) : 0;
}

/*
 * libwebsockets does not read while an answer is being sent, but is woken up by what could be read,
 * again and again while the client takes nothing. No browser sends more before it has its answer;
 * who does, and at the same time does not read, is cut.
 */
static bool is_stalled(HttpExchange *exchange)
{
    char byte = 0;
    const int64_t before = exchange->seen_sent;

    exchange->seen_sent = exchange->state == STATE_SENDING ? exchange->sent : -1;
    if (exchange->seen_sent < 0 || exchange->seen_sent != before) {
        return false;
    }
    const ssize_t waiting =
            recv(lws_get_socket_fd(exchange->config.wsi), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return waiting >= 0 || exchange->excess; /* bytes, or the end */
}

bool http_exchange_in_time(HttpExchange *exchange, int64_t now_us)
{
    if (is_stalled(exchange)) {
        return false;
    }
    if (now_us < exchange->deadline_us) {
        return true;
    }
    if (exchange->state != STATE_HANDLER) {
        return false;
    }
    http_exchange_answer(
            exchange, http_response_new_text(504, "The answer took too long."), now_us);
    return true;
}
