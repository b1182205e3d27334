#include "mcu/room/peek_round.h"

#include <glib.h>

enum { SITES = 40, SECOND_US = 1000000 };

typedef struct Round {
    Peek peeks[SITES];
    PeekSite sites[SITES];
    int64_t now_us;
} Round;

static void round_init(Round *round, size_t hidden_from)
{
    *round = (Round){.now_us = SECOND_US};
    for (size_t i = 0; i < SITES; i++) {
        round->sites[i] = (PeekSite){.peek = &round->peeks[i], .hidden = i >= hidden_from};
    }
}

static int looked_at(const Round *round)
{
    int count = 0;
    for (size_t i = 0; i < SITES; i++) {
        count += round->peeks[i].begun_us != 0 ? 1 : 0;
    }
    return count;
}

static bool turn(Round *round)
{
    round->now_us += SECOND_US;
    return peek_round_turn(round->sites, SITES, round->now_us);
}

static void test_everybody_in_turn_and_few_at_once(void)
{
    Round round;
    bool seen[SITES] = {false};
    int seconds = 0;
    size_t left = SITES - 25;

    round_init(&round, 25);
    while (left > 0 && seconds++ < 60) {
        (void)turn(&round);
        g_assert_cmpint(looked_at(&round), <=, PEEKS_MAX);
        for (size_t i = 0; i < SITES; i++) {
            if (round.peeks[i].begun_us != 0) {
                g_assert_cmpuint(i, >=, 25); /* what is shown is seen anyway */
                left -= seen[i] ? 0 : 1;
                seen[i] = true;
            }
        }
    }
    g_assert_cmpint(seconds, ==, 4 + 3 * PEEK_US / SECOND_US); /* fifteen in four rounds of four */
}

static void test_one_that_moves_is_done_at_once(void)
{
    Round round;

    round_init(&round, SITES - 1);
    while (!turn(&round)) {
    }
    Peek *peek = &round.peeks[SITES - 1];
    const int64_t begun_us = peek->begun_us;
    g_assert_cmpint(begun_us - peek->known_us, ==, PEEK_NEW_US);
    g_assert_false(turn(&round));
    round.sites[SITES - 1].sure = true;
    g_assert_true(turn(&round));
    g_assert_cmpint(peek->begun_us, ==, 0);
    g_assert_cmpint(peek->looked_us - begun_us, ==, INT64_C(2) * SECOND_US);
}

static int64_t until_next(Round *round, Peek *peek)
{
    const int64_t from_us = peek->looked_us;
    while (peek->begun_us == 0) {
        (void)turn(round);
    }
    return peek->begun_us - from_us;
}

static void test_a_fault_is_looked_at_sooner(void)
{
    Round round;
    Peek *peek = &round.peeks[SITES - 1];
    PeekSite *site = &round.sites[SITES - 1];

    round_init(&round, SITES - 1);
    site->sure = true;
    (void)until_next(&round, peek);
    (void)turn(&round);
    g_assert_cmpint(until_next(&round, peek), ==, PEEK_EACH_US);
    site->faulty = true;
    (void)turn(&round);
    g_assert_cmpint(until_next(&round, peek), ==, PEEK_FAULTY_US);
}

static void test_who_is_shown_is_not_looked_at(void)
{
    Round round;
    Peek *peek = &round.peeks[SITES - 1];
    PeekSite *site = &round.sites[SITES - 1];

    round_init(&round, SITES - 1);
    (void)until_next(&round, peek);
    site->hidden = false; /* it has come into a view, or its camera is off */
    g_assert_true(turn(&round));
    g_assert_false(turn(&round));
    const int64_t shown_us = round.now_us;
    site->hidden = true;
    (void)until_next(&round, peek);
    g_assert_cmpint(round.now_us - shown_us, ==, PEEK_EACH_US); /* it was seen until then */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/peek_round/S-27/everybody_in_turn_and_few_at_once",
            test_everybody_in_turn_and_few_at_once);
    g_test_add_func(
            "/peek_round/one_that_moves_is_done_at_once", test_one_that_moves_is_done_at_once);
    g_test_add_func("/peek_round/a_fault_is_looked_at_sooner", test_a_fault_is_looked_at_sooner);
    g_test_add_func(
            "/peek_round/who_is_shown_is_not_looked_at", test_who_is_shown_is_not_looked_at);
    return g_test_run();
}
