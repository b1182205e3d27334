#include "mcu/room/beat_phase.h"

#include "mcu/rtp/jitter_buffer.h"

#include <glib.h>

enum {
    TICK_US = BEAT_PHASE_PERIOD_US,
    SAMPLES = 960, /* a tick */
    NEEDED_US = 8000,
    SECOND = 50, /* ticks */
    TALKERS_MAX = 3,
    LOUD = 20,
    QUIET = 70,
};

#define START_US INT64_C(1000000)

/* A talker on a calm line: a packet each 20 ms, at its own moment of the beat. */
typedef struct Talker {
    int64_t after_us; /* the beat */
    JitterBuffer *buffer;
    int64_t sent;
    bool speaks;
    int64_t wait_us; /* of the last packet, more than the line needs */
    uint64_t bad;    /* concealed, or left out while it spoke */
} Talker;

/* Ticks of the sound, in a time that is made. */
typedef struct Hall {
    BeatPhase phase;
    Talker talkers[TALKERS_MAX];
    size_t count;
    int64_t beat;
    GRand *random;
    int64_t lowest_us, highest_us, step_us; /* of the offset */
} Hall;

static void hall_init(Hall *hall, size_t count, const int64_t *after_us)
{
    *hall = (Hall){.count = count, .random = g_rand_new_with_seed(7)};
    for (size_t i = 0; i < count; i++) {
        hall->talkers[i] = (Talker){.after_us = after_us[i],
                .speaks = true,
                .buffer = jitter_buffer_new(&(JitterBufferConfig){
                        .clock_hz = 48000,
                        .tick_us = TICK_US,
                        .needed_min_us = NEEDED_US,
                        .needed_max_us = 200000,
                })};
    }
}

static void hall_clear(Hall *hall)
{
    for (size_t i = 0; i < hall->count; i++) {
        jitter_buffer_free(hall->talkers[i].buffer);
    }
    g_rand_free(hall->random);
}

static void send_until(Hall *hall, Talker *talker, int64_t now_us)
{
    static const uint8_t byte = 0;
    g_autoptr(GBytes) payload = g_bytes_new_static(&byte, 1);
    for (;;) {
        const int64_t at_us = START_US + talker->sent * TICK_US + talker->after_us;
        if (at_us + 1000 > now_us) {
            return;
        }
        const JitterBufferPacket packet = {
                .seq = talker->sent,
                .timestamp_ticks = (uint32_t)(talker->sent * SAMPLES),
                .duration_ticks = SAMPLES,
                .arrival_us = at_us + g_rand_int_range(hall->random, 0, 1000),
                .level_dbov = talker->speaks ? LOUD : QUIET,
        };
        jitter_buffer_put(talker->buffer, &packet, payload);
        talker->sent++;
    }
}

static void tick(Hall *hall)
{
    const int64_t beat_us = START_US + hall->beat++ * TICK_US;
    const int64_t before_us = hall->phase.offset_us;
    const int64_t now_us = beat_us + before_us + g_rand_int_range(hall->random, 0, 300);
    for (size_t i = 0; i < hall->count; i++) {
        Talker *talker = &hall->talkers[i];
        JitterBufferSound sound;
        send_until(hall, talker, now_us);
        do {
            sound = jitter_buffer_take(talker->buffer, now_us);
            g_bytes_unref(sound.payload);
            talker->bad += talker->speaks && sound.action == JITTER_BUFFER_DISCARD ? 1 : 0;
        } while (sound.action == JITTER_BUFFER_DISCARD);
        talker->wait_us = jitter_buffer_stats(talker->buffer).spare_us;
        talker->bad += sound.action == JITTER_BUFFER_PLC ? 1 : 0;
        if (sound.action == JITTER_BUFFER_FRAME && talker->speaks) {
            beat_phase_note(&hall->phase, now_us - beat_us, talker->wait_us);
        }
    }
    const int64_t offset_us = beat_phase_next(&hall->phase);
    hall->lowest_us = MIN(hall->lowest_us, offset_us);
    hall->highest_us = MAX(hall->highest_us, offset_us);
    hall->step_us = MAX(hall->step_us, ABS(offset_us - before_us));
}

static void run(Hall *hall, int ticks)
{
    for (int i = 0; i < ticks; i++) {
        tick(hall);
    }
}

static void assert_bounded(const Hall *hall)
{
    g_assert_cmpint(hall->lowest_us, >=, -BEAT_PHASE_OFFSET_MAX_US);
    g_assert_cmpint(hall->highest_us, <=, BEAT_PHASE_OFFSET_MAX_US);
    g_assert_cmpint(hall->step_us, <=, BEAT_PHASE_STEP_US);
}

