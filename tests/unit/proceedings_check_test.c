#include "signaling/meeting/proceedings_check.h"

#include "signaling/meeting/proceedings_json.h"
#include "signaling/meeting/utc_time.h"

#include <string.h>

enum { NOW_US = 1000000 };

static const ProceedingsSite people[] = {
        {.identity = "site:chair", .present = true, .chair = true, .votes = true},
        {.identity = "site:a", .present = true, .votes = true},
        {.identity = "site:b", .present = true, .votes = true},
        {.identity = "site:away", .votes = true},
        {.identity = "site:w", .waiting = true},
        {.identity = "site:v", .waiting = true},
};

static const ProceedingsRoom room = {.sites = people, .count = G_N_ELEMENTS(people)};

/* A meeting by a few letters, so that a table can say what happens: "who verb argument". */
typedef struct Step {
    const char *actor; /* a site's identity, or "console" */
    ProceedingsCommand command;
} Step;

static bool run(Proceedings *state, const Step *step, int64_t now_us, GError **error)
{
    const ProceedingsActor actor = {
            .identity = step->actor,
            .name = "Tên",
            .role = g_str_equal(step->actor, "console")      ? ROLE_SECRETARY
                    : g_str_has_suffix(step->actor, "chair") ? ROLE_CHAIR
                                                             : ROLE_SITE,
    };
    json_t *event = NULL;

    const ProceedingsWish wish = {.actor = &actor, .command = &step->command, .now_us = now_us};
    if (!proceedings_check(state, &wish, &room, &event, error)) {
        g_assert_null(event);
        return false;
    }
    const bool applied = event == NULL || proceedings_apply(state, event, error);
    json_decref(event);
    return applied;
}

static void must(Proceedings *state, const char *actor, const ProceedingsCommand *command)
{
    g_autoptr(GError) error = NULL;
    const Step step = {.actor = actor, .command = *command};
    const bool done = run(state, &step, NOW_US, &error);

    g_assert_no_error(error);
    g_assert_true(done);
}

#define MUST(state, actor, ...) must(state, actor, &(ProceedingsCommand){__VA_ARGS__})

