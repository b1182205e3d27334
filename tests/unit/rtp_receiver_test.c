#include "mcu/rtp/rtp_receiver.h"

enum { SSRC = 0x1234, CLOCK_HZ = 48000 };

static RtpReceiverVerdict put(RtpReceiver *receiver, uint16_t sequence, int64_t *out_seq)
{
    const RtpReceiverPacket packet = {.sequence = sequence, .payload_size = 10};
    return rtp_receiver_put(receiver, &packet, 0, out_seq);
}

static RtpReceiverVerdict put_recovered(RtpReceiver *receiver, uint16_t sequence)
{
    const RtpReceiverPacket packet = {.sequence = sequence, .payload_size = 10, .recovered = true};
    int64_t seq = 0;
    return rtp_receiver_put(receiver, &packet, 0, &seq);
}

static void test_judges_the_second_packet(void)
{
    static const struct {
        const char *why;
        uint16_t first;
        uint16_t second;
        RtpReceiverVerdict verdict;
        int64_t seq;
    } cases[] = {
            {"the next", 10, 11, RTP_RECEIVER_NEW, 11},
            {"the next after the wrap", 65535, 0, RTP_RECEIVER_NEW, 65536},
            {"behind a gap", 10, 200, RTP_RECEIVER_NEW, 200},
            {"the largest gap", 10, 3010, RTP_RECEIVER_NEW, 3010},
            {"a larger gap", 10, 3011, RTP_RECEIVER_STRAY, 0},
            {"the same", 10, 10, RTP_RECEIVER_DUPLICATE, 10},
            {"one before the first", 10, 9, RTP_RECEIVER_LATE, 9},
            {"one before the first, before the wrap", 0, 65535, RTP_RECEIVER_LATE, -1},
            {"as far back as a packet may be", 2000, 1001, RTP_RECEIVER_LATE, 1001},
            {"further back", 2000, 1000, RTP_RECEIVER_STRAY, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(RtpReceiver) receiver = rtp_receiver_new(SSRC, CLOCK_HZ);
        int64_t seq = 0;
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(put(receiver, cases[i].first, &seq), ==, RTP_RECEIVER_NEW);
        seq = 0;
        g_assert_cmpint(put(receiver, cases[i].second, &seq), ==, cases[i].verdict);
        g_assert_cmpint(seq, ==, cases[i].seq);
    }
}

static void test_a_restart_must_be_confirmed_and_leaps_forward(void)
{
    g_autoptr(RtpReceiver) receiver = rtp_receiver_new(SSRC, CLOCK_HZ);
    int64_t before = 0;
    int64_t seq = 0;
    put(receiver, 50000, &before);

    g_assert_cmpint(put(receiver, 7, &seq), ==, RTP_RECEIVER_STRAY);
    g_assert_cmpint(put(receiver, 50001, &seq), ==, RTP_RECEIVER_NEW);
    g_assert_cmpint(put(receiver, 8, &seq), ==, RTP_RECEIVER_STRAY); /* 50001 spoke against it */
    g_assert_cmpint(put(receiver, 9, &seq), ==, RTP_RECEIVER_NEW);
    g_assert_cmpint(seq, >, before + 65536);
    g_assert_cmpuint((uint16_t)seq, ==, 9);
    g_assert_cmpuint(rtp_receiver_stats(receiver).restarts, ==, 1);
    g_assert_cmpint(put(receiver, 9, &seq), ==, RTP_RECEIVER_DUPLICATE);

    RtcpReportBlock block;
    g_assert_true(rtp_receiver_report(receiver, 0, &block));
    g_assert_cmpuint(
            block.highest_sequence, ==, 9); /* the leap is ours, the sender knows nothing of it */
}

/* Random loss, disorder and duplicates over more than three wraps: each packet is passed on exactly once. */
static void test_every_packet_counts_once_over_wraps(void)
{
    enum { PACKETS = 250000, DEPTH = 20 };
    g_autoptr(RtpReceiver) receiver = rtp_receiver_new(SSRC, CLOCK_HZ);
    int64_t waiting[DEPTH];
    int64_t next = 60000;
    uint64_t sent = 0;
    uint64_t passed = 0;
    uint64_t doubles = 0;

    for (size_t i = 0; i < DEPTH; i++) {
        waiting[i] = next++;
    }
    while (next < PACKETS) {
        const size_t i = (size_t)g_test_rand_int_range(0, DEPTH);
        const int copies = g_test_rand_int_range(0, 10) == 0 ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            int64_t seq = 0;
            const RtpReceiverVerdict verdict = put(receiver, (uint16_t)waiting[i], &seq);
            g_assert_cmpint(verdict, !=, RTP_RECEIVER_STRAY);
            g_assert_cmpint(seq, ==, waiting[i]);
            passed += verdict != RTP_RECEIVER_DUPLICATE;
            doubles += copy > 0;
        }
        sent++;
        next += g_test_rand_int_range(0, 20) == 0; /* one lost now and then */
        waiting[i] = next++;
    }
    g_assert_cmpuint(passed, ==, sent);
    g_assert_cmpuint(rtp_receiver_stats(receiver).duplicates, ==, doubles);
}

