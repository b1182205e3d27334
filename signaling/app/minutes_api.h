/**
 * minutes_api: the minutes of a meeting over REST.
 *
 *   GET, PUT /api/v1/meetings/{code}/minutes          the secretary writes; a version keeps two from overwriting each other
 *   POST     /api/v1/meetings/{code}/minutes/fill     what the program knows anew, sparing what was written
 *   POST     /api/v1/meetings/{code}/minutes/state    submitted, returned, approved, issued under a number
 *   GET      /api/v1/meetings/{code}/minutes.html .rtf .json
 *   GET      /api/v1/meetings/{code}/notice.html .rtf   the conclusions alone
 *   POST     /api/v1/meetings/{code}/notice           the notice was issued under a number
 *   POST,GET /api/v1/meetings/{code}/minutes/signed   the signed file, frozen with its SHA-256
 *   GET      /api/v1/conclusion-notices               meetings whose notice is due
 *   GET, PUT /api/v1/holidays
 *
 * Units       none.
 * Ownership   the context must outlive the routes.
 * Thread      works: the store's; files: a worker thread.
 * Errors      problems: changed, bad_state, incomplete, frozen, number_taken.
 * Memory      as minutes.h; MINUTES_SIGNED_MAX for a signed file.
 */
#ifndef SIGNALING_APP_MINUTES_API_H
#define SIGNALING_APP_MINUTES_API_H

#include "signaling/app/plan_context.h"
#include "signaling/app/rest.h"

enum {
    MINUTES_BODY_MAX = 2 * 1024 * 1024,
    MINUTES_SIGNED_MAX = 32 * 1024 * 1024,
};

void minutes_api_add_routes(PlanContext *context, Rest *rest);

/* Its parts. */
void minutes_file_api_add_routes(PlanContext *context, Rest *rest);
void notice_api_add_routes(PlanContext *context, Rest *rest);

#endif
