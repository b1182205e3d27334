#include "signaling/meeting/meeting.h"

#include <string.h>

enum { SITES_MAX = 4, HOLD_US = 30000000, SECOND_US = 1000000 };

/* Everything the meeting says is written down, one word an event. */
typedef struct Story {
    GString *text;
    Meeting *meeting;
} Story;

static void on_gone(const Participant *participant, void *user_data)
{
    Story *story = user_data;
    g_string_append_printf(story->text, "gone(%s) ", participant->identity);
}

static void on_attendance(
        const Participant *participant, AttendanceEvent event, const char *why, void *user_data)
{
    Story *story = user_data;
    g_string_append_printf(
            story->text, "%s(%s) ", attendance_event_name(event), participant->identity);
}

static void on_replaced(uint64_t session, void *user_data)
{
    Story *story = user_data;
    g_string_append_printf(story->text, "replaced(%d) ", (int)session);
}

static void on_drop_leg(const char *leg, bool keep_seat, void *user_data)
{
    Story *story = user_data;
    g_string_append_printf(story->text, "drop(%s%s) ", leg, keep_seat ? ",keep" : "");
}

static const MeetingEvents events = {
        .gone = on_gone,
        .attendance = on_attendance,
        .replaced = on_replaced,
        .drop_leg = on_drop_leg,
};

static void story_init(Story *story)
{
    static const MeetingConfig config = {.sites_max = SITES_MAX, .seat_hold_us = HOLD_US};
    story->text = g_string_new(NULL);
    story->meeting = meeting_new("demo", "Giao ban", &config, &events, story);
}

static void story_clear(Story *story)
{
    g_string_free(story->text, TRUE);
    meeting_free(story->meeting);
}

#define ASSERT_STORY(story, expected)                                                              \
    do {                                                                                           \
        g_assert_cmpstr(g_strchomp((story)->text->str), ==, expected);                             \
        g_string_truncate((story)->text, 0);                                                       \
    } while (0)

static MeetingJoin join(Story *story, const char *identity, uint64_t session, int64_t now_us)
{
    return meeting_join(story->meeting,
            &(MeetingEntry){.identity = identity,
                    .name = identity,
                    .role = ROLE_SITE,
                    .by_link = true,
                    .session = session},
            now_us);
}

/* Offered by whoever is there under this identity. */
static bool start_leg(Story *story, const char *identity, const char *leg, int64_t now_us)
{
    const Participant *participant = meeting_find(story->meeting, identity);
    return meeting_leg_started(story->meeting,
            &(MeetingEntry){.identity = identity,
                    .name = identity,
                    .role = ROLE_SITE,
                    .by_link = true,
                    .session = participant != NULL ? participant->session : 0},
            leg, now_us);
}

static void connect(Story *story, const char *identity, const char *leg, int64_t now_us)
{
    g_assert_true(start_leg(story, identity, leg, now_us));
    meeting_leg_connected(story->meeting, leg, now_us);
}

static ParticipantState state_of(const Story *story, const char *identity)
{
    return meeting_find(story->meeting, identity)->state;
}

static void test_joins_and_leaves(void)
{
    Story story;
    story_init(&story);

    g_assert_cmpint(join(&story, "a", 1, 0), ==, MEETING_JOINED);
    g_assert_cmpint(state_of(&story, "a"), ==, PARTICIPANT_CONNECTING);
    connect(&story, "a", "leg1", 0);
    g_assert_cmpint(state_of(&story, "a"), ==, PARTICIPANT_CONNECTED);
    meeting_leave(story.meeting, "a", "left");
    ASSERT_STORY(&story, "joined(a) connected(a) drop(leg1) left(a) gone(a)");
    g_assert_cmpuint(meeting_size(story.meeting), ==, 0);

    /* What comes late from the MCU or the socket finds nobody and does nothing. */
    g_assert_cmpuint(meeting_leg_closed(story.meeting, "leg1", "closed", 0), ==, 0);
    meeting_session_gone(story.meeting, 1, 0);
    meeting_leave(story.meeting, "a", "left");
    g_assert_null(meeting_find_leg(story.meeting, "leg1"));
    ASSERT_STORY(&story, "");
    story_clear(&story);
}

