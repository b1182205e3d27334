#include "mcu/rtp/picture_pacer.h"

#include "mcu/wire/rtp_packet.h"

enum { SOURCE = 1, OTHER = 2, RATE_BPS = 800000 /* a pace of 250 bytes a millisecond */ };

typedef struct Bench {
    MediaClock clock;
    RtpSender *stream;
    PictureSender *sender;
    PicturePacer *pacer;
    int64_t now_us;
} Bench;

static void bench_init(Bench *bench)
{
    *bench = (Bench){.clock = media_clock(0, 0), .now_us = 1000000};
    bench->stream = rtp_sender_new(&(RtpSenderConfig){
            .ssrc = 1,
            .payload_type = 96,
            .clock_hz = 90000,
            .clock = &bench->clock,
            .history_packets = 64,
            .history_us = 1000000,
    });
    bench->sender = picture_sender_new(bench->stream, 0, 0);
    picture_sender_select(bench->sender, SOURCE);
    bench->pacer = picture_pacer_new();
    picture_pacer_set_rate(bench->pacer, RATE_BPS);
}

static void bench_clear(Bench *bench)
{
    picture_pacer_free(bench->pacer);
    picture_sender_free(bench->sender);
    rtp_sender_free(bench->stream);
}

static void push_of(Bench *bench, uint32_t source, uint64_t number, bool key, size_t size)
{
    g_autoptr(GBytes) data = g_bytes_new_take(g_malloc0(size), size);
    g_autoptr(CodedPicture) picture = coded_picture_new(data,
            &(CodedPictureInfo){.source = source,
                    .number = number,
                    .timestamp_ticks = (uint32_t)number * 3600,
                    .key = key});
    picture_pacer_push(bench->pacer, bench->sender, picture, bench->now_us);
}

static void push(Bench *bench, uint64_t number, bool key, size_t size)
{
    push_of(bench, SOURCE, number, key, size);
}

/* @return the bytes that leave now */
static size_t drain(Bench *bench)
{
    uint8_t buffer[RTP_PACKET_SIZE_MAX];
    size_t sum = 0;
    size_t size = 0;
    while ((size = picture_pacer_next(bench->pacer, bench->now_us, buffer, sizeof buffer)) > 0) {
        sum += size;
    }
    return sum;
}

static void test_an_ordinary_picture_leaves_at_once(void)
{
    Bench bench;
    bench_init(&bench);
    for (uint64_t n = 0; n < 100; n++) {
        push(&bench, n, n == 0, 4000); /* 800 kbit/s at 25 a second */
        g_assert_cmpuint(drain(&bench), >=, 4000);
        g_assert_false(picture_pacer_waits(bench.pacer));
        bench.now_us += 40000;
    }
    g_assert_cmpint(picture_pacer_stats(bench.pacer).wait_max_us, ==, 0);
    bench_clear(&bench);
}

static void test_a_key_frame_is_spread(void)
{
    Bench bench;
    bench_init(&bench);
    push(&bench, 0, true, 60000);
    size_t sum = drain(&bench);
    g_assert_cmpuint(sum, <, 12500); /* 40 ms at 250 bytes a millisecond, and a packet */
    g_assert_true(picture_pacer_waits(bench.pacer));
    const int64_t from_us = bench.now_us;
    while (picture_pacer_waits(bench.pacer)) {
        const size_t before = sum;
        bench.now_us += 5000;
        sum += drain(&bench);
        g_assert_cmpuint(sum - before, <, 250 * 5 + 2 * 1200);
    }
    g_assert_cmpuint(sum, >, 60000);
    g_assert_cmpint(bench.now_us - from_us, >, 180000);
    g_assert_cmpint(bench.now_us - from_us, <, 220000);
    bench_clear(&bench);
}

static void test_sound_is_counted(void)
{
    Bench bench;
    bench_init(&bench);
    push(&bench, 0, true, 4000);
    picture_pacer_spend(bench.pacer, 20000, bench.now_us);
    g_assert_cmpuint(drain(&bench), ==, 0);
    bench.now_us += 45000;
    g_assert_cmpuint(drain(&bench), >, 0);
    bench_clear(&bench);
}

