/*
 * Two plain transports on 127.0.0.1, one the other's peer: RTP and RTCP both ways, in the clear, with keys and with
 * DTLS, on port pairs and on one port; moving, holding, leaving.
 */
#include "mcu/net/plain_transport.h"

#include <string.h>

enum {
    ENDS = 2,
    TYPE = 96,
    BEAT_US = 20000,
    BEATS_MAX = 500, /* ten seconds: until then what is waited for has come */
    LIVENESS_US = 300000,
};

typedef struct End End;

typedef struct Line {
    NetLoop *loop;
    DtlsIdentity *identity;
    NetTimer *beat;
    PlainSecurity security;
    SrtpProfile profile;
    size_t key_size;
    bool mux;
    bool sends; /* what the ends say of each other */
    bool talks;
    unsigned beats;
    bool (*done)(struct Line *line);
    struct End {
        struct Line *line;
        PlainTransport *transport;
        unsigned heard, rtp[PLAIN_MEDIA], rtcp[PLAIN_MEDIA], closed;
        PeerTransportEnd why;
        uint16_t sequence;
    } ends[ENDS];

    /* under lock */
    GMutex lock;
    GCond changed;
    bool over;
} Line;

/* ---- the loop ---- */

static void on_heard(void *user_data)
{
    ((End *)user_data)->heard++;
}

static void on_rtp(
        PlainMedium medium, const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    g_assert_cmpuint(size, ==, 20);
    g_assert_cmpuint(packet[size - 1], ==, medium);
    ((End *)user_data)->rtp[medium]++;
}

static void on_rtcp(
        PlainMedium medium, const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    g_assert_cmpuint(size, ==, 8);
    ((End *)user_data)->rtcp[medium]++;
}

static void on_closed(PeerTransportEnd why, void *user_data)
{
    ((End *)user_data)->closed++;
    ((End *)user_data)->why = why;
}

static const PlainTransportEvents events = {
        .heard = on_heard,
        .rtp = on_rtp,
        .rtcp = on_rtcp,
        .closed = on_closed,
};

static void open_ends(void *data)
{
    static const char *const addresses[] = {"127.0.0.1", NULL};
    Line *line = data;
    for (size_t i = 0; i < ENDS; i++) {
        g_autoptr(GError) error = NULL;
        const PlainTransportConfig config = {
                .loop = line->loop,
                .identity = line->identity,
                .addresses = addresses,
                .toward = "127.0.0.1",
                .liveness_us = LIVENESS_US,
        };
        line->ends[i].line = line;
        line->ends[i].transport = plain_transport_new(&config, &events, &line->ends[i], &error);
        g_assert_no_error(error);
        for (int medium = 0; medium < PLAIN_MEDIA; medium++) {
            g_assert_cmpuint(
                    plain_transport_port(line->ends[i].transport, (PlainMedium)medium) % 2, ==, 0);
        }
    }
}

static PlainPeer peer_of(const Line *line, size_t other, PlainMedium medium)
{
    const uint16_t port = plain_transport_port(line->ends[other].transport, medium);
    PlainPeer peer = {
            .used = true,
            .sends = line->sends,
            .address = "127.0.0.1",
            .port = port,
            .rtcp_port = (uint16_t)(line->mux ? port : port + 1),
            .type_count = 1,
            .types = {TYPE},
            .security = line->security,
    };
    if (line->security == PLAIN_SECURITY_KEYS) {
        peer.keys.profile = line->profile;
        peer.keys.size = line->key_size;
        memset(peer.keys.local, other == 1 ? 3 : 4, line->key_size);
        memset(peer.keys.remote, other == 1 ? 4 : 3, line->key_size);
    } else if (line->security == PLAIN_SECURITY_DTLS) {
        peer.dtls_role = other == 1 ? DTLS_ACTIVE : DTLS_PASSIVE;
        peer.fingerprint_count = 1;
        g_assert_true(dtls_fingerprint_parse(
                dtls_identity_fingerprint(line->identity), &peer.fingerprints[0]));
    }
    return peer;
}

