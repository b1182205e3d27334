#include "mcu/net/dtls_session.h"

#include <openssl/ssl.h>

#include <stdbool.h>
#include <string.h>

enum { FLIGHT_MAX = 32, BYTES_MAX = 2048 };

typedef struct Datagram {
    size_t size;
    uint8_t bytes[BYTES_MAX];
} Datagram;

/* What one end has sent and the other has not been given yet. */
typedef struct Line {
    Datagram datagrams[FLIGHT_MAX];
    size_t count;
    size_t sent;
    size_t biggest;
} Line;

static void put_on_line(const uint8_t *datagram, size_t size, void *user_data)
{
    Line *line = user_data;

    g_assert_cmpuint(size, <=, BYTES_MAX);
    g_assert_cmpuint(line->count, <, FLIGHT_MAX);
    line->datagrams[line->count].size = size;
    memcpy(line->datagrams[line->count++].bytes, datagram, size);
    line->biggest = MAX(line->biggest, size);
    line->sent++;
}

typedef struct Ends {
    DtlsIdentity *client_identity;
    DtlsIdentity *server_identity;
    DtlsSession *client;
    DtlsSession *server;
    Line from_client;
    Line from_server;
    int64_t now_us;
} Ends;

static DtlsIdentity *new_identity(void)
{
    g_autoptr(GError) error = NULL;
    DtlsIdentity *identity = dtls_identity_new(&error);

    g_assert_no_error(error);
    return identity;
}

static DtlsFingerprint fingerprint_of(const DtlsIdentity *identity)
{
    DtlsFingerprint fingerprint;

    g_assert_true(dtls_fingerprint_parse(dtls_identity_fingerprint(identity), &fingerprint));
    return fingerprint;
}

static DtlsSession *new_session(
        const DtlsIdentity *own, const DtlsFingerprint *peer, DtlsRole role, Line *line)
{
    return dtls_session_new(&(DtlsSessionConfig){
            .identity = own,
            .role = role,
            .fingerprints = peer,
            .fingerprint_count = 1,
            .send = put_on_line,
            .user_data = line,
    });
}

/* @param server_fingerprint  what the client is told, or NULL for the truth */
static Ends *ends_new(const DtlsFingerprint *server_fingerprint)
{
    Ends *ends = g_new0(Ends, 1);

    ends->now_us = g_get_monotonic_time();
    ends->client_identity = new_identity();
    ends->server_identity = new_identity();
    const DtlsFingerprint client = fingerprint_of(ends->client_identity);
    const DtlsFingerprint server = fingerprint_of(ends->server_identity);
    ends->client = new_session(ends->client_identity,
            server_fingerprint == NULL ? &server : server_fingerprint, DTLS_ACTIVE,
            &ends->from_client);
    ends->server = new_session(ends->server_identity, &client, DTLS_PASSIVE, &ends->from_server);
    dtls_session_start(ends->server, ends->now_us);
    dtls_session_start(ends->client, ends->now_us);
    return ends;
}

static void ends_free(Ends *ends)
{
    dtls_session_free(ends->client);
    dtls_session_free(ends->server);
    dtls_identity_free(ends->client_identity);
    dtls_identity_free(ends->server_identity);
    g_free(ends);
}

static void deliver(Line *line, DtlsSession *to)
{
    const int64_t now_us = g_get_monotonic_time();
    Line taken = *line;

    line->count = 0;
    for (size_t i = 0; i < taken.count; i++) {
        dtls_session_receive(to, taken.datagrams[i].bytes, taken.datagrams[i].size, now_us);
    }
}

static void exchange(Ends *ends)
{
    while (ends->from_client.count > 0 || ends->from_server.count > 0) {
        deliver(&ends->from_client, ends->server);
        deliver(&ends->from_server, ends->client);
    }
}

/* OpenSSL's timers read the clock by themselves, so a test of a lost flight has to let that time pass: it waits
 * for the very moment that the session asks for. */
static void send_again(DtlsSession *session, const Line *line)
{
    while (line->count == 0) {
        const int64_t due_us = dtls_session_due_us(session);
        const int64_t now_us = g_get_monotonic_time();
        g_assert_cmpint(due_us, <, INT64_MAX);
        g_usleep((gulong)MAX(due_us - now_us, 0));
        g_assert_cmpint(dtls_session_tick(session, g_get_monotonic_time()), ==, DTLS_HANDSHAKE);
    }
}

