/**
 * live_api: GET /live/{token}/{file}: the HLS of a running meeting for who only looks on: `index.m3u8` and what it names.
 *
 * What lets in is a join link's token, in the path, since players follow a playlist's addresses as they stand there.
 *
 * Units       none.
 * Ownership   keeper and guard must outlive it.
 * Thread      the main loop's.
 * Errors      404 while there is no stream.
 * Memory      none.
 */
#ifndef SIGNALING_APP_LIVE_API_H
#define SIGNALING_APP_LIVE_API_H

#include "signaling/app/join_guard.h"
#include "signaling/app/stream_keeper.h"
#include "signaling/http/http_router.h"

typedef struct LiveApi LiveApi;

LiveApi *live_api_new(StreamKeeper *keeper, JoinGuard *guard);

/** NULL is allowed. */
void live_api_free(LiveApi *api);

void live_api_add_routes(LiveApi *api, HttpRouter *router);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LiveApi, live_api_free)

#endif
