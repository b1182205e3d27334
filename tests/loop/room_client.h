/**
 * room_client: a client of /ws for tests, on libsoup, so that the server is tested by somebody else's WebSocket.
 *
 * Client and server share one thread and the default main context; waiting turns that context.
 *
 * Units       none.
 * Ownership   the test owns the client; a message that it waited for is its own: json_decref().
 * Thread      the test's only one.
 * Errors      what does not come in 20 s fails the test.
 * Memory      all messages that were not asked for yet.
 */
#ifndef TESTS_LOOP_ROOM_CLIENT_H
#define TESTS_LOOP_ROOM_CLIENT_H

#include <jansson.h>

#include <stdbool.h>

typedef struct RoomClient RoomClient;

/** Connects to ws://…/ws of this server. */
RoomClient *room_client_new(const char *https_url);

/** Without a good-bye: the connection just ends. NULL is allowed. */
void room_client_free(RoomClient *client);

/** Sends JSON, which it takes over. */
void room_client_send(RoomClient *client, json_t *message);
void room_client_send_text(RoomClient *client, const char *text);

/** The next message of this type; earlier ones of other types are dropped. */
json_t *room_client_wait(RoomClient *client, const char *type);

/** Waits for `site` messages until this one is in this state. */
void room_client_wait_state(RoomClient *client, const char *identity, const char *state);

/** Waits until the server has closed the connection. */
void room_client_wait_closed(RoomClient *client);

/** Hello with a token, or with a meeting's code and a name; the welcome, which the client remembers too. */
json_t *room_client_join(RoomClient *client, const char *token, const char *resume);
json_t *room_client_join_by_code(RoomClient *client, const char *code, const char *name);

/** A fresh offer of these words; the resume token of its answer. Free with g_free(). */
char *room_client_offer(RoomClient *client, const char *words);

/** The code of the `error` that comes next. */
const char *room_client_wait_error(RoomClient *client);

/** What came of the command with this id: a `done` or an `error`. */
json_t *room_client_wait_outcome(RoomClient *client, int64_t id);

#endif
