#include "mcu/room/stream_routes.h"

#include <string.h>

static const StreamRoute nowhere = {SDP_ROLE_NONE, false};

static bool is_known(const StreamRoutes *routes, uint32_t ssrc)
{
    for (size_t i = 0; i < routes->count; i++) {
        if (routes->known[i].ssrc == ssrc) {
            return true;
        }
    }
    return false;
}

static void learn(StreamRoutes *routes, uint32_t ssrc, StreamRoute route)
{
    if (ssrc != 0 && routes->count < STREAM_ROUTES_MAX && !is_known(routes, ssrc)) {
        routes->known[routes->count].ssrc = ssrc;
        routes->known[routes->count++].route = route;
    }
}

void stream_routes_learn(StreamRoutes *routes, const SdpAgreement *agreement)
{
    for (size_t i = 0; i < agreement->stream_count; i++) {
        const SdpStream *stream = &agreement->streams[i];
        if (stream->role != SDP_ROLE_NONE && stream->receive) {
            learn(routes, stream->remote_ssrc, (StreamRoute){stream->role, false});
            learn(routes, stream->remote_rtx_ssrc, (StreamRoute){stream->role, true});
        }
    }
}

StreamRoutes stream_routes_start(const SdpAgreement *agreement)
{
    StreamRoutes routes = {0};
    stream_routes_learn(&routes, agreement);
    return routes;
}

/* Whether a stream carries this payload type, as media or as retransmission. */
static bool carries(const SdpStream *stream, uint8_t payload_type, StreamRoute *ret_route)
{
    if (stream->role == SDP_ROLE_NONE || !stream->receive) {
        return false;
    }
    const bool is_rtx = stream->has_rtx && stream->rtx_payload_type == payload_type;
    *ret_route = (StreamRoute){stream->role, is_rtx};
    const bool is_red = stream->has_red && stream->red_payload_type == payload_type;
    return is_rtx || is_red || stream->payload_type == payload_type;
}

static StreamRoute by_mid(const SdpAgreement *agreement, uint8_t payload_type, const char *mid)
{
    for (size_t i = 0; i < agreement->stream_count; i++) {
        StreamRoute route = nowhere;
        if (strcmp(agreement->streams[i].mid, mid) == 0 &&
                carries(&agreement->streams[i], payload_type, &route)) {
            return route;
        }
    }
    return nowhere;
}

static StreamRoute by_payload_type(const SdpAgreement *agreement, uint8_t payload_type)
{
    StreamRoute found = nowhere;
    for (size_t i = 0; i < agreement->stream_count; i++) {
        StreamRoute route = nowhere;
        if (!carries(&agreement->streams[i], payload_type, &route)) {
            continue;
        }
        if (found.role != SDP_ROLE_NONE) {
            return nowhere; /* two streams have it: it says nothing */
        }
        found = route;
    }
    return found;
}

StreamRoute stream_routes_find(StreamRoutes *routes, const SdpAgreement *agreement,
        const RtpHeader *header, const RtpExtensionValues *values)
{
    for (size_t i = 0; i < routes->count; i++) {
        if (routes->known[i].ssrc == header->ssrc) {
            return routes->known[i].route;
        }
    }
    const StreamRoute route = values->has_mid ? by_mid(agreement, header->payload_type, values->mid)
                                              : by_payload_type(agreement, header->payload_type);
    if (route.role != SDP_ROLE_NONE) {
        learn(routes, header->ssrc, route);
    }
    return route;
}
