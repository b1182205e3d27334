#include "mcu/room/leg_inbound.h"

#include "mcu/media/audio_level.h"
#include "mcu/room/leg_streams.h"
#include "mcu/room/room_sound.h"
#include "mcu/wire/vp8_payload.h"

enum {
    OPUS = 111,
    VP8 = 96,
    SLIDES = 98,
    UNKNOWN = 50,
    SSRC = 11,
    OTHER_SSRC = 12,
    SOUND_TICKS = 960,
    PICTURE_TICKS = 3600,
    LOUD_DBOV = 30,
};

static const int64_t step_us = 20000;
static const int64_t pause_us = 2000000; /* longer than any stream counts as live */

typedef struct Scene {
    SdpAgreement agreement;
    LegIdentity identity;
    MediaClock clock;
    LegFeedback feedback;
    LegSlides *slides;
    LegInbound *inbound;
    int64_t now_us;
    uint16_t sequence;
    unsigned sounds, pictures, slides_pictures;
} Scene;

static void on_sound(const JitterBufferPacket *packet, GBytes *payload, void *user_data)
{
    (void)packet;
    (void)payload;
    ((Scene *)user_data)->sounds++;
}

static void on_sound_least(uint32_t source, int64_t least_us, void *user_data)
{
    (void)source;
    (void)least_us;
    (void)user_data;
}

static void on_picture(const AssembledFrame *frame, void *user_data)
{
    g_assert_cmpuint(g_bytes_get_size(frame->data), >, 0);
    ((Scene *)user_data)->pictures++;
}

static void on_slides(const AssembledFrame *frame, void *user_data)
{
    (void)frame;
    ((Scene *)user_data)->slides_pictures++;
}

static const LegInboundEvents events = {
        .sound = on_sound,
        .sound_least = on_sound_least,
        .picture = on_picture,
        .slides = on_slides,
        .slides_sound = on_sound,
};

static void scene_init(Scene *scene, NetLoop *loop)
{
    *scene = (Scene){
            .agreement = {.stream_count = 3,
                    .streams = {{.role = SDP_ROLE_SOUND, .receive = true, .payload_type = OPUS},
                            {.role = SDP_ROLE_PICTURE, .receive = true, .payload_type = VP8},
                            {.role = SDP_ROLE_SLIDES, .receive = true, .payload_type = SLIDES}}},
            .identity = {.sound_ssrc = 1, .picture_ssrc = 2, .slides_ssrc = 3},
            .clock = media_clock(0, 0),
            .now_us = step_us,
    };
    leg_streams_open(&scene->feedback.streams, &scene->agreement, &scene->identity, &scene->clock);
    scene->slides = leg_slides_new(&scene->feedback.streams, &scene->feedback.slides_sync);
    scene->inbound = leg_inbound_new(
            &(LegInboundConfig){
                    .loop = loop,
                    .feedback = &scene->feedback,
                    .agreement = &scene->agreement,
                    .slides = scene->slides,
            },
            &events, scene);
}

static void scene_clear(Scene *scene)
{
    leg_inbound_free(scene->inbound);
    leg_slides_free(scene->slides);
    leg_streams_close(&scene->feedback.streams);
}

/* ---- what the peer sends: a packet each time, 20 ms after the one before ---- */

static size_t write_packet(
        Scene *scene, uint8_t type, uint32_t ssrc, const uint8_t *payload, size_t size, uint8_t *to)
{
    ByteWriter writer = byte_writer(to, RTP_PACKET_SIZE_MAX);
    const uint16_t sequence = ++scene->sequence;
    const RtpHeader header = {
            .payload_type = type,
            .marker = true,
            .sequence = sequence,
            .timestamp_ticks = sequence * (type == OPUS ? SOUND_TICKS : PICTURE_TICKS),
            .ssrc = ssrc,
    };
    scene->now_us += step_us;
    rtp_packet_write(&header, false, &writer);
    byte_writer_bytes(&writer, payload, size);
    return writer.size;
}

static void put_sound(Scene *scene, uint8_t type, uint32_t ssrc)
{
    static const uint8_t opus[] = {0xf8, 0xff, 0xfe}; /* 20 ms, CELT */
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    const size_t size = write_packet(scene, type, ssrc, opus, sizeof opus, packet);
    leg_inbound_put(scene->inbound, packet, size, scene->now_us);
}

static void put_picture(Scene *scene, uint8_t type, bool key)
{
    const uint8_t frame[] = {
            key ? 0x10 : 0x11, 0, 0, 0x9d, 0x01, 0x2a, 64, 0, 48, 0, 1}; /* RFC 6386, 9.1 */
    uint8_t payload[VP8_DESCRIPTOR_SIZE_MAX + sizeof frame];
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(payload, sizeof payload);
    uint8_t descriptor[VP8_DESCRIPTOR_SIZE_MAX];
    byte_writer_bytes(&writer, descriptor,
            vp8_payload_write(
                    &(Vp8Descriptor){.partition_start = true, .has_picture_id = true}, descriptor));
    byte_writer_bytes(&writer, frame, sizeof frame);
    const size_t size = write_packet(scene, type, type, payload, writer.size, packet);
    leg_inbound_put(scene->inbound, packet, size, scene->now_us);
}

