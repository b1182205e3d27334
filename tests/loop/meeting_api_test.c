#include "tests/loop/http_ask.h"
#include "tests/loop/room_client.h"

#include <string.h>

static const char json_mime[] = "application/json";
static const char layouts_path[] = "/api/v1/meetings/demo/layouts";
static const char sites_path[] = "/api/v1/meetings/demo/layouts/sites";
static const char floor_path[] = "/api/v1/meetings/demo/floor";
static const char overlay_path[] = "/api/v1/meetings/demo/overlay";

#define GET(where, who)                                                                            \
    {                                                                                              \
        .method = "GET", .path = (where), .token = (who)                                           \
    }
#define PUT(where, who, text)                                                                      \
    {                                                                                              \
        .method = "PUT", .path = (where), .token = (who), .type = json_mime, .body = (text)        \
    }

/* A meeting with a site in it, who hears what all hear. */
typedef struct Fixture {
    TestServer test;
    RoomClient *a;
    char *chair;
    char *site;
} Fixture;

static void fixture_init(Fixture *fixture)
{
    test_server_init(&fixture->test, NULL);
    fixture->chair = test_server_token(&fixture->test, "chair", ROLE_CHAIR);
    fixture->site = test_server_token(&fixture->test, "a", ROLE_SITE);
    fixture->a = room_client_new(server_url(fixture->test.server));
    json_decref(room_client_join(fixture->a, fixture->site, NULL));
    g_free(room_client_offer(fixture->a, "offer"));
    room_client_wait_state(fixture->a, "site:a", "connected");
}

static void fixture_clear(Fixture *fixture)
{
    room_client_free(fixture->a);
    test_server_clear(&fixture->test);
    g_free(fixture->chair);
    g_free(fixture->site);
}

/* Asks for what must go well; `says` is in the body. */
static void succeeds(const Fixture *fixture, const HttpAsk *ask, const char *says)
{
    g_test_message("%s %s: %s", ask->method, ask->path, says);
    HttpReply reply = http_ask(&fixture->test, ask);
    g_assert_cmpuint(reply.status, ==, 200);
    g_assert_cmpstr(http_reply_header(&reply, "Content-Type"), ==, json_mime);
    g_assert_true(http_reply_has(&reply, says));
    http_reply_clear(&reply);
}

static void test_sets_and_tells(void)
{
    Fixture fixture;
    fixture_init(&fixture);
    const char *chair = fixture.chair;

    succeeds(&fixture, &(HttpAsk)GET(layouts_path, chair), "\"view\":\"floor\",\"mode\":\"chair\"");
    succeeds(&fixture, &(HttpAsk)PUT(sites_path, chair, "{\"mode\":\"pin\",\"pinned\":\"site:a\"}"),
            "\"mode\":\"pin\",\"page\":0,\"pages\":1,\"pinned\":\"site:a\",\"rotate_s\":15");
    json_t *layouts = room_client_wait(fixture.a, "layouts");
    const json_t *sites = json_array_get(json_object_get(layouts, "layouts"), 1);
    g_assert_cmpstr(json_string_value(json_object_get(sites, "mode")), ==, "pin");
    json_decref(layouts);
    succeeds(&fixture, &(HttpAsk)GET(sites_path, chair), "\"mode\":\"pin\"");

    /* What stands in the path counts. */
    succeeds(&fixture,
            &(HttpAsk)PUT("/api/v1/meetings/DEMO/layouts/chair", chair,
                    "{\"view\":\"sites\",\"mode\":\"rotate\",\"rotate_s\":30}"),
            "\"view\":\"chair\",\"mode\":\"rotate\"");

    succeeds(&fixture, &(HttpAsk)PUT(floor_path, chair, "{\"site\":\"site:a\"}"),
            "\"site\":\"site:a\"");
    json_decref(room_client_wait(fixture.a, "floor"));
    succeeds(&fixture, &(HttpAsk)GET(floor_path, chair), "\"site\":\"site:a\"");
    succeeds(&fixture, &(HttpAsk)PUT(overlay_path, chair, "{\"clock\":true}"),
            "\"title\":false,\"clock\":true");
    json_decref(room_client_wait(fixture.a, "overlay"));
    fixture_clear(&fixture);
}

