/**
 * http_refusal: what the web server itself refuses (no such address, a body too large …) in words that whoever asked can
 * use: a page for browsers that want one, else a problem as RFC 9457 has it. Both are in Vietnamese.
 *
 * Units       none.
 * Ownership   the response stays the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      one short body.
 */
#ifndef SIGNALING_HTTP_HTTP_REFUSAL_H
#define SIGNALING_HTTP_HTTP_REFUSAL_H

#include "signaling/http/http_response.h"

/**
 * Gives a response of http_response_new_text() with a status from 400 its body; others stay as they are.
 *
 * @param accept  the request's Accept header, or NULL
 */
void http_refusal_dress(HttpResponse *response, const char *accept);

#endif
