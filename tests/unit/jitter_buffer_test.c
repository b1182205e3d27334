#include "mcu/rtp/jitter_buffer.h"

#include <inttypes.h>

enum { CLOCK_HZ = 48000, TICK = 960, LOUD = 20, QUIET = 90, ACTIONS = 5 };

#define TICK_US INT64_C(20000)

static const JitterBufferConfig config = {
        .clock_hz = CLOCK_HZ,
        .tick_us = TICK_US,
        .needed_min_us = 8000,
        .needed_max_us = 200000,
};

/* One packet on its way. */
typedef struct Arrival {
    int64_t at_us;
    int64_t seq;
    uint32_t timestamp;
    uint8_t level;
    bool pause;
    bool copy;
    bool mends;
} Arrival;

/* A talker's packets, a line, and the audio tick that takes the sound. */
typedef struct Call {
    JitterBuffer *buffer;
    uint32_t duration; /* of a packet, in ticks */
    GArray *arrivals;  /* of Arrival */
    int64_t now_us;    /* of the last audio tick */
    int64_t left;      /* decoded and not yet mixed, in ticks */
    int64_t last_played;
    uint64_t count[ACTIONS];
    int64_t delay_max_us;
    int64_t delay_sum_us;
} Call;

static void call_init(Call *call, uint32_t duration, int64_t first_tick_us)
{
    *call = (Call){
            .buffer = jitter_buffer_new(&config),
            .duration = duration,
            .arrivals = g_array_new(FALSE, FALSE, sizeof(Arrival)),
            .now_us = first_tick_us - TICK_US,
            .last_played = INT64_MIN,
    };
}

static void call_clear(Call *call)
{
    jitter_buffer_free(call->buffer);
    g_array_unref(call->arrivals);
}

static int64_t duration_us(const Call *call)
{
    return call->duration * INT64_C(1000000) / CLOCK_HZ;
}

static void send(Call *call, Arrival arrival)
{
    g_array_append_val(call->arrivals, arrival);
}

/* Packet `n` of steady speech; the first leaves at 1 s. */
static void send_speech(Call *call, int64_t n, int64_t late_us, uint8_t level)
{
    send(call,
            (Arrival){
                    .at_us = 1000000 + n * duration_us(call) + late_us,
                    .seq = n,
                    .timestamp = (uint32_t)n * call->duration,
                    .level = level,
            });
}

static int by_time(gconstpointer a, gconstpointer b)
{
    const Arrival *one = a;
    const Arrival *other = b;
    return one->at_us < other->at_us ? -1 : one->at_us > other->at_us;
}

static void deliver(Call *call, const Arrival *arrival)
{
    g_autoptr(GBytes) payload = g_bytes_new(&arrival->seq, sizeof arrival->seq);
    const JitterBufferPacket packet = {
            .seq = arrival->seq,
            .timestamp_ticks = arrival->timestamp,
            .duration_ticks = call->duration,
            .arrival_us = arrival->at_us,
            .level_dbov = arrival->level,
            .pause = arrival->pause,
            .copy = arrival->copy,
            .mends = arrival->mends,
    };
    jitter_buffer_put(call->buffer, &packet, payload);
    g_assert_cmpuint(jitter_buffer_size(call->buffer), <=, JITTER_BUFFER_PACKETS_MAX);
}

static void take_tick(Call *call)
{
    while (call->left < TICK) {
        const JitterBufferSound sound = jitter_buffer_take(call->buffer, call->now_us);
        g_autoptr(GBytes) payload = sound.payload;
        g_assert_cmpuint(sound.duration_ticks, >, 0);
        call->count[sound.action]++;
        if (sound.action == JITTER_BUFFER_FRAME || sound.action == JITTER_BUFFER_DISCARD) {
            const int64_t seq = *(const int64_t *)g_bytes_get_data(payload, NULL);
            const int64_t delay_us = jitter_buffer_stats(call->buffer).delay_us;
            g_assert_cmpint(seq, >, call->last_played);
            call->last_played = seq;
            call->delay_max_us = MAX(call->delay_max_us, delay_us);
            call->delay_sum_us += delay_us;
        } else {
            g_assert_true((payload != NULL) == (sound.action == JITTER_BUFFER_FEC));
        }
        if (sound.action != JITTER_BUFFER_DISCARD) {
            call->left += sound.duration_ticks;
        }
    }
    call->left -= TICK;
}

