/**
 * attendance_fixture: the briefing of 28/03/2018 with the central site and fifteen districts, whose attendance is known to
 * the letter: planned 08:00, opened 08:02:00, closed 10:27:00. One site was lost for 20 s, one was late, one left early,
 * two were broken, one never came, one came to the trial only.
 *
 * Units       seconds of the day in Vietnam; times in events are microseconds since 1970.
 * Ownership   constants; the database is the caller's.
 * Thread      the test's.
 * Errors      fail the test.
 * Memory      none.
 */
#ifndef TESTS_FAKES_ATTENDANCE_FIXTURE_H
#define TESTS_FAKES_ATTENDANCE_FIXTURE_H

#include "signaling/meeting/meeting_plan.h"
#include "signaling/meeting/site.h"
#include "signaling/meeting/unit.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/record_sql.h"

#include <glib.h>

#define FIXTURE_MEETING "gb-2018-03"
#define FIXTURE_DAY_US  INT64_C(1522170000000000) /* 28/03/2018 00:00 in Vietnam */
#define FIXTURE_AT(h, m, s)                                                                        \
    (FIXTURE_DAY_US + (INT64_C(3600) * (h) + INT64_C(60) * (m) + (s)) * G_USEC_PER_SEC)
#define FIXTURE_OPENED_US FIXTURE_AT(8, 2, 0)
#define FIXTURE_CLOSED_US FIXTURE_AT(10, 27, 0)

enum { FIXTURE_SITES = 16, FIXTURE_SPANS_MAX = 4 };

typedef struct FixtureSpan {
    int64_t from_us;
    int64_t to_us; /* 0: there is no such span */
} FixtureSpan;

typedef struct FixtureSite {
    const char *code;
    const char *name;
    const char *unit;
    const char *kind;
    const char *how;
    FixtureSpan spans[FIXTURE_SPANS_MAX];
} FixtureSite;

#define SPAN(h1, m1, s1, h2, m2, s2)                                                               \
    {                                                                                              \
        FIXTURE_AT(h1, m1, s1), FIXTURE_AT(h2, m2, s2)                                             \
    }

static const FixtureSite fixture_sites[FIXTURE_SITES] = {
        {"KG-000", "UBND tỉnh (điểm cầu trung tâm)", "91", "tinh", "browser",
                {SPAN(7, 0, 0, 10, 30, 0)}},
        {"899", "TP. Rạch Giá", "899", "thanh_pho", "browser", {SPAN(7, 12, 10, 10, 28, 0)}},
        {"900", "TX. Hà Tiên", "900", "thi_xa", "browser", {SPAN(7, 15, 0, 10, 28, 5)}},
        {"902", "Kiên Lương", "902", "huyen", "browser", {SPAN(7, 20, 0, 10, 27, 30)}},
        {"903", "Hòn Đất", "903", "huyen", "sip", {SPAN(7, 5, 0, 10, 28, 0)}},
        {"904", "Tân Hiệp", "904", "huyen", "browser", {SPAN(7, 18, 30, 10, 27, 50)}},
        {"905", "Châu Thành", "905", "huyen", "browser", {SPAN(7, 40, 0, 10, 28, 0)}},
        {"906", "Giồng Riềng", "906", "huyen", "sip",
                {SPAN(7, 22, 0, 9, 10, 0), SPAN(9, 10, 20, 10, 28, 0)}},
        {"907", "Gò Quao", "907", "huyen", "browser", {SPAN(8, 17, 0, 10, 28, 0)}},
        {"908", "An Biên", "908", "huyen", "browser", {SPAN(7, 30, 0, 10, 5, 0)}},
        {"909", "An Minh", "909", "huyen", "browser",
                {SPAN(7, 33, 0, 8, 40, 0), SPAN(8, 52, 0, 10, 28, 0)}},
        {"910", "Vĩnh Thuận", "910", "huyen", "browser", {SPAN(7, 28, 0, 10, 28, 0)}},
        {"911", "Phú Quốc", "911", "huyen", "sip", {SPAN(7, 10, 0, 10, 28, 0)}},
        {"912", "Kiên Hải", "912", "huyen", "browser",
                {SPAN(7, 45, 0, 8, 30, 0), SPAN(8, 31, 30, 9, 5, 0), SPAN(9, 9, 0, 9, 40, 0),
                        SPAN(9, 40, 25, 10, 28, 0)}},
        {"913", "U Minh Thượng", "913", "huyen", "browser", {{0}}},
        {"914", "Giang Thành", "914", "huyen", "browser", {SPAN(7, 5, 0, 7, 35, 0)}},
};