static void test_refused(void)
{
    static char long_text[PROCEEDINGS_CHAT_BYTES_MAX + 2];
    const struct {
        Step step;
        ProceedingsError expected;
        const char *reason;
    } rows[] = {
            {{"console", {.verb = PROCEEDINGS_FLOOR, .site = "site:away"}},
                    PROCEEDINGS_ERROR_NOBODY, "who is not here cannot speak"},
            {{"console", {.verb = PROCEEDINGS_FLOOR, .site = "site:w"}}, PROCEEDINGS_ERROR_NOBODY,
                    "nor who waits"},
            {{"console", {.verb = PROCEEDINGS_FLOOR, .site = "site:a", .number = -1}},
                    PROCEEDINGS_ERROR_FIELD, "time does not run backwards"},
            {{"console",
                     {.verb = PROCEEDINGS_FLOOR,
                             .site = "site:a",
                             .number = PROCEEDINGS_LIMIT_S_MAX + 1}},
                    PROCEEDINGS_ERROR_FIELD, "nobody speaks so long"},
            {{"console", {.verb = PROCEEDINGS_MUTE, .site = "site:chair", .on = true}},
                    PROCEEDINGS_ERROR_NOBODY, "the chair is always heard"},
            {{"console", {.verb = PROCEEDINGS_MUTE, .site = "site:x", .on = true}},
                    PROCEEDINGS_ERROR_NOBODY, "there is no such site"},
            {{"console", {.verb = PROCEEDINGS_ADMIT, .site = "site:a"}}, PROCEEDINGS_ERROR_NOBODY,
                    "it does not wait"},
            {{"console", {.verb = PROCEEDINGS_REJECT, .site = "site:a"}}, PROCEEDINGS_ERROR_NOBODY,
                    "it does not wait either"},
            {{"console", {.verb = PROCEEDINGS_DROP, .site = "site:w"}}, PROCEEDINGS_ERROR_NOBODY,
                    "it is not inside"},
            {{"console", {.verb = PROCEEDINGS_RESTART, .site = ""}}, PROCEEDINGS_ERROR_NOBODY,
                    "nobody is no site"},
            {{"console", {.verb = PROCEEDINGS_PRESENT, .site = "site:away", .on = true}},
                    PROCEEDINGS_ERROR_NOBODY, "it is not here"},
            {{"console", {.verb = PROCEEDINGS_END}}, PROCEEDINGS_ERROR_STATE, "it has not begun"},
            {{"console", {.verb = PROCEEDINGS_EXTEND, .number = 0}}, PROCEEDINGS_ERROR_FIELD,
                    "by nothing"},
            {{"console", {.verb = PROCEEDINGS_EXTEND, .number = PROCEEDINGS_EXTEND_MIN_MAX + 1}},
                    PROCEEDINGS_ERROR_FIELD, "by more than half a day"},
            {{"site:w", {.verb = PROCEEDINGS_ASK}}, PROCEEDINGS_ERROR_NOBODY, "it waits"},
            {{"site:a", {.verb = PROCEEDINGS_ASK, .text = long_text}}, PROCEEDINGS_ERROR_FIELD,
                    "a speech is no subject"},
            {{"site:a", {.verb = PROCEEDINGS_ASK, .text = "a\nb"}}, PROCEEDINGS_ERROR_FIELD,
                    "a subject has one line"},
            {{"site:a", {.verb = PROCEEDINGS_ASK, .text = "\xff"}}, PROCEEDINGS_ERROR_FIELD,
                    "no UTF-8"},
            {{"site:a", {.verb = PROCEEDINGS_VOTE}}, PROCEEDINGS_ERROR_STATE, "no vote is open"},
            {{"console", {.verb = PROCEEDINGS_VOTE_CLOSE}}, PROCEEDINGS_ERROR_STATE,
                    "no vote is open"},
            {{"console", {.verb = PROCEEDINGS_VOTE_OPEN, .text = " "}}, PROCEEDINGS_ERROR_FIELD,
                    "a vote on nothing"},
            {{"console", {.verb = PROCEEDINGS_VOTE_OPEN, .text = "?", .number = 101}},
                    PROCEEDINGS_ERROR_FIELD, "more than all"},
            {{"site:a", {.verb = PROCEEDINGS_CHAT, .site = "site:b", .text = "x"}},
                    PROCEEDINGS_ERROR_NOBODY, "sites do not write to each other"},
            {{"console", {.verb = PROCEEDINGS_CHAT, .text = ""}}, PROCEEDINGS_ERROR_FIELD,
                    "nothing said"},
            {{"console", {.verb = PROCEEDINGS_CHAT, .text = long_text}}, PROCEEDINGS_ERROR_FIELD,
                    "too long by one"},
            {{"console", {.verb = PROCEEDINGS_CHAT, .text = "a\x01"}}, PROCEEDINGS_ERROR_FIELD,
                    "control characters"},
            {{"console", {.verb = PROCEEDINGS_MESSAGE, .site = "site:away", .text = "x"}},
                    PROCEEDINGS_ERROR_NOBODY, "it has no screen here"},
            {{"console",
                     {.verb = PROCEEDINGS_MESSAGE,
                             .site = "*",
                             .text = "x",
                             .number = PROCEEDINGS_NOTE_S_MAX + 1}},
                    PROCEEDINGS_ERROR_FIELD, "too long a time"},
            {{"console", {.verb = PROCEEDINGS_RECORD, .word = "pause"}}, PROCEEDINGS_ERROR_STATE,
                    "nothing is recorded"},
            {{"console", {.verb = PROCEEDINGS_RECORD, .word = "rewind"}}, PROCEEDINGS_ERROR_FIELD,
                    "no such action"},
            {{"console", {.verb = PROCEEDINGS_AGENDA, .number = 1, .text = " "}},
                    PROCEEDINGS_ERROR_FIELD, "an item without words"},
            {{"console", {.verb = PROCEEDINGS_AGENDA, .text = "x"}}, PROCEEDINGS_ERROR_FIELD,
                    "words of no item"},
            {{"console",
                     {.verb = PROCEEDINGS_AGENDA,
                             .number = AGENDA_PAGE_NUMBER_MAX + 1,
                             .text = "x"}},
                    PROCEEDINGS_ERROR_FIELD, "behind the last item"},
            {{"console", {.verb = PROCEEDINGS_AGENDA, .number = 1, .text = long_text}},
                    PROCEEDINGS_ERROR_FIELD, "longer than an item"},
    };

    memset(long_text, 'x', sizeof long_text - 1);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Proceedings) state = proceedings_new();
        g_autoptr(GError) error = NULL;
        g_test_message("%s", rows[i].reason);
        g_assert_false(run(state, &rows[i].step, NOW_US, &error));
        g_assert_error(error, PROCEEDINGS_ERROR, (int)rows[i].expected);
    }
}

