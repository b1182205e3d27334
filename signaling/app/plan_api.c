#include "signaling/app/plan_api.h"

#include "signaling/app/attendance_api.h"
#include "signaling/app/plan_annex_api.h"
#include "signaling/app/plan_begin.h"
#include "signaling/app/plan_call.h"
#include "signaling/app/plan_document_api.h"
#include "signaling/app/plan_form.h"
#include "signaling/app/plan_paper_api.h"
#include "signaling/app/rest_scope.h"
#include "signaling/meeting/meeting_code.h"
#include "signaling/meeting/month_repeat.h"
#include "signaling/report/attendance_freeze.h"
#include "signaling/store/meeting_book.h"

/* ---- reading ---- */

static json_t *to_json(const PlanContext *context, const MeetingPlan *plan, int64_t now_us)
{
    json_t *json = record_to_json(&meeting_plan_type, plan);
    const int late = meeting_plan_late_days(plan, context->working_days, now_us);
    json_object_set_new(json, "late_days", json_integer(late));
    return json;
}

typedef struct Listing {
    const RestCall *call;
    json_t *items;
} Listing;

static void append(const void *record, void *user_data)
{
    const Listing *listing = user_data;
    json_array_append_new(listing->items,
            to_json(rest_user_data(listing->call), record, rest_now_us(listing->call)));
}

/* Which meetings the actor may read, in the words of a query. */
static void set_reach(const RestActor *actor, MeetingQuery *query)
{
    switch (permission_scope(actor->role, PERMISSION_MEETING_READ)) {
    case SCOPE_SUBTREE:
        query->everything = actor->unit[0] == '\0';
        query->reach_below = true;
        query->reach = actor->unit;
        query->account = actor->account;
        break;
    case SCOPE_UNIT:
        query->reach = actor->unit;
        query->account = actor->account;
        break;
    case SCOPE_NAMED:
        query->account = actor->account;
        break;
    case SCOPE_OWN_SITE:
        query->site = actor->site;
        break;
    case SCOPE_NONE:
        break;
    }
}

/* A time of the query; 0 for none. @return false: answered */
static bool query_time(RestCall *call, const char *name, int64_t *ret_time_us)
{
    const char *text = rest_query(call, name);

    if (text == NULL || text[0] == '\0') {
        *ret_time_us = 0;
        return true;
    }
    return record_time_parse(text, ret_time_us) ||
            rest_bad_field(call, name, "Thời gian không đúng định dạng.");
}

static bool list(RestCall *call, Database *database, GError **error)
{
    MeetingQuery query = {
            .state = rest_query(call, "state"),
            .text = rest_query(call, "q"),
            .unit = rest_query(call, "unit"),
            .limit = (int)rest_query_number(call, "limit", MEETING_QUERY_MAX, 1, MEETING_QUERY_MAX),
    };
    Listing listing = {call, NULL};

    if (!query_time(call, "from", &query.from_us) || !query_time(call, "to", &query.to_us)) {
        return false;
    }
    set_reach(rest_actor(call), &query);
    listing.items = json_array();
    if (!meeting_book_each(database, &query, append, &listing, error)) {
        json_decref(listing.items);
        return false;
    }
    plan_call_answer_items(call, listing.items);
    return true;
}

static bool get(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_MEETING_READ, &plan, error)) {
        return false;
    }
    rest_answer(call, 200, to_json(rest_user_data(call), &plan, rest_now_us(call)));
    return true;
}

/* ---- checks ---- */

static bool exists(
        Database *database, const char *sql, const char *value, bool *ret_exists, GError **error)
{
    int64_t count = 1;

    if (value[0] != '\0' &&
            !database_number(
                    database, sql, DATABASE_VALUES(database_text(value)), 0, &count, error)) {
        return false;
    }
    *ret_exists = count > 0;
    return true;
}