#undef SPAN

/** Who had the floor, in the same meeting. */
typedef struct FixtureFloor {
    const char *code;
    FixtureSpan span;
} FixtureFloor;

static const FixtureFloor fixture_floors[] = {
        {"911", {FIXTURE_AT(8, 50, 0), FIXTURE_AT(8, 56, 30)}},
        {"906", {FIXTURE_AT(9, 0, 0), FIXTURE_AT(9, 4, 10)}},
        {"909", {FIXTURE_AT(9, 7, 0), FIXTURE_AT(9, 12, 0)}},
        {"911", {FIXTURE_AT(9, 40, 0), FIXTURE_AT(9, 41, 0)}},
};

static inline void fixture_set(char **place, const char *text)
{
    g_free(*place);
    *place = g_strdup(text);
}

static inline void fixture_add_unit(Database *database, const FixtureSite *line, int64_t position)
{
    g_auto(Unit) unit = {0};
    g_auto(Site) site = {0};

    record_init(&unit_type, &unit);
    fixture_set(&unit.code, line->unit);
    fixture_set(&unit.name, line->name);
    fixture_set(&unit.kind, line->kind);
    fixture_set(&unit.parent, position > 0 ? fixture_sites[0].unit : "");
    unit.position = position;
    g_assert_true(record_insert(database, &unit_type, &unit, NULL));
    record_init(&site_type, &site);
    fixture_set(&site.code, line->code);
    fixture_set(&site.unit, line->unit);
    fixture_set(&site.name, line->name);
    site.position = position;
    site.active = true;
    g_assert_true(record_insert(database, &site_type, &site, NULL));
}

/** Units, sites, and the meeting, which is on trial and has not been opened. */
static inline void fixture_plan_meeting(Database *database)
{
    const char *codes[FIXTURE_SITES + 1] = {NULL};
    g_auto(MeetingPlan) plan = {0};
    g_autofree char *unknown = NULL;

    for (size_t i = 0; i < FIXTURE_SITES; i++) {
        fixture_add_unit(database, &fixture_sites[i], (int64_t)i);
        codes[i] = fixture_sites[i].code;
    }
    record_init(&meeting_plan_type, &plan);
    fixture_set(&plan.code, FIXTURE_MEETING);
    fixture_set(&plan.title,
            "Họp giao ban tháng 3 giữa UBND tỉnh với UBND các huyện, thị xã, thành phố");
    fixture_set(&plan.kind, "giao_ban");
    fixture_set(&plan.relation, "tinh_huyen");
    fixture_set(&plan.unit, fixture_sites[0].unit);
    fixture_set(&plan.invite_no, "05/GM-UBND");
    fixture_set(&plan.chair_title, "Lãnh đạo UBND tỉnh (minh họa)");
    fixture_set(&plan.secretary_title, "Thư ký, Văn phòng UBND tỉnh");
    fixture_set(&plan.place, "Phòng họp trực tuyến UBND tỉnh");
    plan.state = MEETING_TRIAL;
    plan.nosecret = true;
    plan.start_us = FIXTURE_AT(8, 0, 0);
    plan.end_us = FIXTURE_AT(10, 0, 0);
    g_assert_true(meeting_book_add(database, &plan, NULL));
    g_assert_true(meeting_book_set_sites(database, FIXTURE_MEETING, codes, &unknown, NULL));
    g_assert_null(unknown);
}

#endif
