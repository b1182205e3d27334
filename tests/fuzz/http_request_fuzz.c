#include "signaling/http/http_request.h"
#include "signaling/http/http_response.h"
#include "signaling/http/http_router.h"
#include "signaling/http/static_files.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <string.h>

enum { LINES_MAX = 5 };

/* Lines: the path, a pair of the query, Content-Type and Authorization, Accept-Encoding, a list of tags. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", LINES_MAX);
    const char *line[LINES_MAX] = {"/", "", "", "", ""};

    for (size_t i = 0; i < LINES_MAX && lines[i] != NULL; i++) {
        line[i] = lines[i];
    }
    const char *const query[] = {line[1], NULL};
    g_autoptr(HttpRequest) request = http_request_new(&(HttpRequestParts){
            .path = line[0],
            .query = query,
            .headers = {[HTTP_HEADER_CONTENT_TYPE] = line[2],
                    [HTTP_HEADER_AUTHORIZATION] = line[2],
                    [HTTP_HEADER_ACCEPT_ENCODING] = line[3],
                    [HTTP_HEADER_IF_NONE_MATCH] = line[4]},
    });

    if (http_router_match("/whip/{code}/{session}", line[0], request)) {
        g_assert(*http_request_param(request, "code") != '\0');
        g_assert(strchr(http_request_param(request, "session"), '/') == NULL);
    }
    if (static_files_path_is_safe(line[0])) {
        g_assert(strstr(line[0], "..") != line[0] && strstr(line[0], "/..") == NULL);
    }
    g_autofree char *target = http_request_target(request);
    g_assert(strpbrk(target, "\r\n ") == NULL);
    g_autoptr(HttpResponse) response = http_response_new(301);
    http_response_set_header(response, "Location", line[0]);
    g_assert(strpbrk(http_response_header(response, "location"), "\r\n") == NULL);
    (void)http_request_query(request, "q");
    (void)http_request_bearer(request);
    (void)http_request_has_type(request, "application/sdp");
    (void)http_request_accepts_coding(request, "br");
    (void)http_request_etag_listed(request, HTTP_HEADER_IF_NONE_MATCH, "\"a\"");
    return 0;
}
