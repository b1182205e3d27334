#include "mcu/room/leg_sending.h"

#include "mcu/wire/rtcp_twcc.h"
#include "tests/fakes/line_model.h"

enum {
    STEP_US = 5000,
    TICK_US = 20000,
    PICTURE_US = 40000,
    FEEDBACK_US = 60000,
    SOUND_SIZE = 100,
    VIEW = API_VIEW_SITES,
    OTHER_VIEW = API_VIEW_FLOOR,
    KEY_SHARE = 8, /* a key frame is so many pictures */
    ROUND_TRIP_US = 40000,
};

#define SECOND INT64_C(1000000)

/* A leg at the end of a line, and a room that encodes what it takes. */
typedef struct Sim {
    MediaClock clock;
    TwccSender *departures;
    RtpSender *stream;
    LegSending *sending;
    PictureLadder ladder;
    LineModel line;
    int64_t now_us;
    uint16_t sequence; /* of the next packet that feedback tells of */
    bool key[PICTURE_FEEDS_END];
    uint64_t number[PICTURE_FEEDS_END];
    unsigned joins, repairs; /* key frames that were asked for */
    uint64_t packets;
    unsigned packets_lost, sound_lost; /* in the full queue */
} Sim;

static void on_packet(const uint8_t *packet, size_t size, void *user_data)
{
    Sim *sim = user_data;
    line_model_send(&sim->line, size, 0, sim->now_us);
    sim->packets_lost += sim->line.waiting[sim->line.count - 1].lost ? 1 : 0;
    sim->packets++;
}

static void on_key_wanted(uint32_t source, bool joins, void *user_data)
{
    Sim *sim = user_data;
    sim->key[source] = true;
    sim->joins += joins ? 1 : 0;
    sim->repairs += joins ? 0 : 1;
}

static const LegSendingEvents events = {.packet = on_packet, .key_wanted = on_key_wanted};

static void sim_init(Sim *sim, const LineModel *line)
{
    *sim = (Sim){.clock = media_clock(0, 0), .line = *line, .now_us = SECOND};
    sim->line.random = g_rand_new_with_seed(5);
    sim->departures = twcc_sender_new();
    sim->stream = rtp_sender_new(&(RtpSenderConfig){
            .ssrc = 1,
            .payload_type = 96,
            .clock_hz = 90000,
            .rtx_ssrc = 2,
            .rtx_payload_type = 97,
            .extensions = {.id = {[RTP_EXTENSION_TRANSPORT_SEQUENCE] = 3}},
            .clock = &sim->clock,
            .twcc = sim->departures,
            .history_packets = 64,
            .history_us = SECOND,
    });
    sim->ladder = picture_feed_ladder(1280, 720, &(PictureRates){1500000, {0}});
    sim->sending = leg_sending_new(
            &(LegSendingConfig){
                    .ladder = sim->ladder,
                    .picture = sim->stream,
                    .departures = sim->departures,
                    .has_rtx = true,
            },
            &events, sim);
}

static void sim_clear(Sim *sim)
{
    leg_sending_free(sim->sending);
    rtp_sender_free(sim->stream);
    twcc_sender_free(sim->departures);
    g_rand_free(sim->line.random);
}

static void send_sound(Sim *sim)
{
    twcc_sender_add(sim->departures, SOUND_SIZE, sim->now_us);
    line_model_send(&sim->line, SOUND_SIZE, 0, sim->now_us);
    sim->sound_lost += sim->line.waiting[sim->line.count - 1].lost ? 1 : 0;
    leg_sending_left(sim->sending, SOUND_SIZE, sim->now_us);
}

/* Encodes a feed, in the layers 0 2 1 2. */
static void make_picture(Sim *sim, uint32_t source)
{
    static const uint8_t layers[] = {0, 2, 1, 2};
    const PictureRung *rung = &sim->ladder.rungs[picture_feed_rung(source)];
    const uint64_t n = sim->number[source]++;
    const bool key = sim->key[source];
    size_t size =
            (size_t)((int64_t)rung->bitrate_bps / 8 * PICTURE_US / SECOND) * (key ? KEY_SHARE : 1);
    size = (size_t)((double)size * (0.8 + 0.4 * g_rand_double(sim->line.random)));
    sim->key[source] = false;
    g_autoptr(GBytes) data = g_bytes_new_take(g_malloc0(size), size);
    g_autoptr(CodedPicture) picture = coded_picture_new(data,
            &(CodedPictureInfo){.source = source,
                    .number = n,
                    .timestamp_ticks = (uint32_t)(sim->now_us * 9 / 100),
                    .key = key,
                    .temporal_id = key ? 0 : layers[n % 4],
                    .layer_sync = !key && (n % 4 == 1 || n % 4 == 2)});
    leg_sending_picture(sim->sending, picture, sim->now_us);
}

