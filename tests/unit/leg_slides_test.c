#include "mcu/room/leg_slides.h"

#include "mcu/wire/vp8_payload.h"

#include <string.h>

enum {
    SSRC = 11,
    OTHER_SSRC = 12,
    SOUND_SSRC = 13,
    RTX_SSRC = 14,
    VP8 = 96,
    RTX = 97,
    WIDTH = 1280,
    HEIGHT = 720,
    FRAME_TICKS = 9000,
};

static const int64_t frame_us = 100000;

static const SdpStream agreed = {
        .role = SDP_ROLE_SLIDES,
        .receive = true,
        .send = true,
        .payload_type = VP8,
        .has_rtx = true,
        .rtx_payload_type = RTX,
        .nack = true,
};

/* One packet that is a frame; as retransmission the number comes before the payload. */
typedef struct Screen {
    uint32_t ssrc;
    uint16_t sequence;
    bool key;
    unsigned width, height;
} Screen;

static size_t write_screen(const Screen *screen, bool as_rtx, uint8_t *packet)
{
    ByteWriter writer = byte_writer(packet, RTP_PACKET_SIZE_MAX);
    const RtpHeader header = {
            .payload_type = as_rtx ? RTX : VP8,
            .marker = true,
            .sequence = as_rtx ? 1 : screen->sequence,
            .timestamp_ticks = screen->sequence * FRAME_TICKS,
            .ssrc = as_rtx ? RTX_SSRC : screen->ssrc,
    };
    uint8_t descriptor[VP8_DESCRIPTOR_SIZE_MAX];
    const size_t descriptor_size = vp8_payload_write(
            &(Vp8Descriptor){.partition_start = true, .has_picture_id = true}, descriptor);
    const uint8_t frame[] = {screen->key ? 0x10 : 0x11, 0, 0, 0x9d, 0x01, 0x2a,
            screen->width & 0xff, (uint8_t)(screen->width >> 8), screen->height & 0xff,
            (uint8_t)(screen->height >> 8), 1}; /* RFC 6386, 9.1 */

    rtp_packet_write(&header, false, &writer);
    if (as_rtx) {
        byte_writer_u16(&writer, screen->sequence);
    }
    byte_writer_bytes(&writer, descriptor, descriptor_size);
    byte_writer_bytes(&writer, frame, sizeof frame);
    return writer.size;
}

static void put(LegSlides *slides, const Screen *screen)
{
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    RtpHeader header;
    g_assert_true(rtp_packet_read(packet, write_screen(screen, false, packet), &header));
    leg_slides_put_picture(slides, &agreed, packet, &header, screen->sequence * frame_us);
}

static void put_rtx(LegSlides *slides, const Screen *screen)
{
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    const size_t size = write_screen(screen, true, packet);
    leg_slides_put_rtx(slides, &agreed, packet, size, screen->sequence * frame_us);
}

/* How many frames come out, of which the last is a key frame or not. */
static unsigned take(LegSlides *slides, int64_t now_us, bool *ret_key)
{
    AssembledFrame frame;
    unsigned count = 0;
    while (leg_slides_take_picture(slides, now_us, &frame)) {
        g_bytes_unref(frame.data);
        *ret_key = frame.key;
        count++;
    }
    return count;
}

static bool put_sound(LegSlides *slides, uint16_t sequence)
{
    static const uint8_t opus[RTP_HEADER_SIZE + 3] = {
            [RTP_HEADER_SIZE] = 0xf8, 0xff, 0xfe}; /* 20 ms, CELT */
    const RtpHeader header = {
            .ssrc = SOUND_SSRC,
            .sequence = sequence,
            .timestamp_ticks = sequence * 960U,
            .payload_offset = RTP_HEADER_SIZE,
            .payload_size = 3,
    };
    InboundSoundPacket arrived;
    if (!leg_slides_put_sound(slides, opus, &header, &(RtpExtensionValues){0},
                sequence * INT64_C(20000), &arrived)) {
        return false;
    }
    g_bytes_unref(arrived.payload);
    return true;
}

/* ---- from the leg ---- */

