#include "mcu/rtp/send_rate.h"

#include "tests/fakes/line_model.h"

enum {
    TICK_US = 5000,
    PICTURE_US = 40000,
    SOUND_US = 20000,
    FEEDBACK_US = 60000,
    SOUND_SIZE = 120,
    PACKET_SIZE = 1100,
    SOUND_BPS = SOUND_SIZE * 8 * 50,
    START_BPS = 2400000,
};

/* A sender of sound and pictures that always sends `wanted_bps`, or what the estimate allows if that is less. */
typedef struct Sim {
    LineModel line;
    SendRate *rate;
    int64_t now_us;
    int64_t wanted_bps;
    int64_t lowest_bps; /* that the estimate came to since the last look */
    bool deaf;          /* no feedback comes */
} Sim;

static void sim_init(Sim *sim, const LineModel *line, int64_t wanted_bps)
{
    *sim = (Sim){.line = *line, .wanted_bps = wanted_bps, .now_us = 1000000};
    sim->line.random = g_rand_new_with_seed(7);
    sim->rate = send_rate_new(&(SendRateConfig){
            .start_bps = START_BPS, .ceiling_bps = START_BPS, .can_probe = false});
    sim->lowest_bps = START_BPS;
}

static void sim_clear(Sim *sim)
{
    g_rand_free(sim->line.random);
    send_rate_free(sim->rate);
}

static void send(Sim *sim, size_t size)
{
    line_model_send(&sim->line, size, 0, sim->now_us);
    send_rate_sent(sim->rate, size, sim->now_us);
}

static void send_picture(Sim *sim)
{
    const int64_t queue_us = send_rate_stats(sim->rate).queue_us;
    const int percent = queue_us > 300000 ? 40 : queue_us > 150000 ? 60 : 100; /* its layers */
    const int64_t bps = MIN(sim->wanted_bps, send_rate_bps(sim->rate) - SOUND_BPS) * percent / 100;
    int64_t size = MAX(bps, 0) * PICTURE_US / G_USEC_PER_SEC / 8;
    /* Pictures are not all alike. */
    size = (int64_t)((double)size * (0.7 + 0.6 * g_rand_double(sim->line.random)));
    for (; size > 0; size -= PACKET_SIZE) {
        send(sim, (size_t)CLAMP(size, 100, PACKET_SIZE));
    }
}

static void run(Sim *sim, double seconds)
{
    static TwccSample samples[LINE_MODEL_WAITING_MAX];
    const int64_t until_us = sim->now_us + (int64_t)(seconds * G_USEC_PER_SEC);
    for (; sim->now_us < until_us; sim->now_us += TICK_US) {
        if (sim->now_us % SOUND_US == 0) {
            send(sim, SOUND_SIZE);
            send_rate_tick(sim->rate, sim->now_us);
        }
        if (sim->now_us % PICTURE_US == 0) {
            send_picture(sim);
        }
        if (sim->now_us % FEEDBACK_US == 0) {
            const size_t count = line_model_feedback(&sim->line, sim->now_us, samples);
            if (count > 0 && !sim->deaf) {
                send_rate_feedback(sim->rate, samples, count, 2 * sim->line.delay_us, sim->now_us);
            }
        }
        sim->lowest_bps = MIN(sim->lowest_bps, send_rate_bps(sim->rate));
    }
}

static void report(const Sim *sim, const char *what)
{
    const SendRateStats stats = send_rate_stats(sim->rate);
    g_test_message("%s: %" G_GINT64_FORMAT " bit/s, lowest %" G_GINT64_FORMAT
                   ", lost %.1f %%, queue %" G_GINT64_FORMAT " us, overuses %" G_GUINT64_FORMAT
                   ", losses %" G_GUINT64_FORMAT,
            what, send_rate_bps(sim->rate), sim->lowest_bps, stats.lost_percent, stats.queue_us,
            stats.overuses, stats.losses);
}

