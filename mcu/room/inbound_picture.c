#include "mcu/room/inbound_picture.h"

#include "mcu/rtp/keyframe_request.h"
#include "mcu/rtp/media_clock.h"
#include "mcu/rtp/nack_list.h"
#include "mcu/rtp/rtx.h"

#include <string.h>

enum {
    FIRST_WAIT_US = 12000, /* disorder looks like loss: so long a packet may just be late */
    USEFUL_US = 1000000,   /* after a second a key frame is quicker */
    REPAIR_MARGIN_US = 50000,
    LIVE_US =
            500000, /* a still picture may pause; a sender that changes its SSRC loses no more than that */
};

struct InboundPicture {
    RtpReceiver *receiver;
    NackList *nacks; /* NULL: the sender does not answer any */
    FrameAssembler *assembler;
    KeyframeRequest request;
    bool visible;
    uint64_t frames;
    InboundUpdates updates;
};

InboundPicture *inbound_picture_new(uint32_t ssrc, PictureCodec codec, bool nacks)
{
    InboundPicture *picture = g_new0(InboundPicture, 1);
    picture->receiver = rtp_receiver_new(ssrc, MEDIA_CLOCK_PICTURE_HZ);
    picture->nacks = nacks ? nack_list_new(FIRST_WAIT_US, USEFUL_US) : NULL;
    picture->assembler = frame_assembler_new(codec);
    return picture;
}

void inbound_picture_learn(InboundPicture *picture, const uint8_t *sets, size_t size)
{
    frame_assembler_learn(picture->assembler, sets, size);
}

void inbound_picture_free(InboundPicture *picture)
{
    if (picture == NULL) {
        return;
    }
    rtp_receiver_free(picture->receiver);
    nack_list_free(picture->nacks);
    frame_assembler_free(picture->assembler);
    g_free(picture);
}

void inbound_picture_put(InboundPicture *picture, const uint8_t *packet, const RtpHeader *header,
        bool recovered, int64_t now_us)
{
    const RtpReceiverPacket arrived = {
            .sequence = header->sequence,
            .timestamp_ticks = header->timestamp_ticks,
            .payload_size = header->payload_size,
            .recovered = recovered,
    };
    int64_t seq = 0;
    const RtpReceiverVerdict verdict = rtp_receiver_put(picture->receiver, &arrived, now_us, &seq);
    if (verdict == RTP_RECEIVER_DUPLICATE || verdict == RTP_RECEIVER_STRAY) {
        return;
    }
    if (picture->nacks != NULL && !nack_list_put(picture->nacks, seq, now_us)) {
        inbound_picture_require_key(picture);
    }
    const FrameAssemblerPacket piece = {
            .seq = seq,
            .timestamp_ticks = header->timestamp_ticks,
            .marker = header->marker,
            .payload = packet + header->payload_offset,
            .payload_size = header->payload_size,
    };
    frame_assembler_put(picture->assembler, &piece);
}

void inbound_picture_put_rtx(InboundPicture *picture, const uint8_t *packet, size_t size,
        uint8_t payload_type, int64_t now_us)
{
    uint8_t restored[RTP_PACKET_SIZE_MAX];
    size_t restored_size = 0;
    RtpHeader header;
    if (size > sizeof restored) {
        return;
    }
    memcpy(restored, packet, size);
    if (rtx_restore(restored, size, rtp_receiver_ssrc(picture->receiver), payload_type,
                &restored_size) == RTX_RESTORED &&
            rtp_packet_read(restored, restored_size, &header)) {
        inbound_picture_put(picture, restored, &header, true, now_us);
    }
}

bool inbound_picture_take(InboundPicture *picture, int64_t now_us, AssembledFrame *ret_frame)
{
    if (!frame_assembler_take(picture->assembler, now_us, ret_frame)) {
        return false;
    }
    picture->frames++;
    if (ret_frame->key) {
        keyframe_request_came(&picture->request);
        picture->updates.keys++;
    } else {
        picture->updates.count++;
        picture->updates.bytes += g_bytes_get_size(ret_frame->data);
    }
    if (picture->nacks != NULL) {
        nack_list_forget_before(picture->nacks, frame_assembler_oldest_useful(picture->assembler));
    }
    return true;
}

void inbound_picture_set_visible(InboundPicture *picture, bool visible)
{
    if (visible && !picture->visible) {
        inbound_picture_require_key(picture);
    }
    picture->visible = visible;
}

void inbound_picture_require_key(InboundPicture *picture)
{
    frame_assembler_require_key(picture->assembler);
    keyframe_request_want(&picture->request);
}

void inbound_picture_ask_key(InboundPicture *picture)
{
    keyframe_request_want(&picture->request);
}

size_t inbound_picture_nacks(InboundPicture *picture, int64_t round_trip_us, int64_t now_us,
        uint16_t *ret_sequences, size_t max)
{
    if (picture->nacks == NULL || !picture->visible) {
        return 0;
    }
    frame_assembler_set_wait(picture->assembler, round_trip_us + REPAIR_MARGIN_US);
    return nack_list_take_due(picture->nacks, round_trip_us, now_us, ret_sequences, max);
}

bool inbound_picture_key_due(InboundPicture *picture, int64_t now_us)
{
    if (!picture->visible) {
        return false;
    }
    if (frame_assembler_needs_key(picture->assembler, now_us)) {
        keyframe_request_want(&picture->request);
    }
    return keyframe_request_due(&picture->request, now_us);
}

bool inbound_picture_is_live(const InboundPicture *picture, int64_t now_us)
{
    const RtpReceiverStats stats = rtp_receiver_stats(picture->receiver);
    return stats.last_arrival_us != 0 && now_us - stats.last_arrival_us < LIVE_US;
}

RtpReceiver *inbound_picture_receiver(InboundPicture *picture)
{
    return picture->receiver;
}

uint64_t inbound_picture_frames(const InboundPicture *picture)
{
    return picture->frames;
}

InboundUpdates inbound_picture_updates(const InboundPicture *picture)
{
    return picture->updates;
}