static void test_reports_loss(void)
{
    g_autoptr(RtpReceiver) receiver = rtp_receiver_new(SSRC, CLOCK_HZ);
    RtcpReportBlock block;
    int64_t seq = 0;
    g_assert_false(rtp_receiver_report(receiver, 0, &block));

    for (uint16_t i = 0; i < 100; i++) {
        if (i % 4 != 1) { /* a quarter is lost */
            put(receiver, (uint16_t)(65500 + i), &seq);
        }
    }
    g_assert_true(rtp_receiver_report(receiver, 0, &block));
    g_assert_cmpuint(block.ssrc, ==, SSRC);
    g_assert_cmpuint(block.fraction_lost, ==, 64);
    g_assert_cmpint(block.cumulative_lost, ==, 25);
    g_assert_cmpuint(block.highest_sequence, ==, 65599);

    put(receiver, (uint16_t)65600, &seq);
    g_assert_true(rtp_receiver_report(receiver, 0, &block));
    g_assert_cmpuint(block.fraction_lost, ==, 0);
    g_assert_cmpint(block.cumulative_lost, ==, 25);

    g_assert_cmpint(put_recovered(receiver, 65501), ==, RTP_RECEIVER_LATE);
    g_assert_cmpint(put_recovered(receiver, 65501), ==, RTP_RECEIVER_DUPLICATE);
    g_assert_true(rtp_receiver_report(receiver, 0, &block));
    g_assert_cmpint(
            block.cumulative_lost, ==, 25); /* RTX repairs the picture, not the statistics */
    g_assert_cmpuint(rtp_receiver_stats(receiver).recovered, ==, 1);
}

static void test_rtx_begins_nothing(void)
{
    g_autoptr(RtpReceiver) receiver = rtp_receiver_new(SSRC, CLOCK_HZ);
    int64_t seq = 0;
    g_assert_cmpint(put_recovered(receiver, 1), ==, RTP_RECEIVER_STRAY);
    put(receiver, 40000, &seq);
    g_assert_cmpint(put_recovered(receiver, 1), ==, RTP_RECEIVER_STRAY);
    g_assert_cmpint(put_recovered(receiver, 2), ==, RTP_RECEIVER_STRAY);
    g_assert_cmpint(put(receiver, 40001, &seq), ==, RTP_RECEIVER_NEW);
}

static void test_measures_jitter(void)
{
    static const struct {
        const char *why;
        int64_t late_us; /* every second packet */
        int64_t low_us;
        int64_t high_us;
    } cases[] = {
            {"a calm line", 0, 0, 0},
            {"each packet 10 ms off against the one before", 10000, 9500, 10500},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(RtpReceiver) receiver = rtp_receiver_new(SSRC, CLOCK_HZ);
        g_test_message("%s", cases[i].why);
        for (uint16_t n = 0; n < 500; n++) {
            const RtpReceiverPacket packet = {
                    .sequence = n,
                    .timestamp_ticks = UINT32_MAX - 100000 + n * 960U, /* wraps on the way */
            };
            int64_t seq = 0;
            rtp_receiver_put(
                    receiver, &packet, INT64_C(20000) * n + n % 2 * cases[i].late_us, &seq);
        }
        g_assert_cmpint(rtp_receiver_stats(receiver).jitter_us, >=, cases[i].low_us);
        g_assert_cmpint(rtp_receiver_stats(receiver).jitter_us, <=, cases[i].high_us);
    }
}

static void test_remembers_the_sender_report(void)
{
    g_autoptr(RtpReceiver) receiver = rtp_receiver_new(SSRC, CLOCK_HZ);
    RtcpReportBlock block;
    int64_t seq = 0;
    put(receiver, 1, &seq);
    rtp_receiver_report(receiver, 0, &block);
    g_assert_cmpuint(block.last_sr, ==, 0);
    g_assert_cmpuint(block.delay_since_last_sr, ==, 0);
    g_assert_false(rtp_receiver_sync(receiver).known);

    const RtcpSenderInfo sender = {.ntp = 0x0102030405060708, .timestamp_ticks = 99};
    rtp_receiver_sender_report(receiver, &sender, 1000000);
    rtp_receiver_report(receiver, 1500000, &block);
    g_assert_cmpuint(block.last_sr, ==, 0x03040506);
    g_assert_cmpuint(block.delay_since_last_sr, ==, 32768);
    g_assert_cmpuint(rtp_receiver_sync(receiver).timestamp_ticks, ==, 99);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtp_receiver/judges_the_second_packet", test_judges_the_second_packet);
    g_test_add_func("/rtp_receiver/a_restart_must_be_confirmed_and_leaps_forward",
            test_a_restart_must_be_confirmed_and_leaps_forward);
    g_test_add_func("/rtp_receiver/every_packet_counts_once_over_wraps",
            test_every_packet_counts_once_over_wraps);
    g_test_add_func("/rtp_receiver/reports_loss", test_reports_loss);
    g_test_add_func("/rtp_receiver/rtx_begins_nothing", test_rtx_begins_nothing);
    g_test_add_func("/rtp_receiver/measures_jitter", test_measures_jitter);
    g_test_add_func("/rtp_receiver/remembers_the_sender_report", test_remembers_the_sender_report);
    return g_test_run();
}
