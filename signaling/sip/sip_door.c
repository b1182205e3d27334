#include "signaling/sip/sip_door.h"

#include <gio/gio.h>
#include <openssl/err.h>

enum { BACKLOG = 64 };

struct SipDoor {
    /* set at creation, then constant */
    SipDoorConfig with; /* but for its texts */
    char *certificate_path;
    char *key_path;
    GSocketAddress *inner;
    GSocket *socket;
    uint16_t port;

    SSL_CTX *context;       /* NULL: in the clear */
    GSource *listening;     /* NULL: there were too many files; the next tick tries again */
    GHashTable *links;      /* of SipLink */
    GHashTable *inner_ends; /* sip_link_inner() → SipLink */
    GHashTable *addresses;  /* → how many connections it has */
};

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

static SSL_CTX *new_context(const SipDoor *door, GError **error)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());

    g_assert(context != NULL);
    set_strength(context, door->with.kind == SIP_DOOR_LEGACY_TLS);
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

bool sip_door_reload(SipDoor *door, GError **error)
{
    SSL_CTX *context = NULL;

    if (door->with.kind == SIP_DOOR_TCP) {
        return true;
    }
    context = new_context(door, error);
    if (context == NULL) {
        return false;
    }
    SSL_CTX_free(door->context);
    door->context = context;
    return true;
}

/* ---- its connections ---- */

static void count(SipDoor *door, const char *address, int more)
{
    const int now = GPOINTER_TO_INT(g_hash_table_lookup(door->addresses, address)) + more;

    if (now > 0) {
        g_hash_table_replace(door->addresses, g_strdup(address), GINT_TO_POINTER(now));
    } else {
        g_hash_table_remove(door->addresses, address);
    }
}

static void on_opened(SipLink *link, void *user_data)
{
    const SipDoor *door = user_data;
    g_hash_table_replace(door->inner_ends, (char *)(uintptr_t)sip_link_inner(link), link);
}

/* Of those in `links`; it is taken out by the caller. */
static void forget(SipDoor *door, const SipLink *link)
{
    count(door, sip_link_peer(link)->address, -1);
    g_hash_table_remove(door->inner_ends, sip_link_inner(link));
}

static void close_link(SipDoor *door, SipLink *link)
{
    forget(door, link);
    g_hash_table_remove(door->links, link);
}

static void on_closed(SipLink *link, const char *why, void *user_data)
{
    (void)why;
    close_link(user_data, link);
}

/* The oldest of those who have not shown who they are. @param address  of those alone; NULL: of all */
static SipLink *find_oldest(const SipDoor *door, const char *address)
{
    GHashTableIter iterator;
    gpointer key = NULL;
    SipLink *oldest = NULL;

    g_hash_table_iter_init(&iterator, door->links);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        SipLink *link = key;
        const bool counts = address == NULL || g_str_equal(sip_link_peer(link)->address, address);
        if (counts && !sip_link_is_trusted(link) &&
                (oldest == NULL || sip_link_since_us(link) < sip_link_since_us(oldest))) {
            oldest = link;
        }
    }
    return oldest;
}

static bool make_room(SipDoor *door, const char *address)
{
    const int of_address = GPOINTER_TO_INT(g_hash_table_lookup(door->addresses, address));
    SipLink *oldest = NULL;

    if (of_address >= SIP_DOOR_ADDRESS_MAX) {
        oldest = find_oldest(door, address);
    } else if (g_hash_table_size(door->links) >= SIP_DOOR_LINKS_MAX) {
        oldest = find_oldest(door, NULL);
    } else {
        return true;
    }
    if (oldest != NULL) {
        close_link(door, oldest);
    }
    return oldest != NULL;
}

/* Takes the socket. */
static void link_new(SipDoor *door, GSocket *outer, const char *address)
{
    static const SipLinkEvents events = {.opened = on_opened, .closed = on_closed};
    SipLink *link = sip_link_new(&(SipLinkConfig){
            .outer = outer,
            .ssl = door->context != NULL ? SSL_new(door->context) : NULL,
            .inner = door->inner,
            .events = &events,
            .user_data = door,
    });

    if (link != NULL) {
        count(door, address, 1);
        g_hash_table_add(door->links, link);
    }
}

