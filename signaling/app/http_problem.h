/**
 * http_problem: refusals over HTTP, as RFC 9457 has them: a JSON object with a sentence for people and a detail for
 * whoever writes a client.
 *
 * Units       none.
 * Ownership   the response is the caller's.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      one response.
 */
#ifndef SIGNALING_APP_HTTP_PROBLEM_H
#define SIGNALING_APP_HTTP_PROBLEM_H

#include "signaling/app/join_guard.h"
#include "signaling/http/http_request.h"

/**
 * @param code    a word for programs
 * @param title   in Vietnamese, for people
 * @param detail  in English; may be NULL
 */
HttpResponse *http_problem_new(
        unsigned status, const char *code, const char *title, const char *detail);

/** What a client is refused with on /ws too. */
HttpResponse *http_problem_of(ClientError error, const char *detail);

/**
 * Who asks: a join token that came as a bearer token, for the meeting `{code}` of the path.
 *
 * @param permission  what its role must allow
 * @param ret_token   on success the caller clears it
 * @return            NULL, or the response that says why not
 */
HttpResponse *http_problem_check_token(
        JoinGuard *guard, const HttpRequest *request, Permission permission, AuthToken *ret_token);

#endif
