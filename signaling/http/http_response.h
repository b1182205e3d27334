/**
 * http_response: what a handler answers: a status, headers, and text, bytes or a part of a file.
 *
 * Every response carries the security headers: a strict Content-Security-Policy, no sniffing, no
 * referrer, camera, microphone and screen for our own pages only, and HSTS where it makes sense.
 *
 * Units       offsets and sizes are bytes.
 * Ownership   the maker owns a response until it is handed to a request or the server.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      what the handler puts in.
 */
#ifndef SIGNALING_HTTP_HTTP_RESPONSE_H
#define SIGNALING_HTTP_HTTP_RESPONSE_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct HttpResponse HttpResponse;

/** An empty response. @return never NULL; free with http_response_free() */
HttpResponse *http_response_new(unsigned status);

/** A short plain sentence in English: errors. The web server makes more of it (http_refusal.h). */
HttpResponse *http_response_new_text(unsigned status, const char *text);

/** The sentence of an error from http_response_new_text(), or NULL. */
const char *http_response_sentence(const HttpResponse *response);

/** Another body, of bytes, instead of the one that it has. */
void http_response_set_body(HttpResponse *response, const char *content_type, GBytes *body);

/** A response with a body of its own. */
HttpResponse *http_response_new_bytes(unsigned status, const char *content_type, GBytes *body);

/** Frees it, and closes its file. NULL is allowed. */
void http_response_free(HttpResponse *response);

/**
 * Sets a header, in place of one of the same name. A control character in the value becomes '?', so
 * that nothing which a peer sent can begin another header.
 */
void http_response_set_header(HttpResponse *response, const char *name, const char *value);

/** The value of a header that was set, or NULL. */
const char *http_response_header(const HttpResponse *response, const char *name);

/**
 * Makes a part of an open file the body.
 *
 * @param fd  taken: closed with the response
 */
void http_response_take_file(HttpResponse *response, int fd, int64_t offset, int64_t size);

unsigned http_response_status(const HttpResponse *response);

/** The body's size, whether it is bytes or a file. */
int64_t http_response_size(const HttpResponse *response);

/** The body when it is bytes; never NULL, owned by the response. */
GBytes *http_response_body(const HttpResponse *response);

/**
 * Copies a piece of the body.
 *
 * @return  bytes copied: 0 at the end, -1 if the file could not be read
 */
int64_t http_response_read(HttpResponse *response, int64_t offset, void *buffer, size_t size);

typedef struct HttpResponseHead {
    bool keep_alive; /**< the connection stays open */
    bool hsts;       /**< tell the browser to come by TLS only from now on */
} HttpResponseHead;

/** The status line and all headers with the empty line behind them. */
GString *http_response_format_head(const HttpResponse *response, HttpResponseHead how);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpResponse, http_response_free)

#endif
