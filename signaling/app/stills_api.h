/**
 * stills_api: the still pictures of a meeting's roll calls, for who reads its attendance.
 *
 *   GET /api/v1/meetings/{code}/stills        which there are: id, site, time, sha256
 *   GET /api/v1/meetings/{code}/stills/{id}   the picture, its bytes compared with the hash in the chain of events
 *
 * Units       none.
 * Ownership   none is kept.
 * Thread      works: the store's, and a worker's for the file.
 * Errors      problems as rest.h.
 * Memory      as meeting_events.
 */
#ifndef SIGNALING_APP_STILLS_API_H
#define SIGNALING_APP_STILLS_API_H

#include "signaling/app/rest.h"

/** @param folder  constant */
void stills_api_add_routes(const char *folder, Rest *rest);

#endif