static void assert_same_keys(const DtlsSession *one, const DtlsSession *other)
{
    const DtlsSrtpKeys *a = dtls_session_keys(one);
    const DtlsSrtpKeys *b = dtls_session_keys(other);

    g_assert_nonnull(a);
    g_assert_nonnull(b);
    g_assert_cmpint(a->profile, ==, b->profile);
    g_assert_cmpmem(a->local, a->size, b->remote, b->size);
    g_assert_cmpmem(a->remote, a->size, b->local, b->size);
    g_assert_true(memcmp(a->local, a->remote, a->size) != 0);
}

static void test_gives_both_the_same_keys(void)
{
    Ends *ends = ends_new(NULL);

    g_assert_null(dtls_session_keys(ends->client));
    g_assert_cmpuint(ends->from_client.count, ==, 1); /* a small first flight: one datagram */
    g_assert_cmpuint(ends->from_client.biggest, <, 400);
    exchange(ends);
    g_assert_cmpint(dtls_session_state(ends->client), ==, DTLS_CONNECTED);
    g_assert_cmpint(dtls_session_state(ends->server), ==, DTLS_CONNECTED);
    assert_same_keys(ends->client, ends->server);
    g_assert_cmpint(dtls_session_keys(ends->server)->profile, ==, SRTP_PROFILE_AEAD_AES_128_GCM);
    g_assert_cmpuint(ends->from_server.biggest, <=, DTLS_DATAGRAM_MAX);
    g_assert_cmpint(dtls_session_due_us(ends->client), ==, INT64_MAX);
    g_assert_cmpint(dtls_session_due_us(ends->server), ==, INT64_MAX);
    g_assert_true(g_str_has_prefix(dtls_session_describe(ends->server), "DTLSv1.2, ECDHE-ECDSA-"));
    ends_free(ends);
}

static void test_refuses_a_wrong_certificate(void)
{
    g_autoptr(DtlsIdentity) somebody = new_identity();
    const DtlsFingerprint other = fingerprint_of(somebody);
    Ends *ends = ends_new(&other);

    exchange(ends);
    g_assert_cmpint(dtls_session_state(ends->client), ==, DTLS_WRONG_FINGERPRINT);
    g_assert_null(dtls_session_keys(ends->client));
    ends_free(ends);
}

static void test_says_good_bye(void)
{
    Ends *ends = ends_new(NULL);

    dtls_session_close(ends->client); /* too early: nothing to say */
    exchange(ends);
    dtls_session_close(ends->client);
    g_assert_cmpuint(ends->from_client.count, ==, 1);
    exchange(ends);
    g_assert_cmpint(dtls_session_state(ends->server), ==, DTLS_CLOSED);
    ends_free(ends);
}

static void test_sends_a_lost_flight_again(void)
{
    static const struct {
        const char *why;
        unsigned client_lost; /* flights, counted from the first */
        unsigned server_lost;
    } cases[] = {
            {"the ClientHello", 1, 0},
            {"the ServerHello and the certificate", 0, 1},
            {"both", 1, 1},
            {"the first two of each", 2, 2},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Ends *ends = ends_new(NULL);
        unsigned client_lost = cases[i].client_lost;
        unsigned server_lost = cases[i].server_lost;
        g_test_message("%s", cases[i].why);
        while (dtls_session_state(ends->client) != DTLS_CONNECTED) {
            if (ends->from_client.count > 0 && client_lost > 0) {
                client_lost--;
                ends->from_client.count = 0;
            }
            deliver(&ends->from_client, ends->server);
            if (ends->from_server.count > 0 && server_lost > 0) {
                server_lost--;
                ends->from_server.count = 0;
            }
            deliver(&ends->from_server, ends->client);
            if (ends->from_client.count == 0 &&
                    dtls_session_state(ends->client) != DTLS_CONNECTED) {
                send_again(ends->client, &ends->from_client);
            }
        }
        g_assert_cmpint(dtls_session_state(ends->server), ==, DTLS_CONNECTED);
        ends_free(ends);
    }
}

