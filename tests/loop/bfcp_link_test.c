/*
 * Floor control on sockets: over UDP with a device that is libre's (bfcp_peer), whose datagrams get lost, and over TCP
 * with one written here, since libre has none.
 */
#include "mcu/net/bfcp_link.h"

#include "mcu/wire/bfcp_message.h"

#include <gio/gio.h>

#include <string.h>

enum { CONFERENCE = 70001, USER = 17, FLOOR = 1, WAIT_US = 20000000 };

typedef struct Site {
    NetLoop *loop;
    BfcpLink *link;
    bool tcp;
    bool flag;               /* of what is done next */
    GSocketAddress *connect; /* TCP: where the device listens */
    BfcpServerStats stats;

    /* under lock */
    GMutex lock;
    GCond changed;
    unsigned requested, released;
} Site;

static void count(Site *site, unsigned *counter)
{
    g_mutex_lock(&site->lock);
    (*counter)++;
    g_cond_signal(&site->changed);
    g_mutex_unlock(&site->lock);
}

static void on_requested(void *user_data)
{
    Site *site = user_data;
    count(site, &site->requested);
}

static void on_released(void *user_data)
{
    Site *site = user_data;
    count(site, &site->released);
}

static void wait_for(Site *site, const unsigned *counter, unsigned value)
{
    const int64_t until_us = g_get_monotonic_time() + WAIT_US;
    g_mutex_lock(&site->lock);
    while (*counter < value) {
        g_assert_true(g_cond_wait_until(&site->changed, &site->lock, until_us));
    }
    g_assert_cmpuint(*counter, ==, value);
    g_mutex_unlock(&site->lock);
}

/* ---- the loop ---- */

static const BfcpLinkEvents events = {.requested = on_requested, .released = on_released};

static void open_task(void *data)
{
    Site *site = data;
    g_autoptr(GError) error = NULL;
    const BfcpLinkConfig config = {
            .loop = site->loop,
            .address = "127.0.0.1",
            .tcp = site->tcp,
            .conference = CONFERENCE,
            .user = USER,
            .floor = FLOOR,
    };
    site->link = bfcp_link_new(&config, &events, site, &error);
    g_assert_no_error(error);
}

static void close_task(void *data)
{
    bfcp_link_free(((Site *)data)->link);
}

static void present_task(void *data)
{
    bfcp_link_set_presents(((Site *)data)->link, ((Site *)data)->flag);
}

static void refuse_task(void *data)
{
    bfcp_link_refuse(((Site *)data)->link);
}

static void others_task(void *data)
{
    bfcp_link_set_others(((Site *)data)->link, ((Site *)data)->flag);
}

static void connect_task(void *data)
{
    Site *site = data;
    bfcp_link_set_peer(site->link, "127.0.0.1",
            g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(site->connect)), true);
}

static void stats_task(void *data)
{
    Site *site = data;
    site->stats = bfcp_link_stats(site->link);
}

static void run(Site *site, NetLoopFunc task, bool flag)
{
    site->flag = flag;
    net_loop_call_wait(site->loop, task, site);
}

static Site *site_new(bool tcp)
{
    Site *site = g_new0(Site, 1);
    g_mutex_init(&site->lock);
    g_cond_init(&site->changed);
    site->tcp = tcp;
    site->loop = net_loop_new("floor");
    run(site, open_task, false);
    return site;
}

static void site_free(Site *site)
{
    run(site, close_task, false);
    net_loop_free(site->loop);
    g_clear_object(&site->connect);
    g_mutex_clear(&site->lock);
    g_cond_clear(&site->changed);
    g_free(site);
}

/* ---- libre's device ---- */

typedef struct Peer {
    GSubprocess *process;
    GOutputStream *orders; /* the process's */
    GDataInputStream *told;
} Peer;

static Peer peer_of(const Site *site)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *port = g_strdup_printf("%u", bfcp_link_port(site->link));
    g_autofree char *conference = g_strdup_printf("%d", CONFERENCE);
    g_autofree char *user = g_strdup_printf("%d", USER);
    g_autofree char *floor = g_strdup_printf("%d", FLOOR);
    Peer peer = {0};
    peer.process = g_subprocess_new(G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
            &error, g_getenv("BFCP_PEER"), port, conference, user, floor, NULL);
    g_assert_no_error(error);
    peer.orders = g_subprocess_get_stdin_pipe(peer.process);
    peer.told = g_data_input_stream_new(g_subprocess_get_stdout_pipe(peer.process));
    return peer;
}

static void order(const Peer *peer, const char *what)
{
    g_autofree char *line = g_strconcat(what, "\n", NULL);
    g_assert_true(g_output_stream_write_all(peer->orders, line, strlen(line), NULL, NULL, NULL));
}

