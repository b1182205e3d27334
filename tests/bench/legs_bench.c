/* What one more leg costs: N peers receive what the MCU sends to a viewer, 1.5 Mbit/s of pictures and sound, and
 * answer with feedback as browsers do; some also send. The CPU time of the network loop's thread is divided by the
 * legs, and compared with the cipher and sendto() alone of the same packets, measured in the same run.
 *
 *     legs_bench [--legs N] [--senders N] [--seconds S] [--json FILE]
 */
#include "tests/bench/bench_lines.h"
#include "tests/loop/test_peer.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

enum {
    LEGS_MAX = 400,
    PICTURE_US = 40000, /* 25 a second */
    PICTURE_PACKETS = 6,
    PICTURE_BYTES = 1220, /* 6 * 1220 * 25 * 8 = 1.46 Mbit/s */
    SOUND_US = 20000,
    SOUND_BYTES = 100,
    FEEDBACK_US = 100000,
    UP_PACKETS = 2, /* 2 * 1220 * 25 * 8 = 0.49 Mbit/s */
    PACKETS_PER_S = 200,
    US_PER_S = 1000000,
    FILES_MAX = 4096,
    TARGET_US_PER_LEG = 2000,
    TARGET_KB_PER_LEG = 150,
};

static const uint32_t picture_ssrc = 1;
static const uint32_t sound_ssrc = 2;

typedef struct Bench {
    int legs;
    int senders;
    int seconds;
    const char *json;

    NetLoop *server;
    NetLoop *clients;
    TestPeer *answerers[LEGS_MAX];
    TestPeer *offerers[LEGS_MAX];
    NetTimer *server_timers[2];
    NetTimer *client_timers[3];
    uint16_t picture_sequence; /* server */
    uint16_t sound_sequence;
    uint16_t up_sequence; /* clients */
    uint16_t up_sound_sequence;
} Bench;

/* The server loop's state, read on it at one moment. */
typedef struct Sample {
    const Bench *bench;
    int64_t now_us;
    int64_t cpu_us;
    uint64_t sent;
    NetLoopStats loop;
} Sample;

static int64_t thread_cpu_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * US_PER_S + now.tv_nsec / 1000;
}

static void sample_task(void *data)
{
    Sample *sample = data;

    sample->now_us = g_get_monotonic_time();
    sample->cpu_us = thread_cpu_us();
    for (int i = 0; i < sample->bench->legs; i++) {
        sample->sent += peer_transport_stats(sample->bench->answerers[i]->transport).sent;
    }
}

static Sample take_sample(const Bench *bench)
{
    Sample sample = {.bench = bench};

    net_loop_call_wait(bench->server, sample_task, &sample);
    sample.loop = net_loop_stats(bench->server);
    return sample;
}

static long resident_kb(void)
{
    g_autofree char *text = NULL;

    g_assert_true(g_file_get_contents("/proc/self/statm", &text, NULL, NULL));
    g_auto(GStrv) words = g_strsplit(text, " ", 3);
    return (long)g_ascii_strtoll(words[1], NULL, 10) * (sysconf(_SC_PAGESIZE) / 1024);
}

static void make_rtp(uint8_t *packet, uint8_t payload_type, uint32_t ssrc, uint16_t sequence)
{
    packet[0] = 0x80;
    packet[1] = payload_type;
    packet[2] = (uint8_t)(sequence >> 8);
    packet[3] = (uint8_t)sequence;
    for (int i = 0; i < 4; i++) {
        packet[8 + i] = (uint8_t)(ssrc >> (24 - 8 * i));
    }
}

static void send_picture(TestPeer *peer, int packets, uint16_t sequence)
{
    uint8_t packet[PICTURE_BYTES] = {0};

    for (int i = 0; i < packets; i++) {
        make_rtp(packet, 96, picture_ssrc, (uint16_t)(sequence + i));
        peer_transport_send_rtp(peer->transport, packet, sizeof packet, PEER_PRIORITY_PICTURE);
    }
}

static void send_sound(TestPeer *peer, uint16_t sequence)
{
    uint8_t packet[SOUND_BYTES] = {0};

    make_rtp(packet, 111, sound_ssrc, sequence);
    peer_transport_send_rtp(peer->transport, packet, sizeof packet, PEER_PRIORITY_SOUND);
}

static void on_server_picture(int64_t now_us, void *data)
{
    Bench *bench = data;

    for (int i = 0; i < bench->legs; i++) {
        send_picture(bench->answerers[i], PICTURE_PACKETS, bench->picture_sequence);
    }
    bench->picture_sequence = (uint16_t)(bench->picture_sequence + PICTURE_PACKETS);
}

static void on_server_sound(int64_t now_us, void *data)
{
    Bench *bench = data;

    for (int i = 0; i < bench->legs; i++) {
        send_sound(bench->answerers[i], bench->sound_sequence);
    }
    bench->sound_sequence++;
}

