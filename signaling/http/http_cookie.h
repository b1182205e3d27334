/**
 * http_cookie: one cookie out of a Cookie header (RFC 6265, 4.2.1).
 *
 * Units       none.
 * Ownership   the value is the caller's.
 * Thread      any: no state.
 * Errors      what is not there, or no cookie value, is NULL.
 * Memory      HTTP_COOKIE_VALUE_MAX bytes.
 */
#ifndef SIGNALING_HTTP_HTTP_COOKIE_H
#define SIGNALING_HTTP_HTTP_COOKIE_H

enum { HTTP_COOKIE_VALUE_MAX = 512 };

/**
 * The value of the first cookie of this name: letters, digits and what else RFC 6265 allows without quotes.
 *
 * @param header  may be NULL
 * @return        g_free() it; NULL when there is none, when it is longer than we give out or holds other bytes
 */
char *http_cookie_value(const char *header, const char *name);

#endif
