/**
 * stage_commands: layout, floor, overlay and share, as they come from /ws and over HTTP, carried out on a stage.
 *
 * Whether somebody may has been asked before, but for taking slides from others.
 *
 * Units       none.
 * Ownership   nothing is kept.
 * Thread      the main loop's.
 * Errors      STAGE_ERROR, with the field's name in the text.
 * Memory      none.
 */
#ifndef SIGNALING_APP_STAGE_COMMANDS_H
#define SIGNALING_APP_STAGE_COMMANDS_H

#include "signaling/client/client_error.h"
#include "signaling/client/client_message.h"
#include "signaling/meeting/stage.h"

/** @param identity  of whoever says it */
bool stage_commands_run(Stage *stage, const ClientMessage *message, const char *identity, Role role,
        GError **error);

/** How a client is told of what went wrong. */
ClientError stage_commands_error(const GError *error);

#endif