static void introduce(void *data)
{
    Line *line = data;
    for (size_t i = 0; i < ENDS; i++) {
        PlainPeer peers[PLAIN_MEDIA];
        for (int medium = 0; medium < PLAIN_MEDIA; medium++) {
            peers[medium] = peer_of(line, 1 - i, (PlainMedium)medium);
        }
        plain_transport_set_peers(line->ends[i].transport, peers);
    }
}

static void send_both(End *end, PlainMedium medium)
{
    uint8_t rtp[20] = {0x80, TYPE, [11] = (uint8_t)(medium + 1), [19] = (uint8_t)medium};
    const uint8_t rtcp[8] = {0x80, 201, 0, 1, [7] = (uint8_t)(medium + 1)};
    rtp[2] = (uint8_t)(end->sequence >> 8);
    rtp[3] = (uint8_t)end->sequence;
    (void)plain_transport_send_rtp(end->transport, medium, rtp, sizeof rtp);
    (void)plain_transport_send_rtcp(end->transport, medium, rtcp, sizeof rtcp);
}

static void on_beat(int64_t now_us, void *data)
{
    Line *line = data;
    for (size_t i = 0; line->talks && i < ENDS; i++) {
        line->ends[i].sequence++;
        for (int medium = 0; medium < PLAIN_MEDIA; medium++) {
            send_both(&line->ends[i], (PlainMedium)medium);
        }
    }
    line->beats++;
    if (line->done(line) || line->beats == BEATS_MAX) {
        net_timer_arm(line->beat, INT64_MAX);
        g_mutex_lock(&line->lock);
        line->over = true;
        g_cond_signal(&line->changed);
        g_mutex_unlock(&line->lock);
    }
}

static void begin_beat(void *data)
{
    Line *line = data;
    line->beats = 0;
    if (line->beat == NULL) {
        line->beat = net_timer_new(line->loop, BEAT_US, on_beat, line);
    } else {
        net_timer_arm(line->beat, net_loop_now_us(line->loop));
    }
}

static void close_ends(void *data)
{
    Line *line = data;
    net_timer_free(line->beat);
    for (size_t i = 0; i < ENDS; i++) {
        g_autofree char *text = plain_transport_describe(line->ends[i].transport);
        g_test_message("%s", text);
        plain_transport_free(line->ends[i].transport);
    }
}

/* ---- the test ---- */

static void wait_until(Line *line, bool (*done)(Line *line))
{
    line->done = done;
    line->over = false;
    net_loop_call(line->loop, begin_beat, line);
    g_mutex_lock(&line->lock);
    while (!line->over) {
        g_cond_wait(&line->changed, &line->lock);
    }
    g_mutex_unlock(&line->lock);
    g_assert_cmpuint(line->beats, <, BEATS_MAX);
}

static bool all_came(Line *line)
{
    for (size_t i = 0; i < ENDS; i++) {
        for (size_t medium = 0; medium < PLAIN_MEDIA; medium++) {
            if (line->ends[i].rtp[medium] < 3 || line->ends[i].rtcp[medium] < 3) {
                return false;
            }
        }
    }
    return true;
}

static void line_start(Line *line)
{
    g_mutex_init(&line->lock);
    g_cond_init(&line->changed);
    line->identity = dtls_identity_new(NULL);
    line->loop = net_loop_new("test");
    line->sends = line->talks = true;
    net_loop_call_wait(line->loop, open_ends, line);
    net_loop_call_wait(line->loop, introduce, line);
}

static void line_end(Line *line)
{
    net_loop_call_wait(line->loop, close_ends, line);
    net_loop_free(line->loop);
    dtls_identity_free(line->identity);
    g_mutex_clear(&line->lock);
    g_cond_clear(&line->changed);
}

