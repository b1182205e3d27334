#include "signaling/sip/sip_outlet.h"

#include "signaling/sip/sip_destination.h"

#include <fcntl.h>
#include <string.h>

enum { TCP_PORT = 5060, TLS_PORT = 5061, WHY_SIZE = 320, ROUTE_SIZE = SIP_LINK_KEY_SIZE + 32 };

struct SipOutlet {
    SipOutletConfig with; /* but for its texts */
    GSocketAddress *own;  /* from which it connects; NULL: from any */
    GSocketAddress *inner;
    SipTrust *trust;
    GHashTable *lines;      /* key → Line */
    GHashTable *inner_ends; /* sip_link_inner() → Line */
    GQueue told_late;       /* of SipHold, whose news are known already */
    guint late;             /* tells them; 0: there are none */
};

typedef struct Attempt Attempt;

/* A connection to one device. */
typedef struct Line {
    SipOutlet *outlet;
    char *key;
    SipDestination destination;
    Attempt *attempt;  /* it is being connected; NULL: it is, or never will */
    SipLink *link;     /* NULL before */
    bool stands;       /* the library has it */
    GPtrArray *holds;  /* of SipHold */
    int64_t unheld_us; /* since nobody holds it */
    SipOutletFault fault;
    char why[WHY_SIZE]; /* of the fault; "": none is known */
} Line;

/* One is cancelled when its line goes, and comes back once more all the same. */
struct Attempt {
    Line *line; /* NULL: it is gone */
    GCancellable *cancellable;
    GSocketClient *client;
    bool by_service; /* DNS is asked for the service first */
};

struct SipHold {
    SipOutlet *outlet;
    Line *line;           /* NULL: void */
    bool told;            /* that it stands */
    SipOutletFault fault; /* why it is void */
    const SipHoldEvents *events;
    void *user_data;
};

/* ---- telling ---- */

static void write_route(const SipLink *link, char ret_route[ROUTE_SIZE])
{
    const char *key = sip_link_inner(link);
    const char *port = strrchr(key, ':');
    const int size = (int)(port - key);
    const bool wide = memchr(key, ':', (size_t)size) != NULL;

    (void)g_snprintf(ret_route, ROUTE_SIZE, "sip:%s%.*s%s%s;transport=tcp", wide ? "[" : "", size,
            key, wide ? "]" : "", port);
}

static void tell_stands(SipHold *hold)
{
    char route[ROUTE_SIZE];

    hold->told = true;
    write_route(hold->line->link, route);
    hold->events->stands(route, hold->user_data);
}

/* Who is told may let go of any, or take another. */
static void tell_all(Line *line)
{
    for (guint i = 0; i < line->holds->len;) {
        SipHold *hold = g_ptr_array_index(line->holds, i);
        if (hold->told) {
            i++;
        } else {
            tell_stands(hold);
            i = 0;
        }
    }
}

static gboolean on_late(gpointer data)
{
    SipOutlet *outlet = data;
    SipHold *hold = NULL;

    outlet->late = 0;
    while ((hold = g_queue_pop_head(&outlet->told_late)) != NULL) {
        if (hold->line == NULL) {
            hold->events->failed(hold->fault, hold->user_data);
        } else if (hold->line->stands && !hold->told) {
            tell_stands(hold);
        }
    }
    return G_SOURCE_REMOVE;
}

static void tell_late(SipHold *hold)
{
    SipOutlet *outlet = hold->outlet;

    g_queue_push_tail(&outlet->told_late, hold);
    if (outlet->late == 0) {
        outlet->late = g_idle_add(on_late, outlet);
    }
}

/* ---- a line's end ---- */

static void line_free(void *data)
{
    Line *line = data;

    if (line->attempt != NULL) {
        line->attempt->line = NULL;
        g_cancellable_cancel(line->attempt->cancellable);
    }
    for (guint i = 0; i < line->holds->len; i++) {
        ((SipHold *)g_ptr_array_index(line->holds, i))->line = NULL;
    }
    g_ptr_array_unref(line->holds);
    sip_link_free(line->link);
    g_free(line->key);
    g_free(line);
}

static void forget(Line *line)
{
    if (line->link != NULL) {
        g_hash_table_remove(line->outlet->inner_ends, sip_link_inner(line->link));
    }
    g_hash_table_remove(line->outlet->lines, line->key);
}

static void fail(Line *line, SipOutletFault fault, const char *why)
{
    SipOutlet *outlet = line->outlet;

    if (!line->stands && outlet->with.unreached != NULL) {
        outlet->with.unreached(line->destination.host, why, outlet->with.user_data);
    }
    for (guint i = 0; i < line->holds->len; i++) {
        SipHold *hold = g_ptr_array_index(line->holds, i);
        hold->fault = fault;
        g_queue_remove(&outlet->told_late, hold);
        tell_late(hold); /* who is told may let go of others */
    }
    forget(line);
}

/* ---- the connection ---- */

