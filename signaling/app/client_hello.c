#include "signaling/app/client_hello.h"

#include "signaling/client/resume_token.h"
#include "signaling/meeting/meeting_code.h"
#include "signaling/meeting/site_name.h"

enum { SECOND_US = 1000000, KILOBIT = 1000 };

/* Who wants in, while the meeting is looked up. */
typedef struct Hello {
    ClientDesk *desk;
    uint64_t session;
    ParticipantKind kind;
    AuthToken token; /* the client's, or what one would say for its code and name */
    char *token_text;
    char *resume_leg; /* NULL without a resume token that fits */
} Hello;

static void hello_free(Hello *hello)
{
    auth_token_clear(&hello->token);
    g_free(hello->token_text);
    g_free(hello->resume_leg);
    g_free(hello);
}

static void welcome(Hello *hello, Conference *conference, Session *session, bool media_alive)
{
    ClientDesk *desk = hello->desk;
    const Meeting *meeting = conference_meeting(conference);
    const Participant *self = meeting_find(meeting, hello->token.identity);
    g_autofree char *resume = resume_token_mint(join_guard_key(desk->guard), meeting_code(meeting),
            self->identity, media_alive ? self->leg : NULL);

    json_t *proceedings = meeting_conduct_json(conference_conduct(conference), self->role);
    json_t *ice_servers =
            turn_relay_ice_servers(desk->relay, self->identity, g_get_real_time() / SECOND_US);
    client_desk_send(desk, session_id(session),
            server_message_welcome(&(ServerWelcome){
                    .meeting = meeting,
                    .self = self,
                    .token = hello->token_text,
                    .resume = resume,
                    .media_alive = media_alive,
                    .stage = conference_stage(conference),
                    .proceedings = proceedings,
                    .ice_servers = ice_servers,
            }));
    json_decref(proceedings);
    json_decref(ice_servers);
    conference_repeat(conference, self);
}

static void refuse_hello(Hello *hello, Session *session, ClientError error)
{
    session_refuse(session);
    client_desk_refuse(hello->desk, session, error, NULL);
}

static void refuse_full(Hello *hello, Session *session, Conference *conference)
{
    const Meeting *meeting = conference_meeting(conference);

    session_refuse(session);
    client_desk_send(hello->desk, session_id(session),
            server_message_full((int)meeting_size(meeting), meeting_sites_max(meeting)));
}

static void enter(Hello *hello, Conference *conference, Session *session)
{
    const AuthToken *token = &hello->token;
    const MeetingEntry entry = {
            .identity = token->identity,
            .name = token->name,
            .role = token->role,
            .kind = hello->kind,
            .by_link = !token->by_code,
            .session = hello->session,
            .resume_leg = hello->resume_leg,
            .rate_cap_bps = token->rate_cap_kbps * KILOBIT,
            .network = token->network,
    };

    const ClientError door = meeting_conduct_knock(conference_conduct(conference), &entry);
    if (door == CLIENT_ERROR_WAITING) {
        session_wait(session, meeting_code(conference_meeting(conference)));
        client_desk_send(hello->desk, session_id(session), server_message_waiting());
        return;
    }
    if (door != CLIENT_ERROR_NONE) {
        refuse_hello(hello, session, door);
        return;
    }
    const MeetingJoin join = conference_join(conference, &entry);
    if (join == MEETING_FULL) {
        refuse_full(hello, session, conference);
        return;
    }
    if (join == MEETING_TAKEN) {
        refuse_hello(hello, session, CLIENT_ERROR_SITE_TAKEN);
        return;
    }
    session_enter(session, meeting_code(conference_meeting(conference)),
            &(SessionSelf){.identity = token->identity, .name = token->name, .role = token->role});
    welcome(hello, conference, session, join == MEETING_RESUMED);
}

static void on_meeting_open(Conference *conference, ClientError error, void *user_data)
{
    Hello *hello = user_data;
    Session *session = client_desk_find(hello->desk, hello->session);

    if (session != NULL && conference != NULL) {
        enter(hello, conference, session);
    } else if (session != NULL) {
        if (error == CLIENT_ERROR_UNKNOWN_MEETING) {
            join_guard_note_failure(hello->desk->guard, session_address(session));
        }
        refuse_hello(hello, session, error);
    }
    hello_free(hello);
}