static void test_newest_device_wins(void)
{
    Story story;
    story_init(&story);

    join(&story, "a", 1, 0);
    connect(&story, "a", "leg1", 0);
    ASSERT_STORY(&story, "joined(a) connected(a)");
    g_assert_cmpint(join(&story, "a", 2, 0), ==, MEETING_JOINED);
    ASSERT_STORY(&story, "replaced(1) lost(a) drop(leg1,keep)");
    meeting_session_gone(story.meeting, 1, 0); /* the old socket closes at last */
    connect(&story, "a", "leg2", 0);
    ASSERT_STORY(&story, "returned(a)");
    g_assert_cmpuint(meeting_size(story.meeting), ==, 1);
    g_assert_cmpuint(meeting_nth(story.meeting, 0)->session, ==, 2);
    g_assert_null(meeting_find_leg(story.meeting, "leg1"));
    g_assert_cmpstr(meeting_find_leg(story.meeting, "leg2")->identity, ==, "a");
    story_clear(&story);
}

static void test_hundred_joins_leave_one(void)
{
    Story story;
    story_init(&story);

    for (uint64_t session = 1; session <= 100; session++) {
        g_assert_cmpint(join(&story, "a", session, 0), ==, MEETING_JOINED);
    }
    g_assert_cmpuint(meeting_size(story.meeting), ==, 1);
    g_assert_cmpuint(meeting_find(story.meeting, "a")->session, ==, 100);
    g_assert_null(meeting_find_session(story.meeting, 99));
    story_clear(&story);
}

static void test_resume_keeps_the_media(void)
{
    Story story;
    story_init(&story);

    join(&story, "a", 1, 0);
    connect(&story, "a", "leg1", 0);
    meeting_session_gone(story.meeting, 1, 0);
    g_string_truncate(story.text, 0);

    MeetingEntry entry = {.identity = "a",
            .name = "a",
            .role = ROLE_SITE,
            .by_link = true,
            .session = 2,
            .resume_leg = "leg1"};
    g_assert_cmpint(meeting_join(story.meeting, &entry, SECOND_US), ==, MEETING_RESUMED);
    ASSERT_STORY(&story, "");
    g_assert_cmpint(state_of(&story, "a"), ==, PARTICIPANT_CONNECTED);

    /* The old socket was still there: it is told, the media still lives. */
    entry.session = 3;
    g_assert_cmpint(meeting_join(story.meeting, &entry, SECOND_US), ==, MEETING_RESUMED);
    ASSERT_STORY(&story, "replaced(2)");

    /* A leg that is no more cannot be resumed. */
    entry.session = 4;
    entry.resume_leg = "leg0";
    g_assert_cmpint(meeting_join(story.meeting, &entry, SECOND_US), ==, MEETING_JOINED);
    ASSERT_STORY(&story, "replaced(3) lost(a) drop(leg1,keep)");
    story_clear(&story);
}

static void test_a_lost_site_keeps_its_seat_for_a_while(void)
{
    Story story;
    story_init(&story);

    join(&story, "a", 1, 0);
    join(&story, "b", 2, 0);
    connect(&story, "a", "leg1", 0);
    connect(&story, "b", "leg2", 0);
    g_string_truncate(story.text, 0);
    const int seat = meeting_find(story.meeting, "a")->order;

    g_assert_cmpuint(meeting_leg_closed(story.meeting, "leg1", "timeout", 0), ==, 1);
    meeting_session_gone(story.meeting, 1, 0);
    g_assert_cmpint(state_of(&story, "a"), ==, PARTICIPANT_LOST);
    meeting_tick(story.meeting, HOLD_US);
    ASSERT_STORY(&story, "lost(a)");
    meeting_tick(story.meeting, HOLD_US + 1);
    ASSERT_STORY(&story, "left(a) gone(a)");

    /* Back after all: a new entry, but the same seat. */
    join(&story, "a", 3, HOLD_US + 2);
    g_assert_cmpint(meeting_find(story.meeting, "a")->order, ==, seat);
    g_assert_cmpstr(meeting_nth(story.meeting, 0)->identity, ==, "a");
    story_clear(&story);
}