static void tell(Sim *sim)
{
    static TwccSample heard[LINE_MODEL_WAITING_MAX];
    static TwccSample samples[RTCP_TWCC_PACKETS_MAX];
    static RtcpTwcc feedback;
    const size_t count = line_model_feedback(&sim->line, sim->now_us, heard);
    for (size_t from = 0; from < count; from += feedback.count) {
        feedback.base_sequence = sim->sequence;
        feedback.count = MIN(count - from, 100);
        for (size_t i = 0; i < feedback.count; i++) {
            feedback.arrival_us[i] =
                    heard[from + i].lost ? RTCP_TWCC_NOT_RECEIVED : heard[from + i].arrival_us;
        }
        sim->sequence = (uint16_t)(sim->sequence + feedback.count);
        const size_t known = twcc_sender_feedback(sim->departures, &feedback, sim->now_us, samples);
        leg_sending_feedback(sim->sending, samples, known, ROUND_TRIP_US, sim->now_us);
    }
}

static void step(Sim *sim)
{
    if (sim->now_us % TICK_US == 0) {
        send_sound(sim);
        leg_sending_tick(sim->sending, sim->now_us);
    }
    for (uint32_t source = 1; source < PICTURE_FEEDS_END && sim->now_us % PICTURE_US == 0;
            source++) {
        if (leg_sending_takes(sim->sending, source)) {
            make_picture(sim, source);
        }
    }
    if (leg_sending_waits(sim->sending)) {
        leg_sending_pump(sim->sending, sim->now_us);
    }
    if (sim->now_us % FEEDBACK_US == 0) {
        tell(sim);
    }
    sim->now_us += STEP_US;
}

/* @return how long it took until the leg got this rung, or -1 */
static int64_t run_until(Sim *sim, int rung, int64_t for_us)
{
    const int64_t from_us = sim->now_us;
    while (sim->now_us - from_us < for_us) {
        if (leg_sending_figures(sim->sending).rung == rung) {
            return sim->now_us - from_us;
        }
        step(sim);
    }
    return -1;
}

/* @return the lowest rung that it had */
static int run(Sim *sim, int64_t for_us)
{
    int lowest = 0;
    for (const int64_t until_us = sim->now_us + for_us; sim->now_us < until_us;) {
        step(sim);
        lowest = MAX(lowest, leg_sending_figures(sim->sending).rung);
    }
    return lowest;
}

static void test_a_good_line_stays_on_top(void)
{
    static const struct {
        const char *why;
        LineModel line;
    } cases[] = {
            {"no limit", {.delay_us = 1000}},
            {"3 Mbit/s", {.rate_bps = 3000000, .queue_us = 300000, .delay_us = 20000}},
            {"5 % loss", {.delay_us = 80000, .loss_percent = 5}},
            {"jitter", {.delay_us = 20000, .jitter_us = 30000}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Sim sim;
        sim_init(&sim, &cases[i].line);
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(leg_sending_figures(sim.sending).rung, ==, -1);
        g_assert_false(leg_sending_takes(sim.sending, picture_feed_source(VIEW, 0)));
        leg_sending_start(sim.sending, sim.now_us);
        g_assert_cmpint(run(&sim, 30 * SECOND), ==, 0);
        const LegSendingFigures figures = leg_sending_figures(sim.sending);
        g_assert_cmpint(figures.limit, ==, API_LIMIT_NONE);
        g_assert_cmpint(figures.height_px, ==, 720);
        g_assert_cmpuint(figures.pictures, >, 700);
        g_assert_cmpuint(rtp_sender_stats(sim.stream).padding_bytes, ==, 0); /* no need to probe */
        sim_clear(&sim);
    }
}

/* A rung that is closed for everybody: the next one that is there, at once and for as long as it is. */
static void test_closed_rungs(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.delay_us = 20000});
    g_assert_cmpuint(leg_sending_wanted(sim.sending), ==, PICTURE_FEED_NONE);
    leg_sending_start(sim.sending, sim.now_us);
    run(&sim, 5 * SECOND);
    leg_sending_close_rungs(sim.sending, 1 << 0 | 1 << 1, sim.now_us);
    g_assert_cmpuint(leg_sending_wanted(sim.sending), ==, picture_feed_source(VIEW, 0));
    run(&sim, 2 * SECOND);
    g_assert_cmpint(leg_sending_figures(sim.sending).rung, ==, 2);
    g_assert_cmpint(leg_sending_figures(sim.sending).height_px, ==, 180);
    g_assert_cmpint(leg_sending_figures(sim.sending).limit, ==, API_LIMIT_OVERLOAD);
    g_assert_true(leg_sending_takes(sim.sending, picture_feed_source(VIEW, 2)));
    g_assert_false(leg_sending_takes(sim.sending, picture_feed_source(VIEW, 0)));
    leg_sending_close_rungs(sim.sending, 1 << 0, sim.now_us);
    run(&sim, 2 * SECOND);
    g_assert_cmpint(leg_sending_figures(sim.sending).height_px, ==, 360);
    leg_sending_close_rungs(sim.sending, 0, sim.now_us);
    run(&sim, 2 * SECOND);
    g_assert_cmpint(leg_sending_figures(sim.sending).rung, ==, 0);
    g_assert_cmpint(leg_sending_figures(sim.sending).limit, ==, API_LIMIT_NONE);
    g_assert_true(leg_sending_takes(sim.sending, picture_feed_source(VIEW, 0)));
    sim_clear(&sim);
}

