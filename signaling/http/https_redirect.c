#include "signaling/http/https_redirect.h"

#include <string.h>

static bool host_is_safe(const char *host)
{
    return host != NULL && *host != '\0' &&
            strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]") ==
            strlen(host);
}

/* "[::1]:80" and "name:80" without the port. */
static char *host_without_port(const char *host)
{
    const char *bracket = strrchr(host, ']');
    const char *colon = strchr(bracket != NULL ? bracket : host, ':');

    return colon != NULL ? g_strndup(host, (gsize)(colon - host)) : g_strdup(host);
}

/* 308 keeps the method and the body of what is not a page view; RFC 9725 knows no 301 for POST. */
HttpResponse *https_redirect(const HttpRequest *request, uint16_t port)
{
    const char *host = http_request_header(request, HTTP_HEADER_HOST);
    const HttpMethod method = http_request_method(request);

    if (!host_is_safe(host)) {
        return http_response_new_text(400, "A Host header is needed.");
    }
    g_autofree char *target = http_request_target(request);
    g_autofree char *name = host_without_port(host);
    g_autofree char *place = port != 0 ? g_strdup_printf("%s:%u", name, port) : g_strdup(host);
    g_autofree char *location = g_strdup_printf("https://%s%s", place, target);
    HttpResponse *response = http_response_new_text(
            method == HTTP_GET || method == HTTP_HEAD ? 301 : 308, "Please use https.");
    http_response_set_header(response, "Location", location);
    return response;
}
