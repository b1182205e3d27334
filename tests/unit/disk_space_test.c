#include "signaling/app/disk_space.h"

#include <glib.h>

static void test_levels(void)
{
    static const struct {
        int percent;
        DiskSpaceLevel level;
    } cases[] = {
            {0, DISK_SPACE_FINE},
            {DISK_SPACE_WARNING_PERCENT - 1, DISK_SPACE_FINE},
            {DISK_SPACE_WARNING_PERCENT, DISK_SPACE_WARNING},
            {DISK_SPACE_ALARM_PERCENT - 1, DISK_SPACE_WARNING},
            {DISK_SPACE_ALARM_PERCENT, DISK_SPACE_ALARM},
            {100, DISK_SPACE_ALARM},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(disk_space_level(cases[i].percent), ==, cases[i].level);
    }
}

static void test_a_disk(void)
{
    const int percent = disk_space_used_percent("/");

    g_assert_cmpint(percent, >=, 0);
    g_assert_cmpint(percent, <=, 100);
    g_assert_cmpint(disk_space_used_percent("/no/such/disk"), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/disk_space/S-16/levels", test_levels);
    g_test_add_func("/disk_space/a_disk", test_a_disk);
    return g_test_run();
}
