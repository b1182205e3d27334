#include "signaling/app/sip_calls_api.h"

#include "signaling/app/plan_call.h"

static const char list_schema[] =
        "{\"type\":\"object\",\"required\":[\"items\",\"served\"],\"additionalProperties\":false,"
        "\"properties\":{\"served\":{\"type\":\"boolean\"},\"items\":{\"type\":\"array\",\"items\":"
        "{\"type\":\"object\",\"required\":[\"site\",\"code\",\"state\",\"reason\",\"tries\","
        "\"next\"],\"additionalProperties\":false,\"properties\":{\"site\":{\"type\":\"string\"},"
        "\"code\":{\"type\":\"string\"},\"state\":{\"enum\":[\"waiting\",\"calling\",\"ringing\","
        "\"connected\",\"over\"]},\"reason\":{\"type\":\"string\"},\"tries\":{\"type\":\"integer\"}"
        ",\"next\":{\"type\":\"string\"}}}}}}";

static const char ask_schema[] =
        "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"site\":{\"type\":"
        "\"string\"},\"uri\":{\"type\":\"string\"},\"all\":{\"type\":\"boolean\"}}}";

static const char asked_schema[] =
        "{\"type\":\"object\",\"required\":[\"called\"],\"additionalProperties\":false,"
        "\"properties\":{\"called\":{\"type\":\"integer\"}}}";

static bool no_sip(RestCall *call)
{
    return rest_problem(call, 409, "no_sip", "Hệ thống chưa bật kết nối thiết bị phòng họp (SIP).",
            "sip.address is not set");
}

static const char *text_of(const RestCall *call, const char *name)
{
    const char *text = json_string_value(json_object_get(rest_body(call), name));
    return text != NULL ? text : "";
}

/* ---- calling ---- */

static void answer_dialling(RestCall *call, SipDialling outcome)
{
    switch (outcome) {
    case SIP_DIALLING_OK:
        rest_answer(call, 202, json_pack("{s:i}", "called", 1));
        break;
    case SIP_DIALLING_HERE:
        (void)rest_problem(call, 409, "site_here", "Điểm cầu đang ở trong cuộc họp.", NULL);
        break;
    case SIP_DIALLING_NO_DEVICE:
        (void)rest_problem(call, 409, "no_device",
                "Điểm cầu chưa có thiết bị SIP: cần cấp mật khẩu hoặc ghi địa chỉ SIP.", NULL);
        break;
    case SIP_DIALLING_FULL:
        (void)rest_problem(call, 503, "too_many", "Đang có quá nhiều cuộc gọi.", NULL);
        break;
    }
}

static void on_open(Conference *conference, ClientError error, void *user_data)
{
    RestCall *call = user_data;
    const SipCallsContext *context = rest_user_data(call);

    if (conference == NULL) {
        (void)rest_problem(call, (unsigned)client_error_http_status(error),
                client_error_code(error), client_error_text(error), NULL);
    } else if (json_is_true(json_object_get(rest_body(call), "all"))) {
        const unsigned count = sip_dialler_call_all(context->dialler, conference);
        rest_answer(call, 202, json_pack("{s:i}", "called", (int)count));
    } else {
        answer_dialling(call,
                sip_dialler_call(
                        context->dialler, conference, text_of(call, "site"), text_of(call, "uri")));
    }
    rest_release(call);
}

static void begin(RestCall *call, void *user_data)
{
    const SipCallsContext *context = user_data;

    rest_hold(call);
    conference_service_open(context->service, rest_param(call, "code"), on_open, call);
}

static bool ask(RestCall *call, Database *database, GError **error)
{
    const SipCallsContext *context = rest_user_data(call);
    const bool all = json_is_true(json_object_get(rest_body(call), "all"));
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_HELP, &plan, error)) {
        return false;
    }
    if (context->dialler == NULL) {
        return no_sip(call);
    }
    if (!all && text_of(call, "site")[0] == '\0') {
        return rest_bad_field(call, "site", "Điểm cầu: chưa chọn điểm cầu để gọi.");
    }
    if (text_of(call, "uri")[0] != '\0' && !site_sip_uri_fits(text_of(call, "uri"))) {
        return rest_bad_field(call, "uri", "Địa chỉ SIP: phải có dạng sip:tên@địa-chỉ.");
    }
    if (!plan_call_audit(call, database, all ? "meeting.call_all" : "meeting.call", plan.code,
                json_deep_copy(rest_body(call)), error)) {
        return false;
    }
    rest_answer(call, 202, NULL);
    rest_after(call, begin, rest_user_data(call));
    return true;
}

/* ---- no more ---- */

static void end(RestCall *call, void *user_data)
{
    const SipCallsContext *context = user_data;

    if (!sip_dialler_stop(context->dialler, rest_param(call, "code"), rest_param(call, "site"))) {
        (void)rest_not_found(call);
    }
}

static bool stop(RestCall *call, Database *database, GError **error)
{
    const SipCallsContext *context = rest_user_data(call);
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_HELP, &plan, error)) {
        return false;
    }
    if (context->dialler == NULL) {
        return no_sip(call);
    }
    if (!plan_call_audit(call, database, "meeting.call_stopped", plan.code,
                json_pack("{s:s}", "site", rest_param(call, "site")), error)) {
        return false;
    }
    rest_answer(call, 204, NULL);
    rest_after(call, end, rest_user_data(call));
    return true;
}

/* ---- how it goes ---- */

static void show(RestCall *call, void *user_data)
{
    const SipCallsContext *context = user_data;
    json_t *items = context->dialler != NULL
            ? sip_dialler_to_json(context->dialler, rest_param(call, "code"))
            : json_array();

    rest_answer(
            call, 200, json_pack("{s:o, s:b}", "items", items, "served", context->dialler != NULL));
}

static bool list(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_HELP, &plan, error)) {
        return false;
    }
    rest_answer(call, 200, json_pack("{s:[], s:b}", "items", "served", false));
    rest_after(call, show, rest_user_data(call));
    return true;
}

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/calls",
                .permission = PERMISSION_HELP,
                .work = list,
                .operation = "listSiteCalls",
                .summary = "How calling the sites' devices goes",
                .shape = REST_OTHER,
                .answer_schema = list_schema},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/calls",
                .permission = PERMISSION_HELP,
                .work = ask,
                .operation = "callSites",
                .summary = "Call the device of a site, at a certain address if need be, or of all "
                           "that are away",
                .body_schema = ask_schema,
                .shape = REST_OTHER,
                .answer_schema = asked_schema,
                .status = 202},
        {.method = HTTP_DELETE,
                .pattern = "/api/v1/meetings/{code}/calls/{site}",
                .permission = PERMISSION_HELP,
                .work = stop,
                .operation = "stopCallingSite",
                .summary = "Call a site no more",
                .shape = REST_NOTHING},
};

void sip_calls_api_add_routes(Rest *rest, SipCallsContext *context)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), context);
}
