#include "signaling/app/minutes_api.h"
#include "signaling/app/minutes_call.h"
#include "signaling/meeting/civil_day.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/minutes_table.h"

enum {
    LOOK_BACK_DAYS = 90, /* what was not announced in so long will not be */
    DUE_MAX = 100,
};

/* ---- what is due ---- */

typedef struct Due {
    Database *database;
    const WorkingDays *days;
    int64_t today;
    json_t *items;
    GError *error;
} Due;

/* A meeting in person is closed when its minutes, or else its plan, say so. */
static int64_t closed_us_of(const MeetingPlan *plan, const Minutes *minutes)
{
    return plan->closed_us != 0       ? plan->closed_us
            : minutes->closed_us != 0 ? minutes->closed_us
                                      : meeting_plan_end_us(plan);
}

static json_t *due_item(const Due *due, const MeetingPlan *plan, const Minutes *minutes)
{
    const int64_t closed_us = closed_us_of(plan, minutes);
    const int64_t closed = civil_day_of(closed_us);
    const int64_t until = working_days_add(due->days, closed, MEETING_CONCLUSION_DAYS);
    g_autofree char *day = civil_day_text(until);
    g_autofree char *closed_text = record_time_text(closed_us);
    const int late = working_days_between(due->days, until, due->today);
    const int left = working_days_between(due->days, due->today, until);

    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:i}", "meeting", plan->code, "title",
            plan->title, "closed", closed_text, "due", day, "state",
            minutes_state_words[minutes->state], "days_left", left, "days_late", late);
}

static void on_meeting(const void *record, void *user_data)
{
    const MeetingPlan *plan = record;
    Due *due = user_data;
    g_auto(Minutes) minutes = {0};

    if (due->error != NULL || plan->state != MEETING_ENDED ||
            json_array_size(due->items) >= DUE_MAX ||
            !minutes_table_find(due->database, plan->code, &minutes, &due->error)) {
        return;
    }
    if (minutes.notice_no[0] == '\0') {
        json_array_append_new(due->items, due_item(due, plan, &minutes));
    }
}

/* The meetings whose minutes the actor may read, in the words of a query. */
static MeetingQuery query_of(RestCall *call)
{
    const RestActor *actor = rest_actor(call);
    const bool by_unit = permission_scope(actor->role, PERMISSION_MINUTES_READ) >= SCOPE_UNIT;

    return (MeetingQuery){
            .from_us = rest_now_us(call) - LOOK_BACK_DAYS * CIVIL_DAY_US,
            .to_us = rest_now_us(call),
            .state = meeting_state_words[MEETING_ENDED],
            .everything = by_unit && actor->unit[0] == '\0',
            .reach = by_unit ? actor->unit : NULL,
            .account = actor->account,
    };
}

static bool list_due(RestCall *call, Database *database, GError **error)
{
    const PlanContext *context = rest_user_data(call);
    g_autoptr(WorkingDays) days =
            holiday_table_load(database, (const char *const *)context->holidays, error);
    const MeetingQuery query = query_of(call);

    if (days == NULL) {
        return false;
    }
    Due due = {.database = database,
            .days = days,
            .today = civil_day_of(rest_now_us(call)),
            .items = json_array()};
    const bool good = meeting_book_each(database, &query, on_meeting, &due, error);
    if (!good || due.error != NULL) {
        if (due.error != NULL) {
            g_propagate_error(error, due.error);
        }
        json_decref(due.items);
        return false;
    }
    plan_call_answer_items(call, due.items);
    return true;
}

/* ---- it was issued ---- */

typedef struct Issue {
    int64_t version;
    char *number;
} Issue;

static const RecordField issue_fields[] = {
        {.name = "version",
                .kind = RECORD_INTEGER,
                .offset = offsetof(Issue, version),
                .flags = RECORD_REQUIRED,
                .title = "Phiên bản"},
        {.name = "number",
                .kind = RECORD_TEXT,
                .offset = offsetof(Issue, number),
                .flags = RECORD_REQUIRED,
                .max = 100,
                .title = "Số, ký hiệu thông báo"},
        {0},
};

static const RecordType issue_type = {
        .name = "notice_issue", .size = sizeof(Issue), .fields = issue_fields};

static bool write_issue(
        RestCall *call, Database *database, MinutesCall *at, const Issue *issue, GError **error)
{
    if (at->minutes.state != MINUTES_APPROVED && at->minutes.state != MINUTES_ISSUED) {
        return rest_problem(call, 409, "bad_state",
                "Chỉ ban hành thông báo kết luận khi biên bản đã được duyệt.", NULL);
    }
    if (!minutes_call_is_newest(call, at, issue->version)) {
        return false;
    }
    g_free(at->minutes.notice_no);
    at->minutes.notice_no = g_strdup(issue->number);
    at->minutes.notice_us = rest_now_us(call);
    return minutes_call_write(
            call, database, at, "notice.issue", json_pack("{s:s}", "number", issue->number), error);
}

