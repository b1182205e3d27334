#include "signaling/client/server_message.h"

#include <jansson.h>

static const MeetingEvents no_events;

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

    json_t *json = parsed(server_message_welcome(&(ServerWelcome){
            .meeting = meeting,
            .self = meeting_find(meeting, "site:a"),
            .token = "token",
            .resume = "resume",
            .layout = {.mode = "grid", .page = 0, .pages = 1},
    }));
    g_assert_cmpstr(text_at(json, "type"), ==, "welcome");
    g_assert_cmpstr(text_at(json_object_get(json, "meeting"), "title"), ==, "Giao ban \"tháng 3\"");
    g_assert_cmpstr(text_at(json_object_get(json, "self"), "role"), ==, "chair");
    g_assert_true(json_is_false(json_object_get(json, "media_alive")));
    g_assert_cmpuint(json_array_size(json_object_get(json, "ice_servers")), ==, 0);
    const json_t *site = json_array_get(json_object_get(json, "sites"), 0);
    g_assert_cmpstr(text_at(site, "id"), ==, "site:a");
    g_assert_cmpstr(text_at(site, "state"), ==, "connecting");
    g_assert_cmpstr(text_at(site, "quality"), ==, "good");
    g_assert_true(json_is_true(json_object_get(site, "mic")));
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
    g_test_add_func("/server_message/error_in_words", test_error_in_words);
    g_test_add_func("/server_message/small_ones", test_small_ones);
    return g_test_run();
}