static void test_broken_media_does_not_end_the_session(void)
{
    Story story;
    story_init(&story);

    join(&story, "a", 1, 0);
    connect(&story, "a", "leg1", 0);
    g_assert_cmpuint(meeting_leg_closed(story.meeting, "leg1", "timeout", 0), ==, 1);
    meeting_tick(story.meeting, HOLD_US + 1);
    g_assert_cmpint(state_of(&story, "a"), ==, PARTICIPANT_NONE);
    connect(&story, "a", "leg2", HOLD_US + 2);
    ASSERT_STORY(&story, "joined(a) connected(a) lost(a) returned(a)");
    story_clear(&story);
}

static void test_broken_session_does_not_end_flowing_media(void)
{
    Story story;
    int64_t now_us = 0;
    story_init(&story);

    join(&story, "a", 1, now_us);
    connect(&story, "a", "leg1", now_us);
    meeting_session_gone(story.meeting, 1, now_us);
    g_string_truncate(story.text, 0);
    for (int i = 0; i < 100; i++) {
        now_us += INT64_C(2) * SECOND_US;
        meeting_leg_report(story.meeting, "leg1", QUALITY_GOOD, true, now_us);
        meeting_tick(story.meeting, now_us);
    }
    ASSERT_STORY(&story, "");

    /* Silence: a closed page sends no good-bye. */
    meeting_leg_report(story.meeting, "leg1", QUALITY_GOOD, false, now_us + MEETING_FLOW_GRACE_US);
    meeting_tick(story.meeting, now_us + MEETING_FLOW_GRACE_US);
    ASSERT_STORY(&story, "");
    now_us += MEETING_FLOW_GRACE_US + 1;
    meeting_tick(story.meeting, now_us);
    ASSERT_STORY(&story, "drop(leg1,keep) lost(a)");
    meeting_tick(story.meeting, now_us + HOLD_US + 1);
    ASSERT_STORY(&story, "left(a) gone(a)");
    story_clear(&story);
}

static void test_never_connected_holds_no_seat(void)
{
    Story story;
    story_init(&story);

    join(&story, "a", 1, 0);
    meeting_session_gone(story.meeting, 1, 0);
    ASSERT_STORY(&story, "joined(a) left(a) gone(a)");

    /* A publisher over HTTP has no session: time ends it. */
    join(&story, "w", 0, 0);
    g_assert_true(start_leg(&story, "w", "leg1", 0));
    meeting_tick(story.meeting, MEETING_CONNECT_GRACE_US);
    ASSERT_STORY(&story, "joined(w)");
    meeting_tick(story.meeting, MEETING_CONNECT_GRACE_US + 1);
    ASSERT_STORY(&story, "drop(leg1) left(w) gone(w)");
    story_clear(&story);
}

