#include "mcu/net/bfcp_link.h"

#include "mcu/wire/bfcp_message.h"

#include <gio/gio.h>

#include <string.h>

enum {
    TRIES_MAX = 64,     /* of ports, until one is free */
    PORT_FIRST = 16384, /* where none are set, as plain_transport has it */
    PORT_LAST = 65535,
    BACKLOG = 2,
    READS_MAX = 16, /* in a row; then it is others' turn */
    CONNECTIONS = 2,
};

/* One of TCP: the one that counts, or one that has said nothing yet. */
typedef struct Connection {
    BfcpLink *link;
    GSocket *socket; /* NULL: none */
    GSource *source;
    bool opening;
    size_t size;
    uint8_t bytes[BFCP_SIZE_MAX];
} Connection;

struct BfcpLink {
    /* set at creation, then constant */
    NetLoop *loop;
    BfcpLinkEvents events;
    void *user_data;
    bool tcp;
    GSocket *socket; /* of datagrams, or the one that listens */
    GSource *source;
    uint16_t port;

    BfcpServer *server;
    NetTimer *timer;
    GSocketAddress *peer; /* as it was said; NULL: it was not */
    GSocketAddress *from; /* datagrams: where it is heard from, or said to be */
    bool broken;          /* what was said did not leave: the connection that counts is of no use */
    Connection *live;     /* that counts; NULL: none */
    Connection connections[CONNECTIONS];
};

/* ---- sources ---- */

static GSource *watch(const BfcpLink *link, GSocket *socket, GIOCondition condition,
        GSocketSourceFunc function, gpointer data)
{
    GSource *source = g_socket_create_source(socket, condition, NULL);
    g_source_set_callback(source, G_SOURCE_FUNC(function), data, NULL);
    g_source_attach(source, net_loop_context(link->loop));
    net_loop_sources_changed(link->loop);
    return source;
}

static void unwatch(const BfcpLink *link, GSource **source)
{
    if (*source != NULL) {
        g_source_destroy(*source);
        g_clear_pointer(source, g_source_unref);
        net_loop_sources_changed(link->loop);
    }
}

/* ---- connections ---- */

static void drop(Connection *connection)
{
    BfcpLink *link = connection->link;
    const bool counted = link->live == connection;
    unwatch(link, &connection->source);
    g_clear_object(&connection->socket);
    connection->size = 0;
    connection->opening = false;
    if (counted) {
        link->live = NULL;
        bfcp_server_disconnected(link->server);
    }
}

/* After all that may have said something, or moved a time. */
static void settle(BfcpLink *link)
{
    if (link->broken && link->live != NULL) {
        drop(link->live);
    }
    link->broken = false;
    net_timer_arm(link->timer, bfcp_server_due_us(link->server));
}

/* It brought a message of the device's: the one before is not heard of any more, but what it asked for stands. */
static void count_as_live(Connection *connection)
{
    BfcpLink *link = connection->link;
    Connection *before = link->live;
    link->live = connection;
    if (before != NULL && before != connection) {
        drop(before);
    }
}

/* @return false when the connection is of no use any more */
static bool take_messages(Connection *connection)
{
    BfcpLink *link = connection->link;
    BfcpHeader header;
    while (bfcp_message_read_header(connection->bytes, connection->size, &header) !=
            BFCP_READ_NOTHING) {
        const size_t whole = BFCP_HEADER_SIZE + header.payload_size;
        if (whole > BFCP_SIZE_MAX ||
                !bfcp_server_knows(link->server, connection->bytes, connection->size)) {
            drop(connection);
            return false;
        }
        if (connection->size < whole) {
            return true;
        }
        count_as_live(connection);
        bfcp_server_receive(link->server, connection->bytes, whole, net_loop_now_us(link->loop));
        if (link->broken) {
            return false;
        }
        connection->size -= whole;
        memmove(connection->bytes, connection->bytes + whole, connection->size);
    }
    return true;
}

static void read_connection(Connection *connection)
{
    for (int i = 0; i < READS_MAX; i++) {
        g_autoptr(GError) error = NULL;
        const gssize size =
                g_socket_receive(connection->socket, (gchar *)connection->bytes + connection->size,
                        BFCP_SIZE_MAX - connection->size, NULL, &error);
        if (size < 0 && g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
            return;
        }
        if (size <= 0) {
            drop(connection);
            return;
        }
        connection->size += (size_t)size;
        if (!take_messages(connection)) {
            return;
        }
    }
}

static gboolean on_connection(GSocket *socket, GIOCondition condition, gpointer data)
{
    Connection *connection = data;
    BfcpLink *link = connection->link;
    read_connection(connection);
    settle(link);
    return G_SOURCE_CONTINUE;
}

