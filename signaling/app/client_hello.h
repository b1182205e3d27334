/**
 * client_hello: a site, the chair or an onlooker wants in: by a link's token, or by a meeting's code and a name.
 *
 *   hello ─► the token ─► the meeting ─► the door (meeting_conduct_knock) ─┬─► inside: welcome
 *                                                                          ├─► waiting: hello again when called
 *                                                                          └─► refused
 *
 * Units       in the names.
 * Ownership   the desk is the caller's and outlives the meetings that are looked up.
 * Thread      the main loop's.
 * Errors      told to the client.
 * Memory      one entry a hello under way; a session has one at a time.
 */
#ifndef SIGNALING_APP_CLIENT_HELLO_H
#define SIGNALING_APP_CLIENT_HELLO_H

#include "signaling/app/client_desk.h"
#include "signaling/client/client_message.h"

void client_hello_take(ClientDesk *desk, Session *session, const ClientHello *said);

#endif
