#include "signaling/store/recording_index.h"

#include "signaling/meeting/minutes.h"
#include "signaling/meeting/search_words.h"
#include "signaling/store/minutes_table.h"
#include "tests/fakes/recording_shelf.h"
#include "tests/fakes/test_database.h"

static void list_chapters(const IndexedChapter *chapter, void *user_data)
{
    g_string_append_printf(user_data, "%s %s %d-%d;", chapter->kind, chapter->title,
            (int)(chapter->from_us / SHELF_MINUTE_US), (int)(chapter->to_us / SHELF_MINUTE_US));
}

static void assert_chapters(Database *database, int64_t recording, const char *all)
{
    g_autoptr(GString) list = g_string_new(NULL);

    g_assert_true(recording_index_each_chapter(database, recording, list_chapters, list, NULL));
    g_assert_cmpstr(list->str, ==, all);
}

static void assert_hits(Database *database, int64_t recording, const char *text, const char *all)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_auto(GStrv) words = search_words_asked(text);

    g_assert_true(recording_index_each_hit(database, recording, words, list_chapters, list, NULL));
    g_assert_cmpstr(list->str, ==, all);
}

static int64_t count_words(Database *database, const char *word, bool minutes)
{
    int64_t count = 0;

    g_assert_true(database_number(database,
            "SELECT COUNT(*) FROM recording_words WHERE word = $1 AND minutes = $2",
            DATABASE_VALUES(database_text(word), database_int(minutes)), 0, &count, NULL));
    return count;
}

static void freshen(Database *database)
{
    GError *error = NULL;
    (void)recording_index_freshen(database, SHELF_START_US, 10, &error);
    g_assert_no_error(error);
}

static void test_chapters_stand_where_they_were_recorded(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    shelf_add_meeting(database, "thu", "Họp giao ban", "91");
    shelf_say(database, "thu", -10, "floor", "link:Xã Trước", "");
    shelf_say(database, "thu", -5, "floor", "", "");
    shelf_say(database, "thu", -2, "roll_begin", "", "");
    shelf_say(database, "thu", 5, "roll_end", "", ""); /* began before the recording */
    shelf_say(database, "thu", 6, "ask", "link:Xã An Bình", "Đường giao thông");
    shelf_say(database, "thu", 10, "floor", "link:Xã An Bình", "");
    shelf_say(database, "thu", 32, "vote_open", "", "Thông qua"); /* within the pause */
    shelf_say(database, "thu", 35, "vote_close", "", "");
    shelf_say(database, "thu", 45, "floor", "link:Xã Đông", "");
    shelf_say(database, "thu", 80, "floor", "link:Xã Sau", "");
    shelf_say(database, "thu", 90, "end", "", "");
    const int64_t id = shelf_add_recording(database, "thu", SHELF_START_US);
    freshen(database);
    assert_chapters(database, id, "roll  0-5;speaker Xã An Bình 10-35;speaker Xã Đông 35-60;");
    assert_hits(
            database, id, "xa an binh duong", "speaker Xã An Bình 10-35;speaker Xã Đông 35-60;");
    assert_hits(database, id, "ong", ""); /* no word begins so */
    database_close(database);
    test_database_clear(&place);
}

static void test_made_anew_after_a_change(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    MeetingPlan plan;
    Minutes minutes;
    bool found = false;
    const AgendaItem item = {1, (char *)"Phòng cháy", 10, (char *)"Công an tỉnh"};

    shelf_add_meeting(database, "thu", "Chuyên đề", "91");
    (void)shelf_add_recording(database, "thu", SHELF_START_US);
    freshen(database);
    g_assert_cmpint(count_words(database, "chuyen", false), ==, 1);
    g_assert_cmpint(count_words(database, "chay", false), ==, 0);

    g_assert_true(meeting_book_set_agenda(database, "thu", &item, 1, NULL));
    record_init(&meeting_plan_type, &plan);
    g_assert_true(meeting_book_find(database, "thu", &plan, &found, NULL));
    shelf_set(&plan.title, "Hội nghị");
    g_assert_true(meeting_book_update(database, &plan, NULL));
    meeting_plan_clear(&plan);
    freshen(database);
    g_assert_cmpint(count_words(database, "chay", false), ==, 1);
    g_assert_cmpint(count_words(database, "nghi", false), ==, 1);
    g_assert_cmpint(count_words(database, "chuyen", false), ==, 0);

    g_assert_true(minutes_table_find(database, "thu", &minutes, NULL));
    shelf_set(&minutes.lists, "{\"speeches\":[{\"source\":\"floor:1\",\"text\":\"Thủy lợi\"}]}");
    g_assert_true(minutes_table_write(database, &minutes, NULL));
    minutes_clear(&minutes);
    freshen(database);
    g_assert_cmpint(count_words(database, "thuy", true), ==, 1);
    g_assert_cmpint(count_words(database, "thuy", false), ==, 0);
    g_assert_cmpint(count_words(database, "floor", true), ==, 0);
    database_close(database);
    test_database_clear(&place);
}

static void test_one_that_goes_on(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    const RecordingSpan span = {1, (char *)"x/1.webm", SHELF_START_US, 0, 0};

    shelf_add_meeting(database, "thu", "Họp giao ban", "91");
    shelf_say(database, "thu", 5, "floor", "link:Xã An Bình", "");
    const int64_t id = shelf_add_recording(database, "thu", SHELF_START_US);
    g_assert_true(recording_book_set_spans(database, id, &span, 1, NULL));
    g_assert_true(recording_index_build(database, id, SHELF_START_US + 7 * SHELF_MINUTE_US, NULL));
    assert_chapters(database, id, "speaker Xã An Bình 5-7;");
    g_assert_true(recording_book_set_spans(database, id, NULL, 0, NULL));
    g_assert_true(recording_index_build(database, id, SHELF_START_US, NULL));
    assert_chapters(database, id, "");
    g_assert_true(
            recording_index_build(database, id + 1, SHELF_START_US, NULL)); /* there is none */
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_index/chapters_stand_where_they_were_recorded",
            test_chapters_stand_where_they_were_recorded);
    g_test_add_func("/recording_index/made_anew_after_a_change", test_made_anew_after_a_change);
    g_test_add_func("/recording_index/one_that_goes_on", test_one_that_goes_on);
    return g_test_run();
}
