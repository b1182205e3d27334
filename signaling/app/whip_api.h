/**
 * whip_api: publishing by WHIP (RFC 9725) and watching by WHEP (its playback sister, still a draft).
 *
 *   POST /whip/{code}          an offer, with a join token as bearer: 201, the answer, Location, ETag
 *   PATCH {Location}           more candidates: 204; an ICE restart is refused with 422
 *   DELETE {Location}          200, and the site is gone
 *   OPTIONS                    what a page of another origin needs to know
 *
 * While the meeting is recorded the answer says so: `Giaoban-Recording: on`, and a Link to the notice's text. Who watches and was not
 * told before hears the notice first, and nothing of the meeting until it is over.
 *
 * Whoever publishes is the site of its token. Whoever watches is a viewer of that name, so that a site may
 * watch what it publishes.
 *
 * Units       none.
 * Ownership   service and guard must outlive the API.
 * Thread      the main loop's.
 * Errors      problem+json (RFC 9457) with the same codes as the room protocol.
 * Memory      one offer for each request in work.
 */
#ifndef SIGNALING_APP_WHIP_API_H
#define SIGNALING_APP_WHIP_API_H

#include "signaling/app/conference_service.h"
#include "signaling/app/join_guard.h"
#include "signaling/http/http_router.h"
#include "signaling/http/web_server.h"

typedef struct WhipApi WhipApi;

WhipApi *whip_api_new(ConferenceService *service, JoinGuard *guard);
void whip_api_free(WhipApi *api);

void whip_api_add_routes(WhipApi *api, HttpRouter *router);

/** Through which late answers go; NULL when it is gone. */
void whip_api_set_web_server(WhipApi *api, WebServer *web_server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WhipApi, whip_api_free)

#endif
