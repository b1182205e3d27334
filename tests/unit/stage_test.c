#include "signaling/meeting/stage.h"

#include <string.h>

/* A meeting with a stage; what the stage says is written into one text. */
typedef struct Fixture {
    Meeting *meeting;
    Stage *stage;
    GString *said;
} Fixture;

static void on_layouts(void *user_data)
{
    g_string_append(((Fixture *)user_data)->said, "layouts ");
}

static void on_floor(void *user_data)
{
    g_string_append(((Fixture *)user_data)->said, "floor ");
}

static void on_share(void *user_data)
{
    g_string_append(((Fixture *)user_data)->said, "share ");
}

static void on_overlay(void *user_data)
{
    g_string_append(((Fixture *)user_data)->said, "overlay ");
}

static void tell_layout(const ApiLayout *layout, void *user_data)
{
    g_string_append_printf(((Fixture *)user_data)->said, ">%d:%d/%d%s ", layout->view, layout->mode,
            (int)layout->page, layout->pinned);
}

static void tell_floor(const char *identity, void *user_data)
{
    g_string_append_printf(((Fixture *)user_data)->said, ">floor=%s ", identity);
}

static void tell_slides(const char *leg, void *user_data)
{
    g_string_append_printf(((Fixture *)user_data)->said, ">slides=%s ", leg);
}

static void tell_overlay(const ApiOverlay *overlay, void *user_data)
{
    g_string_append_printf(
            ((Fixture *)user_data)->said, ">overlay=%d%d ", overlay->title, overlay->clock);
}

static void on_changed(const Participant *participant, void *user_data)
{
    stage_participant_changed(((Fixture *)user_data)->stage, participant);
}

static void on_gone(const Participant *participant, void *user_data)
{
    stage_participant_gone(((Fixture *)user_data)->stage, participant->identity);
}

static void join(const Fixture *fixture, const char *identity, Role role, uint64_t session,
        const char *resume_leg)
{
    const MeetingEntry entry = {.identity = identity,
            .name = identity,
            .role = role,
            .by_link = true,
            .session = session,
            .resume_leg = resume_leg};
    (void)meeting_join(fixture->meeting, &entry, 0);
}

static void start_leg(
        const Fixture *fixture, const char *identity, Role role, uint64_t session, const char *leg)
{
    const MeetingEntry entry = {
            .identity = identity, .name = identity, .role = role, .session = session};
    g_assert_true(meeting_leg_started(fixture->meeting, &entry, leg, 0));
    meeting_leg_connected(fixture->meeting, leg, 0);
}

/* A chair, two sites with media, and an onlooker. */
static void fixture_init(Fixture *fixture)
{
    static const MeetingConfig config = {.sites_max = 10, .seat_hold_us = 1};
    static const MeetingEvents meeting_events = {.changed = on_changed, .gone = on_gone};
    static const StageEvents events = {.layouts = on_layouts,
            .floor = on_floor,
            .share = on_share,
            .overlay = on_overlay,
            .tell_layout = tell_layout,
            .tell_floor = tell_floor,
            .tell_slides = tell_slides,
            .tell_overlay = tell_overlay};
    static const StageConfig stage_config = {
            .modes = {API_LAYOUT_GRID, API_LAYOUT_GRID, API_LAYOUT_CHAIR}, .rotate_s = 15};

    fixture->said = g_string_new(NULL);
    fixture->meeting = meeting_new("demo", "Demo", &config, &meeting_events, fixture);
    fixture->stage = stage_new(&stage_config, fixture->meeting, &events, fixture);
    join(fixture, "chair", ROLE_CHAIR, 1, NULL);
    join(fixture, "a", ROLE_SITE, 2, NULL);
    join(fixture, "b", ROLE_SITE, 3, NULL);
    join(fixture, "viewer", ROLE_VIEWER, 4, NULL);
    start_leg(fixture, "chair", ROLE_CHAIR, 1, "leg-c");
    start_leg(fixture, "a", ROLE_SITE, 2, "leg-a");
    start_leg(fixture, "b", ROLE_SITE, 3, "leg-b");
}

static void fixture_clear(Fixture *fixture)
{
    stage_free(fixture->stage);
    meeting_free(fixture->meeting);
    g_string_free(fixture->said, TRUE);
}