/* What a plan names must be there. */
static bool check_names(RestCall *call, Database *database, const MeetingPlan *plan, GError **error)
{
    const struct {
        const char *field;
        const char *value;
        const char *sql;
        const char *title;
    } names[] = {
            {"kind", plan->kind, "SELECT COUNT(*) FROM meeting_kinds WHERE code = $1",
                    "Loại cuộc họp: không có loại này."},
            {"relation", plan->relation, "SELECT COUNT(*) FROM meeting_relations WHERE code = $1",
                    "Quan hệ: không có quan hệ này."},
            {"unit", plan->unit, "SELECT COUNT(*) FROM units WHERE code = $1",
                    "Cơ quan chủ trì: không có đơn vị này."},
            {"chair_account", plan->chair_account,
                    "SELECT COUNT(*) FROM accounts WHERE username = $1 AND role = 'chu_toa'",
                    "Tài khoản chủ tọa: không có tài khoản chủ tọa này."},
            {"secretary_account", plan->secretary_account,
                    "SELECT COUNT(*) FROM accounts WHERE username = $1 AND role = 'thu_ky'",
                    "Tài khoản thư ký: không có tài khoản thư ký này."},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        bool there = false;
        if (!exists(database, names[i].sql, names[i].value, &there, error)) {
            return false;
        }
        if (!there) {
            return rest_bad_field(call, names[i].field, names[i].title);
        }
    }
    return true;
}

static bool check_plan(RestCall *call, Database *database, const MeetingPlan *plan, GError **error)
{
    GError *fault = NULL;
    bool reaches = false;

    if (plan->code[0] != '\0' && !meeting_code_is_valid(plan->code)) {
        return rest_bad_field(call, "code",
                "Mã cuộc họp: chỉ gồm chữ không dấu, chữ số, dấu - và _, không quá 32 ký tự.");
    }
    if (!meeting_plan_check(plan, &fault)) {
        return plan_call_refuse(call, fault, error);
    }
    if (!check_names(call, database, plan, error) ||
            !rest_reaches_unit(
                    call, database, PERMISSION_MEETING_EDIT, plan->unit, &reaches, error)) {
        return false;
    }
    return reaches ||
            rest_bad_field(call, "unit", "Cơ quan chủ trì: nằm ngoài phạm vi của tài khoản.");
}

/* ---- creating ---- */

/* Who makes a meeting shall be able to hold it. */
static void name_maker(const RestActor *actor, MeetingPlan *plan)
{
    char **place = actor->role == ROLE_CHAIR ? &plan->chair_account
            : actor->role == ROLE_SECRETARY  ? &plan->secretary_account
                                             : NULL;

    if (place != NULL && (*place)[0] == '\0') {
        g_free(*place);
        *place = g_strdup(actor->account);
    }
    if (plan->unit[0] == '\0') {
        g_free(plan->unit);
        plan->unit = g_strdup(actor->unit);
    }
    g_free(plan->created_by);
    plan->created_by = g_strdup(actor->account);
}

/* The codes that the form means, by list, by group, or by unit. NULL: an error, or an answer */
static char **resolve_sites(
        RestCall *call, Database *database, const PlanForm *form, GError **error)
{
    static const char *const none[] = {NULL};
    g_auto(GStrv) sites = NULL;

    if (form->sites != NULL) {
        return g_strdupv(form->sites);
    }
    if (form->group != 0) {
        sites = meeting_book_sites_of_group(database, form->group, error);
    } else if (form->under != NULL) {
        sites = meeting_book_sites_under(database, form->under, error);
    } else {
        return g_strdupv((char **)none);
    }
    if (sites != NULL && sites[0] == NULL) {
        (void)rest_bad_field(call, form->group != 0 ? "group" : "under",
                "Điểm cầu: không có điểm cầu nào đang dùng.");
        return NULL;
    }
    if (sites != NULL && g_strv_length(sites) > MEETING_INVITED_MAX) {
        (void)rest_bad_field(call, "under", "Điểm cầu: quá 500 điểm cầu.");
        return NULL;
    }
    return g_steal_pointer(&sites);
}

static bool invite(
        RestCall *call, Database *database, const char *code, char **sites, GError **error)
{
    g_autofree char *unknown = NULL;

    if (!meeting_book_set_sites(database, code, (const char *const *)sites, &unknown, error)) {
        return false;
    }
    if (unknown != NULL) {
        g_autofree char *title =
                g_strdup_printf("Điểm cầu: %s không có hoặc đã ngừng dùng.", unknown);
        return rest_bad_field(call, "sites", title);
    }
    return true;
}

static bool add_one(
        RestCall *call, Database *database, MeetingPlan *plan, char **sites, GError **error)
{
    plan->created_us = rest_now_us(call);
    plan->changed_us = plan->created_us;
    return meeting_book_add(database, plan, error) &&
            invite(call, database, plan->code, sites, error) &&
            plan_call_audit(call, database, "meeting.create", plan->code,
                    record_to_json(&meeting_plan_type, plan), error);
}