/* The last flight goes only from the server; if it is lost, the client's repetition brings it again. */
static void test_repeats_the_last_flight(void)
{
    Ends *ends = ends_new(NULL);

    deliver(&ends->from_client, ends->server);
    deliver(&ends->from_server, ends->client);
    deliver(&ends->from_client, ends->server);
    g_assert_cmpint(dtls_session_state(ends->server), ==, DTLS_CONNECTED);
    ends->from_server.count = 0; /* lost */
    send_again(ends->client, &ends->from_client);
    exchange(ends);
    g_assert_cmpint(dtls_session_state(ends->client), ==, DTLS_CONNECTED);
    g_assert_cmpint(dtls_session_state(ends->server), ==, DTLS_CONNECTED);
    ends_free(ends);
}

static void test_gives_up(void)
{
    Ends *ends = ends_new(NULL);

    g_assert_cmpint(dtls_session_due_us(ends->client), <=,
            ends->now_us + 100000); /* not OpenSSL's second */
    g_assert_cmpint(dtls_session_due_us(ends->server), ==, ends->now_us + DTLS_HANDSHAKE_MAX_US);
    g_assert_cmpint(dtls_session_tick(ends->server, ends->now_us + DTLS_HANDSHAKE_MAX_US - 1), ==,
            DTLS_HANDSHAKE);
    g_assert_cmpint(
            dtls_session_tick(ends->server, ends->now_us + DTLS_HANDSHAKE_MAX_US), ==, DTLS_FAILED);
    ends_free(ends);
}

static void test_garbage_does_not_disturb(void)
{
    Ends *ends = ends_new(NULL);
    uint8_t garbage[200];

    exchange(ends);
    for (int i = 0; i < 2000; i++) {
        const size_t size = (size_t)g_test_rand_int_range(0, sizeof garbage);
        for (size_t at = 0; at < size; at++) {
            garbage[at] = (uint8_t)g_test_rand_int();
        }
        if (size > 13) { /* a header that is nearly right */
            garbage[0] = (uint8_t)g_test_rand_int_range(20, 24);
            garbage[1] = 0xfe;
            garbage[2] = 0xfd;
            garbage[3] = 0;
            garbage[4] = (uint8_t)g_test_rand_int_range(0, 3);
            garbage[11] = 0;
            garbage[12] = (uint8_t)(size - 13);
        }
        dtls_session_receive(ends->server, garbage, size, ends->now_us);
    }
    g_assert_cmpint(dtls_session_state(ends->server), ==, DTLS_CONNECTED);
    ends->from_server.count = 0;
    dtls_session_close(ends->client);
    exchange(ends);
    g_assert_cmpint(dtls_session_state(ends->server), ==,
            DTLS_CLOSED); /* and the true word is still understood */
    ends_free(ends);
}

/* Encrypted records of all small lengths, of which no cipher can make anything. */
static void send_short_records(DtlsSession *to, int64_t now_us)
{
    enum { HEADER = 13, LENGTH_MAX = 64 };
    uint8_t record[HEADER + LENGTH_MAX] = {0, 0xfe, 0xfd, 0, 1};
    for (uint8_t type = 20; type < 24; type++) {
        for (unsigned length = 0; length <= LENGTH_MAX; length++) {
            record[0] = type;
            record[10] = (uint8_t)length;
            record[12] = (uint8_t)length;
            dtls_session_receive(to, record, (size_t)HEADER + length, now_us);
        }
    }
}

static void test_short_records_do_not_disturb(void)
{
    Ends *ends = ends_new(NULL);
    while (ends->from_client.count > 0 || ends->from_server.count > 0) {
        deliver(&ends->from_client, ends->server);
        send_short_records(ends->server, g_get_monotonic_time());
        deliver(&ends->from_server, ends->client);
        send_short_records(ends->client, g_get_monotonic_time());
    }
    g_assert_cmpint(dtls_session_state(ends->client), ==, DTLS_CONNECTED);
    g_assert_cmpint(dtls_session_state(ends->server), ==, DTLS_CONNECTED);
    send_short_records(ends->server, g_get_monotonic_time());
    ends->from_server.count = 0;
    dtls_session_close(ends->client);
    exchange(ends);
    g_assert_cmpint(dtls_session_state(ends->server), ==, DTLS_CLOSED);
    ends_free(ends);
}

/* Cuts a ClientHello in two, as a browser's with a post-quantum key comes: 1413 bytes in two datagrams. What
 * follows from the client counts its records from 1 on, so ours are numbered inside the window, but above. */
