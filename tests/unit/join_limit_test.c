#include "signaling/client/join_limit.h"

enum { BURST = 3, PER_SECOND = 2, KEYS_MAX = 4, SECOND_US = 1000000 };

static const JoinLimitConfig config = {
        .burst = BURST, .per_second = PER_SECOND, .keys_max = KEYS_MAX};

static void test_a_burst_then_a_rate(void)
{
    g_autoptr(JoinLimit) limit = join_limit_new(&config);

    for (int i = 0; i < BURST; i++) {
        g_assert_true(join_limit_take(limit, "a", 0));
    }
    g_assert_false(join_limit_has(limit, "a", 0));
    g_assert_false(join_limit_take(limit, "a", 0));
    g_assert_true(join_limit_take(limit, "b", 0)); /* each key for itself */
    g_assert_false(join_limit_take(limit, "a", SECOND_US / PER_SECOND - 1));
    g_assert_true(join_limit_take(limit, "a", SECOND_US / PER_SECOND));
    g_assert_false(join_limit_take(limit, "a", SECOND_US / PER_SECOND));
}

static void test_time_fills_no_more_than_the_burst(void)
{
    g_autoptr(JoinLimit) limit = join_limit_new(&config);

    g_assert_true(join_limit_take(limit, "a", 0));
    for (int i = 0; i < BURST; i++) {
        g_assert_true(join_limit_take(limit, "a", 3600LL * SECOND_US));
    }
    g_assert_false(join_limit_take(limit, "a", 3600LL * SECOND_US));
}

static void test_remembers_a_bounded_number_of_keys(void)
{
    g_autoptr(JoinLimit) limit = join_limit_new(&config);

    for (int i = 0; i < 1000; i++) {
        g_autofree char *key = g_strdup_printf("%d", i);
        g_assert_true(join_limit_take(limit, key, i));
        g_assert_true(join_limit_take(limit, "often", (int64_t)i * SECOND_US));
    }
    g_assert_cmpuint(join_limit_size(limit), ==, KEYS_MAX);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/join_limit/a_burst_then_a_rate", test_a_burst_then_a_rate);
    g_test_add_func("/join_limit/time_fills_no_more_than_the_burst",
            test_time_fills_no_more_than_the_burst);
    g_test_add_func("/join_limit/remembers_a_bounded_number_of_keys",
            test_remembers_a_bounded_number_of_keys);
    return g_test_run();
}
