#include "tests/loop/http_ask.h"
#include "tests/loop/room_client.h"
#include "tests/loop/test_server.h"

#include <string.h>

static const char sdp_type[] = "application/sdp";
static const char fragment_type[] = "application/trickle-ice-sdpfrag";

#define POST(where, who, kind, text)                                                               \
    {                                                                                              \
        .method = "POST", .path = (where), .token = (who), .type = (kind), .body = (text)          \
    }

#define PATCH(where, who, kind, text, tag_known)                                                   \
    {                                                                                              \
        .method = "PATCH", .path = (where), .token = (who), .type = (kind), .body = (text),        \
        .if_match = (tag_known)                                                                    \
    }

static unsigned status_of(const TestServer *test, const HttpAsk *what)
{
    HttpReply reply = http_ask(test, what);
    const unsigned status = reply.status;
    /* What a page of another origin has to see is there in success and failure. */
    g_assert_cmpstr(http_reply_header(&reply, "Access-Control-Allow-Origin"), ==, "*");
    http_reply_clear(&reply);
    return status;
}

static void test_publishes_and_ends(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    g_autofree char *token = test_server_token(&test, "obs", ROLE_SITE);
    g_autofree char *watcher_token = test_server_token(&test, "w", ROLE_CHAIR);
    RoomClient *watcher = room_client_new(server_url(test.server));
    json_decref(room_client_join(watcher, watcher_token, NULL));

    HttpReply created = http_ask(
            &test, &(HttpAsk)POST("/whip/DEMO", token, "application/sdp; charset=utf-8", "v=0"));
    g_assert_cmpuint(created.status, ==, 201);
    g_assert_cmpstr(http_reply_header(&created, "Content-Type"), ==, sdp_type);
    g_assert_true(http_reply_has(&created, "answer"));
    g_autofree char *location = g_strdup(http_reply_header(&created, "Location"));
    g_autofree char *tag = g_strdup(http_reply_header(&created, "ETag"));
    g_assert_true(g_str_has_prefix(location, "/whip/demo/"));
    g_assert_true(g_str_has_prefix(tag, "\""));
    http_reply_clear(&created);
    room_client_wait_state(watcher, "site:obs", "connected");

    const char *candidate = "m=audio 9 RTP/AVP 0\r\na=mid:0\r\na=candidate:fake:speak\r\n";
    const struct {
        const char *why;
        HttpAsk ask;
        unsigned status;
    } cases[] = {
            {"a candidate", PATCH(location, token, fragment_type, candidate, tag), 204},
            {"without a tag", PATCH(location, token, fragment_type, candidate, NULL), 204},
            {"with another tag", PATCH(location, token, fragment_type, candidate, "\"x\""), 412},
            {"a restart", PATCH(location, token, fragment_type, candidate, "*"), 422},
            {"another type", PATCH(location, token, sdp_type, candidate, tag), 415},
            {"no fragment", PATCH(location, token, fragment_type, "{}", tag), 400},
            {"no token", PATCH(location, NULL, fragment_type, candidate, tag), 401},
            {"somebody else's session",
                    PATCH("/whip/demo/00", token, fragment_type, candidate, tag), 404},
            {"no token to end it", {.method = "DELETE", .path = location, .token = NULL}, 401},
            {"the end; tags do not matter",
                    {.method = "DELETE", .path = location, .token = token, .if_match = "\"x\""},
                    200},
            {"ended already", {.method = "DELETE", .path = location, .token = token}, 404},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_cmpuint(status_of(&test, &cases[i].ask), ==, cases[i].status);
    }
    json_decref(room_client_wait(watcher, "site_gone"));
    room_client_free(watcher);
    test_server_clear(&test);
}

