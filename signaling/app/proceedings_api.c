#include "signaling/app/proceedings_api.h"

#include "signaling/app/camera_commands.h"
#include "signaling/app/event_lines.h"
#include "signaling/app/event_replay.h"
#include "signaling/app/plan_call.h"
#include "signaling/app/proceedings_commands.h"
#include "signaling/client/room_protocol.h"
#include "signaling/meeting/proceedings_json.h"

static const char state_schema[] =
        "{\"type\":\"object\",\"required\":[\"state\"],\"properties\":{\"state\":{\"type\":"
        "\"object\"}}}";
static const char command_schema[] =
        "{\"type\":\"object\",\"required\":[\"type\"],\"properties\":{\"type\":{\"type\":"
        "\"string\"}}}";
static const char *const events_query[] = {"after", NULL};

/* ---- how it stands ---- */

/* A meeting that is running knows more than its log: who waits, what the time is. */
static void show_running(RestCall *call, void *user_data)
{
    Conference *conference = conference_service_find(user_data, rest_param(call, "code"));

    if (conference != NULL) {
        json_t *state =
                meeting_conduct_json(conference_conduct(conference), rest_actor(call)->role);
        rest_answer(call, 200, json_pack("{s:o}", "state", state));
    }
}

static bool show(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    g_autoptr(Proceedings) proceedings = proceedings_new();
    json_t *events = NULL;

    if (!plan_call_find(call, database, PERMISSION_MEETING_READ, &plan, error) ||
            !event_replay_load(database, plan.code, &events, error)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(events); i++) {
        (void)proceedings_apply(proceedings, json_array_get(events, i), NULL);
    }
    json_decref(events);
    json_t *state = proceedings_to_json(proceedings);
    json_object_set_new(state, "waiting", json_array());
    rest_answer(call, 200, json_pack("{s:o}", "state", state));
    rest_after(call, show_running, rest_user_data(call));
    return true;
}

/* ---- commands ---- */

static void message_free(gpointer data)
{
    ClientMessage *message = data;
    client_message_clear(message);
    g_free(message);
}

static bool refuse(RestCall *call, ClientError error, const char *detail)
{
    return rest_problem(call, (unsigned)client_error_http_status(error), client_error_code(error),
            client_error_text(error), detail);
}

static void on_done(const GError *error, void *user_data)
{
    RestCall *call = user_data;

    if (error != NULL) {
        (void)refuse(call, proceedings_commands_error(error), error->message);
    }
    rest_release(call);
}

static void run(RestCall *call, void *user_data)
{
    Conference *conference = conference_service_find(user_data, rest_param(call, "code"));
    const RestActor *who = rest_actor(call);
    ProceedingsCommand command = {.verb = PROCEEDINGS_CONVENE};

    if (conference == NULL) {
        (void)refuse(call, CLIENT_ERROR_WRONG_STATE, "the meeting is not running");
        return;
    }
    const bool known = proceedings_commands_read(rest_data(call), &command);
    g_assert(known);
    g_autofree char *identity = g_strconcat("account:", who->account, NULL);
    const ProceedingsActor actor = {.identity = identity, .name = who->name, .role = who->role};
    rest_hold(call);
    meeting_conduct_run(conference_conduct(conference), &actor, &command, on_done, call);
}

static void move_camera(RestCall *call, void *user_data)
{
    Conference *conference = conference_service_find(user_data, rest_param(call, "code"));
    const ClientError error = conference != NULL ? camera_commands_run(conference, rest_data(call))
                                                 : CLIENT_ERROR_WRONG_STATE;

    if (error != CLIENT_ERROR_NONE) {
        (void)refuse(call, error, conference == NULL ? "the meeting is not running" : NULL);
    }
}

static bool take_command(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    g_autoptr(GError) fault = NULL;
    ClientMessage *message = g_new0(ClientMessage, 1);
    ProceedingsCommand command = {.verb = PROCEEDINGS_CONVENE};
    gsize size = 0;
    const char *text = g_bytes_get_data(rest_bytes(call), &size);

    rest_set_data(call, message, message_free);
    if (!client_message_decode(text != NULL ? text : "", size, message, &fault)) {
        return refuse(call, CLIENT_ERROR_BAD_MESSAGE, fault->message);
    }
    const bool of_camera = camera_commands_know(message);
    if (!of_camera && !proceedings_commands_read(message, &command)) {
        return refuse(call, CLIENT_ERROR_BAD_MESSAGE, "this is no command on the proceedings");
    }
    const Permission permission =
            of_camera ? PERMISSION_LAYOUT : proceedings_commands_permission(command.verb);
    if (!plan_call_find(call, database, permission, &plan, error)) {
        return false;
    }
    rest_answer(call, 204, NULL);
    rest_after(call, of_camera ? move_camera : run, rest_user_data(call));
    return true;
}

/* ---- what was done ---- */

static bool list_events(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};
    g_autoptr(GString) lines = g_string_new(NULL);

    if (!plan_call_find(call, database, PERMISSION_MEETING_READ, &plan, error) ||
            !event_lines_add(database, plan.code, rest_query_number(call, "after", 0, 0, INT64_MAX),
                    lines, error)) {
        return false;
    }
    g_autoptr(GBytes) bytes = g_string_free_to_bytes(g_steal_pointer(&lines));
    rest_answer_bytes(call, "application/jsonl", bytes, NULL);
    return true;
}

static bool show_protocol(RestCall *call, Database *database, GError **error)
{
    g_autoptr(GBytes) schema = room_protocol_schema();
    (void)database;
    (void)error;
    rest_answer_bytes(call, "application/schema+json", schema, NULL);
    return true;
}

static const RestRoute routes[] = {
        {.method = HTTP_GET,
                .pattern = "/api/v1/room-protocol.json",
                .work = show_protocol,
                .operation = "describeRoomProtocol",
                .summary = "What is said on /ws, as a JSON Schema",
                .shape = REST_OTHER,
                .answer_type = "application/schema+json",
                .open = true},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/proceedings",
                .permission = PERMISSION_MEETING_READ,
                .work = show,
                .operation = "getProceedings",
                .summary = "How a meeting's proceedings stand",
                .shape = REST_OTHER,
                .answer_schema = state_schema},
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/commands",
                .permission = PERMISSION_RUN,
                .work = take_command,
                .operation = "runCommand",
                .summary =
                        "A command to a running meeting, or to a device's camera in it, as on /ws; "
                        "answered when it is on disk",
                .body_schema = command_schema,
                .shape = REST_NOTHING},
        {.method = HTTP_GET,
                .pattern = "/api/v1/meetings/{code}/events",
                .permission = PERMISSION_MEETING_READ,
                .work = list_events,
                .operation = "listEvents",
                .summary = "What was done in a meeting, as JSON lines",
                .shape = REST_OTHER,
                .answer_type = "application/jsonl",
                .query = events_query},
};

void proceedings_api_add_routes(ConferenceService *service, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), service);
}
