#include "mcu/rtp/sound_copies.h"

#include "mcu/wire/red_payload.h"

enum { TYPE = 111, TICKS = 960 };

static GBytes *payload_of(unsigned number)
{
    return g_bytes_new(&number, sizeof number);
}

static void test_follows_the_line(void)
{
    static const struct {
        const char *why;
        LossRunsView loss;
        bool room;
        size_t count;
        unsigned back[SOUND_COPIES_MAX];
    } rows[] = {
            {"clean", {0.0, 0}, true, 0, {0}},
            {"hardly any", {1.5, 0}, true, 0, {0}},
            {"some: behind what Opus mends", {3.0, 0}, true, 1, {2}},
            {"as little as was not enough to begin with", {1.5, 0}, true, 1, {2}},
            {"none any more", {0.5, 0}, true, 0, {0}},
            {"much, and room", {30.0, 0}, true, 2, {4, 2}},
            {"much, and no room", {30.0, 0}, false, 1, {2}},
            {"bursts of 200 ms", {10.0, 200000}, false, 1, {11}},
            {"bursts of 90 ms, and room", {15.0, 90000}, true, 2, {6, 2}},
            {"bursts longer than RED can tell of", {10.0, 900000}, false, 1, {16}},
    };
    SoundCopies copies = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const size_t before = copies.count;
        g_test_message("%s", rows[i].why);
        g_assert_true(sound_copies_choose(&copies, &rows[i].loss, rows[i].room) ==
                (before != rows[i].count));
        g_assert_cmpuint(copies.count, ==, rows[i].count);
        for (size_t k = 0; k < copies.count; k++) {
            g_assert_cmpuint(copies.back[k], ==, rows[i].back[k]);
        }
    }
}

static void check_copy(const RedBlock *copy, unsigned number, unsigned back)
{
    const unsigned old = number - back;
    g_assert_cmpuint(copy->earlier_ticks, ==, (guint64)back * TICKS);
    g_assert_cmpmem(copy->data, copy->size, &old, sizeof old);
}

static void test_brings_the_packets_of_before(void)
{
    SoundCopies copies = {0};
    g_assert_true(sound_copies_choose(&copies, &(LossRunsView){20.0, 300000}, true));
    for (unsigned n = 0; n < 100; n++) {
        g_autoptr(GBytes) payload = payload_of(n);
        g_autoptr(GBytes) wrapped =
                sound_copies_wrap(&copies, payload, n * TICKS - 50 * TICKS, TYPE); /* it wraps */
        RedPayload red;
        g_assert_true((wrapped == NULL) == (n < 2));
        if (wrapped == NULL) {
            continue;
        }
        gsize size = 0;
        const uint8_t *data = g_bytes_get_data(wrapped, &size);
        g_assert_true(red_payload_read(data, size, TYPE, &red));
        g_assert_cmpuint(red.copies, ==, n < 16 ? 1 : 2);
        check_copy(&red.copy[red.copies - 1], n, 2);
        if (n >= 16) {
            check_copy(&red.copy[0], n, 16);
        }
        g_assert_cmpmem(red.sound.data, red.sound.size, &n, sizeof n);
    }
    sound_copies_clear(&copies);
}

static void test_a_clean_line_shares_the_payload(void)
{
    SoundCopies copies = {0};
    for (unsigned n = 0; n < 20; n++) {
        g_autoptr(GBytes) payload = payload_of(n);
        g_assert_null(sound_copies_wrap(&copies, payload, n * TICKS, TYPE));
    }
    sound_copies_clear(&copies);
}

/* What was sent before a pause is too old to be told of, and one that is too large cannot be. */
static void test_leaves_out_what_red_cannot_tell(void)
{
    SoundCopies copies = {0};
    g_assert_true(sound_copies_choose(&copies, &(LossRunsView){5.0, 0}, false));
    g_autoptr(GBytes) payload = payload_of(1);
    g_autoptr(GBytes) large = g_bytes_new_take(g_malloc0(1024), 1024);
    g_assert_null(sound_copies_wrap(&copies, payload, 0, TYPE));
    g_assert_null(sound_copies_wrap(&copies, payload, TICKS, TYPE));
    g_assert_null(sound_copies_wrap(&copies, large, RED_EARLIER_TICKS_MAX + 1, TYPE));
    g_assert_null(sound_copies_wrap(&copies, payload, 30 * TICKS, TYPE));
    g_assert_null(sound_copies_wrap(&copies, payload, 31 * TICKS, TYPE));
    g_autoptr(GBytes) wrapped = sound_copies_wrap(&copies, payload, 32 * TICKS, TYPE);
    g_assert_nonnull(wrapped);
    sound_copies_clear(&copies);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sound_copies/follows_the_line", test_follows_the_line);
    g_test_add_func(
            "/sound_copies/brings_the_packets_of_before", test_brings_the_packets_of_before);
    g_test_add_func(
            "/sound_copies/a_clean_line_shares_the_payload", test_a_clean_line_shares_the_payload);
    g_test_add_func(
            "/sound_copies/leaves_out_what_red_cannot_tell", test_leaves_out_what_red_cannot_tell);
    return g_test_run();
}
