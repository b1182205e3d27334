/**
 * meeting_api: a meeting over HTTP: layouts, floor and overlays, with the objects of the room protocol, and its end.
 *
 *   DELETE    /api/v1/meetings/{code}
 *   GET       /api/v1/meetings/{code}/layouts
 *   GET, PUT  /api/v1/meetings/{code}/layouts/{view}
 *   GET, PUT  /api/v1/meetings/{code}/floor
 *   GET, PUT  /api/v1/meetings/{code}/overlay
 *
 * The bearer token is a join token whose role may do the same on /ws. A PUT is answered with how it is now; a page
 * that a layout does not have is put right a moment later, when the media server has answered.
 *
 * Units       in the names.
 * Ownership   everything passed in must outlive the routes.
 * Thread      the main loop's.
 * Errors      HTTP statuses, with the field's name in the detail.
 * Memory      one request each, with its body.
 */
#ifndef SIGNALING_APP_MEETING_API_H
#define SIGNALING_APP_MEETING_API_H

#include "signaling/app/conference_service.h"
#include "signaling/app/join_guard.h"
#include "signaling/http/http_router.h"
#include "signaling/http/web_server.h"

typedef struct MeetingApi MeetingApi;

MeetingApi *meeting_api_new(ConferenceService *service, JoinGuard *guard);
void meeting_api_free(MeetingApi *api);

void meeting_api_add_routes(MeetingApi *api, HttpRouter *router);

/** Where to answer, once it runs; NULL before it goes. */
void meeting_api_set_web_server(MeetingApi *api, WebServer *web_server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MeetingApi, meeting_api_free)

#endif
