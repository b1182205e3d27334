#include "mcu/media/echo_watch.h"

#include "mcu/media/audio_level.h"

#include <glib.h>

enum { SECOND = 50, TALK_MAX = 60 * SECOND };

/* The loudness of somebody who talks: syllables in phrases, each voice by its own dice. */
static void talk(uint32_t seed, uint8_t *levels, int count)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    int at = 0;

    while (at < count) {
        for (int syllables = g_rand_int_range(random, 3, 10); syllables > 0; syllables--) {
            const int loudest = g_rand_int_range(random, 14, 26);
            const int length = g_rand_int_range(random, 8, 15);
            for (int i = 0; i < length && at < count; i++) {
                levels[at++] = (uint8_t)(loudest + (i - 3) * (i - 3) / 2);
            }
        }
        for (int pause = g_rand_int_range(random, 10, 40); pause > 0 && at < count; pause--) {
            levels[at++] = 68;
        }
    }
}

typedef struct Hall {
    EchoWatch watch;
    uint8_t far[TALK_MAX], own[TALK_MAX];
    int at;
} Hall;

static Hall *hall_new(uint32_t seed)
{
    Hall *hall = g_new0(Hall, 1);
    talk(seed, hall->far, TALK_MAX);
    talk(seed + 1000, hall->own, TALK_MAX);
    return hall;
}

typedef struct Scene {
    int delay; /* ticks until the hall returns what it is sent; 0: it does not */
    int weaker_db;
    bool talks;   /* somebody talks in the hall … */
    int lower_db; /* … not into the microphone */
    bool jitter;  /* packets come a tick early or late */
    bool nobody;  /* talks far away */
} Scene;

static void run(Hall *hall, const Scene *scene, int seconds)
{
    for (int end = hall->at + seconds * SECOND; hall->at < end; hall->at++) {
        const int late = scene->jitter ? hall->at * 7 % 3 - 1 : 0;
        const int from = hall->at - scene->delay + late;
        uint8_t heard = scene->talks ? hall->own[hall->at] + scene->lower_db : 66;
        if (scene->delay > 0 && from >= 0 && !scene->nobody) {
            heard = MIN(heard, hall->far[from] + scene->weaker_db);
        }
        echo_watch_tick(
                &hall->watch, scene->nobody ? AUDIO_LEVEL_SILENCE : hall->far[hall->at], heard);
        if (hall->at % SECOND == SECOND - 1) {
            echo_watch_judge(&hall->watch);
        }
    }
}

static void test_finds_echoes_and_nothing_else(void)
{
    static const struct {
        const char *why;
        Scene scene;
        bool judged, echo;
    } cases[] = {
            {"a quiet hall", {0}, true, false},
            {"nobody speaks to it", {.talks = true, .nobody = true}, false, false},
            {"somebody talks at the same time", {.talks = true}, true, false},
            {"an echo", {.delay = 10}, true, true},
            {"a weak one over a poor line", {.delay = 50, .weaker_db = 18, .jitter = true}, true,
                    true},
            {"as late as can be", {.delay = ECHO_WATCH_LAGS}, true, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        for (uint32_t seed = 1; seed <= 20; seed++) {
            g_autofree Hall *hall = hall_new(seed);
            g_test_message("%s, %u", cases[i].why, seed);
            run(hall, &cases[i].scene, 12);
            g_assert_true(hall->watch.judged == cases[i].judged);
            g_assert_true(hall->watch.echo == cases[i].echo);
            if (cases[i].echo) {
                g_assert_cmpint(ABS(hall->watch.delay_us / 20000 - cases[i].scene.delay), <=, 1);
            }
        }
    }
}

/* Question, answer, question, answer, as regular as people never are. */
static void test_turns_are_no_echo(void)
{
    g_autofree Hall *hall = hall_new(3);

    for (int i = 0; i < TALK_MAX; i++) {
        if (i / SECOND % 2 == 0) {
            hall->own[i] = 68;
        } else {
            hall->far[i] = 68;
        }
    }
    run(hall, &(Scene){.talks = true}, 40);
    g_assert_true(hall->watch.judged);
    g_assert_false(hall->watch.echo);
}

/*
 * What two say at the same time is alike for some seconds now and then, and more often where a machine that is too slow
 * lets both halt together: that is chance, and ends.
 */
static void test_chance_is_no_echo(void)
{
    enum { HALLS = 400 };

    for (uint32_t seed = 1; seed <= HALLS; seed++) {
        g_autofree Hall *hall = hall_new(seed * 7);
        g_autoptr(GRand) random = g_rand_new_with_seed(seed);
        for (int at = 0; seed % 2 == 0 && at < TALK_MAX;) {
            const int held = g_rand_int_range(random, SECOND, 2 * SECOND);
            for (int end = MIN(at + held, TALK_MAX); at < end; at++) {
                hall->far[at] = hall->own[at] = AUDIO_LEVEL_SILENCE;
            }
            at += g_rand_int_range(random, SECOND, 3 * SECOND);
        }
        for (int second = 0; second < TALK_MAX / SECOND; second++) {
            run(hall, &(Scene){.talks = true}, 1);
            g_test_message("hall %u, second %d: %u %%", seed, second, hall->watch.likeness_percent);
            g_assert_false(hall->watch.echo);
        }
    }
}

/* Somebody mumbles over it, so that it is never as alike as in a quiet hall. */
static void test_one_that_stays_is_found(void)
{
    unsigned doubtful = 0;

    for (uint32_t seed = 1; seed <= 20; seed++) {
        g_autofree Hall *hall = hall_new(seed);
        bool sure = false;
        for (int second = 0; second < 20; second++) {
            run(hall, &(Scene){.delay = 20, .talks = true, .lower_db = 12}, 1);
            sure = sure || hall->watch.sure >= ECHO_WATCH_SURE_TIMES;
        }
        g_assert_true(hall->watch.echo);
        doubtful += sure ? 0 : 1;
    }
    g_assert_cmpuint(doubtful, >, 0);
}

static void test_comes_and_goes(void)
{
    g_autofree Hall *hall = hall_new(9);

    run(hall, &(Scene){0}, 12);
    g_assert_false(hall->watch.echo);
    run(hall, &(Scene){.delay = 15, .weaker_db = 6}, 8);
    g_assert_true(hall->watch.echo);
    run(hall, &(Scene){.nobody = true}, 15);
    g_assert_true(hall->watch.echo); /* nobody can tell */
    run(hall, &(Scene){0}, 10);
    g_assert_false(hall->watch.echo);
}

static void test_what_nobody_can_tell_is_forgotten(void)
{
    g_autofree Hall *hall = hall_new(9);

    run(hall, &(Scene){.delay = 15}, 12);
    g_assert_true(hall->watch.echo);
    run(hall, &(Scene){.nobody = true}, 40);
    g_assert_false(hall->watch.echo);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/echo_watch/finds_echoes_and_nothing_else", test_finds_echoes_and_nothing_else);
    g_test_add_func("/echo_watch/turns_are_no_echo", test_turns_are_no_echo);
    g_test_add_func("/echo_watch/chance_is_no_echo", test_chance_is_no_echo);
    g_test_add_func("/echo_watch/one_that_stays_is_found", test_one_that_stays_is_found);
    g_test_add_func("/echo_watch/comes_and_goes", test_comes_and_goes);
    g_test_add_func("/echo_watch/is_forgotten", test_what_nobody_can_tell_is_forgotten);
    return g_test_run();
}
