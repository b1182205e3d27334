#include "signaling/app/client_commands.h"

#include "config/log.h"
#include "signaling/app/proceedings_commands.h"
#include "signaling/app/stage_commands.h"
#include "signaling/client/client_message.h"
#include "signaling/client/resume_token.h"
#include "signaling/client/session.h"
#include "signaling/meeting/meeting_code.h"
#include "signaling/meeting/site_name.h"

#include <string.h>

LOG_TOPIC("client");

enum { TICK_MS = 1000, SECOND_US = 1000000, REFUSED_LOG_US = SECOND_US, KILOBIT = 1000 };

struct ClientCommands {
    ConferenceService *service;
    JoinGuard *guard;
    int64_t token_us;
    WebsocketHub *hub;
    GHashTable *sessions; /* id → Session */
    guint tick;
    LogLimit refused;
};

static Session *find_session(ClientCommands *commands, uint64_t id)
{
    return g_hash_table_lookup(commands->sessions, &id);
}

static void send_text(ClientCommands *commands, uint64_t session, char *text)
{
    (void)websocket_send(commands->hub, session, text, strlen(text));
    g_free(text);
}

static void send_error(ClientCommands *commands, uint64_t session, ClientError error,
        const char *subject, const char *detail)
{
    send_text(commands, session, server_message_error(error, subject, detail));
}

/* From here on what it still says is not heard: it must not undo what a newer device does. */
static void forget_session(ClientCommands *commands, uint64_t session, const char *why)
{
    websocket_close(commands->hub, session, WEBSOCKET_NORMAL, why);
    g_hash_table_remove(commands->sessions, &session);
}

/* The meeting a session is in; there is one as long as it is inside. */
static Conference *conference_of(ClientCommands *commands, const Session *session)
{
    return conference_service_find(commands->service, session_meeting(session));
}

/* hello */

/* Who wants in, while the meeting is looked up. */
typedef struct Hello {
    ClientCommands *commands;
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
    ClientCommands *commands = hello->commands;
    const Meeting *meeting = conference_meeting(conference);
    const Participant *self = meeting_find(meeting, hello->token.identity);
    g_autofree char *resume = resume_token_mint(join_guard_key(commands->guard),
            meeting_code(meeting), self->identity, media_alive ? self->leg : NULL);

    json_t *proceedings = meeting_conduct_json(conference_conduct(conference), self->role);
    send_text(commands, session_id(session),
            server_message_welcome(&(ServerWelcome){
                    .meeting = meeting,
                    .self = self,
                    .token = hello->token_text,
                    .resume = resume,
                    .media_alive = media_alive,
                    .stage = conference_stage(conference),
                    .proceedings = proceedings,
            }));
    json_decref(proceedings);
    conference_repeat(conference, self);
}

static void log_refused(ClientCommands *commands, const Session *session, ClientError error)
{
    unsigned held = 0;

    if (log_limit_pass(&commands->refused, REFUSED_LOG_US, g_get_monotonic_time(), &held)) {
        log_info("A client at %s was not let in: %s (and %u more were not, since the last such "
                 "line).",
                session_address(session), client_error_code(error), held);
    }
}

static void refuse_hello(Hello *hello, Session *session, ClientError error)
{
    log_refused(hello->commands, session, error);
    session_refuse(session);
    send_error(hello->commands, session_id(session), error, "hello", NULL);
}

