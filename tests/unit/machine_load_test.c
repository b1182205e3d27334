#include "signaling/app/machine_load.h"

#include <glib.h>

/* So many ticks of 100 since the last reading go to meetings, to what is of low priority, and to nobody. */
static bool read_next(MachineLoad *load, uint64_t total[3], uint64_t meetings, uint64_t low)
{
    total[0] += meetings;
    total[1] += low;
    total[2] += 100 - meetings - low;
    g_autofree char *text = g_strdup_printf("cpu  %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT
                                            " 0 %" G_GUINT64_FORMAT " 0 0 0 0 0 0\ncpu0 1 2\n",
            total[0], total[1], total[2]);
    return machine_load_read(load, text);
}

static void test_high_and_low(void)
{
    static const struct {
        uint64_t meetings, low;
        bool high;
        const char *why;
    } rows[] = {
            {99, 0, false, "nothing to compare with"},
            {79, 21, false, "the rest is ours"},
            {80, 0, true, "the meetings need it"},
            {60, 40, true, "not yet low"},
            {59, 41, false, "low"},
            {0, 100, false, "all of it is ours"},
            {100, 0, true, "all of it is theirs"},
    };
    MachineLoad load = {0};
    uint64_t total[3] = {1000, 1000, 1000};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        g_assert_cmpint(read_next(&load, total, rows[i].meetings, rows[i].low), ==, rows[i].high);
    }
    g_assert_cmpint(load.percent, ==, 100);
}

static void test_what_is_not_understood(void)
{
    static const char *const texts[] = {"", "cpu", "cpu 1 2 3", "cpu0 1 2 3 4 5 6 7 8", "cpu a"};
    MachineLoad load = {0};
    uint64_t total[3] = {1000, 1000, 1000};

    (void)read_next(&load, total, 0, 0);
    g_assert_true(read_next(&load, total, 100, 0));
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_assert_true(machine_load_read(&load, texts[i]));
    }
}

static void test_this_machine(void)
{
    MachineLoad load = {0};

    (void)machine_load_look(&load);
    g_assert_cmpuint(load.all, >, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/machine_load/high_and_low", test_high_and_low);
    g_test_add_func("/machine_load/what_is_not_understood", test_what_is_not_understood);
    g_test_add_func("/machine_load/this_machine", test_this_machine);
    return g_test_run();
}
