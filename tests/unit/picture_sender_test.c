#include "mcu/rtp/picture_sender.h"

#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/vp8_payload.h"

enum { ONE = 11, OTHER = 22, FIRST_PICTURE_ID = 0x7ffe, FIRST_TL0 = 254, SIZE = 3000 };

/* A receiver: what it must see, whatever the sources do. */
typedef struct Receiver {
    MediaClock clock;
    RtpSender *stream;
    PictureSender *sender;
    bool any;
    Vp8Descriptor last;
    uint32_t last_timestamp;
    uint16_t last_sequence;
} Receiver;

static void receiver_init(Receiver *receiver)
{
    *receiver = (Receiver){.clock = media_clock(0, 0)};
    receiver->stream = rtp_sender_new(&(RtpSenderConfig){
            .ssrc = 1,
            .payload_type = 96,
            .clock_hz = 90000,
            .clock = &receiver->clock,
            .history_packets = 64,
            .history_us = 1000000,
    });
    receiver->sender = picture_sender_new(receiver->stream, FIRST_PICTURE_ID, FIRST_TL0);
}

static void receiver_clear(Receiver *receiver)
{
    picture_sender_free(receiver->sender);
    rtp_sender_free(receiver->stream);
}

/* The rules that a browser's decoder lives by. */
static void check_picture(Receiver *receiver, const Vp8Descriptor *now, uint32_t timestamp)
{
    g_assert_true(now->has_picture_id && !now->short_picture_id && now->has_tl0_picture_index);
    if (receiver->any) {
        const uint8_t step = now->temporal_id == 0;
        g_assert_cmpuint(now->picture_id, ==, (receiver->last.picture_id + 1) & 0x7fff);
        g_assert_cmpuint(
                now->tl0_picture_index, ==, (uint8_t)(receiver->last.tl0_picture_index + step));
        g_assert_cmpint((int32_t)(timestamp - receiver->last_timestamp), >, 0);
    }
    receiver->any = true;
    receiver->last = *now;
    receiver->last_timestamp = timestamp;
}

/* Takes the packets of a picture. @return how many */
static size_t take(Receiver *receiver)
{
    uint8_t buffer[RTP_PACKET_SIZE_MAX];
    size_t packets = 0;
    size_t size = 0;
    bool ended = true;

    while ((size = picture_sender_next(receiver->sender, 0, buffer, sizeof buffer)) > 0) {
        RtpHeader header;
        Vp8Descriptor descriptor;
        g_assert_true(rtp_packet_read(buffer, size, &header));
        g_assert_cmpuint(
                vp8_payload_read(buffer + header.payload_offset, header.payload_size, &descriptor),
                >, 0);
        g_assert_true(vp8_payload_starts_frame(&descriptor) == (packets == 0));
        if (packets == 0) {
            check_picture(receiver, &descriptor, header.timestamp_ticks);
        } else {
            g_assert_cmpuint(descriptor.picture_id, ==, receiver->last.picture_id);
            g_assert_cmpuint(header.timestamp_ticks, ==, receiver->last_timestamp);
        }
        ended = header.marker;
        packets++;
    }
    g_assert_true(ended);
    return packets;
}

static PictureSenderVerdict offer(Receiver *receiver, const CodedPictureInfo *info)
{
    static const uint8_t bytes[SIZE];
    g_autoptr(GBytes) data = g_bytes_new_static(bytes, sizeof bytes);
    g_autoptr(CodedPicture) picture = coded_picture_new(data, info);
    const PictureSenderVerdict verdict = picture_sender_begin(receiver->sender, picture);
    g_assert_cmpuint(take(receiver), ==, verdict == PICTURE_SENDER_SENDS ? 3 : 0);
    return verdict;
}

static PictureSenderVerdict offer_simple(
        Receiver *receiver, uint32_t source, uint64_t number, bool key)
{
    return offer(receiver,
            &(CodedPictureInfo){
                    .source = source,
                    .number = number,
                    .timestamp_ticks = (uint32_t)number * 3600,
                    .key = key,
            });
}

