#include "signaling/app/minutes_call.h"

#include "signaling/app/rest.h"
#include "signaling/app/rest_scope.h"
#include "signaling/meeting/minutes_merge.h"
#include "signaling/report/minutes_draft.h"
#include "signaling/store/minutes_table.h"

#include <stdlib.h>

void minutes_call_clear(MinutesCall *at)
{
    record_clear(&meeting_plan_type, &at->plan);
    minutes_clear(&at->minutes);
}

bool minutes_call_find(
        RestCall *call, Database *database, Permission permission, MinutesCall *at, GError **error)
{
    return plan_call_find(call, database, permission, &at->plan, error) &&
            minutes_table_find(database, at->plan.code, &at->minutes, error);
}

bool minutes_call_find_filled(
        RestCall *call, Database *database, Permission permission, MinutesCall *at, GError **error)
{
    return minutes_call_find(call, database, permission, at, error) &&
            (at->minutes.version > 0 || minutes_call_fill(call, database, at, error));
}

static bool merge(Minutes *minutes, const json_t *fresh, GError **error)
{
    json_t *mine = minutes_to_json(minutes);
    json_t *base = json_loads(minutes->filled, 0, NULL);
    json_t *merged = minutes_merge(base, mine, fresh);
    const bool good = minutes_take(minutes, merged, error);

    if (good) {
        char *text = json_dumps(fresh, JSON_COMPACT);
        g_free(minutes->filled);
        minutes->filled = g_strdup(text);
        free(text);
    }
    json_decref(mine);
    json_decref(base);
    json_decref(merged);
    return good;
}

bool minutes_call_fill(RestCall *call, Database *database, MinutesCall *at, GError **error)
{
    json_t *fresh = minutes_draft(database, &at->plan, rest_now_us(call), error);

    if (fresh == NULL) {
        return false;
    }
    const bool good = merge(&at->minutes, fresh, error);
    json_decref(fresh);
    return good;
}

bool minutes_call_is_newest(RestCall *call, const MinutesCall *at, int64_t version)
{
    const Minutes *minutes = &at->minutes;

    if (version == minutes->version) {
        return true;
    }
    return rest_problem_more(call, 409, "changed",
            "Biên bản đã được người khác sửa sau khi mở. Vui lòng mở lại để không ghi đè.",
            json_pack("{s:I, s:s}", "version", (json_int_t)minutes->version, "changed_by",
                    minutes->changed_by));
}

bool minutes_call_write(RestCall *call, Database *database, MinutesCall *at, const char *action,
        json_t *detail, GError **error)
{
    Minutes *minutes = &at->minutes;

    g_free(minutes->changed_by);
    minutes->changed_by = g_strdup(rest_actor(call)->account);
    minutes->changed_us = rest_now_us(call);
    if (!minutes_table_write(database, minutes, error)) {
        json_decref(detail);
        return false;
    }
    detail = detail != NULL ? detail : json_object();
    json_object_set_new(detail, "version", json_integer((json_int_t)minutes->version));
    return plan_call_audit(call, database, action, at->plan.code, detail, error) &&
            minutes_call_answer(call, database, at, error);
}

/* What the actor may do, as far as its role and its name in the plan go. */
static json_t *rights_of(
        RestCall *call, Database *database, const MeetingPlan *plan, GError **error)
{
    static const struct {
        const char *name;
        Permission permission;
    } rights[] = {
            {"write", PERMISSION_MINUTES_WRITE},
            {"approve", PERMISSION_MINUTES_APPROVE},
            {"file", PERMISSION_MINUTES_FILE},
    };
    const RestMeeting meeting = {.code = plan->code,
            .unit = plan->unit,
            .chair = plan->chair_account,
            .secretary = plan->secretary_account};
    json_t *may = json_object();

    for (size_t i = 0; i < G_N_ELEMENTS(rights); i++) {
        bool reaches = false;
        if (!rest_reaches_meeting(
                    call, database, rights[i].permission, &meeting, &reaches, error)) {
            json_decref(may);
            return NULL;
        }
        json_object_set_new(may, rights[i].name, json_boolean(reaches));
    }
    return may;
}

bool minutes_call_answer(RestCall *call, Database *database, const MinutesCall *at, GError **error)
{
    json_t *may = rights_of(call, database, &at->plan, error);

    if (may == NULL) {
        return false;
    }
    json_t *json = minutes_to_json(&at->minutes);
    g_autofree char *number = minutes_number_text(&at->minutes);
    json_object_set_new(json, "may", may);
    json_object_set_new(json, "number_text", json_string(number));
    rest_answer(call, 200, json);
    return true;
}

bool minutes_call_refuse(RestCall *call, GError *fault, GError **error)
{
    static const struct {
        unsigned status;
        const char *code;
    } problems[] = {
            [MINUTES_ERROR_STEP] = {409, "bad_state"},
            [MINUTES_ERROR_MISSING] = {422, "incomplete"},
            [MINUTES_ERROR_FROZEN] = {409, "frozen"},
    };

    if (fault->domain != MINUTES_ERROR) {
        g_propagate_error(error, fault);
        return false;
    }
    const bool refused = rest_problem(
            call, problems[fault->code].status, problems[fault->code].code, fault->message, NULL);
    g_error_free(fault);
    return refused;
}
