#include "signaling/meeting/recording_clock.h"

#define SECOND_US INT64_C(1000000)

/* Two spans with a pause of 20 s between them, and one of another media server that goes on. */
static const RecordingSpan spans[] = {
        {.number = 1,
                .wall_start_us = 1000 * SECOND_US,
                .wall_end_us = 1060 * SECOND_US,
                .file_start_us = 0},
        {.number = 2,
                .wall_start_us = 1080 * SECOND_US,
                .wall_end_us = 1100 * SECOND_US,
                .file_start_us = 60 * SECOND_US},
        {.number = 3, .wall_start_us = 1103 * SECOND_US, .file_start_us = 80 * SECOND_US},
};

static void test_where_a_moment_is(void)
{
    static const struct {
        int64_t wall_s, position_s, next_s;
        const char *why;
    } rows[] = {
            {999, -1, 0, "before the beginning"},
            {1000, 0, 0, "the beginning"},
            {1059, 59, 59, "the last second before a pause"},
            {1060, -1, 60, "the pause begins"},
            {1079, -1, 60, "the pause is about to end"},
            {1080, 60, 60, "it goes on where it stood"},
            {1099, 79, 79, "the last second of a media server"},
            {1101, -1, 80, "there was no media server"},
            {1103, 80, 80, "the next one"},
            {2103, 1080, 1080, "it goes on"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        const int64_t wall_us = rows[i].wall_s * SECOND_US;
        const int64_t unit = SECOND_US;
        g_assert_cmpint(recording_clock_position(spans, G_N_ELEMENTS(spans), wall_us), ==,
                rows[i].position_s < 0 ? -1 : rows[i].position_s * unit);
        g_assert_cmpint(recording_clock_next(spans, G_N_ELEMENTS(spans), wall_us), ==,
                rows[i].next_s * unit);
        if (rows[i].position_s >= 0) {
            g_assert_cmpint(
                    recording_clock_wall(spans, G_N_ELEMENTS(spans), rows[i].position_s * unit), ==,
                    wall_us);
        }
    }
    g_assert_cmpint(recording_clock_next(spans, 2, 1100 * SECOND_US), ==, -1);
    g_assert_cmpint(recording_clock_wall(spans, 2, 80 * SECOND_US), ==, 0);
    g_assert_cmpint(recording_clock_position(NULL, 0, 5), ==, -1);
    g_assert_cmpint(recording_clock_wall(NULL, 0, 5), ==, 0);
}

static void test_how_long_it_is(void)
{
    g_assert_cmpint(recording_clock_length(NULL, 0, 5), ==, 0);
    g_assert_cmpint(recording_clock_length(spans, 2, 0), ==, 80 * SECOND_US);
    g_assert_cmpint(recording_clock_length(spans, 3, 1110 * SECOND_US), ==, 87 * SECOND_US);
    g_assert_cmpint(recording_clock_length(spans, 3, 0), ==, 80 * SECOND_US);
}

static void clear_span(gpointer data)
{
    recording_span_clear(data);
}

static void add_span(GArray *list, const char *path, int64_t from_s, int64_t to_s, int64_t file_s)
{
    const RecordingSpan span = {
            .number = list->len + 1,
            .path = g_strdup(path),
            .wall_start_us = from_s * SECOND_US,
            .wall_end_us = to_s * SECOND_US,
            .file_start_us = file_s * SECOND_US,
    };
    g_array_append_val(list, span);
}

/* The first media server was killed 2 s before anybody noticed; the second never wrote; the third was paused. */
static void test_settled_by_the_files(void)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(RecordingSpan));
    const RecordingPart parts[] = {
            {.path = "a", .start_us = 999 * SECOND_US, .duration_us = 58 * SECOND_US},
            {.path = "b"},
            {.path = "c",
                    .start_us = 1101 * SECOND_US,
                    .offset_us = 58 * SECOND_US,
                    .duration_us = 30 * SECOND_US},
    };
    static const RecordingSpan expected[] = {
            {.wall_start_us = 999 * SECOND_US, .wall_end_us = 1057 * SECOND_US},
            {.wall_start_us = 1101 * SECOND_US,
                    .wall_end_us = 1111 * SECOND_US,
                    .file_start_us = 58 * SECOND_US},
            {.wall_start_us = 1200 * SECOND_US,
                    .wall_end_us = 1220 * SECOND_US,
                    .file_start_us = 68 * SECOND_US},
    };

    g_array_set_clear_func(list, clear_span);
    add_span(list, "a", 1000, 1060, 0);
    add_span(list, "b", 1070, 1080, 60);
    add_span(list, "c", 1100, 1111, 70);  /* by its own head a second later, and 10 s long */
    add_span(list, "c", 1200, 0, 80);     /* open: to the end of the file */
    add_span(list, "c", 1300, 1310, 101); /* resumed, and killed before anything was written */
    recording_clock_settle(list, parts, G_N_ELEMENTS(parts), "whole");

    g_assert_cmpuint(list->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < list->len; i++) {
        const RecordingSpan *span = &g_array_index(list, RecordingSpan, i);
        g_assert_cmpint(span->number, ==, i + 1);
        g_assert_cmpstr(span->path, ==, "whole");
        g_assert_cmpint(span->wall_start_us, ==, expected[i].wall_start_us);
        g_assert_cmpint(span->file_start_us, ==, expected[i].file_start_us);
    }
    g_assert_cmpint(g_array_index(list, RecordingSpan, 0).wall_end_us, ==, 1057 * SECOND_US);
    g_assert_cmpint(g_array_index(list, RecordingSpan, 1).wall_end_us, ==, 1111 * SECOND_US);
    recording_clock_settle(list, NULL, 0, "none");
    g_assert_cmpuint(list->len, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_clock/where_a_moment_is", test_where_a_moment_is);
    g_test_add_func("/recording_clock/how_long_it_is", test_how_long_it_is);
    g_test_add_func("/recording_clock/settled_by_the_files", test_settled_by_the_files);
    return g_test_run();
}