/* Lines that carry it: nothing may take the estimate below what is wanted. */
static void test_a_good_line_is_left_alone(void)
{
    static const struct {
        const char *why;
        LineModel line;
    } cases[] = {
            {"no limit", {.delay_us = 1000}},
            {"3 Mbit/s", {.rate_bps = 3000000, .queue_us = 300000, .delay_us = 20000}},
            {"2 Mbit/s, far away", {.rate_bps = 2000000, .queue_us = 300000, .delay_us = 150000}},
            {"2 % random loss", {.delay_us = 20000, .loss_percent = 2}},
            {"5 % random loss",
                    {.rate_bps = 3000000,
                            .queue_us = 300000,
                            .delay_us = 80000,
                            .loss_percent = 5}},
            {"jitter of 30 ms", {.delay_us = 20000, .jitter_us = 30000}},
            {"jitter of 100 ms",
                    {.rate_bps = 4000000,
                            .queue_us = 300000,
                            .delay_us = 20000,
                            .jitter_us = 100000}},
            {"somebody else's traffic, and room for both",
                    {.rate_bps = 5000000,
                            .queue_us = 300000,
                            .delay_us = 20000,
                            .other_bps = 3000000}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Sim sim;
        sim_init(&sim, &cases[i].line, 1500000);
        run(&sim, 60);
        report(&sim, cases[i].why);
        g_assert_cmpint(sim.lowest_bps, >, 1500000 + SOUND_BPS);
        g_assert_cmpuint(send_rate_stats(sim.rate).overuses, ==, 0);
        sim_clear(&sim);
    }
}

static void test_a_ramp_is_followed(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.rate_bps = 3000000, .queue_us = 1500000, .delay_us = 20000},
            1500000);
    run(&sim, 10);
    report(&sim, "3 Mbit/s");
    g_assert_cmpint(send_rate_bps(sim.rate), >, 1500000 + SOUND_BPS);

    sim.line.rate_bps = 300000;
    run(&sim, 0.6);
    report(&sim, "300 kbit/s for 0.6 s");
    g_assert_cmpint(send_rate_bps(sim.rate), <, 400000);
    sim.line.queue_max_us = 0;
    run(&sim, 5);
    sim.line.queue_max_us = 0;
    sim.lowest_bps = START_BPS;
    run(&sim, 20);
    report(&sim, "300 kbit/s for longer");
    g_assert_cmpint(sim.lowest_bps, >, 120000); /* and not starved either */
    g_assert_cmpint(sim.line.queue_max_us, <, 400000);

    sim.line.rate_bps = 3000000;
    run(&sim, 36);
    report(&sim, "3 Mbit/s again");
    g_assert_cmpint(send_rate_bps(sim.rate), >, 1500000);
    sim_clear(&sim);
}

/* A tenth is left: known before a queue of 0.8 s is full, from the few packets that come. */
static void test_a_line_that_breaks_down(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.rate_bps = 3000000, .queue_us = 800000, .delay_us = 20000},
            1500000);
    run(&sim, 10);
    sim.line.rate_bps = 300000;
    run(&sim, 0.25);
    report(&sim, "300 kbit/s for 0.25 s");
    g_assert_cmpint(send_rate_bps(sim.rate), <, 350000);
    g_assert_cmpuint(send_rate_stats(sim.rate).overuses, ==, 1);
    run(&sim, 0.5); /* what was sent before says nothing about what is sent now */
    g_assert_cmpuint(send_rate_stats(sim.rate).overuses, ==, 1);
    g_assert_cmpint(send_rate_bps(sim.rate), >, 200000);
    sim_clear(&sim);
}

static void test_a_slightly_narrow_line_is_noticed(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.rate_bps = 1200000, .queue_us = 500000, .delay_us = 20000},
            1500000);
    run(&sim, 3);
    report(&sim, "1.2 Mbit/s for 1.5");
    g_assert_cmpint(send_rate_bps(sim.rate), <, 1250000);
    g_assert_cmpint(sim.lowest_bps, >, 600000);
    sim_clear(&sim);
}

