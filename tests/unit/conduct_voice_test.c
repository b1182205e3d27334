#include "signaling/app/conduct_voice.h"

#include <string.h>

/* A chair, two sites and a secretary's console: sessions 1, 2, 3 and 9. */
typedef struct Scene {
    Proceedings *state;
    Meeting *meeting;
    ConsoleList *consoles;
    WaitingRoom *waiting;
    ConductVoice voice;
    GString *heard; /* "session:type " of each message, in their order */
} Scene;

static void on_send(uint64_t session, const char *text, void *user_data)
{
    json_t *message = json_loads(text, 0, NULL);

    g_assert_nonnull(message);
    g_string_append_printf(
            user_data, "%d:%s ", (int)session, json_string_value(json_object_get(message, "type")));
    json_decref(message);
}

static void seat(Scene *scene, const char *identity, Role role, uint64_t session)
{
    const MeetingEntry entry = {
            .identity = identity, .name = identity, .role = role, .session = session};
    g_assert_cmpint(meeting_join(scene->meeting, &entry, 1), ==, MEETING_JOINED);
}

static void scene_init(Scene *scene)
{
    static const MeetingEvents no_events = {0};
    const MeetingConfig config = {.sites_max = 10};

    *scene = (Scene){
            .state = proceedings_new(),
            .meeting = meeting_new("demo", "Họp", &config, &no_events, NULL),
            .consoles = console_list_new(),
            .waiting = waiting_room_new(),
            .heard = g_string_new(NULL),
    };
    seat(scene, "site:chair", ROLE_CHAIR, 1);
    seat(scene, "site:a", ROLE_SITE, 2);
    seat(scene, "site:b", ROLE_SITE, 3);
    g_assert_true(console_list_add(scene->consoles,
            &(MeetingConsole){.session = 9,
                    .identity = "account:thuky",
                    .name = "Thư ký",
                    .role = ROLE_SECRETARY}));
    scene->voice = (ConductVoice){
            .state = scene->state,
            .meeting = scene->meeting,
            .consoles = scene->consoles,
            .waiting = scene->waiting,
            .send = on_send,
            .user_data = scene->heard,
    };
}

static void scene_clear(Scene *scene)
{
    proceedings_free(scene->state);
    meeting_free(scene->meeting);
    console_list_free(scene->consoles);
    waiting_room_free(scene->waiting);
    g_string_free(scene->heard, TRUE);
}

static void apply(Scene *scene, json_t *event)
{
    g_assert_true(proceedings_apply(scene->state, event, NULL));
    json_decref(event);
}

static json_t *line(const char *from, const char *to)
{
    return json_pack("{s:s, s:I, s:s, s:s, s:s, s:s}", "kind", "chat", "time_us", (json_int_t)1,
            "actor", from, "name", "", "text", "?", "site", to);
}

static void heard(Scene *scene, const char *what)
{
    g_assert_cmpstr(scene->heard->str, ==, what);
    g_string_truncate(scene->heard, 0);
}

static void test_who_waits_is_for_who_may_let_in(void)
{
    Scene scene;
    uint64_t replaced = 0;
    scene_init(&scene);
    g_assert_true(waiting_room_enter(scene.waiting,
            &(WaitingSite){.identity = "site:w", .name = "W", .session = 4, .since_us = 1},
            &replaced));
    json_t *chair = conduct_voice_json(&scene.voice, ROLE_CHAIR);
    json_t *site = conduct_voice_json(&scene.voice, ROLE_SITE);

    g_assert_cmpuint(json_array_size(json_object_get(chair, "waiting")), ==, 1);
    g_assert_cmpuint(json_array_size(json_object_get(site, "waiting")), ==, 0);
    json_decref(chair);
    json_decref(site);
    conduct_voice_tell_state(&scene.voice, CONDUCT_VOICE_COMMANDERS);
    heard(&scene, "1:proceedings 9:proceedings ");
    conduct_voice_tell_state(&scene.voice, CONDUCT_VOICE_ALL);
    heard(&scene, "1:proceedings 9:proceedings 2:proceedings 3:proceedings ");
    scene_clear(&scene);
}

static void test_lines_and_notes_reach_those_they_are_for(void)
{
    Scene scene;
    scene_init(&scene);
    apply(&scene, line("site:a", ""));
    conduct_voice_tell_line(&scene.voice);
    heard(&scene, "1:chat 2:chat 3:chat 9:chat ");
    apply(&scene, line("account:thuky", "site:b"));
    conduct_voice_tell_line(&scene.voice);
    heard(&scene, "1:chat 3:chat 9:chat ");
    conduct_voice_repeat(&scene.voice, 2, "site:a", ROLE_SITE);
    heard(&scene, "2:chat ");
    conduct_voice_repeat(&scene.voice, 9, "", ROLE_SECRETARY);
    heard(&scene, "9:chat 9:chat ");

    json_t *note = json_pack("{s:s, s:I, s:s, s:s, s:s, s:i}", "kind", "message", "time_us",
            (json_int_t)1, "actor", "server", "site", "site:b", "text", "!", "seconds", 0);
    conduct_voice_tell_note(&scene.voice, note);
    heard(&scene, "1:message 3:message 9:message ");
    json_decref(note);
    scene_clear(&scene);
}

static void test_people_are_told_to_their_site(void)
{
    Scene scene;
    scene_init(&scene);
    conduct_voice_tell_heads(&scene.voice, "site:a"); /* nothing is known of it */
    heard(&scene, "");
    apply(&scene,
            json_pack("{s:s, s:I, s:s, s:s, s:i, s:i}", "kind", "heads", "time_us", (json_int_t)1,
                    "actor", "site:a", "site", "site:a", "convened", 5, "present", 4));
    conduct_voice_tell_heads(&scene.voice, "site:a");
    heard(&scene, "1:heads 2:heads 9:heads ");
    scene_clear(&scene);
}

static void test_nobody_hears_nothing(void)
{
    Scene scene;
    scene_init(&scene);
    conduct_voice_say(&scene.voice, 0, g_strdup("{\"type\":\"x\"}"));
    heard(&scene, "");
    conduct_voice_say_consoles(&scene.voice, "{\"type\":\"x\"}");
    heard(&scene, "9:x ");
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/conduct_voice/who_waits_is_for_who_may_let_in", test_who_waits_is_for_who_may_let_in);
    g_test_add_func("/conduct_voice/lines_and_notes_reach_those_they_are_for",
            test_lines_and_notes_reach_those_they_are_for);
    g_test_add_func(
            "/conduct_voice/people_are_told_to_their_site", test_people_are_told_to_their_site);
    g_test_add_func("/conduct_voice/nobody_hears_nothing", test_nobody_hears_nothing);
    return g_test_run();
}
