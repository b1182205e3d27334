#include "mcu/rtp/nack_list.h"

#define FIRST_WAIT_US (10 * INT64_C(1000))
#define USEFUL_US     (1000 * INT64_C(1000))
#define ROUND_TRIP_US (100 * INT64_C(1000))

static size_t due(NackList *list, int64_t now_us, uint16_t *first)
{
    uint16_t sequences[NACK_LIST_MAX];
    const size_t count =
            nack_list_take_due(list, ROUND_TRIP_US, now_us, sequences, G_N_ELEMENTS(sequences));
    if (count > 0 && first != NULL) {
        *first = sequences[0];
    }
    return count;
}

static void test_counts_what_is_missing(void)
{
    static const struct {
        const char *why;
        int64_t puts[4];
        size_t missing;
    } cases[] = {
            {"nothing before the first", {1000, 1001, 1002, 1003}, 0},
            {"one gap", {10, 12, 13, 14}, 1},
            {"two gaps", {10, 12, 15, 16}, 3},
            {"over the wrap", {65534, 65537, 65538, 65539}, 2},
            {"disorder heals", {10, 13, 12, 11}, 0},
            {"what came before the first is not missing", {10, 9, 8, 11}, 0},
            {"a duplicate changes nothing", {10, 12, 12, 12}, 1},
            {"below zero", {-3, 0, 1, 2}, 2},
            {"the most", {0, NACK_LIST_MAX + 1, NACK_LIST_MAX + 2, NACK_LIST_MAX + 3},
                    NACK_LIST_MAX},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(NackList) list = nack_list_new(FIRST_WAIT_US, USEFUL_US);
        g_test_message("%s", cases[i].why);
        for (size_t n = 0; n < G_N_ELEMENTS(cases[i].puts); n++) {
            g_assert_true(nack_list_put(list, cases[i].puts[n], 0));
        }
        g_assert_cmpuint(nack_list_size(list), ==, cases[i].missing);
    }
}

static void test_too_much_missing_empties_the_list(void)
{
    g_autoptr(NackList) list = nack_list_new(FIRST_WAIT_US, USEFUL_US);
    g_assert_true(nack_list_put(list, 0, 0));
    g_assert_false(nack_list_put(list, NACK_LIST_MAX + 2, 0));
    g_assert_cmpuint(nack_list_size(list), ==, 0);

    g_assert_true(nack_list_put(list, NACK_LIST_MAX + 4, 0)); /* and it goes on */
    g_assert_cmpuint(nack_list_size(list), ==, 1);
    g_assert_cmpuint(nack_list_stats(list).overflows, ==, 1);
}

static void test_asks_again_each_round_trip(void)
{
    static const struct {
        const char *why;
        int64_t now_us;
        size_t due;
    } steps[] = {
            {"disorder may still heal it", FIRST_WAIT_US - 1, 0},
            {"the first time", FIRST_WAIT_US, 1},
            {"no answer can be here", FIRST_WAIT_US + ROUND_TRIP_US - 1, 0},
            {"the second time", FIRST_WAIT_US + ROUND_TRIP_US, 1},
            {"still useful", USEFUL_US, 1},
            {"useless now", USEFUL_US + 1, 0},
            {"and forgotten", USEFUL_US + 2 * ROUND_TRIP_US, 0},
    };
    g_autoptr(NackList) list = nack_list_new(FIRST_WAIT_US, USEFUL_US);
    nack_list_put(list, 65534, 0);
    nack_list_put(list, 65536, 0);

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        uint16_t sequence = 65535;
        g_test_message("%s", steps[i].why);
        g_assert_cmpuint(due(list, steps[i].now_us, &sequence), ==, steps[i].due);
        g_assert_cmpuint(sequence, ==, 65535);
    }
    g_assert_cmpuint(nack_list_stats(list).given_up, ==, 1);
}

static void test_asks_ten_times_at_most(void)
{
    g_autoptr(NackList) list = nack_list_new(0, G_MAXINT64 / 2);
    size_t asked = 0;
    nack_list_put(list, 1, 0);
    nack_list_put(list, 3, 0);
    for (int64_t n = 0; n < 100; n++) {
        asked += due(list, n * ROUND_TRIP_US, NULL);
    }
    g_assert_cmpuint(asked, ==, NACK_LIST_TRIES_MAX);
    g_assert_cmpuint(nack_list_size(list), ==, 0);
}

