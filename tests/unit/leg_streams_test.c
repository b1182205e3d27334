#include "mcu/room/leg_streams.h"

enum { FIRST = 1, SECOND = 2, VP8 = 96, RTX = 97, OPUS = 111 };

static const int64_t tick_us = 20000;
static const int64_t pause_us = 1000000; /* longer than any stream counts as live */

static const uint8_t opus[RTP_HEADER_SIZE + 3] = {
        [RTP_HEADER_SIZE] = 0xf8, 0xff, 0xfe}; /* 20 ms, CELT */

static const SdpStream sound = {.role = SDP_ROLE_SOUND, .send = true, .payload_type = OPUS};
static const SdpStream picture = {
        .role = SDP_ROLE_PICTURE,
        .send = true,
        .payload_type = VP8,
        .has_rtx = true,
        .rtx_payload_type = RTX,
        .pli = true,
};
static const SdpStream unseen_picture = {
        .role = SDP_ROLE_PICTURE, .payload_type = VP8, .fir = true};
static const SdpStream slides = {.role = SDP_ROLE_SLIDES, .send = true, .payload_type = VP8};
static const SdpStream own_slides = {.role = SDP_ROLE_SLIDES, .payload_type = VP8};

/* The senders are those that the peer wants to hear or see. */
static void test_opens_what_was_agreed(void)
{
    static const struct {
        const char *why;
        const SdpStream *streams[3];
        bool sound, picture, slides, pli, fir;
    } rows[] = {
            {"nothing", {NULL}, false, false, false, false, false},
            {"sound alone", {&sound}, true, false, false, false, false},
            {"both", {&sound, &picture}, true, true, false, true, false},
            {"a camera that sees nothing", {&unseen_picture}, false, false, false, false, true},
            {"with slides", {&sound, &picture, &slides}, true, true, true, true, false},
            {"its own slides only", {&own_slides}, false, false, false, false, false},
    };
    const MediaClock clock = media_clock(0, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
        const LegIdentity identity = {.sound_ssrc = 11, .picture_ssrc = 12, .slides_ssrc = 13};
        LegStreams streams = {0};
        g_test_message("%s", rows[i].why);
        for (size_t n = 0; n < G_N_ELEMENTS(rows[i].streams) && rows[i].streams[n] != NULL; n++) {
            agreement->streams[agreement->stream_count++] = *rows[i].streams[n];
        }
        leg_streams_open(&streams, agreement, &identity, &clock);
        g_autoptr(RtpSender) slides_out =
                leg_streams_slides_sender(&streams, agreement, &identity, &clock);
        g_assert_true((streams.sound_out != NULL) == rows[i].sound);
        g_assert_true((streams.picture_out != NULL) == rows[i].picture);
        g_assert_true((slides_out != NULL) == rows[i].slides);
        g_assert_true(streams.picture_pli == rows[i].pli);
        g_assert_true(streams.picture_fir == rows[i].fir);
        g_assert_nonnull(streams.arrivals);
        g_assert_nonnull(streams.departures);
        g_assert_null(streams.sound_in); /* they begin with their first packets */
        g_assert_null(streams.picture_in);
        g_assert_true(streams.sound_out == NULL || rtp_sender_ssrc(streams.sound_out) == 11);
        g_assert_true(streams.picture_out == NULL || rtp_sender_ssrc(streams.picture_out) == 12);
        g_assert_true(slides_out == NULL || rtp_sender_ssrc(slides_out) == 13);
        leg_streams_close(&streams);
    }
}

static RtpHeader header_of(uint32_t ssrc, uint16_t sequence)
{
    return (RtpHeader){
            .ssrc = ssrc,
            .sequence = sequence,
            .timestamp_ticks = sequence * 960U,
            .payload_offset = RTP_HEADER_SIZE,
            .payload_size = sizeof opus - RTP_HEADER_SIZE,
    };
}

static void put_sound(InboundSound *stream, uint32_t ssrc, int64_t now_us)
{
    const RtpHeader header = header_of(ssrc, 1);
    InboundSoundPacket arrived;
    g_assert_true(
            inbound_sound_put(stream, opus, &header, &(RtpExtensionValues){0}, now_us, &arrived));
    g_bytes_unref(arrived.payload);
}

static void test_one_sound_at_a_time(void)
{
    InboundSound *place = NULL;
    g_assert_cmpint(
            leg_streams_turn_sound(&place, FIRST, SOUND_CODEC_OPUS, tick_us), ==, LEG_TURN_BEGAN);
    put_sound(place, FIRST, tick_us);
    g_assert_cmpint(leg_streams_turn_sound(&place, FIRST, SOUND_CODEC_OPUS, 2 * tick_us), ==,
            LEG_TURN_SAME);
    const InboundSound *first = place;
    g_assert_cmpint(leg_streams_turn_sound(&place, SECOND, SOUND_CODEC_OPUS, 2 * tick_us), ==,
            LEG_TURN_WAITS);
    g_assert_true(place == first);
    g_assert_cmpint(
            leg_streams_turn_sound(&place, SECOND, SOUND_CODEC_OPUS, pause_us), ==, LEG_TURN_BEGAN);
    g_assert_cmpuint(rtp_receiver_ssrc(inbound_sound_receiver(place)), ==, SECOND);
    inbound_sound_free(place);
}

static void test_one_picture_at_a_time(void)
{
    InboundPicture *place = NULL;
    const RtpHeader header = header_of(FIRST, 1);
    g_assert_cmpint(leg_streams_turn_picture(&place, FIRST, &picture, tick_us), ==, LEG_TURN_BEGAN);
    inbound_picture_put(place, opus, &header, false, tick_us);
    g_assert_cmpint(
            leg_streams_turn_picture(&place, FIRST, &picture, 2 * tick_us), ==, LEG_TURN_SAME);
    g_assert_cmpint(
            leg_streams_turn_picture(&place, SECOND, &picture, 2 * tick_us), ==, LEG_TURN_WAITS);
    g_assert_cmpint(
            leg_streams_turn_picture(&place, SECOND, &picture, pause_us), ==, LEG_TURN_BEGAN);
    g_assert_cmpuint(rtp_receiver_ssrc(inbound_picture_receiver(place)), ==, SECOND);
    inbound_picture_free(place);
}

/* Any number of sources, each a packet: one stream is held. */
static void test_a_flood_of_sources(void)
{
    InboundSound *place = NULL;
    for (uint32_t ssrc = 1; ssrc <= 20000; ssrc++) {
        const LegTurn turn = leg_streams_turn_sound(&place, ssrc, SOUND_CODEC_OPUS, tick_us + ssrc);
        g_assert_cmpint(turn, ==, ssrc == 1 ? LEG_TURN_BEGAN : LEG_TURN_WAITS);
        if (turn == LEG_TURN_BEGAN) {
            put_sound(place, ssrc, tick_us + ssrc);
        }
    }
    inbound_sound_free(place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/leg_streams/opens_what_was_agreed", test_opens_what_was_agreed);
    g_test_add_func("/leg_streams/one_sound_at_a_time", test_one_sound_at_a_time);
    g_test_add_func("/leg_streams/one_picture_at_a_time", test_one_picture_at_a_time);
    g_test_add_func("/leg_streams/a_flood_of_sources", test_a_flood_of_sources);
    return g_test_run();
}
