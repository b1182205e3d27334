#include "mcu/rtp/frame_assembler.h"

#include "mcu/wire/vp8_payload.h"

#include <string.h>

enum { FRAME_TICKS = 3600, WIDTH = 640, HEIGHT = 360 };

#define ROUND_TRIP_US (100 * INT64_C(1000))

/* A packet of a made-up frame: each byte behind the frame's header is the frame's number. */
typedef struct Packet {
    int64_t seq;
    int64_t frame;
    bool start;
    bool key;
    bool marker;
    bool padding;
} Packet;

static void put(FrameAssembler *assembler, Packet packet)
{
    uint8_t payload[64];
    const Vp8Descriptor descriptor = {
            .partition_start = packet.start,
            .has_picture_id = true,
            .picture_id = (uint16_t)(packet.frame & VP8_PICTURE_ID_MASK),
    };
    size_t size = vp8_payload_write(&descriptor, payload);
    if (packet.start) { /* RFC 6386, 9.1 */
        const uint8_t header[] = {packet.key ? 0x10 : 0x11, 0, 0, 0x9d, 0x01, 0x2a, WIDTH & 0xff,
                WIDTH >> 8, HEIGHT & 0xff, HEIGHT >> 8};
        memcpy(payload + size, header, sizeof header);
        size += sizeof header;
    }
    payload[size++] = (uint8_t)packet.frame;

    frame_assembler_put(assembler,
            &(FrameAssemblerPacket){
                    .seq = packet.seq,
                    .timestamp_ticks = (uint32_t)packet.frame * FRAME_TICKS,
                    .marker = packet.marker,
                    .payload = payload,
                    .payload_size = packet.padding ? 0 : size,
            });
}

/* Frame `frame` in packets from `first` on, but for those whose bit is set in `lost`. */
static void put_frame(FrameAssembler *assembler, int64_t frame, bool key, int64_t first,
        int packets, unsigned lost)
{
    for (int i = 0; i < packets; i++) {
        if ((lost >> i & 1) == 0) {
            put(assembler,
                    (Packet){
                            .seq = first + i,
                            .frame = frame,
                            .start = i == 0,
                            .key = key,
                            .marker = i == packets - 1,
                    });
        }
    }
}

/* Takes a frame and checks that it is `frame`; -1 for none. */
static void expect(FrameAssembler *assembler, int64_t now_us, int64_t frame)
{
    AssembledFrame taken;
    const bool any = frame_assembler_take(assembler, now_us, &taken);
    g_assert_true(any == (frame >= 0));
    if (any) {
        gsize size = 0;
        g_autoptr(GBytes) data = taken.data;
        const uint8_t *bytes = g_bytes_get_data(data, &size);
        g_assert_cmpint(taken.timestamp_ticks, ==, frame * FRAME_TICKS);
        g_assert_cmpuint(bytes[size - 1], ==, (uint8_t)frame);
        g_assert_cmpuint(taken.width_px, ==, taken.key ? WIDTH : 0);
        g_assert_cmpuint(taken.height_px, ==, taken.key ? HEIGHT : 0);
    }
}

static void test_any_order_gives_the_frames(void)
{
    static const struct {
        const char *why;
        int order[6]; /* two frames of three packets */
    } cases[] = {
            {"in order", {0, 1, 2, 3, 4, 5}},
            {"the second frame first, but for the beginning of the key frame", {0, 3, 4, 5, 1, 2}},
            {"backward within the frames", {0, 2, 1, 5, 4, 3}},
            {"doubled", {0, 0, 1, 2, 2, 3}},
    };
    static const int64_t firsts[] = {0, 65534, 3 * 65536 - 1};

    for (size_t i = 0; i < G_N_ELEMENTS(cases) * G_N_ELEMENTS(firsts); i++) {
        const int64_t first = firsts[i / G_N_ELEMENTS(cases)];
        const int *order = cases[i % G_N_ELEMENTS(cases)].order;
        g_autoptr(FrameAssembler) assembler = frame_assembler_new(PICTURE_CODEC_VP8);
        g_test_message("%s", cases[i % G_N_ELEMENTS(cases)].why);
        for (int n = 0; n < 6; n++) {
            put(assembler,
                    (Packet){
                            .seq = first + order[n],
                            .frame = 7 + order[n] / 3,
                            .start = order[n] % 3 == 0,
                            .key = order[n] / 3 == 0,
                            .marker = order[n] % 3 == 2,
                    });
        }
        expect(assembler, 0, 7);
        expect(assembler, 0, order[1] == 0 ? -1 : 8);
        expect(assembler, 0, -1);
    }
}

