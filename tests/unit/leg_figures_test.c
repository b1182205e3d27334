#include "mcu/room/leg_figures.h"

#include <math.h>

enum { SSRC = 1, NEXT_SSRC = 2, PACKETS = 50, CLOCK_HZ = 48000 };

#define SECOND_US INT64_C(1000000)

static const uint8_t opus[RTP_HEADER_SIZE + 3] = {
        [RTP_HEADER_SIZE] = 0xf8, 0xff, 0xfe}; /* 20 ms, CELT */

static const LegSendingEvents no_events = {.packet = NULL};

/* A leg that takes no pictures, read once a second. */
typedef struct Scene {
    LegCounters counters;
    PeerTransportStats transport;
    LegFeedback feedback;
    LegSending *sending;
    MediaClock clock;
} Scene;

static void scene_init(Scene *scene)
{
    *scene = (Scene){.clock = media_clock(0, 0)};
    scene->sending = leg_sending_new(&(LegSendingConfig){.ladder = picture_feed_ladder(1280, 720,
                                                                 &(PictureRates){1500000, {0}})},
            &no_events, NULL);
}

static void scene_clear(Scene *scene)
{
    leg_streams_close(&scene->feedback.streams);
    leg_sending_free(scene->sending);
}

static LegFigures read_at(Scene *scene, int64_t now_us)
{
    return leg_figures_read(
            &scene->counters, &scene->transport, &scene->feedback, scene->sending, now_us);
}

static void put_sound(Scene *scene, unsigned sequence, int64_t now_us)
{
    const RtpHeader header = {
            .sequence = (uint16_t)sequence,
            .timestamp_ticks = sequence * 960U,
            .payload_offset = RTP_HEADER_SIZE,
            .payload_size = sizeof opus - RTP_HEADER_SIZE,
    };
    InboundSoundPacket arrived;
    g_assert_true(inbound_sound_put(scene->feedback.streams.sound_in, opus, &header,
            &(RtpExtensionValues){0}, now_us, &arrived));
    g_bytes_unref(arrived.payload);
}

/* A second of sound, of which each so-manieth packet is lost on the way. */
static void put_second(Scene *scene, unsigned first, unsigned lost_each)
{
    for (unsigned n = first; n < first + PACKETS; n++) {
        if (lost_each == 0 || n % lost_each != 0) {
            put_sound(scene, n, n * SECOND_US / PACKETS);
        }
    }
}

static void test_counts_from_reading_to_reading(void)
{
    Scene scene;
    scene_init(&scene);
    scene.feedback.streams.sound_in = inbound_sound_new(SSRC, SOUND_CODEC_OPUS, NULL);

    put_second(&scene, 1, 5);
    scene.transport = (PeerTransportStats){.received_bytes = 4000, .sent_bytes = 8000};
    LegFigures figures = read_at(&scene, SECOND_US);
    g_assert_true(figures.sound);
    g_assert_false(figures.picture);
    g_assert_cmpfloat(figures.sound_pps, ==, 40);
    /* Of 50, the last of ten lost ones is not missed before the next packet. */
    g_assert_cmpfloat(figures.loss_in_percent, ==, 100.0 * 9 / 49);
    g_assert_cmpint(figures.rx_bps, ==, 32000);
    g_assert_cmpint(figures.tx_bps, ==, 64000);

    put_second(&scene, 1 + PACKETS, 0);
    scene.transport.received_bytes += 1000;
    figures = read_at(&scene, 3 * SECOND_US); /* after two seconds */
    g_assert_cmpfloat(figures.sound_pps, ==, 25);
    g_assert_cmpint(figures.rx_bps, ==, 4000);
    g_assert_cmpint(figures.tx_bps, ==, 0);

    figures = read_at(&scene, 4 * SECOND_US);
    g_assert_false(figures.sound);
    g_assert_cmpfloat(figures.loss_in_percent, ==, 0);
    scene_clear(&scene);
}

/* Whoever reads twice in a moment gets figures, not infinity. */
static void test_twice_in_a_moment(void)
{
    Scene scene;
    scene_init(&scene);

    (void)read_at(&scene, SECOND_US);
    scene.transport.sent_bytes = 1;
    const LegFigures figures = read_at(&scene, SECOND_US);
    g_assert_cmpint(figures.tx_bps, ==, 8000);
    g_assert_true(isfinite(figures.sound_pps) && isfinite(figures.sent_fps));
    scene_clear(&scene);
}

static void test_another_source_counts_from_nothing(void)
{
    Scene scene;
    scene_init(&scene);
    LegStreams *streams = &scene.feedback.streams;

    streams->sound_in = inbound_sound_new(SSRC, SOUND_CODEC_OPUS, NULL);
    put_second(&scene, 1, 0);
    (void)read_at(&scene, SECOND_US);

    inbound_sound_free(streams->sound_in);
    streams->sound_in = inbound_sound_new(NEXT_SSRC, SOUND_CODEC_OPUS, NULL);
    leg_figures_restart_sound(&scene.counters);
    leg_figures_restart_picture(&scene.counters);
    put_sound(&scene, 1, SECOND_US);
    g_assert_cmpfloat(read_at(&scene, 2 * SECOND_US).sound_pps, ==, 1);
    scene_clear(&scene);
}

static RtpSender *sender_that_lost(const MediaClock *clock, uint8_t fraction)
{
    RtpSender *sender = rtp_sender_new(&(RtpSenderConfig){
            .ssrc = SSRC,
            .payload_type = 111,
            .clock_hz = CLOCK_HZ,
            .clock = clock,
            .history_packets = 64,
            .history_us = SECOND_US,
    });
    rtp_sender_take_report(
            sender, &(RtcpReportBlock){.ssrc = SSRC, .fraction_lost = fraction}, SECOND_US);
    return sender;
}

static void test_the_worse_of_two_losses(void)
{
    static const struct {
        uint8_t sound, picture;
        double percent;
    } rows[] = {{0, 0, 0}, {64, 0, 25}, {0, 128, 50}, {64, 128, 50}, {255, 1, 99.609375}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Scene scene;
        scene_init(&scene);
        scene.feedback.streams.sound_out = sender_that_lost(&scene.clock, rows[i].sound);
        scene.feedback.streams.picture_out = sender_that_lost(&scene.clock, rows[i].picture);
        g_assert_cmpfloat(read_at(&scene, SECOND_US).loss_out_percent, ==, rows[i].percent);
        scene_clear(&scene);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/leg_figures/counts_from_reading_to_reading", test_counts_from_reading_to_reading);
    g_test_add_func("/leg_figures/twice_in_a_moment", test_twice_in_a_moment);
    g_test_add_func("/leg_figures/another_source_counts_from_nothing",
            test_another_source_counts_from_nothing);
    g_test_add_func("/leg_figures/the_worse_of_two_losses", test_the_worse_of_two_losses);
    return g_test_run();
}
