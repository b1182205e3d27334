#include "signaling/app/demo_held.h"

#include "signaling/meeting/site_name.h"
#include "signaling/report/attendance_freeze.h"
#include "signaling/store/line_check_log.h"
#include "signaling/store/meeting_events.h"

#include <jansson.h>

#include <stdlib.h>

enum { SPANS_MAX = 4, CONVENED = 12, MINUTE_S = 60, TRIAL_S = -45 * MINUTE_S };

/* Seconds after the planned start. */
#define AT(minute, second) ((minute)*MINUTE_S + (second))

typedef struct Span {
    int from_s;
    int to_s; /* both 0: no more */
} Span;

typedef struct HeldSite {
    const char *code;
    Span spans[SPANS_MAX];
    int present;        /* delegates */
    const char *camera; /* what the trial found; NULL: was not there */
    double loss_percent;
} HeldSite;

enum { END = AT(150, 0) }; /* after the closing: who is still there then has not left */

static const HeldSite sites[] = {
        {"", {{AT(-60, 0), END}}, 24, "cam_ok", 0}, /* the chair's */
        {"899", {{AT(-47, 50), END}}, 12, "cam_ok", 0},
        {"900", {{AT(-45, 0), END}}, 11, "cam_ok", 0.1},
        {"902", {{AT(-40, 0), END}}, 12, "cam_ok", 0},
        {"903", {{AT(-55, 0), END}}, 12, "cam_ok", 0.2},
        {"904", {{AT(-41, 30), END}}, 10, "cam_ok", 0},
        {"905", {{AT(-20, 0), END}}, 12, "cam_ok", 0},
        {"906", {{AT(-38, 0), AT(70, 0)}, {AT(70, 20), END}}, 12, "cam_ok", 0.4},
        {"907", {{AT(17, 0), END}}, 9, NULL, 0},
        {"908", {{AT(-30, 0), AT(125, 0)}}, 12, "cam_ok", 0},
        {"909", {{AT(-27, 0), AT(40, 0)}, {AT(52, 0), END}}, 11, "cam_ok", 1.1},
        {"910", {{AT(-32, 0), END}}, 12, "cam_ok", 0},
        {"911", {{AT(-50, 0), END}}, 12, "cam_ok", 0.3},
        {"912",
                {{AT(-15, 0), AT(30, 0)}, {AT(31, 30), AT(65, 0)}, {AT(69, 0), AT(100, 0)},
                        {AT(100, 25), END}},
                8, "cam_ok", 2.4},
        {"914", {{AT(-55, 0), AT(-25, 0)}}, 0, "cam_off", 0},
};

typedef struct HeldFloor {
    const char *code;
    Span span;
} HeldFloor;

static const HeldFloor floors[] = {
        {"911", {AT(50, 0), AT(56, 30)}},
        {"906", {AT(60, 0), AT(64, 10)}},
        {"909", {AT(67, 0), AT(72, 0)}},
        {"911", {AT(100, 0), AT(101, 0)}},
};

enum { VOTE_AT = AT(120, 0), VOTE_FOR_MAX = 13, HEADS_AT = AT(-5, 0) };

static const char central[] = "Điểm cầu trung tâm";

static char *identity_of(const char *code)
{
    return code[0] != '\0' ? site_name_code_identity(code) : site_name_identity(central);
}

/* ---- events, by time ---- */

typedef struct Event {
    int64_t time_us;
    json_t *detail;
} Event;

typedef struct Story {
    const MeetingPlan *plan;
    GArray *events; /* Event */
} Story;

static void event_clear(gpointer data)
{
    json_decref(((Event *)data)->detail);
}

/* @param detail  taken */
static void say(const Story *story, int64_t time_us, const char *kind, json_t *detail)
{
    json_object_set_new(detail, "kind", json_string(kind));
    json_object_set_new(detail, "time_us", json_integer((json_int_t)time_us));
    json_object_set_new(detail, "actor", json_string("server"));
    const Event event = {.time_us = time_us, .detail = detail};
    g_array_append_val(story->events, event);
}

static int64_t time_of(const Story *story, int second)
{
    return story->plan->start_us + second * INT64_C(1000000);
}

static void say_media(
        const Story *story, const HeldSite *site, const char *identity, bool on, int second)
{
    const bool chair = site->code[0] == '\0';
    const int64_t time_us = time_of(story, second);

    say(story, time_us, "media",
            json_pack("{s:[{s:s, s:s, s:s, s:b, s:b, s:I}]}", "changes", "site", identity, "name",
                    chair ? central : "", "how", "browser", "chair", (int)chair, "on", (int)on,
                    "at_us", (json_int_t)time_us));
}

static void tell_site(const Story *story, const HeldSite *site)
{
    g_autofree char *identity = identity_of(site->code);

    for (size_t i = 0; i < SPANS_MAX && site->spans[i].to_s != site->spans[i].from_s; i++) {
        say_media(story, site, identity, true, site->spans[i].from_s);
        if (site->spans[i].to_s < END) {
            say_media(story, site, identity, false, site->spans[i].to_s);
        }
    }
    if (site->present > 0) {
        const int convened = MAX(CONVENED, site->present);
        say(story, time_of(story, HEADS_AT), "heads",
                json_pack("{s:s, s:i, s:i, s:i, s:i, s:s, s:s, s:s}", "site", identity, "convened",
                        convened, "present", site->present, "excused", convened - site->present,
                        "unexcused", 0, "responsible", "", "technician", "", "note", ""));
    }
}

