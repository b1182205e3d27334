#include "mcu/room/idle_meter.h"

#include <glib.h>

static void test_counts_what_nobody_used(void)
{
    static const struct {
        const char *why;
        const char *text;
        double idle;
    } rows[] = {
            {"there is nothing to compare it with", "cpu  100 10 20 800 5 1 2 3 0 0\ncpu0 1 2\n",
                    0},
            {"half of two is idle", "cpu  150 10 30 860 5 1 2 3 0 0\n", 1},
            {"waiting for a disk counts, low priority does not",
                    "cpu  150 60 30 880 35 1 2 3 0 0\n", 1},
            {"all are busy", "cpu  200 60 70 880 35 3 4 9 0 0\n", 0},
            {"nothing happened: as before", "cpu  200 60 70 880 35 3 4 9 0 0\n", 0},
            {"a quarter", "cpu  260 60 85 905 35 3 4 9 0 0\n", 0.5},
            {"cut off: as before", "cpu  400 60 85", 0.5},
            {"something else: as before", "intr 400 60 85", 0.5},
    };
    IdleMeter meter = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        g_assert_cmpfloat_with_epsilon(
                idle_meter_read(&meter, rows[i].text, 2), rows[i].idle, 0.001);
    }
}

static void test_reads_this_machine(void)
{
    IdleMeter meter = {0};
    (void)idle_meter_look(&meter);
    const double idle = idle_meter_look(&meter);
    g_assert_cmpfloat(idle, >=, 0);
    g_assert_cmpfloat(idle, <=, g_get_num_processors());
    g_assert_cmpuint(meter.all, >, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/idle_meter/counts", test_counts_what_nobody_used);
    g_test_add_func("/idle_meter/machine", test_reads_this_machine);
    return g_test_run();
}
