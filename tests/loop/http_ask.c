#include "tests/loop/http_ask.h"

#include <string.h>

static void on_reply(GObject *source, GAsyncResult *result, gpointer data)
{
    HttpReply *reply = data;
    g_autoptr(GError) error = NULL;
    reply->body = soup_session_send_and_read_finish(SOUP_SESSION(source), result, &error);
    g_assert_no_error(error);
    reply->done = true;
}

HttpReply http_ask(const TestServer *test, const HttpAsk *ask)
{
    g_autofree char *url =
            g_strconcat("http", server_url(test->server) + strlen("https"), ask->path, NULL);
    g_autoptr(SoupSession) session = soup_session_new();
    HttpReply reply = {.message = soup_message_new(ask->method, url)};
    SoupMessageHeaders *headers = soup_message_get_request_headers(reply.message);

    if (ask->token != NULL) {
        g_autofree char *bearer = g_strconcat("Bearer ", ask->token, NULL);
        soup_message_headers_append(headers, "Authorization", bearer);
    }
    if (ask->if_match != NULL) {
        soup_message_headers_append(headers, "If-Match", ask->if_match);
    }
    if (ask->accept != NULL) {
        soup_message_headers_append(headers, "Accept", ask->accept);
    }
    if (ask->cookie != NULL) {
        soup_message_headers_append(headers, "Cookie", ask->cookie);
    }
    if (ask->csrf != NULL) {
        soup_message_headers_append(headers, "X-CSRF-Token", ask->csrf);
    }
    if (ask->range != NULL) {
        soup_message_headers_append(headers, "Range", ask->range);
    }
    if (ask->type != NULL) {
        g_autoptr(GBytes) body = g_bytes_new(ask->body, strlen(ask->body));
        soup_message_set_request_body_from_bytes(reply.message, ask->type, body);
    }
    soup_session_send_and_read_async(
            session, reply.message, G_PRIORITY_DEFAULT, NULL, on_reply, &reply);
    while (!reply.done) {
        g_main_context_iteration(NULL, TRUE);
    }
    reply.status = (unsigned)soup_message_get_status(reply.message);
    return reply;
}

const char *http_reply_header(const HttpReply *reply, const char *name)
{
    return soup_message_headers_get_one(soup_message_get_response_headers(reply->message), name);
}

bool http_reply_has(const HttpReply *reply, const char *text)
{
    gsize size = 0;
    const char *bytes = g_bytes_get_data(reply->body, &size);
    g_autofree char *copy = g_strndup(bytes != NULL ? bytes : "", size);
    return strstr(copy, text) != NULL;
}

void http_reply_clear(HttpReply *reply)
{
    g_clear_object(&reply->message);
    g_clear_pointer(&reply->body, g_bytes_unref);
}