static void test_a_publisher_wins_when_its_leg_starts(void)
{
    Story story;
    story_init(&story);
    const MeetingEntry publisher = {.identity = "a",
            .name = "A",
            .role = ROLE_SITE,
            .kind = PARTICIPANT_WHIP,
            .by_link = true};

    join(&story, "a", 1, 0);
    connect(&story, "a", "leg1", 0);
    g_string_truncate(story.text, 0);
    g_assert_cmpint(meeting_join(story.meeting, &publisher, 0), ==, MEETING_JOINED);
    ASSERT_STORY(&story, ""); /* its offer may yet be refused */
    g_assert_true(meeting_leg_started(story.meeting, &publisher, "leg2", 0));
    ASSERT_STORY(&story, "replaced(1) lost(a) drop(leg1,keep)");
    g_assert_cmpint(meeting_find(story.meeting, "a")->kind, ==, PARTICIPANT_WHIP);

    /* An answer that comes after its asker was replaced, or has left, is nobody's. */
    MeetingEntry late = publisher;
    late.session = 1;
    g_assert_false(meeting_leg_started(story.meeting, &late, "leg3", 0));
    late.identity = "b";
    g_assert_false(meeting_leg_started(story.meeting, &late, "leg3", 0));
    story_clear(&story);
}

static void test_all_legs_die_with_the_mcu(void)
{
    Story story;
    story_init(&story);

    join(&story, "a", 1, 0);
    join(&story, "w", 0, 0);
    connect(&story, "a", "leg1", 0);
    connect(&story, "w", "leg2", 0);
    g_string_truncate(story.text, 0);
    meeting_legs_lost(story.meeting, 0);
    ASSERT_STORY(&story, "lost(w) lost(a)");
    g_assert_cmpint(state_of(&story, "a"), ==, PARTICIPANT_CONNECTING);
    g_assert_cmpint(state_of(&story, "w"), ==, PARTICIPANT_LOST);
    connect(&story, "a", "leg3", SECOND_US);
    meeting_tick(story.meeting, HOLD_US + 1);
    ASSERT_STORY(&story, "returned(a) left(w) gone(w)");
    story_clear(&story);
}

static void test_adopted_legs(void)
{
    Story story;
    story_init(&story);
    const MeetingEntry entry = {.identity = "a", .name = "a", .role = ROLE_SITE, .by_link = true};

    meeting_adopt(story.meeting,
            &(MeetingAdoption){.entry = entry, .leg = "leg1", .order = 1007, .connected = true}, 0);
    meeting_tick(story.meeting, MEETING_ADOPT_GRACE_US);
    g_assert_cmpint(state_of(&story, "a"), ==, PARTICIPANT_CONNECTED);
    MeetingEntry resume = entry;
    resume.session = 1;
    resume.resume_leg = "leg1";
    g_assert_cmpint(meeting_join(story.meeting, &resume, 0), ==, MEETING_RESUMED);
    join(&story, "b", 2, 0);
    g_assert_cmpint(meeting_find(story.meeting, "a")->order, ==, 1007);
    g_assert_cmpint(meeting_find(story.meeting, "b")->order, ==, 1008);
    ASSERT_STORY(&story, "joined(b)"); /* a was here all the time: the log is not told again */
    story_clear(&story);
}

/* In official order, whoever comes first; who is not invited sits behind them. */
static void test_invited_sites_have_their_seats(void)
{
    Story story;
    story_init(&story);

    meeting_reserve(story.meeting, "code:899", 0);
    meeting_reserve(story.meeting, "code:903", 1);
    join(&story, "guest", 1, 0);
    join(&story, "code:903", 2, 0);
    join(&story, "code:899", 3, 0);
    g_assert_cmpstr(meeting_nth(story.meeting, 0)->identity, ==, "code:899");
    g_assert_cmpstr(meeting_nth(story.meeting, 1)->identity, ==, "code:903");
    g_assert_cmpstr(meeting_nth(story.meeting, 2)->identity, ==, "guest");
    g_assert_cmpint(meeting_nth(story.meeting, 1)->order, ==, MEETING_SITE_ORDER + 1);
    story_clear(&story);
}

static void test_limits(void)
{
    Story story;
    story_init(&story);

    join(&story, "a", 1, 0);
    join(&story, "b", 2, 0);
    join(&story, "c", 3, 0);
    g_assert_cmpint(join(&story, "d", 4, 0), ==, MEETING_JOINED);
    g_assert_cmpint(join(&story, "e", 5, 0), ==, MEETING_FULL);
    g_assert_cmpint(join(&story, "d", 6, 0), ==, MEETING_JOINED); /* who is known may come back */
    g_assert_cmpuint(meeting_size(story.meeting), ==, SITES_MAX);
    story_clear(&story);
}