/* A policer: no queue, and what is too much is lost. */
static void test_heavy_loss_takes_it_down(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.rate_bps = 800000, .queue_us = 15000, .delay_us = 20000}, 1500000);
    run(&sim, 15);
    report(&sim, "a policer at 800 kbit/s");
    g_assert_cmpuint(send_rate_stats(sim.rate).losses, >, 0);
    g_assert_cmpint(send_rate_bps(sim.rate), <, 1100000);
    g_assert_cmpint(sim.lowest_bps, >, 300000);
    sim_clear(&sim);
}

static void test_traffic_beside_ours_leaves_us_a_part(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.rate_bps = 3000000, .queue_us = 400000, .delay_us = 20000},
            1500000);
    run(&sim, 5);
    sim.line.other_bps = 2200000;
    run(&sim, 20);
    report(&sim, "2.2 of 3 Mbit/s are somebody else's");
    g_assert_cmpint(send_rate_bps(sim.rate), <, 1000000);
    g_assert_cmpint(sim.lowest_bps, >, 250000);

    sim.line.other_bps = 0;
    run(&sim, 40);
    report(&sim, "and gone");
    g_assert_cmpint(send_rate_bps(sim.rate), >, 1500000);
    sim_clear(&sim);
}

/* A queue that is full and stays full, whatever we do: after a few attempts it is taken as it is. */
static void test_a_queue_that_is_not_ours_does_not_starve_us(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.delay_us = 20000}, 1500000);
    run(&sim, 5);
    sim.line.delay_us = 250000;
    run(&sim, 15);
    report(&sim, "a longer way");
    g_assert_cmpint(sim.lowest_bps, >, 500000);
    sim_clear(&sim);
}

/* Little is sent: the line is not known, and not forgotten either. */
static void test_little_is_sent(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.rate_bps = 3000000, .queue_us = 300000, .delay_us = 20000}, 20000);
    run(&sim, 30);
    report(&sim, "20 kbit/s of pictures");
    g_assert_cmpint(sim.lowest_bps, ==, START_BPS);
    sim_clear(&sim);

    g_test_message("what it fell to does not grow far beyond what is sent, but for a probe");
    sim_init(
            &sim, &(LineModel){.rate_bps = 300000, .queue_us = 300000, .delay_us = 20000}, 1500000);
    send_rate_free(sim.rate);
    sim.rate = send_rate_new(
            &(SendRateConfig){.start_bps = START_BPS, .ceiling_bps = START_BPS, .can_probe = true});
    run(&sim, 5);
    sim.wanted_bps = 100000;
    sim.line.rate_bps = 3000000;
    run(&sim, 30);
    report(&sim, "100 kbit/s on a line that recovered");
    g_assert_cmpint(send_rate_bps(sim.rate), <, 500000);
    send_rate_probed(sim.rate, 900000, sim.now_us);
    g_assert_cmpint(send_rate_bps(sim.rate), ==, 900000);
    send_rate_probed(sim.rate, 100000, sim.now_us);
    g_assert_cmpint(send_rate_bps(sim.rate), ==, 900000);
    send_rate_probed(sim.rate, 90000000, sim.now_us);
    g_assert_cmpint(send_rate_bps(sim.rate), ==, START_BPS);
    sim_clear(&sim);
}