static void test_begins_with_a_key_frame(void)
{
    g_autoptr(FrameAssembler) assembler = frame_assembler_new(PICTURE_CODEC_VP8);
    g_assert_false(frame_assembler_needs_key(assembler, 0));
    put_frame(assembler, 1, false, 10, 2, 0);
    expect(assembler, 0, -1);
    g_assert_true(frame_assembler_needs_key(assembler, 0));
    put_frame(assembler, 2, true, 12, 2, 0);
    g_assert_false(frame_assembler_needs_key(assembler, 0));
    expect(assembler, 0, 2);
    put_frame(assembler, 3, false, 14, 2, 0);
    expect(assembler, 0, 3);
    g_assert_cmpint(frame_assembler_oldest_useful(assembler), ==, 16);
}

static void test_waits_for_what_is_missing_and_then_asks(void)
{
    g_autoptr(FrameAssembler) assembler = frame_assembler_new(PICTURE_CODEC_VP8);
    frame_assembler_set_wait(assembler, ROUND_TRIP_US);
    put_frame(assembler, 1, true, 0, 2, 0);
    expect(assembler, 0, 1);

    put_frame(assembler, 2, false, 2, 3, 1U << 1);
    put_frame(assembler, 3, false, 5, 1, 0);
    expect(assembler, 0, -1);
    g_assert_cmpint(frame_assembler_oldest_useful(assembler), ==, 2);
    g_assert_false(frame_assembler_needs_key(assembler, ROUND_TRIP_US));
    g_assert_true(frame_assembler_needs_key(assembler, ROUND_TRIP_US + 1));

    /* It comes after all: nothing was lost by waiting. */
    put(assembler, (Packet){.seq = 3, .frame = 2});
    expect(assembler, 2 * ROUND_TRIP_US, 2);
    expect(assembler, 2 * ROUND_TRIP_US, 3);
    g_assert_false(frame_assembler_needs_key(assembler, 2 * ROUND_TRIP_US));
    g_assert_cmpuint(frame_assembler_stats(assembler).breaks, ==, 0);
}

static void test_a_complete_key_frame_ends_the_waiting(void)
{
    g_autoptr(FrameAssembler) assembler = frame_assembler_new(PICTURE_CODEC_VP8);
    put_frame(assembler, 1, true, 0, 1, 0);
    expect(assembler, 0, 1);
    put_frame(assembler, 2, false, 1, 2, 1U << 0);
    put_frame(assembler, 3, false, 3, 2, 0);
    put_frame(assembler, 4, true, 5, 3, 1U << 2);
    expect(assembler, 0, -1);
    put(assembler, (Packet){.seq = 7, .frame = 4, .marker = true});
    expect(assembler, 0, 4);
    put_frame(assembler, 5, false, 8, 1, 0);
    expect(assembler, 0, 5);
    g_assert_cmpuint(frame_assembler_stats(assembler).leaps, ==, 1);
    put(assembler, (Packet){.seq = 1, .frame = 2, .start = true}); /* too late now */
    g_assert_cmpuint(frame_assembler_stats(assembler).late, ==, 1);
}

static void test_gives_up_in_the_end(void)
{
    g_autoptr(FrameAssembler) assembler = frame_assembler_new(PICTURE_CODEC_VP8);
    put_frame(assembler, 1, true, 0, 1, 0);
    expect(assembler, 0, 1);
    put_frame(assembler, 2, false, 1, 2, 1U << 0);
    expect(assembler, 0, -1);
    expect(assembler, FRAME_ASSEMBLER_WAIT_MAX_US + 1, -1);
    g_assert_cmpuint(frame_assembler_stats(assembler).breaks, ==, 1);
    g_assert_cmpint(frame_assembler_oldest_useful(assembler), ==, 3);
    g_assert_true(frame_assembler_needs_key(assembler, FRAME_ASSEMBLER_WAIT_MAX_US + 1));

    put_frame(assembler, 3, false, 3, 1, 0);
    put_frame(assembler, 4, true, 4, 2, 0);
    expect(assembler, FRAME_ASSEMBLER_WAIT_MAX_US + 2, 4);
}

