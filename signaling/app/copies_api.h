/**
 * copies_api: copies of recordings and packages of meetings: asked for, listed, fetched, given up.
 *
 *      GET, POST /api/v1/recordings/{id}/copies      a copy of one recording, in some form
 *      GET, POST /api/v1/meetings/{code}/packages    all of a meeting
 *      DELETE    /api/v1/copies/{id}
 *      GET       /api/v1/copies/{id}/file
 *
 * Who may fetch a recording may have copies of it made; each that is asked for and each that is fetched stands in the
 * audit log, with who it is for.
 *
 * Units       as recording_copy.h.
 * Ownership   the desk must outlive the routes.
 * Thread      as rest_call.h.
 * Errors      as rest.h.
 * Memory      RECORDING_COPIES_MAX rows.
 */
#ifndef SIGNALING_APP_COPIES_API_H
#define SIGNALING_APP_COPIES_API_H

#include "signaling/app/copy_desk.h"
#include "signaling/app/rest.h"

void copies_api_add_routes(CopyDesk *desk, Rest *rest);

#endif
