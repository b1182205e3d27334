#include "signaling/app/console_hello.h"

/* A console, while its account and the meeting are looked up. */
typedef struct Hello {
    ClientDesk *desk;
    uint64_t session;
    char *identity;
    char *name;
    Role role;
} Hello;

static void hello_free(Hello *hello)
{
    g_free(hello->identity);
    g_free(hello->name);
    g_free(hello);
}

static void refuse(const Hello *hello, ClientError error)
{
    Session *session = client_desk_find(hello->desk, hello->session);

    if (session != NULL) {
        session_refuse(session);
        client_desk_refuse(hello->desk, session, error, NULL);
    }
}

static void welcome(const Hello *hello, Conference *conference)
{
    const Participant self = {
            .identity = hello->identity, .name = hello->name, .role = hello->role};
    json_t *proceedings = meeting_conduct_json(conference_conduct(conference), hello->role);

    client_desk_send(hello->desk, hello->session,
            server_message_welcome(&(ServerWelcome){
                    .meeting = conference_meeting(conference),
                    .self = &self,
                    .token = "",
                    .resume = "",
                    .stage = conference_stage(conference),
                    .proceedings = proceedings,
            }));
    json_decref(proceedings);
    conference_repeat_console(conference, hello->session, hello->role);
}

static void enter(const Hello *hello, Conference *conference, Session *session)
{
    const MeetingConsole console = {
            .session = hello->session,
            .identity = hello->identity,
            .name = hello->name,
            .role = hello->role,
    };
    MeetingConduct *conduct = conference_conduct(conference);

    if (proceedings_phase(meeting_conduct_state(conduct)) == PROCEEDINGS_ENDED) {
        refuse(hello, CLIENT_ERROR_MEETING_ENDED);
    } else if (!meeting_conduct_add_console(conduct, &console)) {
        refuse(hello, CLIENT_ERROR_TOO_MANY);
    } else {
        session_enter(session, meeting_code(conference_meeting(conference)),
                &(SessionSelf){
                        .identity = hello->identity,
                        .name = hello->name,
                        .role = hello->role,
                        .console = true,
                });
        welcome(hello, conference);
    }
}

static void on_meeting_open(Conference *conference, ClientError error, void *user_data)
{
    Hello *hello = user_data;
    Session *session = client_desk_find(hello->desk, hello->session);

    if (session != NULL && conference != NULL) {
        enter(hello, conference, session);
    } else {
        refuse(hello, error);
    }
    hello_free(hello);
}

static void on_guest(const ConsoleGuest *guest, void *user_data)
{
    Hello *hello = user_data;

    if (guest->error != CLIENT_ERROR_NONE) {
        refuse(hello, guest->error);
        hello_free(hello);
        return;
    }
    hello->identity = g_strconcat("account:", guest->account, NULL);
    hello->name = g_strdup(guest->name);
    hello->role = guest->role;
    conference_service_open(hello->desk->service, guest->meeting, on_meeting_open, hello);
}

void console_hello_take(ClientDesk *desk, Session *session, const ClientHello *said)
{
    if (session_state(session) != SESSION_GREETING || said->protocol != CLIENT_PROTOCOL ||
            said->meeting == NULL) {
        client_desk_refuse(desk, session, CLIENT_ERROR_BAD_MESSAGE,
                "a console says hello once, with protocol 1 and the meeting");
        return;
    }
    Hello *hello = g_new0(Hello, 1);
    *hello = (Hello){.desk = desk, .session = session_id(session)};
    session_look_up(session);
    if (desk->consoles != NULL) {
        console_door_ask(desk->consoles, session_login(session), said->meeting, on_guest, hello);
    } else {
        on_guest(&(ConsoleGuest){.error = CLIENT_ERROR_NO_LOGIN}, hello);
    }
}

char *console_hello_watch_identity(const Session *session)
{
    return g_strdup_printf(
            "viewer:%s/%" G_GUINT64_FORMAT, session_identity(session), session_id(session));
}

ClientError console_hello_watch(
        ClientDesk *desk, const Session *session, const char *identity, MeetingEntry *ret_entry)
{
    /* Without a session of its own, as who comes over HTTP: what it must know it hears as a console. */
    const MeetingEntry entry = {
            .identity = identity,
            .name = session_name(session),
            .role = ROLE_VIEWER,
            .kind = PARTICIPANT_WHEP,
            .by_link = true,
    };
    const MeetingJoin join = conference_join(client_desk_conference(desk, session), &entry);

    *ret_entry = entry;
    return join == MEETING_FULL     ? CLIENT_ERROR_MEETING_FULL
            : join == MEETING_TAKEN ? CLIENT_ERROR_SITE_TAKEN
                                    : CLIENT_ERROR_NONE;
}

void console_hello_left(ClientDesk *desk, const Session *session)
{
    g_autofree char *identity = console_hello_watch_identity(session);
    Conference *conference = client_desk_conference(desk, session);

    if (conference != NULL && meeting_find(conference_meeting(conference), identity) != NULL) {
        conference_leave(conference, identity, "the console was closed");
    }
}

/* A console that was looked at again. */
typedef struct Look {
    ClientDesk *desk;
    uint64_t session;
} Look;

static void on_looked(const ConsoleGuest *guest, void *user_data)
{
    g_autofree Look *look = user_data;
    const Session *session = client_desk_find(look->desk, look->session);

    if (session == NULL || guest->error == CLIENT_ERROR_SERVER_BUSY ||
            (guest->error == CLIENT_ERROR_NONE && guest->role == session_role(session))) {
        return;
    }
    Conference *conference = client_desk_conference(look->desk, session);
    console_hello_left(look->desk, session);
    if (conference != NULL) {
        conference_session_gone(conference, look->session);
    }
    client_desk_send(look->desk, look->session, server_message_closed("logged_out"));
    client_desk_forget(look->desk, look->session, "logged out");
}

void console_hello_look(ClientDesk *desk, const Session *session)
{
    Look *look = g_new(Look, 1);

    *look = (Look){.desk = desk, .session = session_id(session)};
    console_door_ask(
            desk->consoles, session_login(session), session_meeting(session), on_looked, look);
}
