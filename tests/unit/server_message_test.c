#include "signaling/client/server_message.h"

#include <jansson.h>

static const MeetingEvents no_events;
static const StageEvents no_stage_events;
static const StageConfig stage_config = {
        .modes = {API_LAYOUT_GRID, API_LAYOUT_GRID, API_LAYOUT_AUTO}, .rotate_s = 15};

/* The message as JSON; the text is freed. */
static json_t *parsed(char *text)
{
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    g_assert_nonnull(json);
    g_free(text);
    return json;
}

static const char *text_at(const json_t *json, const char *name)
{
    return json_string_value(json_object_get(json, name));
}

static void test_welcome(void)
{
    static const MeetingConfig config = {.sites_max = 10, .seat_hold_us = 1};
    g_autoptr(Meeting) meeting =
            meeting_new("demo", "Giao ban \"tháng 3\"", &config, &no_events, NULL);
    const MeetingEntry entry = {
            .identity = "site:a", .name = "A", .role = ROLE_CHAIR, .session = 1, .by_link = true};
    meeting_join(meeting, &entry, 0);

    g_autoptr(Stage) stage = stage_new(&stage_config, meeting, &no_stage_events, NULL);
    json_t *proceedings = json_pack("{s:s}", "phase", "live");
    json_t *json = parsed(server_message_welcome(&(ServerWelcome){
            .meeting = meeting,
            .self = meeting_find(meeting, "site:a"),
            .token = "token",
            .resume = "resume",
            .stage = stage,
            .proceedings = proceedings,
    }));
    json_decref(proceedings);
    g_assert_cmpstr(text_at(json, "type"), ==, "welcome");
    g_assert_cmpstr(text_at(json_object_get(json, "proceedings"), "phase"), ==, "live");
    g_assert_cmpstr(text_at(json_object_get(json, "meeting"), "title"), ==, "Giao ban \"tháng 3\"");
    g_assert_cmpstr(text_at(json_object_get(json, "self"), "role"), ==, "chair");
    g_assert_true(json_is_false(json_object_get(json, "media_alive")));
    g_assert_cmpuint(json_array_size(json_object_get(json, "ice_servers")), ==, 0);
    const json_t *layouts = json_object_get(json, "layouts");
    g_assert_cmpuint(json_array_size(layouts), ==, 3);
    g_assert_cmpstr(text_at(json_array_get(layouts, 0), "view"), ==, "chair");
    g_assert_cmpstr(text_at(json_array_get(layouts, 2), "mode"), ==, "auto");
    const json_t *site = json_array_get(json_object_get(json, "sites"), 0);
    g_assert_cmpstr(text_at(site, "id"), ==, "site:a");
    g_assert_cmpstr(text_at(site, "state"), ==, "connecting");
    g_assert_cmpstr(text_at(site, "quality"), ==, "good");
    g_assert_true(json_is_true(json_object_get(site, "mic")));
    json_decref(json);
}

/* What each of two sites hears of the slides, and all of the rest of the stage. */
static void test_the_stage(void)
{
    static const MeetingConfig config = {.sites_max = 10, .seat_hold_us = 1};
    g_autoptr(Meeting) meeting = meeting_new("demo", "Demo", &config, &no_events, NULL);
    const MeetingEntry entry = {
            .identity = "site:a", .name = "A", .role = ROLE_SITE, .session = 1, .by_link = true};
    (void)meeting_join(meeting, &entry, 0);
    g_autoptr(Stage) stage = stage_new(&stage_config, meeting, &no_stage_events, NULL);

    g_autofree char *nobody = server_message_share(stage, "site:a");
    g_assert_cmpstr(nobody, ==, "{\"type\":\"share\",\"site\":\"\",\"mine\":false}");
    g_assert_true(stage_share(stage, "site:a", true, false, NULL));
    g_autofree char *mine = server_message_share(stage, "site:a");
    g_assert_cmpstr(mine, ==, "{\"type\":\"share\",\"site\":\"site:a\",\"mine\":true}");
    g_autofree char *others = server_message_share(stage, "site:b");
    g_assert_cmpstr(others, ==, "{\"type\":\"share\",\"site\":\"site:a\",\"mine\":false}");

    g_assert_true(stage_set_floor(stage, "site:a", NULL));
    g_autofree char *floor = server_message_floor(stage);
    g_assert_cmpstr(floor, ==, "{\"type\":\"floor\",\"site\":\"site:a\"}");
    stage_set_overlay(stage, false, true);
    g_autofree char *overlay = server_message_overlay(stage);
    g_assert_cmpstr(overlay, ==, "{\"type\":\"overlay\",\"title\":false,\"clock\":true}");
    const ApiLayout pin = {
            .view = API_VIEW_SITES, .mode = API_LAYOUT_PIN, .pinned = (char *)"site:a"};
    stage_set_layout(stage, &pin);
    json_t *layouts = parsed(server_message_layouts(stage));
    const json_t *sites = json_array_get(json_object_get(layouts, "layouts"), API_VIEW_SITES);
    g_assert_cmpstr(text_at(sites, "mode"), ==, "pin");
    g_assert_cmpstr(text_at(sites, "pinned"), ==, "site:a");
    g_assert_cmpint(json_integer_value(json_object_get(sites, "rotate_s")), ==, 15);
    json_decref(layouts);
}

