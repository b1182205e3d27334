#include "signaling/http/http_post.h"

#include <libsoup/soup.h>
#include <string.h>

enum { IDLE_S = 60 /* how long a connection is kept for the next post */, MILLISECOND_US = 1000 };

struct HttpPoster {
    SoupSession *session;
};

struct HttpPost {
    SoupMessage *message;
    GCancellable *cancellable;
    GSource *limit;
    HttpPostDone done; /* NULL: cancelled */
    void *user_data;
    bool late;
};

HttpPoster *http_poster_new(const char *ca_file, GError **error)
{
    g_autoptr(GTlsDatabase) authorities = NULL;

    if (ca_file[0] != '\0') {
        g_autofree char *path = g_canonicalize_filename(ca_file, NULL);
        authorities = g_tls_file_database_new(path, error);
        if (authorities == NULL) {
            return NULL;
        }
    }
    HttpPoster *poster = g_new0(HttpPoster, 1);
    poster->session = soup_session_new_with_options(
            "user-agent", "giaoban", "idle-timeout", IDLE_S, "proxy-resolver", NULL, NULL);
    if (authorities != NULL) {
        soup_session_set_tls_database(poster->session, authorities);
    }
    return poster;
}

void http_poster_free(HttpPoster *poster)
{
    if (poster == NULL) {
        return;
    }
    soup_session_abort(poster->session);
    g_object_unref(poster->session);
    g_free(poster);
}

bool http_post_fits(const char *url)
{
    g_autoptr(GUri) uri = g_uri_parse(url, SOUP_HTTP_URI_FLAGS, NULL);
    return uri != NULL &&
            (g_str_equal(g_uri_get_scheme(uri), "http") ||
                    g_str_equal(g_uri_get_scheme(uri), "https")) &&
            g_uri_get_host(uri) != NULL && g_uri_get_host(uri)[0] != '\0';
}

char *http_post_shown(const char *url)
{
    g_autoptr(GUri) uri = g_uri_parse(url, SOUP_HTTP_URI_FLAGS, NULL);
    return uri != NULL ? g_uri_to_string_partial(
                                 uri, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT)
                       : g_strdup("");
}

static void post_free(HttpPost *post)
{
    g_source_destroy(post->limit);
    g_source_unref(post->limit);
    g_object_unref(post->message);
    g_object_unref(post->cancellable);
    g_free(post);
}

static gboolean on_late(gpointer data)
{
    HttpPost *post = data;

    post->late = true;
    g_cancellable_cancel(post->cancellable);
    return G_SOURCE_CONTINUE;
}

static void on_answer(GObject *source, GAsyncResult *result, gpointer data)
{
    HttpPost *post = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GInputStream) body = soup_session_send_finish(SOUP_SESSION(source), result, &error);

    if (post->done != NULL) {
        const char *trouble = post->late ? "no answer in time"
                : error != NULL          ? error->message
                                         : NULL;
        post->done(trouble == NULL ? soup_message_get_status(post->message) : 0, trouble,
                post->user_data);
    }
    if (body != NULL) {
        /* Its end is not waited for: what is not read breaks off. */
        g_input_stream_close_async(body, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
    }
    post_free(post);
}

HttpPost *http_post_begin(
        HttpPoster *poster, const HttpPostRequest *request, HttpPostDone done, void *user_data)
{
    g_autoptr(GBytes) body = g_bytes_new(request->body, strlen(request->body));
    g_autoptr(GMainContext) context = g_main_context_ref_thread_default();
    HttpPost *post = g_new0(HttpPost, 1);

    post->message = soup_message_new("POST", request->url);
    g_assert(post->message != NULL);
    soup_message_add_flags(
            post->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
    soup_message_set_request_body_from_bytes(post->message, request->type, body);
    for (const HttpPostHeader *header = request->headers; header != NULL && header->name != NULL;
            header++) {
        soup_message_headers_replace(
                soup_message_get_request_headers(post->message), header->name, header->value);
    }
    post->cancellable = g_cancellable_new();
    post->done = done;
    post->user_data = user_data;
    post->limit = g_timeout_source_new((guint)(request->answer_within_us / MILLISECOND_US));
    g_source_set_callback(post->limit, on_late, post, NULL);
    g_source_attach(post->limit, context);
    soup_session_send_async(
            poster->session, post->message, G_PRIORITY_DEFAULT, post->cancellable, on_answer, post);
    return post;
}

void http_post_cancel(HttpPost *post)
{
    post->done = NULL;
    g_cancellable_cancel(post->cancellable);
}
