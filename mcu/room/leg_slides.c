#include "mcu/room/leg_slides.h"

#include "mcu/media/video_frame.h"
#include "mcu/room/picture_hold.h"
#include "mcu/wire/vp8_payload.h"

struct LegSlides {
    LegStreams *streams;
    LipSync *sync;
    PictureHold *held; /* frames that wait for their sound */
    bool presents;
    bool too_large; /* since the last key frame */

    PictureSender *pictures; /* NULL until leg_slides_open() */
    bool allowed;
    uint32_t watched;

    LegSlidesStats stats;
};

LegSlides *leg_slides_new(LegStreams *streams, LipSync *sync)
{
    LegSlides *slides = g_new0(LegSlides, 1);
    slides->streams = streams;
    slides->sync = sync;
    slides->held = picture_hold_new();
    return slides;
}

static void forget_inbound(LegSlides *slides)
{
    LegStreams *streams = slides->streams;
    g_clear_pointer(&streams->slides_in, inbound_picture_free);
    g_clear_pointer(&streams->slides_sound_in, inbound_sound_free);
    picture_hold_free(slides->held);
    slides->held = picture_hold_new();
    lip_sync_restart(slides->sync, LIP_SYNC_SOUND);
    lip_sync_restart(slides->sync, LIP_SYNC_PICTURE);
    slides->too_large = false;
}

void leg_slides_free(LegSlides *slides)
{
    if (slides == NULL) {
        return;
    }
    forget_inbound(slides);
    picture_hold_free(slides->held);
    picture_sender_free(slides->pictures);
    g_clear_pointer(&slides->streams->slides_out, rtp_sender_free);
    g_free(slides);
}

/* ---- from the leg ---- */

void leg_slides_present(LegSlides *slides, bool presents)
{
    if (!presents) {
        forget_inbound(slides);
    }
    slides->presents = presents;
}

void leg_slides_put_picture(LegSlides *slides, const SdpStream *agreed, const uint8_t *packet,
        const RtpHeader *header, int64_t now_us)
{
    InboundPicture **place = &slides->streams->slides_in;
    if (!slides->presents) {
        slides->stats.ignored++;
        return;
    }
    switch (leg_streams_turn_picture(place, header->ssrc, agreed, now_us)) {
    case LEG_TURN_WAITS:
        return;
    case LEG_TURN_BEGAN:
        inbound_picture_set_visible(*place, true);
        lip_sync_restart(slides->sync, LIP_SYNC_PICTURE);
        break;
    case LEG_TURN_SAME:
        break;
    }
    inbound_picture_put(*place, packet, header, false, now_us);
}

void leg_slides_put_rtx(LegSlides *slides, const SdpStream *agreed, const uint8_t *packet,
        size_t size, int64_t now_us)
{
    InboundPicture *slides_in = slides->streams->slides_in;
    if (slides_in != NULL) { /* else a probe, before the first packet */
        inbound_picture_put_rtx(slides_in, packet, size, agreed->payload_type, now_us);
    }
}

static bool is_too_large(const AssembledFrame *frame)
{
    return frame->width_px > VIDEO_FRAME_SIDE_MAX || frame->height_px > VIDEO_FRAME_SIDE_MAX ||
            (int)frame->width_px * frame->height_px > LEG_SLIDES_PIXELS_MAX;
}

/* The next frame that came and is of use. */
static bool take_arrived(LegSlides *slides, int64_t now_us, AssembledFrame *ret_frame)
{
    InboundPicture *slides_in = slides->streams->slides_in;
    while (slides_in != NULL && inbound_picture_take(slides_in, now_us, ret_frame)) {
        if (ret_frame->key) {
            slides->too_large = is_too_large(ret_frame);
        }
        if (!slides->too_large) {
            return true;
        }
        slides->stats.too_large++;
        g_bytes_unref(ret_frame->data);
    }
    return false;
}

bool leg_slides_take_picture(LegSlides *slides, int64_t now_us, AssembledFrame *ret_frame)
{
    AssembledFrame arrived;
    while (!picture_hold_take(slides->held, now_us, ret_frame)) {
        if (!take_arrived(slides, now_us, &arrived)) {
            return false;
        }
        const int64_t due_us = lip_sync_due(slides->sync, arrived.timestamp_ticks, now_us);
        picture_hold_put(slides->held, &arrived, due_us);
    }
    slides->stats.frames++;
    return true;
}

int64_t leg_slides_due_us(const LegSlides *slides)
{
    return picture_hold_due_us(slides->held);
}

bool leg_slides_put_sound(LegSlides *slides, const uint8_t *packet, const RtpHeader *header,
        const RtpExtensionValues *values, int64_t now_us, InboundSoundPacket *ret_packet)
{
    LegStreams *streams = slides->streams;
    if (!slides->presents) {
        slides->stats.ignored++;
        return false;
    }
    switch (leg_streams_turn_sound(
            &streams->slides_sound_in, header->ssrc, SOUND_CODEC_OPUS, now_us)) {
    case LEG_TURN_WAITS:
        return false;
    case LEG_TURN_BEGAN:
        lip_sync_restart(slides->sync, LIP_SYNC_SOUND);
        break;
    case LEG_TURN_SAME:
        break;
    }
    return inbound_sound_put(streams->slides_sound_in, packet, header, values, now_us, ret_packet);
}

void leg_slides_ask_key(LegSlides *slides)
{
    if (slides->streams->slides_in != NULL) {
        inbound_picture_ask_key(slides->streams->slides_in);
    }
}

/* ---- to the leg ---- */

void leg_slides_open(LegSlides *slides, RtpSender *stream)
{
    g_assert(slides->pictures == NULL);
    slides->streams->slides_out = stream;
    slides->pictures = picture_sender_new(
            stream, (uint16_t)(g_random_int() & VP8_PICTURE_ID_MASK), (uint8_t)g_random_int());
    picture_sender_select(slides->pictures, slides->watched);
    slides->allowed = true;
}

void leg_slides_shut(LegSlides *slides)
{
    forget_inbound(slides);
    g_clear_pointer(&slides->pictures, picture_sender_free);
    g_clear_pointer(&slides->streams->slides_out, rtp_sender_free);
}

uint32_t leg_slides_watched(const LegSlides *slides)
{
    return slides->watched;
}

void leg_slides_allow(LegSlides *slides, bool allowed)
{
    slides->allowed = allowed;
}

void leg_slides_watch(LegSlides *slides, uint32_t source)
{
    const bool changed = slides->watched != source;
    slides->watched = source;
    if (changed && slides->pictures != NULL && source != LEG_SLIDES_NONE) {
        picture_sender_select(slides->pictures, source);
        picture_sender_require_key(slides->pictures);
    }
}

PictureSender *leg_slides_sender(const LegSlides *slides)
{
    return leg_slides_is_open(slides) && slides->watched != LEG_SLIDES_NONE ? slides->pictures
                                                                            : NULL;
}

bool leg_slides_is_open(const LegSlides *slides)
{
    return slides->pictures != NULL && slides->allowed;
}

uint64_t leg_slides_sent(const LegSlides *slides)
{
    return slides->pictures != NULL ? picture_sender_stats(slides->pictures).pictures : 0;
}

LegSlidesStats leg_slides_stats(const LegSlides *slides)
{
    return slides->stats;
}
