#include "mcu/room/leg_way.h"

static PlainMedium medium_of(SdpRole role)
{
    if (role == SDP_ROLE_SLIDES) {
        return PLAIN_SLIDES;
    }
    return role == SDP_ROLE_PICTURE ? PLAIN_PICTURE : PLAIN_SOUND;
}

bool leg_way_send_rtp(const LegWay *way, SdpRole role, const uint8_t *packet, size_t size)
{
    if (way->peer != NULL) {
        return peer_transport_send_rtp(way->peer, packet, size,
                role == SDP_ROLE_SOUND ? PEER_PRIORITY_SOUND : PEER_PRIORITY_PICTURE);
    }
    return way->plain != NULL &&
            plain_transport_send_rtp(way->plain, medium_of(role), packet, size);
}

bool leg_way_send_rtcp(const LegWay *way, SdpRole role, const uint8_t *packet, size_t size)
{
    if (way->peer != NULL) {
        return peer_transport_send_rtcp(way->peer, packet, size);
    }
    return way->plain != NULL &&
            plain_transport_send_rtcp(way->plain, medium_of(role), packet, size);
}

PeerTransportStats leg_way_stats(const LegWay *way)
{
    if (way->peer != NULL) {
        return peer_transport_stats(way->peer);
    }
    return way->plain != NULL ? plain_transport_stats(way->plain) : (PeerTransportStats){0};
}

char *leg_way_describe(const LegWay *way)
{
    if (way->peer != NULL) {
        return peer_transport_describe(way->peer);
    }
    return way->plain != NULL ? plain_transport_describe(way->plain) : g_strdup("no ports yet");
}
