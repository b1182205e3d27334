/**
 * recording_shelf: meetings, what was said in them, and recordings of them, put into a test's database.
 *
 * Units       times are microseconds since 1970, UTC; minutes are in the names.
 * Ownership   the database is the test's.
 * Thread      the test's.
 * Errors      fail the test.
 * Memory      none.
 */
#ifndef TESTS_FAKES_RECORDING_SHELF_H
#define TESTS_FAKES_RECORDING_SHELF_H

#include "signaling/store/meeting_book.h"
#include "signaling/store/meeting_events.h"
#include "signaling/store/recording_book.h"

#include <stdlib.h>

#define SHELF_MINUTE_US INT64_C(60000000)
#define SHELF_START_US  INT64_C(1795334400000000) /* 2026-11-22T08:00:00Z */

static inline void shelf_set(char **text, const char *value)
{
    g_free(*text);
    *text = g_strdup(value);
}

/** A meeting of the kind `giao_ban`, chaired by the account `chutoa`. */
static inline void shelf_add_meeting(
        Database *database, const char *code, const char *title, const char *unit)
{
    MeetingPlan plan;
    GError *error = NULL;

    record_init(&meeting_plan_type, &plan);
    shelf_set(&plan.code, code);
    shelf_set(&plan.title, title);
    shelf_set(&plan.unit, unit);
    shelf_set(&plan.invite_no, "123/GM-UBND");
    shelf_set(&plan.kind, "giao_ban");
    shelf_set(&plan.chair_account, "chutoa");
    plan.state = MEETING_ENDED;
    plan.start_us = SHELF_START_US;
    (void)meeting_book_add(database, &plan, &error);
    g_assert_no_error(error);
    meeting_plan_clear(&plan);
}

/** A recording of an hour, with a pause of ten minutes in its middle. */
static inline int64_t shelf_add_recording(Database *database, const char *meeting, int64_t start_us)
{
    GError *error = NULL;
    Recording recording = {
            .meeting = (char *)meeting,
            .state = RECORDING_READY,
            .path = (char *)"shelf/1.webm",
            .start_us = start_us,
            .end_us = start_us + 70 * SHELF_MINUTE_US,
            .duration_us = 60 * SHELF_MINUTE_US,
            .bytes = 1000,
            .video_codec = (char *)"VP8",
    };
    const RecordingSpan spans[] = {
            {1, (char *)"shelf/1.webm", start_us, start_us + 30 * SHELF_MINUTE_US, 0},
            {2, (char *)"shelf/1.webm", start_us + 40 * SHELF_MINUTE_US,
                    start_us + 70 * SHELF_MINUTE_US, 30 * SHELF_MINUTE_US},
    };

    (void)recording_book_add(database, &recording, &error);
    g_assert_no_error(error);
    g_assert_true(
            recording_book_set_spans(database, recording.id, spans, G_N_ELEMENTS(spans), NULL));
    return recording.id;
}

/** An event of a meeting, so many minutes after SHELF_START_US. */
static inline void shelf_say(Database *database, const char *meeting, int minute, const char *kind,
        const char *site, const char *text)
{
    const int64_t time_us = SHELF_START_US + minute * SHELF_MINUTE_US;
    json_t *event = json_pack("{s:s, s:I, s:s, s:s, s:s}", "kind", kind, "time_us",
            (json_int_t)time_us, "actor", "server", "site", site, "text", text);
    char *detail = json_dumps(event, JSON_COMPACT);
    const MeetingEvent row = {
            .meeting = meeting,
            .time_us = time_us,
            .actor = "server",
            .kind = kind,
            .detail = detail,
    };

    g_assert_true(meeting_events_append(database, &row, MEETING_EVENT_ORDINARY, NULL));
    free(detail);
    json_decref(event);
}

#endif
