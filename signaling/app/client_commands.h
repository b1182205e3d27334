/**
 * client_commands: what the clients on /ws may say, one handler a message.
 *
 * Units       none.
 * Ownership   the caller owns everything that is passed in; all of it must outlive the commands.
 * Thread      the main loop's.
 * Errors      go to the client as `error` messages.
 * Memory      one session a connection.
 */
#ifndef SIGNALING_APP_CLIENT_COMMANDS_H
#define SIGNALING_APP_CLIENT_COMMANDS_H

#include "signaling/app/conference_service.h"
#include "signaling/app/console_door.h"
#include "signaling/app/join_guard.h"
#include "signaling/client/turn_relay.h"
#include "signaling/http/websocket.h"

typedef struct ClientCommands ClientCommands;

/** @param token_us  how long a token is valid that is given to who joins by code */
ClientCommands *client_commands_new(ConferenceService *service, JoinGuard *guard, int64_t token_us);
void client_commands_free(ClientCommands *commands);

/** The events for the hub that serves /ws; its user data are the commands. */
const WebsocketEvents *client_commands_events(void);

/** Once, before the first connection: the relay that browsers are told of; borrowed. */
void client_commands_set_relay(ClientCommands *commands, const TurnRelay *relay);

/** Once, before the first connection: where to send. */
void client_commands_set_hub(ClientCommands *commands, WebsocketHub *hub);

/** Who lets accounts in; NULL: nobody does. */
/** Whose disk the consoles are warned of. */
void client_commands_set_disk(ClientCommands *commands, const char *path);
void client_commands_set_consoles(ClientCommands *commands, ConsoleDoor *consoles);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClientCommands, client_commands_free)

#endif