static void cut_hello(const Datagram *hello, uint8_t record_number, Datagram out_parts[2])
{
    enum { RECORD = 13, MESSAGE = 12 };
    const size_t body = hello->size - RECORD - MESSAGE;
    const size_t cut[] = {0, body / 2, body};

    g_assert_cmpuint(hello->bytes[RECORD], ==, 1); /* a ClientHello */
    for (size_t part = 0; part < 2; part++) {
        const size_t size = cut[part + 1] - cut[part];
        uint8_t *bytes = out_parts[part].bytes;
        memcpy(bytes, hello->bytes, RECORD + MESSAGE);
        bytes[10] = (uint8_t)(record_number + part);
        bytes[11] = (uint8_t)((MESSAGE + size) >> 8);
        bytes[12] = (uint8_t)(MESSAGE + size);
        bytes[RECORD + 7] = (uint8_t)(cut[part] >> 8); /* fragment_offset, 24 bits */
        bytes[RECORD + 8] = (uint8_t)cut[part];
        bytes[RECORD + 10] = (uint8_t)(size >> 8); /* fragment_length, 24 bits */
        bytes[RECORD + 11] = (uint8_t)size;
        memcpy(bytes + RECORD + MESSAGE, hello->bytes + RECORD + MESSAGE + cut[part], size);
        out_parts[part].size = RECORD + MESSAGE + size;
    }
}