static void test_down_and_up_with_the_line(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.rate_bps = 3000000, .queue_us = 1000000, .delay_us = 20000});
    leg_sending_start(sim.sending, sim.now_us);
    g_assert_cmpint(run(&sim, 10 * SECOND), ==, 0);
    sim.line.rate_bps = 300000;
    g_assert_cmpint(run_until(&sim, 2, 5 * SECOND), <, SECOND);
    run(&sim, 20 * SECOND);
    g_assert_cmpint(leg_sending_figures(sim.sending).rung, ==, 2);
    g_assert_cmpint(leg_sending_figures(sim.sending).limit, ==, API_LIMIT_LINE);
    sim.line.queue_max_us = 0;
    run(&sim, 10 * SECOND);
    g_assert_cmpint(sim.line.queue_max_us, <, 400000); /* its probes harm nobody */
    sim.line.rate_bps = 3000000;
    const int64_t back_us = run_until(&sim, 0, 60 * SECOND);
    g_test_message("back on top after %" G_GINT64_FORMAT " ms", back_us / 1000);
    g_assert_cmpint(back_us, >, 0);
    g_assert_cmpint(back_us, <, 15 * SECOND);
    g_assert_cmpint(run(&sim, 20 * SECOND), ==, 0);
    sim_clear(&sim);
}

/* Too narrow for motion: a picture each few seconds, and nothing between them; then everything again. */
static void test_stills_where_nothing_can_move(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.rate_bps = 3000000, .queue_us = 1000000, .delay_us = 20000});
    leg_sending_start(sim.sending, sim.now_us);
    run(&sim, 5 * SECOND);
    sim.line.rate_bps = 110000;
    run(&sim, 15 * SECOND);
    g_assert_true(leg_sending_figures(sim.sending).stills);
    g_assert_cmpint(leg_sending_figures(sim.sending).rung, ==, 2);
    g_assert_cmpint(leg_sending_figures(sim.sending).limit, ==, API_LIMIT_LINE);
    const uint64_t before = leg_sending_figures(sim.sending).pictures;
    const unsigned sound_lost = sim.sound_lost;
    run(&sim, 20 * SECOND);
    const uint64_t stills = leg_sending_figures(sim.sending).pictures - before;
    g_test_message("%" G_GUINT64_FORMAT " pictures in 20 s", stills);
    g_assert_cmpuint(stills, >=, 3);
    g_assert_cmpuint(stills, <=, 5);
    g_assert_cmpuint(sim.sound_lost, ==, sound_lost);
    sim.line.rate_bps = 3000000;
    const int64_t back_us = run_until(&sim, 0, 60 * SECOND);
    g_test_message("back on top after %" G_GINT64_FORMAT " ms", back_us / 1000);
    g_assert_cmpint(back_us, >, 0);
    g_assert_cmpint(back_us, <, 20 * SECOND);
    const uint64_t from = leg_sending_figures(sim.sending).pictures;
    run(&sim, 5 * SECOND);
    g_assert_cmpuint(leg_sending_figures(sim.sending).pictures - from, >, 100);
    sim_clear(&sim);
}

