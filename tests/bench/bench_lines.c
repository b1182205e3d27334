#include "tests/bench/bench_lines.h"

#include "mcu/net/srtp_session.h"
#include "tests/bench/bench_figures.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    DRAIN_EACH_US = 20000,
    DATAGRAM_MAX = 2048,
    SPARE_FILES = 64,
    RTP_VERSION = 0x80,
};

typedef struct BenchLine {
    SrtpSession *session;
    int from, to;
    struct sockaddr_in address;
    size_t size;
    uint8_t packet[BENCH_LINES_PACKET_MAX + SRTP_TRAILER_MAX];
} BenchLine;

struct BenchLines {
    size_t count;
    uint16_t sequence; /* of all streams: each has gaps, which a cipher does not mind */
    BenchLine *lines;
    GThread *drain;
    gint done; /* atomic */
};

static gpointer drain(gpointer data)
{
    BenchLines *lines = data;
    uint8_t bytes[DATAGRAM_MAX];

    while (!g_atomic_int_get(&lines->done)) {
        for (size_t i = 0; i < lines->count; i++) {
            while (recv(lines->lines[i].to, bytes, sizeof bytes, MSG_DONTWAIT) > 0) {
            }
        }
        g_usleep(DRAIN_EACH_US);
    }
    return NULL;
}

static int bound_socket(struct sockaddr_in *out_address)
{
    socklen_t size = sizeof *out_address;
    const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    *out_address = (struct sockaddr_in){
            .sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    g_assert_cmpint(bind(fd, (struct sockaddr *)out_address, size), ==, 0);
    g_assert_cmpint(getsockname(fd, (struct sockaddr *)out_address, &size), ==, 0);
    return fd;
}

static SrtpSession *new_session(size_t number)
{
    DtlsSrtpKeys keys = {.profile = SRTP_PROFILE_AEAD_AES_128_GCM, .size = 16 + SRTP_GCM_SALT};

    memset(keys.local, (int)(number % UINT8_MAX), keys.size);
    memset(keys.remote, (int)((number + 1) % UINT8_MAX), keys.size);
    return srtp_session_new(&keys);
}

BenchLines *bench_lines_new(size_t count)
{
    const rlim_t files = 2 * count + SPARE_FILES;
    struct rlimit limit;
    BenchLines *lines = g_new0(BenchLines, 1);

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < files) {
        limit.rlim_cur = MIN(files, limit.rlim_max);
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    lines->count = count;
    lines->lines = g_new0(BenchLine, count);
    for (size_t i = 0; i < count; i++) {
        BenchLine *line = &lines->lines[i];
        struct sockaddr_in ignored;
        line->session = new_session(i);
        line->from = bound_socket(&ignored);
        line->to = bound_socket(&line->address);
    }
    lines->drain = g_thread_new("drain", drain, lines);
    return lines;
}

void bench_lines_free(BenchLines *lines)
{
    if (lines == NULL) {
        return;
    }
    g_atomic_int_set(&lines->done, 1);
    g_thread_join(lines->drain);
    for (size_t i = 0; i < lines->count; i++) {
        close(lines->lines[i].from);
        close(lines->lines[i].to);
        srtp_session_free(lines->lines[i].session);
    }
    g_free(lines->lines);
    g_free(lines);
}

static void make_packet(BenchLine *line, uint32_t ssrc, uint16_t sequence, size_t size)
{
    const uint32_t word = htonl(ssrc);

    memset(line->packet, 0, size);
    line->packet[0] = RTP_VERSION;
    line->packet[2] = (uint8_t)(sequence >> 8);
    line->packet[3] = (uint8_t)sequence;
    memcpy(line->packet + 8, &word, sizeof word);
    line->size = size;
}

void bench_lines_send(BenchLines *lines, uint32_t ssrc, size_t size, BenchLinesCost *cost)
{
    const uint16_t sequence = lines->sequence++;
    const double begin_ms = bench_processor_ms();

    for (size_t i = 0; i < lines->count; i++) {
        BenchLine *line = &lines->lines[i];
        make_packet(line, ssrc, sequence, size);
        const SrtpResult result =
                srtp_session_protect_rtp(line->session, line->packet, &line->size);
        g_assert_cmpint(result, ==, SRTP_OK);
    }
    const double protected_ms = bench_processor_ms();
    for (size_t i = 0; i < lines->count; i++) {
        const BenchLine *line = &lines->lines[i];
        sendto(line->from, line->packet, line->size, 0, (const struct sockaddr *)&line->address,
                sizeof line->address);
    }
    cost->protect_ms += protected_ms - begin_ms;
    cost->send_ms += bench_processor_ms() - protected_ms;
}
