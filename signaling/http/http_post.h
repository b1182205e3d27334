/**
 * http_post: asks another server one thing by POST: for webhooks. Goes only where it is told to: no proxy, no redirect is
 * followed, no cookie kept; what is answered is a status, the rest is not read.
 *
 * Units       in the names.
 * Ownership   a post that was begun belongs to whoever began it until `done` is called or it is cancelled.
 * Thread      the one that made the poster, whose main context turns.
 * Errors      a status, or what went wrong as a text; never nothing: a server that hangs is left after a time.
 * Memory      a connection and a body for each post under way.
 */
#ifndef SIGNALING_HTTP_HTTP_POST_H
#define SIGNALING_HTTP_HTTP_POST_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct HttpPoster HttpPoster;
typedef struct HttpPost HttpPost;

/**
 * @param ca_file  PEM, of the authorities that certificates have to be from; "" for those that the machine trusts
 * @return         NULL with an error when the file is of no use
 */
HttpPoster *http_poster_new(const char *ca_file, GError **error);

/** After its posts. NULL is allowed. */
void http_poster_free(HttpPoster *poster);

typedef struct HttpPostHeader {
    const char *name;
    const char *value;
} HttpPostHeader;

/** All lent for the time of the call. */
typedef struct HttpPostRequest {
    const char *url;               /**< http_post_fits() */
    const char *type;              /**< of the body */
    const char *body;              /**< text */
    const HttpPostHeader *headers; /**< the last has no name; NULL for none */
    int64_t answer_within_us;
} HttpPostRequest;

/**
 * @param status   0 when there was no answer
 * @param trouble  then: what went wrong; else NULL
 */
typedef void (*HttpPostDone)(unsigned status, const char *trouble, void *user_data);

/** Whether it is an address to post to: http or https, with a host. */
bool http_post_fits(const char *url);

/** The address without what may be secret in it: user, password, query. Free with g_free(). */
char *http_post_shown(const char *url);

/** `done` is called later, never from here. */
HttpPost *http_post_begin(
        HttpPoster *poster, const HttpPostRequest *request, HttpPostDone done, void *user_data);

/** `done` is never called. */
void http_post_cancel(HttpPost *post);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpPoster, http_poster_free)

#endif