static void test_the_decoder_may_require_a_key_frame(void)
{
    g_autoptr(FrameAssembler) assembler = frame_assembler_new(PICTURE_CODEC_VP8);
    frame_assembler_require_key(assembler);
    put_frame(assembler, 1, true, 0, 1, 0);
    put_frame(assembler, 2, false, 1, 1, 0);
    expect(assembler, 0, 1);
    frame_assembler_require_key(assembler);
    expect(assembler, 0, -1);
    g_assert_true(frame_assembler_needs_key(assembler, 0));
    put_frame(assembler, 3, false, 2, 1, 0);
    put_frame(assembler, 4, true, 3, 1, 0);
    expect(assembler, 0, 4);
}

static void test_odd_streams(void)
{
    g_autoptr(FrameAssembler) assembler = frame_assembler_new(PICTURE_CODEC_VP8);

    g_test_message("padding between frames fills its places");
    put_frame(assembler, 1, true, 0, 2, 0);
    put(assembler, (Packet){.seq = 2, .frame = 1, .padding = true});
    put(assembler, (Packet){.seq = 3, .frame = 1, .padding = true, .marker = true});
    put_frame(assembler, 2, false, 4, 2, 0);
    expect(assembler, 0, 1);
    expect(assembler, 0, 2);

    g_test_message("a sender that sets no marker");
    put(assembler, (Packet){.seq = 6, .frame = 3, .start = true});
    expect(assembler, 0, -1);
    put(assembler, (Packet){.seq = 7, .frame = 4, .start = true});
    expect(assembler, 0, 3);

    g_test_message("a frame without its beginning");
    put(assembler, (Packet){.seq = 8, .frame = 5, .marker = true});
    expect(assembler, 0, 4);
    expect(assembler, 0, -1);
    g_assert_cmpuint(frame_assembler_stats(assembler).breaks, ==, 1);

    g_test_message("not VP8");
    const uint8_t cut_off[] = {0x90};
    frame_assembler_put(
            assembler, &(FrameAssemblerPacket){.seq = 9, .payload = cut_off, .payload_size = 1});
    g_assert_cmpuint(frame_assembler_stats(assembler).malformed, ==, 1);

    g_test_message("the numbers begin anew");
    put_frame(assembler, 6, true, 0x20000, 1, 0);
    expect(assembler, 0, 6);
}

static void test_holds_no_more_than_it_may(void)
{
    enum { LAST = FRAME_ASSEMBLER_PACKETS_MAX };
    g_autoptr(FrameAssembler) assembler = frame_assembler_new(PICTURE_CODEC_VP8);
    put_frame(assembler, 1, true, 0, 1, 0);
    expect(assembler, 0, 1);
    for (int64_t seq = 2; seq <= LAST; seq++) { /* 1 is missing */
        put_frame(assembler, seq, false, seq, 1, 0);
        expect(assembler, 0, -1);
    }
    g_assert_cmpuint(frame_assembler_stats(assembler).breaks, ==, 0);
    put_frame(assembler, LAST + 1, false, LAST + 1, 1, 0);
    g_assert_cmpuint(frame_assembler_stats(assembler).breaks, ==, 1);
    g_assert_true(frame_assembler_needs_key(assembler, 0));

    put_frame(
            assembler, 1, true, LAST + 50000, 1, 0); /* a gap wider than the window, but no leap */
    expect(assembler, 0, 1);
}

/* ---- H.264 ---- */

typedef struct H264Packet {
    int64_t seq;
    int64_t frame;
    bool marker;
    size_t size;
    uint8_t payload[48];
} H264Packet;

/* An SPS of 16x16, its PPS, the parts of pictures. */
#define H264_SETS                                                                                  \
    12,                                                                                            \
    {                                                                                              \
        0x78, 0, 6, 0x67, 0x42, 0xc0, 0x1f, 0xff, 0xe0, 0, 1, 0x68                                 \
    }
#define H264_SPS                                                                                   \
    6,                                                                                             \
    {                                                                                              \
        0x67, 0x42, 0xc0, 0x1f, 0xff, 0xe0                                                         \
    }
#define H264_IDR                                                                                   \
    3,                                                                                             \
    {                                                                                              \
        0x65, 0x88, 0x11                                                                           \
    }
#define H264_LATER                                                                                 \
    3,                                                                                             \
    {                                                                                              \
        0x65, 0x41, 0x22                                                                           \
    }