/* Of another codec, and not larger than its receiver decodes. */
static void test_what_the_receiver_can_take(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.delay_us = 1000});
    leg_sending_free(sim.sending);
    sim.sending = leg_sending_new(
            &(LegSendingConfig){
                    .ladder = picture_feed_below(&sim.ladder, 1),
                    .first_rung = 1,
                    .codec = PICTURE_CODEC_H264,
                    .picture = sim.stream,
            },
            &events, &sim);
    leg_sending_set_view(sim.sending, VIEW, false, sim.now_us);
    leg_sending_start(sim.sending, sim.now_us);
    for (uint32_t source = 1; source < PICTURE_FEEDS_END; source++) {
        const bool its =
                source == picture_feed_in(picture_feed_source(VIEW, 1), PICTURE_CODEC_H264);
        g_assert_true(leg_sending_takes(sim.sending, source) == its);
    }
    const LegSendingFigures figures = leg_sending_figures(sim.sending);
    g_assert_cmpint(figures.rung, ==, 1);
    g_assert_cmpint(figures.height_px, ==, 360);
    g_assert_cmpint(figures.limit, ==, API_LIMIT_NONE);
    sim_clear(&sim);
}

/* A tenth of the line is left, and a queue that holds what was sent of a fifth of a second: it is full before we know. */
static void test_a_line_that_breaks_down(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.rate_bps = 3000000, .queue_us = 800000, .delay_us = 20000});
    leg_sending_start(sim.sending, sim.now_us);
    g_assert_cmpint(run(&sim, 10 * SECOND), ==, 0);
    sim.packets_lost = sim.sound_lost = 0;
    sim.line.rate_bps = 300000;
    g_assert_cmpint(run_until(&sim, 2, SECOND), <, SECOND / 2);
    /* While the queue drains, sound alone leaves, and nobody is asked for a key frame that would be thrown away. */
    sim.joins = 0;
    const uint64_t before = sim.packets;
    const int64_t from_us = sim.now_us;
    while (sim.packets == before && sim.now_us - from_us < 2 * SECOND) {
        step(&sim);
    }
    g_assert_cmpuint(sim.joins, ==, 1);
    g_test_message("pictures again after %" G_GINT64_FORMAT " ms", (sim.now_us - from_us) / 1000);
    g_assert_cmpint(sim.now_us - from_us, >, SECOND / 10);
    g_assert_cmpint(sim.now_us - from_us, <, SECOND);
    run(&sim, 10 * SECOND);
    g_test_message("%u packets and %u of sound lost", sim.packets_lost, sim.sound_lost);
    g_assert_cmpuint(sim.packets_lost, <, 20);
    g_assert_cmpuint(sim.sound_lost, <, 5);
    g_assert_cmpint(leg_sending_figures(sim.sending).rung, ==, 2);
    sim_clear(&sim);
}

static void test_a_cap_is_kept(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.delay_us = 1000});
    leg_sending_set_cap(sim.sending, 700000);
    leg_sending_start(sim.sending, sim.now_us);
    run(&sim, 10 * SECOND);
    g_assert_cmpint(leg_sending_figures(sim.sending).rung, ==, 1);
    g_assert_cmpint(leg_sending_figures(sim.sending).limit, ==, API_LIMIT_CAP);
    leg_sending_set_cap(sim.sending, 70000);
    run(&sim, 10 * SECOND);
    g_assert_cmpint(leg_sending_figures(sim.sending).rung, ==, -1); /* the sound alone */
    const uint64_t packets = sim.packets;
    run(&sim, SECOND);
    g_assert_cmpuint(sim.packets, ==, packets);
    leg_sending_set_cap(sim.sending, 0);
    g_assert_cmpint(run_until(&sim, 0, 60 * SECOND), >, 0);
    sim_clear(&sim);
}

static void test_another_view_begins_with_its_key_frame(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.delay_us = 1000});
    leg_sending_start(sim.sending, sim.now_us);
    run(&sim, 2 * SECOND);
    const unsigned joins = sim.joins;
    leg_sending_set_view(sim.sending, OTHER_VIEW, false, sim.now_us);
    g_assert_cmpuint(sim.joins, ==, joins + 1);
    g_assert_true(leg_sending_takes(sim.sending, picture_feed_source(OTHER_VIEW, 0)));
    g_assert_true(leg_sending_takes(sim.sending, picture_feed_source(VIEW, 0))); /* until then */
    run(&sim, SECOND);
    g_assert_true(leg_sending_takes(sim.sending, picture_feed_source(OTHER_VIEW, 0)));
    g_assert_false(leg_sending_takes(sim.sending, picture_feed_source(VIEW, 0)));

    leg_sending_set_view(sim.sending, VIEW, true, sim.now_us);
    g_assert_true(leg_sending_takes(sim.sending, picture_feed_source(VIEW, 0)));
    g_assert_false(
            leg_sending_takes(sim.sending, picture_feed_source(OTHER_VIEW, 0))); /* at once */
    g_assert_cmpuint(sim.joins, ==, joins + 2);
    sim_clear(&sim);
}

