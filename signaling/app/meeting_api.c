#include "signaling/app/meeting_api.h"

#include "signaling/app/http_problem.h"
#include "signaling/app/proceedings_commands.h"

#include <string.h>

struct MeetingApi {
    ConferenceService *service;
    JoinGuard *guard;
    WebServer *web_server;
};

/* A request, while its meeting is looked up. */
typedef struct Ask {
    MeetingApi *api;
    uint64_t request_id;
    AuthToken token;
    ClientMessageType type;
    char *view;   /* of layouts: NULL for all */
    GBytes *body; /* NULL: a GET */
} Ask;

static void ask_free(Ask *ask)
{
    auth_token_clear(&ask->token);
    g_free(ask->view);
    if (ask->body != NULL) {
        g_bytes_unref(ask->body);
    }
    g_free(ask);
}

static void answer(const Ask *ask, HttpResponse *response)
{
    if (ask->api->web_server != NULL) {
        (void)web_server_answer(ask->api->web_server, ask->request_id, response);
    } else {
        http_response_free(response);
    }
}

/* What was asked for, as it is now. */
static char *state_text(const Ask *ask, const Stage *stage)
{
    ApiView view = API_VIEW_SITES;

    switch (ask->type) {
    case CLIENT_FLOOR:
        return server_message_floor(stage);
    case CLIENT_OVERLAY:
        return server_message_overlay(stage);
    default:
        return ask->view != NULL && api_view_from_word(ask->view, &view)
                ? server_message_layout(stage, view)
                : server_message_layouts(stage);
    }
}

static HttpResponse *state_response(const Ask *ask, const Stage *stage)
{
    char *text = state_text(ask, stage);
    const size_t size = strlen(text);
    g_autoptr(GBytes) body = g_bytes_new_take(text, size);
    HttpResponse *response = http_response_new_bytes(200, "application/json", body);
    http_response_set_header(response, "Cache-Control", "no-store");
    return response;
}

/* Written down by now; the meeting may be over, and the request unanswered until here. */
static void on_put(const GError *error, void *user_data)
{
    Ask *ask = user_data;
    Conference *conference = conference_service_find(ask->api->service, ask->token.meeting);

    if (error != NULL) {
        const ClientError code = proceedings_commands_error(error);
        answer(ask,
                http_problem_of(code == CLIENT_ERROR_UNKNOWN_SITE ? CLIENT_ERROR_BAD_MESSAGE : code,
                        error->message));
    } else if (conference == NULL) {
        answer(ask, http_problem_of(CLIENT_ERROR_UNKNOWN_MEETING, NULL));
    } else {
        answer(ask, state_response(ask, conference_stage(conference)));
    }
    ask_free(ask);
}

/* A part of the proceedings, as on /ws. It takes over the question. */
static void put(Ask *ask, Conference *conference)
{
    g_auto(ClientMessage) message = {0};
    g_autoptr(GError) error = NULL;
    gsize size = 0;
    const char *text = g_bytes_get_data(ask->body, &size);
    ProceedingsCommand command = {.verb = PROCEEDINGS_CONVENE};
    const ProceedingsActor actor = {
            .identity = ask->token.identity, .name = ask->token.name, .role = ask->token.role};

    if (!client_message_decode_as(ask->type, text != NULL ? text : "", size, &message, &error)) {
        answer(ask, http_problem_of(CLIENT_ERROR_BAD_MESSAGE, error->message));
        ask_free(ask);
        return;
    }
    if (ask->type == CLIENT_LAYOUT) {
        message.layout.view = ask->view;
    }
    const bool known = proceedings_commands_read(&message, &command);
    g_assert(known);
    meeting_conduct_run(conference_conduct(conference), &actor, &command, on_put, ask);
}

static void on_meeting_open(Conference *conference, ClientError error, void *user_data)
{
    Ask *ask = user_data;

    if (conference != NULL && ask->body != NULL) {
        put(ask, conference);
        return;
    }
    answer(ask,
            conference == NULL ? http_problem_of(error, NULL)
                               : state_response(ask, conference_stage(conference)));
    ask_free(ask);
}

/* Only a view that somebody chooses the layout of has one to ask for. */
static bool is_chosen_view(const char *word)
{
    ApiView view = API_VIEW_SLIDES;
    return api_view_from_word(word, &view) && (int)view < STAGE_VIEWS;
}

