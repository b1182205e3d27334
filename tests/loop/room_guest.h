/**
 * room_guest: somebody who is in a meeting with its media, for tests of what the server tells all of them.
 *
 * Units       none.
 * Ownership   the test owns the client and the messages that it waited for; texts belong to their message.
 * Thread      the test's only one.
 * Errors      what does not come in room_client's time fails the test.
 * Memory      as room_client.
 */
#ifndef TESTS_LOOP_ROOM_GUEST_H
#define TESTS_LOOP_ROOM_GUEST_H

#include "tests/loop/room_client.h"
#include "tests/loop/test_server.h"

/** A client that is in with its media. @param ret_resume  its resume token, g_free() it; NULL: not wanted */
RoomClient *room_guest_new(const TestServer *test, const char *name, Role role, char **ret_resume);

/** Has the fake MCU play something with the client's leg: "fake:speak", "fake:close", "fake:die". */
void room_guest_play(RoomClient *client, const char *what);

/** Waits until a view is in this mode; the last such message. */
json_t *room_guest_wait_mode(RoomClient *client, const char *view, const char *mode);

const char *room_message_text(const json_t *object, const char *name);
bool room_message_says(const json_t *object, const char *name);

/** The layout of a view in a list of them. */
const json_t *room_message_layout(const json_t *message, const char *view);

#endif