static void test_nothing_to_change(void)
{
    static const Step rows[] = {
            {"console", {.verb = PROCEEDINGS_LOCK}},
            {"console", {.verb = PROCEEDINGS_WAITING}},
            {"console", {.verb = PROCEEDINGS_GOVERN}},
            {"console", {.verb = PROCEEDINGS_AUTO_MUTE}},
            {"console", {.verb = PROCEEDINGS_FLOOR, .site = ""}},
            {"console", {.verb = PROCEEDINGS_MUTE, .site = "*"}},
            {"console", {.verb = PROCEEDINGS_PRESENT, .site = "site:a"}},
            {"site:a", {.verb = PROCEEDINGS_WITHDRAW}},
            {"server", {.verb = PROCEEDINGS_CONVENE}},
            {"server", {.verb = PROCEEDINGS_SLIDES}},
            {"console", {.verb = PROCEEDINGS_RECORD, .word = "end"}},
            {"console", {.verb = PROCEEDINGS_AGENDA}},
    };
    const ProceedingsActor actor = {.identity = "site:a", .name = "A", .role = ROLE_CHAIR};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Proceedings) state = proceedings_new();
        json_t *event = NULL;
        const ProceedingsWish wish = {
                .actor = &actor, .command = &rows[i].command, .now_us = NOW_US};
        g_assert_true(proceedings_check(state, &wish, &room, &event, NULL));
        g_assert_null(event);
    }
}

static void test_the_recording(void)
{
    g_autoptr(Proceedings) state = proceedings_new();
    const ProceedingsRecording *recording = proceedings_recording(state);

    MUST(state, "console", .verb = PROCEEDINGS_RECORD, .word = "begin");
    g_assert_true(recording->on && !recording->paused);
    g_assert_cmpint(recording->since_us, ==, NOW_US);
    MUST(state, "console", .verb = PROCEEDINGS_RECORD, .word = "pause");
    g_assert_true(recording->on && recording->paused);
    MUST(state, "console", .verb = PROCEEDINGS_RECORD, .word = "resume");
    g_assert_true(recording->on && !recording->paused);
    MUST(state, "server", .verb = PROCEEDINGS_RECORD, .word = "end", .text = "disk_full");
    g_assert_false(recording->on);
    MUST(state, "console", .verb = PROCEEDINGS_RECORD, .word = "begin");
    MUST(state, "console", .verb = PROCEEDINGS_STOP);
    g_assert_false(recording->on); /* with the meeting */
}

static void test_the_agenda(void)
{
    g_autoptr(Proceedings) state = proceedings_new();
    const AgendaPage *page = proceedings_agenda(state);

    MUST(state, "console", .verb = PROCEEDINGS_AGENDA, .number = 2, .text = " Báo cáo ");
    g_assert_true(agenda_page_is(page, 2, "Báo cáo"));
    MUST(state, "site:chair", .verb = PROCEEDINGS_AGENDA, .number = 3, .text = "Kết luận");
    g_assert_true(agenda_page_is(page, 3, "Kết luận"));
    MUST(state, "console", .verb = PROCEEDINGS_AGENDA);
    g_assert_true(agenda_page_is(page, 0, ""));
    MUST(state, "console", .verb = PROCEEDINGS_AGENDA, .number = 1, .text = "Khai mạc");
    MUST(state, "console", .verb = PROCEEDINGS_STOP);
    g_assert_true(agenda_page_is(page, 0, "")); /* with the meeting */
}

static void test_the_server_mutes_and_says_why(void)
{
    g_autoptr(Proceedings) state = proceedings_new();

    MUST(state, "console", .verb = PROCEEDINGS_AUTO_MUTE, .on = true);
    g_assert_true(proceedings_mutes_by_itself(state));
    MUST(state, "server", .verb = PROCEEDINGS_WATCH, .site = "site:a", .text = "echo", .on = true);
    MUST(state, "server", .verb = PROCEEDINGS_MUTE, .site = "site:a", .text = "echo", .on = true);
    g_assert_cmpstr(proceedings_mute_reason(state, "site:a"), ==, "echo");
    json_t *told = proceedings_to_json(state);
    g_assert_true(json_is_true(json_object_get(told, "auto_mute")));
    g_assert_cmpstr(
            json_string_value(json_object_get(json_object_get(told, "mute_reasons"), "site:a")), ==,
            "echo");
    json_decref(told);
    MUST(state, "console", .verb = PROCEEDINGS_MUTE, .site = "site:a");
    g_assert_null(proceedings_mute_reason(state, "site:a"));
    MUST(state, "server", .verb = PROCEEDINGS_MUTE, .site = "site:a", .text = "howling",
            .on = true);
    MUST(state, "console", .verb = PROCEEDINGS_MUTE, .site = "*", .on = true);
    g_assert_null(proceedings_mute_reason(state, "site:a")); /* by somebody now */
    MUST(state, "server", .verb = PROCEEDINGS_MUTE, .site = "site:a", .text = "echo", .on = true);
    MUST(state, "console", .verb = PROCEEDINGS_FLOOR, .site = "site:a");
    g_assert_null(proceedings_mute_reason(state, "site:a"));
}