static void expect(const Peer *peer, const char *what)
{
    g_autofree char *line = g_data_input_stream_read_line(peer->told, NULL, NULL, NULL);
    g_assert_cmpstr(line, ==, what);
}

static void peer_end(Peer *peer)
{
    g_assert_true(g_output_stream_close(peer->orders, NULL, NULL));
    g_assert_true(g_subprocess_wait_check(peer->process, NULL, NULL));
    g_object_unref(peer->told);
    g_object_unref(peer->process);
}

static void test_lets_and_takes_back(void)
{
    Site *site = site_new(false);
    Peer peer = peer_of(site);
    order(&peer, "hello");
    expect(&peer, "HelloAck");
    order(&peer, "request");
    expect(&peer, "status pending");
    wait_for(site, &site->requested, 1);
    run(site, refuse_task, false);
    expect(&peer, "status denied");

    order(&peer, "request");
    expect(&peer, "status pending");
    wait_for(site, &site->requested, 2);
    run(site, present_task, true);
    expect(&peer, "status granted");
    order(&peer, "user");
    expect(&peer, "UserStatus");
    order(&peer, "release");
    expect(&peer, "status released");
    wait_for(site, &site->released, 1);
    run(site, present_task, false);

    order(&peer, "request");
    expect(&peer, "status pending");
    wait_for(site, &site->requested, 3);
    run(site, present_task, true);
    expect(&peer, "status granted");
    run(site, present_task, false); /* the chair ends it, or another one presents */
    expect(&peer, "status revoked");
    order(&peer, "release");
    expect(&peer, "status revoked");

    order(&peer, "goodbye");
    expect(&peer, "GoodbyeAck");
    peer_end(&peer);
    g_assert_cmpuint(site->released, ==, 1);
    site_free(site);
}

static void test_tells_of_others(void)
{
    Site *site = site_new(false);
    Peer peer = peer_of(site);
    order(&peer, "query");
    expect(&peer, "floor free");
    run(site, others_task, true);
    expect(&peer, "floor other granted");
    order(&peer, "query");
    expect(&peer, "floor other granted");
    run(site, others_task, false);
    expect(&peer, "floor free");
    order(&peer, "wrong-conference");
    expect(&peer, "error 1");
    order(&peer, "chair");
    expect(&peer, "error 5");
    peer_end(&peer);
    site_free(site);
}

static void lose(const Peer *peer, const char *what)
{
    order(peer, what);
    expect(peer, "ok");
}

/* What was asked is asked once, and what was granted is heard. */
static void test_survives_loss(void)
{
    Site *site = site_new(false);
    Peer peer = peer_of(site);
    lose(&peer, "dumb 1");
    order(&peer, "request"); /* the question is lost */
    expect(&peer, "status pending");
    wait_for(site, &site->requested, 1);
    lose(&peer, "deaf 1");
    run(site, present_task, true); /* what it is told unasked */
    expect(&peer, "status granted");
    lose(&peer, "dumb 1");
    run(site, others_task, true); /* nothing: it did not ask about the floor */
    run(site, present_task, false);
    expect(&peer,
            "status revoked"); /* its acknowledgement is lost, and what it hears again it knows */
    lose(&peer, "deaf 1");
    order(&peer, "user"); /* the answer; that it is revoked, said again meanwhile, is none */
    expect(&peer, "UserStatus");
    peer_end(&peer);
    run(site, stats_task, false);
    g_assert_cmpuint(site->stats.repeated, >=, 1);
    g_assert_cmpuint(site->stats.resent, >=, 2);
    g_assert_cmpuint(site->stats.lost, ==, 0);
    g_assert_cmpuint(site->requested, ==, 1);
    site_free(site);
}

/* ---- a device over TCP ---- */

typedef struct Wire {
    GSocketConnection *connection;
    uint16_t transaction;
} Wire;

static Wire wire_to(const Site *site)
{
    g_autoptr(GSocketClient) client = g_socket_client_new();
    g_autoptr(GSocketAddress) place =
            g_inet_socket_address_new_from_string("127.0.0.1", bfcp_link_port(site->link));
    g_autoptr(GError) error = NULL;
    const Wire wire = {.connection = g_socket_client_connect(
                               client, G_SOCKET_CONNECTABLE(place), NULL, &error)};
    g_assert_no_error(error);
    return wire;
}