static void test_refusals(void)
{
    TestServer test;
    static const char *const sets[] = {"meeting.sites_max=2", NULL};
    test_server_init(&test, sets);
    g_autofree char *token = test_server_token(&test, "obs", ROLE_SITE);
    g_autofree char *viewer = test_server_token(&test, "v", ROLE_VIEWER);
    g_autofree char *forged = g_strconcat("x", token, NULL);
    g_autofree char *huge = g_strnfill(200000, 'a');
    const struct {
        const char *why;
        HttpAsk ask;
        unsigned status;
    } cases[] = {
            {"no token", POST("/whip/demo", NULL, sdp_type, "v=0"), 401},
            {"a forged token", POST("/whip/demo", forged, sdp_type, "v=0"), 401},
            {"a token for another meeting", POST("/whip/other", token, sdp_type, "v=0"), 403},
            {"a viewer does not publish", POST("/whip/demo", viewer, sdp_type, "v=0"), 403},
            {"another type", POST("/whip/demo", token, "application/json", "{}"), 415},
            {"an answer of another type",
                    {.method = "POST",
                            .path = "/whip/demo",
                            .token = token,
                            .type = sdp_type,
                            .body = "v=0",
                            .accept = "text/html"},
                    406},
            {"an empty offer", POST("/whip/demo", token, sdp_type, ""), 400},
            {"an offer that is too long", POST("/whip/demo", token, sdp_type, huge), 400},
            {"an offer that cannot be read", POST("/whip/demo", token, sdp_type, "bad-offer"), 400},
            {"H.264 only", POST("/whip/demo", token, sdp_type, "no-codec"), 422},
            {"no port left", POST("/whip/demo", token, sdp_type, "no-ports"), 503},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_cmpuint(status_of(&test, &cases[i].ask), ==, cases[i].status);
    }
    HttpReply unauthorized = http_ask(&test, &(HttpAsk)POST("/whip/demo", NULL, sdp_type, "v=0"));
    g_assert_nonnull(strstr(http_reply_header(&unauthorized, "WWW-Authenticate"), "Bearer"));
    g_assert_cmpstr(
            http_reply_header(&unauthorized, "Content-Type"), ==, "application/problem+json");
    http_reply_clear(&unauthorized);

    /* None of those is in the meeting now: two places are free. */
    g_autofree char *b = test_server_token(&test, "b", ROLE_SITE);
    g_autofree char *c = test_server_token(&test, "c", ROLE_SITE);
    g_assert_cmpuint(
            status_of(&test, &(HttpAsk)POST("/whip/demo", token, sdp_type, "v=0")), ==, 201);
    g_assert_cmpuint(status_of(&test, &(HttpAsk)POST("/whip/demo", b, sdp_type, "v=0")), ==, 201);
    HttpReply full = http_ask(&test, &(HttpAsk)POST("/whip/demo", c, sdp_type, "v=0"));
    g_assert_cmpuint(full.status, ==, 503);
    g_assert_nonnull(http_reply_header(&full, "Retry-After"));
    http_reply_clear(&full);

    /* An offer that is refused does not push out what the same site sends already. */
    g_assert_cmpuint(
            status_of(&test, &(HttpAsk)POST("/whip/demo", token, sdp_type, "no-codec")), ==, 422);
    RoomClient *watcher = room_client_new(server_url(test.server));
    json_t *welcome = room_client_join(watcher, b, NULL); /* in the place of b's publisher */
    const json_t *site = json_array_get(json_object_get(welcome, "sites"), 0);
    g_assert_cmpstr(json_string_value(json_object_get(site, "id")), ==, "site:obs");
    g_assert_cmpstr(json_string_value(json_object_get(site, "state")), ==, "connected");
    json_decref(welcome);
    room_client_free(watcher);
    test_server_clear(&test);
}