static void says(Fixture *fixture, const char *expected)
{
    g_assert_cmpstr(fixture->said->str, ==, expected);
    g_string_truncate(fixture->said, 0);
}

static void test_layouts(void)
{
    static const struct {
        const char *why;
        ApiLayout layout;
        const char *says;
    } cases[] = {
            {"a page", {.view = API_VIEW_SITES, .mode = API_LAYOUT_GRID, .page = 2},
                    ">1:0/2 layouts "},
            {"another view", {.view = API_VIEW_FLOOR, .mode = API_LAYOUT_SPLIT}, ">2:5/0 layouts "},
            {"a pin", {.view = API_VIEW_CHAIR, .mode = API_LAYOUT_PIN, .pinned = (char *)"a"},
                    ">0:8/0a layouts "},
            {"another mode forgets the pin",
                    {.view = API_VIEW_CHAIR, .mode = API_LAYOUT_AUTO, .pinned = (char *)"a"},
                    ">0:7/0 layouts "},
            {"a pin of one who is not here yet",
                    {.view = API_VIEW_CHAIR, .mode = API_LAYOUT_PIN, .pinned = (char *)"x"},
                    ">0:8/0x layouts "},
            {"a rotation", {.mode = API_LAYOUT_ROTATE, .rotate_s = 3}, ">0:1/0 layouts "},
    };
    Fixture fixture;
    fixture_init(&fixture);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        stage_set_layout(fixture.stage, &cases[i].layout);
        says(&fixture, cases[i].says);
    }
    g_assert_cmpint(stage_layout(fixture.stage, API_VIEW_SITES)->rotate_s, ==, 15); /* as it was */
    fixture_clear(&fixture);
}

/* An order, as it comes back out of its event. */
static void give_order(PictureOrders *orders, const PictureOrder *order)
{
    json_t *event = json_object();

    picture_order_write_layout(order, event);
    if (order->site != NULL) {
        picture_orders_apply_site(orders, event);
    } else {
        picture_orders_apply_layout(orders, event);
    }
    json_decref(event);
}

static void test_what_was_ordered(void)
{
    g_autoptr(PictureOrders) orders = picture_orders_new();
    json_t *clock = json_pack("{s:b}", "clock", true);
    Fixture fixture;
    fixture_init(&fixture);

    stage_follow(fixture.stage, orders);
    says(&fixture, ""); /* nothing: it is as the settings say */
    give_order(orders, &(PictureOrder){.view = API_VIEW_SITES, .mode = API_LAYOUT_SPLIT});
    give_order(orders, &(PictureOrder){.site = "a", .mode = API_LAYOUT_SPEAKER});
    give_order(orders, &(PictureOrder){.site = "b", .mode = API_LAYOUT_PIN, .pinned = "a"});
    picture_orders_apply_overlay(orders, clock);
    stage_follow(fixture.stage, orders);
    says(&fixture, ">1:5/0 layouts >4:3/0 >5:8/0a >overlay=01 overlay ");
    stage_follow(fixture.stage, orders);
    says(&fixture, "");
    stage_follow_view(fixture.stage, orders, API_VIEW_SITES); /* back to the first page */
    says(&fixture, ">1:5/0 layouts ");

    /* Given back: the place is free for another one. */
    give_order(orders, &(PictureOrder){.site = "a", .none = true});
    stage_follow(fixture.stage, orders);
    says(&fixture, ">4:0/0 ");
    give_order(orders, &(PictureOrder){.site = "chair", .mode = API_LAYOUT_CHAIR});
    stage_follow(fixture.stage, orders);
    says(&fixture, ">4:4/0 ");

    stage_tell_all(fixture.stage);
    says(&fixture, ">0:0/0 >1:5/0 >2:4/0 >4:4/0 >5:8/0a >overlay=01 ");
    json_decref(clock);
    fixture_clear(&fixture);
}

