/**
 * client_desk: the sessions of /ws, and what everything that serves them needs: where to send, whom to ask.
 *
 * Units       in the names.
 * Ownership   service, guard, hub and consoles are the caller's and outlive the desk; texts to be sent are taken.
 * Thread      the main loop's.
 * Errors      a session that is gone is sent nothing.
 * Memory      one session a connection; connections are bounded by the web server.
 */
#ifndef SIGNALING_APP_CLIENT_DESK_H
#define SIGNALING_APP_CLIENT_DESK_H

#include "config/log.h"
#include "signaling/app/conference_service.h"
#include "signaling/app/console_door.h"
#include "signaling/app/join_guard.h"
#include "signaling/client/join_limit.h"
#include "signaling/client/session.h"
#include "signaling/client/turn_relay.h"
#include "signaling/http/websocket.h"

enum {
    CLIENT_DESK_WORDS_BURST =
            20, /**< of a site on the proceedings: each is written to disk, for good */
    CLIENT_DESK_WORDS_PER_S = 2,
    CLIENT_DESK_WORDS_KEYS_MAX = 4096,
};

typedef struct ClientDesk {
    ConferenceService *service;
    JoinGuard *guard;
    ConsoleDoor *consoles;  /**< NULL: no account gets in */
    const TurnRelay *relay; /**< borrowed; NULL: none */
    WebsocketHub *hub;
    int64_t token_us;     /**< how long a token is valid that is given to who joins by code */
    GHashTable *sessions; /**< id → Session */
    LogLimit refused;
    JoinLimit *words; /**< on the proceedings, by identity; who conducts the meeting has no limit */
} ClientDesk;

void client_desk_init(
        ClientDesk *desk, ConferenceService *service, JoinGuard *guard, int64_t token_us);
void client_desk_clear(ClientDesk *desk);

/** NULL when it is gone. */
Session *client_desk_find(const ClientDesk *desk, uint64_t session);

/** Takes the text. */
void client_desk_send(const ClientDesk *desk, uint64_t session, char *text);

/** Closes it. From here on what it still says is not heard: it must not undo what a newer device does. */
void client_desk_forget(ClientDesk *desk, uint64_t session, const char *why);

/** Does not let it in, says so to it, and about once a second to the log. */
void client_desk_refuse(ClientDesk *desk, Session *session, ClientError error, const char *detail);

/** The meeting a session is in; there is one as long as it is inside. */
Conference *client_desk_conference(const ClientDesk *desk, const Session *session);

#endif
