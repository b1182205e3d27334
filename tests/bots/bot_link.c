#include "tests/bots/bot_link.h"

#include "config/log.h"

#include <jansson.h>

#include <string.h>

LOG_TOPIC("link");

enum {
    RETRY_FIRST_MS = 100,
    RETRY_MAX_MS = 2000,
    KEEPALIVE_S = 10,
};

struct BotLink {
    BotLinkEvents events;
    void *user_data;
    SoupSession *session;
    char *url;
    char *token;
    char *resume; /* what the server gave to come back with */

    GCancellable *cancellable; /* of the attempt under way */
    SoupWebsocketConnection *socket;
    guint retry_source;
    guint retry_ms;
    bool over; /* no more attempts */
    int64_t hello_us;
    unsigned connects;
};

static void connect_now(BotLink *link);

/* The server's word that nothing is gained by trying again. */
static bool is_final(const char *code)
{
    static const char *const codes[] = {"bad_token", "expired_token", "unknown_meeting",
            "meeting_ended", "not_open", "in_person", "forbidden", "meeting_full", "duplicate",
            "ended", "removed", NULL};
    return g_strv_contains(codes, code);
}

static void send_object(BotLink *link, json_t *object)
{
    g_autofree char *text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    if (link->socket != NULL &&
            soup_websocket_connection_get_state(link->socket) == SOUP_WEBSOCKET_STATE_OPEN) {
        soup_websocket_connection_send_text(link->socket, text);
    }
}

static void say_hello(BotLink *link)
{
    json_t *hello = json_pack("{s:s, s:i, s:s, s:s, s:s*}", "type", "hello", "protocol", 1, "token",
            link->token, "client", "bot", "resume", link->resume);
    if (link->hello_us == 0) {
        link->hello_us = g_get_monotonic_time();
    }
    send_object(link, hello);
}

static gboolean on_retry(gpointer data)
{
    BotLink *link = data;
    link->retry_source = 0;
    connect_now(link);
    return G_SOURCE_REMOVE;
}

static void retry_later(BotLink *link)
{
    if (link->over || link->retry_source != 0) {
        return;
    }
    link->retry_source = g_timeout_add(link->retry_ms, on_retry, link);
    link->retry_ms = MIN(link->retry_ms * 2, RETRY_MAX_MS);
}

static void end(BotLink *link, const char *reason)
{
    if (!link->over) {
        link->over = true;
        link->events.ended(reason, link->user_data);
    }
}

static void drop_socket(BotLink *link)
{
    if (link->socket == NULL) {
        return;
    }
    g_signal_handlers_disconnect_by_data(link->socket, link);
    if (soup_websocket_connection_get_state(link->socket) == SOUP_WEBSOCKET_STATE_OPEN) {
        soup_websocket_connection_close(link->socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
    }
    g_clear_object(&link->socket);
}

static void keep_resume(BotLink *link, json_t *message)
{
    const char *resume = json_string_value(json_object_get(message, "resume"));
    if (resume != NULL) {
        g_free(link->resume);
        link->resume = g_strdup(resume);
    }
}

static void on_welcome(BotLink *link, json_t *message)
{
    link->retry_ms = RETRY_FIRST_MS;
    keep_resume(link, message);
    link->events.welcome(json_is_true(json_object_get(message, "media_alive")), link->user_data);
}

static void on_answer(BotLink *link, json_t *message)
{
    const char *sdp = json_string_value(json_object_get(message, "sdp"));
    keep_resume(link, message);
    if (sdp != NULL) {
        link->events.answer(
                json_integer_value(json_object_get(message, "id")), sdp, link->user_data);
    }
}

/* A bot has nobody who could read it. */
static void on_record_notice(BotLink *link, json_t *message)
{
    send_object(link, json_pack("{s:s}", "type", "record_ack"));
}

static void on_size(BotLink *link, json_t *message)
{
    const json_int_t width = json_integer_value(json_object_get(message, "width"));
    const json_int_t height = json_integer_value(json_object_get(message, "height"));
    link->events.size(
            (unsigned)CLAMP(width, 0, 65535), (unsigned)CLAMP(height, 0, 65535), link->user_data);
}

static void on_media_lost(BotLink *link, json_t *message)
{
    link->events.media_lost(link->user_data);
}

static void on_error_message(BotLink *link, json_t *message)
{
    const char *code = json_string_value(json_object_get(message, "code"));
    const char *about = json_string_value(json_object_get(message, "for"));

    log_info("The server refuses %s: %s", about != NULL ? about : "something",
            code != NULL ? code : "no code");
    if (code != NULL && is_final(code)) {
        end(link, code);
    } else if (g_strcmp0(about, "offer") == 0) {
        link->events.offer_refused(code != NULL ? code : "", link->user_data);
    }
}

static void on_closed_message(BotLink *link, json_t *message)
{
    const char *reason = json_string_value(json_object_get(message, "reason"));
    if (reason != NULL && is_final(reason)) {
        end(link, reason);
    }
}

static const struct {
    const char *type;
    void (*handle)(BotLink *link, json_t *message);
} handlers[] = {
        {"welcome", on_welcome},
        {"answer", on_answer},
        {"record_notice", on_record_notice},
        {"size", on_size},
        {"media_lost", on_media_lost},
        {"error", on_error_message},
        {"closed", on_closed_message},
};

/* Most of what comes tells of other sites and is nothing to a bot. The server writes the type first. */
static bool is_for_us(const char *text, size_t size)
{
    static const char opening[] = "{\"type\":\"";
    const size_t at = sizeof opening - 1;

    if (size < at || memcmp(text, opening, at) != 0) {
        return true; /* only reading it can tell */
    }
    for (size_t i = 0; i < G_N_ELEMENTS(handlers); i++) {
        const size_t length = strlen(handlers[i].type);
        if (size - at > length && memcmp(text + at, handlers[i].type, length) == 0 &&
                text[at + length] == '"') {
            return true;
        }
    }
    return false;
}

static void on_message(SoupWebsocketConnection *socket, gint kind, GBytes *bytes, gpointer data)
{
    BotLink *link = data;
    gsize size = 0;
    const char *text = g_bytes_get_data(bytes, &size);
    if (!is_for_us(text, size)) {
        return;
    }
    json_t *message = json_loadb(text, size, 0, NULL);
    const char *type = json_string_value(json_object_get(message, "type"));

    for (size_t i = 0; i < G_N_ELEMENTS(handlers); i++) {
        if (g_strcmp0(type, handlers[i].type) == 0) {
            handlers[i].handle(link, message);
            break;
        }
    }
    json_decref(message);
}

static void on_closed(SoupWebsocketConnection *socket, gpointer data)
{
    BotLink *link = data;
    drop_socket(link);
    retry_later(link);
}

static void on_connected(GObject *source, GAsyncResult *result, gpointer data)
{
    g_autoptr(GError) error = NULL;
    SoupWebsocketConnection *socket =
            soup_session_websocket_connect_finish(SOUP_SESSION(source), result, &error);
    if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
        return; /* the link is gone */
    }
    BotLink *link = data;
    g_clear_object(&link->cancellable);
    if (socket == NULL) {
        log_debug("No connection to %s: %s", link->url, error->message);
        retry_later(link);
        return;
    }
    link->socket = socket;
    link->connects++;
    soup_websocket_connection_set_max_incoming_payload_size(socket, BOT_LINK_MESSAGE_MAX);
    soup_websocket_connection_set_keepalive_interval(socket, KEEPALIVE_S);
    g_signal_connect(socket, "message", G_CALLBACK(on_message), link);
    g_signal_connect(socket, "closed", G_CALLBACK(on_closed), link);
    say_hello(link);
}