static void test_takes_nothing_of_who_does_not_present(void)
{
    LegStreams streams = {0};
    LipSync sync = lip_sync_start(48000, 90000);
    g_autoptr(LegSlides) slides = leg_slides_new(&streams, &sync);
    bool key = false;
    for (uint16_t n = 0; n < 2000; n++) {
        put(slides, &(Screen){SSRC + n, n, true, WIDTH, HEIGHT});
        put_rtx(slides, &(Screen){SSRC, n, true, WIDTH, HEIGHT});
        g_assert_false(put_sound(slides, n));
    }
    g_assert_cmpuint(take(slides, 0, &key), ==, 0);
    g_assert_null(streams.slides_in); /* nothing is kept, or asked of it */
    g_assert_null(streams.slides_sound_in);
    g_assert_cmpuint(leg_slides_stats(slides).ignored, ==, 4000);
}

static void test_takes_what_a_presenter_shows(void)
{
    LegStreams streams = {0};
    LipSync sync = lip_sync_start(48000, 90000);
    g_autoptr(LegSlides) slides = leg_slides_new(&streams, &sync);
    bool key = false;
    leg_slides_present(slides, true);
    put(slides, &(Screen){SSRC, 1, false, 0, 0}); /* in the middle of something */
    g_assert_cmpuint(take(slides, frame_us, &key), ==, 0);
    g_assert_true(inbound_picture_key_due(streams.slides_in, frame_us));
    put(slides, &(Screen){SSRC, 2, true, WIDTH, HEIGHT});
    g_assert_cmpuint(take(slides, 2 * frame_us, &key), ==, 1);
    g_assert_true(key);
    put(slides, &(Screen){SSRC, 4, false, 0, 0});
    g_assert_cmpuint(take(slides, 3 * frame_us, &key), ==, 0);
    put_rtx(slides, &(Screen){SSRC, 3, false, 0, 0});
    g_assert_cmpuint(take(slides, 3 * frame_us, &key), ==, 2);
    g_assert_false(key);
    g_assert_true(put_sound(slides, 1));
    g_assert_cmpuint(leg_slides_stats(slides).frames, ==, 3);
}

static void test_a_key_frame_for_one_stops_nobody(void)
{
    LegStreams streams = {0};
    LipSync sync = lip_sync_start(48000, 90000);
    g_autoptr(LegSlides) slides = leg_slides_new(&streams, &sync);
    bool key = false;
    leg_slides_ask_key(slides); /* there is nobody to ask */
    leg_slides_present(slides, true);
    put(slides, &(Screen){SSRC, 1, true, WIDTH, HEIGHT});
    g_assert_cmpuint(take(slides, frame_us, &key), ==, 1);
    g_assert_false(inbound_picture_key_due(streams.slides_in, frame_us));
    leg_slides_ask_key(slides);
    g_assert_true(inbound_picture_key_due(streams.slides_in, frame_us));
    put(slides, &(Screen){SSRC, 2, false, 0, 0});
    g_assert_cmpuint(take(slides, 2 * frame_us, &key), ==, 1);
}

