#include "signaling/sip/sip_tls_door.h"

#include "signaling/sip/sip_via_word.h"

#include <gio/gio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <string.h>

enum { BACKLOG = 64, ROUNDS_MAX = 8, KEY_SIZE = SIP_TLS_HOST_SIZE + 8 };

struct SipTlsDoor {
    /* set at creation, then constant */
    SipTlsDoorConfig with; /* but for its texts */
    char *certificate_path;
    char *key_path;
    GSocketAddress *inner;
    GSocket *socket;
    uint16_t port;

    SSL_CTX *context;
    GSource *listening;      /* NULL: there were too many files; the next tick tries again */
    GHashTable *connections; /* of itself */
    GHashTable *inner_ends;  /* address:port, as the library sees it → Connection */
    GHashTable *addresses;   /* → how many connections it has */
};

typedef struct Piece {
    char bytes[SIP_TLS_PIECE];
    size_t from;
    size_t to;
} Piece;

typedef struct Connection {
    SipTlsDoor *door;
    SSL *ssl;
    GSocket *outer;
    GSocket *inner; /* NULL: its handshake goes on */
    GSource *source;
    void *outer_tag;
    void *inner_tag;
    SipTlsPeer peer;
    char key[KEY_SIZE]; /* in inner_ends; "": not in it */
    int64_t since_us;
    bool wants_write; /* TLS does, before it can go on */
    SipViaWord inward;
    SipViaWord outward;
    Piece in;
    Piece out;
} Connection;

typedef struct DoorSource {
    GSource source;
    Connection *connection;
} DoorSource;

/* What became of an attempt to move bytes. */
typedef enum Moved { MOVED_NONE, MOVED_SOME, MOVED_OVER } Moved;

/* ---- the certificate ---- */

static bool fail(GError **error, const char *what, const char *path)
{
    char text[128];

    ERR_error_string_n(ERR_get_error(), text, sizeof(text));
    ERR_clear_error();
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s %s cannot be used for SIP: %s", what,
            path, text);
    return false;
}

/* What old room systems need is set for their port alone; all others have what the machine's TLS takes, from 1.2 on. */
static void set_strength(SSL_CTX *context, bool legacy)
{
    (void)SSL_CTX_set_min_proto_version(context, legacy ? TLS1_VERSION : TLS1_2_VERSION);
    if (legacy) {
        (void)SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0");
    }
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

static SSL_CTX *new_context(const SipTlsDoor *door, GError **error)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());

    g_assert(context != NULL);
    set_strength(context, door->with.legacy);
    if (SSL_CTX_use_certificate_chain_file(context, door->certificate_path) != 1) {
        (void)fail(error, "the certificate", door->certificate_path);
    } else if (SSL_CTX_use_PrivateKey_file(context, door->key_path, SSL_FILETYPE_PEM) != 1) {
        (void)fail(error, "the key", door->key_path);
    } else {
        return context;
    }
    SSL_CTX_free(context);
    return NULL;
}

bool sip_tls_door_reload(SipTlsDoor *door, GError **error)
{
    SSL_CTX *context = new_context(door, error);

    if (context == NULL) {
        return false;
    }
    SSL_CTX_free(door->context);
    door->context = context;
    return true;
}

/* ---- moving ---- */

