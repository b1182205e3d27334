/**
 * http_exchange: one HTTP/1.1 connection's requests and answers, one after the other.
 *
 *   head ──▶ body ──▶ handler ──▶ sending ──▶ head …        keep-alive
 *     └────────┴─ refused ─────────┘    └──▶ draining ──▶ closed
 *
 * The thin shell between libwebsockets' callbacks and http_request, http_response.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   belongs to its connection; owns the request and the response in work.
 * Thread      the main loop's; the callbacks' results are what libwebsockets wants: -1 closes.
 * Errors      a request that cannot be read is answered with 4xx and its connection closed.
 * Memory      one body of body_max, one piece of a response.
 */
#ifndef SIGNALING_HTTP_HTTP_EXCHANGE_H
#define SIGNALING_HTTP_HTTP_EXCHANGE_H

#include "signaling/http/http_request.h"
#include "signaling/http/http_response.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

struct lws;

typedef struct HttpExchange HttpExchange;

typedef struct HttpExchangeEvents {
    /** The head is there: a response refuses the request before its body is read, NULL goes on. */
    HttpResponse *(*arrived)(HttpRequest *request, void *user_data);
    /** The whole request is there: answer it with http_exchange_answer(), now or later. */
    void (*complete)(HttpRequest *request, void *user_data);
} HttpExchangeEvents;

/** How long each part may take. */
typedef struct HttpTimes {
    int64_t head_us;   /**< from the connection to the end of the first head, TLS included */
    int64_t idle_us;   /**< from an answer to the end of the next head */
    int64_t body_us;   /**< for a body, and a second more for each 32 kB of it */
    int64_t answer_us; /**< for a handler, then 504 */
    int64_t write_us;  /**< without a byte taken by the client */
} HttpTimes;

typedef struct HttpExchangeConfig {
    struct lws *wsi;
    const char *peer;
    bool loopback;
    size_t body_max;
    HttpTimes times;
    const HttpExchangeEvents *events;
    void *user_data;
    HttpAnswerFunc answer; /**< what http_request_answer() calls */
    void *answer_data;
} HttpExchangeConfig;

/** @return never NULL; free with http_exchange_free() */
HttpExchange *http_exchange_new(const HttpExchangeConfig *config, int64_t now_us);
void http_exchange_free(HttpExchange *exchange);

/** LWS_CALLBACK_HTTP. @param id  the number of the request, should it become one */
int http_exchange_head(HttpExchange *exchange, uint64_t id, int64_t now_us);

/** LWS_CALLBACK_HTTP_BODY */
int http_exchange_body(HttpExchange *exchange, const void *bytes, size_t size);

/** LWS_CALLBACK_HTTP_BODY_COMPLETION */
int http_exchange_body_end(HttpExchange *exchange, int64_t now_us);

/** LWS_CALLBACK_HTTP_WRITEABLE */
int http_exchange_writeable(HttpExchange *exchange, int64_t now_us);

/** Sends the answer to the request in work. Takes it. */
void http_exchange_answer(HttpExchange *exchange, HttpResponse *response, int64_t now_us);

/** The number of the request that waits for its handler, or 0. */
uint64_t http_exchange_waiting(const HttpExchange *exchange);

/**
 * Looks at the clock.
 *
 * @return  false: too slow, cut the connection; a handler that is too slow becomes a 504 instead
 */
bool http_exchange_in_time(HttpExchange *exchange, int64_t now_us);

/** The value of a header of the request at hand. @return NULL if absent; g_free() it */
char *http_exchange_copy_header(struct lws *wsi, int token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpExchange, http_exchange_free)

#endif
