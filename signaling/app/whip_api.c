#include "signaling/app/whip_api.h"

#include "config/log.h"
#include "signaling/app/http_problem.h"
#include "signaling/client/trickle_fragment.h"
#include "signaling/meeting/meeting_code.h"
#include "signaling/meeting/site_name.h"

#include <string.h>

LOG_TOPIC("whip");

enum { OFFER_BYTES_MAX = 128 * 1024, KILOBIT = 1000 };

static const char sdp_type[] = "application/sdp";
static const char fragment_type[] = "application/trickle-ice-sdpfrag";

/* Where the notice is written; RFC 6903, 4: what becomes of what somebody gives. */
static const char recording_link[] =
        "</api/v1/texts/notice_recording>; rel=\"privacy-policy\"; type=\"application/json\"";

struct WhipApi {
    ConferenceService *service;
    JoinGuard *guard;
    WebServer *web_server;
};

/* Which of the two protocols a route is for. */
typedef struct Flavour {
    const char *path;
    ParticipantKind kind;
    Permission permission;
} Flavour;

static const Flavour whip = {"/whip", PARTICIPANT_WHIP, PERMISSION_PUBLISH};
static const Flavour whep = {"/whep", PARTICIPANT_WHEP, PERMISSION_WATCH};

static const Flavour *flavour_of(const HttpRequest *request)
{
    return g_str_has_prefix(http_request_path(request), "/whep/") ? &whep : &whip;
}

/* Responses. */

/* Pages of other origins may publish: what lets in is the token, never a cookie. */
static HttpResponse *with_cors(HttpResponse *response)
{
    http_response_set_header(response, "Access-Control-Allow-Origin", "*");
    http_response_set_header(response, "Access-Control-Expose-Headers",
            "Location, ETag, Link, Giaoban-Recording, Accept-Post, Accept-Patch, WWW-Authenticate, "
            "Retry-After, "
            "Access-Control-Allow-Methods");
    return response;
}

static HttpResponse *problem(
        unsigned status, const char *code, const char *title, const char *detail)
{
    HttpResponse *response = http_problem_new(status, code, title, detail);
    if (status == 415) {
        http_response_set_header(response, "Accept-Post", sdp_type);
        http_response_set_header(response, "Accept-Patch", fragment_type);
    }
    return with_cors(response);
}

static HttpResponse *refusal(ClientError error, const char *detail)
{
    return with_cors(http_problem_of(error, detail));
}

static void answer_later(WhipApi *api, uint64_t request_id, HttpResponse *response)
{
    if (api->web_server != NULL) {
        (void)web_server_answer(api->web_server, request_id, response);
    } else {
        http_response_free(response);
    }
}

/* The entity tag of a session's ICE session. There are no restarts, so it is one for ever. */
static char *tag_of(const char *leg)
{
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, leg, -1);
    return g_strdup_printf("\"%.16s\"", digest);
}

/* Who asks. */

/* A token that is good for the meeting of the path, or the response that says why not. */
static HttpResponse *check_token(WhipApi *api, const HttpRequest *request, AuthToken *ret_token)
{
    HttpResponse *wrong = http_problem_check_token(
            api->guard, request, flavour_of(request)->permission, ret_token);
    return wrong != NULL ? with_cors(wrong) : NULL;
}

/* POST */

typedef struct Post {
    WhipApi *api;
    const Flavour *flavour;
    uint64_t request_id;
    AuthToken token;
    char *identity;
    char *meeting; /* its code as it was given to the meeting */
    char *sdp;
    bool recorded; /* the meeting is, as the answer says */
} Post;

static void post_free(Post *post)
{
    auth_token_clear(&post->token);
    g_free(post->identity);
    g_free(post->meeting);
    g_free(post->sdp);
    g_free(post);
}

static void on_answer(const LegAnswer *answer, void *user_data)
{
    Post *post = user_data;

    if (answer->error != CLIENT_ERROR_NONE) {
        answer_later(post->api, post->request_id, refusal(answer->error, answer->detail));
    } else {
        g_autofree char *location =
                g_strdup_printf("%s/%s/%s", post->flavour->path, post->meeting, answer->leg);
        g_autofree char *tag = tag_of(answer->leg);
        g_autoptr(GBytes) body = g_bytes_new(answer->sdp, strlen(answer->sdp));
        HttpResponse *response = http_response_new_bytes(201, sdp_type, body);
        http_response_set_header(response, "Location", location);
        http_response_set_header(response, "ETag", tag);
        http_response_set_header(response, "Accept-Patch", fragment_type);
        http_response_set_header(response, "Cache-Control", "no-store");
        if (post->recorded) {
            http_response_set_header(response, "Giaoban-Recording", "on");
            http_response_set_header(response, "Link", recording_link);
        }
        answer_later(post->api, post->request_id, with_cors(response));
    }
    post_free(post);
}