static void test_hello_in_two_datagrams(void)
{
    static const struct {
        const char *why;
        const char *order; /* of the halves as they come; '-' is where the client repeats itself */
    } cases[] = {
            {"in order", "01"},
            {"in the wrong order", "10"},
            {"the first one twice", "001"},
            {"wrong order and twice", "1100"},
            {"the second is lost", "0-01"},
            {"the first is lost", "1-01"},
            {"halves of two tries", "0-1"},
            {"both are lost", "-10"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Ends *ends = ends_new(NULL);
        Datagram parts[2];
        uint8_t number = 40;
        g_test_message("%s", cases[i].why);
        cut_hello(&ends->from_client.datagrams[0], number, parts);
        ends->from_client.count = 0;
        for (const char *what = cases[i].order; *what != '\0'; what++) {
            if (*what == '-') {
                number = (uint8_t)(number + 2);
                parts[0].bytes[10] = number;
                parts[1].bytes[10] = (uint8_t)(number + 1);
                continue;
            }
            const Datagram *part = &parts[*what - '0'];
            g_assert_cmpint(
                    dtls_session_receive(ends->server, part->bytes, part->size, ends->now_us), ==,
                    DTLS_HANDSHAKE);
        }
        g_assert_cmpuint(ends->from_server.sent, >, 0);
        exchange(ends);
        g_assert_cmpint(dtls_session_state(ends->client), ==, DTLS_CONNECTED);
        assert_same_keys(ends->client, ends->server);
        ends_free(ends);
    }
}

static void carry_to_client(Line *line, SSL *client)
{
    for (size_t i = 0; i < line->count; i++) {
        BIO_write(SSL_get_rbio(client), line->datagrams[i].bytes, (int)line->datagrams[i].size);
    }
    line->count = 0;
    SSL_do_handshake(client);
}

static void carry_to_server(SSL *client, DtlsSession *server)
{
    uint8_t *bytes = NULL;
    const long size = BIO_get_mem_data(SSL_get_wbio(client), &bytes);

    dtls_session_receive(server, bytes, (size_t)size, g_get_monotonic_time());
    BIO_reset(SSL_get_wbio(client));
}

/* Against an OpenSSL client of its own: RFC 5764, 4.2 puts both keys before both salts, the client's first. */
static void test_orders_the_keys_as_the_rfc_says(void)
{
    static const char label[] = "EXTRACTOR-dtls_srtp";
    g_autoptr(DtlsIdentity) client_identity = new_identity();
    g_autoptr(DtlsIdentity) server_identity = new_identity();
    const DtlsFingerprint promised = fingerprint_of(client_identity);
    Line line = {0};
    g_autoptr(DtlsSession) server = new_session(server_identity, &promised, DTLS_PASSIVE, &line);
    SSL *client = SSL_new(dtls_identity_context(client_identity));
    SSL_set_bio(client, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    BIO_set_mem_eof_return(SSL_get_rbio(client), -1);
    SSL_set_mtu(client, 1200);
    SSL_set_connect_state(client);

    dtls_session_start(server, g_get_monotonic_time());
    for (int flight = 0; flight < 3 && !SSL_is_init_finished(client); flight++) {
        carry_to_client(&line, client);
        carry_to_server(client, server);
    }
    carry_to_client(&line, client);
    g_assert_true(SSL_is_init_finished(client));
    g_assert_cmpint(dtls_session_state(server), ==, DTLS_CONNECTED);

    uint8_t material[2 * (16 + 12)];
    g_assert_cmpint(SSL_export_keying_material(
                            client, material, sizeof material, label, strlen(label), NULL, 0, 0),
            ==, 1);
    const DtlsSrtpKeys *keys = dtls_session_keys(server);
    g_assert_cmpuint(keys->size, ==, 28);
    g_assert_cmpmem(keys->remote, 16, material, 16);
    g_assert_cmpmem(keys->local, 16, material + 16, 16);
    g_assert_cmpmem(keys->remote + 16, 12, material + 32, 12);
    g_assert_cmpmem(keys->local + 16, 12, material + 44, 12);
    SSL_free(client);
}

static void test_reads_fingerprints(void)
{
    static const char good[] = "AB:CD:ef:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:"
                               "67:89:AB:CD:EF:01:23:45:67:89";
    static const struct {
        const char *why;
        const char *hash;
        const char *after;
        bool accepted;
    } cases[] = {
            {"as browsers write it", "sha-256 ", "", true},
            {"in capitals", "SHA-256 ", "", true},
            {"a hash that is not trusted", "sha-1 ", "", false},
            {"a hash of another length", "sha-512 ", "", false},
            {"an unknown hash", "sha-3 ", "", false},
            {"a name without end", "sha-256sha-256sha-256 ", "", false},
            {"one byte too many", "sha-256 ", ":00", false},
            {"a colon at the end", "sha-256 ", ":", false},
            {"text behind", "sha-256 ", " x", false},
            {"no space", "sha-256", "", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        DtlsFingerprint fingerprint;
        g_autofree char *text = g_strconcat(cases[i].hash, good, cases[i].after, NULL);
        g_test_message("%s", cases[i].why);
        g_assert_true(dtls_fingerprint_parse(text, &fingerprint) == cases[i].accepted);
        if (cases[i].accepted) {
            g_assert_cmpuint(fingerprint.size, ==, 32);
            g_assert_cmpuint(fingerprint.bytes[2], ==, 0xef);
        }
    }
    DtlsFingerprint fingerprint;
    g_assert_false(dtls_fingerprint_parse("", &fingerprint));
    g_assert_false(dtls_fingerprint_parse("sha-256 ", &fingerprint));
}

static void test_each_identity_is_its_own(void)
{
    g_autoptr(DtlsIdentity) one = new_identity();
    g_autoptr(DtlsIdentity) other = new_identity();

    g_assert_cmpstr(dtls_identity_fingerprint(one), !=, dtls_identity_fingerprint(other));
    dtls_identity_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dtls_session/gives_both_the_same_keys", test_gives_both_the_same_keys);
    g_test_add_func(
            "/dtls_session/orders_the_keys_as_the_rfc_says", test_orders_the_keys_as_the_rfc_says);
    g_test_add_func("/dtls_session/hello_in_two_datagrams", test_hello_in_two_datagrams);
    g_test_add_func("/dtls_session/refuses_a_wrong_certificate", test_refuses_a_wrong_certificate);
    g_test_add_func("/dtls_session/says_good_bye", test_says_good_bye);
    g_test_add_func("/dtls_session/sends_a_lost_flight_again", test_sends_a_lost_flight_again);
    g_test_add_func("/dtls_session/repeats_the_last_flight", test_repeats_the_last_flight);
    g_test_add_func("/dtls_session/gives_up", test_gives_up);
    g_test_add_func("/dtls_session/garbage_does_not_disturb", test_garbage_does_not_disturb);
    g_test_add_func(
            "/dtls_session/short_records_do_not_disturb", test_short_records_do_not_disturb);
    g_test_add_func("/dtls_session/reads_fingerprints", test_reads_fingerprints);
    g_test_add_func("/dtls_session/each_identity_is_its_own", test_each_identity_is_its_own);
    return g_test_run();
}
