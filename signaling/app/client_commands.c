#include "signaling/app/client_commands.h"

#include "signaling/app/camera_commands.h"
#include "signaling/app/client_hello.h"
#include "signaling/app/console_hello.h"
#include "signaling/app/disk_space.h"
#include "signaling/app/proceedings_commands.h"
#include "signaling/app/recording_notice.h"
#include "signaling/client/client_message.h"
#include "signaling/client/resume_token.h"
#include "signaling/client/session.h"

#include <string.h>

enum {
    TICK_MS = 1000,
    LOOK_TICKS = 60, /* whether the consoles' accounts still count */
};

struct ClientCommands {
    ClientDesk desk;
    guint tick;
    unsigned ticks;
    char *disk; /* NULL: none is looked at */
};

static void send_error(const ClientDesk *desk, uint64_t session, ClientError error,
        const char *subject, const char *detail)
{
    client_desk_send(desk, session, server_message_error(error, subject, detail));
}

static void on_hello(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    if (g_strcmp0(message->hello.client, "console") == 0) {
        console_hello_take(desk, session, &message->hello);
    } else {
        client_hello_take(desk, session, &message->hello);
    }
}

/* offer */

typedef struct Offer {
    ClientDesk *desk;
    uint64_t session;
    int64_t id;
} Offer;

static void on_answer(const LegAnswer *answer, void *user_data)
{
    Offer *offer = user_data;
    ClientDesk *desk = offer->desk;
    const Session *session = client_desk_find(desk, offer->session);

    if (session == NULL) {
        g_free(offer);
        return;
    }
    if (answer->error == CLIENT_ERROR_NONE) {
        g_autofree char *resume = resume_token_mint(join_guard_key(desk->guard),
                session_meeting(session), session_identity(session), answer->leg);
        client_desk_send(
                desk, offer->session, server_message_answer(offer->id, answer->sdp, resume));
    } else if (answer->error == CLIENT_ERROR_MEDIA_UNAVAILABLE) {
        /* No fault of the offer's: the client shall make a new one. */
        client_desk_send(desk, offer->session, server_message_media_lost("unavailable"));
    } else {
        send_error(desk, offer->session, answer->error, "offer", answer->detail);
    }
    g_free(offer);
}

static MeetingEntry entry_of(const Participant *self, uint64_t session)
{
    return (MeetingEntry){
            .identity = self->identity,
            .name = self->name,
            .role = self->role,
            .kind = self->kind,
            .by_link = self->by_link,
            .session = session,
            .rate_cap_bps = self->rate_cap_bps,
    };
}

static void make_offer(ClientDesk *desk, Session *session, const ClientOffer *said)
{
    Conference *conference = client_desk_conference(desk, session);
    g_autofree char *watching = console_hello_watch_identity(session);
    MeetingEntry entry = {0};

    if (session_is_console(session)) {
        const ClientError error = console_hello_watch(desk, session, watching, &entry);
        if (error != CLIENT_ERROR_NONE) {
            send_error(desk, session_id(session), error, "offer", NULL);
            return;
        }
    } else {
        entry = entry_of(meeting_find(conference_meeting(conference), session_identity(session)),
                session_id(session));
    }
    Offer *offer = g_new(Offer, 1);
    *offer = (Offer){.desk = desk, .session = session_id(session), .id = said->id};
    conference_offer(conference, &entry, said->sdp, said->fresh, on_answer, offer);
}

/* Whoever comes into a meeting that is recorded is connected when it has said that it knows. */
static void on_offer(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    const MeetingConduct *conduct = conference_conduct(client_desk_conference(desk, session));

    if (!session_is_console(session) &&
            recording_notice_is_owed(meeting_conduct_state(conduct), session_identity(session))) {
        session_hold_offer(session,
                &(SessionOffer){.id = message->offer.id,
                        .sdp = g_strdup(message->offer.sdp),
                        .fresh = message->offer.fresh});
    } else {
        make_offer(desk, session, &message->offer);
    }
}

/* The others. */

