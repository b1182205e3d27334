#include "signaling/app/meeting_opening.h"

#include "signaling/app/event_replay.h"
#include "signaling/meeting/proceedings_check.h"
#include "signaling/meeting/site_name.h"
#include "signaling/store/attendance_archive.h"
#include "signaling/store/audit_log.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/meeting_events.h"

static void add_identity(const void *record, void *user_data)
{
    g_ptr_array_add(user_data, site_name_code_identity(((const MeetingSite *)record)->site));
}

bool meeting_opening_read(Database *database, const char *code, int64_t now_us,
        MeetingOpening *opening, GError **error)
{
    record_init(&meeting_plan_type, &opening->plan);
    opening->sites = g_ptr_array_new_with_free_func(g_free);
    if (!meeting_book_find(database, code, &opening->plan, &opening->found, error)) {
        return false;
    }
    if (!opening->found) {
        return true;
    }
    opening->entrance = meeting_plan_entrance(&opening->plan, now_us);
    return meeting_book_each_site(
                   database, opening->plan.code, add_identity, opening->sites, error) &&
            event_replay_load(database, opening->plan.code, &opening->events, error) &&
            attendance_pulse_read(database, opening->plan.code, &opening->pulse_us, error);
}

/* Nobody has to press a button an hour before: the technicians' trial begins with the first of them. */
static bool begin_trial(Database *database, MeetingOpening *opening, int64_t now_us, GError **error)
{
    g_autofree char *object = g_strconcat("meeting:", opening->plan.code, NULL);
    const AuditEntry entry = {
            .action = "meeting.state",
            .object = object,
            .detail = "{\"state\":\"trial\",\"reason\":\"its hour has come\"}",
    };

    meeting_plan_step(&opening->plan, MEETING_TRIAL, "", now_us);
    opening->entrance = MEETING_OPEN;
    return meeting_book_update(database, &opening->plan, error) &&
            audit_append(database, &entry, error);
}

static json_t *plan_event(const MeetingOpening *opening, int64_t now_us)
{
    static const ProceedingsActor server = {
            .identity = "server", .name = "", .role = ROLE_OPERATOR};
    const MeetingPlan *plan = &opening->plan;
    const ProceedingsCommand command = {
            .verb = PROCEEDINGS_CONVENE,
            .on = plan->adhoc,
            .waiting_room = plan->waiting_room,
            .governed = plan->governed,
            .end_plan_us = plan->end_us,
    };
    const ProceedingsRoom room = {0};
    g_autoptr(Proceedings) state = proceedings_new();
    json_t *event = NULL;

    for (size_t i = 0; i < json_array_size(opening->events); i++) {
        (void)proceedings_apply(state, json_array_get(opening->events, i), NULL);
    }
    const ProceedingsWish wish = {.actor = &server, .command = &command, .now_us = now_us};
    (void)proceedings_check(state, &wish, &room, &event, NULL);
    return event;
}

/* Before anybody is in: the first to come finds the waiting room as it was planned. */
static bool convene(Database *database, MeetingOpening *opening, int64_t now_us, GError **error)
{
    json_t *event = plan_event(opening, now_us);

    if (event == NULL) {
        return true;
    }
    char *detail = json_dumps(event, JSON_COMPACT | JSON_SORT_KEYS);
    const MeetingEvent row = {
            .meeting = opening->plan.code,
            .time_us = now_us,
            .actor = "server",
            .kind = proceedings_verb_name(PROCEEDINGS_CONVENE),
            .detail = detail,
    };
    bool good = meeting_events_append(database, &row, MEETING_EVENT_ORDINARY, error);

    good = good &&
            (!opening->plan.adhoc ||
                    meeting_book_open(database, opening->plan.code, now_us, error));
    json_array_append_new(opening->events, event);
    free(detail);
    return good;
}

bool meeting_opening_take(Database *database, const char *code, int64_t now_us,
        MeetingOpening *opening, GError **error)
{
    if (!meeting_opening_read(database, code, now_us, opening, error)) {
        return false;
    }
    if (!opening->found || event_replay_is_over(opening->events)) {
        return true;
    }
    if (opening->entrance == MEETING_OPENS_NOW && !begin_trial(database, opening, now_us, error)) {
        return false;
    }
    /* One made on the command line has no plan. */
    return opening->entrance != MEETING_OPEN || opening->plan.start_us == 0 ||
            convene(database, opening, now_us, error);
}

void meeting_opening_clear(MeetingOpening *opening)
{
    meeting_plan_clear(&opening->plan);
    g_clear_pointer(&opening->sites, g_ptr_array_unref);
    g_clear_pointer(&opening->events, json_decref);
}
