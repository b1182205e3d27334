#include "signaling/meeting/speaker_queue.h"

static SpeakerEntry entry(const char *site, const char *subject, int64_t since_us)
{
    return (SpeakerEntry){.site = site, .subject = subject, .since_us = since_us};
}

static void add(SpeakerQueue *queue, const char *site, const char *subject, int64_t since_us)
{
    const SpeakerEntry wanted = entry(site, subject, since_us);
    g_assert_true(speaker_queue_add(queue, &wanted));
}

static char *line_up(const SpeakerQueue *queue)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < speaker_queue_size(queue); i++) {
        g_string_append(text, speaker_queue_nth(queue, i).site);
    }
    return g_string_free(text, FALSE);
}

static void test_asking_again_keeps_the_place(void)
{
    g_autoptr(SpeakerQueue) queue = speaker_queue_new();

    add(queue, "a", "", 10);
    add(queue, "b", "đường", 20);
    add(queue, "a", "cầu", 30);
    g_autofree char *line = line_up(queue);
    g_assert_cmpstr(line, ==, "ab");
    g_assert_cmpstr(speaker_queue_nth(queue, 0).subject, ==, "cầu");
    g_assert_cmpint(speaker_queue_nth(queue, 0).since_us, ==, 10);
    speaker_queue_remove(queue, "x");
    speaker_queue_remove(queue, "a");
    g_assert_false(speaker_queue_has(queue, "a"));
    g_assert_cmpuint(speaker_queue_size(queue), ==, 1);
}

static void test_orders(void)
{
    static const struct {
        const char *sites;
        const char *expected;
        const char *reason;
    } rows[] = {
            {"[]", "abc", "nothing is said of anybody"},
            {"[\"c\", \"b\", \"a\"]", "cba", "all are named"},
            {"[\"c\"]", "cab", "who is not named follows in the old order"},
            {"[\"b\", \"b\", \"a\"]", "bac", "the second time counts for nothing"},
            {"[\"d\", \"a\"]", "dabc", "one who has not asked comes into the queue"},
            {"[7, \"c\"]", "cab", "what is no text is passed over"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(SpeakerQueue) queue = speaker_queue_new();
        json_t *sites = json_loads(rows[i].sites, 0, NULL);
        add(queue, "a", "", 1);
        add(queue, "b", "", 2);
        add(queue, "c", "", 3);
        speaker_queue_order(queue, sites, 4);
        g_autofree char *line = line_up(queue);
        g_test_message("%s", rows[i].reason);
        g_assert_cmpstr(line, ==, rows[i].expected);
        json_decref(sites);
    }
}

static void test_a_full_queue_takes_no_more(void)
{
    g_autoptr(SpeakerQueue) queue = speaker_queue_new();
    const SpeakerEntry more = entry("one more", "", 0);
    json_t *sites = json_pack("[s, s]", "one more", "5");

    for (int i = 0; i < SPEAKER_QUEUE_MAX; i++) {
        g_autofree char *site = g_strdup_printf("%d", i);
        add(queue, site, "", i);
    }
    g_assert_false(speaker_queue_add(queue, &more));
    speaker_queue_order(queue, sites, 0);
    g_assert_cmpuint(speaker_queue_size(queue), ==, SPEAKER_QUEUE_MAX);
    g_assert_cmpstr(speaker_queue_nth(queue, 0).site, ==, "5");
    json_decref(sites);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/speaker_queue/asking_again_keeps_the_place", test_asking_again_keeps_the_place);
    g_test_add_func("/speaker_queue/orders", test_orders);
    g_test_add_func("/speaker_queue/a_full_queue_takes_no_more", test_a_full_queue_takes_no_more);
    return g_test_run();
}
