/**
 * console_hello: an account wants to conduct a meeting, and may watch it: a console has no seat, and its picture comes
 * over a leg of its own that nobody sees.
 *
 * Units       in the names.
 * Ownership   the desk is the caller's and outlives what is looked up.
 * Thread      the main loop's.
 * Errors      told to the client.
 * Memory      one entry a hello under way; a session has one at a time.
 */
#ifndef SIGNALING_APP_CONSOLE_HELLO_H
#define SIGNALING_APP_CONSOLE_HELLO_H

#include "signaling/app/client_desk.h"
#include "signaling/client/client_message.h"

void console_hello_take(ClientDesk *desk, Session *session, const ClientHello *said);

/** Under which identity this console watches. Free with g_free(). */
char *console_hello_watch_identity(const Session *session);

/**
 * It wants to see and hear the meeting: it becomes an onlooker beside.
 *
 * @param ret_entry  filled in, with texts of the session and `identity`
 * @return           NONE, or why not
 */
ClientError console_hello_watch(
        ClientDesk *desk, const Session *session, const char *identity, MeetingEntry *ret_entry);

/** It is gone, or has said good-bye. */
void console_hello_left(ClientDesk *desk, const Session *session);

/** Whether its account still counts; if not, it is closed. About once a minute. */
void console_hello_look(ClientDesk *desk, const Session *session);

#endif
