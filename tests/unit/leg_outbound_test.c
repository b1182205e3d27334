#include "mcu/room/leg_outbound.h"

#include "mcu/room/leg_streams.h"

enum { OPUS = 111, VP8 = 96, LEVEL = 40, WIDTH = 1280, HEIGHT = 720, TOP_BPS = 1500000, FPS = 25 };

static const int64_t low_bps = 200000;

typedef struct Scene {
    SdpAgreement agreement;
    LegIdentity identity;
    MediaClock clock;
    LegFeedback feedback;
    LegSlides *slides;
    LegWay way; /* its ports are not open: packets are counted, and lost */
    LegOutbound *outbound;
    NetLoop *loop;
    unsigned keys, joins, slides_keys, fast_updates;
    uint32_t source; /* of the last key frame that was wanted */
} Scene;

static void on_key_wanted(uint32_t source, bool joins, int64_t round_trip_us, void *user_data)
{
    Scene *scene = user_data;
    (void)round_trip_us;
    scene->source = source;
    scene->keys++;
    scene->joins += joins ? 1 : 0;
}

static void on_slides_key_wanted(bool joins, int64_t round_trip_us, void *user_data)
{
    (void)joins;
    (void)round_trip_us;
    ((Scene *)user_data)->slides_keys++;
}

static void on_fast_update_wanted(void *user_data)
{
    ((Scene *)user_data)->fast_updates++;
}

static const LegOutboundEvents events = {
        .key_wanted = on_key_wanted,
        .slides_key_wanted = on_slides_key_wanted,
        .fast_update_wanted = on_fast_update_wanted,
};

static void scene_init(Scene *scene, NetLoop *loop)
{
    *scene = (Scene){
            .agreement = {.stream_count = 2,
                    .streams = {{.role = SDP_ROLE_SOUND, .send = true, .payload_type = OPUS},
                            {.role = SDP_ROLE_PICTURE, .send = true, .payload_type = VP8}}},
            .identity = {.sound_ssrc = 1, .picture_ssrc = 2, .slides_ssrc = 3},
            .clock = media_clock(0, 0),
            .loop = loop,
    };
    leg_streams_open(&scene->feedback.streams, &scene->agreement, &scene->identity, &scene->clock);
    scene->slides = leg_slides_new(&scene->feedback.streams, &scene->feedback.slides_sync);
    scene->outbound = leg_outbound_new(
            &(LegOutboundConfig){
                    .loop = loop,
                    .clock = &scene->clock,
                    .ladder = picture_feed_ladder(WIDTH, HEIGHT, &(PictureRates){TOP_BPS, {0}}),
                    .fps = FPS,
                    .feedback = &scene->feedback,
                    .agreement = &scene->agreement,
                    .slides = scene->slides,
                    .way = &scene->way,
            },
            &events, scene);
}

static void scene_clear(Scene *scene)
{
    leg_outbound_free(scene->outbound);
    leg_slides_free(scene->slides);
    leg_streams_close(&scene->feedback.streams);
}

/* @return how many packets of sound were made of it */
static uint64_t sound(const Scene *scene)
{
    static const uint8_t opus[] = {0xf8, 0xff, 0xfe};
    g_autoptr(GBytes) payload = g_bytes_new_static(opus, sizeof opus);
    const RtpSender *sender = scene->feedback.streams.sound_out;
    const uint64_t before = rtp_sender_stats(sender).packets;
    const int64_t now_us = net_loop_now_us(scene->loop);
    leg_outbound_sound(scene->outbound, payload, now_us, LEVEL, now_us);
    leg_outbound_sound(scene->outbound, NULL, now_us, LEVEL, now_us); /* a pause */
    return rtp_sender_stats(sender).packets - before;
}

/* What is listed is what is taken. */
static bool takes_sites(const Scene *scene)
{
    uint32_t feeds[LEG_OUTBOUND_FEEDS_MAX];
    const size_t count = leg_outbound_feeds(scene->outbound, feeds);
    size_t taken = 0;
    for (uint32_t source = PICTURE_FEED_NONE + 1; source < PICTURE_FEEDS_END; source++) {
        taken += leg_outbound_takes(scene->outbound, source) ? 1 : 0;
    }
    g_assert_cmpuint(count, ==, taken);
    for (size_t i = 0; i < count; i++) {
        g_assert_true(leg_outbound_takes(scene->outbound, feeds[i]));
    }
    return leg_outbound_takes(scene->outbound, scene->source);
}

