#include "mcu/room/leg_roster.h"

#include "tests/fakes/sdp_offers.h"

/* What a roster says of offers and legs before any packet comes; the loop tests show what flows. */

#include <string.h>

enum { LEG = 7, OTHER_LEG = 8, NO_LEG = 9 };

typedef struct Scene {
    NetLoop *loop;
    DtlsIdentity *identity;
    MediaClock clock;

    /* network loop only */
    LegRoster *roster;
    unsigned answers, refusals;
    ApiFault fault;
    uint32_t answered;
    char *answer; /* the last one */
} Scene;

static void on_answered(
        uint32_t leg, const char *answer, ApiFault fault, const char *reason, void *user_data)
{
    Scene *scene = user_data;
    g_assert_true((answer == NULL) == (reason != NULL));
    scene->answered = leg;
    scene->fault = fault;
    if (answer != NULL) {
        g_assert_true(g_str_has_prefix(answer, "v=0"));
        scene->answers++;
        g_free(scene->answer);
        scene->answer = g_strdup(answer);
    } else {
        scene->refusals++;
    }
}

static void on_reports(const LegReport *reports, size_t count, void *user_data)
{
}

static const LegRosterEvents events = {.answered = on_answered, .reports = on_reports};

static void start(void *data)
{
    static const char *const addresses[] = {"127.0.0.1", NULL};
    Scene *scene = data;
    const MediaLegConfig config = {
            .loop = scene->loop,
            .identity = scene->identity,
            .clock = &scene->clock,
            .addresses = addresses,
            .ladder = picture_feed_ladder(1280, 720, &(PictureRates){1500000, {0}}),
    };
    scene->roster = leg_roster_new(&config, &events, scene);
}

static void stop(void *data)
{
    Scene *scene = data;
    leg_roster_free(scene->roster);
}

/* The steps are taken on the loop. */
static void play(NetLoopFunc steps)
{
    Scene scene = {.clock = media_clock(0, 0)};
    scene.identity = dtls_identity_new(NULL);
    g_assert_nonnull(scene.identity);
    scene.loop = net_loop_new("test");
    net_loop_call_wait(scene.loop, start, &scene);
    net_loop_call_wait(scene.loop, steps, &scene);
    net_loop_call_wait(scene.loop, stop, &scene);
    net_loop_free(scene.loop);
    dtls_identity_free(scene.identity);
    g_free(scene.answer);
}

static void refuse_what_is_no_offer(void *data)
{
    static const char *const texts[] = {"", "v=0\r\n", "hello"};
    Scene *scene = data;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        leg_roster_add(scene->roster, LEG, &(LegCall){.offer = texts[i], .addresses = NULL});
        g_assert_cmpuint(scene->refusals, ==, i + 1);
        g_assert_cmpint(scene->fault, ==, API_FAULT_BAD_OFFER);
        g_assert_null(leg_roster_find(scene->roster, LEG));
    }
    g_assert_cmpuint(scene->answers, ==, 0);
}

static void test_refuses_what_is_no_offer(void)
{
    play(refuse_what_is_no_offer);
}

/* On a machine with two networks: each site hears of one, all others of the usual addresses. */
static void offer_one_network(void *data)
{
    Scene *scene = data;

    leg_roster_add(
            scene->roster, LEG, &(LegCall){.offer = CHROMIUM, .addresses = "127.0.0.2,127.0.0.3"});
    g_assert_nonnull(strstr(scene->answer, " 127.0.0.2 "));
    g_assert_nonnull(strstr(scene->answer, " 127.0.0.3 "));
    g_assert_null(strstr(scene->answer, " 127.0.0.1 "));
    leg_roster_add(scene->roster, OTHER_LEG, &(LegCall){.offer = CHROMIUM, .addresses = ""});
    g_assert_nonnull(strstr(scene->answer, " 127.0.0.1 "));
    g_assert_null(strstr(scene->answer, " 127.0.0.2 "));
    leg_roster_remove(scene->roster, OTHER_LEG);
    leg_roster_add(scene->roster, OTHER_LEG,
            &(LegCall){.offer = CHROMIUM, .addresses = "192.0.2.1"}); /* not this machine's */
    g_assert_cmpuint(scene->refusals, ==, 1);
    leg_roster_remove(scene->roster, LEG);
}