/* Lets all that was sent arrive, and takes the sound until the last packet is here. Counts anew each time. */
static void run(Call *call)
{
    guint next = 0;
    for (size_t i = 0; i < ACTIONS; i++) {
        call->count[i] = 0;
    }
    call->delay_max_us = 0;
    call->delay_sum_us = 0;
    g_array_sort(call->arrivals, by_time);
    while (next < call->arrivals->len) {
        call->now_us += TICK_US;
        while (next < call->arrivals->len &&
                g_array_index(call->arrivals, Arrival, next).at_us <= call->now_us) {
            deliver(call, &g_array_index(call->arrivals, Arrival, next++));
        }
        take_tick(call);
    }
    g_array_set_size(call->arrivals, 0);
}

static void test_a_calm_line_costs_one_frame(void)
{
    static const uint32_t durations[] = {480, 960, 1920, 2880, 5760};

    for (size_t d = 0; d < G_N_ELEMENTS(durations); d++) {
        for (int64_t phase_us = 0; phase_us < TICK_US; phase_us += 1000) {
            Call call;
            call_init(&call, durations[d], phase_us);
            for (int64_t n = 0; n < 200; n++) {
                send_speech(&call, n, g_test_rand_int_range(0, 2000), LOUD);
            }
            run(&call);
            const uint64_t played = call.count[JITTER_BUFFER_FRAME];
            g_test_message("%u ticks, %" PRId64 " us", durations[d], phase_us);
            g_assert_cmpuint(played, >=, 195);
            g_assert_cmpuint(call.count[JITTER_BUFFER_PLC], ==, 0);
            g_assert_cmpuint(call.count[JITTER_BUFFER_FEC], ==, 0);
            g_assert_cmpuint(call.count[JITTER_BUFFER_DISCARD], ==, 0);
            /* The jitter of 2 ms, the 8 that are needed and at most a tick; 10 more for halves of a tick. */
            g_assert_cmpint(call.delay_max_us, <=, durations[d] < TICK ? 40000 : 30000);
            call_clear(&call);
        }
    }
}

static void test_a_jittery_line_gets_what_it_needs(void)
{
    Call call;
    call_init(&call, TICK, 0);
    for (int64_t n = 0; n < 500; n++) {
        send_speech(&call, n, g_test_rand_int_range(0, 60000), LOUD);
    }
    run(&call);
    for (int64_t n = 500; n < 3000; n++) {
        send_speech(&call, n, g_test_rand_int_range(0, 60000), LOUD);
    }
    run(&call);
    const JitterBufferStats stats = jitter_buffer_stats(call.buffer);
    g_assert_cmpint(stats.needed_us, >=, 50000);
    g_assert_cmpint(stats.needed_us, <=, 63000);
    g_assert_cmpuint(call.count[JITTER_BUFFER_FRAME], >=, 2500 * 95 / 100);
    g_assert_cmpint(call.delay_sum_us / 2500, <=, 90000);
    call_clear(&call);
}

static void test_losses_are_bridged(void)
{
    static const struct {
        const char *why;
        int64_t lost;
        uint64_t fec;
        uint64_t plc;
    } cases[] = {
            {"one lost: the next one has a copy", 1, 1, 0},
            {"two lost: the first is concealed", 2, 1, 1},
            {"four lost", 4, 1, 3},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        /* The tick is 4 ms behind the arrivals, so that the next packet is there when a lost one is due. */
        Call call;
        call_init(&call, TICK, 4000);
        g_test_message("%s", cases[i].why);
        for (int64_t n = 0; n < 100; n++) {
            send_speech(
                    &call, n, n < 3 ? 30000 - 10000 * n : 0, LOUD); /* begins with 24 ms of delay */
        }
        run(&call);
        for (int64_t n = 100 + cases[i].lost; n < 200; n++) {
            send_speech(&call, n, 0, LOUD);
        }
        run(&call);
        g_assert_cmpuint(call.count[JITTER_BUFFER_FRAME], >=, (uint64_t)(100 - cases[i].lost - 2));
        g_assert_cmpuint(call.count[JITTER_BUFFER_FEC], ==, cases[i].fec);
        g_assert_cmpuint(call.count[JITTER_BUFFER_PLC], ==, cases[i].plc);
        g_assert_cmpuint(call.count[JITTER_BUFFER_SILENCE], ==, 0);
        g_assert_cmpint(call.delay_max_us, <=, 32000);
        call_clear(&call);
    }
}

