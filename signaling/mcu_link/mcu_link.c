#include "signaling/mcu_link/mcu_link.h"

#include "config/log.h"
#include "mcu/api/json_rpc.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>

#include <string.h>
#include <sys/socket.h>

LOG_TOPIC("mcu_link");

enum { READ_BYTES = 64 * 1024, SWEEP_MS = 250, MILLISECOND_US = 1000 };

typedef struct Pending {
    int64_t id;
    int64_t deadline_us;
    ApiMessage result_kind;
    McuReplyFn reply;
    void *user_data;
} Pending;

struct McuLink {
    /* set at creation, then constant */
    GSocket *socket;
    GSource *readable;
    pid_t pid;

    /* the owner; NULL after mcu_link_free(), when only a callback on the stack still holds the link */
    const McuLinkEvents *events;
    void *user_data;

    GSource *writable; /* while bytes wait */
    guint sweep;
    GQueue pending; /* Pending, oldest first: deadlines in order */
    int64_t next_id;
    GByteArray *unsent;
    JsonLines *lines;
    bool broken;
};

static void link_destroy(gpointer data)
{
    McuLink *link = data;
    g_clear_object(&link->socket);
    g_byte_array_unref(link->unsent);
    json_lines_free(link->lines);
    g_assert(g_queue_is_empty(&link->pending));
}

static void link_unref(McuLink *link)
{
    g_rc_box_release_full(link, link_destroy);
}

static void clear_source(GSource **source)
{
    if (*source != NULL) {
        g_source_destroy(*source);
        g_source_unref(*source);
        *source = NULL;
    }
}

static void stop_io(McuLink *link)
{
    link->broken = true;
    clear_source(&link->readable);
    clear_source(&link->writable);
    if (link->sweep != 0) {
        g_source_remove(link->sweep);
        link->sweep = 0;
    }
    (void)g_socket_close(link->socket, NULL);
}

/* Replies. */

static void answer(Pending *pending, const McuReply *reply)
{
    if (pending->reply != NULL) {
        pending->reply(reply, pending->user_data);
    }
    g_free(pending);
}

static void answer_all(McuLink *link, McuOutcome outcome, const char *reason)
{
    Pending *pending = NULL;

    while ((pending = g_queue_pop_head(&link->pending)) != NULL) {
        answer(pending, &(McuReply){.outcome = outcome, .reason = reason});
    }
}

/* Everybody who waits is told first, the owner last. */
static void link_broke(McuLink *link, const char *reason)
{
    if (link->broken) {
        return;
    }
    stop_io(link);
    answer_all(link, MCU_GONE, reason);
    if (link->events != NULL && link->events->closed != NULL) {
        link->events->closed(link->user_data);
    }
}

static Pending *take_pending(McuLink *link, int64_t id)
{
    for (GList *at = link->pending.head; at != NULL; at = at->next) {
        Pending *pending = at->data;
        if (pending->id == id) {
            g_queue_delete_link(&link->pending, at);
            return pending;
        }
    }
    return NULL;
}

static void on_result(Pending *pending, const JsonRpcMessage *message)
{
    union {
        ApiEmpty empty;
        ApiAnswer answer;
        ApiLayout layout;
        ApiRoomDescription description;
        ApiRoomStats stats;
    } result = {0};
    g_autoptr(GError) error = NULL;
    const ApiMessage kind = pending->result_kind;

    if (!api_message_decode(kind, message->body, &result, &error)) {
        log_warning("The media server's reply cannot be read: %s.", error->message);
        answer(pending,
                &(McuReply){.outcome = MCU_REFUSED,
                        .fault = API_FAULT_PARSE,
                        .reason = error->message});
        return;
    }
    answer(pending, &(McuReply){.outcome = MCU_REPLIED, .result = &result});
    api_message_clear(kind, &result);
}

static void on_reply(McuLink *link, const JsonRpcMessage *message)
{
    Pending *pending = take_pending(link, message->id);

    if (pending == NULL) {
        log_debug("A reply came too late, or twice: number %" G_GINT64_FORMAT ".", message->id);
    } else if (message->kind == JSON_RPC_FAULT) {
        answer(pending,
                &(McuReply){
                        .outcome = MCU_REFUSED, .fault = message->code, .reason = message->reason});
    } else {
        on_result(pending, message);
    }
}

static void on_line(McuLink *link, const char *line, size_t size)
{
    JsonRpcMessage message = json_rpc_read(line, size);

    switch (message.kind) {
    case JSON_RPC_RESULT:
    case JSON_RPC_FAULT:
        on_reply(link, &message);
        break;
    case JSON_RPC_NOTIFICATION:
        if (link->events->notification != NULL) {
            link->events->notification(message.method, message.body, link->user_data);
        }
        break;
    case JSON_RPC_REQUEST:
    case JSON_RPC_INVALID:
        log_warning("The media server sent something that is no message: %s.",
                message.reason != NULL ? message.reason : "a request");
        break;
    }
    json_rpc_message_clear(&message);
}