static void begin_connection(BfcpLink *link, Connection *connection, GSocket *socket)
{
    drop(connection);
    g_socket_set_blocking(socket, false);
    connection->socket = socket;
    connection->source = watch(link, socket, G_IO_IN, on_connection, connection);
}

static Connection *free_connection(BfcpLink *link)
{
    return link->live == &link->connections[0] ? &link->connections[1] : &link->connections[0];
}

static gboolean on_listening(GSocket *socket, GIOCondition condition, gpointer data)
{
    BfcpLink *link = data;
    GSocket *accepted = g_socket_accept(socket, NULL, NULL);
    if (accepted != NULL) {
        begin_connection(link, free_connection(link), accepted);
    }
    return G_SOURCE_CONTINUE;
}

static gboolean on_opened(GSocket *socket, GIOCondition condition, gpointer data)
{
    Connection *connection = data;
    BfcpLink *link = connection->link;
    connection->opening = false;
    unwatch(link, &connection->source);
    if (!g_socket_check_connect_result(socket, NULL)) {
        drop(connection);
        return G_SOURCE_REMOVE;
    }
    connection->source = watch(link, socket, G_IO_IN, on_connection, connection);
    link->live = connection; /* where we went is where the device said that it is */
    return G_SOURCE_REMOVE;
}

static void open_connection(BfcpLink *link)
{
    g_autoptr(GError) error = NULL;
    Connection *connection = free_connection(link);
    drop(connection);
    connection->socket = g_socket_new(g_socket_address_get_family(link->peer), G_SOCKET_TYPE_STREAM,
            G_SOCKET_PROTOCOL_TCP, NULL);
    if (connection->socket == NULL) {
        return;
    }
    g_socket_set_blocking(connection->socket, false);
    if (!g_socket_connect(connection->socket, link->peer, NULL, &error) &&
            !g_error_matches(error, G_IO_ERROR, G_IO_ERROR_PENDING)) {
        drop(connection);
        return;
    }
    connection->opening = true;
    connection->source = watch(link, connection->socket, G_IO_OUT, on_opened, connection);
}

/* ---- datagrams ---- */

static bool is_same_place(GSocketAddress *one, GSocketAddress *other)
{
    GInetSocketAddress *first = G_INET_SOCKET_ADDRESS(one);
    GInetSocketAddress *second = G_INET_SOCKET_ADDRESS(other);
    return g_inet_socket_address_get_port(first) == g_inet_socket_address_get_port(second) &&
            g_inet_address_equal(g_inet_socket_address_get_address(first),
                    g_inet_socket_address_get_address(second));
}

static void take_datagram(BfcpLink *link, const uint8_t *data, size_t size, GSocketAddress *from)
{
    if (bfcp_server_knows(link->server, data, size)) {
        g_set_object(&link->from, from);
    } else if (link->from == NULL || !is_same_place(from, link->from)) {
        return;
    }
    bfcp_server_receive(link->server, data, size, net_loop_now_us(link->loop));
}

static gboolean on_datagram(GSocket *socket, GIOCondition condition, gpointer data)
{
    BfcpLink *link = data;
    uint8_t datagram[BFCP_SIZE_MAX];
    for (int i = 0; i < READS_MAX; i++) {
        g_autoptr(GSocketAddress) from = NULL;
        const gssize size = g_socket_receive_from(
                socket, &from, (gchar *)datagram, sizeof datagram, NULL, NULL);
        if (size < 0) {
            break;
        }
        take_datagram(link, datagram, (size_t)size, from);
    }
    settle(link);
    return G_SOURCE_CONTINUE;
}

/* ---- what the server says ---- */

static void on_send(const uint8_t *message, size_t size, void *user_data)
{
    BfcpLink *link = user_data;
    if (link->tcp) {
        /* Who does not read what is so little does not live. */
        link->broken = link->broken ||
                (link->live != NULL && !link->live->opening &&
                        g_socket_send(link->live->socket, (const gchar *)message, size, NULL,
                                NULL) != (gssize)size);
    } else if (link->from != NULL) {
        (void)g_socket_send_to(link->socket, link->from, (const gchar *)message, size, NULL, NULL);
    }
}

static void on_requested(void *user_data)
{
    const BfcpLink *link = user_data;
    link->events.requested(link->user_data);
}

static void on_released(void *user_data)
{
    const BfcpLink *link = user_data;
    link->events.released(link->user_data);
}

static const BfcpServerEvents server_events = {
        .send = on_send,
        .requested = on_requested,
        .released = on_released,
};

static void on_due(int64_t now_us, void *data)
{
    BfcpLink *link = data;
    bfcp_server_tick(link->server, now_us);
    settle(link);
}