static void test_watches_beside_publishing(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    g_autofree char *token = test_server_token(&test, "obs", ROLE_SITE);
    g_autofree char *viewer = test_server_token(&test, "v", ROLE_VIEWER);

    g_assert_cmpuint(
            status_of(&test, &(HttpAsk)POST("/whip/demo", token, sdp_type, "v=0")), ==, 201);
    HttpReply watching = http_ask(&test, &(HttpAsk)POST("/whep/demo", token, sdp_type, "v=0"));
    g_assert_cmpuint(watching.status, ==, 201);
    g_autofree char *location = g_strdup(http_reply_header(&watching, "Location"));
    g_assert_true(g_str_has_prefix(location, "/whep/demo/"));
    http_reply_clear(&watching);
    g_assert_cmpuint(
            status_of(&test, &(HttpAsk)POST("/whep/demo", viewer, sdp_type, "v=0")), ==, 201);

    RoomClient *client = room_client_new(server_url(test.server));
    json_t *welcome = room_client_join_by_code(client, "demo", "a");
    g_assert_cmpuint(json_array_size(json_object_get(welcome, "sites")), ==, 4);
    json_decref(welcome);

    /* After a restart of the server the session can still be ended by its address. */
    test_server_restart(&test);
    RoomClient *again = room_client_new(server_url(test.server));
    json_decref(
            room_client_join_by_code(again, "demo", "a")); /* waits until the meeting is adopted */
    g_assert_cmpuint(
            status_of(&test, &(HttpAsk){.method = "DELETE", .path = location, .token = token}), ==,
            200);
    room_client_free(client);
    room_client_free(again);
    test_server_clear(&test);
}

static void test_options(void)
{
    TestServer test;
    test_server_init(&test, NULL);
    HttpReply endpoint = http_ask(&test, &(HttpAsk){.method = "OPTIONS", .path = "/whip/demo"});
    HttpReply session = http_ask(&test, &(HttpAsk){.method = "OPTIONS", .path = "/whep/demo/1"});

    g_assert_cmpuint(endpoint.status, ==, 204);
    g_assert_cmpstr(http_reply_header(&endpoint, "Accept-Post"), ==, sdp_type);
    g_assert_nonnull(strstr(http_reply_header(&endpoint, "Access-Control-Allow-Methods"), "POST"));
    g_assert_nonnull(
            strstr(http_reply_header(&endpoint, "Access-Control-Allow-Headers"), "Authorization"));
    g_assert_nonnull(
            strstr(http_reply_header(&endpoint, "Access-Control-Expose-Headers"), "Location"));
    g_assert_nonnull(strstr(http_reply_header(&session, "Access-Control-Allow-Methods"), "PATCH"));
    http_reply_clear(&endpoint);
    http_reply_clear(&session);

    HttpReply health = http_ask(&test, &(HttpAsk){.method = "GET", .path = "/healthz"});
    g_assert_cmpuint(health.status, ==, 200);
    g_assert_true(http_reply_has(&health, "ok"));
    http_reply_clear(&health);
    g_autofree char *token = test_server_token(&test, "obs", ROLE_SITE);
    g_assert_cmpuint(
            status_of(&test, &(HttpAsk)POST("/whip/demo", token, sdp_type, "v=0")), ==, 201);
    HttpReply figures = http_ask(&test, &(HttpAsk){.method = "GET", .path = "/metrics"});
    static const char *const lines[] = {"giaoban_meetings 1\n", "giaoban_legs{meeting=\"demo\"} ",
            "giaoban_encoders{meeting=\"demo\"} ",
            "giaoban_mcu_restarts_total{meeting=\"demo\"} 0\n",
            "giaoban_mcu_cpu_seconds_total{meeting=\"demo\"} "};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_assert_true(http_reply_has(&figures, lines[i]));
    }
    http_reply_clear(&figures);
    test_server_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_log_set_debug_enabled(FALSE); /* libsoup tells every frame */
    g_assert_true(g_file_test(g_getenv("FAKE_MCU"), G_FILE_TEST_IS_EXECUTABLE));
    g_test_add_func("/whip_api/publishes_and_ends", test_publishes_and_ends);
    g_test_add_func("/whip_api/refusals", test_refusals);
    g_test_add_func("/whip_api/watches_beside_publishing", test_watches_beside_publishing);
    g_test_add_func("/whip_api/options", test_options);
    return g_test_run();
}