/* @param user  whose; in two pieces, as TCP may bring it */
static void wire_send(Wire *wire, uint8_t primitive, uint16_t user)
{
    uint8_t bytes[BFCP_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    const BfcpMessage message = {
            .version = BFCP_VERSION_STREAM,
            .primitive = primitive,
            .conference = CONFERENCE,
            .transaction = ++wire->transaction,
            .user = user,
            .floor_count = primitive == BFCP_FLOOR_REQUEST ? 1 : 0,
            .floors = {FLOOR},
    };
    bfcp_message_write(&message, &writer);
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(wire->connection));
    g_assert_true(g_output_stream_write_all(out, bytes, 5, NULL, NULL, NULL));
    g_assert_true(g_output_stream_write_all(out, bytes + 5, writer.size - 5, NULL, NULL, NULL));
}

static BfcpMessage wire_receive(const Wire *wire)
{
    uint8_t bytes[BFCP_SIZE_MAX];
    gsize size = 0;
    BfcpHeader header;
    BfcpMessage message;
    GInputStream *in = g_io_stream_get_input_stream(G_IO_STREAM(wire->connection));
    g_assert_true(g_input_stream_read_all(in, bytes, BFCP_HEADER_SIZE, &size, NULL, NULL));
    g_assert_cmpint(bfcp_message_read_header(bytes, size, &header), ==, BFCP_READ_OK);
    g_assert_true(g_input_stream_read_all(
            in, bytes + BFCP_HEADER_SIZE, header.payload_size, &size, NULL, NULL));
    g_assert_cmpint(bfcp_message_read(bytes, BFCP_HEADER_SIZE + size, &message), ==, BFCP_READ_OK);
    return message;
}

static void expect_status(const Wire *wire, BfcpStatus status)
{
    const BfcpMessage message = wire_receive(wire);
    g_assert_cmpuint(message.primitive, ==, BFCP_FLOOR_REQUEST_STATUS);
    g_assert_cmpint(message.requests[0].status, ==, (int)status);
}

static void expect_end(const Wire *wire)
{
    uint8_t byte = 0;
    GInputStream *in = g_io_stream_get_input_stream(G_IO_STREAM(wire->connection));
    g_assert_cmpint(g_input_stream_read(in, &byte, 1, NULL, NULL), <=, 0);
}

static void use_stream(Site *site, Wire *wire)
{
    wire_send(wire, BFCP_HELLO, USER);
    g_assert_cmpuint(wire_receive(wire).primitive, ==, BFCP_HELLO_ACK);
    wire_send(wire, BFCP_FLOOR_REQUEST, USER);
    expect_status(wire, BFCP_PENDING);
    wait_for(site, &site->requested, site->released + 1);
    run(site, present_task, true);
    expect_status(wire, BFCP_GRANTED);
}

/* A stranger is let go; a connection that is lost gives the floor back. */
static void test_listens_for_a_stream(void)
{
    Site *site = site_new(true);
    Wire wire = wire_to(site);
    use_stream(site, &wire);
    Wire stranger = wire_to(site);
    wire_send(&stranger, BFCP_GOODBYE, USER + 1);
    expect_end(&stranger);
    Wire again = wire_to(site); /* the device itself, which lost the first one without knowing */
    wire_send(&again, BFCP_HELLO, USER);
    g_assert_cmpuint(wire_receive(&again).primitive, ==, BFCP_HELLO_ACK);
    expect_end(&wire);
    g_assert_cmpuint(site->released, ==, 0);
    run(site, present_task, false);
    expect_status(&again, BFCP_REVOKED);
    wire_send(&again, BFCP_FLOOR_REQUEST, USER);
    expect_status(&again, BFCP_PENDING);
    g_object_unref(again.connection);
    wait_for(site, &site->released, 1);
    g_object_unref(wire.connection);
    g_object_unref(stranger.connection);
    site_free(site);
}

static void test_opens_a_stream(void)
{
    Site *site = site_new(true);
    g_autoptr(GSocketListener) listener = g_socket_listener_new();
    g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string("127.0.0.1", 0);
    g_autoptr(GError) error = NULL;
    g_assert_true(g_socket_listener_add_address(listener, any, G_SOCKET_TYPE_STREAM,
            G_SOCKET_PROTOCOL_TCP, NULL, &site->connect, &error));
    run(site, connect_task, false);
    Wire wire = {.connection = g_socket_listener_accept(listener, NULL, NULL, &error)};
    g_assert_no_error(error);
    run(site, connect_task, false); /* the same again opens no other */
    use_stream(site, &wire);
    g_object_unref(wire.connection);
    wait_for(site, &site->released, 1);
    site_free(site);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bfcp_link/lets_and_takes_back", test_lets_and_takes_back);
    g_test_add_func("/bfcp_link/tells_of_others", test_tells_of_others);
    g_test_add_func("/bfcp_link/survives_loss", test_survives_loss);
    g_test_add_func("/bfcp_link/listens_for_a_stream", test_listens_for_a_stream);
    g_test_add_func("/bfcp_link/opens_a_stream", test_opens_a_stream);
    return g_test_run();
}