/* ---- the door ---- */

static bool may_come(SipDoor *door, const char *address)
{
    return make_room(door, address) &&
            (door->with.admit == NULL || door->with.admit(address, door->with.user_data));
}

static char *address_of(GSocketAddress *from)
{
    return g_inet_address_to_string(g_inet_socket_address_get_address(G_INET_SOCKET_ADDRESS(from)));
}

static gboolean on_connection(GSocket *socket, GIOCondition condition, gpointer user_data)
{
    SipDoor *door = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GSocket) outer = g_socket_accept(socket, NULL, &error);

    (void)condition;
    if (outer == NULL) {
        if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES)) {
            g_clear_pointer(&door->listening, g_source_unref);
            return G_SOURCE_REMOVE;
        }
        return G_SOURCE_CONTINUE;
    }
    g_autoptr(GSocketAddress) remote = g_socket_get_remote_address(outer, NULL);
    g_autofree char *address = remote != NULL ? address_of(remote) : NULL;
    if (address != NULL && may_come(door, address)) {
        link_new(door, g_steal_pointer(&outer), address);
    }
    return G_SOURCE_CONTINUE;
}

static void listen_on(SipDoor *door)
{
    door->listening = g_socket_create_source(door->socket, G_IO_IN, NULL);
    g_source_set_callback(door->listening, G_SOURCE_FUNC(on_connection), door, NULL);
    g_source_attach(door->listening, NULL);
}

static bool bind_door(SipDoor *door, const SipDoorConfig *config, GError **error)
{
    g_autoptr(GSocketAddress) address =
            g_inet_socket_address_new_from_string(config->address, config->port);

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
        g_prefix_error(error, "SIP over %s cannot be served at %s, port %u: ",
                config->kind == SIP_DOOR_TCP ? "TCP" : "TLS", config->address,
                (unsigned)config->port);
        return false;
    }
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(door->socket, error);
    if (own == NULL) {
        return false;
    }
    door->port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(own));
    return true;
}

static void free_link(void *data)
{
    sip_link_free(data);
}

SipDoor *sip_door_new(const SipDoorConfig *config, GError **error)
{
    SipDoor *door = g_new0(SipDoor, 1);

    door->with = *config;
    door->certificate_path = g_strdup(config->certificate_path);
    door->key_path = g_strdup(config->key_path);
    door->inner = g_inet_socket_address_new_from_string(config->inner_address, config->inner_port);
    door->inner_ends = g_hash_table_new(g_str_hash, g_str_equal);
    door->addresses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    door->links = g_hash_table_new_full(NULL, NULL, free_link, NULL);
    if (!sip_door_reload(door, error) || !bind_door(door, config, error)) {
        sip_door_free(door);
        return NULL;
    }
    listen_on(door);
    return door;
}

void sip_door_free(SipDoor *door)
{
    if (door == NULL) {
        return;
    }
    if (door->listening != NULL) {
        g_source_destroy(door->listening);
        g_source_unref(door->listening);
    }
    g_hash_table_unref(door->links);
    g_hash_table_unref(door->addresses);
    g_hash_table_unref(door->inner_ends);
    g_clear_object(&door->socket);
    g_clear_object(&door->inner);
    SSL_CTX_free(door->context);
    g_free(door->certificate_path);
    g_free(door->key_path);
    g_free(door);
}

uint16_t sip_door_port(const SipDoor *door)
{
    return door->port;
}

void sip_door_tick(SipDoor *door, int64_t now_us)
{
    GHashTableIter iterator;
    gpointer key = NULL;

    g_hash_table_iter_init(&iterator, door->links);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        const SipLink *link = key;
        if (sip_link_is_late(link, now_us)) {
            forget(door, link);
            g_hash_table_iter_remove(&iterator);
        }
    }
    if (door->listening == NULL) {
        listen_on(door);
    }
}

SipLink *sip_door_find(const SipDoor *door, const char *key)
{
    return g_hash_table_lookup(door->inner_ends, key);
}

unsigned sip_door_size(const SipDoor *door)
{
    return g_hash_table_size(door->links);
}