static bool issue_notice(RestCall *call, Database *database, GError **error)
{
    g_auto(MinutesCall) at = {0};
    Issue issue = {0};

    record_init(&issue_type, &issue);
    const bool good = minutes_call_find(call, database, PERMISSION_MINUTES_FILE, &at, error) &&
            record_read_json(&issue_type, rest_body(call), false, &issue, error) &&
            write_issue(call, database, &at, &issue, error);
    record_clear(&issue_type, &issue);
    return good;
}

/* ---- holidays ---- */

static void append(const void *record, void *user_data)
{
    json_array_append_new(user_data, record_to_json(&holiday_type, record));
}

static bool list_holidays(RestCall *call, Database *database, GError **error)
{
    json_t *items = json_array();

    if (!holiday_table_each(database, append, items, error)) {
        json_decref(items);
        return false;
    }
    plan_call_answer_items(call, items);
    return true;
}

static void holidays_clear(GArray *holidays)
{
    for (guint i = 0; i < holidays->len; i++) {
        record_clear(&holiday_type, &g_array_index(holidays, Holiday, i));
    }
    g_array_unref(holidays);
}

typedef GArray Holidays;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Holidays, holidays_clear)

/* One of them, which must be a day that there is. */
static bool read_holiday(const json_t *json, Holiday *holiday, GError **error)
{
    if (!record_read_json(&holiday_type, json, false, holiday, error)) {
        return false;
    }
    const char *const entries[] = {holiday->day, NULL};
    g_autoptr(WorkingDays) days = working_days_new(entries, NULL);
    if (days == NULL) {
        record_set_error(error, record_field(&holiday_type, "day"),
                "phải như 01-01, 2027-02-08 hoặc +2026-08-22");
    }
    return days != NULL;
}

static bool read_holidays(RestCall *call, Holidays *holidays, GError **error)
{
    const json_t *items = plan_call_items(call);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    if (items == NULL || json_array_size(items) > HOLIDAYS_MAX) {
        return rest_bad_field(call, "items", "Ngày nghỉ: là danh sách không quá 400 ngày.");
    }
    for (size_t i = 0; i < json_array_size(items); i++) {
        Holiday holiday = {0};
        record_init(&holiday_type, &holiday);
        const bool good = read_holiday(json_array_get(items, i), &holiday, error);
        g_array_append_val(holidays, holiday);
        if (!good) {
            return false;
        }
        if (!g_hash_table_add(seen, g_strdup(holiday.day))) {
            return rest_bad_field(call, "items", "Ngày nghỉ: có ngày lặp lại.");
        }
    }
    return true;
}

static bool set_holidays(RestCall *call, Database *database, GError **error)
{
    g_autoptr(Holidays) holidays = g_array_new(FALSE, FALSE, sizeof(Holiday));

    return read_holidays(call, holidays, error) &&
            holiday_table_set(database, (Holiday *)(void *)holidays->data, holidays->len, error) &&
            rest_audit(call, database, "holidays.set", "holidays",
                    json_pack("{s:O}", "items", plan_call_items(call)), error) &&
            list_holidays(call, database, error);
}

/* ---- routes ---- */

static const char due_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":"
        "\"array\",\"items\":{\"type\":\"object\",\"required\":[\"meeting\",\"title\",\"due\","
        "\"days_left\",\"days_late\"]}}}}";
static const char holidays_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\"],\"properties\":{\"items\":{\"type\":"
        "\"array\",\"maxItems\":400,\"items\":{\"type\":\"object\",\"required\":[\"day\"],"
        "\"properties\":{\"day\":{\"type\":\"string\"},\"name\":{\"type\":\"string\"}}}}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/conclusion-notices",
                .permission = PERMISSION_MINUTES_READ,
                .work = list_due,
                .operation = "listDueNotices",
                .summary = "Meetings whose notice of conclusions is still to be issued",
                .answer_schema = due_schema,
                .shape = REST_OTHER},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/notice",
                .permission = PERMISSION_MINUTES_FILE,
                .work = issue_notice,
                .operation = "issueNotice",
                .summary = "The notice of conclusions was issued under this number",
                .body = &issue_type,
                .answer_schema = "{\"type\":\"object\"}",
                .shape = REST_OTHER},
        {.method = HTTP_GET,
                .pattern = "/api/v1/holidays",
                .permission = PERMISSION_ACCOUNT_OWN, /* everybody: the administrator writes them */
                .work = list_holidays,
                .operation = "listHolidays",
                .summary = "Days that are not worked, and free days that are",
                .answer = &holiday_type,
                .shape = REST_LIST},
        {.method = HTTP_PUT,
                .pattern = "/api/v1/holidays",
                .permission = PERMISSION_SETTINGS,
                .work = set_holidays,
                .operation = "setHolidays",
                .summary = "Write the holidays anew",
                .body_schema = holidays_schema,
                .answer = &holiday_type,
                .shape = REST_LIST},
};

void notice_api_add_routes(PlanContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