static void test_carries_both_ways(void)
{
    static const struct {
        PlainSecurity security;
        SrtpProfile profile;
        size_t key_size;
        bool mux;
    } cases[] = {
            {PLAIN_SECURITY_NONE, SRTP_PROFILE_NONE, 0, false},
            {PLAIN_SECURITY_NONE, SRTP_PROFILE_NONE, 0, true},
            {PLAIN_SECURITY_KEYS, SRTP_PROFILE_AES128_CM_SHA1_80, 30, false},
            {PLAIN_SECURITY_KEYS, SRTP_PROFILE_AES128_CM_SHA1_32, 30, true},
            {PLAIN_SECURITY_KEYS, SRTP_PROFILE_AEAD_AES_128_GCM, 28, false},
            {PLAIN_SECURITY_DTLS, SRTP_PROFILE_NONE, 0, true},
            {PLAIN_SECURITY_DTLS, SRTP_PROFILE_NONE, 0, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Line line = {
                .security = cases[i].security,
                .profile = cases[i].profile,
                .key_size = cases[i].key_size,
                .mux = cases[i].mux,
        };
        line_start(&line);
        wait_until(&line, all_came);
        g_assert_cmpuint(line.ends[0].heard, ==, 1);
        net_loop_call_wait(line.loop, introduce, &line); /* again: nothing changes */
        memset(line.ends[0].rtp, 0, sizeof line.ends[0].rtp);
        wait_until(&line, all_came);
        line_end(&line);
    }
}

static bool both_closed(Line *line)
{
    return line->ends[0].closed == 1 && line->ends[1].closed == 1;
}

static bool stays(Line *line)
{
    return line->beats * BEAT_US > 3 * LIVENESS_US;
}

/* Who is silent is gone, but not on hold. */
static void test_watches_lives(void)
{
    Line line = {.security = PLAIN_SECURITY_NONE};
    line_start(&line);
    wait_until(&line, all_came);
    line.sends = line.talks = false;
    net_loop_call_wait(line.loop, introduce, &line);
    wait_until(&line, stays);
    g_assert_cmpuint(line.ends[0].closed + line.ends[1].closed, ==, 0);
    line.sends = true;
    net_loop_call_wait(line.loop, introduce, &line);
    wait_until(&line, both_closed);
    g_assert_cmpint(line.ends[0].why, ==, PEER_TRANSPORT_TIMEOUT);
    line_end(&line);
}

static void run_out(void *data)
{
    static const char *const addresses[] = {"127.0.0.1", NULL};
    const Line *line = data;
    g_autoptr(GError) error = NULL;
    PlainTransportConfig config = {
            .loop = line->loop,
            .identity = line->identity,
            .addresses = addresses,
            .port_min = plain_transport_port(line->ends[0].transport, PLAIN_SOUND),
    };
    config.port_max = (uint16_t)(config.port_min + 1);
    g_assert_null(plain_transport_new(&config, &events, NULL, &error));
    g_assert_error(error, PLAIN_TRANSPORT_ERROR, PLAIN_TRANSPORT_ERROR_PORTS);
    g_clear_error(&error);
    config.toward = "2001:db8::1";
    g_assert_null(plain_transport_new(&config, &events, NULL, &error));
    g_assert_error(error, PLAIN_TRANSPORT_ERROR, PLAIN_TRANSPORT_ERROR_ADDRESS);
}

static void test_says_what_is_missing(void)
{
    Line line = {.security = PLAIN_SECURITY_NONE};
    line_start(&line);
    net_loop_call_wait(line.loop, run_out, &line);
    line_end(&line);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plain_transport/carries_both_ways", test_carries_both_ways);
    g_test_add_func("/plain_transport/watches_lives", test_watches_lives);
    g_test_add_func("/plain_transport/says_what_is_missing", test_says_what_is_missing);
    return g_test_run();
}