static void tell_floors(const Story *story)
{
    for (size_t i = 0; i < G_N_ELEMENTS(floors); i++) {
        g_autofree char *identity = identity_of(floors[i].code);
        say(story, time_of(story, floors[i].span.from_s), "floor",
                json_pack("{s:s}", "site", identity));
        say(story, time_of(story, floors[i].span.to_s), "floor", json_pack("{s:s}", "site", ""));
    }
}

static void tell_vote(const Story *story)
{
    json_t *voters = json_array();

    for (size_t i = 0; i < G_N_ELEMENTS(sites); i++) {
        g_autofree char *identity = identity_of(sites[i].code);
        if (i > 0) {
            json_array_append_new(voters, json_string(identity));
        }
    }
    say(story, time_of(story, VOTE_AT), "vote_open",
            json_pack("{s:O, s:s, s:i, s:b}", "sites", voters, "text",
                    "Thông qua chương trình công tác quý tới", "quorum_percent", 0, "secret", 0));
    for (size_t i = 0; i < VOTE_FOR_MAX; i++) {
        say(story, time_of(story, VOTE_AT + 1), "vote",
                json_pack("{s:s, s:s}", "site", json_string_value(json_array_get(voters, i)),
                        "choice", "for"));
    }
    say(story, time_of(story, VOTE_AT + MINUTE_S), "vote_close", json_object());
    json_decref(voters);
}

static int by_time(const void *left, const void *right)
{
    const Event *a = left;
    const Event *b = right;
    return (a->time_us > b->time_us) - (a->time_us < b->time_us);
}

static bool append(Database *database, const Story *story, const Event *event, GError **error)
{
    char *detail = json_dumps(event->detail, JSON_COMPACT | JSON_SORT_KEYS);
    const MeetingEvent row = {
            .meeting = story->plan->code,
            .time_us = event->time_us,
            .actor = "server",
            .kind = json_string_value(json_object_get(event->detail, "kind")),
            .detail = detail,
    };
    const bool good = meeting_events_append(database, &row, MEETING_EVENT_ORDINARY, error);

    free(detail);
    return good;
}

/* ---- the trial ---- */

static bool check(Database *database, const Story *story, const HeldSite *site, GError **error)
{
    const bool fair = site->loss_percent >= 2;
    const bool off = g_strcmp0(site->camera, "cam_off") == 0;
    g_autofree char *identity = identity_of(site->code);
    json_t *object = json_pack(
            "{s:s, s:{s:s, s:s}, s:{s:s, s:s}, s:{s:s, s:s}, s:{s:s, s:s}, s:f, s:f, s:f, s:i, "
            "s:i, s:i}",
            "level", fair || off ? "fair" : "good", "camera", "level", off ? "fair" : "good",
            "word", site->camera, "microphone", "level", "good", "word", "mic_ok", "echo", "level",
            "good", "word", "echo_ok", "line", "level", fair ? "fair" : "good", "word",
            fair ? "net_fair" : "net_ok", "loss_percent", site->loss_percent, "jitter_ms", 4.0,
            "rtt_ms", fair ? 180.0 : 24.0, "up_bps", off ? 40000 : 1400000, "down_bps",
            fair ? 480000 : 1500000, "peak_dbov", -22);
    char *detail = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    const LineCheckRecord record = {
            .meeting = story->plan->code,
            .identity = identity,
            .name = (char *)(site->code[0] != '\0' ? site->code : central),
            .time_us = time_of(story, TRIAL_S),
            .level = (char *)(fair || off ? "fair" : "good"),
            .detail = detail,
    };
    const bool good = line_check_log_append(database, &record, error);

    free(detail);
    json_decref(object);
    return good;
}

static bool write_down(Database *database, Story *story, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sites); i++) {
        tell_site(story, &sites[i]);
        if (sites[i].camera != NULL && !check(database, story, &sites[i], error)) {
            return false;
        }
    }
    say(story, story->plan->opened_us, "begin", json_object());
    tell_floors(story);
    tell_vote(story);
    say(story, story->plan->closed_us, "end", json_object());
    g_array_sort(story->events, by_time);
    for (guint i = 0; i < story->events->len; i++) {
        if (!append(database, story, &g_array_index(story->events, Event, i), error)) {
            return false;
        }
    }
    return attendance_freeze(database, story->plan->code, NULL, story->plan->closed_us, error);
}

bool demo_held_write(Database *database, const MeetingPlan *plan, GError **error)
{
    Story story = {.plan = plan, .events = g_array_new(FALSE, FALSE, sizeof(Event))};

    g_array_set_clear_func(story.events, event_clear);
    const bool good = write_down(database, &story, error);
    g_array_unref(story.events);
    return good;
}