static void on_meeting_open(Conference *conference, ClientError error, void *user_data)
{
    Post *post = user_data;

    if (conference == NULL) {
        answer_later(post->api, post->request_id, refusal(error, NULL));
        post_free(post);
        return;
    }
    const MeetingEntry entry = {
            .identity = post->identity,
            .name = post->token.name,
            .role = post->flavour->kind == PARTICIPANT_WHEP ? ROLE_VIEWER : post->token.role,
            .kind = post->flavour->kind,
            .by_link = !post->token.by_code,
            .rate_cap_bps = post->token.rate_cap_kbps * KILOBIT,
            .network = post->token.network,
    };
    const ClientError door = meeting_conduct_knock(conference_conduct(conference), &entry);
    if (door != CLIENT_ERROR_NONE) {
        answer_later(post->api, post->request_id, refusal(door, NULL));
        post_free(post);
        return;
    }
    const MeetingJoin join = conference_join(conference, &entry);
    if (join == MEETING_FULL || join == MEETING_TAKEN) {
        answer_later(post->api, post->request_id,
                refusal(join == MEETING_FULL ? CLIENT_ERROR_MEETING_FULL : CLIENT_ERROR_SITE_TAKEN,
                        NULL));
        post_free(post);
        return;
    }
    post->meeting = g_strdup(meeting_code(conference_meeting(conference)));
    post->recorded =
            proceedings_recording(meeting_conduct_state(conference_conduct(conference)))->on;
    conference_offer(conference, &entry, post->sdp, true, on_answer, post);
}

/* The offer as text; SDP stays unread, but it has to be one line of text after the other. */
static char *take_offer(const HttpRequest *request)
{
    gsize size = 0;
    const char *bytes = g_bytes_get_data(http_request_body(request), &size);

    if (size == 0 || size > OFFER_BYTES_MAX || memchr(bytes, '\0', size) != NULL ||
            !g_utf8_validate(bytes, (gssize)size, NULL)) {
        return NULL;
    }
    return g_strndup(bytes, size);
}

/* Whether the client takes an answer in SDP; what it sends about preferences does not matter. */
static bool accepts_sdp(const HttpRequest *request)
{
    const char *accept = http_request_header(request, HTTP_HEADER_ACCEPT);
    return accept == NULL || strstr(accept, sdp_type) != NULL ||
            strstr(accept, "application/*") != NULL || strstr(accept, "*/*") != NULL;
}

static HttpResponse *check_post(WhipApi *api, const HttpRequest *request, Post *post)
{
    HttpResponse *wrong = check_token(api, request, &post->token);

    if (wrong != NULL) {
        return wrong;
    }
    if (!http_request_has_type(request, sdp_type)) {
        return problem(415, "bad_type", "Kiểu nội dung không đúng.", "send application/sdp");
    }
    if (!accepts_sdp(request)) {
        return problem(406, "bad_accept", "Kiểu nội dung không đúng.",
                "the answer is application/sdp, which Accept leaves out");
    }
    post->sdp = take_offer(request);
    if (post->sdp == NULL) {
        return refusal(CLIENT_ERROR_BAD_OFFER, "the body is empty, too long, or no text");
    }
    post->identity = post->flavour->kind == PARTICIPANT_WHEP && post->token.role != ROLE_VIEWER
            ? site_name_viewer_identity(post->token.name)
            : g_strdup(post->token.identity);
    const ClientError error =
            join_guard_admit(api->guard, http_request_peer(request), post->identity);
    return error != CLIENT_ERROR_NONE ? refusal(error, NULL) : NULL;
}

static void on_post(HttpRequest *request, void *user_data)
{
    WhipApi *api = user_data;
    Post *post = g_new0(Post, 1);

    post->api = api;
    post->flavour = flavour_of(request);
    post->request_id = http_request_id(request);
    HttpResponse *wrong = check_post(api, request, post);
    if (wrong != NULL) {
        http_request_answer(request, wrong);
        post_free(post);
        return;
    }
    conference_service_open(api->service, post->token.meeting, on_meeting_open, post);
}

/* PATCH and DELETE */

/* The session of the path, if it is the asker's. */
static HttpResponse *find_session(WhipApi *api, const HttpRequest *request,
        Conference **ret_conference, const Participant **ret_participant)
{
    g_auto(AuthToken) token = {0};
    const char *leg = http_request_param(request, "leg");
    HttpResponse *wrong = check_token(api, request, &token);

    if (wrong != NULL) {
        return wrong;
    }
    Conference *conference = conference_service_find(api->service, token.meeting);
    const Participant *participant =
            conference != NULL ? meeting_find_leg(conference_meeting(conference), leg) : NULL;
    if (participant == NULL || participant->kind != flavour_of(request)->kind) {
        return problem(404, "unknown_session", "Không có phiên kết nối này.", NULL);
    }
    *ret_conference = conference;
    *ret_participant = participant;
    return NULL;
}