/* Neither before it is connected, nor on hold, nor when it is over. */
static void send_when_allowed(void *data)
{
    Scene scene;
    scene_init(&scene, data);
    leg_outbound_open(scene.outbound);
    leg_outbound_allow(scene.outbound, true, true);
    g_assert_cmpuint(sound(&scene), ==, 0);
    g_assert_cmpuint(scene.keys, ==, 0);

    leg_outbound_start(scene.outbound);
    g_assert_true(leg_outbound_is_connected(scene.outbound));
    leg_outbound_tick(scene.outbound, net_loop_now_us(scene.loop));
    g_assert_cmpuint(scene.joins, ==, 1); /* its picture begins with a key frame of its view */
    g_assert_true(takes_sites(&scene));
    g_assert_cmpuint(sound(&scene), ==, 1);

    leg_outbound_allow(scene.outbound, false, false);
    g_assert_cmpuint(sound(&scene), ==, 0);
    g_assert_false(leg_outbound_sends_pictures(scene.outbound));
    g_assert_false(takes_sites(&scene));
    leg_outbound_resume(scene.outbound);
    g_assert_cmpuint(scene.keys, ==, 1); /* on hold nothing is wanted */

    leg_outbound_allow(scene.outbound, true, true);
    g_assert_cmpuint(sound(&scene), ==, 1);
    leg_outbound_stop(scene.outbound);
    g_assert_cmpuint(sound(&scene), ==, 0);
    g_assert_false(takes_sites(&scene));
    g_assert_false(leg_outbound_waits(scene.outbound));
    scene_clear(&scene);
}

/* The rung of a line that carries little is another feed than that of one that carries all. */
static uint32_t feed_with(NetLoop *loop, int64_t cap_bps, int64_t limit_bps)
{
    Scene scene;
    scene_init(&scene, loop);
    leg_outbound_open(scene.outbound);
    leg_outbound_allow(scene.outbound, true, true);
    leg_outbound_set_cap(scene.outbound, cap_bps);
    if (limit_bps > 0) {
        scene.feedback.limited(limit_bps, scene.feedback.user_data); /* the peer's TMMBR */
    }
    leg_outbound_start(scene.outbound);
    g_assert_cmpuint(scene.joins, ==, 1);
    scene_clear(&scene);
    return scene.source;
}

static void stay_below_the_lower_limit(void *data)
{
    const uint32_t capped = feed_with(data, low_bps + LEG_OUTBOUND_SOUND_BPS, 0);
    g_assert_cmpuint(feed_with(data, 0, 0), !=, capped);
    g_assert_cmpuint(feed_with(data, 0, low_bps), ==, capped);
    g_assert_cmpuint(feed_with(data, (int64_t)TOP_BPS * 2, low_bps), ==, capped);
    g_assert_cmpuint(
            feed_with(data, low_bps + LEG_OUTBOUND_SOUND_BPS, (int64_t)TOP_BPS * 2), ==, capped);
}

static void pass_on(void *data)
{
    Scene scene;
    scene_init(&scene, data);
    leg_outbound_open(scene.outbound);
    scene.feedback.fast_update_wanted(scene.feedback.user_data);
    g_assert_cmpuint(scene.fast_updates, ==, 1);
    scene.feedback.slides_key_wanted(scene.feedback.user_data);
    g_assert_cmpuint(scene.slides_keys, ==, 1); /* they come as they are */
    leg_outbound_watch_slides(scene.outbound, 1, PICTURE_CODEC_VP8);
    g_assert_false(leg_outbound_takes_slides(scene.outbound)); /* it has no m-line for them */
    scene_clear(&scene);
}

static void run(const void *data)
{
    const NetLoopFunc *fn = data;
    g_autoptr(NetLoop) loop = net_loop_new("outbound");
    net_loop_call_wait(loop, *fn, loop);
}

int main(int argc, char **argv)
{
    static const NetLoopFunc functions[] = {send_when_allowed, stay_below_the_lower_limit, pass_on};
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/leg_outbound/sends_when_allowed", &functions[0], run);
    g_test_add_data_func("/leg_outbound/stays_below_the_lower_limit", &functions[1], run);
    g_test_add_data_func("/leg_outbound/passes_on_what_the_peer_wants", &functions[2], run);
    return g_test_run();
}
