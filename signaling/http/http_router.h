/**
 * http_router: which handler answers which method and path.
 *
 * A pattern is an absolute path. "{name}" stands for one segment that is not empty and becomes a
 * path parameter; a last segment "*" stands for the rest of the path, slashes included, and becomes
 * the parameter "*". Routes are tried in the order in which they were added. A route can look at a request's head
 * before its body is read; one that does not takes bodies of HTTP_ROUTE_BODY_MAX at most.
 *
 * Units       none.
 * Ownership   patterns and handlers' data are kept by reference: they must outlive the router.
 * Thread      the main loop's.
 * Errors      404, 405 with Allow, and the answer to OPTIONS are responses like any other.
 * Memory      fixed once the routes are added.
 */
#ifndef SIGNALING_HTTP_HTTP_ROUTER_H
#define SIGNALING_HTTP_HTTP_ROUTER_H

#include "signaling/http/http_request.h"
#include "signaling/http/http_response.h"

#include <glib.h>

#include <stdbool.h>

typedef struct HttpRouter HttpRouter;

enum { HTTP_ROUTE_BODY_MAX = 256 * 1024 };

/**
 * Answers a request: with http_request_answer() before it returns, or later, from any event, with
 * web_server_answer() and the request's id. What is not answered in time becomes a 504.
 */
typedef void (*HttpHandler)(HttpRequest *request, void *user_data);

/** Looks at a head whose path parameters are set. @return a refusal, or NULL: the body is read */
typedef HttpResponse *(*HttpHeadCheck)(HttpRequest *request, void *user_data);

typedef struct HttpRoute {
    HttpMethod method;
    const char *pattern;
    HttpHandler handler;
    HttpHeadCheck check; /**< NULL: any head will do, with HTTP_ROUTE_BODY_MAX */
    void *user_data;
} HttpRoute;

/** @return never NULL; free with http_router_free() */
HttpRouter *http_router_new(void);
void http_router_free(HttpRouter *router);

/** Adds a route. A GET route answers HEAD too; OPTIONS is answered for routes that do not do it. */
void http_router_add(HttpRouter *router, HttpMethod method, const char *pattern,
        HttpHandler handler, void *user_data);

void http_router_add_route(HttpRouter *router, const HttpRoute *route);

/** The routes in their order. @return NULL behind the last; owned by the router until the next is added */
const HttpRoute *http_router_route(const HttpRouter *router, size_t n);

/**
 * What can be answered from the head alone, before a body is read.
 *
 * @return  a response (404, 405 with Allow, 204 with Allow for OPTIONS, 413, what the route's check says), or
 *          NULL: there is a handler
 */
HttpResponse *http_router_refuse(const HttpRouter *router, HttpRequest *request);

/** Calls the handler; http_router_refuse() must have said that there is one. */
void http_router_dispatch(const HttpRouter *router, HttpRequest *request);

/**
 * Compares a path with a pattern.
 *
 * @param request  gets the path parameters if it matches; may be NULL
 */
bool http_router_match(const char *pattern, const char *path, HttpRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpRouter, http_router_free)

#endif