static void test_slides_are_written_down(void)
{
    g_autoptr(Proceedings) state = proceedings_new();

    g_assert_cmpstr(proceedings_slides(state), ==, "");
    MUST(state, "server", .verb = PROCEEDINGS_SLIDES, .site = "site:a");
    g_assert_cmpstr(proceedings_slides(state), ==, "site:a");
    MUST(state, "server", .verb = PROCEEDINGS_SLIDES, .site = "site:chair");
    g_assert_cmpstr(proceedings_slides(state), ==, "site:chair");
    MUST(state, "server", .verb = PROCEEDINGS_SLIDES);
    g_assert_cmpstr(proceedings_slides(state), ==, "");
}

static void test_the_floor_and_who_is_heard(void)
{
    g_autoptr(Proceedings) state = proceedings_new();

    g_assert_true(proceedings_may_speak(state, "site:a", false));
    MUST(state, "console", .verb = PROCEEDINGS_GOVERN, .on = true);
    g_assert_false(proceedings_may_speak(state, "site:a", false));
    g_assert_true(proceedings_may_speak(state, "site:chair", true));
    g_assert_false(proceedings_may_present(state, "site:a", false));
    MUST(state, "site:a", .verb = PROCEEDINGS_ASK, .text = " Hạ tầng ");
    MUST(state, "site:b", .verb = PROCEEDINGS_ASK);
    MUST(state, "console", .verb = PROCEEDINGS_FLOOR, .site = "site:a", .number = 300);
    g_assert_true(proceedings_may_speak(state, "site:a", false));
    g_assert_true(proceedings_may_present(state, "site:a", false));
    g_assert_false(proceedings_may_speak(state, "site:b", false));
    g_assert_cmpuint(speaker_queue_size(proceedings_queue(state)), ==, 1);
    MUST(state, "console", .verb = PROCEEDINGS_FLOOR, .site = "site:b");
    g_assert_false(proceedings_may_speak(state, "site:a", false));
    g_assert_true(proceedings_may_speak(state, "site:b", false));
    MUST(state, "console", .verb = PROCEEDINGS_FLOOR, .site = "");
    g_assert_false(proceedings_may_speak(state, "site:b", false));
    MUST(state, "console", .verb = PROCEEDINGS_PRESENT, .site = "site:b", .on = true);
    g_assert_true(proceedings_may_present(state, "site:b", false));
    MUST(state, "console", .verb = PROCEEDINGS_GOVERN, .on = false);
    g_assert_true(proceedings_may_speak(state, "site:a", false));
    g_assert_true(proceedings_may_present(state, "site:a", false));
}

/* Who was there when a recording began is told; who says that it knows has said it for this recording. */
static void test_the_notice_of_a_recording(void)
{
    g_autoptr(Proceedings) state = proceedings_new();

    MUST(state, "site:a",
            .verb = PROCEEDINGS_RECORD_ACK); /* nothing is recorded: nothing changes */
    g_assert_false(identity_set_has(proceedings_acknowledged(state), "site:a"));
    MUST(state, "console", .verb = PROCEEDINGS_RECORD, .word = "begin");
    g_assert_cmpuint(identity_set_size(proceedings_told(state)), ==, 3);
    g_assert_true(identity_set_has(proceedings_told(state), "site:b"));
    g_assert_false(identity_set_has(proceedings_told(state), "site:away"));
    g_assert_false(identity_set_has(proceedings_told(state), "site:w"));
    MUST(state, "site:a", .verb = PROCEEDINGS_RECORD_ACK, .number = 3);
    MUST(state, "site:a", .verb = PROCEEDINGS_RECORD_ACK, .number = 3);
    g_assert_cmpuint(identity_set_size(proceedings_acknowledged(state)), ==, 1);

    const Step odd = {"site:b",
            {.verb = PROCEEDINGS_RECORD_ACK, .number = PROCEEDINGS_NOTICE_VERSION_MAX + 1}};
    g_autoptr(GError) error = NULL;
    g_assert_false(run(state, &odd, NOW_US, &error));
    g_assert_error(error, PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_FIELD);

    MUST(state, "console", .verb = PROCEEDINGS_RECORD, .word = "end");
    MUST(state, "console", .verb = PROCEEDINGS_RECORD, .word = "begin");
    g_assert_cmpuint(identity_set_size(proceedings_acknowledged(state)), ==, 0);
}

