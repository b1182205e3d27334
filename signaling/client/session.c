#include "signaling/client/session.h"

enum { SECOND_US = 1000000, MESSAGE_US = SECOND_US / SESSION_MESSAGES_PER_S };

struct Session {
    uint64_t id;
    char *address;
    int64_t opened_us;
    SessionState state;
    char *meeting;
    char *identity;
    Role role;
    int64_t level_us; /* messages left, each worth MESSAGE_US */
    int64_t counted_us;
};

Session *session_new(uint64_t id, const char *address, int64_t now_us)
{
    g_assert(id != 0);
    Session *session = g_new0(Session, 1);
    session->id = id;
    session->address = g_strdup(address);
    session->opened_us = now_us;
    session->level_us = SESSION_MESSAGES_BURST * MESSAGE_US;
    session->counted_us = now_us;
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
    g_assert(session->state == SESSION_GREETING);
    session->state = SESSION_LOOKING_UP;
}

void session_refuse(Session *session)
{
    g_assert(session->state != SESSION_INSIDE);
    session->state = SESSION_GREETING;
}

void session_enter(Session *session, const char *meeting, const char *identity, Role role)
{
    g_assert(session->state != SESSION_INSIDE);
    session->state = SESSION_INSIDE;
    session->meeting = g_strdup(meeting);
    session->identity = g_strdup(identity);
    session->role = role;
}

const char *session_meeting(const Session *session)
{
    return session->meeting;
}

const char *session_identity(const Session *session)
{
    return session->identity;
}

Role session_role(const Session *session)
{
    g_assert(session->state == SESSION_INSIDE);
    return session->role;
}

bool session_take_message(Session *session, int64_t now_us)
{
    const int64_t back_us = session->level_us + (now_us - session->counted_us);

    session->level_us = MIN(SESSION_MESSAGES_BURST * MESSAGE_US, back_us);
    session->counted_us = now_us;
    if (session->level_us < MESSAGE_US) {
        return false;
    }
    session->level_us -= MESSAGE_US;
    return true;
}

bool session_is_overdue(const Session *session, int64_t now_us)
{
    return session->state != SESSION_INSIDE && now_us - session->opened_us > SESSION_HELLO_US;
}