/* The clients are spread over time, as separate machines would be. */
static void on_client_feedback(int64_t now_us, void *data)
{
    static const uint8_t report[48] = {0x8f, 205, 0, 11, 0, 0, 0, 9};
    static int turn;
    Bench *bench = data;

    for (int i = turn; i < bench->legs; i += 20) {
        peer_transport_send_rtcp(bench->offerers[i]->transport, report, sizeof report);
    }
    turn = (turn + 1) % 20;
}

static void on_client_picture(int64_t now_us, void *data)
{
    static int turn;
    Bench *bench = data;

    for (int i = turn; i < bench->senders; i += 4) {
        send_picture(bench->offerers[i], UP_PACKETS, bench->up_sequence);
    }
    if (++turn == 4) {
        turn = 0;
        bench->up_sequence = (uint16_t)(bench->up_sequence + UP_PACKETS);
    }
}

static void on_client_sound(int64_t now_us, void *data)
{
    static int turn;
    Bench *bench = data;

    for (int i = turn; i < bench->senders; i += 4) {
        send_sound(bench->offerers[i], bench->up_sound_sequence);
    }
    if (++turn == 4) {
        turn = 0;
        bench->up_sound_sequence++;
    }
}

static void start_server_task(void *data)
{
    Bench *bench = data;

    bench->server_timers[0] = net_timer_new(bench->server, PICTURE_US, on_server_picture, bench);
    bench->server_timers[1] = net_timer_new(bench->server, SOUND_US, on_server_sound, bench);
}

static void stop_server_task(void *data)
{
    Bench *bench = data;

    for (size_t i = 0; i < G_N_ELEMENTS(bench->server_timers); i++) {
        net_timer_free(bench->server_timers[i]);
    }
}

static void start_clients_task(void *data)
{
    Bench *bench = data;

    bench->client_timers[0] =
            net_timer_new(bench->clients, FEEDBACK_US / 20, on_client_feedback, bench);
    bench->client_timers[1] =
            net_timer_new(bench->clients, PICTURE_US / 4, on_client_picture, bench);
    bench->client_timers[2] = net_timer_new(bench->clients, SOUND_US / 4, on_client_sound, bench);
}

static void stop_clients_task(void *data)
{
    Bench *bench = data;

    for (size_t i = 0; i < G_N_ELEMENTS(bench->client_timers); i++) {
        net_timer_free(bench->client_timers[i]);
    }
}

static void join_all(Bench *bench, const DtlsIdentity *identity)
{
    for (int i = 0; i < bench->legs; i++) {
        const PeerTransportConfig offerer = test_peer_config(bench->clients, identity, true);
        const PeerTransportConfig answerer = test_peer_config(bench->server, identity, false);
        bench->offerers[i] = test_peer_new(&offerer);
        bench->answerers[i] = test_peer_new(&answerer);
        test_peer_join(bench->offerers[i], bench->answerers[i], PEER_SETUP_PASSIVE);
    }
    for (int i = 0; i < bench->legs; i++) {
        test_peer_wait(bench->offerers[i], test_peer_is_connected, 1);
        test_peer_wait(bench->answerers[i], test_peer_is_connected, 1);
    }
}

/* The cipher and the system call alone, for the same packets at the same times. */
static BenchLinesCost floor_of(int legs, int seconds)
{
    g_autoptr(BenchLines) lines = bench_lines_new((size_t)legs);
    const int64_t start_us = g_get_monotonic_time();
    BenchLinesCost cost = {0};

    for (int tick = 0; tick < seconds * (US_PER_S / SOUND_US); tick++) {
        bench_lines_send(lines, sound_ssrc, SOUND_BYTES, &cost);
        for (int n = 0; n < PICTURE_PACKETS && tick % 2 == 0; n++) {
            bench_lines_send(lines, picture_ssrc, PICTURE_BYTES, &cost);
        }
        const int64_t next_us = start_us + (tick + 1) * (int64_t)SOUND_US;
        g_usleep((gulong)MAX(next_us - g_get_monotonic_time(), 0));
    }
    return cost;
}

typedef struct Figures {
    double joined_cpu_us;
    double leg_us;
    double send_us; /* the floor of a leg */
    double protect_us;
    double leg_kb;
    double rounds;
    double sent_share;
    double busy_max_us;
} Figures;

static Figures measure(Bench *bench)
{
    g_autoptr(DtlsIdentity) identity = dtls_identity_new(NULL);
    Figures figures = {0};
    const long before_kb = resident_kb();

    bench->server = net_loop_new("server");
    bench->clients = net_loop_new("clients");
    join_all(bench, identity);
    figures.joined_cpu_us = (double)take_sample(bench).cpu_us / bench->legs;
    figures.leg_kb = (double)(resident_kb() - before_kb) / bench->legs / 2; /* both ends are here */

    net_loop_call_wait(bench->clients, start_clients_task, bench);
    net_loop_call_wait(bench->server, start_server_task, bench);
    g_usleep(US_PER_S);
    const Sample before = take_sample(bench);
    g_usleep((gulong)bench->seconds * US_PER_S);
    const Sample after = take_sample(bench);
    const double elapsed_s = (double)(after.now_us - before.now_us) / US_PER_S;
    const double sent = (double)(after.sent - before.sent);
    /* By packets, not by time: on a machine that is busy otherwise the timers skip some. */
    figures.leg_us = (double)(after.cpu_us - before.cpu_us) / sent * PACKETS_PER_S;
    figures.sent_share = sent / bench->legs / elapsed_s / PACKETS_PER_S;
    figures.rounds = (double)(after.loop.rounds - before.loop.rounds) / elapsed_s;
    figures.busy_max_us = (double)after.loop.busy_max_us;

    net_loop_call_wait(bench->server, stop_server_task, bench);
    net_loop_call_wait(bench->clients, stop_clients_task, bench);
    for (int i = 0; i < bench->legs; i++) {
        test_peer_free(bench->offerers[i]);
        test_peer_free(bench->answerers[i]);
    }
    net_loop_free(bench->clients);
    net_loop_free(bench->server);
    const BenchLinesCost floor = floor_of(bench->legs, bench->seconds);
    figures.send_us = floor.send_ms * 1000 / bench->seconds / bench->legs;
    figures.protect_us = floor.protect_ms * 1000 / bench->seconds / bench->legs;
    return figures;
}

