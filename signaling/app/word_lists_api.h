/**
 * word_lists_api: /api/v1/unit-kinds, /meeting-kinds and /relations: what the office calls its units and meetings.
 *
 * Units       none.
 * Ownership   none.
 * Thread      as rest.h.
 * Errors      as rest.h; 409 for an entry in use.
 * Memory      as word_lists.
 */
#ifndef SIGNALING_APP_WORD_LISTS_API_H
#define SIGNALING_APP_WORD_LISTS_API_H

#include "signaling/app/rest.h"

void word_lists_api_add_routes(Rest *rest);

#endif