static gboolean on_readable(GSocket *socket, GIOCondition condition, gpointer data)
{
    McuLink *link = g_rc_box_acquire(data);
    g_autofree char *bytes = g_malloc(READ_BYTES);
    g_autoptr(GError) error = NULL;
    const gssize size = g_socket_receive(socket, bytes, READ_BYTES, NULL, &error);

    if (size > 0 && json_lines_push(link->lines, bytes, (size_t)size)) {
        const char *line = NULL;
        size_t line_size = 0;
        while (link->events != NULL && !link->broken &&
                (line = json_lines_next(link->lines, &line_size)) != NULL) {
            on_line(link, line, line_size);
        }
    } else if (size >= 0) {
        link_broke(
                link, size > 0 ? "a line was too long" : "the media server closed the connection");
    } else if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
        link_broke(link, error->message);
    }
    link_unref(link);
    return G_SOURCE_CONTINUE; /* a destroyed source ends all the same */
}

/* Writing. */

static bool write_some(McuLink *link, GError **error)
{
    while (link->unsent->len > 0) {
        const gssize sent = g_socket_send(
                link->socket, (const char *)link->unsent->data, link->unsent->len, NULL, error);
        if (sent < 0) {
            return false;
        }
        g_byte_array_remove_range(link->unsent, 0, (guint)sent);
    }
    return true;
}

static gboolean on_writable(GSocket *socket, GIOCondition condition, gpointer data)
{
    McuLink *link = g_rc_box_acquire(data);
    g_autoptr(GError) error = NULL;

    if (write_some(link, &error)) {
        clear_source(&link->writable);
    } else if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
        link_broke(link, error->message);
    }
    link_unref(link);
    return G_SOURCE_CONTINUE;
}

static GSource *watch(McuLink *link, GIOCondition condition, GSocketSourceFunc callback)
{
    GSource *source = g_socket_create_source(link->socket, condition, NULL);
    g_autoptr(GMainContext) context = g_main_context_ref_thread_default();

    g_source_set_callback(source, G_SOURCE_FUNC(callback), link, NULL);
    g_source_attach(source, context);
    return source;
}

/* Never calls back: a broken connection is seen by the source that reads. */
static void write_line(McuLink *link, const char *line)
{
    const size_t size = strlen(line);

    if (link->unsent->len + size > MCU_LINK_UNSENT_MAX) {
        log_error("The media server does not read what it is sent; the connection is given up.");
        (void)g_socket_shutdown(link->socket, TRUE, TRUE, NULL);
        return;
    }
    g_byte_array_append(link->unsent, (const guint8 *)line, (guint)size);
    if (link->writable == NULL && !write_some(link, NULL)) {
        link->writable = watch(link, G_IO_OUT, on_writable);
    }
}

static gboolean on_sweep(gpointer data)
{
    McuLink *link = g_rc_box_acquire(data);
    const int64_t now_us = g_get_monotonic_time();
    Pending *oldest = NULL;

    while (!link->broken && (oldest = g_queue_peek_head(&link->pending)) != NULL &&
            now_us >= oldest->deadline_us) {
        g_queue_pop_head(&link->pending);
        answer(oldest,
                &(McuReply){.outcome = MCU_TIMED_OUT, .reason = "the media server did not answer"});
    }
    link_unref(link);
    return G_SOURCE_CONTINUE;
}

static pid_t peer_of(GSocket *socket)
{
    struct ucred credentials = {0};
    socklen_t size = sizeof credentials;
    const int fd = g_socket_get_fd(socket);

    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 ? credentials.pid : 0;
}

McuLink *mcu_link_connect(
        const char *path, const McuLinkEvents *events, void *user_data, GError **error)
{
    g_autoptr(GSocketAddress) address = g_unix_socket_address_new(path);
    g_autoptr(GSocket) socket = g_socket_new(
            G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);

    if (socket == NULL) {
        return NULL;
    }
    g_socket_set_blocking(socket, FALSE);
    if (!g_socket_connect(socket, address, NULL, error)) {
        return NULL;
    }
    McuLink *link = g_rc_box_new0(McuLink);
    link->pid = peer_of(socket);
    link->socket = g_steal_pointer(&socket);
    link->events = events;
    link->user_data = user_data;
    link->unsent = g_byte_array_new();
    link->lines = json_lines_new();
    g_queue_init(&link->pending);
    link->readable = watch(link, G_IO_IN, on_readable);
    link->sweep = g_timeout_add(SWEEP_MS, on_sweep, link);
    return link;
}

void mcu_link_free(McuLink *link)
{
    if (link == NULL) {
        return;
    }
    link->events = NULL;
    if (!link->broken) {
        stop_io(link);
    }
    answer_all(link, MCU_GONE, "the connection was closed");
    link_unref(link);
}

void mcu_link_request(McuLink *link, const McuRequest *request)
{
    if (link->broken || g_queue_get_length(&link->pending) >= MCU_LINK_PENDING_MAX) {
        json_decref(request->params);
        if (request->reply != NULL) {
            request->reply(
                    &(McuReply){.outcome = MCU_GONE, .reason = "the media server is not there"},
                    request->user_data);
        }
        return;
    }
    Pending *pending = g_new(Pending, 1);
    *pending = (Pending){
            .id = ++link->next_id,
            .deadline_us = g_get_monotonic_time() + (int64_t)MCU_LINK_REPLY_MS * MILLISECOND_US,
            .result_kind = request->result_kind,
            .reply = request->reply,
            .user_data = request->user_data,
    };
    g_queue_push_tail(&link->pending, pending);
    json_t *params = request->params != NULL ? request->params : json_object();
    g_autofree char *line = json_rpc_request(pending->id, request->method, params);
    write_line(link, line);
}

pid_t mcu_link_pid(const McuLink *link)
{
    return link->pid;
}
