#include "signaling/http/http_response.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { ERRORS_FROM = 400 };

struct HttpResponse {
    unsigned status;
    GPtrArray *names;
    GPtrArray *values; /* as many as names */
    char *sentence;    /* of an error that is no more than that, or NULL */
    GBytes *body;
    int fd; /* -1: the body is bytes */
    int64_t file_offset;
    int64_t file_size;
};

/* Unless a response brings its own. connect-src 'self' lets a page open wss: to its own origin; blob: and data:
 * are for pictures and sound that the page itself made. */
#define POLICY "Content-Security-Policy"

static const char policy[] =
        POLICY ": default-src 'self'; img-src 'self' data: blob:; "
               "media-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
               "form-action 'self'; frame-ancestors 'none'\r\n";

static const char always[] =
        "X-Content-Type-Options: nosniff\r\n"
        "Referrer-Policy: no-referrer\r\n"
        "Permissions-Policy: camera=(self), microphone=(self), display-capture=(self)\r\n";

static const char hsts[] = "Strict-Transport-Security: max-age=31536000\r\n";

HttpResponse *http_response_new(unsigned status)
{
    g_assert(status >= 200 && status <= 599);

    HttpResponse *response = g_new0(HttpResponse, 1);
    response->status = status;
    response->names = g_ptr_array_new_with_free_func(g_free);
    response->values = g_ptr_array_new_with_free_func(g_free);
    response->body = g_bytes_new_static("", 0);
    response->fd = -1;
    return response;
}

HttpResponse *http_response_new_bytes(unsigned status, const char *content_type, GBytes *body)
{
    HttpResponse *response = http_response_new(status);

    http_response_set_body(response, content_type, body);
    return response;
}

void http_response_set_body(HttpResponse *response, const char *content_type, GBytes *body)
{
    http_response_set_header(response, "Content-Type", content_type);
    g_bytes_unref(response->body);
    response->body = g_bytes_ref(body);
}

HttpResponse *http_response_new_text(unsigned status, const char *text)
{
    g_autofree char *line = g_strconcat(text, "\n", NULL);
    g_autoptr(GBytes) body = g_bytes_new(line, strlen(line));
    HttpResponse *response = http_response_new_bytes(status, "text/plain; charset=utf-8", body);

    http_response_set_header(response, "Cache-Control", "no-store");
    response->sentence = status >= ERRORS_FROM ? g_strdup(text) : NULL;
    return response;
}

const char *http_response_sentence(const HttpResponse *response)
{
    return response->sentence;
}

void http_response_free(HttpResponse *response)
{
    if (response == NULL) {
        return;
    }
    g_ptr_array_unref(response->names);
    g_ptr_array_unref(response->values);
    g_free(response->sentence);
    g_bytes_unref(response->body);
    if (response->fd >= 0) {
        close(response->fd);
    }
    g_free(response);
}

static bool find_header(const HttpResponse *response, const char *name, guint *ret_at)
{
    for (guint i = 0; i < response->names->len; i++) {
        if (g_ascii_strcasecmp(g_ptr_array_index(response->names, i), name) == 0) {
            *ret_at = i;
            return true;
        }
    }
    return false;
}

void http_response_set_header(HttpResponse *response, const char *name, const char *value)
{
    char *clean = g_strdup(value);
    guint at = 0;

    for (char *c = clean; *c != '\0'; c++) {
        if (g_ascii_iscntrl(*c)) {
            *c = '?';
        }
    }
    if (find_header(response, name, &at)) {
        g_free(g_ptr_array_index(response->values, at));
        g_ptr_array_index(response->values, at) = clean;
        return;
    }
    g_ptr_array_add(response->names, g_strdup(name));
    g_ptr_array_add(response->values, clean);
}

const char *http_response_header(const HttpResponse *response, const char *name)
{
    guint at = 0;

    return find_header(response, name, &at) ? g_ptr_array_index(response->values, at) : NULL;
}

void http_response_take_file(HttpResponse *response, int fd, int64_t offset, int64_t size)
{
    g_assert(response->fd < 0 && fd >= 0 && offset >= 0 && size >= 0);
    response->fd = fd;
    response->file_offset = offset;
    response->file_size = size;
}

unsigned http_response_status(const HttpResponse *response)
{
    return response->status;
}

int64_t http_response_size(const HttpResponse *response)
{
    return response->fd >= 0 ? response->file_size : (int64_t)g_bytes_get_size(response->body);
}

GBytes *http_response_body(const HttpResponse *response)
{
    return response->body;
}

int64_t http_response_read(HttpResponse *response, int64_t offset, void *buffer, size_t size)
{
    const int64_t left = http_response_size(response) - offset;
    const size_t wanted = MIN(size, (size_t)MAX(left, 0));
    ssize_t got = 0;

    if (response->fd < 0) {
        const uint8_t *bytes = g_bytes_get_data(response->body, NULL);
        if (wanted > 0) {
            memcpy(buffer, bytes + offset, wanted);
        }
        return (int64_t)wanted;
    }
    do {
        got = pread(response->fd, buffer, wanted, response->file_offset + offset);
    } while (got < 0 && errno == EINTR);
    /* A file that became shorter cannot keep the promised Content-Length: the same as an error. */
    return got == 0 && wanted > 0 ? -1 : got;
}

static const char *reason(unsigned status)
{
    static const struct {
        unsigned status;
        const char *reason;
    } reasons[] = {
            {200, "OK"},
            {201, "Created"},
            {204, "No Content"},
            {206, "Partial Content"},
            {301, "Moved Permanently"},
            {303, "See Other"},
            {304, "Not Modified"},
            {307, "Temporary Redirect"},
            {308, "Permanent Redirect"},
            {400, "Bad Request"},
            {401, "Unauthorized"},
            {403, "Forbidden"},
            {404, "Not Found"},
            {405, "Method Not Allowed"},
            {406, "Not Acceptable"},
            {409, "Conflict"},
            {411, "Length Required"},
            {412, "Precondition Failed"},
            {413, "Content Too Large"},
            {415, "Unsupported Media Type"},
            {416, "Range Not Satisfiable"},
            {422, "Unprocessable Content"},
            {426, "Upgrade Required"},
            {428, "Precondition Required"},
            {429, "Too Many Requests"},
            {500, "Internal Server Error"},
            {501, "Not Implemented"},
            {503, "Service Unavailable"},
            {504, "Gateway Timeout"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++) {
        if (reasons[i].status == status) {
            return reasons[i].reason;
        }
    }
    return "Status";
}

GString *http_response_format_head(const HttpResponse *response, HttpResponseHead how)
{
    GString *head = g_string_sized_new(1024);

    g_string_append_printf(head, "HTTP/1.1 %u %s\r\n", response->status, reason(response->status));
    for (guint i = 0; i < response->names->len; i++) {
        const char *name = g_ptr_array_index(response->names, i);
        const char *value = g_ptr_array_index(response->values, i);
        g_string_append_printf(head, "%s: %s\r\n", name, value);
    }
    if (response->status != 204 && response->status != 304) {
        g_string_append_printf(
                head, "Content-Length: %" G_GINT64_FORMAT "\r\n", http_response_size(response));
    }
    if (http_response_header(response, POLICY) == NULL) {
        g_string_append(head, policy);
    }
    g_string_append(head, always);
    if (how.hsts) {
        g_string_append(head, hsts);
    }
    g_string_append_printf(head, "Connection: %s\r\n\r\n", how.keep_alive ? "keep-alive" : "close");
    return head;
}
