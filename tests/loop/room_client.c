#include "tests/loop/room_client.h"

#include <libsoup/soup.h>
#include <string.h>

enum { PATIENCE_US = 60000000 };

struct RoomClient {
    SoupSession *session;
    SoupWebsocketConnection *connection;
    GQueue messages; /* json_t */
    bool closed;
    char error_code[64];
};

static void on_message(SoupWebsocketConnection *connection, gint type, GBytes *bytes, gpointer data)
{
    RoomClient *client = data;
    gsize size = 0;
    const char *text = g_bytes_get_data(bytes, &size);
    json_t *message = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
    g_assert_nonnull(message);
    g_queue_push_tail(&client->messages, message);
}

static void on_closed(SoupWebsocketConnection *connection, gpointer data)
{
    ((RoomClient *)data)->closed = true;
}

static void on_connected(GObject *source, GAsyncResult *result, gpointer data)
{
    RoomClient *client = data;
    g_autoptr(GError) error = NULL;

    client->connection =
            soup_session_websocket_connect_finish(SOUP_SESSION(source), result, &error);
    g_assert_no_error(error);
    soup_websocket_connection_set_max_incoming_payload_size(client->connection, 0);
    g_signal_connect(client->connection, "message", G_CALLBACK(on_message), client);
    g_signal_connect(client->connection, "closed", G_CALLBACK(on_closed), client);
}

/* One turn of the loop; a timer wakes it so that a test that hangs fails. */
static gboolean wake(gpointer data)
{
    return G_SOURCE_CONTINUE;
}

static void turn(int64_t since_us)
{
    const guint timer = g_timeout_add(100, wake, NULL);
    g_assert_cmpint(g_get_monotonic_time() - since_us, <, PATIENCE_US);
    g_main_context_iteration(NULL, TRUE);
    g_source_remove(timer);
}

RoomClient *room_client_new(const char *https_url)
{
    RoomClient *client = g_new0(RoomClient, 1);
    g_autofree char *url = g_strconcat("ws", https_url + strlen("https"), "/ws", NULL);
    g_autoptr(SoupMessage) message = soup_message_new("GET", url);
    const int64_t since_us = g_get_monotonic_time();

    g_queue_init(&client->messages);
    client->session = soup_session_new();
    soup_session_websocket_connect_async(
            client->session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL, on_connected, client);
    while (client->connection == NULL) {
        turn(since_us);
    }
    return client;
}

static void free_message(gpointer message)
{
    json_decref(message);
}

void room_client_free(RoomClient *client)
{
    if (client == NULL) {
        return;
    }
    g_signal_handlers_disconnect_by_data(client->connection, client);
    GIOStream *stream = soup_websocket_connection_get_io_stream(client->connection);
    g_io_stream_close(stream, NULL, NULL);
    g_object_unref(client->connection);
    soup_session_abort(client->session);
    g_object_unref(client->session);
    g_queue_clear_full(&client->messages, free_message);
    g_free(client);
}

void room_client_send_text(RoomClient *client, const char *text)
{
    soup_websocket_connection_send_text(client->connection, text);
}

void room_client_send(RoomClient *client, json_t *message)
{
    g_assert_nonnull(message);
    char *text = json_dumps(message, JSON_COMPACT);
    room_client_send_text(client, text);
    free(text);
    json_decref(message);
}

static bool has_type(const json_t *message, const char *type)
{
    return g_str_equal(json_string_value(json_object_get(message, "type")), type);
}

/* The next message; there may be some already. */
static json_t *take(RoomClient *client, int64_t since_us)
{
    while (g_queue_is_empty(&client->messages)) {
        g_assert_false(client->closed);
        turn(since_us);
    }
    return g_queue_pop_head(&client->messages);
}

json_t *room_client_wait(RoomClient *client, const char *type)
{
    const int64_t since_us = g_get_monotonic_time();
    json_t *message = take(client, since_us);

    while (!has_type(message, type)) {
        g_test_message("not %s: %s", type, json_string_value(json_object_get(message, "type")));
        json_decref(message);
        message = take(client, since_us);
    }
    return message;
}

json_t *room_client_wait_outcome(RoomClient *client, int64_t id)
{
    const int64_t since_us = g_get_monotonic_time();
    json_t *message = take(client, since_us);

    while (!(has_type(message, "done") || has_type(message, "error")) ||
            json_integer_value(json_object_get(message, "id")) != id) {
        json_decref(message);
        message = take(client, since_us);
    }
    return message;
}

void room_client_wait_state(RoomClient *client, const char *identity, const char *state)
{
    bool found = false;

    while (!found) {
        json_t *message = room_client_wait(client, "site");
        const json_t *site = json_object_get(message, "site");
        found = g_str_equal(json_string_value(json_object_get(site, "id")), identity) &&
                g_str_equal(json_string_value(json_object_get(site, "state")), state);
        json_decref(message);
    }
}

void room_client_wait_closed(RoomClient *client)
{
    const int64_t since_us = g_get_monotonic_time();
    while (!client->closed) {
        turn(since_us);
    }
}

json_t *room_client_join(RoomClient *client, const char *token, const char *resume)
{
    room_client_send(client,
            json_pack("{s:s, s:i, s:s, s:s*, s:s}", "type", "hello", "protocol", 1, "token", token,
                    "resume", resume, "client", "bot"));
    return room_client_wait(client, "welcome");
}

json_t *room_client_join_by_code(RoomClient *client, const char *code, const char *name)
{
    room_client_send(client,
            json_pack("{s:s, s:i, s:s, s:s, s:s}", "type", "hello", "protocol", 1, "meeting", code,
                    "site", name, "client", "web"));
    return room_client_wait(client, "welcome");
}

char *room_client_offer(RoomClient *client, const char *words)
{
    room_client_send(client,
            json_pack("{s:s, s:i, s:s, s:b}", "type", "offer", "id", 1, "sdp", words, "fresh", 1));
    json_t *answer = room_client_wait(client, "answer");
    char *resume = g_strdup(json_string_value(json_object_get(answer, "resume")));
    json_decref(answer);
    return resume;
}

const char *room_client_wait_error(RoomClient *client)
{
    json_t *message = room_client_wait(client, "error");
    g_strlcpy(client->error_code, json_string_value(json_object_get(message, "code")),
            sizeof client->error_code);
    json_decref(message);
    return client->error_code;
}
