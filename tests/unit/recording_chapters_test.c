#include "signaling/meeting/recording_chapters.h"

#include <string.h>

#define MINUTE_US INT64_C(60000000)

/* What is said, in one line an event: kind, site, text; with a text it is not `on`. */
static void say(RecordingChapters *chapters, int minute, const char *kind, const char *site,
        const char *text)
{
    json_t *event = json_pack("{s:s, s:s, s:s, s:b, s:I}", "kind", kind, "site", site, "text", text,
            "on", (int)(text[0] == '\0'), "time_us", (json_int_t)(minute * MINUTE_US));
    recording_chapters_apply(chapters, event);
    json_decref(event);
}

static void expect(const RecordingChapters *chapters, size_t n, ChapterKind kind, const char *title,
        int from, int to)
{
    g_assert_cmpuint(n, <, recording_chapters_size(chapters));
    const RecordingChapter *chapter = recording_chapters_nth(chapters, n);
    g_assert_cmpstr(chapter_kind_word(chapter->kind), ==, chapter_kind_word(kind));
    g_assert_cmpstr(chapter->title, ==, title);
    g_assert_cmpint(chapter->from_us / MINUTE_US, ==, from);
    g_assert_cmpint(chapter->to_us / MINUTE_US, ==, to);
}

static void test_a_meeting(void)
{
    g_autoptr(RecordingChapters) chapters = recording_chapters_new();

    recording_chapters_name(chapters, "code:kg-903", "Điểm cầu Hòn Đất");
    say(chapters, 1, "begin", "", "");
    say(chapters, 2, "roll_begin", "", "");
    say(chapters, 5, "roll_end", "", "");
    say(chapters, 6, "ask", "code:kg-903", "Đường giao thông nông thôn");
    say(chapters, 7, "floor", "code:kg-903", "");
    say(chapters, 8, "slides", "code:kg-903", "");
    say(chapters, 9, "slides", "code:kg-903", "off");
    say(chapters, 10, "floor", "link:Xã An Bình", ""); /* ends the one before */
    say(chapters, 12, "floor", "", "");
    say(chapters, 13, "vote_open", "", "Thông qua kế hoạch");
    say(chapters, 14, "vote_close", "", "");
    say(chapters, 15, "floor", "code:kg-903", "");
    say(chapters, 20, "end", "", "");
    g_assert_cmpuint(recording_chapters_size(chapters), ==, 8);
    expect(chapters, 0, CHAPTER_SESSION, "begin", 1, 1);
    expect(chapters, 1, CHAPTER_ROLL, "", 2, 5);
    expect(chapters, 2, CHAPTER_SPEAKER, "Điểm cầu Hòn Đất", 7, 10);
    g_assert_cmpstr(recording_chapters_nth(chapters, 2)->note, ==, "Đường giao thông nông thôn");
    expect(chapters, 3, CHAPTER_SLIDES, "Điểm cầu Hòn Đất", 8, 9);
    expect(chapters, 4, CHAPTER_SPEAKER, "Xã An Bình", 10, 12);
    expect(chapters, 5, CHAPTER_VOTE, "Thông qua kế hoạch", 13, 14);
    expect(chapters, 6, CHAPTER_SPEAKER, "Điểm cầu Hòn Đất", 15, 20);   /* the end ends it */
    g_assert_cmpstr(recording_chapters_nth(chapters, 6)->note, ==, ""); /* a subject counts once */
    expect(chapters, 7, CHAPTER_SESSION, "end", 20, 20);
}

static void test_items_begin_with_their_speakers(void)
{
    g_autoptr(RecordingChapters) chapters = recording_chapters_new();

    recording_chapters_item(chapters, "Khai mạc", "");
    recording_chapters_item(chapters, "Báo cáo kinh tế", "Hòn Đất");
    recording_chapters_item(chapters, "Báo cáo giao thông", "HON DAT");
    recording_chapters_name(chapters, "code:a", "Điểm cầu Hòn Đất");
    say(chapters, 1, "floor", "code:b", "");
    say(chapters, 2, "floor", "code:a", "");
    say(chapters, 3, "floor", "code:a", "");
    g_assert_cmpuint(recording_chapters_size(chapters), ==, 5);
    expect(chapters, 1, CHAPTER_AGENDA, "Báo cáo kinh tế", 2, 3);
    expect(chapters, 3, CHAPTER_AGENDA, "Báo cáo giao thông", 3, 0);
}