#define H264_SLICE                                                                                 \
    3,                                                                                             \
    {                                                                                              \
        0x41, 0x9a, 0x33                                                                           \
    }

static void put_h264(FrameAssembler *assembler, const H264Packet *packet)
{
    frame_assembler_put(assembler,
            &(FrameAssemblerPacket){
                    .seq = packet->seq,
                    .timestamp_ticks = (uint32_t)packet->frame * FRAME_TICKS,
                    .marker = packet->marker,
                    .payload = packet->payload,
                    .payload_size = packet->size,
            });
}

/* What comes out at once of packets: frames by their number, in capitals for key frames; then what is wanted. */
static char *taken_of_h264(FrameAssembler *assembler, const H264Packet *packets, size_t count)
{
    GString *text = g_string_new(NULL);
    AssembledFrame frame;
    for (size_t i = 0; i < count && packets[i].size > 0; i++) {
        put_h264(assembler, &packets[i]);
        while (frame_assembler_take(assembler, 0, &frame)) {
            g_autoptr(GBytes) data = frame.data;
            g_assert_cmpint(frame.codec, ==, PICTURE_CODEC_H264);
            g_assert_cmpuint(frame.width_px, ==, frame.key ? 16 : 0);
            g_string_append_printf(text, "%c%" G_GSIZE_FORMAT " ",
                    (char)((frame.key ? 'A' : 'a') + frame.timestamp_ticks / FRAME_TICKS),
                    g_bytes_get_size(data));
        }
    }
    g_string_append(text, frame_assembler_needs_key(assembler, 0) ? "?" : ".");
    return g_string_free(text, FALSE);
}

static void test_h264_pictures(void)
{
    static const struct {
        const char *why;
        H264Packet packets[6];
        const char *taken; /* with the sizes of the byte streams */
    } cases[] = {
            {"a key frame, another",
                    {{1, 0, false, H264_SETS}, {2, 0, true, H264_IDR}, {3, 1, true, H264_SLICE}},
                    "A22 b7 ."},
            {"slices of one, and no marker",
                    {{1, 0, false, H264_SETS}, {2, 0, false, H264_IDR}, {3, 0, false, H264_LATER},
                            {4, 1, true, H264_SLICE}},
                    "A29 b7 ."},
            {"in parts",
                    {{1, 0, false, H264_SETS}, {2, 0, false, 4, {0x7c, 0x85, 0x88, 1}},
                            {3, 0, false, 4, {0x7c, 0x05, 2, 3}}, {4, 0, true, 3, {0x7c, 0x45, 4}},
                            {5, 1, true, H264_SLICE}},
                    "A25 b7 ."},
            {"a key frame without sets is none", {{1, 0, true, H264_IDR}, {2, 1, true, H264_SLICE}},
                    "?"},
            {"one with the sets of another before it",
                    {{1, 0, false, H264_SETS}, {2, 0, true, H264_IDR}, {3, 1, true, H264_SLICE},
                            {4, 2, true, H264_IDR}},
                    "A22 b7 C22 ."},
            {"sets that end with a marker",
                    {{1, 0, true, H264_SETS}, {2, 1, true, H264_IDR}, {3, 2, true, H264_SLICE}},
                    "B22 c7 ."},
            {"an SPS before a picture that is no key frame",
                    {{1, 0, false, H264_SETS}, {2, 0, true, H264_SLICE}, {3, 1, true, H264_SLICE}},
                    "?"},
            {"one lost: at the next key frame it goes on",
                    {{1, 0, false, H264_SETS}, {2, 0, true, H264_IDR}, {4, 2, true, H264_SLICE},
                            {5, 3, true, H264_SLICE}, {6, 4, false, H264_SPS},
                            {7, 4, true, H264_IDR}},
                    "A22 E17 ."},
            {"the first slice of a key frame lost",
                    {{1, 0, false, H264_SETS}, {2, 0, true, H264_IDR}, {4, 1, true, H264_LATER}},
                    "A22 ."},
            {"out of order",
                    {{1, 0, false, H264_SETS}, {3, 1, true, H264_SLICE}, {2, 0, true, H264_IDR}},
                    "A22 b7 ."},
            {"what is no H.264",
                    {{1, 0, false, H264_SETS}, {2, 0, true, 3, {0x7d, 0x85, 1}},
                            {3, 1, true, H264_SLICE}},
                    "."},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(FrameAssembler) assembler = frame_assembler_new(PICTURE_CODEC_H264);
        g_autofree char *taken =
                taken_of_h264(assembler, cases[i].packets, G_N_ELEMENTS(cases[i].packets));
        g_test_message("%s", cases[i].why);
        g_assert_cmpstr(taken, ==, cases[i].taken);
    }
}

