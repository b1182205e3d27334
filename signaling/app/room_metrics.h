/**
 * room_metrics: what the media servers say of their views, of the sizes that they encode, and of each site's line, as
 * Prometheus text.
 *
 * Units       in the names, as Prometheus wants them: seconds, ratios, totals.
 * Ownership   the caller's string.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      a line a figure and site; sites are bounded by the meetings.
 */
#ifndef SIGNALING_APP_ROOM_METRICS_H
#define SIGNALING_APP_ROOM_METRICS_H

#include "signaling/app/conference_service.h"

void room_metrics_append(GString *out, ConferenceService *service);

#endif