static void on_candidate(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    const ClientCandidate *said = &message->candidate;
    g_autofree char *watching = console_hello_watch_identity(session);

    conference_candidate(client_desk_conference(desk, session),
            session_is_console(session) ? watching : session_identity(session), said->candidate,
            said->mid != NULL ? said->mid : "");
}

/* The camera is the site's own; the microphone is it as long as the chair leaves it. */
static void on_set(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    Conference *conference = client_desk_conference(desk, session);
    const bool may = proceedings_may_speak(meeting_conduct_state(conference_conduct(conference)),
            session_identity(session), session_role(session) == ROLE_CHAIR);

    conference_set_own(
            conference, session_identity(session), message->set.mic && may, message->set.camera);
    if (message->set.mic && !may) {
        client_desk_send(desk, session_id(session),
                server_message_refusal(CLIENT_ERROR_MUTED_BY_OP, "set", NULL, message->id));
    }
}

static void on_reply(uint64_t session, char *text, void *user_data)
{
    client_desk_send(user_data, session, text);
}

/* Its record_ack is written down, or nothing is recorded any more. */
static void release_offer(uint64_t id, void *user_data)
{
    ClientDesk *desk = user_data;
    Session *session = client_desk_find(desk, id);
    SessionOffer held;

    if (session != NULL && session_state(session) == SESSION_INSIDE &&
            session_take_offer(session, &held)) {
        make_offer(
                desk, session, &(ClientOffer){.id = held.id, .sdp = held.sdp, .fresh = held.fresh});
        g_free(held.sdp);
    }
}

static void on_proceeding(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    const ProceedingsActor actor = {
            .identity = session_identity(session),
            .name = session_name(session),
            .role = session_role(session),
    };

    if (!permission_allows(actor.role, PERMISSION_RUN) &&
            !join_limit_take(desk->words, actor.identity, g_get_monotonic_time())) {
        client_desk_send(desk, session_id(session),
                server_message_refusal(CLIENT_ERROR_TOO_MANY,
                        client_message_type_name(message->type), NULL, message->id));
        return;
    }
    proceedings_commands_run(conference_conduct(client_desk_conference(desk, session)), &actor,
            message,
            &(ProceedingsReply){.session = session_id(session),
                    .send = on_reply,
                    .done = message->type == CLIENT_RECORD_ACK ? release_offer : NULL,
                    .user_data = desk});
}

static ClientError share_error(const GError *error)
{
    return error->code == STAGE_ERROR_BUSY     ? CLIENT_ERROR_SHARE_TAKEN
            : error->code == STAGE_ERROR_MEDIA ? CLIENT_ERROR_MEDIA_UNAVAILABLE
                                               : CLIENT_ERROR_BAD_MESSAGE;
}

static void on_share(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    g_autoptr(GError) error = NULL;
    Conference *conference = client_desk_conference(desk, session);
    const char *identity = session_identity(session);
    const Role role = session_role(session);

    if (message->share.on &&
            !proceedings_may_present(meeting_conduct_state(conference_conduct(conference)),
                    identity, role == ROLE_CHAIR)) {
        client_desk_send(desk, session_id(session),
                server_message_refusal(CLIENT_ERROR_SHARE_DENIED, "share", NULL, message->id));
    } else if (!stage_share(conference_stage(conference), identity, message->share.on,
                       permission_allows(role, PERMISSION_PREEMPT), &error)) {
        client_desk_send(desk, session_id(session),
                server_message_refusal(share_error(error), "share", error->message, message->id));
    } else if (message->id != 0) {
        client_desk_send(desk, session_id(session), server_message_done(message->id));
    }
}

/* Whoever has a seat sees what its seat is shown. */
static void on_watch(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    g_autofree char *watching = console_hello_watch_identity(session);
    ApiView view = API_VIEW_SITES;
    const bool known = api_view_from_word(message->watch.view, &view);

    g_assert(known);
    if (!session_is_console(session) ||
            !conference_set_view(client_desk_conference(desk, session), watching, view)) {
        client_desk_send(desk, session_id(session),
                server_message_refusal(CLIENT_ERROR_WRONG_STATE, "watch",
                        "only a console that has offered chooses a view", message->id));
    } else if (message->id != 0) {
        client_desk_send(desk, session_id(session), server_message_done(message->id));
    }
}

