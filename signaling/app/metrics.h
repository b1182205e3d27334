/**
 * metrics: what the server counts, as Prometheus text.
 *
 * Units       in the names, as Prometheus wants them: seconds, bytes, totals.
 * Ownership   the caller owns the text.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      one text.
 */
#ifndef SIGNALING_APP_METRICS_H
#define SIGNALING_APP_METRICS_H

#include "signaling/app/conference_service.h"
#include "signaling/app/webhooks.h"
#include "signaling/http/web_server.h"

/** The whole text; the parts that are not there yet may be NULL. */
char *metrics_text(ConferenceService *service, const WebServer *web_server,
        const WebsocketHub *websockets, const Store *store, const Webhooks *webhooks);

#endif
