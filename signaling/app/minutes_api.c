#include "signaling/app/minutes_api.h"

#include "signaling/app/minutes_call.h"
#include "signaling/store/minutes_table.h"

#define LIST(name) "\"" name "\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}}"
#define LISTS                                                                                      \
    LIST("attendees")                                                                              \
    "," LIST("absences") "," LIST("reports") "," LIST("speeches") "," LIST("votes") "," LIST(      \
            "conclusions") "," LIST("incidents") "," LIST("recipients")

static const char answer_schema[] =
        "{\"properties\":{" LISTS ",\"number_text\":{\"type\":\"string\"},\"may\":{\"type\":"
        "\"object\",\"properties\":{\"write\":{\"type\":\"boolean\"},\"approve\":{\"type\":"
        "\"boolean\"},\"file\":{\"type\":\"boolean\"}}}}}";
static const char body_schema[] =
        "{\"required\":[\"version\"],\"properties\":{\"version\":{\"type\":\"integer\"}," LISTS
        "}}";

static bool get(RestCall *call, Database *database, GError **error)
{
    g_auto(MinutesCall) at = {0};

    return minutes_call_find_filled(call, database, PERMISSION_MINUTES_READ, &at, error) &&
            minutes_call_answer(call, database, &at, error);
}

/* Whether the secretary may write now, on what it has seen. */
static bool may_write(RestCall *call, const MinutesCall *at, int64_t version, GError **error)
{
    GError *fault = NULL;

    if (!minutes_may_write(&at->minutes, &fault)) {
        return minutes_call_refuse(call, fault, error);
    }
    return minutes_call_is_newest(call, at, version);
}

static bool put(RestCall *call, Database *database, GError **error)
{
    g_auto(MinutesCall) at = {0};
    int64_t version = 0;

    return minutes_call_find_filled(call, database, PERMISSION_MINUTES_WRITE, &at, error) &&
            minutes_read(rest_body(call), &at.minutes, &version, error) &&
            may_write(call, &at, version, error) &&
            minutes_call_write(call, database, &at, "minutes.write", NULL, error);
}

/* ---- steps ---- */

typedef struct Step {
    int64_t version;
    int state;
    char *reason;
    int64_t number;
} Step;

static const RecordField step_fields[] = {
        {.name = "version",
                .kind = RECORD_INTEGER,
                .offset = offsetof(Step, version),
                .flags = RECORD_REQUIRED,
                .title = "Phiên bản"},
        {.name = "state",
                .kind = RECORD_WORD,
                .offset = offsetof(Step, state),
                .flags = RECORD_REQUIRED,
                .words = minutes_state_words,
                .title = "Trạng thái"},
        {.name = "reason", .kind = RECORD_TEXT, .offset = offsetof(Step, reason), .title = "Lý do"},
        {.name = "number",
                .kind = RECORD_INTEGER,
                .offset = offsetof(Step, number),
                .max = MINUTES_NUMBER_MAX,
                .title = "Số"},
        {0},
};

static const RecordType step_type = {
        .name = "minutes_step", .size = sizeof(Step), .fields = step_fields};

static void step_clear(Step *step)
{
    record_clear(&step_type, step);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Step, step_clear)

/* The chair gives back and approves, the secretary submits and may take back, the clerk numbers. */
static Permission permission_of(const RestCall *call, MinutesState to)
{
    switch (to) {
    case MINUTES_SUBMITTED:
        return PERMISSION_MINUTES_WRITE;
    case MINUTES_DRAFT:
        return rest_actor(call)->role == ROLE_SECRETARY ? PERMISSION_MINUTES_WRITE
                                                        : PERMISSION_MINUTES_APPROVE;
    case MINUTES_APPROVED:
        return PERMISSION_MINUTES_APPROVE;
    case MINUTES_ISSUED:
    case MINUTES_STATES:
        break;
    }
    return PERMISSION_MINUTES_FILE;
}

static bool check_number(
        RestCall *call, Database *database, const MinutesCall *at, const Step *step, GError **error)
{
    bool taken = false;

    if (step->state != MINUTES_ISSUED) {
        return true;
    }
    if (!minutes_table_has_number(
                database, &at->minutes, step->number, rest_now_us(call), &taken, error)) {
        return false;
    }
    return !taken ||
            rest_problem(call, 409, "number_taken",
                    "Số này đã cấp cho một biên bản khác trong năm.", NULL);
}

