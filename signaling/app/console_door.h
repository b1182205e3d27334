/**
 * console_door: accounts that come over /ws: who a cookie belongs to, and whether that one may conduct a meeting.
 *
 * A console has no join token: it is let in as what its account is (permission.h), and looked at again while it is
 * there, so that whoever is logged out or shut out leaves the meeting too. Being in a meeting counts as being there: an
 * idle lock does not end it.
 *
 * Units       none.
 * Ownership   store, rest and login are the caller's and outlive the door.
 * Thread      the main loop's.
 * Errors      a ClientError.
 * Memory      one question an attempt.
 */
#ifndef SIGNALING_APP_CONSOLE_DOOR_H
#define SIGNALING_APP_CONSOLE_DOOR_H

#include "signaling/app/login_api.h"
#include "signaling/client/client_error.h"

typedef struct ConsoleDoor ConsoleDoor;

typedef struct ConsoleGuest {
    ClientError error; /**< NONE, or why not; then the rest is empty */
    const char *meeting;
    const char *account;
    const char *name;
    Role role;
} ConsoleGuest;

typedef void (*ConsoleDoorFn)(const ConsoleGuest *guest, void *user_data);

ConsoleDoor *console_door_new(Store *store, const Rest *rest, LoginApi *login);

/** NULL is allowed. */
void console_door_free(ConsoleDoor *door);

/** @param cookies  the Cookie header, or NULL. @return the session's key, or NULL without a good cookie; free it */
char *console_door_key(const ConsoleDoor *door, const char *cookies);

/** @param key  of console_door_key(), or NULL. @param done  called once, maybe at once */
void console_door_ask(ConsoleDoor *door, const char *key, const char *meeting, ConsoleDoorFn done,
        void *user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ConsoleDoor, console_door_free)

#endif