static void test_what_goes_out(void)
{
    static const struct {
        const char *why;
        uint32_t select; /* before the picture; 0 for no change */
        uint32_t source;
        uint64_t number;
        bool key;
        PictureSenderVerdict verdict;
    } steps[] = {
            {"nothing is selected", 0, ONE, 1, true, PICTURE_SENDER_SKIPS},
            {"begins with a key frame", ONE, ONE, 2, false, PICTURE_SENDER_NEEDS_KEY},
            {"another source's", 0, OTHER, 1, true, PICTURE_SENDER_SKIPS},
            {"the key frame", 0, ONE, 3, true, PICTURE_SENDER_SENDS},
            {"and on", 0, ONE, 4, false, PICTURE_SENDER_SENDS},
            {"one got lost among us", 0, ONE, 6, false, PICTURE_SENDER_NEEDS_KEY},
            {"still", 0, ONE, 7, false, PICTURE_SENDER_NEEDS_KEY},
            {"until", 0, ONE, 8, true, PICTURE_SENDER_SENDS},
            {"the encoder starts again", 0, ONE, 1, true, PICTURE_SENDER_SENDS},
            {"and on", 0, ONE, 2, false, PICTURE_SENDER_SENDS},
            {"moved: the new source has no key frame yet", OTHER, OTHER, 9, false,
                    PICTURE_SENDER_NEEDS_KEY},
            {"the old one goes on meanwhile", 0, ONE, 3, false, PICTURE_SENDER_SENDS},
            {"even with a key frame", 0, ONE, 4, true, PICTURE_SENDER_SENDS},
            {"the new one's key frame", 0, OTHER, 10, true, PICTURE_SENDER_SENDS},
            {"the old one is over", 0, ONE, 5, false, PICTURE_SENDER_SKIPS},
            {"and on", 0, OTHER, 11, false, PICTURE_SENDER_SENDS},
    };
    Receiver receiver;
    receiver_init(&receiver);
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_test_message("%s", steps[i].why);
        if (steps[i].select != 0) {
            picture_sender_select(receiver.sender, steps[i].select);
        }
        g_assert_cmpint(offer_simple(&receiver, steps[i].source, steps[i].number, steps[i].key), ==,
                steps[i].verdict);
    }
    const PictureSenderStats stats = picture_sender_stats(receiver.sender);
    g_assert_cmpuint(stats.switches, ==, 1);
    g_assert_cmpuint(stats.gaps, ==, 1);
    receiver_clear(&receiver);
}

/* Pictures are brought only where they belong: two sources while one follows the other, else one. */
static void test_takes_what_belongs_here(void)
{
    Receiver receiver;
    receiver_init(&receiver);
    g_assert_false(picture_sender_takes(receiver.sender, ONE));
    picture_sender_select(receiver.sender, ONE);
    g_assert_true(picture_sender_takes(receiver.sender, ONE));
    g_assert_false(picture_sender_takes(receiver.sender, OTHER));
    offer_simple(&receiver, ONE, 1, true);
    picture_sender_select(receiver.sender, OTHER);
    g_assert_true(picture_sender_takes(receiver.sender, ONE));
    g_assert_true(picture_sender_takes(receiver.sender, OTHER));
    offer_simple(&receiver, OTHER, 1, true);
    g_assert_false(picture_sender_takes(receiver.sender, ONE));
    g_assert_true(picture_sender_takes(receiver.sender, OTHER));
    receiver_clear(&receiver);
}

static void test_a_key_frame_may_be_required(void)
{
    Receiver receiver;
    receiver_init(&receiver);
    g_assert_false(picture_sender_needs_key(receiver.sender));
    picture_sender_select(receiver.sender, ONE);
    g_assert_true(picture_sender_needs_key(receiver.sender));
    offer_simple(&receiver, ONE, 1, true);
    g_assert_false(picture_sender_needs_key(receiver.sender));
    picture_sender_require_key(receiver.sender);
    g_assert_true(picture_sender_needs_key(receiver.sender));
    g_assert_cmpint(offer_simple(&receiver, ONE, 2, false), ==, PICTURE_SENDER_NEEDS_KEY);
    receiver_clear(&receiver);
}

static void test_which_sources_are_taken(void)
{
    Receiver receiver;
    receiver_init(&receiver);
    g_assert_false(picture_sender_takes(receiver.sender, ONE));
    picture_sender_select(receiver.sender, ONE);
    g_assert_true(picture_sender_takes(receiver.sender, ONE));
    offer_simple(&receiver, ONE, 1, true);
    picture_sender_select(receiver.sender, OTHER);
    g_assert_true(picture_sender_takes(receiver.sender, ONE)); /* until the other begins */
    g_assert_true(picture_sender_takes(receiver.sender, OTHER));
    g_assert_true(picture_sender_begins_anew(
            receiver.sender, &(CodedPictureInfo){.source = OTHER, .key = true}));
    g_assert_false(picture_sender_begins_anew(
            receiver.sender, &(CodedPictureInfo){.source = ONE, .key = true}));
    g_assert_false(
            picture_sender_begins_anew(receiver.sender, &(CodedPictureInfo){.source = OTHER}));
    offer_simple(&receiver, OTHER, 1, true);
    g_assert_false(picture_sender_takes(receiver.sender, ONE));
    receiver_clear(&receiver);
}

