/**
 * http_request: one HTTP request as a handler sees it.
 *
 * Units       none.
 * Ownership   the server owns a request until it is answered or its connection is gone. A handler
 *             that answers later keeps the id, never the pointer.
 * Thread      the main loop's.
 * Errors      what the client did not send is NULL.
 * Memory      bounded by the server: 16 kB of head, and a body of its limit.
 */
#ifndef SIGNALING_HTTP_HTTP_REQUEST_H
#define SIGNALING_HTTP_HTTP_REQUEST_H

#include "signaling/http/http_response.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef enum HttpMethod {
    HTTP_GET,
    HTTP_HEAD,
    HTTP_POST,
    HTTP_PUT,
    HTTP_PATCH,
    HTTP_DELETE,
    HTTP_OPTIONS,
    HTTP_METHODS, /**< how many there are */
} HttpMethod;

/** The headers that are handed on; others are not kept. */
typedef enum HttpHeader {
    HTTP_HEADER_ACCEPT,
    HTTP_HEADER_ACCEPT_ENCODING,
    HTTP_HEADER_ACCEPT_LANGUAGE,
    HTTP_HEADER_ACCESS_CONTROL_REQUEST_HEADERS,
    HTTP_HEADER_AUTHORIZATION,
    HTTP_HEADER_CONTENT_TYPE,
    HTTP_HEADER_COOKIE,
    HTTP_HEADER_HOST,
    HTTP_HEADER_IF_MATCH,
    HTTP_HEADER_IF_NONE_MATCH,
    HTTP_HEADER_IF_RANGE,
    HTTP_HEADER_ORIGIN,
    HTTP_HEADER_RANGE,
    HTTP_HEADER_USER_AGENT,
    HTTP_HEADER_X_CSRF_TOKEN,
    HTTP_HEADERS, /**< how many there are */
} HttpHeader;

typedef struct HttpRequest HttpRequest;

/** Takes an answer to the request with this id: once. */
typedef void (*HttpAnswerFunc)(uint64_t id, HttpResponse *response, void *user_data);

/** What a request is made of; everything is copied. */
typedef struct HttpRequestParts {
    uint64_t id; /**< never used twice while the program runs */
    HttpMethod method;
    const char *path; /**< decoded (a + arrives as a space), absolute, without dot segments */
    const char *const *query;          /**< "name=value", decoded, NULL-terminated; or NULL */
    const char *headers[HTTP_HEADERS]; /**< NULL for what was not sent */
    const char *peer;                  /**< the client's IP address */
    int64_t body_size;                 /**< as announced */
    bool tls;                          /**< came encrypted */
    bool loopback;                     /**< came from this machine */
    HttpAnswerFunc answer;
    void *answer_data;
} HttpRequestParts;

/** @return never NULL; free with http_request_free() */
HttpRequest *http_request_new(const HttpRequestParts *parts);
void http_request_free(HttpRequest *request);

/** Answers it, now or later, exactly once; takes the response. */
void http_request_answer(HttpRequest *request, HttpResponse *response);

uint64_t http_request_id(const HttpRequest *request);
HttpMethod http_request_method(const HttpRequest *request);
const char *http_request_path(const HttpRequest *request);
const char *http_request_peer(const HttpRequest *request);
bool http_request_is_tls(const HttpRequest *request);
bool http_request_is_loopback(const HttpRequest *request);
const char *http_request_header(const HttpRequest *request, HttpHeader header);

/** The value behind "name=" in the query, or NULL. */
const char *http_request_query(const HttpRequest *request, const char *name);

/** The path and query again as they stand in a request line: percent-encoded. @return g_free() it */
char *http_request_target(const HttpRequest *request);

/** What stood for {name} in the route's pattern, or NULL. */
const char *http_request_param(const HttpRequest *request, const char *name);

/** Notes a path parameter: for the router. */
void http_request_set_param(HttpRequest *request, const char *name, const char *value, size_t size);

/** The value of a cookie, or NULL. @return g_free() it */
char *http_request_cookie(const HttpRequest *request, const char *name);

/** How long the body will be, before it is there. */
int64_t http_request_body_size(const HttpRequest *request);

/** Notes what the head announced: for the server. */
void http_request_set_body_size(HttpRequest *request, int64_t size);

/** The body: never NULL, empty for none. Owned by the request. */
GBytes *http_request_body(const HttpRequest *request);

/** Gives the request its body: for the server. Takes it. */
void http_request_take_body(HttpRequest *request, GBytes *body);

/** Whether the Content-Type is this one; parameters such as charset do not matter. */
bool http_request_has_type(const HttpRequest *request, const char *type);

/** The token of "Authorization: Bearer token", or NULL. */
const char *http_request_bearer(const HttpRequest *request);

/** Whether a client that sends this Accept-Encoding takes the coding ("br", "gzip"). */
bool http_request_accepts_coding(const HttpRequest *request, const char *coding);

/** Whether the value of an If-None-Match or If-Match header, or NULL, holds the tag, or is "*". */
bool http_etag_listed(const char *value, const char *etag);

/** The same of a request's header. */
bool http_request_etag_listed(const HttpRequest *request, HttpHeader header, const char *etag);

/** "GET", "PATCH" and so on. */
const char *http_method_name(HttpMethod method);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpRequest, http_request_free)

#endif
