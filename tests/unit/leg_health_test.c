#include "mcu/room/leg_health.h"

#include <glib.h>

#define SECOND_US INT64_C(1000000)

static bool tell(LegHealth *health, int second, ApiLegHealth *ret)
{
    return leg_health_tell(health, false, second * SECOND_US, ret);
}

static void test_tells_changes_at_once_and_the_rest_now_and_then(void)
{
    SoundHealth sound = {.sound = {.peak_dbov = 40}};
    LegHealth health = {0};
    ApiLegHealth told;

    g_assert_false(tell(&health, 1, &told)); /* nobody has listened yet */
    leg_health_hear(&health, &sound);
    g_assert_true(tell(&health, 2, &told));
    g_assert_cmpint(told.peak_dbov, ==, -40);
    sound.sound.peak_dbov = 30;
    leg_health_hear(&health, &sound);
    g_assert_false(tell(&health, 3, &told)); /* how loud it was is no news */
    sound.echo = true;
    sound.echo_delay_us = 240000;
    leg_health_hear(&health, &sound);
    g_assert_true(tell(&health, 4, &told));
    g_assert_true(told.echo);
    g_assert_cmpint(told.echo_ms, ==, 240);
    g_assert_false(tell(&health, 8, &told));
    g_assert_true(tell(&health, 9, &told));
    g_assert_cmpint(told.peak_dbov, ==, -30);
}

static void test_pictures(void)
{
    LegHealth health = {0};
    ApiLegHealth told;

    leg_health_hear(&health, &(SoundHealth){0});
    for (int second = 1; second <= 6; second++) {
        leg_health_look(&health, &(PictureLook){.update_bytes = -1, .now_us = second * SECOND_US});
    }
    g_assert_true(tell(&health, 6, &told));
    g_assert_true(told.missing && told.picture_judged);
    leg_health_look(&health, NULL); /* it is not seen any more: nothing is known */
    g_assert_true(tell(&health, 7, &told));
    g_assert_false(told.missing || told.picture_judged);

    leg_health_look_away(&health);
    g_assert_false(leg_health_is_faulty(&health)); /* it was not known to have any */
    leg_health_look(&health, &(PictureLook){.came = true, .now_us = 8 * SECOND_US});
    leg_health_look(&health, &(PictureLook){.update_bytes = -1, .now_us = 13 * SECOND_US});
    g_assert_true(tell(&health, 13, &told));
    g_assert_true(told.frozen && leg_health_is_faulty(&health));
    g_assert_true(leg_health_tell(&health, true, 14 * SECOND_US, &told));
    g_assert_false(told.frozen); /* a title card may stand still */
    leg_health_look_away(&health);
    g_assert_true(leg_health_is_faulty(&health)); /* nothing was seen that says otherwise */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/leg_health/tells_changes", test_tells_changes_at_once_and_the_rest_now_and_then);
    g_test_add_func("/leg_health/pictures", test_pictures);
    return g_test_run();
}
