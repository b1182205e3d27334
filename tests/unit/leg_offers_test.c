#include "signaling/app/leg_offers.h"

/*
 * The MCU is never started here, so offers wait until the room is freed and are then answered as when the
 * MCU dies. That it takes one is shown by the tests with a server (tests/loop).
 */

enum { SITES_MAX = 4, HOLD_US = 30000000 };

typedef struct Scene {
    Meeting *meeting;
    McuRoom *room;
    LegOffers *offers;
    Proceedings *proceedings;
    unsigned answers;
    ClientError error;
} Scene;

static void ignore_drop(const char *leg, bool keep_seat, void *user_data)
{
}

static void scene_init(Scene *scene)
{
    static const MeetingConfig meeting_config = {.sites_max = SITES_MAX, .seat_hold_us = HOLD_US};
    static const MeetingEvents meeting_events = {.drop_leg = ignore_drop};
    static const McuRoomEvents room_events = {.ready = NULL};
    static const char *const no_arguments[] = {NULL};

    *scene = (Scene){
            .meeting = meeting_new("demo", "Giao ban", &meeting_config, &meeting_events, NULL),
            .room = mcu_room_new(&(McuSupervisorConfig){.program = "/bin/false",
                                         .arguments = no_arguments,
                                         .run_dir = g_get_tmp_dir(),
                                         .meeting = "demo",
                                         .title = "Giao ban"},
                    &room_events, NULL),
    };
    scene->proceedings = proceedings_new();
    scene->offers = leg_offers_new(&(LegOffersConfig){.meeting = scene->meeting,
            .room = scene->room,
            .rate_cap_bps = 500000,
            .proceedings = scene->proceedings});
}

static void scene_clear(Scene *scene)
{
    mcu_room_free(scene->room);
    leg_offers_free(scene->offers);
    proceedings_free(scene->proceedings);
    meeting_free(scene->meeting);
}

static MeetingEntry entry_of(const char *identity, uint64_t session)
{
    return (MeetingEntry){
            .identity = identity, .name = identity, .role = ROLE_SITE, .session = session};
}

static void on_answer(const LegAnswer *answer, void *user_data)
{
    Scene *scene = user_data;

    scene->answers++;
    scene->error = answer->error;
    g_assert_nonnull(answer->detail);
    g_assert_null(answer->sdp);
}

static void offer(Scene *scene, const char *identity, uint64_t session, bool fresh)
{
    const MeetingEntry entry = entry_of(identity, session);
    leg_offers_make(scene->offers, &entry, "v=0\r\n", fresh, on_answer, scene);
}

static void join(Scene *scene, const char *identity, uint64_t session)
{
    const MeetingEntry entry = entry_of(identity, session);
    g_assert_cmpint(meeting_join(scene->meeting, &entry, 0), ==, MEETING_JOINED);
}

static void test_nothing_to_offer_for(void)
{
    Scene scene;
    scene_init(&scene);

    offer(&scene, "nobody", 1, true);
    g_assert_cmpuint(scene.answers, ==, 1);
    join(&scene, "a", 1);
    offer(&scene, "a", 1, false); /* an ICE restart of no leg */
    g_assert_cmpuint(scene.answers, ==, 2);
    g_assert_cmpint(scene.error, ==, CLIENT_ERROR_MEDIA_UNAVAILABLE);
    scene_clear(&scene);
    g_assert_cmpuint(scene.answers, ==, 2);
}

/* One that has no session came for its offer only, and was never here when that fails. */
static void test_a_dead_mcu(void)
{
    Scene scene;
    scene_init(&scene);

    join(&scene, "browser", 1);
    join(&scene, "whip", 0);
    offer(&scene, "browser", 1, true);
    offer(&scene, "whip", 0, true);
    g_assert_cmpuint(scene.answers, ==, 0);

    mcu_room_free(g_steal_pointer(&scene.room));
    g_assert_cmpuint(scene.answers, ==, 2);
    g_assert_cmpint(scene.error, ==, CLIENT_ERROR_MEDIA_UNAVAILABLE);
    g_assert_nonnull(meeting_find(scene.meeting, "browser"));
    g_assert_null(meeting_find(scene.meeting, "browser")->leg);
    g_assert_null(meeting_find(scene.meeting, "whip"));
    scene_clear(&scene);
}

static void test_no_more_offers_than_may_wait(void)
{
    Scene scene;
    scene_init(&scene);

    join(&scene, "a", 1);
    for (size_t i = 0; i < MCU_SUPERVISOR_WAITING_MAX; i++) {
        offer(&scene, "a", 1, true);
    }
    g_assert_cmpuint(scene.answers, ==, 0);
    offer(&scene, "a", 1, true);
    g_assert_cmpuint(scene.answers, ==, 1);
    scene_clear(&scene);
    g_assert_cmpuint(scene.answers, ==, MCU_SUPERVISOR_WAITING_MAX + 1);
}

static void test_caps(void)
{
    Scene scene;
    scene_init(&scene);

    g_assert_cmpint(
            leg_offers_cap_bps(scene.offers, &(Participant){.rate_cap_bps = 0}), ==, 500000);
    g_assert_cmpint(
            leg_offers_cap_bps(scene.offers, &(Participant){.rate_cap_bps = 90000}), ==, 90000);
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/leg_offers/nothing_to_offer_for", test_nothing_to_offer_for);
    g_test_add_func("/leg_offers/a_dead_mcu", test_a_dead_mcu);
    g_test_add_func("/leg_offers/no_more_offers_than_may_wait", test_no_more_offers_than_may_wait);
    g_test_add_func("/leg_offers/caps", test_caps);
    return g_test_run();
}
