#include "signaling/app/rest_route.h"

#include <string.h>

void rest_route_param_names(const RestRoute *route, char *names[REST_ROUTE_PARAMS_MAX + 1])
{
    size_t count = 0;

    for (const char *at = strchr(route->pattern, '{'); at != NULL; at = strchr(at, '{')) {
        const size_t size = strcspn(++at, "}");
        g_assert(count < REST_ROUTE_PARAMS_MAX);
        names[count++] = g_strndup(at, size);
    }
    names[count] = NULL;
}

bool rest_route_takes_json(const RestRoute *route)
{
    return route->body_type == NULL && (route->body != NULL || route->body_schema != NULL);
}

unsigned rest_route_status(const RestRoute *route)
{
    if (route->status != 0) {
        return route->status;
    }
    return route->shape == REST_NOTHING ? 204 : 200;
}