/* On a wide line the measure is over as long a time as on others, for all that arrives in it. */
static void test_measures_a_wide_line(void)
{
    enum { FIRST = 100, LAST = 64, SAMPLE_SIZE = 1200 };
    g_autoptr(SendRate) rate =
            send_rate_new(&(SendRateConfig){.start_bps = START_BPS, .ceiling_bps = START_BPS});
    TwccSample samples[FIRST + LAST];
    for (size_t i = 0; i < FIRST + LAST; i++) {
        const int64_t at_us = i < FIRST ? (int64_t)i * 500 : 200000 + (int64_t)(i - FIRST) * 750;
        samples[i] = (TwccSample){.size = SAMPLE_SIZE, .sent_us = at_us, .arrival_us = at_us};
    }
    send_rate_feedback(rate, samples, FIRST + LAST, 1000, 300000);
    const int64_t bits = INT64_C(8) * SAMPLE_SIZE * (FIRST + LAST);
    g_assert_cmpint(send_rate_stats(rate).arrived_bps, ==,
            bits * G_USEC_PER_SEC / samples[FIRST + LAST - 1].arrival_us);
}

static void test_silence_takes_it_down(void)
{
    Sim sim;
    sim_init(&sim, &(LineModel){.delay_us = 20000}, 1500000);
    run(&sim, 5);
    sim.deaf = true;
    run(&sim, 1.9);
    g_assert_cmpint(send_rate_bps(sim.rate), ==, START_BPS);
    run(&sim, 10);
    report(&sim, "no feedback for 12 s");
    g_assert_cmpuint(send_rate_stats(sim.rate).silences, >=, 8);
    g_assert_cmpint(send_rate_bps(sim.rate), <, 200000);
    g_assert_cmpint(sim.lowest_bps, >=, SEND_RATE_MIN_BPS);
    sim_clear(&sim);
}

static void test_reports_do_without_transport_cc(void)
{
    static const struct {
        const char *why;
        double lost;
        int64_t from_bps, to_bps; /* where the estimate is after ten reports */
    } cases[] = {
            {"none", 0, START_BPS, START_BPS},
            {"5 %", 5, START_BPS, START_BPS},
            {"8 %", 8, START_BPS, START_BPS},
            {"20 %", 20, SEND_RATE_MIN_BPS, 700000},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Sim sim;
        sim_init(&sim, &(LineModel){.delay_us = 20000}, 1500000);
        sim.deaf = true;
        for (int n = 0; n < 10; n++) {
            run(&sim, 1);
            send_rate_report(sim.rate, (uint8_t)(cases[i].lost * 256 / 100), sim.now_us);
        }
        report(&sim, cases[i].why);
        g_assert_cmpint(send_rate_bps(sim.rate), >=, cases[i].from_bps);
        g_assert_cmpint(send_rate_bps(sim.rate), <=, cases[i].to_bps);
        g_assert_true(send_rate_stats(sim.rate).by_reports);
        for (int n = 0; n < 40; n++) {
            run(&sim, 1);
            send_rate_report(sim.rate, 0, sim.now_us);
        }
        g_assert_cmpint(send_rate_bps(sim.rate), >, 1500000);
        sim_clear(&sim);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/send_rate/a_good_line_is_left_alone", test_a_good_line_is_left_alone);
    g_test_add_func("/send_rate/a_ramp_is_followed", test_a_ramp_is_followed);
    g_test_add_func("/send_rate/a_line_that_breaks_down", test_a_line_that_breaks_down);
    g_test_add_func(
            "/send_rate/a_slightly_narrow_line_is_noticed", test_a_slightly_narrow_line_is_noticed);
    g_test_add_func("/send_rate/heavy_loss_takes_it_down", test_heavy_loss_takes_it_down);
    g_test_add_func("/send_rate/traffic_beside_ours_leaves_us_a_part",
            test_traffic_beside_ours_leaves_us_a_part);
    g_test_add_func("/send_rate/a_queue_that_is_not_ours_does_not_starve_us",
            test_a_queue_that_is_not_ours_does_not_starve_us);
    g_test_add_func("/send_rate/little_is_sent", test_little_is_sent);
    g_test_add_func("/send_rate/measures_a_wide_line", test_measures_a_wide_line);
    g_test_add_func("/send_rate/silence_takes_it_down", test_silence_takes_it_down);
    g_test_add_func(
            "/send_rate/reports_do_without_transport_cc", test_reports_do_without_transport_cc);
    return g_test_run();
}