static void test_one_who_always_asks_for_key_frames(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.delay_us = 20000, .loss_percent = 3});
    leg_sending_start(sim.sending, sim.now_us);
    run(&sim, 5 * SECOND);

    g_test_message("what was resent may mend it: the first is not answered, but the next is");
    leg_sending_resent(sim.sending, 1000, sim.now_us);
    leg_sending_key_asked(sim.sending, ROUND_TRIP_US, sim.now_us);
    g_assert_cmpuint(sim.repairs, ==, 0);
    run(&sim, SECOND / 2);
    leg_sending_resent(sim.sending, 1000, sim.now_us);
    leg_sending_key_asked(sim.sending, ROUND_TRIP_US, sim.now_us);
    g_assert_cmpuint(sim.repairs, ==, 1);

    g_test_message("who needs many gets a lower rung");
    for (int n = 0; n < 3; n++) {
        run(&sim, SECOND);
        leg_sending_key_asked(sim.sending, ROUND_TRIP_US, sim.now_us);
    }
    run(&sim, SECOND);
    g_assert_cmpint(leg_sending_figures(sim.sending).rung, ==, 1);
    sim_clear(&sim);
}

/* A decoder that restarts asks as well; less of the same picture would not mend it. */
static void test_who_loses_nothing_keeps_its_rung(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.delay_us = 20000, .loss_percent = 5});
    leg_sending_start(sim.sending, sim.now_us);
    run(&sim, 5 * SECOND);
    sim.line.loss_percent = 0; /* what it lost before is forgotten */
    run(&sim, 10 * SECOND);
    for (int n = 0; n < 20; n++) {
        run(&sim, SECOND);
        leg_sending_key_asked(sim.sending, ROUND_TRIP_US, sim.now_us);
    }
    g_assert_cmpuint(sim.repairs, ==, 20);
    g_assert_cmpint(run(&sim, 2 * SECOND), ==, 0);
    sim_clear(&sim);
}

/* The room below the last rung decides whether slides come as a stream of their own. */
static void test_slides_share_the_line(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.delay_us = 1000});
    g_autoptr(PictureSender) slides = picture_sender_new(sim.stream, 0, 0);
    leg_sending_start(sim.sending, sim.now_us);
    run(&sim, SECOND);
    g_assert_true(leg_sending_slides_fit(sim.sending));
    leg_sending_set_slides(sim.sending, slides, 600000);
    leg_sending_set_cap(sim.sending, 1000000);
    run(&sim, 5 * SECOND);
    g_assert_true(leg_sending_slides_fit(sim.sending));
    g_assert_cmpint(leg_sending_figures(sim.sending).rung, ==, 2); /* what is left for the rest */
    leg_sending_set_cap(sim.sending, 700000);
    run(&sim, SECOND);
    g_assert_false(leg_sending_slides_fit(sim.sending));
    run(&sim, 10 * SECOND);
    g_assert_cmpint(leg_sending_figures(sim.sending).rung, ==, 1);
    leg_sending_set_cap(sim.sending, 0);
    run(&sim, 10 * SECOND);
    g_assert_true(leg_sending_slides_fit(sim.sending));
    leg_sending_forget_slides(sim.sending);
    g_assert_true(leg_sending_slides_fit(sim.sending));
    sim_clear(&sim);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/leg_sending/a_good_line_stays_on_top", test_a_good_line_stays_on_top);
    g_test_add_func("/leg_sending/down_and_up_with_the_line", test_down_and_up_with_the_line);
    g_test_add_func("/leg_sending/a_line_that_breaks_down", test_a_line_that_breaks_down);
    g_test_add_func(
            "/leg_sending/S-33/stills_where_nothing_can_move", test_stills_where_nothing_can_move);
    g_test_add_func("/leg_sending/a_cap_is_kept", test_a_cap_is_kept);
    g_test_add_func("/leg_sending/another_view_begins_with_its_key_frame",
            test_another_view_begins_with_its_key_frame);
    g_test_add_func("/leg_sending/one_who_always_asks_for_key_frames",
            test_one_who_always_asks_for_key_frames);
    g_test_add_func(
            "/leg_sending/who_loses_nothing_keeps_its_rung", test_who_loses_nothing_keeps_its_rung);
    g_test_add_func("/leg_sending/closed_rungs", test_closed_rungs);
    g_test_add_func("/leg_sending/slides_share_the_line", test_slides_share_the_line);
    g_test_add_func("/leg_sending/what_the_receiver_can_take", test_what_the_receiver_can_take);
    return g_test_run();
}
