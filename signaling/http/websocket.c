#include "signaling/http/websocket.h"

#include <string.h>

enum {
    SOCKETS_MAX = 1024,
    MESSAGE_MAX = 256 * 1024,
    QUEUE_MAX = 1024 * 1024,
    MESSAGES_PER_S = 64,
    REASON_MAX = 123, /* RFC 6455, 5.5: a control frame holds 125 bytes, two are the code */
};

typedef struct Websocket {
    uint64_t id;
    WebsocketWakeFunc wake;
    void *connection;
    GByteArray *message; /* what has arrived of the current one */
    GQueue queue;        /* of GByteArray, headroom included */
    size_t queued;       /* bytes of text in the queue */
    double allowance;    /* messages that may arrive now */
    int64_t allowed_us;  /* when that was so */
    WebsocketCode code;  /* 0 until it is to be closed */
    char *reason;
} Websocket;

struct WebsocketHub {
    WebsocketLimits limits;
    const WebsocketEvents *events;
    void *user_data;
    GHashTable *sockets; /* id → Websocket */
    uint64_t last_id;
};

static void socket_free(gpointer data)
{
    Websocket *socket = data;

    g_byte_array_unref(socket->message);
    g_queue_clear_full(&socket->queue, (GDestroyNotify)g_byte_array_unref);
    g_free(socket->reason);
    g_free(socket);
}

WebsocketHub *websocket_hub_new(
        const WebsocketLimits *limits, const WebsocketEvents *events, void *user_data)
{
    WebsocketHub *hub = g_new0(WebsocketHub, 1);

    hub->limits = (WebsocketLimits){
            .sockets_max = limits->sockets_max != 0 ? limits->sockets_max : SOCKETS_MAX,
            .message_max = limits->message_max != 0 ? limits->message_max : MESSAGE_MAX,
            .queue_max = limits->queue_max != 0 ? limits->queue_max : QUEUE_MAX,
            .messages_per_s = limits->messages_per_s != 0 ? limits->messages_per_s : MESSAGES_PER_S,
    };
    hub->events = events;
    hub->user_data = user_data;
    hub->sockets = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, socket_free);
    return hub;
}

void websocket_hub_free(WebsocketHub *hub)
{
    if (hub == NULL) {
        return;
    }
    g_assert(g_hash_table_size(hub->sockets) == 0);
    g_hash_table_unref(hub->sockets);
    g_free(hub);
}

static Websocket *find(const WebsocketHub *hub, uint64_t id)
{
    return g_hash_table_lookup(hub->sockets, &id);
}

static void end(Websocket *socket, WebsocketCode code, const char *reason)
{
    if (socket->code != 0) {
        return;
    }
    socket->code = code;
    socket->reason = g_utf8_make_valid(reason, (gssize)strnlen(reason, REASON_MAX));
    g_byte_array_set_size(socket->message, 0);
    socket->wake(socket->connection);
}

bool websocket_send(WebsocketHub *hub, uint64_t id, const char *text, size_t size)
{
    static const uint8_t headroom[WEBSOCKET_HEADROOM] = {0};
    Websocket *socket = find(hub, id);

    if (socket == NULL || socket->code != 0) {
        return false;
    }
    if (size > hub->limits.queue_max - socket->queued) {
        /* The peer does not read. What waits is stale; only the end is still worth sending. */
        g_queue_clear_full(&socket->queue, (GDestroyNotify)g_byte_array_unref);
        socket->queued = 0;
        end(socket, WEBSOCKET_TRY_LATER, "too slow");
        return false;
    }
    GByteArray *out = g_byte_array_sized_new((guint)(sizeof headroom + size));
    g_byte_array_append(out, headroom, sizeof headroom);
    g_byte_array_append(out, (const guint8 *)text, (guint)size);
    g_queue_push_tail(&socket->queue, out);
    socket->queued += size;
    socket->wake(socket->connection);
    return true;
}

void websocket_close(WebsocketHub *hub, uint64_t id, WebsocketCode code, const char *reason)
{
    Websocket *socket = find(hub, id);

    if (socket != NULL) {
        end(socket, code, reason);
    }
}

