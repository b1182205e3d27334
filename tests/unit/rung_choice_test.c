#include "mcu/rtp/rung_choice.h"

#include <glib.h>

#define SECOND INT64_C(1000000)

static const RungNeeds needs_of_rungs = {.count = 3, .bps = {1500000, 500000, 160000}};

static void test_the_best_that_fits(void)
{
    static const struct {
        const char *why;
        int64_t bps;
        RungPlace place;
    } cases[] = {
            {"plenty", 100000000, {0, 2, false, false}},
            {"just the top", 1500000, {0, 2, false, false}},
            {"just not the top: all of the next before a part of this", 1499999,
                    {1, 2, false, false}},
            {"just the second", 500000, {1, 2, false, false}},
            {"the last", 160000, {2, 2, false, false}},
            {"its first two layers", 159999, {2, 1, false, false}},
            {"the same", 96000, {2, 1, false, false}},
            {"its base layer", 95999, {2, 0, false, false}},
            {"the same", 64000, {2, 0, false, false}},
            {"stills", 63999, {2, 0, false, true}},
            {"the same", RUNG_CHOICE_STILL_BPS, {2, 0, false, true}},
            {"the sound alone", RUNG_CHOICE_STILL_BPS - 1, {2, 0, true, false}},
            {"nothing is left", -50000, {2, 0, true, false}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        const RungPlace place = rung_needs_best(&needs_of_rungs, cases[i].bps);
        g_assert_cmpuint(place.rung, ==, cases[i].place.rung);
        g_assert_cmpuint(place.layer, ==, cases[i].place.layer);
        g_assert_true(place.off == cases[i].place.off);
        g_assert_true(place.still == cases[i].place.still);
        g_assert_cmpint(rung_needs_bps(&needs_of_rungs, place), <=, MAX(cases[i].bps, 0));
    }
}

static void test_without_layers_none_can_be_left_out(void)
{
    RungNeeds needs = needs_of_rungs;
    needs.single_layer = true;
    g_assert_true(rung_needs_best(&needs, 159999).still);
    g_assert_true(rung_needs_best(&needs, 20000).off);
    const RungPlace last = rung_needs_best(&needs, 160000);
    g_assert_cmpuint(last.rung, ==, 2);
    g_assert_cmpuint(last.layer, ==, 2);
    g_assert_cmpint(rung_needs_bps(&needs, (RungPlace){.rung = 2, .layer = 0}), ==, 160000);
}

/* @return when it first changed within the time, or -1 */
static int64_t run(RungChoice *choice, int64_t bps, int64_t *now_us, int64_t for_us)
{
    for (const int64_t until_us = *now_us + for_us; *now_us < until_us; *now_us += 20000) {
        if (rung_choice_update(choice, &needs_of_rungs, bps, *now_us)) {
            return *now_us;
        }
    }
    return -1;
}

static void test_down_at_once_up_with_patience(void)
{
    RungChoice choice = rung_choice();
    int64_t now_us = SECOND;

    g_assert_true(rung_choice_update(&choice, &needs_of_rungs, 2000000, now_us));
    g_assert_cmpuint(choice.place.rung, ==, 0);
    g_assert_cmpint(rung_choice_wanted_bps(&choice, &needs_of_rungs, now_us), ==, 0);

    g_test_message("down, over several rungs, within one call");
    g_assert_true(rung_choice_update(&choice, &needs_of_rungs, 200000, now_us));
    g_assert_cmpuint(choice.place.rung, ==, 2);

    g_test_message("a probe is for the next rung only, with a margin");
    const int64_t wanted_bps = rung_choice_wanted_bps(&choice, &needs_of_rungs, now_us);
    g_assert_cmpint(wanted_bps, >, 500000);
    g_assert_cmpint(wanted_bps, <, 650000);

    g_test_message("just enough is not room to spare");
    g_assert_cmpint(run(&choice, 510000, &now_us, 20 * SECOND), ==, -1);

    g_test_message("room that does not last");
    g_assert_cmpint(run(&choice, 600000, &now_us, SECOND / 2), ==, -1);
    g_assert_cmpint(run(&choice, 400000, &now_us, SECOND / 2), ==, -1);
    const int64_t from_us = now_us;
    g_assert_cmpint(run(&choice, 600000, &now_us, 5 * SECOND), >=, from_us + RUNG_CHOICE_HOLD_US);
    g_assert_cmpuint(choice.place.rung, ==, 1);
    g_assert_cmpint(run(&choice, 5000000, &now_us, 5 * SECOND), >, 0);
    g_assert_cmpuint(choice.place.rung, ==, 0);
    g_assert_cmpuint(choice.ups, ==, 2);
}

/* How long it waits when it was moved up and the line did not carry it. */
static int64_t wait_after_failure(RungChoice *choice, int64_t *now_us)
{
    const int64_t from_us = *now_us;
    g_assert_cmpint(run(choice, 600000, now_us, 60 * SECOND), >, 0);
    const int64_t waited_us = *now_us - from_us;
    *now_us += SECOND;
    g_assert_cmpint(run(choice, 200000, now_us, SECOND), >, 0);
    return waited_us;
}

static void test_failed_attempts_become_rarer(void)
{
    RungChoice choice = rung_choice();
    int64_t now_us = SECOND;
    rung_choice_update(&choice, &needs_of_rungs, 200000, now_us);

    const int64_t first_us = wait_after_failure(&choice, &now_us);
    g_assert_cmpint(
            rung_choice_wanted_bps(&choice, &needs_of_rungs, now_us), ==, 0); /* no probe either */
    const int64_t second_us = wait_after_failure(&choice, &now_us);
    const int64_t third_us = wait_after_failure(&choice, &now_us);
    const int64_t fourth_us = wait_after_failure(&choice, &now_us);
    g_assert_cmpint(second_us, >, first_us + RUNG_CHOICE_WAIT_US - SECOND);
    g_assert_cmpint(third_us, >, second_us);
    g_assert_cmpint(fourth_us, <=, RUNG_CHOICE_WAIT_MAX_US + RUNG_CHOICE_HOLD_US + SECOND);

    g_test_message("one that lasts makes good for it");
    g_assert_cmpint(run(&choice, 600000, &now_us, 60 * SECOND), >, 0);
    g_assert_cmpint(run(&choice, 520000, &now_us, 20 * SECOND), ==, -1);
    g_assert_cmpint(choice.wait_us, ==, RUNG_CHOICE_WAIT_US);
}

static void test_the_sound_alone_and_back(void)
{
    RungChoice choice = rung_choice();
    int64_t now_us = SECOND;
    rung_choice_update(&choice, &needs_of_rungs, 1000, now_us);
    g_assert_true(choice.place.off);
    g_assert_cmpint(rung_choice_wanted_bps(&choice, &needs_of_rungs, now_us), >, 64000);
    for (unsigned layer = 0; layer < 3; layer++) {
        const int64_t bps = 10000 + rung_choice_wanted_bps(&choice, &needs_of_rungs, now_us);
        g_assert_cmpint(run(&choice, bps, &now_us, 5 * SECOND), >, 0);
        g_assert_false(choice.place.off || choice.place.still);
        g_assert_cmpuint(choice.place.layer, ==, layer);
        g_assert_cmpuint(choice.place.rung, ==, 2);
    }
}

static void test_the_last_picture_is_not_taken_away_at_once(void)
{
    RungChoice choice = rung_choice();
    int64_t now_us = SECOND;
    rung_choice_update(&choice, &needs_of_rungs, 2000000, now_us);
    g_assert_true(rung_choice_update(&choice, &needs_of_rungs, 1000, now_us));
    g_assert_false(choice.place.off);
    g_assert_cmpuint(choice.place.rung, ==, 2);
    g_assert_cmpuint(choice.place.layer, ==, 0);
    g_assert_cmpint(run(&choice, 1000, &now_us, RUNG_CHOICE_OFF_US - SECOND / 10), ==, -1);
    g_assert_cmpint(run(&choice, 65000, &now_us, SECOND / 10), ==, -1);
    g_assert_cmpint(run(&choice, 1000, &now_us, RUNG_CHOICE_OFF_US - SECOND / 10), ==, -1);
    g_assert_cmpint(run(&choice, 1000, &now_us, SECOND), >, 0);
    g_assert_true(choice.place.off);
}

/* Motion ends as late as the picture itself; from stills to nothing and back it goes as from rung to rung. */
static void test_stills_are_between(void)
{
    RungChoice choice = rung_choice();
    int64_t now_us = SECOND;
    rung_choice_update(&choice, &needs_of_rungs, 2000000, now_us);
    g_assert_true(rung_choice_update(&choice, &needs_of_rungs, 30000, now_us));
    g_assert_false(choice.place.still);
    const int64_t still_us = run(&choice, 30000, &now_us, 5 * SECOND);
    g_assert_cmpint(still_us, >=, RUNG_CHOICE_OFF_US);
    g_assert_true(choice.place.still);
    g_assert_cmpint(rung_needs_bps(&needs_of_rungs, choice.place), ==, RUNG_CHOICE_STILL_BPS);
    g_test_message("what is tried next moves");
    g_assert_cmpint(rung_choice_wanted_bps(&choice, &needs_of_rungs, now_us), >, 64000);
    g_assert_true(rung_choice_update(&choice, &needs_of_rungs, 1000, now_us));
    g_assert_true(choice.place.off && !choice.place.still);
    g_assert_cmpint(run(&choice, 40000, &now_us, 10 * SECOND), >, 0);
    g_assert_true(choice.place.still);
    g_assert_cmpint(run(&choice, 80000, &now_us, 10 * SECOND), >, 0);
    g_assert_false(choice.place.still || choice.place.off);
    g_assert_cmpuint(choice.place.layer, ==, 0);
}

static void test_a_demoted_receiver_stays_below(void)
{
    RungChoice choice = rung_choice();
    int64_t now_us = SECOND;
    rung_choice_update(&choice, &needs_of_rungs, 5000000, now_us);
    rung_choice_demote(&choice, &needs_of_rungs, now_us);
    g_assert_cmpint(run(&choice, 5000000, &now_us, SECOND), >, 0);
    g_assert_cmpuint(choice.place.rung, ==, 1);
    g_assert_cmpint(rung_choice_wanted_bps(&choice, &needs_of_rungs, now_us), ==, 0);
    g_assert_cmpint(run(&choice, 5000000, &now_us, 25 * SECOND), ==, -1);
    rung_choice_demote(&choice, &needs_of_rungs, now_us);
    g_assert_cmpint(run(&choice, 5000000, &now_us, SECOND), >, 0);
    g_assert_cmpuint(choice.place.rung, ==, 2);
    rung_choice_demote(&choice, &needs_of_rungs, now_us); /* there is nothing below */
    g_assert_cmpint(run(&choice, 5000000, &now_us, 60 * SECOND), >, 0);
    g_assert_cmpuint(choice.place.rung, ==, 0);
}

static void test_a_single_rung(void)
{
    const RungNeeds needs = {.count = 1, .bps = {160000}};
    RungChoice choice = rung_choice();
    rung_choice_update(&choice, &needs, 1000000, 0);
    g_assert_cmpint(rung_choice_wanted_bps(&choice, &needs, 0), ==, 0);
    rung_choice_demote(&choice, &needs, 0);
    g_assert_false(rung_choice_update(&choice, &needs, 1000000, 0));
    g_assert_true(rung_choice_update(&choice, &needs, 100000, 0));
    g_assert_cmpuint(choice.place.layer, ==, 1);
}

/* Rungs that go away (another view has fewer) leave it on one that there is. */
static void test_fewer_rungs(void)
{
    const RungNeeds fewer = {.count = 1, .bps = {500000}};
    RungChoice choice = rung_choice();
    rung_choice_update(&choice, &needs_of_rungs, 200000, 0);
    g_assert_cmpuint(choice.place.rung, ==, 2);
    rung_choice_update(&choice, &fewer, 220000, SECOND);
    g_assert_cmpuint(choice.place.rung, ==, 0);
    g_assert_cmpuint(choice.place.layer, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rung_choice/the_best_that_fits", test_the_best_that_fits);
    g_test_add_func("/rung_choice/without_layers_none_can_be_left_out",
            test_without_layers_none_can_be_left_out);
    g_test_add_func(
            "/rung_choice/down_at_once_up_with_patience", test_down_at_once_up_with_patience);
    g_test_add_func("/rung_choice/failed_attempts_become_rarer", test_failed_attempts_become_rarer);
    g_test_add_func("/rung_choice/S-33/the_sound_alone_and_back", test_the_sound_alone_and_back);
    g_test_add_func("/rung_choice/the_last_picture_is_not_taken_away_at_once",
            test_the_last_picture_is_not_taken_away_at_once);
    g_test_add_func(
            "/rung_choice/a_demoted_receiver_stays_below", test_a_demoted_receiver_stays_below);
    g_test_add_func("/rung_choice/S-33/stills_are_between", test_stills_are_between);
    g_test_add_func("/rung_choice/a_single_rung", test_a_single_rung);
    g_test_add_func("/rung_choice/fewer_rungs", test_fewer_rungs);
    return g_test_run();
}
