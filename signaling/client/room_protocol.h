/**
 * room_protocol: the room protocol described as a JSON Schema, for whoever writes a client.
 *
 * What a client says is checked by client_message's own tables; that both say the same is held by a test.
 *
 * Units       none.
 * Ownership   a new reference.
 * Thread      any: no state.
 * Errors      none.
 * Memory      the description is part of the program.
 */
#ifndef SIGNALING_CLIENT_ROOM_PROTOCOL_H
#define SIGNALING_CLIENT_ROOM_PROTOCOL_H

#include <glib.h>

/** JSON, in UTF-8. */
GBytes *room_protocol_schema(void);

#endif