static void test_offers_one_network(void)
{
    play(offer_one_network);
}

static void live_and_go(void *data)
{
    Scene *scene = data;
    leg_roster_add(scene->roster, LEG, &(LegCall){.offer = CHROMIUM, .addresses = NULL});
    leg_roster_add(scene->roster, OTHER_LEG, &(LegCall){.offer = CHROMIUM, .addresses = NULL});
    g_assert_cmpuint(scene->answers, ==, 2);
    g_assert_nonnull(leg_roster_find(scene->roster, LEG));
    g_assert_true(leg_roster_find(scene->roster, LEG) != leg_roster_find(scene->roster, OTHER_LEG));

    leg_roster_offer_again(scene->roster, LEG, CHROMIUM);
    g_assert_cmpuint(scene->answers, ==, 3);
    g_assert_cmpuint(scene->answered, ==, LEG);

    leg_roster_remove(scene->roster, LEG);
    g_assert_null(leg_roster_find(scene->roster, LEG));
    g_assert_nonnull(leg_roster_find(scene->roster, OTHER_LEG)); /* which stop() closes */
}

static void test_legs_live_and_go(void)
{
    play(live_and_go);
}

/* What comes late for a leg finds nobody. */
static void ask_of_nobody(void *data)
{
    Scene *scene = data;
    leg_roster_offer_again(scene->roster, NO_LEG, CHROMIUM);
    g_assert_cmpuint(scene->refusals, ==, 1);
    g_assert_cmpint(scene->fault, ==, API_FAULT_UNKNOWN_LEG);
    leg_roster_remove(scene->roster, NO_LEG);
    leg_roster_set_view(scene->roster, NO_LEG, 0, false);
    leg_roster_present(scene->roster, NO_LEG);
    leg_roster_want_slides_key(scene->roster);
    leg_roster_present(scene->roster, 0);
    g_assert_null(leg_roster_find(scene->roster, NO_LEG));
}

static void test_asks_of_nobody(void)
{
    play(ask_of_nobody);
}

/* Before it is connected nothing is encoded for a leg, and nothing sent to it. */
static void wait_for_the_line(void *data)
{
    Scene *scene = data;
    g_autoptr(GBytes) frame = g_bytes_new_static("0123456789", 10);
    g_autoptr(CodedPicture) picture = coded_picture_new(
            frame, &(CodedPictureInfo){.source = PICTURE_FEED_NONE + 1, .key = true});
    leg_roster_add(scene->roster, LEG, &(LegCall){.offer = CHROMIUM, .addresses = NULL});
    leg_roster_present(scene->roster, LEG);
    leg_roster_set_view(
            scene->roster, LEG, 1, false); /* else it would call feed_wanted, which is NULL */
    leg_roster_send_picture(scene->roster, picture);
    g_assert_false(media_leg_takes(
            leg_roster_find(scene->roster, LEG), coded_picture_info(picture)->source));
}

static void test_waits_for_the_line(void)
{
    play(wait_for_the_line);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/leg_roster/S-18/candidates_of_one_network", test_offers_one_network);
    g_test_add_func("/leg_roster/refuses_what_is_no_offer", test_refuses_what_is_no_offer);
    g_test_add_func("/leg_roster/legs_live_and_go", test_legs_live_and_go);
    g_test_add_func("/leg_roster/asks_of_nobody", test_asks_of_nobody);
    g_test_add_func("/leg_roster/waits_for_the_line", test_waits_for_the_line);
    return g_test_run();
}