static HttpResponse *check(const HttpRequest *request, Ask *ask)
{
    const Permission permission = ask->type == CLIENT_FLOOR ? PERMISSION_FLOOR : PERMISSION_LAYOUT;
    HttpResponse *wrong =
            http_problem_check_token(ask->api->guard, request, permission, &ask->token);

    if (wrong != NULL) {
        return wrong;
    }
    if (ask->view != NULL && !is_chosen_view(ask->view)) {
        return http_problem_new(404, "unknown_view", "Không có khung hình này.",
                "the views are chair, sites and floor");
    }
    if (ask->body != NULL && !http_request_has_type(request, "application/json")) {
        return http_problem_new(
                415, "bad_type", "Kiểu nội dung không đúng.", "send application/json");
    }
    /* A meeting is not begun for this. */
    return conference_service_find(ask->api->service, ask->token.meeting) == NULL
            ? http_problem_of(CLIENT_ERROR_UNKNOWN_MEETING, "the meeting is not running")
            : NULL;
}

static void take(MeetingApi *api, HttpRequest *request, ClientMessageType type)
{
    Ask *ask = g_new0(Ask, 1);

    ask->api = api;
    ask->request_id = http_request_id(request);
    ask->type = type;
    ask->view = g_strdup(http_request_param(request, "view"));
    ask->body = http_request_method(request) == HTTP_PUT ? g_bytes_ref(http_request_body(request))
                                                         : NULL;
    HttpResponse *wrong = check(request, ask);
    if (wrong != NULL) {
        http_request_answer(request, wrong);
        ask_free(ask);
        return;
    }
    conference_service_open(api->service, ask->token.meeting, on_meeting_open, ask);
}

static HttpResponse *end(const MeetingApi *api, const HttpRequest *request)
{
    g_auto(AuthToken) token = {0};
    HttpResponse *wrong = http_problem_check_token(api->guard, request, PERMISSION_RUN, &token);

    if (wrong != NULL) {
        return wrong;
    }
    return conference_service_end(api->service, token.meeting)
            ? http_response_new(204)
            : http_problem_of(CLIENT_ERROR_UNKNOWN_MEETING, "the meeting is not running");
}

static void on_delete(HttpRequest *request, void *user_data)
{
    http_request_answer(request, end(user_data, request));
}

static void on_layout(HttpRequest *request, void *user_data)
{
    take(user_data, request, CLIENT_LAYOUT);
}

static void on_floor(HttpRequest *request, void *user_data)
{
    take(user_data, request, CLIENT_FLOOR);
}

static void on_overlay(HttpRequest *request, void *user_data)
{
    take(user_data, request, CLIENT_OVERLAY);
}

MeetingApi *meeting_api_new(ConferenceService *service, JoinGuard *guard)
{
    MeetingApi *api = g_new0(MeetingApi, 1);
    api->service = service;
    api->guard = guard;
    return api;
}

void meeting_api_free(MeetingApi *api)
{
    g_free(api);
}

void meeting_api_set_web_server(MeetingApi *api, WebServer *web_server)
{
    api->web_server = web_server;
}

void meeting_api_add_routes(MeetingApi *api, HttpRouter *router)
{
    static const struct {
        HttpMethod method;
        const char *pattern;
        HttpHandler handler;
    } routes[] = {
            {HTTP_DELETE, "/api/v1/meetings/{code}", on_delete},
            {HTTP_GET, "/api/v1/meetings/{code}/layouts", on_layout},
            {HTTP_GET, "/api/v1/meetings/{code}/layouts/{view}", on_layout},
            {HTTP_PUT, "/api/v1/meetings/{code}/layouts/{view}", on_layout},
            {HTTP_GET, "/api/v1/meetings/{code}/floor", on_floor},
            {HTTP_PUT, "/api/v1/meetings/{code}/floor", on_floor},
            {HTTP_GET, "/api/v1/meetings/{code}/overlay", on_overlay},
            {HTTP_PUT, "/api/v1/meetings/{code}/overlay", on_overlay},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(routes); i++) {
        http_router_add(router, routes[i].method, routes[i].pattern, routes[i].handler, api);
    }
}