static void test_the_media_server_has_the_last_word(void)
{
    Fixture fixture;
    fixture_init(&fixture);
    ApiLayout layout = {.view = API_VIEW_SITES, .mode = API_LAYOUT_GRID, .page = 9};

    stage_set_layout(fixture.stage, &layout);
    says(&fixture, ">1:0/9 layouts ");
    layout.page = 1; /* there are but two */
    layout.pages = 2;
    layout.pinned = (char *)"";
    layout.rotate_s = 15;
    stage_note_layout(fixture.stage, &layout);
    says(&fixture, "layouts ");
    stage_note_layout(fixture.stage, &layout);
    says(&fixture, ""); /* nothing new */
    g_assert_cmpint(stage_layout(fixture.stage, API_VIEW_SITES)->page, ==, 1);
    layout.view = API_VIEW_SLIDES;
    stage_note_layout(fixture.stage, &layout);
    says(&fixture, ""); /* nobody chooses that one */
    fixture_clear(&fixture);
}

static void test_the_floor(void)
{
    Fixture fixture;
    g_autoptr(GError) error = NULL;
    fixture_init(&fixture);

    g_assert_true(stage_set_floor(fixture.stage, "a", NULL));
    says(&fixture, ">floor=a floor ");
    g_assert_true(stage_set_floor(fixture.stage, "a", NULL));
    says(&fixture, "");
    g_assert_false(stage_set_floor(fixture.stage, "viewer", NULL));
    g_assert_false(stage_set_floor(fixture.stage, "x", &error));
    g_assert_error(error, STAGE_ERROR, STAGE_ERROR_NOBODY);
    g_assert_nonnull(strstr(error->message, "floor.site"));
    g_assert_cmpstr(stage_floor(fixture.stage), ==, "a");
    meeting_leave(fixture.meeting, "a", "");
    says(&fixture, ">floor= floor ");
    g_assert_true(stage_set_floor(fixture.stage, "", NULL));
    says(&fixture, "");
    fixture_clear(&fixture);
}

static void test_overlays(void)
{
    Fixture fixture;
    fixture_init(&fixture);

    stage_set_overlay(fixture.stage, true, false);
    says(&fixture, ">overlay=10 overlay ");
    stage_set_overlay(fixture.stage, true, false);
    says(&fixture, "");
    g_assert_true(stage_overlay(fixture.stage).title);
    fixture_clear(&fixture);
}

static void test_one_shows_slides_at_a_time(void)
{
    Fixture fixture;
    g_autoptr(GError) error = NULL;
    fixture_init(&fixture);

    g_assert_true(stage_share(fixture.stage, "a", true, false, NULL));
    says(&fixture, ">slides=leg-a share ");
    g_assert_true(stage_share(fixture.stage, "a", true, false, NULL));
    says(&fixture, "share "); /* who asks again hears it again */
    g_assert_false(stage_share(fixture.stage, "b", true, false, &error));
    g_assert_error(error, STAGE_ERROR, STAGE_ERROR_BUSY);
    g_assert_true(stage_share(fixture.stage, "b", false, false, NULL)); /* its own are off */
    says(&fixture, "");
    g_assert_cmpstr(stage_presenter(fixture.stage), ==, "a");
    g_assert_true(stage_share(fixture.stage, "chair", true, true, NULL));
    says(&fixture, ">slides=leg-c share ");
    g_assert_true(stage_share(fixture.stage, "chair", false, true, NULL));
    says(&fixture, ">slides= share ");
    g_assert_true(stage_share(fixture.stage, "b", true, false, NULL));
    says(&fixture, ">slides=leg-b share ");
    g_assert_true(stage_share(fixture.stage, "chair", false, true, NULL)); /* ends another's */
    says(&fixture, ">slides= share ");
    g_assert_cmpstr(stage_presenter(fixture.stage), ==, "");
    g_clear_error(&error);
    g_assert_false(stage_share(fixture.stage, "viewer2", true, false, &error));
    g_assert_error(error, STAGE_ERROR, STAGE_ERROR_MEDIA);
    fixture_clear(&fixture);
}

typedef void (*MeetingStep)(Fixture *fixture);

static void leave(Fixture *fixture)
{
    meeting_leave(fixture->meeting, "a", "");
}

static void lose_media(Fixture *fixture)
{
    (void)meeting_leg_closed(fixture->meeting, "leg-a", "timeout", 0);
}

