#include "signaling/app/site_captions.h"

#include <string.h>

enum { NOW_US = 1000000 };

/* A chair with a page, and two rooms with a codec on the wall. */
typedef struct Scene {
    Proceedings *state;
    Meeting *meeting;
    SiteCaptions *captions;
    GString *shown; /* "leg:text ms|" of each */
} Scene;

static void on_show(const char *leg, const char *text, int64_t ms, void *user_data)
{
    g_assert_cmpuint(strlen(text), <=, SITE_CAPTION_BYTES_MAX);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_string_append_printf(user_data, "%s:%s %d|", leg, text, (int)ms);
}

static void seat(const Scene *scene, const char *identity, Role role, ParticipantKind kind)
{
    const MeetingEntry entry = {.identity = identity,
            .name = identity,
            .role = role,
            .kind = kind,
            .session = kind == PARTICIPANT_SIP ? 0 : 1};
    g_assert_cmpint(meeting_join(scene->meeting, &entry, NOW_US), ==, MEETING_JOINED);
    g_assert_true(meeting_leg_started(scene->meeting, &entry, identity + 1, NOW_US));
    meeting_set_own(scene->meeting, identity, true, true);
}

static void scene_init(Scene *scene)
{
    static const MeetingEvents no_events = {0};
    const MeetingConfig config = {.sites_max = 10};

    *scene = (Scene){
            .state = proceedings_new(),
            .meeting = meeting_new("demo", "Họp", &config, &no_events, NULL),
            .shown = g_string_new(NULL),
    };
    scene->captions = site_captions_new(&(SiteCaptionsConfig){.meeting = scene->meeting,
            .state = scene->state,
            .show = on_show,
            .user_data = scene->shown});
    seat(scene, "-chair", ROLE_CHAIR, PARTICIPANT_BROWSER);
    seat(scene, "-a", ROLE_SITE, PARTICIPANT_SIP);
    seat(scene, "-b", ROLE_SITE, PARTICIPANT_SIP);
    meeting_leg_connected(scene->meeting, "chair", NOW_US);
    meeting_leg_connected(scene->meeting, "a", NOW_US);
}

static void scene_clear(Scene *scene)
{
    site_captions_free(scene->captions);
    proceedings_free(scene->state);
    meeting_free(scene->meeting);
    g_string_free(scene->shown, TRUE);
}

static void apply(const Scene *scene, const char *event)
{
    g_autoptr(GError) error = NULL;
    json_t *parsed = json_loads(event, 0, NULL);

    g_assert_nonnull(parsed);
    (void)proceedings_apply(scene->state, parsed, &error);
    g_assert_no_error(error);
    json_decref(parsed);
}

static void shows(const Scene *scene, const char *texts)
{
    site_captions_follow(scene->captions, NOW_US);
    g_assert_cmpstr(scene->shown->str, ==, texts);
    g_string_truncate(scene->shown, 0);
    site_captions_follow(scene->captions, NOW_US);
    g_assert_cmpstr(scene->shown->str, ==, "");
}

/* b is not there yet: it would be over before it sees anything. The chair has a page. */
static void test_its_own_microphone(void)
{
    Scene scene;
    scene_init(&scene);
    shows(&scene, "a:Micro đang bật. 10000|");
    meeting_set_own(scene.meeting, "-a", false, true);
    shows(&scene, "a:Micro đang tắt. Bấm *6 để bật micro. 10000|");
    meeting_leg_connected(scene.meeting, "b", NOW_US);
    shows(&scene, "b:Micro đang bật. 10000|");
    apply(&scene, "{\"kind\": \"govern\", \"on\": true}");
    shows(&scene,
            "a:Micro do chủ tọa điều khiển. Bấm *5 để đăng ký phát biểu. 10000|"
            "b:Micro do chủ tọa điều khiển. Bấm *5 để đăng ký phát biểu. 10000|");
    scene_clear(&scene);
}

static void test_its_place_among_the_speakers(void)
{
    Scene scene;
    scene_init(&scene);
    meeting_leg_connected(scene.meeting, "b", NOW_US);
    shows(&scene, "a:Micro đang bật. 10000|b:Micro đang bật. 10000|");
    apply(&scene, "{\"kind\": \"ask\", \"site\": \"-b\", \"text\": \"\", \"time_us\": 1}");
    shows(&scene, "b:Đã đăng ký phát biểu, thứ tự 1/1. Bấm *5 để hủy đăng ký. 10000|");
    apply(&scene, "{\"kind\": \"ask\", \"site\": \"-a\", \"text\": \"\", \"time_us\": 2}");
    shows(&scene,
            "a:Đã đăng ký phát biểu, thứ tự 2/2. Bấm *5 để hủy đăng ký. 10000|"
            "b:Đã đăng ký phát biểu, thứ tự 1/2. Bấm *5 để hủy đăng ký. 10000|");
    apply(&scene, "{\"kind\": \"floor\", \"site\": \"-b\", \"time_us\": 3}");
    shows(&scene,
            "a:Đã đăng ký phát biểu, thứ tự 1/1. Bấm *5 để hủy đăng ký. 10000|"
            "b:Mời -b phát biểu. 10000|");
    scene_clear(&scene);
}

static void test_what_is_written_to_it(void)
{
    Scene scene;
    GString *event = g_string_new("{\"kind\": \"message\", \"time_us\": 1, \"site\": \"-a\", "
                                  "\"until_us\": 0, \"text\": \"");
    scene_init(&scene);
    shows(&scene, "a:Micro đang bật. 10000|");
    apply(&scene,
            "{\"kind\": \"message\", \"time_us\": 1, \"site\": \"*\", \"until_us\": 0, "
            "\"text\": \"Nghỉ giải lao\\n10 phút\"}");
    shows(&scene, "a:Nghỉ giải lao 10 phút 30000|");
    for (int i = 0; i < 100; i++) { /* as long as may be, and cut between letters */
        g_string_append(event, "ấ");
    }
    g_string_append(event, "\"}");
    apply(&scene, event->str);
    site_captions_follow(scene.captions, NOW_US);
    g_assert_true(g_str_has_suffix(scene.shown->str, "ấ… 30000|"));
    g_string_truncate(scene.shown, 0);
    apply(&scene,
            "{\"kind\": \"message\", \"time_us\": 2, \"site\": \"*\", \"until_us\": 0, "
            "\"text\": \"\"}");
    shows(&scene, "a:Micro đang bật. 10000|");
    g_string_free(event, TRUE);
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_captions/its_own_microphone", test_its_own_microphone);
    g_test_add_func(
            "/site_captions/its_place_among_the_speakers", test_its_place_among_the_speakers);
    g_test_add_func("/site_captions/what_is_written_to_it", test_what_is_written_to_it);
    return g_test_run();
}