static void test_quality(void)
{
    const ApiLegQuality figures = {
            .rtt_ms = 12.5,
            .view = API_VIEW_FLOOR,
            .height_px = 360,
            .fps = 12.5,
            .stills = true,
            .copies = 2,
            .tx_bps = 500000,
            .level_dbov = -20,
            .reason = API_LIMIT_LINE,
            .slides = API_SLIDES_STREAM,
    };
    json_t *json = parsed(server_message_quality(
            QUALITY_FAIR, &figures, &(CentreFigures){.picture_us = 12500, .dropped = 3}));

    g_assert_cmpstr(text_at(json, "level"), ==, "fair");
    g_assert_cmpstr(text_at(json, "view"), ==, "floor");
    g_assert_cmpint(json_integer_value(json_object_get(json, "height_px")), ==, 360);
    g_assert_true(json_is_true(json_object_get(json, "stills")));
    g_assert_cmpint(json_integer_value(json_object_get(json, "sound_copies")), ==, 2);
    g_assert_cmpstr(text_at(json, "reason"), ==, "line");
    g_assert_cmpstr(text_at(json, "slides"), ==, "stream");
    g_assert_cmpint(json_integer_value(json_object_get(json, "level_dbov")), ==, -20);
    g_assert_cmpfloat(json_real_value(json_object_get(json, "centre_ms")), ==, 12.5);
    g_assert_cmpint(json_integer_value(json_object_get(json, "dropped")), ==, 3);
    json_decref(json);
}

static void test_error_in_words(void)
{
    for (ClientError error = CLIENT_ERROR_BAD_MESSAGE; error < CLIENT_ERROR_COUNT; error++) {
        json_t *json = parsed(server_message_error(error, "hello", NULL));
        g_assert_cmpstr(text_at(json, "code"), ==, client_error_code(error));
        g_assert_cmpuint(json_string_length(json_object_get(json, "message")), >, 10);
        g_assert_cmpstr(text_at(json, "for"), ==, "hello");
        g_assert_cmpint(client_error_http_status(error), >=, 400);
        json_decref(json);
    }
}

static void test_small_ones(void)
{
    static const struct {
        const char *why;
        double t;
        const char *text;
    } pongs[] = {
            {"a whole number stays one", 1732250000000, "{\"type\":\"pong\",\"t\":1732250000000}"},
            {"a fraction stays one", 0.5, "{\"type\":\"pong\",\"t\":0.5}"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pongs); i++) {
        g_autofree char *pong = server_message_pong(pongs[i].t);
        g_test_message("%s", pongs[i].why);
        g_assert_cmpstr(pong, ==, pongs[i].text);
    }
    g_autofree char *nobody = server_message_speaker(NULL);
    g_assert_cmpstr(nobody, ==, "{\"type\":\"speaker\",\"id\":null}");
    g_autofree char *gone = server_message_site_gone("site:a");
    g_assert_cmpstr(gone, ==, "{\"type\":\"site_gone\",\"id\":\"site:a\"}");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/server_message/welcome", test_welcome);
    g_test_add_func("/server_message/the_stage", test_the_stage);
    g_test_add_func("/server_message/quality", test_quality);
    g_test_add_func("/server_message/error_in_words", test_error_in_words);
    g_test_add_func("/server_message/small_ones", test_small_ones);
    return g_test_run();
}
