/**
 * rest_openapi: GET /api/v1/openapi.json: the description of all routes (OpenAPI 3.1), made from their tables.
 *
 * Units       none.
 * Ownership   the JSON is the caller's.
 * Thread      the main loop's, before it serves.
 * Errors      a schema in a table that is no JSON is a programmer's mistake.
 * Memory      one document.
 */
#ifndef SIGNALING_APP_REST_OPENAPI_H
#define SIGNALING_APP_REST_OPENAPI_H

#include "signaling/app/rest.h"

/** The document, of all routes added so far. */
json_t *rest_openapi(const Rest *rest);

typedef struct RestOpenapi RestOpenapi;

/** Serves it, as it will be once rest_openapi_finish() is called; open to all. */
RestOpenapi *rest_openapi_new(Rest *rest);

/** Every route is there now. */
void rest_openapi_finish(RestOpenapi *openapi);

void rest_openapi_free(RestOpenapi *openapi);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RestOpenapi, rest_openapi_free)

#endif