static void on_leave(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    if (session_state(session) == SESSION_INSIDE && session_is_console(session)) {
        console_hello_left(desk, session);
        conference_session_gone(client_desk_conference(desk, session), session_id(session));
    } else if (session_state(session) == SESSION_INSIDE) {
        conference_leave(client_desk_conference(desk, session), session_identity(session), "");
    }
    client_desk_forget(desk, session_id(session), "left");
}

/* For the check of its line: what it cannot open, nobody here can see. */
static void on_devices(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    LineCheckDevice camera = LINE_CHECK_DEVICE_UNSAID;
    LineCheckDevice microphone = LINE_CHECK_DEVICE_UNSAID;
    const bool known = line_check_device_from_name(message->devices.camera, &camera) &&
            line_check_device_from_name(message->devices.microphone, &microphone);

    g_assert(known); /* they are out of the message's own list */
    if (!session_is_console(session)) {
        conference_watch_devices(conference_watch(client_desk_conference(desk, session)),
                session_identity(session), camera, microphone);
    }
}

static void on_ping(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    client_desk_send(desk, session_id(session), server_message_pong(message->ping.t));
}

static void tell_outcome(
        ClientDesk *desk, const Session *session, const ClientMessage *message, ClientError error)
{
    if (error != CLIENT_ERROR_NONE) {
        client_desk_send(desk, session_id(session),
                server_message_refusal(
                        error, client_message_type_name(message->type), NULL, message->id));
    } else if (message->id != 0) {
        client_desk_send(desk, session_id(session), server_message_done(message->id));
    }
}

static void on_camera(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    tell_outcome(desk, session, message,
            camera_commands_run(client_desk_conference(desk, session), message));
}