static void test_h264_sets_of_the_offer(void)
{
    static const uint8_t sets[] = {0, 0, 0, 1, 0x67, 0x42, 0xc0, 0x1f, 0xff, 0xe0};
    static const H264Packet packets[] = {{1, 0, true, H264_IDR}, {2, 1, true, H264_SLICE}};
    g_autoptr(FrameAssembler) assembler = frame_assembler_new(PICTURE_CODEC_H264);
    frame_assembler_learn(assembler, sets, sizeof sets);
    g_autofree char *taken = taken_of_h264(assembler, packets, G_N_ELEMENTS(packets));
    g_assert_cmpstr(taken, ==, "A17 b7 .");
}

/*
 * Random frames over a line that loses, repairs and reorders, over three wraps: each frame that comes out is whole,
 * in order, and either a key frame or the successor of the one before.
 */
static void test_what_comes_out_can_be_decoded(void)
{
    enum { PACKETS = 200000, DEPTH = 24 };
    g_autoptr(FrameAssembler) assembler = frame_assembler_new(PICTURE_CODEC_VP8);
    Packet line[DEPTH] = {0};
    Packet sent = {.seq = 65000, .frame = -1, .marker = true};
    int64_t previous = -1;
    int64_t taken_frames = 0;

    for (int64_t n = 0; n < PACKETS + DEPTH; n++) {
        const size_t place = (size_t)g_test_rand_int_range(0, DEPTH);
        if (n >= DEPTH && g_test_rand_int_range(0, 200) != 0) {
            put(assembler, line[place]);
        }
        sent = (Packet){
                .seq = sent.seq + 1,
                .frame = sent.frame + sent.marker,
                .start = sent.marker,
                .key = sent.marker ? g_test_rand_int_range(0, 50) == 0 : sent.key,
                .marker = g_test_rand_int_range(0, 4) == 0,
        };
        line[place] = sent;

        AssembledFrame taken;
        while (frame_assembler_take(assembler, n * 1000, &taken)) {
            gsize size = 0;
            g_autoptr(GBytes) data = taken.data;
            const uint8_t *bytes = g_bytes_get_data(data, &size);
            const int64_t frame = (int64_t)taken.timestamp_ticks / FRAME_TICKS;
            g_assert_cmpuint(bytes[10], ==, (uint8_t)frame);
            for (gsize i = 10; i < size; i++) {
                g_assert_cmpuint(bytes[i], ==, (uint8_t)frame);
            }
            g_assert_cmpint(frame, >, previous);
            g_assert_true(taken.key || frame == previous + 1);
            previous = frame;
            taken_frames++;
        }
    }
    g_assert_cmpint(taken_frames, >, sent.frame / 4);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/frame_assembler/any_order_gives_the_frames", test_any_order_gives_the_frames);
    g_test_add_func("/frame_assembler/begins_with_a_key_frame", test_begins_with_a_key_frame);
    g_test_add_func("/frame_assembler/waits_for_what_is_missing_and_then_asks",
            test_waits_for_what_is_missing_and_then_asks);
    g_test_add_func("/frame_assembler/a_complete_key_frame_ends_the_waiting",
            test_a_complete_key_frame_ends_the_waiting);
    g_test_add_func("/frame_assembler/gives_up_in_the_end", test_gives_up_in_the_end);
    g_test_add_func("/frame_assembler/the_decoder_may_require_a_key_frame",
            test_the_decoder_may_require_a_key_frame);
    g_test_add_func("/frame_assembler/odd_streams", test_odd_streams);
    g_test_add_func("/frame_assembler/holds_no_more_than_it_may", test_holds_no_more_than_it_may);
    g_test_add_func(
            "/frame_assembler/what_comes_out_can_be_decoded", test_what_comes_out_can_be_decoded);
    g_test_add_func("/frame_assembler/h264_pictures", test_h264_pictures);
    g_test_add_func("/frame_assembler/h264_sets_of_the_offer", test_h264_sets_of_the_offer);
    return g_test_run();
}