static void test_a_code_does_not_push_out_a_link(void)
{
    Story story;
    story_init(&story);
    const MeetingEntry by_code = {
            .identity = "a", .name = "a", .role = ROLE_SITE, .by_link = false, .session = 9};

    join(&story, "a", 1, 0);
    g_assert_cmpint(meeting_join(story.meeting, &by_code, 0), ==, MEETING_TAKEN);
    connect(&story, "a", "leg1", 0);
    meeting_leg_closed(story.meeting, "leg1", "timeout", 0);
    meeting_session_gone(story.meeting, 1, 0);
    g_assert_cmpint(meeting_join(story.meeting, &by_code, 0), ==, MEETING_JOINED);
    /* By code against by code: the newest device wins. */
    MeetingEntry again = by_code;
    again.session = 10;
    g_assert_cmpint(meeting_join(story.meeting, &again, 0), ==, MEETING_JOINED);
    story_clear(&story);
}

static void test_seats(void)
{
    Story story;
    story_init(&story);
    const MeetingEntry chair = {.identity = "chair",
            .name = "chair",
            .role = ROLE_CHAIR,
            .by_link = true,
            .session = 3};

    join(&story, "b", 1, 0);
    join(&story, "a", 2, 0);
    meeting_join(story.meeting, &chair, 0);
    g_assert_cmpstr(meeting_nth(story.meeting, 0)->identity, ==, "chair");
    g_assert_cmpstr(meeting_nth(story.meeting, 1)->identity, ==, "b");
    g_assert_cmpstr(meeting_nth(story.meeting, 2)->identity, ==, "a");
    meeting_set_speaker(story.meeting, "a");
    g_assert_true(meeting_find(story.meeting, "a")->speaking);
    meeting_set_speaker(story.meeting, NULL);
    g_assert_false(meeting_find(story.meeting, "a")->speaking);
    meeting_set_own(story.meeting, "a", false, true);
    g_assert_false(meeting_find(story.meeting, "a")->mic);
    story_clear(&story);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/meeting/joins_and_leaves", test_joins_and_leaves);
    g_test_add_func("/meeting/newest_device_wins", test_newest_device_wins);
    g_test_add_func("/meeting/hundred_joins_leave_one", test_hundred_joins_leave_one);
    g_test_add_func("/meeting/resume_keeps_the_media", test_resume_keeps_the_media);
    g_test_add_func("/meeting/a_lost_site_keeps_its_seat_for_a_while",
            test_a_lost_site_keeps_its_seat_for_a_while);
    g_test_add_func("/meeting/broken_media_does_not_end_the_session",
            test_broken_media_does_not_end_the_session);
    g_test_add_func("/meeting/broken_session_does_not_end_flowing_media",
            test_broken_session_does_not_end_flowing_media);
    g_test_add_func("/meeting/never_connected_holds_no_seat", test_never_connected_holds_no_seat);
    g_test_add_func("/meeting/a_publisher_wins_when_its_leg_starts",
            test_a_publisher_wins_when_its_leg_starts);
    g_test_add_func("/meeting/all_legs_die_with_the_mcu", test_all_legs_die_with_the_mcu);
    g_test_add_func("/meeting/adopted_legs", test_adopted_legs);
    g_test_add_func("/meeting/invited_sites_have_their_seats", test_invited_sites_have_their_seats);
    g_test_add_func("/meeting/limits", test_limits);
    g_test_add_func(
            "/meeting/a_code_does_not_push_out_a_link", test_a_code_does_not_push_out_a_link);
    g_test_add_func("/meeting/seats", test_seats);
    return g_test_run();
}
