/**
 * camera_commands: who conducts a meeting moves the camera of a room's device.
 *
 *      `camera`, `camera_preset` of a client or over HTTP ──> the site's leg, if a device is at its other end ──> leg.camera, leg.preset
 *
 * A move is for CAMERA_COMMANDS_MOVE_MS: who holds a button down says so again before that is over, and a camera stops by
 * itself when nobody does any more. What a device's camera can is in the site's `site_quality`; what it cannot, the media
 * server passes over.
 *
 * Units       in the names.
 * Ownership   the conference is borrowed for the call.
 * Thread      the main loop's.
 * Errors      a ClientError: CLIENT_ERROR_UNKNOWN_SITE, or _WRONG_STATE where there is no device.
 * Memory      none.
 */
#ifndef SIGNALING_APP_CAMERA_COMMANDS_H
#define SIGNALING_APP_CAMERA_COMMANDS_H

#include "signaling/app/conference.h"
#include "signaling/client/client_error.h"
#include "signaling/client/client_message.h"

enum { CAMERA_COMMANDS_MOVE_MS = 1000 };

/** Whether a message is one of the two. */
bool camera_commands_know(const ClientMessage *message);

/** Does what one of them says, of a client who may. */
ClientError camera_commands_run(Conference *conference, const ClientMessage *message);

#endif
