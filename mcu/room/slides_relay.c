#include "mcu/room/slides_relay.h"

#include "mcu/room/picture_feed.h"

bool slides_relay_present(SlidesRelay *relay, uint32_t presenter)
{
    if (relay->presenter == presenter) {
        return false;
    }
    relay->presenter = presenter;
    relay->frames = 0;
    relay->gate = (KeyframeGate){0};
    relay->source = MAX(relay->source, (uint32_t)PICTURE_FEEDS_END) +
            (presenter != SLIDES_RELAY_NOBODY ? 1 : 0);
    return true;
}

CodedPicture *slides_relay_picture(
        SlidesRelay *relay, const AssembledFrame *frame, uint32_t timestamp_ticks, int64_t now_us)
{
    const gsize size = g_bytes_get_size(frame->data);
    if (relay->presenter == SLIDES_RELAY_NOBODY || size == 0 || size > CODED_PICTURE_SIZE_MAX) {
        return NULL;
    }
    if (frame->key) {
        keyframe_gate_made(&relay->gate, now_us);
    }
    /* Whatever layers its sender made: all go on to everybody, so to a receiver there is one. */
    const CodedPictureInfo info = {
            .codec = frame->codec,
            .source = relay->source,
            .number = relay->frames++,
            .timestamp_ticks = timestamp_ticks,
            .key = frame->key,
    };
    return coded_picture_new(frame->data, &info);
}

void slides_relay_want_key(SlidesRelay *relay, bool joins, int64_t round_trip_us, int64_t now_us)
{
    if (joins) {
        keyframe_gate_join(&relay->gate);
    } else {
        keyframe_gate_ask(&relay->gate, round_trip_us, now_us);
    }
}

bool slides_relay_key_due(const SlidesRelay *relay, int64_t now_us)
{
    return relay->presenter != SLIDES_RELAY_NOBODY && keyframe_gate_due(&relay->gate, now_us);
}
