/**
 * attendance_events: the connections of the known briefing (attendance_fixture) as events of a meeting, as the server writes
 * them.
 *
 * Units       as attendance_fixture.
 * Ownership   the database is the caller's.
 * Thread      the test's.
 * Errors      fail the test.
 * Memory      none.
 */
#ifndef TESTS_FAKES_ATTENDANCE_EVENTS_H
#define TESTS_FAKES_ATTENDANCE_EVENTS_H

#include "signaling/store/meeting_events.h"
#include "tests/fakes/attendance_fixture.h"

/** @param event  taken */
static inline void fixture_say(
        Database *database, const char *meeting, int64_t time_us, json_t *event)
{
    (void)json_object_set_new(event, "time_us", json_integer((json_int_t)time_us));
    (void)json_object_set_new(event, "actor", json_string("server"));
    char *detail = json_dumps(event, JSON_COMPACT);
    const MeetingEvent row = {
            .meeting = meeting,
            .time_us = time_us,
            .actor = "server",
            .kind = json_string_value(json_object_get(event, "kind")),
            .detail = detail,
    };
    g_assert_true(meeting_events_append(database, &row, false, NULL));
    free(detail);
    json_decref(event);
}

static inline void fixture_media(
        Database *database, const char *meeting, const FixtureSite *site, bool on, int64_t time_us)
{
    g_autofree char *identity = g_strconcat("code:", site->code, NULL);
    fixture_say(database, meeting, time_us,
            json_pack("{s:s, s:[{s:s, s:s, s:s, s:b, s:b, s:I}]}", "kind", "media", "changes",
                    "site", identity, "name", site->name, "how", site->how, "chair", 0, "on",
                    (int)on, "at_us", (json_int_t)time_us));
}

/** All connections of a site, moved by so much. */
static inline void fixture_connect(
        Database *database, const char *meeting, const FixtureSite *site, int64_t later_us)
{
    for (size_t n = 0; n < FIXTURE_SPANS_MAX && site->spans[n].to_us != 0; n++) {
        fixture_media(database, meeting, site, true, site->spans[n].from_us + later_us);
        fixture_media(database, meeting, site, false, site->spans[n].to_us + later_us);
    }
}

/** Floors, connections, opening and closing of the known briefing itself. */
static inline void fixture_hold_meeting(Database *database)
{
    for (size_t i = 0; i < FIXTURE_SITES; i++) {
        fixture_connect(database, FIXTURE_MEETING, &fixture_sites[i], 0);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(fixture_floors); i++) {
        g_autofree char *site = g_strconcat("code:", fixture_floors[i].code, NULL);
        fixture_say(database, FIXTURE_MEETING, fixture_floors[i].span.from_us,
                json_pack("{s:s, s:s}", "kind", "floor", "site", site));
        fixture_say(database, FIXTURE_MEETING, fixture_floors[i].span.to_us,
                json_pack("{s:s, s:s}", "kind", "floor", "site", ""));
    }
    g_assert_true(meeting_book_open(database, FIXTURE_MEETING, FIXTURE_OPENED_US, NULL));
    g_assert_true(meeting_book_close(database, FIXTURE_MEETING, FIXTURE_CLOSED_US, NULL));
}

#endif