static void test_a_picture_cut_off_needs_a_key_frame(void)
{
    Receiver receiver;
    uint8_t buffer[RTP_PACKET_SIZE_MAX];
    g_autoptr(GBytes) data = g_bytes_new_take(g_malloc0(SIZE), SIZE);
    g_autoptr(CodedPicture) picture =
            coded_picture_new(data, &(CodedPictureInfo){.source = ONE, .key = true});
    receiver_init(&receiver);
    picture_sender_select(receiver.sender, ONE);
    picture_sender_begin(receiver.sender, picture);
    picture_sender_next(receiver.sender, 0, buffer, sizeof buffer);
    g_assert_cmpint(offer_simple(&receiver, ONE, 1, false), ==, PICTURE_SENDER_NEEDS_KEY);

    picture_sender_begin(receiver.sender, picture); /* and a buffer that is too small */
    g_assert_cmpuint(picture_sender_next(receiver.sender, 0, buffer, 100), ==, 0);
    g_assert_cmpuint(picture_sender_next(receiver.sender, 0, buffer, sizeof buffer), ==, 0);
    g_assert_true(picture_sender_needs_key(receiver.sender));
    receiver_clear(&receiver);
}

/* Three layers in the order 0 2 1 2; those of layer 1 and the first 2 refer to the base layer only. */
static void test_layers(void)
{
    static const uint8_t pattern[] = {0, 2, 1, 2};
    static const bool sync[] = {false, true, true, false};
    static const struct {
        const char *why;
        uint64_t at; /* from this picture on */
        uint8_t top;
        uint64_t until;
        uint64_t sent; /* of those */
    } cases[] = {
            {"all", 0, 2, 16, 16},
            {"two layers", 16, 1, 32, 8},
            {"the base layer", 32, 0, 48, 4},
            {"all again: layer 1 at 50, layer 2 at 53", 48, 2, 64, 14},
    };
    Receiver receiver;
    receiver_init(&receiver);
    picture_sender_select(receiver.sender, ONE);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint64_t sent = 0;
        g_test_message("%s", cases[i].why);
        picture_sender_set_top_layer(receiver.sender, cases[i].top);
        for (uint64_t n = cases[i].at; n < cases[i].until; n++) {
            const PictureSenderVerdict verdict = offer(&receiver,
                    &(CodedPictureInfo){
                            .source = ONE,
                            .number = n,
                            .timestamp_ticks = (uint32_t)n * 3600,
                            .key = n == 0,
                            .temporal_id = pattern[n % 4],
                            .layer_sync = sync[n % 4],
                    });
            g_assert_cmpint(verdict, !=, PICTURE_SENDER_NEEDS_KEY);
            sent += verdict == PICTURE_SENDER_SENDS;
        }
        g_assert_cmpuint(sent, ==, cases[i].sent);
    }
    receiver_clear(&receiver);
}

/* Sources at random, restarts, losses and layers: over three wraps of PictureID the receiver's rules hold (take()). */
static void test_a_receiver_never_sees_a_break(void)
{
    Receiver receiver;
    uint64_t numbers[2] = {0, 1000000};
    receiver_init(&receiver);
    for (int64_t n = 0; n < 150000; n++) {
        const int which = g_test_rand_int_range(0, 2);
        if (g_test_rand_int_range(0, 50) == 0) {
            picture_sender_select(receiver.sender, which == 0 ? ONE : OTHER);
        }
        if (g_test_rand_int_range(0, 50) == 0) {
            picture_sender_set_top_layer(receiver.sender, (uint8_t)g_test_rand_int_range(0, 3));
        }
        const bool restart = g_test_rand_int_range(0, 100) == 0;
        numbers[which] = restart ? 0 : numbers[which] + (g_test_rand_int_range(0, 300) == 0) + 1;
        const bool key = restart || g_test_rand_int_range(0, 20) == 0;
        offer(&receiver,
                &(CodedPictureInfo){
                        .source = which == 0 ? ONE : OTHER,
                        .number = numbers[which],
                        .timestamp_ticks = (uint32_t)(n / 2 * 90000), /* wraps, and stands still */
                        .key = key,
                        .temporal_id = key ? 0 : (uint8_t)g_test_rand_int_range(0, 3),
                        .layer_sync = g_test_rand_int_range(0, 4) == 0,
                });
    }
    g_assert_cmpuint(picture_sender_stats(receiver.sender).pictures, >, 40000);
    receiver_clear(&receiver);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture_sender/takes_what_belongs_here", test_takes_what_belongs_here);
    g_test_add_func("/picture_sender/what_goes_out", test_what_goes_out);
    g_test_add_func(
            "/picture_sender/a_key_frame_may_be_required", test_a_key_frame_may_be_required);
    g_test_add_func("/picture_sender/which_sources_are_taken", test_which_sources_are_taken);
    g_test_add_func("/picture_sender/a_picture_cut_off_needs_a_key_frame",
            test_a_picture_cut_off_needs_a_key_frame);
    g_test_add_func("/picture_sender/layers", test_layers);
    g_test_add_func(
            "/picture_sender/a_receiver_never_sees_a_break", test_a_receiver_never_sees_a_break);
    return g_test_run();
}
