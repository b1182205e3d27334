#include "signaling/client/session.h"

struct Session {
    uint64_t id;
    char *address;
    int64_t opened_us;
    SessionState state;
    char *meeting;
    char *identity;
    char *name;
    char *login;
    bool console;
    Role role;
    SessionOffer offer; /* that is held; without a text: none */
};

Session *session_new(uint64_t id, const char *address, int64_t now_us)
{
    g_assert(id != 0);
    Session *session = g_new0(Session, 1);
    session->id = id;
    session->address = g_strdup(address);
    session->opened_us = now_us;
    return session;
}

void session_free(Session *session)
{
    if (session == NULL) {
        return;
    }
    g_free(session->address);
    g_free(session->meeting);
    g_free(session->identity);
    g_free(session->name);
    g_free(session->login);
    g_free(session->offer.sdp);
    g_free(session);
}

uint64_t session_id(const Session *session)
{
    return session->id;
}

const char *session_address(const Session *session)
{
    return session->address;
}

SessionState session_state(const Session *session)
{
    return session->state;
}

void session_look_up(Session *session)
{
    g_assert(session->state == SESSION_GREETING || session->state == SESSION_WAITING);
    session->state = SESSION_LOOKING_UP;
}

void session_refuse(Session *session)
{
    g_assert(session->state != SESSION_INSIDE);
    session->state = SESSION_GREETING;
    g_clear_pointer(&session->meeting, g_free);
}

void session_wait(Session *session, const char *meeting)
{
    g_assert(session->state == SESSION_LOOKING_UP);
    char *copy = g_strdup(meeting);
    g_free(session->meeting);
    session->meeting = copy;
    session->state = SESSION_WAITING;
}

void session_enter(Session *session, const char *meeting, const SessionSelf *self)
{
    g_assert(session->state != SESSION_INSIDE);
    session->state = SESSION_INSIDE;
    char *copy = g_strdup(meeting);
    g_free(session->meeting);
    session->meeting = copy;
    session->identity = g_strdup(self->identity);
    session->name = g_strdup(self->name);
    session->role = self->role;
    session->console = self->console;
}

void session_set_login(Session *session, const char *login)
{
    char *copy = g_strdup(login);
    g_free(session->login);
    session->login = copy;
}

const char *session_login(const Session *session)
{
    return session->login;
}

const char *session_meeting(const Session *session)
{
    return session->meeting;
}

const char *session_identity(const Session *session)
{
    return session->identity;
}

const char *session_name(const Session *session)
{
    return session->name;
}

bool session_is_console(const Session *session)
{
    return session->console;
}

Role session_role(const Session *session)
{
    g_assert(session->state == SESSION_INSIDE);
    return session->role;
}

bool session_is_overdue(const Session *session, int64_t now_us)
{
    return session->state != SESSION_INSIDE && session->state != SESSION_WAITING &&
            now_us - session->opened_us > SESSION_HELLO_US;
}

void session_hold_offer(Session *session, const SessionOffer *offer)
{
    g_free(session->offer.sdp);
    session->offer = *offer;
}

bool session_take_offer(Session *session, SessionOffer *ret_offer)
{
    if (session->offer.sdp == NULL) {
        return false;
    }
    *ret_offer = session->offer;
    session->offer = (SessionOffer){0};
    return true;
}
