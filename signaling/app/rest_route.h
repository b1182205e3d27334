/**
 * rest_route: one row of a resource's table: what is asked how, by whom, and what comes back.
 *
 * The rows make the routes, their checks and their description in /api/v1/openapi.json: what is not in a row is not
 * served.
 *
 * Units       sizes are bytes.
 * Ownership   rows are constants.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_APP_REST_ROUTE_H
#define SIGNALING_APP_REST_ROUTE_H

#include "signaling/app/rest_call.h"
#include "signaling/meeting/record.h"

typedef enum RestShape {
    REST_NOTHING, /**< 204 */
    REST_ONE,     /**< one `answer` */
    REST_LIST,    /**< {"items": [`answer` …], "next": …} */
    REST_OTHER,   /**< what `answer_schema` says, or bytes of `answer_type` */
} RestShape;

typedef struct RestRoute {
    HttpMethod method;
    const char *pattern;    /**< "/api/v1/units/{code}" */
    Permission permission;  /**< the role must have it in some scope; the work looks at which */
    RestWork work;          /**< NULL: only described here, served elsewhere */
    const char *operation;  /**< "listUnits" */
    const char *summary;    /**< English, one line */
    const RecordType *body; /**< what is sent; NULL: see the next */
    const char *
            body_schema; /**< JSON Schema as text, of a JSON body that is no record, or more than one */
    const char *body_type; /**< NULL: application/json where there is a schema; "*" for any bytes */
    const RecordType *answer;
    RestShape shape;
    unsigned status; /**< of success; 0: 204 for REST_NOTHING, else 200 */
    const char
            *answer_schema;  /**< JSON Schema as text; with `answer`: added to its own properties */
    const char *answer_type; /**< NULL: application/json */
    const char *const *query; /**< names, NULL-terminated; NULL for none */
    size_t body_max;          /**< 0: HTTP_ROUTE_BODY_MAX */
    bool open;                /**< without a login */
    bool bearer;              /**< with a join token instead: only described here */
} RestRoute;

enum { REST_ROUTE_PARAMS_MAX = 4 };

/** The names in the pattern's braces. @param names  gets them and a final NULL; free each with g_free() */
void rest_route_param_names(const RestRoute *route, char *names[REST_ROUTE_PARAMS_MAX + 1]);

/** Whether it takes a JSON body. */
bool rest_route_takes_json(const RestRoute *route);

/** The status of success. */
unsigned rest_route_status(const RestRoute *route);

#endif