static void test_an_unknown_round_trip_is_40_ms(void)
{
    g_autoptr(NackList) list = nack_list_new(0, USEFUL_US);
    uint16_t sequence = 0;
    nack_list_put(list, 1, 0);
    nack_list_put(list, 3, 0);
    g_assert_cmpuint(nack_list_take_due(list, 0, 0, &sequence, 1), ==, 1);
    g_assert_cmpuint(nack_list_take_due(list, 0, 39999, &sequence, 1), ==, 0);
    g_assert_cmpuint(nack_list_take_due(list, 0, 40000, &sequence, 1), ==, 1);
}

static void test_a_short_answer_leaves_the_rest_due(void)
{
    g_autoptr(NackList) list = nack_list_new(0, USEFUL_US);
    uint16_t sequences[2] = {0};
    nack_list_put(list, 0, 0);
    nack_list_put(list, 6, 0);
    for (uint16_t first = 1; first <= 3; first += 2) {
        g_assert_cmpuint(nack_list_take_due(list, 0, 0, sequences, 2), ==, 2);
        g_assert_cmpuint(sequences[0], ==, first);
        g_assert_cmpuint(sequences[1], ==, first + 1);
    }
    g_assert_cmpuint(nack_list_take_due(list, 0, 0, sequences, 2), ==, 1);
}

static void test_forgets(void)
{
    g_autoptr(NackList) list = nack_list_new(0, USEFUL_US);
    uint16_t sequence = 0;
    nack_list_put(list, 0, 0);
    nack_list_put(list, 10, 0);
    nack_list_forget_before(list, 5);
    g_assert_cmpuint(due(list, 0, &sequence), ==, 5);
    g_assert_cmpuint(sequence, ==, 5);
    nack_list_forget_before(list, 100);
    g_assert_cmpuint(nack_list_size(list), ==, 0);

    nack_list_put(list, 12, 0); /* one missing, then packets until it is too old */
    for (int64_t seq = 13; seq <= 11 + NACK_LIST_AGE_MAX; seq++) {
        nack_list_put(list, seq, 0);
    }
    g_assert_cmpuint(nack_list_size(list), ==, 1);
    nack_list_put(list, 12 + NACK_LIST_AGE_MAX, 0);
    g_assert_cmpuint(nack_list_size(list), ==, 0);
}

/* Against a plain model: with random loss and disorder over three wraps, what is missing is exactly what did not come. */
static void test_agrees_with_a_model(void)
{
    enum { PACKETS = 200000, LATE_MAX = 30 };
    g_autoptr(NackList) list = nack_list_new(0, G_MAXINT64 / 2);
    g_autofree bool *came = g_new0(bool, PACKETS + LATE_MAX);

    came[0] = true;
    nack_list_put(list, 0, 0);
    for (int64_t seq = 1; seq < PACKETS; seq++) {
        const int64_t from = MAX(seq - LATE_MAX, 0);
        const int64_t late = g_test_rand_int_range((gint32)from, (gint32)seq);
        if (g_test_rand_int_range(0, 10) != 0) {
            nack_list_put(list, seq, 0);
            came[seq] = true;
        }
        nack_list_put(list, late, 0);
        came[late] = true;
        nack_list_forget_before(list, from);
        if (seq % 1000 == 0) {
            size_t missing = 0;
            int64_t newest = seq;
            while (!came[newest]) {
                newest--;
            }
            for (int64_t i = from; i < newest; i++) {
                missing += !came[i];
            }
            g_assert_cmpuint(nack_list_size(list), ==, missing);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/nack_list/counts_what_is_missing", test_counts_what_is_missing);
    g_test_add_func(
            "/nack_list/too_much_missing_empties_the_list", test_too_much_missing_empties_the_list);
    g_test_add_func("/nack_list/asks_again_each_round_trip", test_asks_again_each_round_trip);
    g_test_add_func("/nack_list/asks_ten_times_at_most", test_asks_ten_times_at_most);
    g_test_add_func(
            "/nack_list/an_unknown_round_trip_is_40_ms", test_an_unknown_round_trip_is_40_ms);
    g_test_add_func("/nack_list/a_short_answer_leaves_the_rest_due",
            test_a_short_answer_leaves_the_rest_due);
    g_test_add_func("/nack_list/forgets", test_forgets);
    g_test_add_func("/nack_list/agrees_with_a_model", test_agrees_with_a_model);
    return g_test_run();
}