/* ---- life ---- */

static GSocket *bind_socket(const BfcpLinkConfig *config, uint16_t port, GError **error)
{
    g_autoptr(GSocketAddress) place = g_inet_socket_address_new_from_string(config->address, port);
    if (place == NULL) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is no IP address",
                config->address);
        return NULL;
    }
    g_autoptr(GSocket) socket = g_socket_new(g_socket_address_get_family(place),
            config->tcp ? G_SOCKET_TYPE_STREAM : G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT,
            error);
    if (socket == NULL || !g_socket_bind(socket, place, false, error)) {
        return NULL;
    }
    g_socket_set_listen_backlog(socket, BACKLOG);
    if (config->tcp && !g_socket_listen(socket, error)) {
        return NULL;
    }
    g_socket_set_blocking(socket, false);
    return g_steal_pointer(&socket);
}

static GSocket *open_socket(const BfcpLinkConfig *config, GError **error)
{
    const int first = config->port_min != 0 ? config->port_min : PORT_FIRST;
    const int last = config->port_max != 0 ? config->port_max : PORT_LAST;
    for (int i = 0; i < TRIES_MAX; i++) {
        const int port = g_random_int_range(first, last + 1);
        g_autoptr(GError) why = NULL;
        GSocket *socket = bind_socket(config, (uint16_t)port, &why);
        if (socket != NULL) {
            return socket;
        }
        if (!g_error_matches(why, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)) {
            g_propagate_error(error, g_steal_pointer(&why));
            return NULL;
        }
    }
    g_set_error(
            error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, "no port is left at %s", config->address);
    return NULL;
}

static uint16_t bound_port(GSocket *socket)
{
    g_autoptr(GSocketAddress) place = g_socket_get_local_address(socket, NULL);
    return g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(place));
}

BfcpLink *bfcp_link_new(
        const BfcpLinkConfig *config, const BfcpLinkEvents *events, void *user_data, GError **error)
{
    net_loop_assert_current(config->loop);
    GSocket *socket = open_socket(config, error);
    if (socket == NULL) {
        return NULL;
    }
    BfcpLink *link = g_new0(BfcpLink, 1);
    link->loop = config->loop;
    link->events = *events;
    link->user_data = user_data;
    link->tcp = config->tcp;
    link->socket = socket;
    link->port = bound_port(socket);
    for (size_t i = 0; i < CONNECTIONS; i++) {
        link->connections[i].link = link;
    }
    const BfcpServerConfig server = {
            .conference = config->conference,
            .user = config->user,
            .floor = config->floor,
            .datagrams = !config->tcp,
    };
    link->server = bfcp_server_new(&server, &server_events, link);
    link->timer = net_timer_new(link->loop, 0, on_due, link);
    link->source = watch(link, socket, G_IO_IN, link->tcp ? on_listening : on_datagram, link);
    return link;
}

void bfcp_link_free(BfcpLink *link)
{
    if (link == NULL) {
        return;
    }
    net_loop_assert_current(link->loop);
    link->live = NULL; /* nobody is told that it is gone */
    for (size_t i = 0; i < CONNECTIONS; i++) {
        drop(&link->connections[i]);
    }
    unwatch(link, &link->source);
    net_timer_free(link->timer);
    bfcp_server_free(link->server);
    g_clear_object(&link->peer);
    g_clear_object(&link->from);
    g_object_unref(link->socket);
    g_free(link);
}

uint16_t bfcp_link_port(const BfcpLink *link)
{
    return link->port;
}

void bfcp_link_set_peer(BfcpLink *link, const char *address, uint16_t port, bool connects)
{
    g_autoptr(GSocketAddress) peer = g_inet_socket_address_new_from_string(address, port);
    net_loop_assert_current(link->loop);
    if (peer == NULL || (link->peer != NULL && is_same_place(peer, link->peer))) {
        return;
    }
    g_set_object(&link->peer, peer);
    g_set_object(&link->from, peer);
    if (link->tcp && connects) {
        open_connection(link);
    }
}

void bfcp_link_set_presents(BfcpLink *link, bool presents)
{
    bfcp_server_set_presents(link->server, presents, net_loop_now_us(link->loop));
    settle(link);
}

void bfcp_link_refuse(BfcpLink *link)
{
    bfcp_server_refuse(link->server, net_loop_now_us(link->loop));
    settle(link);
}

void bfcp_link_set_others(BfcpLink *link, bool others)
{
    bfcp_server_set_others(link->server, others, net_loop_now_us(link->loop));
    settle(link);
}

BfcpServerStats bfcp_link_stats(const BfcpLink *link)
{
    return bfcp_server_stats(link->server);
}