/* The first of a series gives it its name. */
static bool add_series(
        RestCall *call, Database *database, PlanForm *form, char **sites, GError **error)
{
    const int64_t length_us = form->plan.end_us != 0 ? form->plan.end_us - form->plan.start_us : 0;

    for (int64_t i = 1; i < form->repeat_months; i++) {
        g_auto(MeetingPlan) plan = {0};
        record_copy(&meeting_plan_type, &plan, &form->plan);
        plan.start_us =
                month_repeat_at((MonthRepeat)form->repeat_by, form->plan.start_us, (unsigned)i);
        plan.end_us = length_us != 0 ? plan.start_us + length_us : 0;
        g_free(plan.code);
        plan.code = g_strdup("");
        if (!add_one(call, database, &plan, sites, error)) {
            return false;
        }
    }
    return true;
}

static bool add_all(RestCall *call, Database *database, PlanForm *form, GError **error)
{
    MeetingPlan *plan = &form->plan;

    name_maker(rest_actor(call), plan);
    if (!check_plan(call, database, plan, error)) {
        return false;
    }
    if (form->repeat_months > 1 && plan->start_us == 0) {
        return rest_bad_field(call, "start", "Thời gian bắt đầu: không được để trống khi lặp lại.");
    }
    g_auto(GStrv) sites = resolve_sites(call, database, form, error);
    if (sites == NULL) {
        return false;
    }
    if (form->repeat_months > 1) {
        g_free(plan->series);
        plan->series = g_uuid_string_random();
    }
    if (!add_one(call, database, plan, sites, error) ||
            !add_series(call, database, form, sites, error)) {
        return false;
    }
    rest_answer(call, 201, to_json(rest_user_data(call), plan, rest_now_us(call)));
    return true;
}

static bool create(RestCall *call, Database *database, GError **error)
{
    g_auto(PlanForm) form = {0};

    if (!plan_form_read(rest_body(call), &form, error)) {
        return false;
    }
    form.plan.state = form.draft ? MEETING_DRAFT : MEETING_SCHEDULED;
    return add_all(call, database, &form, error);
}

/* From the login to the first site in a minute: title, sites, declaration, and it is live. */
static bool create_adhoc(RestCall *call, Database *database, GError **error)
{
    g_auto(PlanForm) form = {0};

    if (!plan_form_read(rest_body(call), &form, error)) {
        return false;
    }
    form.repeat_months = 1;
    form.plan.adhoc = true;
    form.plan.form = form.plan.form == MEETING_HYBRID ? MEETING_HYBRID : MEETING_ONLINE;
    form.plan.state = MEETING_LIVE;
    form.plan.start_us = rest_now_us(call);
    form.plan.end_us = form.plan.start_us + MEETING_LENGTH_US;
    return add_all(call, database, &form, error);
}

/* ---- changing ---- */

static bool change(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    g_auto(MeetingPlan) before = {0};
    GError *fault = NULL;

    if (!plan_call_find(call, database, PERMISSION_MEETING_EDIT, &plan, error)) {
        return false;
    }
    record_copy(&meeting_plan_type, &before, &plan);
    if (!record_read_json(&meeting_plan_type, rest_body(call), true, &plan, error)) {
        return false;
    }
    if (!meeting_plan_may_change(&before, &plan, &fault)) {
        return plan_call_refuse(call, fault, error);
    }
    if (!check_plan(call, database, &plan, error)) {
        return false;
    }
    plan.changed_us = rest_now_us(call);
    if (!meeting_book_update(database, &plan, error) ||
            !plan_call_audit(call, database, "meeting.change", plan.code,
                    json_deep_copy(rest_body(call)), error)) {
        return false;
    }
    rest_answer(call, 200, to_json(rest_user_data(call), &plan, rest_now_us(call)));
    return true;
}

typedef struct Step {
    int state;
    char *reason;
} Step;

static const RecordField step_fields[] = {
        {.name = "state",
                .kind = RECORD_WORD,
                .offset = offsetof(Step, state),
                .flags = RECORD_REQUIRED,
                .words = meeting_state_words,
                .title = "Trạng thái"},
        {.name = "reason", .kind = RECORD_TEXT, .offset = offsetof(Step, reason), .title = "Lý do"},
        {0},
};

static const RecordType step_type = {
        .name = "meeting_step", .size = sizeof(Step), .fields = step_fields};

static void step_clear(Step *step)
{
    record_clear(&step_type, step);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Step, step_clear)

/* Nobody stays in a meeting that is over. */
static void end_running(RestCall *call, void *user_data)
{
    const PlanContext *context = user_data;
    (void)conference_service_end(context->service, rest_param(call, "code"));
}