static void test_mutes(void)
{
    g_autoptr(Proceedings) state = proceedings_new();

    MUST(state, "console", .verb = PROCEEDINGS_MUTE, .site = "*", .on = true);
    g_assert_false(proceedings_may_speak(state, "site:a", false));
    g_assert_false(proceedings_may_speak(state, "site:b", false));
    g_assert_cmpuint(identity_set_size(proceedings_muted(state)), ==, 2); /* not the chair */
    MUST(state, "console", .verb = PROCEEDINGS_MUTE, .site = "site:a");
    g_assert_true(proceedings_may_speak(state, "site:a", false));
    MUST(state, "console", .verb = PROCEEDINGS_FLOOR, .site = "site:b");
    g_assert_true(proceedings_may_speak(state, "site:b", false)); /* who is called is heard */
    MUST(state, "console", .verb = PROCEEDINGS_MUTE, .site = "*", .on = true);
    MUST(state, "console", .verb = PROCEEDINGS_MUTE, .site = "*");
    g_assert_cmpuint(identity_set_size(proceedings_muted(state)), ==, 0);
}

static void test_doors(void)
{
    g_autoptr(Proceedings) state = proceedings_new();

    MUST(state, "console", .verb = PROCEEDINGS_WAITING, .on = true);
    g_assert_true(proceedings_is_admitted(state, "site:a")); /* it was inside */
    g_assert_false(proceedings_is_admitted(state, "site:w"));
    MUST(state, "console", .verb = PROCEEDINGS_ADMIT, .site = "site:w");
    g_assert_true(proceedings_is_admitted(state, "site:w"));
    g_assert_false(proceedings_is_admitted(state, "site:v"));
    MUST(state, "console", .verb = PROCEEDINGS_ADMIT, .site = "*");
    g_assert_true(proceedings_is_admitted(state, "site:v"));
    MUST(state, "console", .verb = PROCEEDINGS_REJECT, .site = "site:w");
    MUST(state, "console", .verb = PROCEEDINGS_FLOOR, .site = "site:a");
    MUST(state, "console", .verb = PROCEEDINGS_DROP, .site = "site:a");
    g_assert_false(proceedings_is_admitted(state, "site:a")); /* it has to wait if it comes back */
    g_assert_cmpstr(proceedings_floor(state), ==, "");
    MUST(state, "console", .verb = PROCEEDINGS_LOCK, .on = true);
    g_assert_true(proceedings_is_locked(state));
    g_assert_true(proceedings_is_admitted(state, "site:a"));
}

static void test_a_vote(void)
{
    g_autoptr(Proceedings) state = proceedings_new();
    g_autoptr(GError) error = NULL;
    const Step late = {"site:w", {.verb = PROCEEDINGS_VOTE}};
    const Step second = {"console", {.verb = PROCEEDINGS_VOTE_OPEN, .text = "?"}};

    MUST(state, "console", .verb = PROCEEDINGS_VOTE_OPEN, .text = "Thông qua?", .number = 75);
    g_assert_false(run(state, &second, NOW_US, &error));
    g_assert_error(error, PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_STATE);
    g_clear_error(&error);
    MUST(state, "site:a", .verb = PROCEEDINGS_VOTE, .choice = VOTE_FOR);
    MUST(state, "site:chair", .verb = PROCEEDINGS_VOTE, .choice = VOTE_AGAINST);
    g_assert_false(run(state, &late, NOW_US, &error));
    g_assert_error(error, PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_NOBODY);
    SiteVoteCount count = site_vote_count(proceedings_vote(state));
    g_assert_cmpuint(count.voters, ==, 4); /* the invited one that is away counts */
    g_assert_cmpuint(count.connected, ==, 3);
    g_assert_false(count.quorum_met);
    MUST(state, "site:b", .verb = PROCEEDINGS_VOTE, .choice = VOTE_FOR);
    MUST(state, "console", .verb = PROCEEDINGS_VOTE_CLOSE);
    count = site_vote_count(proceedings_vote(state));
    g_assert_true(count.quorum_met);
    g_assert_cmpuint(count.choices[VOTE_FOR], ==, 2);
    MUST(state, "console", .verb = PROCEEDINGS_VOTE_OPEN, .text = "Và?");
    g_assert_cmpuint(site_vote_count(proceedings_vote(state)).cast, ==, 0);
}

