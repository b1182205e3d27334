#include "mcu/control/control_server.h"

#include "config/log.h"
#include "mcu/api/json_rpc.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include <sys/stat.h>

LOG_TOPIC("control");

enum { READ_BYTES = 64 * 1024 };

struct ControlServer {
    char *path;
    const ControlServerEvents *events;
    void *user_data;
    GSocket *listener;
    GSource *accepting;

    GSocket *controller; /* NULL while there is none */
    GSource *reading;
    GSource *writing; /* NULL while everything was written */
    JsonLines *lines;
    GByteArray *out;
};

static void source_stop(GSource **source)
{
    if (*source != NULL) {
        g_source_destroy(*source);
        g_clear_pointer(source, g_source_unref);
    }
}

static void drop_controller(ControlServer *server)
{
    if (server->controller == NULL) {
        return;
    }
    source_stop(&server->reading);
    source_stop(&server->writing);
    (void)g_socket_close(server->controller, NULL);
    g_clear_object(&server->controller);
    g_clear_pointer(&server->lines, json_lines_free);
    g_byte_array_set_size(server->out, 0);
    server->events->controller(false, server->user_data);
}

/* Hands out the lines; a handler may have closed this controller. */
static void deliver(ControlServer *server)
{
    const GSocket *current = server->controller;
    size_t size = 0;
    const char *line = json_lines_next(server->lines, &size);
    while (line != NULL) {
        server->events->line(line, size, server->user_data);
        if (server->controller != current) {
            return;
        }
        line = json_lines_next(server->lines, &size);
    }
}

static gboolean on_readable(GSocket *socket, GIOCondition condition, gpointer user_data)
{
    ControlServer *server = user_data;
    static char buffer[READ_BYTES];
    g_autoptr(GError) error = NULL;
    const gssize size = g_socket_receive(socket, buffer, sizeof buffer, NULL, &error);
    if (size < 0 && g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
        return G_SOURCE_CONTINUE;
    }
    if (size <= 0) {
        log_info("The controller has gone%s%s.", error != NULL ? ": " : "",
                error != NULL ? error->message : "");
        drop_controller(server);
        return G_SOURCE_REMOVE;
    }
    if (!json_lines_push(server->lines, buffer, (size_t)size)) {
        log_warning("The controller sent a line that has no end; its connection is closed.");
        drop_controller(server);
        return G_SOURCE_REMOVE;
    }
    deliver(server);
    return G_SOURCE_CONTINUE;
}

static gboolean on_connection(GSocket *listener, GIOCondition condition, gpointer user_data)
{
    ControlServer *server = user_data;
    g_autoptr(GSocket) accepted = g_socket_accept(listener, NULL, NULL);
    if (accepted == NULL) {
        return G_SOURCE_CONTINUE;
    }
    drop_controller(server);
    g_socket_set_blocking(accepted, FALSE);
    server->controller = g_steal_pointer(&accepted);
    server->lines = json_lines_new();
    server->reading = g_socket_create_source(server->controller, G_IO_IN, NULL);
    g_source_set_callback(server->reading, G_SOURCE_FUNC(on_readable), server, NULL);
    g_source_attach(server->reading, NULL);
    server->events->controller(true, server->user_data);
    return G_SOURCE_CONTINUE;
}

static gboolean on_writable(GSocket *socket, GIOCondition condition, gpointer user_data)
{
    ControlServer *server = user_data;
    const gssize sent =
            g_socket_send(socket, (const char *)server->out->data, server->out->len, NULL, NULL);
    if (sent > 0) {
        g_byte_array_remove_range(server->out, 0, (guint)sent);
    }
    if (server->out->len > 0) {
        return G_SOURCE_CONTINUE; /* a broken connection ends in on_readable() */
    }
    g_clear_pointer(&server->writing, g_source_unref);
    return G_SOURCE_REMOVE;
}

static void write_or_wait(ControlServer *server, const char *bytes, size_t size)
{
    size_t sent = 0;
    if (server->out->len == 0) {
        const gssize result = g_socket_send(server->controller, bytes, size, NULL, NULL);
        sent = result > 0 ? (size_t)result : 0;
    }
    g_byte_array_append(server->out, (const guint8 *)bytes + sent, (guint)(size - sent));
    if (server->out->len > CONTROL_OUT_BYTES_MAX) {
        log_warning("The controller does not read; its connection is closed.");
        drop_controller(server);
        return;
    }
    if (server->out->len > 0 && server->writing == NULL) {
        server->writing = g_socket_create_source(server->controller, G_IO_OUT, NULL);
        g_source_set_callback(server->writing, G_SOURCE_FUNC(on_writable), server, NULL);
        g_source_attach(server->writing, NULL);
    }
}

void control_server_send(ControlServer *server, char *line)
{
    g_autofree char *taken = line;
    if (server->controller != NULL) {
        write_or_wait(server, taken, strlen(taken));
    }
}

bool control_server_has_controller(const ControlServer *server)
{
    return server->controller != NULL;
}

static GSocket *listen_at(const char *path, GError **error)
{
    g_autoptr(GSocketAddress) address = g_unix_socket_address_new(path);
    g_autoptr(GSocket) probe = g_socket_new(
            G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
    if (probe == NULL) {
        return NULL;
    }
    if (g_socket_connect(probe, address, NULL, NULL)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, "another process listens at %s",
                path);
        return NULL;
    }
    (void)g_unlink(path);
    g_autoptr(GSocket) listener = g_socket_new(
            G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
    if (listener == NULL || !g_socket_bind(listener, address, FALSE, error) ||
            !g_socket_listen(listener, error)) {
        return NULL;
    }
    (void)g_chmod(path, S_IRUSR | S_IWUSR);
    g_socket_set_blocking(listener, FALSE);
    return g_steal_pointer(&listener);
}

ControlServer *control_server_new(
        const char *path, const ControlServerEvents *events, void *user_data, GError **error)
{
    g_autoptr(GSocket) listener = listen_at(path, error);
    if (listener == NULL) {
        return NULL;
    }
    ControlServer *server = g_new0(ControlServer, 1);
    server->path = g_strdup(path);
    server->events = events;
    server->user_data = user_data;
    server->out = g_byte_array_new();
    server->listener = g_steal_pointer(&listener);
    server->accepting = g_socket_create_source(server->listener, G_IO_IN, NULL);
    g_source_set_callback(server->accepting, G_SOURCE_FUNC(on_connection), server, NULL);
    g_source_attach(server->accepting, NULL);
    return server;
}

void control_server_free(ControlServer *server)
{
    if (server == NULL) {
        return;
    }
    source_stop(&server->accepting);
    source_stop(&server->reading);
    source_stop(&server->writing);
    g_clear_object(&server->controller);
    g_clear_object(&server->listener);
    g_clear_pointer(&server->lines, json_lines_free);
    g_byte_array_unref(server->out);
    (void)g_unlink(server->path);
    g_free(server->path);
    g_free(server);
}