static void test_takes_no_screen_that_is_too_large(void)
{
    static const struct {
        const char *why;
        unsigned width, height;
        unsigned frames; /* of two */
    } cases[] = {
            {"the largest", 2560, 1440, 2},
            {"a row more", 2560, 1441, 0},
            {"a portrait of the same size", 1440, 2560, 2},
            {"a 4K screen", 3840, 2160, 0},
            {"a stripe longer than a picture may be", 5000, 16, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        LegStreams streams = {0};
        LipSync sync = lip_sync_start(48000, 90000);
        g_autoptr(LegSlides) slides = leg_slides_new(&streams, &sync);
        bool key = false;
        g_test_message("%s", cases[i].why);
        leg_slides_present(slides, true);
        put(slides, &(Screen){SSRC, 1, true, cases[i].width, cases[i].height});
        put(slides, &(Screen){SSRC, 2, false, 0, 0});
        g_assert_cmpuint(take(slides, 2 * frame_us, &key), ==, cases[i].frames);
        g_assert_cmpuint(leg_slides_stats(slides).too_large, ==, 2 - cases[i].frames);
        put(slides, &(Screen){SSRC, 3, true, WIDTH, HEIGHT}); /* it was made smaller */
        g_assert_cmpuint(take(slides, 3 * frame_us, &key), ==, 1);
    }
}

/* The sound of what is shown is heard 120 ms after it was made: a frame of the same moment waits for it. */
static void test_waits_for_its_sound(void)
{
    LegStreams streams = {0};
    LipSync sync = lip_sync_start(48000, 90000);
    g_autoptr(LegSlides) slides = leg_slides_new(&streams, &sync);
    bool key = false;
    leg_slides_present(slides, true);
    g_assert_true(put_sound(slides, 1));
    put(slides, &(Screen){SSRC, 1, true, WIDTH, HEIGHT});
    g_assert_cmpuint(take(slides, frame_us, &key), ==, 1); /* while nothing is known */
    g_assert_cmpint(leg_slides_due_us(slides), ==, INT64_MAX);

    lip_sync_report(&sync, LIP_SYNC_SOUND, UINT64_C(1) << 32, 0);
    lip_sync_report(&sync, LIP_SYNC_PICTURE, UINT64_C(1) << 32, 0);
    int64_t held_us = 0;
    for (uint16_t n = 2; n < 200; n++) { /* 20 s, in which the delay has crept there */
        const int64_t now_us = n * frame_us;
        lip_sync_heard(&sync, n * 4800U, now_us + 120000, 100000);
        put(slides, &(Screen){SSRC, n, false, 0, 0});
        if (take(slides, now_us, &key) == 0) {
            held_us = leg_slides_due_us(slides) - now_us;
            g_assert_cmpuint(take(slides, now_us + held_us - 1, &key), ==, 0);
            g_assert_cmpuint(take(slides, now_us + held_us, &key), ==, 1);
        }
    }
    g_assert_cmpint(ABS(held_us + LIP_SYNC_LEAD_US - 120000), <=, LIP_SYNC_ENOUGH_US);
    put(slides, &(Screen){SSRC, 200, false, 0, 0});
    leg_slides_present(slides, false); /* what waits is gone */
    g_assert_cmpuint(take(slides, 300 * frame_us, &key), ==, 0);
    g_assert_cmpint(leg_slides_due_us(slides), ==, INT64_MAX);
}

static void test_forgets_when_sharing_ends(void)
{
    LegStreams streams = {0};
    LipSync sync = lip_sync_start(48000, 90000);
    g_autoptr(LegSlides) slides = leg_slides_new(&streams, &sync);
    bool key = false;
    leg_slides_present(slides, true);
    put(slides, &(Screen){SSRC, 1, true, WIDTH, HEIGHT});
    g_assert_true(put_sound(slides, 1));
    leg_slides_present(slides, false);
    g_assert_null(streams.slides_in);
    g_assert_null(streams.slides_sound_in);
    g_assert_cmpuint(take(slides, frame_us, &key), ==, 0);
    leg_slides_present(slides, true);
    put(slides, &(Screen){SSRC, 2, false, 0, 0});
    g_assert_cmpuint(take(slides, 2 * frame_us, &key), ==, 0); /* not before a key frame */
    put(slides, &(Screen){SSRC, 3, true, WIDTH, HEIGHT});
    g_assert_cmpuint(take(slides, 3 * frame_us, &key), ==, 1);
}

static void test_one_stream_at_a_time(void)
{
    LegStreams streams = {0};
    LipSync sync = lip_sync_start(48000, 90000);
    g_autoptr(LegSlides) slides = leg_slides_new(&streams, &sync);
    bool key = false;
    leg_slides_present(slides, true);
    put(slides, &(Screen){SSRC, 1, true, WIDTH, HEIGHT});
    put(slides, &(Screen){OTHER_SSRC, 2, true, WIDTH, HEIGHT});
    g_assert_cmpuint(take(slides, 2 * frame_us, &key), ==, 1);
    put(slides, &(Screen){OTHER_SSRC, 30, true, WIDTH, HEIGHT}); /* the first one has ended */
    g_assert_cmpuint(take(slides, 30 * frame_us, &key), ==, 1);
    g_assert_cmpuint(
            rtp_receiver_ssrc(inbound_picture_receiver(streams.slides_in)), ==, OTHER_SSRC);
}

/* ---- to the leg ---- */

static CodedPicture *picture(uint32_t source, uint64_t number, bool key)
{
    g_autoptr(GBytes) data = g_bytes_new_static("0123456789", 10);
    return coded_picture_new(data,
            &(CodedPictureInfo){.source = source,
                    .number = number,
                    .timestamp_ticks = (uint32_t)number * FRAME_TICKS,
                    .key = key});
}

static PictureSenderVerdict offer(LegSlides *slides, uint32_t source, uint64_t number, bool key)
{
    g_autoptr(CodedPicture) offered = picture(source, number, key);
    uint8_t buffer[RTP_PACKET_SIZE_MAX];
    PictureSender *sender = leg_slides_sender(slides);
    if (sender == NULL) {
        return PICTURE_SENDER_SKIPS;
    }
    const PictureSenderVerdict verdict = picture_sender_begin(sender, offered);
    while (verdict == PICTURE_SENDER_SENDS &&
            picture_sender_next(sender, (int64_t)number * frame_us, buffer, sizeof buffer) > 0) {
    }
    return verdict;
}

static RtpSender *stream_of(const MediaClock *clock)
{
    return rtp_sender_new(&(RtpSenderConfig){.ssrc = 5,
            .payload_type = VP8,
            .clock_hz = 90000,
            .clock = clock,
            .history_packets = 64,
            .history_us = 1000000});
}

static void test_each_presentation_begins_with_a_key_frame(void)
{
    const MediaClock clock = media_clock(0, 0);
    LegStreams streams = {0};
    LipSync sync = lip_sync_start(48000, 90000);
    g_autoptr(LegSlides) slides = leg_slides_new(&streams, &sync);
    leg_slides_watch(slides, 1);
    g_assert_cmpint(offer(slides, 1, 0, true), ==, PICTURE_SENDER_SKIPS); /* no m-line for it */
    leg_slides_open(slides, stream_of(&clock));
    g_assert_true(leg_slides_is_open(slides));
    g_assert_nonnull(streams.slides_out);
    g_assert_cmpint(offer(slides, 1, 1, false), ==, PICTURE_SENDER_NEEDS_KEY);
    g_assert_cmpint(offer(slides, 1, 2, true), ==, PICTURE_SENDER_SENDS);
    g_assert_cmpint(offer(slides, 1, 3, false), ==, PICTURE_SENDER_SENDS);
    leg_slides_watch(slides, 1); /* said again: it goes on */
    g_assert_cmpint(offer(slides, 1, 4, false), ==, PICTURE_SENDER_SENDS);
    leg_slides_watch(slides, 2); /* another one presents */
    g_assert_cmpint(offer(slides, 2, 0, false), ==, PICTURE_SENDER_NEEDS_KEY);
    g_assert_cmpint(offer(slides, 2, 1, true), ==, PICTURE_SENDER_SENDS);
    leg_slides_watch(slides, LEG_SLIDES_NONE);
    g_assert_cmpint(offer(slides, 2, 2, true), ==, PICTURE_SENDER_SKIPS);
    leg_slides_watch(slides, 2);
    leg_slides_allow(slides, false); /* it no longer wants to see any */
    g_assert_cmpint(offer(slides, 2, 3, true), ==, PICTURE_SENDER_SKIPS);
    g_assert_false(leg_slides_is_open(slides));
    g_assert_cmpuint(leg_slides_sent(slides), ==, 4);
    leg_slides_shut(slides); /* hardware has another codec now, say */
    g_assert_null(streams.slides_out);
    leg_slides_open(slides, stream_of(&clock));
    g_assert_cmpuint(leg_slides_watched(slides), ==, 2);
    g_assert_cmpint(offer(slides, 2, 4, false), ==, PICTURE_SENDER_NEEDS_KEY);
    g_assert_cmpint(offer(slides, 2, 5, true), ==, PICTURE_SENDER_SENDS);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/leg_slides/takes_nothing_of_who_does_not_present",
            test_takes_nothing_of_who_does_not_present);
    g_test_add_func("/leg_slides/takes_what_a_presenter_shows", test_takes_what_a_presenter_shows);
    g_test_add_func(
            "/leg_slides/a_key_frame_for_one_stops_nobody", test_a_key_frame_for_one_stops_nobody);
    g_test_add_func("/leg_slides/takes_no_screen_that_is_too_large",
            test_takes_no_screen_that_is_too_large);
    g_test_add_func("/leg_slides/waits_for_its_sound", test_waits_for_its_sound);
    g_test_add_func("/leg_slides/forgets_when_sharing_ends", test_forgets_when_sharing_ends);
    g_test_add_func("/leg_slides/one_stream_at_a_time", test_one_stream_at_a_time);
    g_test_add_func("/leg_slides/each_presentation_begins_with_a_key_frame",
            test_each_presentation_begins_with_a_key_frame);
    return g_test_run();
}