typedef struct Command {
    void (*handler)(ClientDesk *desk, Session *session, const ClientMessage *message);
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
        [CLIENT_WATCH] = {.handler = on_watch, .inside = true, .permission = PERMISSION_LAYOUT},
        [CLIENT_DEVICES] = {.handler = on_devices,
                .inside = true,
                .permission = PERMISSION_SET_OWN},
        [CLIENT_SHARE] = {.handler = on_share, .inside = true, .permission = PERMISSION_PRESENT},
        [CLIENT_CAMERA] = {.handler = on_camera, .inside = true, .permission = PERMISSION_LAYOUT},
        [CLIENT_CAMERA_PRESET] = {.handler = on_camera,
                .inside = true,
                .permission = PERMISSION_LAYOUT},
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

static void carry_out(ClientDesk *desk, Session *session, const ClientMessage *message)
{
    const Command command = command_of(message);
    const char *subject = client_message_type_name(message->type);

    if (command.inside && session_state(session) != SESSION_INSIDE) {
        send_error(desk, session_id(session), CLIENT_ERROR_BAD_MESSAGE, subject,
                "hello comes first, and its welcome");
    } else if (command.inside && !permission_allows(session_role(session), command.permission)) {
        client_desk_send(desk, session_id(session),
                server_message_refusal(CLIENT_ERROR_FORBIDDEN, subject, NULL, message->id));
    } else {
        command.handler(desk, session, message);
    }
}

/* The hub says. */

static void on_opened(uint64_t id, const WebsocketPeer *peer, void *user_data)
{
    ClientDesk *desk = &((ClientCommands *)user_data)->desk;
    Session *session = session_new(id, peer->address, g_get_monotonic_time());

    if (desk->consoles != NULL) {
        g_autofree char *login = console_door_key(desk->consoles, peer->cookies);
        session_set_login(session, login);
    }
    g_hash_table_insert(desk->sessions, g_memdup2(&id, sizeof id), session);
}

static void on_message(uint64_t id, const char *text, size_t size, void *user_data)
{
    ClientCommands *commands = user_data;
    Session *session = client_desk_find(&commands->desk, id);
    g_auto(ClientMessage) message = {0};
    g_autoptr(GError) error = NULL;

    if (session == NULL) {
        return; /* it was replaced and is closing */
    }
    if (client_message_decode(text, size, &message, &error)) {
        carry_out(&commands->desk, session, &message);
    } else {
        send_error(&commands->desk, id, CLIENT_ERROR_BAD_MESSAGE, NULL, error->message);
    }
}

static void on_closed(uint64_t id, void *user_data)
{
    ClientCommands *commands = user_data;
    const Session *session = client_desk_find(&commands->desk, id);

    if (session != NULL && session_is_console(session)) {
        console_hello_left(&commands->desk, session);
    }
    if (session != NULL && session_meeting(session) != NULL) {
        Conference *conference = client_desk_conference(&commands->desk, session);
        if (conference != NULL) {
            conference_session_gone(conference, id);
        }
    }
    g_hash_table_remove(commands->desk.sessions, &id);
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
    (void)websocket_send(commands->desk.hub, session, text, strlen(text));
}

static void on_replaced(uint64_t session, void *user_data)
{
    ClientCommands *commands = user_data;

    client_desk_send(&commands->desk, session, server_message_closed("duplicate"));
    client_desk_forget(&commands->desk, session, "duplicate");
}

static void on_session_closed(uint64_t session, const char *reason, void *user_data)
{
    ClientCommands *commands = user_data;

    client_desk_send(&commands->desk, session, server_message_closed(reason));
    client_desk_forget(&commands->desk, session, reason);
}

/* Whoever runs a meeting must know before nothing can be written down any more. */
static void warn_of_disk(ClientDesk *desk, const Session *session, int used_percent)
{
    if (disk_space_level(used_percent) != DISK_SPACE_FINE) {
        client_desk_send(desk, session_id(session), server_message_disk(used_percent));
    }
}

static gboolean on_tick(gpointer data)
{
    ClientCommands *commands = data;
    GHashTableIter iter;
    gpointer value = NULL;
    const int64_t now_us = g_get_monotonic_time();
    const bool look = ++commands->ticks % LOOK_TICKS == 0;
    const int used_percent =
            look && commands->disk != NULL ? disk_space_used_percent(commands->disk) : 0;

    g_hash_table_iter_init(&iter, commands->desk.sessions);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Session *session = value;
        if (session_is_overdue(session, now_us)) {
            websocket_close(commands->desk.hub, session_id(session), WEBSOCKET_POLICY, "no hello");
        } else if (look && session_is_console(session)) {
            warn_of_disk(&commands->desk, session, used_percent);
            console_hello_look(&commands->desk, session);
        }
    }
    return G_SOURCE_CONTINUE;
}

ClientCommands *client_commands_new(ConferenceService *service, JoinGuard *guard, int64_t token_us)
{
    static const ConferenceServiceEvents events = {
            .send = on_send,
            .replaced = on_replaced,
            .closed = on_session_closed,
    };
    ClientCommands *commands = g_new0(ClientCommands, 1);

    client_desk_init(&commands->desk, service, guard, token_us);
    commands->tick = g_timeout_add(TICK_MS, on_tick, commands);
    conference_service_set_events(service, &events, commands);
    return commands;
}

void client_commands_set_hub(ClientCommands *commands, WebsocketHub *hub)
{
    commands->desk.hub = hub;
}

void client_commands_set_relay(ClientCommands *commands, const TurnRelay *relay)
{
    commands->desk.relay = relay;
}

void client_commands_set_disk(ClientCommands *commands, const char *path)
{
    g_free(commands->disk);
    commands->disk = g_strdup(path);
}

void client_commands_set_consoles(ClientCommands *commands, ConsoleDoor *consoles)
{
    commands->desk.consoles = consoles;
}

void client_commands_free(ClientCommands *commands)
{
    if (commands != NULL) {
        g_source_remove(commands->tick);
        client_desk_clear(&commands->desk);
        g_free(commands->disk);
        g_free(commands);
    }
}