/* Five in a hundred lost at random: nothing is ever silent, and the delay stays that of a calm line. */
static void test_random_loss_does_not_grow_the_delay(void)
{
    for (uint32_t duration = 480; duration <= 2880; duration += 480) {
        Call call;
        call_init(&call, duration, 7000);
        for (int64_t n = 0; n < 2000; n++) {
            if (g_test_rand_int_range(0, 20) != 0) {
                send_speech(&call, n, g_test_rand_int_range(0, 3000), LOUD);
            }
        }
        run(&call);
        g_assert_cmpuint(call.count[JITTER_BUFFER_FRAME], >=, 2000 * 90 / 100);
        g_assert_cmpuint(
                call.count[JITTER_BUFFER_SILENCE], <=, 80); /* 1 s until it starts, and long gaps */
        g_assert_cmpint(call.delay_sum_us / (int64_t)call.count[JITTER_BUFFER_FRAME], <=,
                24000 + duration_us(&call)); /* 3 ms of jitter, kept by the worst of its packets */
        call_clear(&call);
    }
}

/* Three in ten lost at random; what is lost comes again in the packet `distance` later, if that comes. */
static uint64_t bridged_of_lost(unsigned distance, uint64_t *ret_copies)
{
    enum { PACKETS = 3000 };
    bool came[PACKETS] = {0};
    Call call;
    call_init(&call, TICK, 7000);
    for (int64_t n = 0; n < PACKETS; n++) {
        came[n] = n < 3 || g_test_rand_int_range(0, 10) >= 3;
        if (!came[n]) {
            continue;
        }
        const int64_t old = n - distance;
        if (distance > 0 && old >= 0 && !came[old]) {
            send(&call,
                    (Arrival){
                            .at_us = 1000000 + n * TICK_US,
                            .seq = old,
                            .timestamp = (uint32_t)old * TICK,
                            .level = JITTER_BUFFER_LEVEL_UNKNOWN,
                            .copy = true,
                    });
        }
        send_speech(&call, n, 1, LOUD); /* behind its copy */
        g_array_index(call.arrivals, Arrival, call.arrivals->len - 1).mends =
                n > 0 && !came[n - 1] && distance != 1;
    }
    run(&call);
    *ret_copies = jitter_buffer_stats(call.buffer).recovered_copies;
    const uint64_t bridged = call.count[JITTER_BUFFER_PLC];
    g_assert_cmpint(call.delay_sum_us / (int64_t)call.count[JITTER_BUFFER_FRAME], <=,
            40000 + MAX(distance, 1) * TICK_US);
    call_clear(&call);
    return bridged;
}

/* Of 900 that are lost 270 are so with the next one too, and 81 with the two after. */
static void test_copies_are_waited_for(void)
{
    uint64_t copies = 0;
    g_assert_cmpuint(bridged_of_lost(0, &copies), <=, 400);
    g_assert_cmpuint(copies, ==, 0);
    g_assert_cmpuint(bridged_of_lost(1, &copies), <=, 400);
    g_assert_cmpuint(copies, >=, 500);
    g_assert_cmpuint(bridged_of_lost(2, &copies), <=, 180);
    g_assert_cmpuint(copies, >=, 500);
    g_assert_cmpuint(bridged_of_lost(8, &copies), <=, 200);
}

