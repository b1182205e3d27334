/**
 * session: one /ws client, from its connection to its end.
 *
 *   GREETING ──hello──► LOOKING_UP ──found, let in──► INSIDE
 *      ▲                 │  ▲  │
 *      └──── refused ────┘  │  └──has to wait──► WAITING
 *                           └──────hello───────────┘
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the session copies what it is told.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      one session a connection, and an offer of it; connections are bounded by the web server, offers by
 *             client_message.
 */
#ifndef SIGNALING_CLIENT_SESSION_H
#define SIGNALING_CLIENT_SESSION_H

#include "signaling/meeting/permission.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct Session Session;

enum {
    SESSION_HELLO_US = 10000000, /**< who has not said hello by then is no client */
};

typedef enum SessionState {
    SESSION_GREETING,
    SESSION_LOOKING_UP,
    SESSION_WAITING, /**< in the waiting room: it says hello again when it is called */
    SESSION_INSIDE,
} SessionState;

/** @param id  the connection's; never 0 */
Session *session_new(uint64_t id, const char *address, int64_t now_us);
void session_free(Session *session);

uint64_t session_id(const Session *session);
const char *session_address(const Session *session);
SessionState session_state(const Session *session);

/** Hello was said, and the meeting is being looked up. */
void session_look_up(Session *session);

/** Not this time; the client may say hello again. */
void session_refuse(Session *session);

/** It stands before this meeting's door. */
void session_wait(Session *session, const char *meeting);

/** Who it is inside. */
typedef struct SessionSelf {
    const char *identity;
    const char *name;
    Role role;
    bool console; /**< an account without a seat */
} SessionSelf;

void session_enter(Session *session, const char *meeting, const SessionSelf *self);

/** The key of the login that its connection came with, or NULL. */
void session_set_login(Session *session, const char *login);
const char *session_login(const Session *session);

/** While inside or waiting; NULL otherwise. */
const char *session_meeting(const Session *session);
/** While inside; NULL otherwise. */
const char *session_identity(const Session *session);
const char *session_name(const Session *session);
bool session_is_console(const Session *session);
Role session_role(const Session *session);

/** An offer that may not be answered yet; a newer one takes its place. */
typedef struct SessionOffer {
    int64_t id;
    char *sdp;
    bool fresh;
} SessionOffer;

/** Takes the text over. */
void session_hold_offer(Session *session, const SessionOffer *offer);

/** What is held is held no longer. @return false: nothing was; else the text is the caller's */
bool session_take_offer(Session *session, SessionOffer *ret_offer);

/** Whether the client still owes its hello after the time for it. */
bool session_is_overdue(const Session *session, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Session, session_free)

#endif