static const char *on_shaken(SipLink *link, SSL *ssl, void *user_data)
{
    Line *line = user_data;
    char fingerprint[SIP_FINGERPRINT_SIZE];
    const char *host = line->destination.host;
    const char *refusal = sip_trust_refusal(line->outlet->trust, ssl, host, fingerprint);

    (void)link;
    if (refusal == NULL) {
        return NULL;
    }
    line->fault = SIP_OUTLET_CERTIFICATE;
    (void)g_snprintf(line->why, sizeof(line->why), "its certificate is refused: %s (SHA-256 %s)",
            refusal, fingerprint);
    return line->why;
}

static void on_opened(SipLink *link, void *user_data)
{
    Line *line = user_data;

    line->stands = true;
    g_hash_table_replace(line->outlet->inner_ends, (char *)(uintptr_t)sip_link_inner(link), line);
    tell_all(line);
}

static SipOutletFault fault_of(const Line *line)
{
    if (line->why[0] != '\0') {
        return line->fault;
    }
    return !line->stands && line->destination.transport == SIP_TRANSPORT_TLS
            ? SIP_OUTLET_NO_TLS
            : SIP_OUTLET_UNREACHABLE;
}

static void on_closed(SipLink *link, const char *why, void *user_data)
{
    Line *line = user_data;
    g_autofree char *text = g_strdup(why); /* it goes with the link */

    (void)link;
    fail(line, fault_of(line), text);
}

/* The client closes what it has made with itself. */
static GSocket *socket_of(GSocketConnection *connection)
{
    const int made = g_socket_get_fd(g_socket_connection_get_socket(connection));
    const int fd = fcntl(made, F_DUPFD_CLOEXEC, 0);
    return fd >= 0 ? g_socket_new_from_fd(fd, NULL) : NULL;
}

static void lead_inward(Line *line, GSocketConnection *connection)
{
    static const SipLinkEvents events = {
            .shaken = on_shaken, .opened = on_opened, .closed = on_closed};
    const SipOutlet *outlet = line->outlet;
    const bool tls = line->destination.transport == SIP_TRANSPORT_TLS;
    GSocket *outer = socket_of(connection);

    line->link = outer == NULL
            ? NULL
            : sip_link_new(&(SipLinkConfig){
                      .outer = outer,
                      .ssl = tls ? sip_trust_new_ssl(outlet->trust, line->destination.host) : NULL,
                      .ours = true,
                      .inner = outlet->inner,
                      .events = &events,
                      .user_data = line,
              });
    if (line->link == NULL) {
        fail(line, SIP_OUTLET_UNREACHABLE, "the connection was closed");
        return;
    }
    sip_link_trust(line->link); /* it is we who have called */
}

static void connect_by(Attempt *attempt, bool by_service);

static void attempt_free(Attempt *attempt)
{
    g_object_unref(attempt->client);
    g_object_unref(attempt->cancellable);
    g_free(attempt);
}

static void on_connected(GObject *client, GAsyncResult *result, gpointer user_data)
{
    Attempt *attempt = user_data;
    Line *line = attempt->line;
    g_autoptr(GError) error = NULL;
    g_autoptr(GSocketConnection) connection =
            g_socket_client_connect_finish(G_SOCKET_CLIENT(client), result, &error);

    if (line != NULL && connection == NULL && attempt->by_service &&
            error->domain == G_RESOLVER_ERROR) {
        connect_by(attempt, false);
        return;
    }
    attempt_free(attempt);
    if (line == NULL) {
        return;
    }
    line->attempt = NULL;
    if (connection != NULL) {
        lead_inward(line, connection);
    } else {
        fail(line, SIP_OUTLET_UNREACHABLE, error->message);
    }
}

static void connect_by(Attempt *attempt, bool by_service)
{
    const SipDestination *to = &attempt->line->destination;
    const bool tls = to->transport == SIP_TRANSPORT_TLS;
    const uint16_t port = to->port != 0 ? to->port : tls ? TLS_PORT : TCP_PORT;
    g_autoptr(GSocketConnectable) there = by_service
            ? g_network_service_new(tls ? "sips" : "sip", "tcp", to->host)
            : g_network_address_new(to->host, port);

    attempt->by_service = by_service;
    g_socket_client_connect_async(
            attempt->client, there, attempt->cancellable, on_connected, attempt);
}

/* RFC 3263, 4.2: who names a port, or an address, means it. */
static void begin(Line *line)
{
    const SipDestination *to = &line->destination;
    Attempt *attempt = g_new0(Attempt, 1);

    attempt->line = line;
    attempt->cancellable = g_cancellable_new();
    attempt->client = g_socket_client_new();
    g_socket_client_set_enable_proxy(attempt->client, FALSE);
    g_socket_client_set_timeout(attempt->client, SIP_OUTLET_CONNECT_S);
    g_socket_client_set_local_address(attempt->client, line->outlet->own);
    line->attempt = attempt;
    connect_by(attempt, to->port == 0 && !g_hostname_is_ip_address(to->host));
}