/* The line does not take it: what waits for too long is dropped, and the receiver begins anew. */
/* A flood of what is sent again must not make the next picture wait for seconds. */
static void test_its_debt_is_bounded(void)
{
    enum { WAIT_MAX_US = 300000 };
    Bench bench;
    bench_init(&bench);
    for (int i = 0; i < 1000; i++) {
        picture_pacer_spend(bench.pacer, 1000, bench.now_us);
    }
    push(&bench, 1, true, 2000);
    g_assert_cmpuint(drain(&bench), ==, 0);
    bench.now_us += WAIT_MAX_US;
    g_assert_cmpuint(drain(&bench), >, 2000);
    bench_clear(&bench);
}

static void test_too_late_is_dropped(void)
{
    Bench bench;
    bench_init(&bench);
    picture_pacer_set_rate(bench.pacer, 100000);
    for (uint64_t n = 0; n < 60; n++) {
        push(&bench, n, n == 0, 7500);
        drain(&bench);
        bench.now_us += 40000;
    }
    const PicturePacerStats stats = picture_pacer_stats(bench.pacer);
    g_assert_cmpuint(stats.overflows, >, 0);
    g_assert_cmpuint(stats.dropped, >, 20);
    g_assert_cmpint(stats.wait_max_us, <, PICTURE_PACER_AGE_MAX_US + 100000);
    g_assert_cmpuint(stats.waiting, <=, 30);
    g_assert_true(picture_sender_needs_key(bench.sender));
    bench_clear(&bench);
}

static void test_bounds(void)
{
    Bench bench;
    bench_init(&bench);
    picture_pacer_set_rate(bench.pacer, 0);
    for (uint64_t n = 1; n <= 1000; n++) {
        push(&bench, n, false, 100);
        g_assert_cmpuint(picture_pacer_stats(bench.pacer).waiting, <=, PICTURE_PACER_MAX);
    }
    g_assert_cmpuint(picture_pacer_stats(bench.pacer).overflows, ==, 1000 / PICTURE_PACER_MAX);
    bench_clear(&bench);

    bench_init(&bench);
    for (uint64_t n = 1; n <= 10; n++) {
        push(&bench, n, false, CODED_PICTURE_SIZE_MAX);
        g_assert_cmpuint(picture_pacer_stats(bench.pacer).waiting, <=, 2);
    }
    bench_clear(&bench);
}

static void test_a_key_frame_overtakes(void)
{
    Bench bench;
    bench_init(&bench);
    push(&bench, 0, true, 4000);
    drain(&bench);
    picture_pacer_spend(bench.pacer, 100000, bench.now_us); /* the line is busy */
    push(&bench, 1, false, 4000);
    push(&bench, 2, false, 4000);
    picture_sender_select(bench.sender, OTHER);
    push(&bench, 3, false, 4000);
    push_of(&bench, OTHER, 9, true, 1000);
    g_assert_cmpuint(picture_pacer_stats(bench.pacer).waiting, ==, 1);
    bench.now_us += 1000000;
    const size_t sum = drain(&bench);
    g_assert_cmpuint(sum, >=, 1000);
    g_assert_cmpuint(sum, <, 2000);
    g_assert_false(picture_sender_needs_key(bench.sender));
    bench_clear(&bench);
}

static void test_forget(void)
{
    Bench bench;
    bench_init(&bench);
    push(&bench, 0, true, 60000);
    drain(&bench);
    push(&bench, 1, false, 4000);
    picture_pacer_forget(bench.pacer, bench.sender);
    g_assert_false(picture_pacer_waits(bench.pacer));
    bench.now_us += 1000000;
    g_assert_cmpuint(drain(&bench), ==, 0);
    bench_clear(&bench);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture_pacer/an_ordinary_picture_leaves_at_once",
            test_an_ordinary_picture_leaves_at_once);
    g_test_add_func("/picture_pacer/a_key_frame_is_spread", test_a_key_frame_is_spread);
    g_test_add_func("/picture_pacer/sound_is_counted", test_sound_is_counted);
    g_test_add_func("/picture_pacer/its_debt_is_bounded", test_its_debt_is_bounded);
    g_test_add_func("/picture_pacer/too_late_is_dropped", test_too_late_is_dropped);
    g_test_add_func("/picture_pacer/bounds", test_bounds);
    g_test_add_func("/picture_pacer/a_key_frame_overtakes", test_a_key_frame_overtakes);
    g_test_add_func("/picture_pacer/forget", test_forget);
    return g_test_run();
}