static void test_a_stall_is_caught_up(void)
{
    static const struct {
        const char *why;
        uint8_t level;
        int64_t stall_us;
        int64_t seconds;
    } cases[] = {
            {"quiet, 300 ms", QUIET, 300000, 8},
            {"loud, 300 ms", LOUD, 300000, 12},
            {"quiet, longer than the buffer may be", QUIET, 1500000, 8},
            {"loud, longer than the buffer may be", LOUD, 1500000, 12},
            {"longer than we believe", LOUD, 4000000, 12},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Call call;
        call_init(&call, TICK, 0);
        g_test_message("%s", cases[i].why);
        const int64_t stalled = cases[i].stall_us / TICK_US;
        for (int64_t n = 0; n < 200; n++) {
            send_speech(&call, n, 0, cases[i].level);
        }
        for (int64_t n = 0; n < stalled; n++) { /* all arrive with the last of them */
            send_speech(&call, 200 + n, cases[i].stall_us - n * TICK_US, cases[i].level);
        }
        for (int64_t n = 200 + stalled; n < 200 + stalled + cases[i].seconds * 50; n++) {
            send_speech(&call, n, 0, cases[i].level);
        }
        run(&call);
        g_assert_cmpint(call.delay_max_us, <=, config.needed_max_us + 2 * TICK_US);
        g_assert_cmpint(jitter_buffer_stats(call.buffer).delay_us, <=, 34000);
        g_assert_cmpint(call.last_played, >=, 200 + stalled + cases[i].seconds * 50 - 4);
        call_clear(&call);
    }
}

/* Somebody wants the sound later than the line needs it: it grows to it and goes back, and loses nothing on the way. */
static void test_a_least_delay_is_reached_and_left(void)
{
    static const struct {
        uint8_t level;
        int64_t there, back; /* packets */
    } cases[] = {{QUIET, 40, 50}, {LOUD, 140, 160}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const uint8_t level = cases[i].level;
        const int64_t there = 100 + cases[i].there;
        const int64_t back = there + cases[i].back;
        Call call;
        call_init(&call, TICK, 4000);
        for (int64_t n = 0; n < 100; n++) {
            send_speech(&call, n, 0, level);
        }
        run(&call);
        g_assert_cmpint(call.delay_max_us, <=, 30000);
        jitter_buffer_set_least(call.buffer, 150000);
        for (int64_t n = 100; n < there; n++) {
            send_speech(&call, n, 0, level);
        }
        run(&call);
        g_assert_cmpint(jitter_buffer_stats(call.buffer).delay_us, >=, 130000);
        g_assert_cmpint(call.delay_max_us, <=, 170000);
        g_assert_cmpuint(call.count[JITTER_BUFFER_PLC], <=, 8);
        g_assert_cmpuint(call.count[JITTER_BUFFER_DISCARD], ==, 0);
        jitter_buffer_set_least(call.buffer, 0);
        for (int64_t n = there; n < back; n++) {
            send_speech(&call, n, 0, level);
        }
        run(&call);
        g_assert_cmpint(jitter_buffer_stats(call.buffer).delay_us, <=, 34000);
        g_assert_cmpuint(call.count[JITTER_BUFFER_DISCARD], <=, 8);
        g_assert_cmpuint(jitter_buffer_stats(call.buffer).underruns, ==, 0);
        jitter_buffer_set_least(call.buffer, 10 * config.needed_max_us);
        g_assert_cmpint(jitter_buffer_stats(call.buffer).needed_us, ==, config.needed_max_us);
        call_clear(&call);
    }
}

/* DTX: the numbers go on, the time leaps. Not a loss. */
static void test_a_pause_is_silence(void)
{
    enum { PAUSES = 20 };
    Call call;
    call_init(&call, TICK, 0);
    for (int64_t n = 0; n < 50; n++) {
        send_speech(&call, n, 0, LOUD);
    }
    run(&call);
    for (int64_t n = 0; n < PAUSES; n++) {
        const int64_t frame = 50 + n * 20; /* one each 400 ms */
        send(&call,
                (Arrival){
                        .at_us = 1000000 + frame * TICK_US,
                        .seq = 50 + n,
                        .timestamp = (uint32_t)frame * TICK,
                        .level = 127,
                        .pause = true,
                });
    }
    run(&call);
    g_assert_cmpuint(call.count[JITTER_BUFFER_PLC], ==, 0);
    g_assert_cmpuint(call.count[JITTER_BUFFER_FEC], ==, 0);
    g_assert_cmpuint(call.count[JITTER_BUFFER_FRAME], >=, PAUSES - 1);
    g_assert_cmpint(call.delay_max_us, <=, 34000);
    call_clear(&call);
}