static void test_items_that_somebody_turned(void)
{
    g_autoptr(RecordingChapters) chapters = recording_chapters_new();

    recording_chapters_item(chapters, "Báo cáo kinh tế", "Hòn Đất");
    say(chapters, 1, "agenda", "", "Khai mạc");
    say(chapters, 2, "agenda", "", "Báo cáo kinh tế");
    say(chapters, 3, "floor", "link:Hòn Đất", "");
    say(chapters, 4, "agenda", "", "");
    g_assert_cmpuint(recording_chapters_size(chapters), ==, 3);
    expect(chapters, 0, CHAPTER_AGENDA, "Khai mạc", 1, 2);
    expect(chapters, 1, CHAPTER_AGENDA, "Báo cáo kinh tế", 2, 4);
    expect(chapters, 2, CHAPTER_SPEAKER, "Hòn Đất", 3, 0);
}

static void test_names_come_from_media(void)
{
    g_autoptr(RecordingChapters) chapters = recording_chapters_new();
    json_t *event = json_pack("{s:s, s:[{s:s, s:s}, {s:i}, n]}", "kind", "media", "changes", "site",
            "code:x", "name", "Xã Bình Giang", "site", 3);

    recording_chapters_apply(chapters, event);
    json_decref(event);
    say(chapters, 1, "floor", "code:x", "");
    expect(chapters, 0, CHAPTER_SPEAKER, "Xã Bình Giang", 1, 0);
}

static void test_odd_events_are_passed_over(void)
{
    static const char *const odd[] = {
            "{}",
            "{\"kind\":7}",
            "{\"kind\":\"floor\",\"site\":7,\"time_us\":\"x\"}", /* takes back what nobody has */
            "{\"kind\":\"vote_close\"}",
            "{\"kind\":\"media\",\"changes\":{}}",
            "{\"kind\":\"chat\",\"text\":\"x\"}",
    };
    g_autoptr(RecordingChapters) chapters = recording_chapters_new();

    for (size_t i = 0; i < G_N_ELEMENTS(odd); i++) {
        json_t *event = json_loads(odd[i], 0, NULL);
        recording_chapters_apply(chapters, event);
        json_decref(event);
    }
    g_assert_cmpuint(recording_chapters_size(chapters), ==, 0);
}

static void test_no_more_than_so_many(void)
{
    g_autoptr(RecordingChapters) chapters = recording_chapters_new();

    for (int i = 0; i <= RECORDING_CHAPTERS_MAX; i++) {
        say(chapters, i + 1, "floor", i % 2 == 0 ? "link:a" : "link:b", "");
    }
    g_assert_cmpuint(recording_chapters_size(chapters), ==, RECORDING_CHAPTERS_MAX);
    expect(chapters, RECORDING_CHAPTERS_MAX - 1, CHAPTER_SPEAKER, "b", RECORDING_CHAPTERS_MAX,
            RECORDING_CHAPTERS_MAX + 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_chapters/S-55/a_meeting", test_a_meeting);
    g_test_add_func("/recording_chapters/S-55/items_begin_with_their_speakers",
            test_items_begin_with_their_speakers);
    g_test_add_func(
            "/recording_chapters/items_that_somebody_turned", test_items_that_somebody_turned);
    g_test_add_func("/recording_chapters/names_come_from_media", test_names_come_from_media);
    g_test_add_func(
            "/recording_chapters/odd_events_are_passed_over", test_odd_events_are_passed_over);
    g_test_add_func("/recording_chapters/no_more_than_so_many", test_no_more_than_so_many);
    return g_test_run();
}