static bool would_block(const GError *error)
{
    return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static Moved moved_of_tls(Connection *connection, int result)
{
    const int why = result > 0 ? SSL_ERROR_NONE : SSL_get_error(connection->ssl, result);

    ERR_clear_error();
    connection->wants_write = why == SSL_ERROR_WANT_WRITE;
    if (why == SSL_ERROR_NONE) {
        return MOVED_SOME;
    }
    return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? MOVED_NONE : MOVED_OVER;
}

static Moved read_outer(Connection *connection)
{
    if (connection->in.to > 0) {
        return MOVED_NONE;
    }
    const int size = SSL_read(connection->ssl, connection->in.bytes, SIP_TLS_PIECE);
    const Moved moved = moved_of_tls(connection, size);
    if (moved == MOVED_SOME) {
        sip_via_word_change(&connection->inward, connection->in.bytes, (size_t)size);
        connection->in.to = (size_t)size;
    }
    return moved;
}

static void taken(Piece *piece, size_t size)
{
    piece->from += size;
    if (piece->from == piece->to) {
        piece->from = piece->to = 0;
    }
}

static Moved write_outer(Connection *connection)
{
    Piece *out = &connection->out;

    if (out->to == 0) {
        return MOVED_NONE;
    }
    const int size = SSL_write(connection->ssl, out->bytes + out->from, (int)(out->to - out->from));
    const Moved moved = moved_of_tls(connection, size);
    if (moved == MOVED_SOME) {
        taken(out, (size_t)size);
    }
    return moved;
}

static Moved moved_of(gssize size, const GError *error)
{
    if (size > 0) {
        return MOVED_SOME;
    }
    return size < 0 && would_block(error) ? MOVED_NONE : MOVED_OVER;
}

static Moved read_inner(Connection *connection)
{
    g_autoptr(GError) error = NULL;

    if (connection->out.to > 0) {
        return MOVED_NONE;
    }
    const gssize size =
            g_socket_receive(connection->inner, connection->out.bytes, SIP_TLS_PIECE, NULL, &error);
    if (size > 0) {
        sip_via_word_change(&connection->outward, connection->out.bytes, (size_t)size);
        connection->out.to = (size_t)size;
    }
    return moved_of(size, error);
}

static Moved write_inner(Connection *connection)
{
    g_autoptr(GError) error = NULL;
    Piece *in = &connection->in;

    if (in->to == 0) {
        return MOVED_NONE;
    }
    const gssize size =
            g_socket_send(connection->inner, in->bytes + in->from, in->to - in->from, NULL, &error);
    if (size > 0) {
        taken(in, (size_t)size);
    }
    return moved_of(size, error);
}

/* ---- one connection ---- */

static void read_address(GSocketAddress *from, char *ret_host, uint16_t *ret_port)
{
    GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS(from);
    g_autofree char *host = g_inet_address_to_string(g_inet_socket_address_get_address(inet));

    (void)g_strlcpy(ret_host, host, SIP_TLS_HOST_SIZE);
    *ret_port = g_inet_socket_address_get_port(inet);
}

static void write_key(const char *address, uint16_t port, char *ret_key)
{
    (void)g_snprintf(ret_key, KEY_SIZE, "%s:%u", address, (unsigned)port);
}

/* The handshake is done: to the library, which does not see the device before. */
static bool open_inner(Connection *connection)
{
    SipTlsDoor *door = connection->door;
    g_autoptr(GError) error = NULL;
    char host[SIP_TLS_HOST_SIZE];
    uint16_t port = 0;

    connection->inner = g_socket_new(g_socket_address_get_family(door->inner), G_SOCKET_TYPE_STREAM,
            G_SOCKET_PROTOCOL_TCP, NULL);
    if (connection->inner == NULL) {
        return false;
    }
    g_socket_set_blocking(connection->inner, FALSE);
    if (!g_socket_connect(connection->inner, door->inner, NULL, &error) &&
            !g_error_matches(error, G_IO_ERROR, G_IO_ERROR_PENDING)) {
        return false;
    }
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(connection->inner, NULL);
    if (own == NULL) {
        return false;
    }
    read_address(own, host, &port);
    write_key(host, port, connection->key);
    g_hash_table_replace(door->inner_ends, connection->key, connection);
    connection->inner_tag =
            g_source_add_unix_fd(connection->source, g_socket_get_fd(connection->inner), G_IO_IN);
    return true;
}

static Moved shake(Connection *connection)
{
    const Moved moved = moved_of_tls(connection, SSL_accept(connection->ssl));

    if (moved == MOVED_SOME && !open_inner(connection)) {
        return MOVED_OVER;
    }
    return moved;
}

static Moved move(Connection *connection)
{
    static Moved (*const steps[])(Connection *) = {
            write_inner, read_outer, write_outer, read_inner};
    Moved all = MOVED_NONE;

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        const Moved moved = steps[i](connection);
        if (moved == MOVED_OVER) {
            return MOVED_OVER;
        }
        all = moved == MOVED_SOME ? MOVED_SOME : all;
    }
    return all;
}