static bool take_step(
        RestCall *call, Database *database, MinutesCall *at, const Step *step, GError **error)
{
    static const char *const actions[MINUTES_STATES] = {
            "minutes.return", "minutes.submit", "minutes.approve", "minutes.issue"};
    const MinutesStep taken = {
            .to = (MinutesState)step->state,
            .reason = step->reason,
            .number = step->number,
            .account = rest_actor(call)->account,
            .now_us = rest_now_us(call),
    };
    GError *fault = NULL;

    g_assert(taken.to < MINUTES_STATES); /* one of its words */
    if (!minutes_may_step(&at->minutes, taken.to, step->reason, step->number, &fault)) {
        return minutes_call_refuse(call, fault, error);
    }
    if (!minutes_call_is_newest(call, at, step->version) ||
            !check_number(call, database, at, step, error)) {
        return false;
    }
    minutes_step(&at->minutes, &taken);
    return minutes_call_write(call, database, at, actions[taken.to],
            json_pack("{s:s, s:I}", "reason", step->reason, "number", (json_int_t)step->number),
            error);
}

/* Who sees the minutes hears what is wrong with a step; who may not take it hears that. */
static bool step(RestCall *call, Database *database, GError **error)
{
    g_auto(MinutesCall) seen = {0};
    g_auto(MinutesCall) at = {0};
    g_auto(Step) step = {0};

    record_init(&step_type, &step);
    return minutes_call_find(call, database, PERMISSION_MINUTES_READ, &seen, error) &&
            record_read_json(&step_type, rest_body(call), false, &step, error) &&
            minutes_call_find(
                    call, database, permission_of(call, (MinutesState)step.state), &at, error) &&
            take_step(call, database, &at, &step, error);
}

static bool fill(RestCall *call, Database *database, GError **error)
{
    static const RecordField version = {.name = "version", .title = "Phiên bản"};
    g_auto(MinutesCall) at = {0};

    if (!minutes_call_find(call, database, PERMISSION_MINUTES_WRITE, &at, error)) {
        return false;
    }
    const json_t *based_on = json_object_get(rest_body(call), version.name);
    if (!json_is_integer(based_on)) {
        record_set_error(error, &version, "phải có, là số nguyên");
        return false;
    }
    return may_write(call, &at, json_integer_value(based_on), error) &&
            minutes_call_fill(call, database, &at, error) &&
            minutes_call_write(call, database, &at, "minutes.fill", NULL, error);
}

static const char fill_schema[] = "{\"type\":\"object\",\"required\":[\"version\"],\"properties\":"
                                  "{\"version\":{\"type\":\"integer\"}}}";

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/minutes",
                .permission = PERMISSION_MINUTES_READ,
                .work = get,
                .operation = "getMinutes",
                .summary = "The minutes; filled in and of version 0 while nobody has written any",
                .answer = &minutes_type,
                .answer_schema = answer_schema,
                .shape = REST_ONE},
        {.method = HTTP_PUT,
                .pattern = "/api/v1/meetings/{code}/minutes",
                .permission = PERMISSION_MINUTES_WRITE,
                .work = put,
                .operation = "writeMinutes",
                .summary = "Write the draft, on the version that was read",
                .body = &minutes_type,
                .body_schema = body_schema,
                .body_max = MINUTES_BODY_MAX,
                .answer = &minutes_type,
                .answer_schema = answer_schema,
                .shape = REST_ONE},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/minutes/fill",
                .permission = PERMISSION_MINUTES_WRITE,
                .work = fill,
                .operation = "fillMinutes",
                .summary = "Fill the draft in anew, sparing what was written",
                .body_schema = fill_schema,
                .answer = &minutes_type,
                .answer_schema = answer_schema,
                .shape = REST_ONE},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/minutes/state",
                .permission = PERMISSION_MINUTES_READ,
                .work = step,
                .operation = "stepMinutes",
                .summary = "Submit, return, approve or issue the minutes",
                .body = &step_type,
                .answer = &minutes_type,
                .answer_schema = answer_schema,
                .shape = REST_ONE},
};

void minutes_api_add_routes(PlanContext *context, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
    minutes_file_api_add_routes(context, rest);
    notice_api_add_routes(context, rest);
}
