/**
 * webhooks_api: /api/v1/webhooks: how the receivers of webhooks do, for who runs the installation.
 *
 * Units       times as RFC 3339.
 * Ownership   the webhooks are the caller's and outlive the rest.
 * Thread      as rest.h.
 * Errors      as rest.h.
 * Memory      none.
 */
#ifndef SIGNALING_APP_WEBHOOKS_API_H
#define SIGNALING_APP_WEBHOOKS_API_H

#include "signaling/app/rest.h"
#include "signaling/app/webhooks.h"

void webhooks_api_add_routes(Rest *rest, const Webhooks *webhooks);

#endif