static void test_refusals(void)
{
    Fixture fixture;
    fixture_init(&fixture);
    const char *chair = fixture.chair;
    static const char other[] = "/api/v1/meetings/other/layouts";
    static const char grid[] = "{\"mode\":\"grid\"}";
    const struct {
        const char *why;
        HttpAsk ask;
        unsigned status;
        const char *says;
    } cases[] = {
            {"no token", GET(layouts_path, NULL), 401, "no_token"},
            {"a forged token", GET(layouts_path, "a.b"), 401, "bad_token"},
            {"a site", GET(layouts_path, fixture.site), 403, "role"},
            {"a site that wants to", PUT(sites_path, fixture.site, grid), 403, "role"},
            {"another meeting", GET(other, chair), 403, "another meeting"},
            {"no such view", PUT("/api/v1/meetings/demo/layouts/all", chair, grid), 404,
                    "unknown_view"},
            {"the view that nobody chooses", GET("/api/v1/meetings/demo/layouts/slides", chair),
                    404, "unknown_view"},
            {"no such thing", GET("/api/v1/meetings/demo/nothing", chair), 404, ""},
            {"all layouts at once", PUT(layouts_path, chair, grid), 405, ""},
            {"a method that is none of it",
                    {.method = "DELETE", .path = floor_path, .token = chair}, 405, ""},
            {"no JSON", PUT(sites_path, chair, "mode=grid"), 400, "JSON"},
            {"nothing", PUT(sites_path, chair, ""), 400, "JSON"},
            {"no JSON by its type",
                    {.method = "PUT",
                            .path = sites_path,
                            .token = chair,
                            .type = "text/plain",
                            .body = grid},
                    415, "bad_type"},
            {"no mode", PUT(sites_path, chair, "{}"), 400, "layout.mode"},
            {"an unknown mode", PUT(sites_path, chair, "{\"mode\":\"x\"}"), 400, "layout.mode"},
            {"a bad page", PUT(sites_path, chair, "{\"mode\":\"grid\",\"page\":\"1\"}"), 400,
                    "layout.page"},
            {"nobody to pin", PUT(sites_path, chair, "{\"mode\":\"pin\",\"pinned\":\"b\"}"), 400,
                    "layout.pinned"},
            {"nobody to give the floor", PUT(floor_path, chair, "{\"site\":\"site:b\"}"), 400,
                    "floor.site"},
            {"no switch", PUT(overlay_path, chair, "{\"title\":\"yes\"}"), 400, "overlay.title"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        HttpReply reply = http_ask(&fixture.test, &cases[i].ask);
        g_assert_cmpuint(reply.status, ==, cases[i].status);
        g_assert_true(http_reply_has(&reply, cases[i].says));
        http_reply_clear(&reply);
    }
    fixture_clear(&fixture);
}

static void test_ends_for_everybody(void)
{
    Fixture fixture;
    fixture_init(&fixture);
    static const char path[] = "/api/v1/meetings/demo";
    const HttpAsk may_not = {.method = "DELETE", .path = path, .token = fixture.site};
    const HttpAsk may = {.method = "DELETE", .path = path, .token = fixture.chair};

    HttpReply reply = http_ask(&fixture.test, &may_not);
    g_assert_cmpuint(reply.status, ==, 403);
    http_reply_clear(&reply);
    reply = http_ask(&fixture.test, &may);
    g_assert_cmpuint(reply.status, ==, 204);
    http_reply_clear(&reply);
    json_t *closed = room_client_wait(fixture.a, "closed");
    g_assert_cmpstr(json_string_value(json_object_get(closed, "reason")), ==, "ended");
    json_decref(closed);
    room_client_wait_closed(fixture.a);
    reply = http_ask(&fixture.test, &may);
    g_assert_cmpuint(reply.status, ==, 404); /* it is not running any more */
    http_reply_clear(&reply);

    /* It may be held again, and nobody of the last time is in it. */
    RoomClient *b = room_client_new(server_url(fixture.test.server));
    json_t *welcome = room_client_join_by_code(b, "demo", "b");
    g_assert_cmpuint(json_array_size(json_object_get(welcome, "sites")), ==, 1);
    json_decref(welcome);
    room_client_free(b);
    test_server_restart(&fixture.test);
    g_autofree char *events = test_server_joins(&fixture.test, "a");
    g_assert_cmpstr(events, ==, "joined connected left");
    fixture_clear(&fixture);
}

static void test_no_meeting_begins_for_it(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    g_autofree char *chair = test_server_token(&test, "chair", ROLE_CHAIR);
    HttpReply reply = http_ask(&test, &(HttpAsk)GET(layouts_path, chair));

    g_assert_cmpuint(reply.status, ==, 404);
    g_assert_true(http_reply_has(&reply, "not running"));
    http_reply_clear(&reply);
    test_server_clear(&test);
}

static void test_figures_of_views_and_lines(void)
{
    Fixture fixture;
    fixture_init(&fixture);
    const HttpAsk metrics = GET("/metrics", NULL);
    static const char *const lines[] = {
            "giaoban_legs{meeting=\"demo\"} 1\n",
            "giaoban_view_frames_composed_total{meeting=\"demo\",view=\"sites\"} 25\n",
            "giaoban_view_frames_skipped_total{meeting=\"demo\",view=\"sites\"} 4\n",
            "giaoban_view_decode_seconds{meeting=\"demo\",view=\"sites\"} 0.001",
            "giaoban_view_compose_seconds{meeting=\"demo\",view=\"sites\"} 0.000",
            "giaoban_feed_encode_seconds{meeting=\"demo\",view=\"sites\",height=\"720\",codec=\"",
            ",codec=\"VP8\"} 0.007",
            "giaoban_sound_tick_seconds{meeting=\"demo\"} 0.000",
            "giaoban_site_estimate_bits_per_second{meeting=\"demo\",site=\"site:a\"} 2000000\n",
            "giaoban_site_loss_in_ratio{meeting=\"demo\",site=\"site:a\"} 0.01",
            "giaoban_site_loss_out_ratio{meeting=\"demo\",site=\"site:a\"} 0.02",
            "giaoban_site_jitter_seconds{meeting=\"demo\",site=\"site:a\"} 0.002",
            "giaoban_site_picture_layer{meeting=\"demo\",site=\"site:a\"} 2\n",
            "giaoban_site_frames_decoded_total{meeting=\"demo\",site=\"site:a\"} 100\n",
            "giaoban_site_frames_dropped_total{meeting=\"demo\",site=\"site:a\"} 3\n",
            "giaoban_feed_receivers{meeting=\"demo\",view=\"sites\",height=\"720\",codec=\"",
            ",codec=\"VP8\"} 1\n",
            "giaoban_site_receive_bits_per_second{meeting=\"demo\",site=\"site:a\"} 500000\n",
            "giaoban_site_send_bits_per_second{meeting=\"demo\",site=\"site:a\"} 1500000\n",
            "giaoban_site_rtt_seconds{meeting=\"demo\",site=\"site:a\"} 0.02",
            "giaoban_site_sound_level_dbov{meeting=\"demo\",site=\"site:a\"} -30\n",
            "giaoban_site_picture_height_pixels{meeting=\"demo\",site=\"site:a\"} 720\n",
            "giaoban_receive_bits_per_second{meeting=\"demo\"} 500000\n",
    };

    for (bool there = false; !there;) { /* the figures come each second */
        json_decref(room_client_wait(fixture.a, "quality"));
        HttpReply reply = http_ask(&fixture.test, &metrics);
        there = http_reply_has(&reply, "site=\"site:a\"");
        for (size_t i = 0; there && i < G_N_ELEMENTS(lines); i++) {
            g_test_message("%s", lines[i]);
            g_assert_true(http_reply_has(&reply, lines[i]));
        }
        http_reply_clear(&reply);
    }
    fixture_clear(&fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_log_set_debug_enabled(FALSE); /* libsoup tells every frame */
    g_test_add_func("/meeting_api/sets_and_tells", test_sets_and_tells);
    g_test_add_func("/meeting_api/refusals", test_refusals);
    g_test_add_func("/meeting_api/ends_for_everybody", test_ends_for_everybody);
    g_test_add_func("/meeting_api/no_meeting_begins_for_it", test_no_meeting_begins_for_it);
    g_test_add_func("/meeting_api/figures_of_views_and_lines", test_figures_of_views_and_lines);
    return g_test_run();
}