static void test_layouts(void)
{
    static const struct {
        Step step;
        ProceedingsError error;
    } refused[] = {
            {{"console", {.verb = PROCEEDINGS_LAYOUT, .picture = {.mode = API_LAYOUT_PIN}}},
                    PROCEEDINGS_ERROR_FIELD},
            {{"console", {.verb = PROCEEDINGS_SITE_LAYOUT, .site = "site:away"}},
                    PROCEEDINGS_ERROR_NOBODY},
            {{"console", {.verb = PROCEEDINGS_SITE_LAYOUT, .site = "*"}}, PROCEEDINGS_ERROR_NOBODY},
    };
    g_autoptr(Proceedings) state = proceedings_new();
    const PictureOrders *pictures = proceedings_pictures(state);
    PictureOrder order = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(run(state, &refused[i].step, NOW_US, &error));
        g_assert_error(error, PROCEEDINGS_ERROR, (gint)refused[i].error);
    }
    MUST(state, "console", .verb = PROCEEDINGS_LAYOUT,
            .picture = {.view = API_VIEW_CHAIR, .mode = API_LAYOUT_PIN, .pinned = "site:a"});
    g_assert_true(picture_orders_view(pictures, API_VIEW_CHAIR, &order));
    g_assert_cmpstr(order.pinned, ==, "site:a");
    MUST(state, "console", .verb = PROCEEDINGS_SITE_LAYOUT, .site = "site:b",
            .picture = {.mode = API_LAYOUT_SPEAKER});
    g_assert_cmpuint(picture_orders_sites(pictures), ==, 1);
    MUST(state, "console", .verb = PROCEEDINGS_SITE_LAYOUT, .site = "site:b",
            .picture = {.none = true});
    g_assert_cmpuint(picture_orders_sites(pictures), ==, 0);
    MUST(state, "console", .verb = PROCEEDINGS_OVERLAY, .picture = {.clock = PICTURE_SWITCH_ON});
    g_assert_cmpint(picture_orders_overlay(pictures).clock, ==, PICTURE_SWITCH_ON);
}

static void test_the_life_of_a_meeting(void)
{
    g_autoptr(Proceedings) state = proceedings_new();
    g_autoptr(GError) error = NULL;
    const Step begin = {"console", {.verb = PROCEEDINGS_BEGIN}};
    const int64_t planned_us = INT64_C(9000000);

    MUST(state, "server", .verb = PROCEEDINGS_CONVENE, .governed = true, .end_plan_us = planned_us);
    g_assert_true(proceedings_is_governed(state));
    g_assert_true(run(state, &begin, NOW_US, NULL));
    g_assert_cmpint(proceedings_phase(state), ==, PROCEEDINGS_LIVE);
    g_assert_true(run(state, &begin, INT64_C(2) * NOW_US, NULL)); /* is begun: nothing changes */
    MUST(state, "server", .verb = PROCEEDINGS_CONVENE);           /* another plan comes too late */
    g_assert_true(proceedings_is_governed(state));
    MUST(state, "console", .verb = PROCEEDINGS_EXTEND, .number = 30);
    g_assert_cmpint(proceedings_end_plan_us(state), ==, planned_us + INT64_C(1800000000));
    MUST(state, "console", .verb = PROCEEDINGS_VOTE_OPEN, .text = "?");
    json_t *shown = proceedings_to_json(state);
    g_assert_cmpstr(
            json_string_value(json_object_get(shown, "opened")), ==, "1970-01-01T00:00:01Z");
    json_decref(shown);
    MUST(state, "console", .verb = PROCEEDINGS_END);
    g_assert_cmpint(proceedings_phase(state), ==, PROCEEDINGS_ENDED);
    g_assert_false(site_vote_is_open(proceedings_vote(state)));
    g_assert_false(run(state, &begin, NOW_US, &error));
    g_assert_error(error, PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_STATE);
}