/* A client that has no link says where and who: that becomes a token for its way back. */
static ClientError claim_by_code(ClientDesk *desk, const Session *session,
        const ClientHello *message, AuthToken *ret_token, GError **error)
{
    const ClientError guess = join_guard_may_guess(desk->guard, session_address(session));

    if (message->meeting == NULL || message->site == NULL) {
        g_set_error(error, CLIENT_MESSAGE_ERROR, CLIENT_MESSAGE_ERROR_FIELD,
                "hello needs token, or meeting and site");
        return CLIENT_ERROR_BAD_MESSAGE;
    }
    if (guess != CLIENT_ERROR_NONE) {
        return guess;
    }
    if (!meeting_code_is_valid(message->meeting)) {
        join_guard_note_failure(desk->guard, session_address(session));
        return CLIENT_ERROR_UNKNOWN_MEETING;
    }
    char *name = site_name_normalise(message->site, error);
    if (name == NULL) {
        g_prefix_error(error, "hello.site: ");
        return CLIENT_ERROR_BAD_MESSAGE;
    }
    *ret_token = (AuthToken){
            .meeting = g_strdup(message->meeting),
            .identity = site_name_identity(name),
            .name = name,
            .role = ROLE_SITE,
            .by_code = true,
            .expires_s = (g_get_real_time() + desk->token_us) / SECOND_US,
    };
    return CLIENT_ERROR_NONE;
}

static char *resume_leg_of(const ClientDesk *desk, const char *resume, const AuthToken *token)
{
    g_auto(ResumeToken) claim = {0};

    if (resume == NULL || !resume_token_open(join_guard_key(desk->guard), resume, &claim) ||
            g_ascii_strcasecmp(claim.meeting, token->meeting) != 0 ||
            !g_str_equal(claim.identity, token->identity) || claim.leg[0] == '\0') {
        return NULL;
    }
    return g_steal_pointer(&claim.leg);
}

static ClientError check_hello(ClientDesk *desk, const Session *session, const ClientHello *message,
        AuthToken *ret_token, GError **error)
{
    if (session_state(session) != SESSION_GREETING && session_state(session) != SESSION_WAITING) {
        g_set_error(
                error, CLIENT_MESSAGE_ERROR, CLIENT_MESSAGE_ERROR_TYPE, "hello was said before");
        return CLIENT_ERROR_BAD_MESSAGE;
    }
    if (message->protocol != CLIENT_PROTOCOL) {
        g_set_error(error, CLIENT_MESSAGE_ERROR, CLIENT_MESSAGE_ERROR_FIELD,
                "hello.protocol must be %d", CLIENT_PROTOCOL);
        return CLIENT_ERROR_BAD_MESSAGE;
    }
    const ClientError known = message->token != NULL
            ? join_guard_open_token(
                      desk->guard, session_address(session), message->token, ret_token)
            : claim_by_code(desk, session, message, ret_token, error);
    if (known != CLIENT_ERROR_NONE) {
        return known;
    }
    return join_guard_admit(desk->guard, session_address(session), ret_token->identity);
}

void client_hello_take(ClientDesk *desk, Session *session, const ClientHello *said)
{
    g_auto(AuthToken) token = {0};
    g_autoptr(GError) detail = NULL;
    const ClientError error = check_hello(desk, session, said, &token, &detail);

    if (error != CLIENT_ERROR_NONE) {
        client_desk_refuse(desk, session, error, detail != NULL ? detail->message : NULL);
        return;
    }
    Hello *hello = g_new0(Hello, 1);
    hello->desk = desk;
    hello->session = session_id(session);
    hello->kind = g_strcmp0(said->client, "bot") == 0 ? PARTICIPANT_BOT : PARTICIPANT_BROWSER;
    hello->token = token;
    token = (AuthToken){0};
    hello->token_text = said->token != NULL
            ? g_strdup(said->token)
            : auth_token_mint(join_guard_key(desk->guard), &hello->token);
    hello->resume_leg = resume_leg_of(desk, said->resume, &hello->token);
    if (session_state(session) == SESSION_WAITING) { /* maybe before another door by now */
        Conference *before = client_desk_conference(desk, session);
        if (before != NULL) {
            conference_session_gone(before, session_id(session));
        }
    }
    session_look_up(session);
    conference_service_open(desk->service, hello->token.meeting, on_meeting_open, hello);
}
