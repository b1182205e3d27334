#include "mcu/room/feed_receivers.h"

#include <glib.h>

enum { TOLD_MAX = 8 };

typedef struct Told {
    size_t count;
    struct {
        uint32_t source;
        unsigned receivers;
    } rows[TOLD_MAX];
    unsigned total;     /* receivers of all feeds, as told so far */
    unsigned least;     /* that it ever was */
    FeedReceivers told; /* of each feed */
} Told;

static void tell(uint32_t source, unsigned receivers, void *user_data)
{
    Told *told = user_data;
    g_assert_cmpuint(told->count, <, TOLD_MAX);
    told->rows[told->count].source = source;
    told->rows[told->count++].receivers = receivers;
    told->total = told->total - told->told.of[source] + receivers;
    told->told.of[source] = receivers;
    told->least = MIN(told->least, told->total);
}

static void test_tells_of_changes_alone(void)
{
    const uint32_t first = picture_feed_source(0, 0);
    const uint32_t second = picture_feed_source(1, 1);
    FeedReceivers known = {0};
    FeedReceivers now = {0};
    Told told = {0};
    feed_receivers_update(&known, &now, tell, &told);
    g_assert_cmpuint(told.count, ==, 0);

    now.of[first] = 3;
    now.of[second] = 1;
    feed_receivers_update(&known, &now, tell, &told);
    g_assert_cmpuint(told.count, ==, 2);
    g_assert_cmpuint(told.told.of[first], ==, 3);
    g_assert_cmpuint(told.told.of[second], ==, 1);

    now.of[first] = 2;
    feed_receivers_update(&known, &now, tell, &told);
    feed_receivers_update(&known, &now, tell, &told);
    g_assert_cmpuint(told.count, ==, 3);
    g_assert_cmpuint(told.rows[2].source, ==, first);
    g_assert_cmpuint(told.rows[2].receivers, ==, 2);
}

/* Whichever way: the only receiver of a view stays one all the time. */
static void test_never_none_between_rungs(void)
{
    for (unsigned from = 0; from < PICTURE_RUNGS_MAX; from++) {
        for (unsigned to = 0; to < PICTURE_RUNGS_MAX; to++) {
            FeedReceivers known = {0};
            FeedReceivers now = {0};
            Told told = {.total = 1, .least = 1};
            known.of[picture_feed_source(2, from)] = 1;
            told.told = known;
            now.of[picture_feed_source(2, to)] = 1;
            feed_receivers_update(&known, &now, tell, &told);
            g_assert_cmpuint(told.count, ==, from == to ? 0 : 2);
            g_assert_cmpuint(told.least, ==, 1);
            g_assert_cmpuint(told.total, ==, 1);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/feed_receivers/tells_of_changes_alone", test_tells_of_changes_alone);
    g_test_add_func("/feed_receivers/never_none_between_rungs", test_never_none_between_rungs);
    return g_test_run();
}
