#include "signaling/app/plan_call.h"

#include "signaling/app/rest.h"
#include "signaling/app/rest_scope.h"
#include "signaling/store/meeting_book.h"

static RestMeeting rest_meeting_of(const MeetingPlan *plan)
{
    return (RestMeeting){
            .code = plan->code,
            .unit = plan->unit,
            .chair = plan->chair_account,
            .secretary = plan->secretary_account,
    };
}

bool plan_call_sees(
        RestCall *call, Database *database, const MeetingPlan *plan, bool *ret_sees, GError **error)
{
    const RestMeeting meeting = rest_meeting_of(plan);
    return rest_reaches_meeting(call, database, PERMISSION_MEETING_READ, &meeting, ret_sees, error);
}

bool plan_call_find(RestCall *call, Database *database, Permission permission, MeetingPlan *plan,
        GError **error)
{
    bool found = false;

    record_init(&meeting_plan_type, plan);
    if (!meeting_book_find(database, rest_param(call, "code"), plan, &found, error)) {
        return false;
    }
    const RestMeeting meeting = rest_meeting_of(plan);
    return found ? rest_need_meeting(call, database, permission, &meeting, error)
                 : rest_not_found(call);
}

bool plan_call_refuse(RestCall *call, GError *fault, GError **error)
{
    if (fault->domain != MEETING_PLAN_ERROR) {
        g_propagate_error(error, fault);
        return false;
    }
    static const struct {
        unsigned status;
        const char *code;
    } problems[] = {
            [MEETING_PLAN_ERROR_SECRET] = {422, "secret_title"},
            [MEETING_PLAN_ERROR_DECLARATION] = {422, "no_declaration"},
            [MEETING_PLAN_ERROR_STEP] = {409, "bad_state"},
    };
    const bool refused = rest_problem(
            call, problems[fault->code].status, problems[fault->code].code, fault->message, NULL);
    g_error_free(fault);
    return refused;
}

bool plan_call_audit(RestCall *call, Database *database, const char *action, const char *code,
        json_t *detail, GError **error)
{
    g_autofree char *object = g_strconcat("meeting:", code, NULL);
    return rest_audit(call, database, action, object, detail, error);
}

const json_t *plan_call_items(const RestCall *call)
{
    const json_t *body = rest_body(call);
    const json_t *items = json_is_object(body) ? json_object_get(body, "items") : body;
    return json_is_array(items) ? items : NULL;
}

void plan_call_answer_items(RestCall *call, json_t *items)
{
    rest_answer(call, 200, json_pack("{s:o}", "items", items));
}