/* Planning is one thing, holding it another: for that one has to be named, or to operate. */
static Permission permission_of(MeetingState to)
{
    return to == MEETING_TRIAL || to == MEETING_LIVE || to == MEETING_ENDED
            ? PERMISSION_RUN
            : PERMISSION_MEETING_EDIT;
}

static bool step(RestCall *call, Database *database, GError **error)
{
    PlanContext *context = rest_user_data(call);
    g_auto(MeetingPlan) plan = {0};
    g_auto(Step) wanted = {0};
    GError *fault = NULL;

    record_init(&step_type, &wanted);
    if (!record_read_json(&step_type, rest_body(call), false, &wanted, error)) {
        return false;
    }
    const MeetingState to = (MeetingState)wanted.state;
    if (!plan_call_find(call, database, permission_of(to), &plan, error)) {
        return false;
    }
    if (!meeting_plan_may_step(&plan, to, wanted.reason, &fault)) {
        return plan_call_refuse(call, fault, error);
    }
    meeting_plan_step(&plan, to, wanted.reason, rest_now_us(call));
    if (!meeting_book_update(database, &plan, error) ||
            (to == MEETING_ENDED && plan.form != MEETING_IN_PERSON &&
                    !attendance_freeze(
                            database, plan.code, &context->attendance, rest_now_us(call), error)) ||
            !plan_call_audit(call, database, "meeting.state", plan.code,
                    json_pack("{s:s, s:s}", "state", meeting_state_words[to], "reason",
                            wanted.reason),
                    error)) {
        return false;
    }
    if (to == MEETING_ENDED || to == MEETING_CANCELLED || to == MEETING_SCHEDULED) {
        rest_after(call, end_running, context);
    } else if (to == MEETING_LIVE && plan.form != MEETING_IN_PERSON) {
        rest_after(call, plan_begin, context);
    }
    rest_answer(call, 200, to_json(context, &plan, rest_now_us(call)));
    return true;
}

/* ---- routes ---- */

static const char *const list_query[] = {"from", "to", "state", "q", "unit", "limit", NULL};

static const char extra_schema[] =
        "{\"required\":[\"late_days\"],\"properties\":{\"late_days\":{\"type\":\"integer\","
        "\"minimum\":0}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings",
                .permission = PERMISSION_MEETING_READ,
                .work = list,
                .operation = "listMeetings",
                .summary = "Meetings of a time, a state, a unit, or with words in the title",
                .answer = &meeting_plan_type,
                .answer_schema = extra_schema,
                .shape = REST_LIST,
                .query = list_query},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings",
                .permission = PERMISSION_MEETING_EDIT,
                .work = create,
                .operation = "createMeeting",
                .summary = "Plan a meeting, or one each month",
                .body = &meeting_plan_type,
                .body_schema = plan_form_schema,
                .answer = &meeting_plan_type,
                .answer_schema = extra_schema,
                .status = 201,
                .shape = REST_ONE},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/adhoc",
                .permission = PERMISSION_MEETING_EDIT,
                .work = create_adhoc,
                .operation = "createAdhocMeeting",
                .summary = "Hold a meeting at once: title, sites, declaration",
                .body = &meeting_plan_type,
                .body_schema = plan_form_schema,
                .answer = &meeting_plan_type,
                .answer_schema = extra_schema,
                .status = 201,
                .shape = REST_ONE},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}",
                .permission = PERMISSION_MEETING_READ,
                .work = get,
                .operation = "getMeeting",
                .summary = "A meeting's plan",
                .answer = &meeting_plan_type,
                .answer_schema = extra_schema,
                .shape = REST_ONE},
        {.method = HTTP_PATCH,
                .pattern = "/api/v1/meetings/{code}",
                .permission = PERMISSION_MEETING_EDIT,
                .work = change,
                .operation = "changeMeeting",
                .summary = "Change a meeting's plan",
                .body = &meeting_plan_type,
                .answer = &meeting_plan_type,
                .answer_schema = extra_schema,
                .shape = REST_ONE},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/state",
                .permission = PERMISSION_MEETING_EDIT,
                .work = step,
                .operation = "stepMeeting",
                .summary = "Schedule, try, hold, end or cancel a meeting",
                .body = &step_type,
                .answer = &meeting_plan_type,
                .answer_schema = extra_schema,
                .shape = REST_ONE},
};

void plan_api_add_routes(PlanContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
    plan_annex_api_add_routes(context, rest);
    attendance_api_add_routes(context, rest);
    plan_paper_api_add_routes(context, rest);
    plan_document_api_add_routes(context, rest);
}
