#include "signaling/sip/sip_link.h"

#include "signaling/sip/sip_via_word.h"

#include <openssl/err.h>

#include <string.h>

enum { ROUNDS_MAX = 8, WHY_SIZE = 128 };

/* RFC 5626, 4.4.1: the library answers with half of it, once it has taken the connection. */
static const char ping[] = "\r\n\r\n";

typedef struct Piece {
    char bytes[SIP_LINK_PIECE];
    size_t from;
    size_t to;
} Piece;

struct SipLink {
    /* set at creation, then constant */
    SipLinkConfig with;
    SipPeer peer;
    int64_t since_us;
    GSource *source;
    void *outer_tag;

    GSocket *inner; /* NULL: its handshake goes on */
    void *inner_tag;
    char key[SIP_LINK_KEY_SIZE]; /* "": none yet */
    bool asking;                 /* whether the library has it: its answer is not the device's */
    bool wants_write;            /* TLS does, before it can go on */
    bool trusted;
    int64_t heard_us;   /* the device, last; 0: never */
    int64_t begun_us;   /* the message whose end is missing; 0: none is */
    int64_t blocked_us; /* since the device takes nothing; 0: it does */
    const char *why;    /* it is to be closed; NULL: TLS says why, or it was closed */
    SipViaWord inward;
    SipViaWord outward;
    Piece in;
    Piece out;
};

typedef struct LinkSource {
    GSource source;
    SipLink *link;
} LinkSource;

/* What became of an attempt to move bytes. */
typedef enum Moved { MOVED_NONE, MOVED_SOME, MOVED_OVER } Moved;

/* ---- bytes of the device, encrypted or not ---- */

static Moved moved_of_tls(SipLink *link, int result)
{
    const int why = result > 0 ? SSL_ERROR_NONE : SSL_get_error(link->with.ssl, result);

    link->wants_write = why == SSL_ERROR_WANT_WRITE;
    if (why == SSL_ERROR_NONE) {
        return MOVED_SOME;
    }
    return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? MOVED_NONE : MOVED_OVER;
}

static Moved moved_of(gssize size, const GError *error)
{
    if (size > 0) {
        return MOVED_SOME;
    }
    return size < 0 && g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) ? MOVED_NONE
                                                                                  : MOVED_OVER;
}

static Moved receive(SipLink *link, char *bytes, size_t size, size_t *ret_size)
{
    g_autoptr(GError) error = NULL;
    gssize taken = 0;

    if (link->with.ssl != NULL) {
        taken = SSL_read(link->with.ssl, bytes, (int)size);
        const Moved moved = moved_of_tls(link, (int)taken);
        *ret_size = moved == MOVED_SOME ? (size_t)taken : 0;
        return moved;
    }
    taken = g_socket_receive(link->with.outer, bytes, size, NULL, &error);
    *ret_size = taken > 0 ? (size_t)taken : 0;
    return moved_of(taken, error);
}

static Moved deliver(SipLink *link, const char *bytes, size_t size, size_t *ret_size)
{
    g_autoptr(GError) error = NULL;
    gssize given = 0;

    if (link->with.ssl != NULL) {
        given = SSL_write(link->with.ssl, bytes, (int)size);
        const Moved moved = moved_of_tls(link, (int)given);
        *ret_size = moved == MOVED_SOME ? (size_t)given : 0;
        return moved;
    }
    given = g_socket_send(link->with.outer, bytes, size, NULL, &error);
    *ret_size = given > 0 ? (size_t)given : 0;
    return moved_of(given, error);
}

/* ---- moving ---- */

/* Since when the message is under way that is not whole yet: one that begins behind another begins now. */
static void note_message(SipLink *link, uint64_t heads_before)
{
    link->heard_us = g_get_monotonic_time();
    if (sip_via_word_is_between(&link->inward)) {
        link->begun_us = 0;
    } else if (link->begun_us == 0 || link->inward.heads != heads_before) {
        link->begun_us = link->heard_us;
    }
}