/* ---- holds ---- */

bool sip_outlet_serves(const char *uri)
{
    SipDestination destination;
    return sip_destination_read(uri, &destination) && destination.transport != SIP_TRANSPORT_UDP;
}

static Line *line_of(SipOutlet *outlet, const SipDestination *to)
{
    g_autofree char *key = g_strdup_printf("%d %s %u", (int)to->transport, to->host, to->port);
    Line *line = g_hash_table_lookup(outlet->lines, key);

    if (line != NULL || g_hash_table_size(outlet->lines) >= SIP_OUTLET_LINES_MAX) {
        return line;
    }
    line = g_new0(Line, 1);
    line->outlet = outlet;
    line->key = g_steal_pointer(&key);
    line->destination = *to;
    line->holds = g_ptr_array_new();
    g_hash_table_insert(outlet->lines, line->key, line);
    begin(line);
    return line;
}

SipHold *sip_outlet_take(
        SipOutlet *outlet, const char *uri, const SipHoldEvents *events, void *user_data)
{
    SipDestination destination;

    if (!sip_destination_read(uri, &destination) || destination.transport == SIP_TRANSPORT_UDP) {
        return NULL;
    }
    SipHold *hold = g_new0(SipHold, 1);
    hold->outlet = outlet;
    hold->line = line_of(outlet, &destination);
    hold->fault = SIP_OUTLET_FULL;
    hold->events = events;
    hold->user_data = user_data;
    if (hold->line != NULL) {
        g_ptr_array_add(hold->line->holds, hold);
    }
    if (hold->line == NULL || hold->line->stands) {
        tell_late(hold);
    }
    return hold;
}

void sip_outlet_let_go(SipHold *hold)
{
    if (hold == NULL) {
        return;
    }
    Line *line = hold->line;
    g_queue_remove(&hold->outlet->told_late, hold);
    if (line != NULL) {
        g_ptr_array_remove(line->holds, hold);
        line->unheld_us = g_get_monotonic_time();
    }
    g_free(hold);
}

/* ---- all of them ---- */

/* Those that are to go now; what one is told may change the table. */
static GPtrArray *late_ones(const SipOutlet *outlet, int64_t now_us)
{
    GPtrArray *late = g_ptr_array_new_with_free_func(g_free);
    GHashTableIter iterator;
    gpointer value = NULL;

    g_hash_table_iter_init(&iterator, outlet->lines);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const Line *line = value;
        const bool unheld =
                line->holds->len == 0 && now_us - line->unheld_us > SIP_OUTLET_LINGER_US;
        if (unheld || (line->link != NULL && sip_link_is_late(line->link, now_us))) {
            g_ptr_array_add(late, g_strdup(line->key));
        }
    }
    return late;
}

void sip_outlet_tick(SipOutlet *outlet, int64_t now_us)
{
    g_autoptr(GPtrArray) late = late_ones(outlet, now_us);

    for (guint i = 0; i < late->len; i++) {
        Line *line = g_hash_table_lookup(outlet->lines, g_ptr_array_index(late, i));
        if (line != NULL && line->holds->len == 0) {
            forget(line);
        } else if (line != NULL) {
            fail(line, fault_of(line), "it does not answer in time");
        }
    }
}

SipLink *sip_outlet_find(const SipOutlet *outlet, const char *key)
{
    const Line *line = g_hash_table_lookup(outlet->inner_ends, key);
    return line != NULL ? line->link : NULL;
}

unsigned sip_outlet_size(const SipOutlet *outlet)
{
    return g_hash_table_size(outlet->lines);
}

void sip_outlet_set_trust(SipOutlet *outlet, SipTrust *trust)
{
    sip_trust_free(outlet->trust);
    outlet->trust = trust;
}

SipOutlet *sip_outlet_new(const SipOutletConfig *config)
{
    g_autoptr(GInetAddress) own = g_inet_address_new_from_string(config->address);
    SipOutlet *outlet = g_new0(SipOutlet, 1);

    outlet->with = *config;
    outlet->trust = config->trust;
    outlet->inner =
            g_inet_socket_address_new_from_string(config->inner_address, config->inner_port);
    outlet->own = own == NULL || g_inet_address_get_is_any(own) ? NULL
                                                                : g_inet_socket_address_new(own, 0);
    outlet->inner_ends = g_hash_table_new(g_str_hash, g_str_equal);
    outlet->lines = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, line_free);
    g_queue_init(&outlet->told_late);
    return outlet;
}

void sip_outlet_free(SipOutlet *outlet)
{
    if (outlet == NULL) {
        return;
    }
    if (outlet->late != 0) {
        g_source_remove(outlet->late);
    }
    g_queue_clear(&outlet->told_late);
    g_hash_table_unref(outlet->inner_ends);
    g_hash_table_unref(outlet->lines);
    sip_trust_free(outlet->trust);
    g_clear_object(&outlet->own);
    g_object_unref(outlet->inner);
    g_free(outlet);
}