/* What there is to wait for. A piece that is full waits for its way out alone, which holds the sender back. */
static void wait_for(Connection *connection, bool at_once)
{
    const bool outward = connection->wants_write || connection->out.to > 0;
    GIOCondition outer = outward ? G_IO_OUT : 0;
    GIOCondition inner = connection->in.to > 0 ? G_IO_OUT : 0;

    outer |= connection->in.to == 0 ? G_IO_IN : 0;
    inner |= connection->out.to == 0 ? G_IO_IN : 0;
    g_source_modify_unix_fd(connection->source, connection->outer_tag, outer);
    if (connection->inner_tag != NULL) {
        g_source_modify_unix_fd(connection->source, connection->inner_tag, inner);
    }
    g_source_set_ready_time(connection->source, at_once ? 0 : -1);
}

static gboolean on_ready(GSource *source, GSourceFunc callback, gpointer user_data)
{
    Connection *connection = ((DoorSource *)source)->connection;
    SipTlsDoor *door = connection->door;
    Moved moved = MOVED_SOME;

    (void)callback;
    (void)user_data;
    ERR_clear_error(); /* of others: what they left would be taken for ours */
    for (int i = 0; i < ROUNDS_MAX && moved == MOVED_SOME; i++) {
        moved = connection->inner == NULL ? shake(connection) : move(connection);
    }
    if (moved == MOVED_OVER) {
        g_hash_table_remove(door->connections, connection);
        return G_SOURCE_REMOVE;
    }
    wait_for(connection, moved == MOVED_SOME);
    return G_SOURCE_CONTINUE;
}

static void count(SipTlsDoor *door, const char *address, int more)
{
    const int now = GPOINTER_TO_INT(g_hash_table_lookup(door->addresses, address)) + more;

    if (now > 0) {
        g_hash_table_replace(door->addresses, g_strdup(address), GINT_TO_POINTER(now));
    } else {
        g_hash_table_remove(door->addresses, address);
    }
}

static void connection_free(void *data)
{
    Connection *connection = data;

    count(connection->door, connection->peer.address, -1);
    if (connection->key[0] != '\0') {
        g_hash_table_remove(connection->door->inner_ends, connection->key);
    }
    g_source_destroy(connection->source);
    g_source_unref(connection->source);
    if (connection->inner != NULL) {
        (void)SSL_shutdown(connection->ssl);
        ERR_clear_error();
        g_object_unref(connection->inner);
    }
    SSL_free(connection->ssl);
    g_object_unref(connection->outer);
    g_free(connection);
}

/* Takes the socket. */
static void connection_new(SipTlsDoor *door, GSocket *outer, const SipTlsPeer *peer)
{
    static GSourceFuncs funcs = {.dispatch = on_ready};
    Connection *connection = g_new0(Connection, 1);

    connection->door = door;
    connection->outer = outer;
    connection->peer = *peer;
    connection->since_us = g_get_monotonic_time();
    connection->ssl = SSL_new(door->context);
    g_assert(connection->ssl != NULL);
    (void)SSL_set_fd(connection->ssl, g_socket_get_fd(outer));
    sip_via_word_init(&connection->inward, true);
    sip_via_word_init(&connection->outward, false);
    connection->source = g_source_new(&funcs, sizeof(DoorSource));
    ((DoorSource *)connection->source)->connection = connection;
    connection->outer_tag =
            g_source_add_unix_fd(connection->source, g_socket_get_fd(outer), G_IO_IN);
    g_source_attach(connection->source, NULL);
    count(door, peer->address, 1);
    g_hash_table_add(door->connections, connection);
}

/* ---- the door ---- */

static bool may_come(const SipTlsDoor *door, const char *address)
{
    const int of_address = GPOINTER_TO_INT(g_hash_table_lookup(door->addresses, address));

    return g_hash_table_size(door->connections) < SIP_TLS_CONNECTIONS_MAX &&
            of_address < SIP_TLS_ADDRESS_MAX && door->with.admit(address, door->with.user_data);
}

static gboolean on_connection(GSocket *socket, GIOCondition condition, gpointer user_data)
{
    SipTlsDoor *door = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GSocket) outer = g_socket_accept(socket, NULL, &error);
    SipTlsPeer peer = {.port = 0};

    (void)condition;
    if (outer == NULL) {
        if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES)) {
            g_clear_pointer(&door->listening, g_source_unref);
            return G_SOURCE_REMOVE;
        }
        return G_SOURCE_CONTINUE;
    }
    g_socket_set_blocking(outer, FALSE);
    g_autoptr(GSocketAddress) remote = g_socket_get_remote_address(outer, NULL);
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(outer, NULL);
    if (remote == NULL || own == NULL) {
        return G_SOURCE_CONTINUE;
    }
    read_address(remote, peer.address, &peer.port);
    read_address(own, peer.own_address, &peer.own_port);
    if (may_come(door, peer.address)) {
        connection_new(door, g_steal_pointer(&outer), &peer);
    }
    return G_SOURCE_CONTINUE;
}

