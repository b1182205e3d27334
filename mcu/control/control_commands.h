/**
 * control_commands: what a controller may ask of the room, as one table of methods; and the room's events,
 * on their way back.
 *
 * Units       as in mcu/api.
 * Ownership   owns neither room nor server; both live longer.
 * Thread      the main thread.
 * Errors      every request gets exactly one reply, a result or an ApiFault.
 * Memory      one record for each offer that is not answered yet.
 */
#ifndef MCU_CONTROL_CONTROL_COMMANDS_H
#define MCU_CONTROL_CONTROL_COMMANDS_H

#include "mcu/control/control_server.h"
#include "mcu/room/room.h"

typedef struct ControlCommands ControlCommands;

/** @param closed  called when `room.close` was answered: the process may end */
ControlCommands *control_commands_new(void (*closed)(void *user_data), void *user_data);

/** NULL is allowed. */
void control_commands_free(ControlCommands *commands);

/** Introduces the two it stands between; before the first line. */
void control_commands_connect(ControlCommands *commands, Room *room, ControlServer *server);

/** Carries out one line. */
void control_commands_line(ControlCommands *commands, const char *line, size_t size);

/** The room's events, to be sent as notifications; their user_data is the ControlCommands. */
extern const RoomEvents control_commands_room_events;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ControlCommands, control_commands_free)

#endif
