#include "signaling/app/recording_steps.h"

#include "tests/fakes/test_database.h"

static int64_t begin(Database *database, int64_t time_us)
{
    json_t *event = json_pack("{s:s, s:I, s:s, s:I}", "action", "begin", "time_us",
            (json_int_t)time_us, "actor", "thuky", "recording", (json_int_t)0);
    g_assert_true(recording_steps_write(database, "thu", event, NULL));
    const int64_t id = json_integer_value(json_object_get(event, "recording"));
    json_decref(event);
    return id;
}

static void step(Database *database, int64_t id, const char *action, int64_t time_us)
{
    json_t *event = json_pack("{s:s, s:I, s:s, s:I, s:s}", "action", action, "time_us",
            (json_int_t)time_us, "actor", "thuky", "recording", (json_int_t)id, "reason", "");
    g_assert_true(recording_steps_write(database, "thu", event, NULL));
    json_decref(event);
}

static void expect(Database *database, int64_t id, RecordingState state, int64_t end_us)
{
    g_auto(Recording) found = {0};
    g_assert_true(recording_book_find(database, id, &found, NULL));
    g_assert_cmpint(found.state, ==, state);
    g_assert_cmpint(found.end_us, ==, end_us);
}

static void test_events_move_the_row(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    const int64_t id = begin(database, 10);
    g_auto(Recording) found = {0};

    g_assert_true(recording_book_find(database, id, &found, NULL));
    g_autofree char *path = g_strdup_printf("thu/%d.webm", (int)id);
    g_assert_cmpstr(found.path, ==, path);
    g_assert_cmpstr(found.begun_by, ==, "thuky");
    step(database, id, "pause", 20);
    expect(database, id, RECORDING_PAUSED, 0);
    step(database, id, "resume", 30);
    expect(database, id, RECORDING_RECORDING, 0);
    step(database, id, "end", 40);
    expect(database, id, RECORDING_COMPLETING, 40);
    step(database, id, "resume", 50); /* what is over is not begun again */
    expect(database, id, RECORDING_COMPLETING, 40);
    database_close(database);
    test_database_clear(&place);
}

static void open_span(Database *database, RecordingOpening *opening, int64_t id, bool segment,
        int64_t seen_us, int64_t now_us)
{
    recording_opening_clear(opening);
    *opening = (RecordingOpening){.id = id,
            .meeting = g_strdup("thu"),
            .segment = segment,
            .seen_us = seen_us,
            .now_us = now_us};
    g_assert_true(recording_steps_open(database, opening, NULL));
}

/* Begun, paused, resumed; then the media server was killed, and another writes the next segment. */
static void test_spans_follow_each_other(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    const int64_t id = begin(database, 1000);
    RecordingOpening opening = {0};
    g_autofree char *first = g_strdup_printf("thu/%d-1.webm", (int)id);
    g_autofree char *second = g_strdup_printf("thu/%d-2.webm", (int)id);

    open_span(database, &opening, id, true, 1000, 1000);
    g_assert_true(opening.on);
    g_assert_cmpstr(opening.span.path, ==, first);
    opening.span.wall_end_us = 1500; /* paused */
    g_assert_true(recording_book_put_span(database, id, &opening.span, NULL));
    open_span(database, &opening, id, false, 1800, 1800);
    g_assert_cmpstr(opening.span.path, ==, first);
    g_assert_cmpint(opening.span.file_start_us, ==, 500);
    open_span(database, &opening, id, true, 2000, 2600);
    g_assert_cmpint(opening.span.number, ==, 3);
    g_assert_cmpstr(opening.span.path, ==, second);
    g_assert_cmpint(opening.span.file_start_us, ==, 700);
    g_assert_true(recording_steps_look(database, &opening, NULL));
    g_assert_true(opening.on);

    step(database, id, "end", 3000);
    open_span(database, &opening, id, true, 3000, 3000);
    g_assert_false(opening.on);
    recording_opening_clear(&opening);
    g_autoptr(GArray) spans = recording_book_spans(database, id, NULL);
    g_assert_cmpuint(spans->len, ==, 3);
    g_assert_cmpint(g_array_index(spans, RecordingSpan, 1).wall_end_us, ==, 2000);
    database_close(database);
    test_database_clear(&place);
}

static void test_a_leftover_is_ended_in_the_log_too(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    const int64_t id = begin(database, 1000);
    g_auto(Recording) found = {0};
    int64_t rows = 0;

    g_assert_true(recording_book_find(database, id, &found, NULL));
    g_assert_true(recording_steps_end_leftover(database, &found, 5000, NULL));
    expect(database, id, RECORDING_COMPLETING, 5000);
    g_assert_true(database_number(database,
            "SELECT count(*) FROM meeting_events WHERE kind = 'record' AND detail LIKE"
            " '%abandoned%'",
            DATABASE_NO_VALUES, 0, &rows, NULL));
    g_assert_cmpint(rows, ==, 1);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_steps/events_move_the_row", test_events_move_the_row);
    g_test_add_func("/recording_steps/spans_follow_each_other", test_spans_follow_each_other);
    g_test_add_func("/recording_steps/S-21/a_leftover_is_ended_in_the_log_too",
            test_a_leftover_is_ended_in_the_log_too);
    return g_test_run();
}