static void refuse_full(Hello *hello, Session *session, Conference *conference)
{
    const Meeting *meeting = conference_meeting(conference);

    log_refused(hello->commands, session, CLIENT_ERROR_MEETING_FULL);
    session_refuse(session);
    send_text(hello->commands, session_id(session),
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
    };

    const ClientError door = meeting_conduct_knock(conference_conduct(conference), &entry);
    if (door == CLIENT_ERROR_WAITING) {
        session_wait(session, meeting_code(conference_meeting(conference)));
        send_text(hello->commands, session_id(session), server_message_waiting());
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
    session_enter(
            session, meeting_code(conference_meeting(conference)), token->identity, token->role);
    welcome(hello, conference, session, join == MEETING_RESUMED);
}

static void on_meeting_open(Conference *conference, ClientError error, void *user_data)
{
    Hello *hello = user_data;
    Session *session = find_session(hello->commands, hello->session);

    if (session != NULL && conference != NULL) {
        enter(hello, conference, session);
    } else if (session != NULL) {
        if (error == CLIENT_ERROR_UNKNOWN_MEETING) {
            join_guard_note_failure(hello->commands->guard, session_address(session));
        }
        refuse_hello(hello, session, error);
    }
    hello_free(hello);
}

/* A client that has no link says where and who: that becomes a token for its way back. */
static ClientError claim_by_code(ClientCommands *commands, const Session *session,
        const ClientHello *message, AuthToken *ret_token, GError **error)
{
    const ClientError guess = join_guard_may_guess(commands->guard, session_address(session));

    if (message->meeting == NULL || message->site == NULL) {
        g_set_error(error, CLIENT_MESSAGE_ERROR, CLIENT_MESSAGE_ERROR_FIELD,
                "hello needs token, or meeting and site");
        return CLIENT_ERROR_BAD_MESSAGE;
    }
    if (guess != CLIENT_ERROR_NONE) {
        return guess;
    }
    if (!meeting_code_is_valid(message->meeting)) {
        join_guard_note_failure(commands->guard, session_address(session));
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
            .expires_s = (g_get_real_time() + commands->token_us) / SECOND_US,
    };
    return CLIENT_ERROR_NONE;
}

static char *resume_leg_of(
        const ClientCommands *commands, const char *resume, const AuthToken *token)
{
    g_auto(ResumeToken) claim = {0};

    if (resume == NULL || !resume_token_open(join_guard_key(commands->guard), resume, &claim) ||
            g_ascii_strcasecmp(claim.meeting, token->meeting) != 0 ||
            !g_str_equal(claim.identity, token->identity) || claim.leg[0] == '\0') {
        return NULL;
    }
    return g_steal_pointer(&claim.leg);
}

static ClientError check_hello(ClientCommands *commands, const Session *session,
        const ClientHello *message, AuthToken *ret_token, GError **error)
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
                      commands->guard, session_address(session), message->token, ret_token)
            : claim_by_code(commands, session, message, ret_token, error);
    if (known != CLIENT_ERROR_NONE) {
        return known;
    }
    return join_guard_admit(commands->guard, session_address(session), ret_token->identity);
}

static void on_hello(ClientCommands *commands, Session *session, const ClientMessage *message)
{
    const ClientHello *said = &message->hello;
    g_auto(AuthToken) token = {0};
    g_autoptr(GError) detail = NULL;
    const ClientError error = check_hello(commands, session, said, &token, &detail);

    if (error != CLIENT_ERROR_NONE) {
        log_refused(commands, session, error);
        send_error(commands, session_id(session), error, "hello",
                detail != NULL ? detail->message : NULL);
        return;
    }
    Hello *hello = g_new0(Hello, 1);
    hello->commands = commands;
    hello->session = session_id(session);
    hello->kind = g_strcmp0(said->client, "bot") == 0 ? PARTICIPANT_BOT : PARTICIPANT_BROWSER;
    hello->token = token;
    token = (AuthToken){0};
    hello->token_text = said->token != NULL
            ? g_strdup(said->token)
            : auth_token_mint(join_guard_key(commands->guard), &hello->token);
    hello->resume_leg = resume_leg_of(commands, said->resume, &hello->token);
    session_look_up(session);
    conference_service_open(commands->service, hello->token.meeting, on_meeting_open, hello);
}

/* offer */

typedef struct Offer {
    ClientCommands *commands;
    uint64_t session;
    int64_t id;
} Offer;

static void on_answer(const LegAnswer *answer, void *user_data)
{
    Offer *offer = user_data;
    ClientCommands *commands = offer->commands;
    const Session *session = find_session(commands, offer->session);

    if (session == NULL) {
        g_free(offer);
        return;
    }
    if (answer->error == CLIENT_ERROR_NONE) {
        g_autofree char *resume = resume_token_mint(join_guard_key(commands->guard),
                session_meeting(session), session_identity(session), answer->leg);
        send_text(commands, offer->session, server_message_answer(offer->id, answer->sdp, resume));
    } else if (answer->error == CLIENT_ERROR_MEDIA_UNAVAILABLE) {
        /* No fault of the offer's: the client shall make a new one. */
        send_text(commands, offer->session, server_message_media_lost("unavailable"));
    } else {
        send_error(commands, offer->session, answer->error, "offer", answer->detail);
    }
    g_free(offer);
}

static void on_offer(ClientCommands *commands, Session *session, const ClientMessage *message)
{
    Offer *offer = g_new(Offer, 1);

    *offer = (Offer){.commands = commands, .session = session_id(session), .id = message->offer.id};
    Conference *conference = conference_of(commands, session);
    const Participant *self =
            meeting_find(conference_meeting(conference), session_identity(session));
    const MeetingEntry entry = {
            .identity = self->identity,
            .name = self->name,
            .role = self->role,
            .kind = self->kind,
            .by_link = self->by_link,
            .session = session_id(session),
            .rate_cap_bps = self->rate_cap_bps,
    };
    conference_offer(
            conference, &entry, message->offer.sdp, message->offer.fresh, on_answer, offer);
}