static void test_an_end_is_concealed_and_then_silent(void)
{
    Call call;
    call_init(&call, TICK, 0);
    for (int64_t n = 0; n < 50; n++) {
        send_speech(&call, n, 0, LOUD);
    }
    run(&call);
    for (int i = 0; i < 50; i++) {
        call.now_us += TICK_US;
        take_tick(&call);
    }
    g_assert_cmpuint(call.count[JITTER_BUFFER_PLC], ==, 5); /* 100 ms */
    g_assert_cmpuint(call.count[JITTER_BUFFER_FRAME], ==, 50);
    g_assert_cmpuint(jitter_buffer_stats(call.buffer).underruns, ==, 1);

    for (int64_t n = 150; n < 200; n++) { /* and it comes back */
        send_speech(&call, n, 0, LOUD);
    }
    run(&call);
    g_assert_cmpuint(call.count[JITTER_BUFFER_FRAME], >=, 48);
    g_assert_cmpuint(call.count[JITTER_BUFFER_PLC], ==, 0);
    call_clear(&call);
}

static void test_drift_is_followed(void)
{
    enum { PACKETS = 10 * 60 * 50 };
    for (int sign = -1; sign <= 1; sign += 2) {
        Call call;
        call_init(&call, TICK, 5000);
        for (int64_t n = 0; n < PACKETS; n++) { /* 200 ppm for ten minutes: 120 ms in all */
            send_speech(&call, n, sign * n * TICK_US / 5000, n % 100 < 50 ? LOUD : QUIET);
        }
        run(&call);
        const uint64_t changes = call.count[JITTER_BUFFER_DISCARD] + call.count[JITTER_BUFFER_PLC];
        g_assert_cmpuint(changes, <=, 12);
        g_assert_cmpint(call.delay_max_us, <=, 40000);
        g_assert_cmpuint(call.count[JITTER_BUFFER_FRAME], >=, PACKETS - 12);
        call_clear(&call);
    }
}

/* Numbers and times that wrap change nothing: the same line gives the same sound wherever they begin. */
static void test_wraps_change_nothing(void)
{
    static const int64_t firsts[] = {0, 65500, 131000, 196500, (INT64_C(1) << 32) / TICK - 100,
            3 * (INT64_C(1) << 32) / TICK - 100, (INT64_C(1) << 31) / TICK - 100};
    uint64_t expected[ACTIONS] = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(firsts); i++) {
        Call call;
        call_init(&call, TICK, 3000);
        for (int64_t n = 0; n < 1000; n++) {
            if (n % 17 != 5) {
                send(&call,
                        (Arrival){
                                .at_us = 1000000 + n * TICK_US + n * 7919 % 30000,
                                .seq = firsts[i] + n,
                                .timestamp = (uint32_t)((firsts[i] + n) * TICK),
                                .level = LOUD,
                        });
            }
        }
        run(&call);
        g_assert_cmpuint(jitter_buffer_stats(call.buffer).resets, ==, 0);
        for (size_t action = 0; action < ACTIONS; action++) {
            if (i == 0) {
                expected[action] = call.count[action];
            }
            g_assert_cmpuint(call.count[action], ==, expected[action]);
        }
        call_clear(&call);
    }
}

static void test_a_leap_begins_anew(void)
{
    Call call;
    call_init(&call, TICK, 0);
    for (int64_t n = 0; n < 50; n++) {
        send_speech(&call, n, 0, LOUD);
    }
    run(&call);
    for (int64_t n = 50; n < 100; n++) {
        send(&call,
                (Arrival){
                        .at_us = 1000000 + n * TICK_US,
                        .seq = 0x20000 + n,
                        .timestamp = (uint32_t)(0x90000000 + n * TICK),
                        .level = LOUD,
                });
    }
    run(&call);
    g_assert_cmpuint(call.count[JITTER_BUFFER_FRAME], >=, 48);
    g_assert_cmpuint(jitter_buffer_stats(call.buffer).resets, ==, 1);
    call_clear(&call);
}