static void print_json(const Bench *bench, const Figures *figures)
{
    struct utsname machine;
    g_autoptr(GError) error = NULL;

    uname(&machine);
    const bool viewers = bench->senders == 0;
    g_autofree char *text = g_strdup_printf(
            "{\"name\":\"legs\",\"machine\":\"%s %s, %ld cores\",\"figures\":["
            "{\"figure\":\"leg CPU (%d legs, %d "
            "send)\",\"value\":%.3f,\"unit\":\"ms/s\",\"target\":%s,\"met\":%s},"
            "{\"figure\":\"leg memory\",\"value\":%.1f,\"unit\":\"kB\",\"target\":%d,\"met\":%s},"
            "{\"figure\":\"bare "
            "sendto\",\"value\":%.3f,\"unit\":\"ms/s\",\"target\":null,\"met\":null},"
            "{\"figure\":\"SRTP "
            "alone\",\"value\":%.3f,\"unit\":\"ms/s\",\"target\":null,\"met\":null},"
            "{\"figure\":\"join "
            "CPU\",\"value\":%.3f,\"unit\":\"ms\",\"target\":null,\"met\":null}]}\n",
            machine.sysname, machine.machine, sysconf(_SC_NPROCESSORS_ONLN), bench->legs,
            bench->senders, figures->leg_us / 1000, viewers ? "2.0" : "null",
            !viewers ? "null" : (figures->leg_us <= TARGET_US_PER_LEG ? "true" : "false"),
            figures->leg_kb, TARGET_KB_PER_LEG,
            figures->leg_kb <= TARGET_KB_PER_LEG ? "true" : "false", figures->send_us / 1000,
            figures->protect_us / 1000, figures->joined_cpu_us / 1000);
    g_file_set_contents(bench->json, text, -1, &error);
    g_assert_no_error(error);
}

int main(int argc, char **argv)
{
    static Bench bench = {.legs = 160, .seconds = 10};
    const GOptionEntry entries[] = {
            {"legs", 0, 0, G_OPTION_ARG_INT, &bench.legs, "peers, at most 400", "N"},
            {"senders", 0, 0, G_OPTION_ARG_INT, &bench.senders, "of which send 0.5 Mbit/s", "N"},
            {"seconds", 0, 0, G_OPTION_ARG_INT, &bench.seconds, "to measure", "S"},
            {"json", 0, 0, G_OPTION_ARG_FILENAME, &bench.json, "where to write the figures",
                    "FILE"},
            {0},
    };
    g_autoptr(GOptionContext) options = g_option_context_new(NULL);
    g_autoptr(GError) error = NULL;

    g_option_context_add_main_entries(options, entries, NULL);
    if (!g_option_context_parse(options, &argc, &argv, &error)) {
        g_printerr("legs_bench: %s\n", error->message);
        return EXIT_FAILURE;
    }
    bench.legs = CLAMP(bench.legs, 1, LEGS_MAX);
    bench.senders = CLAMP(bench.senders, 0, bench.legs);
    bench.seconds = MAX(bench.seconds, 1);
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){.rlim_cur = FILES_MAX, .rlim_max = FILES_MAX});

    const Figures figures = measure(&bench);
    g_print("%d legs, %d of them send, %d s\n", bench.legs, bench.senders, bench.seconds);
    g_print("leg           %7.3f ms CPU/s, %.1f %% of the packets sent\n", figures.leg_us / 1000,
            100 * figures.sent_share);
    g_print("bare sendto   %7.3f ms CPU/s, SRTP %.3f: factor %.1f\n", figures.send_us / 1000,
            figures.protect_us / 1000, figures.leg_us / (figures.send_us + figures.protect_us));
    g_print("memory        %7.1f kB a leg\n", figures.leg_kb);
    g_print("join          %7.3f ms CPU\n", figures.joined_cpu_us / 1000);
    g_print("loop          %7.0f rounds/s, longest %.1f ms\n", figures.rounds,
            figures.busy_max_us / 1000);
    if (bench.json != NULL) {
        print_json(&bench, &figures);
    }
    return EXIT_SUCCESS;
}
