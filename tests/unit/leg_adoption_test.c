#include "signaling/app/leg_adoption.h"

#include <glib.h>

static void test_as_the_media_server_knows_it(void)
{
    char leg[] = "leg-1";
    char identity[] = "site:a";
    char name[] = "A";
    const ApiLegState state = {
            .leg = leg,
            .identity = identity,
            .name = name,
            .role = API_ROLE_VIEWER,
            .kind = API_LEG_WHEP,
            .order = 7,
            .rate_cap_bps = 512000,
            .connected = true,
    };
    const MeetingAdoption adoption = leg_adoption_of(&state);

    g_assert_cmpstr(adoption.leg, ==, "leg-1");
    g_assert_cmpstr(adoption.entry.identity, ==, "site:a");
    g_assert_cmpint(adoption.entry.role, ==, ROLE_VIEWER);
    g_assert_cmpint(adoption.entry.kind, ==, PARTICIPANT_WHEP);
    g_assert_cmpint(adoption.entry.rate_cap_bps, ==, 512000);
    g_assert_cmpint(adoption.order, ==, 7);
    g_assert_true(adoption.connected);
    g_assert_false(adoption.entry.by_link);
}

/* The order comes over a socket: a seat before the first, or behind what can be counted, is none. */
static void test_orders_out_of_range(void)
{
    const ApiLegState below = {.order = -1};
    const ApiLegState above = {.order = G_MAXINT};

    g_assert_cmpint(leg_adoption_of(&below).order, ==, 0);
    g_assert_cmpint(leg_adoption_of(&above).order, ==, G_MAXINT - 1);
}

static void test_its_size(void)
{
    const ApiLegState none = {.width_px = 640};
    const ApiLegState said = {.width_px = 640, .height_px = 360, .fps = 15, .bitrate_bps = 300000};
    ApiLegSize size = {0};

    g_assert_false(leg_adoption_size(&none, &size));
    g_assert_true(leg_adoption_size(&said, &size));
    g_assert_cmpint(size.width_px, ==, 640);
    g_assert_cmpint(size.height_px, ==, 360);
    g_assert_cmpint(size.fps, ==, 15);
    g_assert_cmpint(size.bitrate_bps, ==, 300000);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/leg_adoption/as_the_media_server_knows_it", test_as_the_media_server_knows_it);
    g_test_add_func("/leg_adoption/orders_out_of_range", test_orders_out_of_range);
    g_test_add_func("/leg_adoption/its_size", test_its_size);
    return g_test_run();
}
