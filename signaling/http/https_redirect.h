/**
 * https_redirect: the answer to a request over plain HTTP: the same address, with https.
 *
 * Units       none.
 * Ownership   the response is the caller's.
 * Thread      any: no state.
 * Errors      a Host header that is not there, or not a host's name, is answered with 400: whatever is in it
 *             would come back in our Location.
 * Memory      none is kept.
 */
#ifndef SIGNALING_HTTP_HTTPS_REDIRECT_H
#define SIGNALING_HTTP_HTTPS_REDIRECT_H

#include "signaling/http/http_request.h"
#include "signaling/http/http_response.h"

#include <stdint.h>

/** @param port  on which https is spoken; 0: on the one that the request came to */
HttpResponse *https_redirect(const HttpRequest *request, uint16_t port);

#endif