static void count_free(gpointer freed)
{
    ++*(int *)freed;
}

static void put_counted(JitterBuffer *buffer, int64_t seq, uint32_t duration, int *freed)
{
    g_autoptr(GBytes) payload = g_bytes_new_with_free_func("x", 1, count_free, freed);
    const JitterBufferPacket packet = {
            .seq = seq,
            .timestamp_ticks = (uint32_t)seq * TICK,
            .duration_ticks = duration,
            .arrival_us = seq * TICK_US,
            .level_dbov = JITTER_BUFFER_LEVEL_UNKNOWN,
    };
    jitter_buffer_put(buffer, &packet, payload);
}

static void test_holds_no_more_than_it_may(void)
{
    int freed = 0;
    JitterBuffer *buffer = jitter_buffer_new(&config);
    for (int64_t seq = 0; seq < JITTER_BUFFER_PACKETS_MAX + 10; seq++) {
        put_counted(buffer, seq, TICK, &freed);
    }
    g_assert_cmpuint(jitter_buffer_size(buffer), ==, JITTER_BUFFER_PACKETS_MAX);
    g_assert_cmpint(freed, ==, 10);

    put_counted(buffer, JITTER_BUFFER_PACKETS_MAX, TICK, &freed);
    g_assert_cmpuint(jitter_buffer_stats(buffer).duplicates, ==, 1);
    put_counted(buffer, 9, TICK, &freed);
    g_assert_cmpuint(jitter_buffer_stats(buffer).late, ==, 1);
    g_assert_cmpint(freed, ==, 12);

    jitter_buffer_free(buffer);
    g_assert_cmpint(freed, ==, JITTER_BUFFER_PACKETS_MAX + 12);
    jitter_buffer_free(NULL);
}

static void test_refuses_senseless_durations(void)
{
    static const uint32_t durations[] = {0, 119, 6001, UINT32_MAX};
    int freed = 0;
    g_autoptr(JitterBuffer) buffer = jitter_buffer_new(&config);
    for (size_t i = 0; i < G_N_ELEMENTS(durations); i++) {
        put_counted(buffer, (int64_t)i, durations[i], &freed);
    }
    g_assert_cmpuint(jitter_buffer_size(buffer), ==, 0);
    g_assert_cmpuint(jitter_buffer_stats(buffer).refused, ==, G_N_ELEMENTS(durations));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/jitter_buffer/a_calm_line_costs_one_frame", test_a_calm_line_costs_one_frame);
    g_test_add_func("/jitter_buffer/a_jittery_line_gets_what_it_needs",
            test_a_jittery_line_gets_what_it_needs);
    g_test_add_func("/jitter_buffer/losses_are_bridged", test_losses_are_bridged);
    g_test_add_func("/jitter_buffer/random_loss_does_not_grow_the_delay",
            test_random_loss_does_not_grow_the_delay);
    g_test_add_func("/jitter_buffer/copies_are_waited_for", test_copies_are_waited_for);
    g_test_add_func("/jitter_buffer/a_least_delay_is_reached_and_left",
            test_a_least_delay_is_reached_and_left);
    g_test_add_func("/jitter_buffer/a_stall_is_caught_up", test_a_stall_is_caught_up);
    g_test_add_func("/jitter_buffer/a_pause_is_silence", test_a_pause_is_silence);
    g_test_add_func("/jitter_buffer/an_end_is_concealed_and_then_silent",
            test_an_end_is_concealed_and_then_silent);
    g_test_add_func("/jitter_buffer/drift_is_followed", test_drift_is_followed);
    g_test_add_func("/jitter_buffer/wraps_change_nothing", test_wraps_change_nothing);
    g_test_add_func("/jitter_buffer/a_leap_begins_anew", test_a_leap_begins_anew);
    g_test_add_func("/jitter_buffer/holds_no_more_than_it_may", test_holds_no_more_than_it_may);
    g_test_add_func("/jitter_buffer/refuses_senseless_durations", test_refuses_senseless_durations);
    return g_test_run();
}