static HttpResponse *check_tag(const HttpRequest *request)
{
    g_autofree char *tag = tag_of(http_request_param(request, "leg"));
    const char *asked = http_request_header(request, HTTP_HEADER_IF_MATCH);

    if (asked != NULL && g_str_equal(asked, "*")) {
        /* RFC 9725, 4.3.3: that is how a restart is asked for. */
        return problem(422, "no_restart", "Không hỗ trợ khởi động lại ICE; vui lòng kết nối lại.",
                "ICE restarts are not supported; make a new session");
    }
    /* Clients that leave it out are common, and with one tag for ever nothing can go wrong. */
    if (asked != NULL && !http_request_etag_listed(request, HTTP_HEADER_IF_MATCH, tag)) {
        return problem(412, "wrong_tag", "Phiên kết nối đã thay đổi.", "If-Match does not match");
    }
    return NULL;
}

static HttpResponse *patch(WhipApi *api, const HttpRequest *request)
{
    Conference *conference = NULL;
    const Participant *participant = NULL;
    g_auto(TrickleFragment) fragment = {0};
    gsize size = 0;
    const char *bytes = g_bytes_get_data(http_request_body(request), &size);
    HttpResponse *wrong = find_session(api, request, &conference, &participant);

    if (wrong == NULL && !http_request_has_type(request, fragment_type)) {
        wrong = problem(415, "bad_type", "Kiểu nội dung không đúng.",
                "send application/trickle-ice-sdpfrag");
    }
    if (wrong == NULL) {
        wrong = check_tag(request);
    }
    if (wrong == NULL && !trickle_fragment_read(bytes != NULL ? bytes : "", size, &fragment)) {
        wrong = problem(400, "bad_fragment", "Nội dung không hợp lệ.", "no SDP fragment");
    }
    if (wrong != NULL || participant == NULL) {
        return wrong;
    }
    for (size_t i = 0; i < fragment.n_candidates; i++) {
        conference_candidate(conference, participant->identity, fragment.candidates[i].candidate,
                fragment.candidates[i].mid);
    }
    return with_cors(http_response_new(204));
}

static void on_patch(HttpRequest *request, void *user_data)
{
    http_request_answer(request, patch(user_data, request));
}

static void on_delete(HttpRequest *request, void *user_data)
{
    WhipApi *api = user_data;
    Conference *conference = NULL;
    const Participant *participant = NULL;
    HttpResponse *wrong = find_session(api, request, &conference, &participant);

    if (wrong != NULL || participant == NULL) {
        http_request_answer(request, wrong);
        return;
    }
    g_autofree char *identity = g_strdup(participant->identity);
    conference_leave(conference, identity, "");
    http_request_answer(request, with_cors(http_response_new(200)));
}

static void on_options(HttpRequest *request, void *user_data)
{
    HttpResponse *response = with_cors(http_response_new(204));
    const bool session = http_request_param(request, "leg") != NULL;

    /* The session's methods at the endpoint too: that is where publishers look whether they may trickle, and some
     * of them send the tag in a header of its name. */
    http_response_set_header(
            response, "Access-Control-Allow-Methods", "POST, PATCH, DELETE, OPTIONS");
    http_response_set_header(response, "Access-Control-Allow-Headers",
            "Authorization, Content-Type, If-Match, ETag");
    http_response_set_header(response, "Access-Control-Max-Age", "3600");
    http_response_set_header(
            response, "Allow", session ? "PATCH, DELETE, OPTIONS" : "POST, OPTIONS");
    http_response_set_header(
            response, session ? "Accept-Patch" : "Accept-Post", session ? fragment_type : sdp_type);
    http_request_answer(request, response);
}

WhipApi *whip_api_new(ConferenceService *service, JoinGuard *guard)
{
    WhipApi *api = g_new0(WhipApi, 1);
    api->service = service;
    api->guard = guard;
    return api;
}

void whip_api_free(WhipApi *api)
{
    g_free(api);
}

void whip_api_set_web_server(WhipApi *api, WebServer *web_server)
{
    api->web_server = web_server;
}

void whip_api_add_routes(WhipApi *api, HttpRouter *router)
{
    static const struct {
        HttpMethod method;
        const char *pattern;
        HttpHandler handler;
    } routes[] = {
            {HTTP_POST, "/whip/{code}", on_post},
            {HTTP_OPTIONS, "/whip/{code}", on_options},
            {HTTP_PATCH, "/whip/{code}/{leg}", on_patch},
            {HTTP_DELETE, "/whip/{code}/{leg}", on_delete},
            {HTTP_OPTIONS, "/whip/{code}/{leg}", on_options},
            {HTTP_POST, "/whep/{code}", on_post},
            {HTTP_OPTIONS, "/whep/{code}", on_options},
            {HTTP_PATCH, "/whep/{code}/{leg}", on_patch},
            {HTTP_DELETE, "/whep/{code}/{leg}", on_delete},
            {HTTP_OPTIONS, "/whep/{code}/{leg}", on_options},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(routes); i++) {
        http_router_add(router, routes[i].method, routes[i].pattern, routes[i].handler, api);
    }
}