static void test_texts_have_one_form(void)
{
    g_autoptr(Proceedings) state = proceedings_new();

    MUST(state, "console", .verb = PROCEEDINGS_CHAT, .text = " Hoa\xcc\x80\nhai ");
    g_assert_cmpstr(chat_log_nth(proceedings_chat(state), 0).text, ==, "Hoà\nhai");
    MUST(state, "console", .verb = PROCEEDINGS_MESSAGE, .site = "*", .text = "Chờ", .number = 10);
    ScreenNote note;
    g_assert_true(screen_notes_find(proceedings_notes(state), "site:a", NOW_US + 9999999, &note));
    g_assert_false(screen_notes_find(proceedings_notes(state), "site:a", NOW_US + 10000000, &note));
}

static void test_the_queue_is_bounded(void)
{
    g_autoptr(Proceedings) state = proceedings_new();
    g_autoptr(GError) error = NULL;
    const Step more = {"site:a", {.verb = PROCEEDINGS_ASK}};
    json_t *sites = json_array();

    for (int i = 0; i < SPEAKER_QUEUE_MAX; i++) {
        g_autofree char *site = g_strdup_printf("site:%d", i);
        json_t *event = json_pack("{s:s, s:s}", "kind", "ask", "site", site);
        g_assert_true(proceedings_apply(state, event, NULL));
        json_decref(event);
        json_array_append_new(sites, json_string(site));
    }
    g_assert_false(run(state, &more, NOW_US, &error));
    g_assert_error(error, PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_FULL);
    g_clear_error(&error);
    MUST(state, "console", .verb = PROCEEDINGS_QUEUE, .sites = sites);
    json_array_append_new(sites, json_string("site:a"));
    const Step order = {"console", {.verb = PROCEEDINGS_QUEUE, .sites = sites}};
    g_assert_false(run(state, &order, NOW_US, &error));
    g_assert_error(error, PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_FULL);
    json_decref(sites);
}

/* ---- the property: who applies the same events has the same state ---- */

static char *whole_state(const Proceedings *state)
{
    GString *text = g_string_new(NULL);
    json_t *shown = proceedings_to_json(state);
    char *dump = json_dumps(shown, JSON_SORT_KEYS);

    g_string_append(text, dump);
    free(dump);
    json_decref(shown);
    for (size_t i = 0; i < chat_log_size(proceedings_chat(state)); i++) {
        const ChatLine line = chat_log_nth(proceedings_chat(state), i);
        g_string_append_printf(text, "\n%s>%s %d %" G_GINT64_FORMAT " %s", line.from, line.to,
                line.by_site, line.time_us, line.text);
    }
    for (size_t i = 0; i < screen_notes_size(proceedings_notes(state)); i++) {
        const ScreenNote note = screen_notes_nth(proceedings_notes(state), i);
        g_string_append_printf(
                text, "\n%s!%s %" G_GINT64_FORMAT, note.site, note.text, note.until_us);
    }
    for (int view = 0; view < PICTURE_ORDERS_VIEWS; view++) {
        PictureOrder order = {.pinned = ""};
        const bool known = picture_orders_view(proceedings_pictures(state), (ApiView)view, &order);
        g_string_append_printf(text, "\n%d %d%s", known, order.mode, order.pinned);
    }
    const PictureOrder overlay = picture_orders_overlay(proceedings_pictures(state));
    g_string_append_printf(text, " %d%d", overlay.title, overlay.clock);
    for (size_t i = 0; i < room.count; i++) {
        g_string_append(
                text, proceedings_is_admitted(state, room.sites[i].identity) ? " in" : " out");
    }
    return g_string_free(text, FALSE);
}