static void load_the_page_again(Fixture *fixture)
{
    join(fixture, "a", ROLE_SITE, 12, NULL);
}

static void resume(Fixture *fixture)
{
    meeting_session_gone(fixture->meeting, 2, 0);
    join(fixture, "a", ROLE_SITE, 12, "leg-a");
}

static void offer_anew(Fixture *fixture)
{
    start_leg(fixture, "a", ROLE_SITE, 2, "leg-2");
}

static void restart_the_media_server(Fixture *fixture)
{
    meeting_legs_lost(fixture->meeting, 0);
    stage_tell_all(fixture->stage);
    start_leg(fixture, "a", ROLE_SITE, 2, "leg-2");
}

static void refuse(Fixture *fixture)
{
    stage_slides_refused(fixture->stage, "leg-b"); /* of an earlier one */
    stage_slides_refused(fixture->stage, "leg-a");
}

static void test_how_slides_end(void)
{
    static const struct {
        const char *why;
        MeetingStep step;
        const char *says;
    } cases[] = {
            {"the presenter leaves", leave, ">slides= share "},
            {"its media is lost", lose_media, ">slides= share "},
            {"its page is another one", load_the_page_again, ">slides= share "},
            {"its WebSocket comes back: goes on", resume, ""},
            {"a new peer connection of the same page: goes on", offer_anew, ">slides=leg-2 "},
            {"the media server is another one: goes on, told with the new leg",
                    restart_the_media_server, ">0:0/0 >1:0/0 >2:4/0 >overlay=00 >slides=leg-2 "},
            {"the media server does not take them", refuse, ">slides= share "},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Fixture fixture;
        fixture_init(&fixture);
        g_test_message("%s", cases[i].why);
        g_assert_true(stage_share(fixture.stage, "a", true, false, NULL));
        g_string_truncate(fixture.said, 0);
        cases[i].step(&fixture);
        says(&fixture, cases[i].says);
        fixture_clear(&fixture);
    }
}

static void test_takes_over_what_a_media_server_knows(void)
{
    Fixture fixture;
    fixture_init(&fixture);
    ApiLayout layouts[] = {
            {.view = API_VIEW_SITES,
                    .mode = API_LAYOUT_PIN,
                    .pages = 1,
                    .pinned = (char *)"b",
                    .rotate_s = 20},
            {.view = API_VIEW_SLIDES, .mode = API_LAYOUT_SLIDES, .pages = 1, .pinned = (char *)""},
    };
    const ApiRoomDescription description = {
            .layouts = layouts,
            .n_layouts = G_N_ELEMENTS(layouts),
            .floor = (char *)"b",
            .slides = (char *)"leg-a",
            .overlay_clock = true,
    };

    stage_adopt(fixture.stage, &description);
    says(&fixture, ""); /* nobody is connected yet whom it would have to be told */
    g_assert_cmpint(stage_layout(fixture.stage, API_VIEW_SITES)->mode, ==, API_LAYOUT_PIN);
    g_assert_cmpstr(stage_layout(fixture.stage, API_VIEW_SITES)->pinned, ==, "b");
    g_assert_cmpstr(stage_floor(fixture.stage), ==, "b");
    g_assert_cmpstr(stage_presenter(fixture.stage), ==, "a");
    g_assert_true(stage_overlay(fixture.stage).clock);
    /* The next media server hears all of it. */
    stage_tell_all(fixture.stage);
    says(&fixture, ">0:0/0 >1:8/0b >2:4/0 >overlay=01 >floor=b >slides=leg-a ");
    fixture_clear(&fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stage/what_was_ordered", test_what_was_ordered);
    g_test_add_func("/stage/layouts", test_layouts);
    g_test_add_func(
            "/stage/the_media_server_has_the_last_word", test_the_media_server_has_the_last_word);
    g_test_add_func("/stage/the_floor", test_the_floor);
    g_test_add_func("/stage/overlays", test_overlays);
    g_test_add_func("/stage/one_shows_slides_at_a_time", test_one_shows_slides_at_a_time);
    g_test_add_func("/stage/how_slides_end", test_how_slides_end);
    g_test_add_func("/stage/takes_over_what_a_media_server_knows",
            test_takes_over_what_a_media_server_knows);
    return g_test_run();
}