/* ---- on the network loop ---- */

static void hear(void *data)
{
    static const uint8_t garbage[] = {0x80, OPUS, 0};
    Scene scene;
    scene_init(&scene, data);
    put_sound(&scene, OPUS, SSRC);
    put_sound(&scene, OPUS, SSRC);
    g_assert_cmpuint(scene.sounds, ==, 2);

    leg_inbound_put(scene.inbound, garbage, sizeof garbage, scene.now_us);
    put_sound(&scene, UNKNOWN, SSRC + 2);
    g_assert_cmpuint(scene.sounds, ==, 2); /* they belong nowhere */

    put_sound(&scene, OPUS, OTHER_SSRC);
    g_assert_cmpuint(scene.sounds, ==, 2); /* one is live already */
    scene.now_us += pause_us;
    put_sound(&scene, OPUS, OTHER_SSRC);
    g_assert_cmpuint(scene.sounds, ==, 3); /* and now is not */
    scene_clear(&scene);
}

static void level(void *data)
{
    Scene scene;
    scene_init(&scene, data);
    g_assert_cmpuint(leg_inbound_level_dbov(scene.inbound), ==, AUDIO_LEVEL_SILENCE);
    leg_inbound_sound_heard(scene.inbound, &(SoundHeard){.source = 1, .level_dbov = LOUD_DBOV},
            scene.now_us, scene.now_us);
    g_assert_cmpuint(leg_inbound_level_dbov(scene.inbound), ==, LOUD_DBOV);
    leg_inbound_sound_heard(scene.inbound,
            &(SoundHeard){.source = 1 | ROOM_SOUND_SLIDES, .level_dbov = 0}, scene.now_us,
            scene.now_us);
    g_assert_cmpuint(leg_inbound_level_dbov(scene.inbound), ==, LOUD_DBOV); /* that of its voice */
    scene_clear(&scene);
}

static void see(void *data)
{
    Scene scene;
    scene_init(&scene, data);
    leg_inbound_set_sight(scene.inbound, LEG_SEEN);
    put_picture(&scene, VP8, false);
    leg_inbound_tick(scene.inbound, scene.now_us);
    g_assert_cmpuint(scene.pictures, ==, 0); /* built on what did not come */
    put_picture(&scene, VP8, true);
    leg_inbound_tick(scene.inbound, scene.now_us);
    g_assert_cmpuint(scene.pictures, ==, 1);
    g_assert_cmpint(leg_inbound_held_us(scene.inbound), ==, 0); /* there is no sound to wait for */
    put_picture(&scene, VP8, false);
    leg_inbound_tick(scene.inbound, scene.now_us);
    g_assert_cmpuint(scene.pictures, ==, 2);
    g_assert_cmpuint(scene.slides_pictures, ==, 0);
    scene_clear(&scene);
}

static void present(void *data)
{
    Scene scene;
    scene_init(&scene, data);
    put_picture(&scene, SLIDES, true);
    leg_inbound_tick(scene.inbound, scene.now_us);
    g_assert_cmpuint(scene.slides_pictures, ==, 0); /* somebody else's turn */
    leg_inbound_present(scene.inbound, true);
    put_picture(&scene, SLIDES, true);
    leg_inbound_tick(scene.inbound, scene.now_us);
    g_assert_cmpuint(scene.slides_pictures, ==, 1);
    leg_inbound_present(scene.inbound, false);
    put_picture(&scene, SLIDES, true);
    leg_inbound_tick(scene.inbound, scene.now_us);
    g_assert_cmpuint(scene.slides_pictures, ==, 1);
    g_assert_cmpuint(scene.pictures, ==, 0);
    scene_clear(&scene);
}

static void run(const void *data)
{
    const NetLoopFunc *fn = data;
    g_autoptr(NetLoop) loop = net_loop_new("inbound");
    net_loop_call_wait(loop, *fn, loop);
}

int main(int argc, char **argv)
{
    static const NetLoopFunc functions[] = {hear, level, see, present};
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/leg_inbound/one_sound_at_a_time", &functions[0], run);
    g_test_add_data_func("/leg_inbound/level_of_its_voice", &functions[1], run);
    g_test_add_data_func("/leg_inbound/pictures_from_a_key_frame_on", &functions[2], run);
    g_test_add_data_func("/leg_inbound/slides_while_it_presents", &functions[3], run);
    return g_test_run();
}