static Step random_step(GRand *random, const json_t *orders)
{
    static const char *const sites[] = {
            "site:chair", "site:a", "site:b", "site:away", "site:w", "", "*"};
    static const char *const actors[] = {"site:chair", "site:a", "site:b", "console"};
    static const char *const texts[] = {"", "một", "hai\nba", "bốn"};
    static const int64_t numbers[] = {0, 1, 30, 100, 300};
    const guint32 roll = g_rand_int(random);

    return (Step){
            .actor = actors[roll % G_N_ELEMENTS(actors)],
            .command =
                    {
                            /* Seldom an end, or nothing would come after it. */
                            .verb = g_rand_int_range(random, 0, 400) == 0
                                    ? PROCEEDINGS_END
                                    : (ProceedingsVerb)g_rand_int_range(
                                              random, PROCEEDINGS_EXTEND, PROCEEDINGS_VERBS),
                            .site = sites[(roll >> 4) % G_N_ELEMENTS(sites)],
                            .sites = json_array_get(orders, (roll >> 8) % json_array_size(orders)),
                            .text = texts[(roll >> 12) % G_N_ELEMENTS(texts)],
                            .on = (roll >> 16) % 2 == 0,
                            .secret = (roll >> 17) % 2 == 0,
                            .number = numbers[(roll >> 20) % G_N_ELEMENTS(numbers)],
                            .choice = (VoteChoice)((roll >> 24) % VOTE_CHOICES),
                            .picture =
                                    {
                                            .view = (ApiView)((roll >> 4) % PICTURE_ORDERS_VIEWS),
                                            .none = (roll >> 16) % 2 == 0,
                                            .mode = (ApiLayoutMode)((roll >> 8) %
                                                    (API_LAYOUT_PIN + 1)),
                                            .pinned = sites[(roll >> 12) % G_N_ELEMENTS(sites)],
                                            .title = (PictureSwitch)((roll >> 20) % 3),
                                    },
                    },
    };
}

/* As it stands in the database: text. */
static void keep(GPtrArray *written, const json_t *event)
{
    char *dump = json_dumps(event, JSON_COMPACT | JSON_SORT_KEYS);
    g_ptr_array_add(written, g_strdup(dump));
    free(dump);
}

static void replay(const GPtrArray *written, const char *expected)
{
    g_autoptr(Proceedings) again = proceedings_new();

    for (guint i = 0; i < written->len; i++) {
        json_t *event = json_loads(g_ptr_array_index(written, i), 0, NULL);
        g_assert_true(proceedings_apply(again, event, NULL));
        json_decref(event);
    }
    g_autofree char *state = whole_state(again);
    g_assert_cmpstr(state, ==, expected);
}

static void test_replaying_gives_the_same_state(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(4);
    json_t *orders = json_pack("[[s, s], [s], [], [s]]", "site:b", "site:a", "site:b", "site:x");

    for (int meeting = 0; meeting < 20; meeting++) {
        g_autoptr(Proceedings) state = proceedings_new();
        g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func(g_free);
        MUST(state, "console", .verb = PROCEEDINGS_BEGIN);
        g_ptr_array_add(written, g_strdup("{\"kind\": \"begin\", \"time_us\": 1000000}"));
        for (int i = 0; i < 600; i++) {
            const Step step = random_step(random, orders);
            const ProceedingsActor actor = {.identity = step.actor, .name = "", .role = ROLE_SITE};
            json_t *event = NULL;
            const ProceedingsWish wish = {
                    .actor = &actor, .command = &step.command, .now_us = NOW_US + i};
            if (proceedings_check(state, &wish, &room, &event, NULL) && event != NULL) {
                g_assert_true(proceedings_apply(state, event, NULL));
                keep(written, event);
                json_decref(event);
            }
        }
        g_autofree char *expected = whole_state(state);
        g_assert_cmpuint(written->len, >, 1);
        replay(written, expected);
    }
    json_decref(orders);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/proceedings_check/refused", test_refused);
    g_test_add_func("/proceedings_check/nothing_to_change", test_nothing_to_change);
    g_test_add_func("/proceedings_check/S-27/the_server_mutes_and_says_why",
            test_the_server_mutes_and_says_why);
    g_test_add_func(
            "/proceedings_check/the_floor_and_who_is_heard", test_the_floor_and_who_is_heard);
    g_test_add_func("/proceedings_check/mutes", test_mutes);
    g_test_add_func("/proceedings_check/the_notice_of_a_recording", test_the_notice_of_a_recording);
    g_test_add_func("/proceedings_check/doors", test_doors);
    g_test_add_func("/proceedings_check/slides_are_written_down", test_slides_are_written_down);
    g_test_add_func("/proceedings_check/a_vote", test_a_vote);
    g_test_add_func("/proceedings_check/S-22/layouts", test_layouts);
    g_test_add_func("/proceedings_check/the_life_of_a_meeting", test_the_life_of_a_meeting);
    g_test_add_func("/proceedings_check/texts_have_one_form", test_texts_have_one_form);
    g_test_add_func("/proceedings_check/the_queue_is_bounded", test_the_queue_is_bounded);
    g_test_add_func("/proceedings_check/replaying_gives_the_same_state",
            test_replaying_gives_the_same_state);
    g_test_add_func("/proceedings_check/the_recording", test_the_recording);
    g_test_add_func("/proceedings_check/the_agenda", test_the_agenda);
    return g_test_run();
}