/* The others. */

static void on_candidate(ClientCommands *commands, Session *session, const ClientMessage *message)
{
    const ClientCandidate *said = &message->candidate;
    conference_candidate(conference_of(commands, session), session_identity(session),
            said->candidate, said->mid != NULL ? said->mid : "");
}

/* The camera is the site's own; the microphone is it as long as the chair leaves it. */
static void on_set(ClientCommands *commands, Session *session, const ClientMessage *message)
{
    Conference *conference = conference_of(commands, session);
    const bool may = proceedings_may_speak(meeting_conduct_state(conference_conduct(conference)),
            session_identity(session), session_role(session) == ROLE_CHAIR);

    conference_set_own(
            conference, session_identity(session), message->set.mic && may, message->set.camera);
    if (message->set.mic && !may) {
        send_text(commands, session_id(session),
                server_message_refusal(CLIENT_ERROR_MUTED_BY_OP, "set", NULL, message->id));
    }
}

static void on_reply(uint64_t session, char *text, void *user_data)
{
    if (find_session(user_data, session) != NULL) {
        send_text(user_data, session, text);
    } else {
        g_free(text);
    }
}

static void on_proceeding(ClientCommands *commands, Session *session, const ClientMessage *message)
{
    Conference *conference = conference_of(commands, session);
    const Participant *self =
            meeting_find(conference_meeting(conference), session_identity(session));
    const ProceedingsActor actor = {
            .identity = self->identity, .name = self->name, .role = self->role};

    proceedings_commands_run(conference_conduct(conference), &actor, message,
            &(ProceedingsReply){
                    .session = session_id(session), .send = on_reply, .user_data = commands});
}

static void on_stage(ClientCommands *commands, Session *session, const ClientMessage *message)
{
    g_autoptr(GError) error = NULL;
    Conference *conference = conference_of(commands, session);

    if (message->type == CLIENT_SHARE && message->share.on &&
            !proceedings_may_present(meeting_conduct_state(conference_conduct(conference)),
                    session_identity(session), session_role(session) == ROLE_CHAIR)) {
        send_text(commands, session_id(session),
                server_message_refusal(CLIENT_ERROR_SHARE_DENIED, "share", NULL, message->id));
        return;
    }
    if (!stage_commands_run(conference_stage(conference), message, session_identity(session),
                session_role(session), &error)) {
        send_text(commands, session_id(session),
                server_message_refusal(stage_commands_error(error),
                        client_message_type_name(message->type), error->message, message->id));
    } else if (message->id != 0) {
        send_text(commands, session_id(session), server_message_done(message->id));
    }
}

static void on_leave(ClientCommands *commands, Session *session, const ClientMessage *message)
{
    if (session_state(session) == SESSION_INSIDE) {
        conference_leave(conference_of(commands, session), session_identity(session), "");
    }
    forget_session(commands, session_id(session), "left");
}

static void on_ping(ClientCommands *commands, Session *session, const ClientMessage *message)
{
    send_text(commands, session_id(session), server_message_pong(message->ping.t));
}

typedef struct Command {
    void (*handler)(ClientCommands *commands, Session *session, const ClientMessage *message);
    bool inside; /* only after welcome, and with the permission */
    Permission permission;
} Command;

static const Command table[CLIENT_MESSAGE_TYPES] = {
        [CLIENT_HELLO] = {.handler = on_hello},
        [CLIENT_OFFER] = {.handler = on_offer, .inside = true, .permission = PERMISSION_WATCH},
        [CLIENT_CANDIDATE] = {.handler = on_candidate,
                .inside = true,
                .permission = PERMISSION_WATCH},
        [CLIENT_SET] = {.handler = on_set, .inside = true, .permission = PERMISSION_SET_OWN},
        [CLIENT_LAYOUT] = {.handler = on_stage, .inside = true, .permission = PERMISSION_LAYOUT},
        [CLIENT_OVERLAY] = {.handler = on_stage, .inside = true, .permission = PERMISSION_LAYOUT},
        [CLIENT_SHARE] = {.handler = on_stage, .inside = true, .permission = PERMISSION_PRESENT},
        [CLIENT_LEAVE] = {.handler = on_leave},
        [CLIENT_PING] = {.handler = on_ping},
};

