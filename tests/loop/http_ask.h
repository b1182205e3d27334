/**
 * http_ask: one HTTP request to a server under test, on libsoup, over plain HTTP, which this machine itself is served.
 *
 * Client and server share one thread and the default main context; asking turns that context.
 *
 * Units       none.
 * Ownership   the test clears its replies.
 * Thread      the test's only one.
 * Errors      a request that cannot be made fails the test.
 * Memory      the reply's body.
 */
#ifndef TESTS_LOOP_HTTP_ASK_H
#define TESTS_LOOP_HTTP_ASK_H

#include "tests/loop/test_server.h"

#include <libsoup/soup.h>
#include <stdbool.h>

typedef struct HttpAsk {
    const char *method;
    const char *path;
    const char *token; /**< NULL: no Authorization */
    const char *type;  /**< NULL: no body */
    const char *body;
    const char *if_match; /**< NULL: no such header, as the next */
    const char *accept;
    const char *cookie;
    const char *csrf; /**< X-CSRF-Token */
    const char *range;
} HttpAsk;

typedef struct HttpReply {
    unsigned status;
    SoupMessage *message;
    GBytes *body;
    bool done;
} HttpReply;

HttpReply http_ask(const TestServer *test, const HttpAsk *ask);

/** A header of the reply, or NULL. */
const char *http_reply_header(const HttpReply *reply, const char *name);

/** Whether this text is in the body. */
bool http_reply_has(const HttpReply *reply, const char *text);

void http_reply_clear(HttpReply *reply);

#endif