/* On this very machine nobody can stand between. */
static gboolean on_certificate(SoupMessage *message, GTlsCertificate *certificate,
        GTlsCertificateFlags errors, gpointer data)
{
    const char *host = g_uri_get_host(soup_message_get_uri(message));
    g_autoptr(GInetAddress) address = g_inet_address_new_from_string(host);
    return g_strcmp0(host, "localhost") == 0 ||
            (address != NULL && g_inet_address_get_is_loopback(address));
}

static void connect_now(BotLink *link)
{
    g_autofree char *place = g_strconcat(link->url, "/ws", NULL);
    g_autoptr(SoupMessage) message = soup_message_new("GET", place);

    g_signal_connect(message, "accept-certificate", G_CALLBACK(on_certificate), NULL);
    link->cancellable = g_cancellable_new();
    soup_session_websocket_connect_async(link->session, message, link->url, NULL,
            G_PRIORITY_DEFAULT, link->cancellable, on_connected, link);
}

BotLink *bot_link_new(const BotLinkConfig *config)
{
    BotLink *link = g_new0(BotLink, 1);
    link->events = *config->events;
    link->user_data = config->user_data;
    link->session = g_object_ref(config->session);
    link->url = g_strdup(config->url);
    link->token = g_strdup(config->token);
    link->retry_ms = RETRY_FIRST_MS;
    connect_now(link);
    return link;
}

void bot_link_free(BotLink *link)
{
    if (link == NULL) {
        return;
    }
    link->over = true;
    if (link->cancellable != NULL) {
        g_cancellable_cancel(link->cancellable);
        g_clear_object(&link->cancellable);
    }
    g_clear_handle_id(&link->retry_source, g_source_remove);
    drop_socket(link);
    g_clear_object(&link->session);
    g_free(link->url);
    g_free(link->token);
    g_free(link->resume);
    g_free(link);
}

void bot_link_offer(BotLink *link, int64_t offer, const char *sdp, bool fresh)
{
    send_object(link,
            json_pack("{s:s, s:I, s:s, s:b}", "type", "offer", "id", (json_int_t)offer, "sdp", sdp,
                    "fresh", fresh ? 1 : 0));
}

void bot_link_share(BotLink *link)
{
    send_object(link, json_pack("{s:s, s:b}", "type", "share", "on", 1));
}

void bot_link_leave(BotLink *link)
{
    link->over = true;
    send_object(link, json_pack("{s:s}", "type", "leave"));
    drop_socket(link);
}

int64_t bot_link_hello_us(const BotLink *link)
{
    return link->hello_us;
}

unsigned bot_link_connects(const BotLink *link)
{
    return link->connects;
}
