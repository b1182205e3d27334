#include "signaling/store/recording_book.h"

#include "tests/fakes/test_database.h"

static Recording recording_of(const char *meeting, RecordingState state, int64_t bytes)
{
    return (Recording){
            .meeting = (char *)meeting,
            .state = state,
            .path = (char *)"thu/1.webm",
            .start_us = 1000,
            .bytes = bytes,
            .width = 1280,
            .height = 720,
            .video_codec = (char *)"VP8",
            .begun_by = (char *)"thuky",
    };
}

static void list_ids(const Recording *recording, void *user_data)
{
    g_string_append_printf(
            user_data, "%s:%s ", recording->meeting, recording_state_word(recording->state));
}

static void test_a_recordings_life(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    Recording recording = recording_of("thu", RECORDING_RECORDING, 5);
    g_auto(Recording) found = {0};
    GError *error = NULL;

    g_assert_true(recording_book_add(database, &recording, NULL));
    g_assert_cmpint(recording.id, >, 0);
    recording.state = RECORDING_READY;
    recording.end_us = 9000;
    recording.duration_us = 7000;
    recording.reason = (char *)"disk_full";
    g_assert_true(recording_book_change(database, &recording, NULL));
    g_assert_true(recording_book_set_check(database, recording.id, "{\"gaps\":0}", NULL));
    g_assert_true(recording_book_change(database, &recording, NULL));
    g_assert_true(recording_book_find(database, recording.id, &found, NULL));
    g_assert_cmpint(found.state, ==, RECORDING_READY);
    g_assert_cmpint(found.duration_us, ==, 7000);
    g_assert_cmpstr(found.reason, ==, "disk_full");
    g_assert_cmpstr(found.begun_by, ==, "thuky");
    g_assert_cmpstr(found.check_json, ==, "{\"gaps\":0}");

    recording.id += 1;
    g_assert_false(recording_book_change(database, &recording, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_MISSING);
    g_clear_error(&error);
    g_assert_false(recording_book_set_check(database, recording.id, "{}", &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_MISSING);
    g_clear_error(&error);
    recording_clear(&found);
    g_assert_true(recording_book_find(database, recording.id, &found, NULL));
    g_assert_cmpint(found.id, ==, 0);
    database_close(database);
    test_database_clear(&place);
}

static void test_what_is_not_whole_and_how_much_it_takes(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GString) one = g_string_new(NULL);
    g_autoptr(GString) unfinished = g_string_new(NULL);
    int64_t bytes = -1;

    g_assert_true(recording_book_bytes(database, &bytes, NULL));
    g_assert_cmpint(bytes, ==, 0);
    for (RecordingState state = RECORDING_RECORDING; state <= RECORDING_ERASED; state++) {
        Recording recording = recording_of(state == RECORDING_PAUSED ? "khac" : "thu", state, 100);
        g_assert_true(recording_book_add(database, &recording, NULL));
    }
    g_assert_true(recording_book_each(database, NULL, list_ids, all, NULL));
    g_assert_true(recording_book_each(database, "KHAC", list_ids, one, NULL));
    g_assert_true(recording_book_unfinished(database, list_ids, unfinished, NULL));
    g_assert_cmpstr(all->str, ==,
            "thu:recording khac:paused thu:completing thu:ready thu:failed thu:empty thu:erased ");
    g_assert_cmpstr(one->str, ==, "khac:paused ");
    g_assert_cmpstr(unfinished->str, ==, "thu:recording khac:paused thu:completing ");
    g_assert_true(recording_book_bytes(database, &bytes, NULL));
    g_assert_cmpint(bytes, ==, 600);
    database_close(database);
    test_database_clear(&place);
}

static void test_spans(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    RecordingSpan span = {.number = 1, .path = (char *)"thu/1.webm", .wall_start_us = 10};
    const RecordingSpan joined[] = {
            {.number = 1, .path = (char *)"all.webm", .wall_start_us = 10, .wall_end_us = 20},
            {.number = 2, .path = (char *)"all.webm", .wall_start_us = 30, .file_start_us = 10},
    };

    g_assert_true(recording_book_put_span(database, 7, &span, NULL));
    g_assert_true(recording_book_put_span(database, 8, &span, NULL));
    span.wall_end_us = 20;
    g_assert_true(recording_book_put_span(database, 7, &span, NULL));
    g_autoptr(GArray) one = recording_book_spans(database, 7, NULL);
    g_assert_cmpuint(one->len, ==, 1);
    g_assert_cmpint(g_array_index(one, RecordingSpan, 0).wall_end_us, ==, 20);

    g_assert_true(recording_book_set_spans(database, 7, joined, G_N_ELEMENTS(joined), NULL));
    g_autoptr(GArray) two = recording_book_spans(database, 7, NULL);
    g_assert_cmpuint(two->len, ==, 2);
    const RecordingSpan *spans = (const RecordingSpan *)(void *)two->data;
    g_assert_cmpint(recording_clock_position(spans, two->len, 35), ==, 15);
    g_assert_cmpstr(spans[1].path, ==, "all.webm");
    for (int i = 3; i <= RECORDING_SPANS_MAX + 3; i++) {
        span.number = i;
        g_assert_true(recording_book_put_span(database, 8, &span, NULL));
    }
    g_autoptr(GArray) many = recording_book_spans(database, 8, NULL);
    g_assert_cmpuint(many->len, ==, RECORDING_SPANS_MAX);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_book/a_recordings_life", test_a_recordings_life);
    g_test_add_func("/recording_book/S-16/what_is_not_whole_and_how_much_it_takes",
            test_what_is_not_whole_and_how_much_it_takes);
    g_test_add_func("/recording_book/spans", test_spans);
    return g_test_run();
}