static void listen_on(SipTlsDoor *door)
{
    door->listening = g_socket_create_source(door->socket, G_IO_IN, NULL);
    g_source_set_callback(door->listening, G_SOURCE_FUNC(on_connection), door, NULL);
    g_source_attach(door->listening, NULL);
}

static bool bind_door(SipTlsDoor *door, const SipTlsDoorConfig *config, GError **error)
{
    g_autoptr(GSocketAddress) address =
            g_inet_socket_address_new_from_string(config->address, config->port);
    char host[SIP_TLS_HOST_SIZE];

    if (address == NULL) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is no IP address",
                config->address);
        return false;
    }
    door->socket = g_socket_new(g_socket_address_get_family(address), G_SOCKET_TYPE_STREAM,
            G_SOCKET_PROTOCOL_TCP, error);
    if (door->socket == NULL) {
        return false;
    }
    g_socket_set_blocking(door->socket, FALSE);
    g_socket_set_listen_backlog(door->socket, BACKLOG);
    if (!g_socket_bind(door->socket, address, TRUE, error) ||
            !g_socket_listen(door->socket, error)) {
        g_prefix_error(error, "SIP over TLS cannot be served at %s, port %u: ", config->address,
                (unsigned)config->port);
        return false;
    }
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(door->socket, error);
    if (own == NULL) {
        return false;
    }
    read_address(own, host, &door->port);
    return true;
}

SipTlsDoor *sip_tls_door_new(const SipTlsDoorConfig *config, GError **error)
{
    SipTlsDoor *door = g_new0(SipTlsDoor, 1);

    door->with = *config;
    door->certificate_path = g_strdup(config->certificate_path);
    door->key_path = g_strdup(config->key_path);
    door->inner = g_inet_socket_address_new_from_string(config->inner_address, config->inner_port);
    door->inner_ends = g_hash_table_new(g_str_hash, g_str_equal);
    door->addresses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    door->connections = g_hash_table_new_full(NULL, NULL, connection_free, NULL);
    if (!sip_tls_door_reload(door, error) || !bind_door(door, config, error)) {
        sip_tls_door_free(door);
        return NULL;
    }
    listen_on(door);
    return door;
}

void sip_tls_door_free(SipTlsDoor *door)
{
    if (door == NULL) {
        return;
    }
    if (door->listening != NULL) {
        g_source_destroy(door->listening);
        g_source_unref(door->listening);
    }
    g_hash_table_unref(door->connections);
    g_hash_table_unref(door->addresses);
    g_hash_table_unref(door->inner_ends);
    g_clear_object(&door->socket);
    g_clear_object(&door->inner);
    SSL_CTX_free(door->context);
    g_free(door->certificate_path);
    g_free(door->key_path);
    g_free(door);
}

uint16_t sip_tls_door_port(const SipTlsDoor *door)
{
    return door->port;
}

void sip_tls_door_tick(SipTlsDoor *door, int64_t now_us)
{
    GHashTableIter iterator;
    gpointer key = NULL;

    g_hash_table_iter_init(&iterator, door->connections);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        const Connection *connection = key;
        if (connection->inner == NULL && now_us - connection->since_us > SIP_TLS_HANDSHAKE_US) {
            g_hash_table_iter_remove(&iterator);
        }
    }
    if (door->listening == NULL) {
        listen_on(door);
    }
}

bool sip_tls_door_find(
        const SipTlsDoor *door, const char *address, uint16_t port, SipTlsPeer *ret_peer)
{
    char key[KEY_SIZE];

    write_key(address, port, key);
    const Connection *connection = g_hash_table_lookup(door->inner_ends, key);
    if (connection == NULL) {
        return false;
    }
    *ret_peer = connection->peer;
    return true;
}

unsigned sip_tls_door_size(const SipTlsDoor *door)
{
    return g_hash_table_size(door->connections);
}