/* What this message needs of whoever says it. */
static Command command_of(const ClientMessage *message)
{
    ProceedingsCommand said = {.verb = PROCEEDINGS_CONVENE};

    if (!proceedings_commands_read(message, &said)) {
        return table[message->type];
    }
    return (Command){
            .handler = on_proceeding,
            .inside = true,
            .permission = proceedings_commands_permission(said.verb),
    };
}

static void carry_out(ClientCommands *commands, Session *session, const ClientMessage *message)
{
    const Command command = command_of(message);
    const char *subject = client_message_type_name(message->type);

    if (command.inside && session_state(session) != SESSION_INSIDE) {
        send_error(commands, session_id(session), CLIENT_ERROR_BAD_MESSAGE, subject,
                "hello comes first, and its welcome");
    } else if (command.inside && !permission_allows(session_role(session), command.permission)) {
        send_text(commands, session_id(session),
                server_message_refusal(CLIENT_ERROR_FORBIDDEN, subject, NULL, message->id));
    } else {
        command.handler(commands, session, message);
    }
}

/* The hub says. */

static void on_opened(uint64_t id, const WebsocketPeer *peer, void *user_data)
{
    ClientCommands *commands = user_data;
    g_hash_table_insert(commands->sessions, g_memdup2(&id, sizeof id),
            session_new(id, peer->address, g_get_monotonic_time()));
}

static void on_message(uint64_t id, const char *text, size_t size, void *user_data)
{
    ClientCommands *commands = user_data;
    Session *session = find_session(commands, id);
    g_auto(ClientMessage) message = {0};
    g_autoptr(GError) error = NULL;

    if (session == NULL) {
        return; /* it was replaced and is closing */
    }
    if (client_message_decode(text, size, &message, &error)) {
        carry_out(commands, session, &message);
    } else {
        send_error(commands, id, CLIENT_ERROR_BAD_MESSAGE, NULL, error->message);
    }
}

static void on_closed(uint64_t id, void *user_data)
{
    ClientCommands *commands = user_data;
    const Session *session = find_session(commands, id);

    if (session != NULL && session_meeting(session) != NULL) {
        Conference *conference = conference_of(commands, session);
        if (conference != NULL) {
            conference_session_gone(conference, id);
        }
    }
    g_hash_table_remove(commands->sessions, &id);
}

const WebsocketEvents *client_commands_events(void)
{
    static const WebsocketEvents events = {
            .opened = on_opened,
            .message = on_message,
            .closed = on_closed,
    };
    return &events;
}

/* The service says. */

static void on_send(uint64_t session, const char *text, void *user_data)
{
    ClientCommands *commands = user_data;
    (void)websocket_send(commands->hub, session, text, strlen(text));
}

static void on_replaced(uint64_t session, void *user_data)
{
    ClientCommands *commands = user_data;

    send_text(commands, session, server_message_closed("duplicate"));
    forget_session(commands, session, "duplicate");
}

static void on_session_closed(uint64_t session, const char *reason, void *user_data)
{
    ClientCommands *commands = user_data;

    send_text(commands, session, server_message_closed(reason));
    forget_session(commands, session, reason);
}

static gboolean on_tick(gpointer data)
{
    ClientCommands *commands = data;
    GHashTableIter iter;
    gpointer value = NULL;
    const int64_t now_us = g_get_monotonic_time();

    g_hash_table_iter_init(&iter, commands->sessions);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Session *session = value;
        if (session_is_overdue(session, now_us)) {
            websocket_close(commands->hub, session_id(session), WEBSOCKET_POLICY, "no hello");
        }
    }
    return G_SOURCE_CONTINUE;
}

static void free_session(gpointer data)
{
    session_free(data);
}

ClientCommands *client_commands_new(ConferenceService *service, JoinGuard *guard, int64_t token_us)
{
    static const ConferenceServiceEvents events = {
            .send = on_send,
            .replaced = on_replaced,
            .closed = on_session_closed,
    };
    ClientCommands *commands = g_new0(ClientCommands, 1);

    commands->service = service;
    commands->guard = guard;
    commands->token_us = token_us;
    commands->sessions = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_session);
    commands->tick = g_timeout_add(TICK_MS, on_tick, commands);
    conference_service_set_events(service, &events, commands);
    return commands;
}

void client_commands_set_hub(ClientCommands *commands, WebsocketHub *hub)
{
    commands->hub = hub;
}

void client_commands_free(ClientCommands *commands)
{
    if (commands != NULL) {
        g_source_remove(commands->tick);
        g_hash_table_unref(commands->sessions);
        g_free(commands);
    }
}