unsigned websocket_count(const WebsocketHub *hub)
{
    return g_hash_table_size(hub->sockets);
}

size_t websocket_queued(const WebsocketHub *hub, uint64_t id)
{
    const Websocket *socket = find(hub, id);

    return socket != NULL ? socket->queued : 0;
}

bool websocket_has_room(const WebsocketHub *hub)
{
    return g_hash_table_size(hub->sockets) < hub->limits.sockets_max;
}

uint64_t websocket_attach(
        WebsocketHub *hub, const WebsocketPeer *peer, WebsocketWakeFunc wake, void *connection)
{
    Websocket *socket = g_new0(Websocket, 1);
    const uint64_t id = ++hub->last_id;

    socket->id = id;
    socket->wake = wake;
    socket->connection = connection;
    socket->message = g_byte_array_new();
    socket->allowance = 2.0 * hub->limits.messages_per_s;
    g_queue_init(&socket->queue);
    g_hash_table_insert(hub->sockets, &socket->id, socket);
    if (hub->events->opened != NULL) {
        hub->events->opened(id, peer, hub->user_data);
    }
    return id;
}

void websocket_detach(WebsocketHub *hub, uint64_t id)
{
    if (g_hash_table_remove(hub->sockets, &id) && hub->events->closed != NULL) {
        hub->events->closed(id, hub->user_data);
    }
}

/* A token bucket: full at two seconds' worth. */
static bool take_allowance(const WebsocketHub *hub, Websocket *socket, int64_t now_us)
{
    const double rate = hub->limits.messages_per_s;

    if (socket->allowed_us != 0) {
        const double grown = (double)(now_us - socket->allowed_us) * rate / G_USEC_PER_SEC;
        socket->allowance = MIN(socket->allowance + grown, 2.0 * rate);
    }
    socket->allowed_us = now_us;
    if (socket->allowance < 1.0) {
        return false;
    }
    socket->allowance -= 1.0;
    return true;
}

static void deliver(const WebsocketHub *hub, Websocket *socket)
{
    const size_t size = socket->message->len;
    const uint64_t id = socket->id;

    /* The array moves out of the socket: the handler may do anything, and the next starts empty. */
    g_autoptr(GByteArray) message = g_steal_pointer(&socket->message);
    socket->message = g_byte_array_new();
    g_byte_array_append(message, (const guint8 *)"", 1);
    if (hub->events->message != NULL) {
        hub->events->message(id, (const char *)message->data, size, hub->user_data);
    }
}

void websocket_receive(WebsocketHub *hub, uint64_t id, WebsocketPiece piece, int64_t now_us)
{
    Websocket *socket = find(hub, id);

    if (socket == NULL || socket->code != 0) {
        return;
    }
    if (piece.binary) {
        end(socket, WEBSOCKET_NO_BINARY, "text only");
        return;
    }
    if (piece.size > hub->limits.message_max - socket->message->len) {
        end(socket, WEBSOCKET_TOO_BIG, "message too big");
        return;
    }
    g_byte_array_append(socket->message, piece.bytes, (guint)piece.size);
    if (!piece.last) {
        return;
    }
    if (!take_allowance(hub, socket, now_us)) {
        end(socket, WEBSOCKET_POLICY, "too many messages");
        return;
    }
    deliver(hub, socket);
}

GByteArray *websocket_next(WebsocketHub *hub, uint64_t id)
{
    Websocket *socket = find(hub, id);
    GByteArray *out = socket != NULL ? g_queue_pop_head(&socket->queue) : NULL;

    if (out != NULL) {
        socket->queued -= out->len - WEBSOCKET_HEADROOM;
    }
    return out;
}

bool websocket_is_ending(
        const WebsocketHub *hub, uint64_t id, WebsocketCode *ret_code, const char **ret_reason)
{
    const Websocket *socket = find(hub, id);

    if (socket == NULL || socket->code == 0) {
        return false;
    }
    if (ret_code != NULL) {
        *ret_code = socket->code;
    }
    if (ret_reason != NULL) {
        *ret_reason = socket->reason;
    }
    return true;
}