static Moved read_outer(SipLink *link)
{
    const uint64_t heads = link->inward.heads;
    size_t size = 0;

    if (link->in.to > 0) {
        return MOVED_NONE;
    }
    const Moved moved = receive(link, link->in.bytes, SIP_LINK_PIECE, &size);
    if (moved == MOVED_SOME) {
        sip_via_word_change(&link->inward, link->in.bytes, size);
        link->in.to = size;
        note_message(link, heads);
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

static Moved write_outer(SipLink *link)
{
    Piece *out = &link->out;
    size_t size = 0;

    if (out->to == 0) {
        return MOVED_NONE;
    }
    const Moved moved = deliver(link, out->bytes + out->from, out->to - out->from, &size);
    if (moved == MOVED_SOME) {
        taken(out, size);
        link->blocked_us = 0;
    } else if (link->blocked_us == 0) {
        link->blocked_us = g_get_monotonic_time();
    }
    return moved;
}

/* The library's answer to our question is swallowed; what may come behind it is for the device. */
static void take_pong(SipLink *link)
{
    Piece *out = &link->out;
    size_t size = 0;

    while (size < out->to && size < 2 && strchr("\r\n", out->bytes[size]) != NULL) {
        size++;
    }
    taken(out, size);
    link->asking = false;
    if (link->with.events->opened != NULL) {
        link->with.events->opened(link, link->with.user_data);
    }
}

static Moved read_inner(SipLink *link)
{
    g_autoptr(GError) error = NULL;

    if (link->out.to > 0) {
        return MOVED_NONE;
    }
    const gssize size =
            g_socket_receive(link->inner, link->out.bytes, SIP_LINK_PIECE, NULL, &error);
    if (size > 0) {
        sip_via_word_change(&link->outward, link->out.bytes, (size_t)size);
        link->out.to = (size_t)size;
        if (link->asking) {
            take_pong(link);
        }
    }
    return moved_of(size, error);
}

static Moved write_inner(SipLink *link)
{
    g_autoptr(GError) error = NULL;
    Piece *in = &link->in;

    if (in->to == 0) {
        return MOVED_NONE;
    }
    const gssize size =
            g_socket_send(link->inner, in->bytes + in->from, in->to - in->from, NULL, &error);
    if (size > 0) {
        taken(in, (size_t)size);
    }
    return moved_of(size, error);
}

/* ---- its two ends ---- */

static void read_address(GSocketAddress *from, char *ret_host, uint16_t *ret_port)
{
    GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS(from);
    g_autofree char *host = g_inet_address_to_string(g_inet_socket_address_get_address(inet));

    (void)g_strlcpy(ret_host, host, SIP_LINK_HOST_SIZE);
    *ret_port = g_inet_socket_address_get_port(inet);
}

void sip_link_write_key(const char *address, uint16_t port, char ret_key[SIP_LINK_KEY_SIZE])
{
    (void)g_snprintf(ret_key, SIP_LINK_KEY_SIZE, "%s:%u", address, (unsigned)port);
}

/* To the library, which does not see the device before. */
static bool open_inner(SipLink *link)
{
    g_autoptr(GError) error = NULL;
    char host[SIP_LINK_HOST_SIZE];
    uint16_t port = 0;

    link->inner = g_socket_new(g_socket_address_get_family(link->with.inner), G_SOCKET_TYPE_STREAM,
            G_SOCKET_PROTOCOL_TCP, NULL);
    if (link->inner == NULL) {
        return false;
    }
    g_socket_set_blocking(link->inner, FALSE);
    if (!g_socket_connect(link->inner, link->with.inner, NULL, &error) &&
            !g_error_matches(error, G_IO_ERROR, G_IO_ERROR_PENDING)) {
        return false;
    }
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(link->inner, NULL);
    if (own == NULL) {
        return false;
    }
    read_address(own, host, &port);
    sip_link_write_key(host, port, link->key);
    link->inner_tag =
            g_source_add_unix_fd(link->source, g_socket_get_fd(link->inner), G_IO_IN | G_IO_OUT);
    if (link->with.ours) {
        link->asking = true;
        memcpy(link->in.bytes, ping, sizeof(ping) - 1);
        link->in.to = sizeof(ping) - 1;
    } else if (link->with.events->opened != NULL) {
        link->with.events->opened(link, link->with.user_data);
    }
    return true;
}

static Moved shake(SipLink *link)
{
    const SipLinkEvents *events = link->with.events;
    SSL *ssl = link->with.ssl;

    if (ssl != NULL) {
        const Moved moved =
                moved_of_tls(link, link->with.ours ? SSL_connect(ssl) : SSL_accept(ssl));
        if (moved != MOVED_SOME) {
            return moved;
        }
        link->why = events->shaken != NULL ? events->shaken(link, ssl, link->with.user_data) : NULL;
        if (link->why != NULL) {
            return MOVED_OVER;
        }
    }
    if (!open_inner(link)) {
        link->why = "busy";
        return MOVED_OVER;
    }
    return MOVED_SOME;
}

static Moved move(SipLink *link)
{
    static Moved (*const steps[])(SipLink *) = {write_inner, read_outer, write_outer, read_inner};
    Moved all = MOVED_NONE;

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        const Moved moved = steps[i](link);
        if (moved == MOVED_OVER) {
            return MOVED_OVER;
        }
        all = moved == MOVED_SOME ? MOVED_SOME : all;
    }
    return all;
}

/* What there is to wait for. A piece that is full waits for its way out alone, which holds the sender back. */
static void wait_for(SipLink *link, bool at_once)
{
    const bool outward = link->wants_write || link->out.to > 0;
    GIOCondition outer = outward ? G_IO_OUT : 0;
    GIOCondition inner = link->in.to > 0 ? G_IO_OUT : 0;

    outer |= link->in.to == 0 ? G_IO_IN : 0;
    inner |= link->out.to == 0 ? G_IO_IN : 0;
    g_source_modify_unix_fd(link->source, link->outer_tag, outer);
    if (link->inner_tag != NULL) {
        g_source_modify_unix_fd(link->source, link->inner_tag, inner);
    }
    g_source_set_ready_time(link->source, at_once ? 0 : -1);
}

static void tell_closed(SipLink *link)
{
    char text[WHY_SIZE] = "closed";
    const unsigned long code = ERR_get_error();

    if (code != 0) {
        ERR_error_string_n(code, text, sizeof(text));
    }
    ERR_clear_error();
    link->with.events->closed(link, link->why != NULL ? link->why : text, link->with.user_data);
}

static gboolean on_ready(GSource *source, GSourceFunc callback, gpointer user_data)
{
    SipLink *link = ((LinkSource *)source)->link;
    Moved moved = MOVED_SOME;

    (void)callback;
    (void)user_data;
    ERR_clear_error(); /* of others: what they left would be taken for ours */
    for (int i = 0; i < ROUNDS_MAX && moved == MOVED_SOME; i++) {
        moved = link->inner == NULL ? shake(link) : move(link);
    }
    if (moved == MOVED_OVER) {
        tell_closed(link);
        return G_SOURCE_REMOVE;
    }
    ERR_clear_error();
    wait_for(link, moved == MOVED_SOME);
    return G_SOURCE_CONTINUE;
}

/* ---- its life ---- */

static bool read_ends(SipLink *link)
{
    g_autoptr(GSocketAddress) remote = g_socket_get_remote_address(link->with.outer, NULL);
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(link->with.outer, NULL);

    if (remote == NULL || own == NULL) {
        return false;
    }
    read_address(remote, link->peer.address, &link->peer.port);
    read_address(own, link->peer.own_address, &link->peer.own_port);
    link->peer.transport = link->with.ssl != NULL ? "TLS" : "TCP";
    return true;
}

SipLink *sip_link_new(const SipLinkConfig *config)
{
    static GSourceFuncs funcs = {.dispatch = on_ready};
    const SipViaDirection clear = SIP_VIA_AS_IT_IS;
    SipLink *link = g_new0(SipLink, 1);

    link->with = *config;
    link->since_us = g_get_monotonic_time();
    link->source = g_source_new(&funcs, sizeof(LinkSource));
    ((LinkSource *)link->source)->link = link;
    g_object_ref(link->with.inner);
    g_socket_set_blocking(link->with.outer, FALSE);
    sip_via_word_init(&link->inward, config->ssl != NULL ? SIP_VIA_INWARD : clear);
    sip_via_word_init(&link->outward, config->ssl != NULL ? SIP_VIA_OUTWARD : clear);
    if (!read_ends(link)) {
        sip_link_free(link);
        return NULL;
    }
    if (config->ssl != NULL) {
        (void)SSL_set_fd(config->ssl, g_socket_get_fd(config->outer));
    }
    link->outer_tag = g_source_add_unix_fd(
            link->source, g_socket_get_fd(config->outer), config->ours ? G_IO_OUT : G_IO_IN);
    if (config->ssl == NULL) {
        g_source_set_ready_time(link->source, 0);
    }
    g_source_attach(link->source, NULL);
    return link;
}

void sip_link_free(SipLink *link)
{
    if (link == NULL) {
        return;
    }
    g_source_destroy(link->source);
    g_source_unref(link->source);
    if (link->inner != NULL && link->with.ssl != NULL) {
        (void)SSL_shutdown(link->with.ssl);
        ERR_clear_error();
    }
    g_clear_object(&link->inner);
    SSL_free(link->with.ssl);
    g_object_unref(link->with.outer);
    g_object_unref(link->with.inner);
    g_free(link);
}

const SipPeer *sip_link_peer(const SipLink *link)
{
    return &link->peer;
}

const char *sip_link_inner(const SipLink *link)
{
    return link->key;
}

int64_t sip_link_since_us(const SipLink *link)
{
    return link->since_us;
}

void sip_link_trust(SipLink *link)
{
    link->trusted = true;
}

bool sip_link_is_trusted(const SipLink *link)
{
    return link->trusted;
}

bool sip_link_is_late(const SipLink *link, int64_t now_us)
{
    const bool stands = link->inner != NULL && !link->asking;

    if ((link->begun_us != 0 && now_us - link->begun_us > SIP_LINK_MESSAGE_US) ||
            (link->blocked_us != 0 && now_us - link->blocked_us > SIP_LINK_BLOCKED_US)) {
        return true;
    }
    if (!stands || (link->heard_us == 0 && !link->trusted)) {
        return now_us - link->since_us > SIP_LINK_HANDSHAKE_US;
    }
    return !link->trusted && now_us - link->heard_us > SIP_LINK_SILENT_US;
}
