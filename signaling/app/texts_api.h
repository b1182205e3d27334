/**
 * texts_api: the texts that an administrator writes and the pages show.
 *
 *   GET, PUT  /api/v1/texts/{name}
 *
 * Reading is open to all: the notice stands on the login page.
 *
 * Units       none.
 * Ownership   none.
 * Thread      the main loop's; works: the store's.
 * Errors      problems.
 * Memory      a call's.
 */
#ifndef SIGNALING_APP_TEXTS_API_H
#define SIGNALING_APP_TEXTS_API_H

#include "signaling/app/rest.h"

void texts_api_add_routes(Rest *rest);

#endif