/* Whatever the moment that its packets come at: its sound waits for hardly more than the line needs, and none is lost. */
static void test_who_talks_waits_for_no_tick(void)
{
    for (int64_t after_us = 0; after_us < TICK_US; after_us += 700) {
        Hall hall;
        hall_init(&hall, 1, &after_us);
        run(&hall, 8 * SECOND);
        g_test_message("%d us: waits %d, offset %d", (int)after_us, (int)hall.talkers[0].wait_us,
                (int)hall.phase.offset_us);
        /* Less than what it is moved for, a bin, and what is spare. */
        const int64_t most_us =
                BEAT_PHASE_GAIN_US + 2 * (int64_t)BEAT_PHASE_BIN_US + BEAT_PHASE_SPARE_US;
        g_assert_cmpint(hall.talkers[0].wait_us, <=, most_us);
        g_assert_cmpint(hall.talkers[0].wait_us, >=, 0);
        g_assert_cmpuint(hall.talkers[0].bad, ==, 0);
        run(&hall,
                60 * SECOND); /* the fastest packet of a minute tells more than that of a second */
        const int64_t offset_us = hall.phase.offset_us;
        run(&hall, 60 * SECOND);
        g_assert_cmpint(hall.phase.offset_us, ==, offset_us); /* and there it rests */
        assert_bounded(&hall);
        hall_clear(&hall);
    }
}

/* The least mean wait that any phase could give. */
static int64_t least_mean_us(const int64_t *moments)
{
    int64_t least_us = TICK_US;
    for (int64_t at_us = 0; at_us < TICK_US; at_us += 100) {
        int64_t sum_us = 0;
        for (size_t i = 0; i < TALKERS_MAX; i++) {
            sum_us += (at_us - moments[i] + TICK_US) % TICK_US;
        }
        least_us = MIN(least_us, sum_us / TALKERS_MAX);
    }
    return least_us;
}

/* Of several the mean wait counts, and is near the least that there can be, whichever phase it began with. */
static void test_of_several_the_mean_counts(void)
{
    static const int64_t moments[][TALKERS_MAX] = {{0, 5000, 15000}, {12000, 12500, 3000},
            {0, 6600, 13300}, {1000, 1100, 19900}, {8000, 9000, 10000}, {19000, 14000, 15500}};
    for (size_t i = 0; i < G_N_ELEMENTS(moments); i++) {
        Hall hall;
        int64_t sum_us = 0;
        hall_init(&hall, TALKERS_MAX, moments[i]);
        run(&hall, 30 * SECOND);
        for (size_t k = 0; k < TALKERS_MAX; k++) {
            sum_us += hall.talkers[k].wait_us;
            hall.talkers[k].bad = 0;
        }
        const int64_t least_us = least_mean_us(moments[i]);
        g_test_message("case %d: %d us, at least %d, offset %d", (int)i,
                (int)(sum_us / TALKERS_MAX), (int)least_us, (int)hall.phase.offset_us);
        g_assert_cmpint(sum_us / TALKERS_MAX, <=,
                least_us + BEAT_PHASE_GAIN_US + BEAT_PHASE_SPARE_US +
                        2 * (int64_t)BEAT_PHASE_BIN_US);
        run(&hall, 60 * SECOND);
        for (size_t k = 0; k < TALKERS_MAX; k++) {
            g_assert_cmpuint(hall.talkers[k].bad, ==, 0); /* it has come to rest */
        }
        assert_bounded(&hall);
        hall_clear(&hall);
    }
}

/* A dialogue: the tick goes to whoever speaks, within bounds, and takes no word from the one who does. */
static void test_follows_a_dialogue(void)
{
    static const int64_t after_us[] = {1000, 9000};
    Hall hall;
    hall_init(&hall, 2, after_us);
    for (int turn = 0; turn < 40; turn++) {
        Talker *speaks = &hall.talkers[turn % 2];
        speaks->speaks = true;
        hall.talkers[1 - turn % 2].speaks = false;
        run(&hall, 10 * SECOND);
        g_assert_cmpint(speaks->wait_us, <=, 10000);
        run(&hall, SECOND / 5);
        speaks->speaks = false; /* a word's pause: what is too much is left out there */
        run(&hall, SECOND / 2);
    }
    g_assert_cmpuint(hall.talkers[0].bad + hall.talkers[1].bad, <=, 4);
    assert_bounded(&hall);
    hall_clear(&hall);
}

static void test_silence_and_coughs_move_nothing(void)
{
    const int64_t after_us = 15000;
    Hall hall;
    hall_init(&hall, 1, &after_us);
    hall.talkers[0].speaks = false;
    run(&hall, 20 * SECOND);
    g_assert_cmpint(hall.phase.offset_us, ==, 0);
    hall.talkers[0].speaks = true;
    run(&hall, SECOND / 5);
    hall.talkers[0].speaks = false;
    run(&hall, 5 * SECOND);
    g_assert_cmpint(hall.phase.offset_us, ==, 0);
    hall_clear(&hall);
}

/* What waits for long does so for its line's sake, or its pictures', and a tick more or less is nothing to it. */
static void test_long_waits_are_not_ours(void)
{
    BeatPhase phase = {0};
    for (int64_t i = 0; i < 60 * (int64_t)SECOND; i++) {
        beat_phase_note(&phase, phase.offset_us, 60000 + i % 19 * 1000);
        g_assert_cmpint(beat_phase_next(&phase), ==, 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/beat_phase/who_talks_waits_for_no_tick", test_who_talks_waits_for_no_tick);
    g_test_add_func("/beat_phase/of_several_the_mean_counts", test_of_several_the_mean_counts);
    g_test_add_func("/beat_phase/follows_a_dialogue", test_follows_a_dialogue);
    g_test_add_func(
            "/beat_phase/silence_and_coughs_move_nothing", test_silence_and_coughs_move_nothing);
    g_test_add_func("/beat_phase/long_waits_are_not_ours", test_long_waits_are_not_ours);
    return g_test_run();
}
