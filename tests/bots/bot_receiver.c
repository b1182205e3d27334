#include "tests/bots/bot_receiver.h"

#include "mcu/rtp/frame_assembler.h"
#include "mcu/rtp/keyframe_request.h"
#include "mcu/rtp/nack_list.h"
#include "mcu/rtp/rtp_receiver.h"
#include "mcu/rtp/twcc_recorder.h"
#include "mcu/wire/rtcp_feedback.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/vp8_payload.h"

#include <string.h>

#define NACK_WAIT_US   INT64_C(10000)
#define NACK_USEFUL_US INT64_C(1000000)
#define STUCK_US       INT64_C(300000) /* a retransmission would be here by now */

/* One incoming stream; its receiver is NULL before the first packet. */
typedef struct Inbound {
    bool agreed;
    uint8_t payload_type;
    uint32_t clock_hz;
    uint32_t ssrc;
    RtpReceiver *receiver;
} Inbound;

struct BotReceiver {
    BotReceiverConfig config;
    Inbound sound;
    Inbound picture;
    bool has_rtx;
    uint8_t rtx_payload_type;
    RtpExtensionIds extensions;
    TwccRecorder *arrivals; /* NULL if the peer does not want to know */
    NackList *nacks;
    KeyframeRequest key;
    FrameAssembler *assembler; /* of a bot that looks */
};

static Inbound inbound_for(const SdpStream *stream, uint32_t clock_hz)
{
    return (Inbound){
            .agreed = stream != NULL && stream->receive,
            .payload_type = stream != NULL ? stream->payload_type : 0,
            .clock_hz = clock_hz,
    };
}

BotReceiver *bot_receiver_new(const BotReceiverConfig *config)
{
    BotReceiver *receiver = g_new0(BotReceiver, 1);
    const SdpStream *picture = sdp_agreement_find(config->agreement, config->picture);
    const bool is_main = config->picture == SDP_ROLE_PICTURE;

    receiver->config = *config;
    receiver->config.agreement = NULL;
    receiver->sound = inbound_for(
            is_main ? sdp_agreement_find(config->agreement, SDP_ROLE_SOUND) : NULL, 48000);
    receiver->picture = inbound_for(picture, 90000);
    receiver->has_rtx = picture != NULL && picture->has_rtx;
    receiver->rtx_payload_type = picture != NULL ? picture->rtx_payload_type : 0;
    receiver->extensions = config->agreement->extensions;
    if (is_main && receiver->extensions.id[RTP_EXTENSION_TRANSPORT_SEQUENCE] != 0) {
        receiver->arrivals = twcc_recorder_new();
    }
    receiver->nacks = nack_list_new(NACK_WAIT_US, NACK_USEFUL_US);
    receiver->assembler = config->looks != NULL ? frame_assembler_new(PICTURE_CODEC_VP8) : NULL;
    frame_meter_restart(&config->meters->picture);
    return receiver;
}

/* A stream ends: what it lost stays in the meters. */
static void end_picture(BotReceiver *receiver)
{
    if (receiver->picture.receiver != NULL) {
        const RtpReceiverStats stats = rtp_receiver_stats(receiver->picture.receiver);
        const NackListStats nacks = nack_list_stats(receiver->nacks);
        receiver->config.meters->recovered += stats.recovered;
        receiver->config.meters->picture_lost += (int64_t)nacks.given_up;
        receiver->config.meters->nacks += nacks.asked;
    }
    g_clear_pointer(&receiver->picture.receiver, rtp_receiver_free);
}

static void end_sound(BotReceiver *receiver)
{
    if (receiver->sound.receiver != NULL) {
        receiver->config.meters->sound_lost += rtp_receiver_stats(receiver->sound.receiver).lost;
    }
    g_clear_pointer(&receiver->sound.receiver, rtp_receiver_free);
}

void bot_receiver_free(BotReceiver *receiver)
{
    if (receiver == NULL) {
        return;
    }
    end_picture(receiver);
    end_sound(receiver);
    receiver->config.meters->plis += receiver->key.asked;
    g_clear_pointer(&receiver->nacks, nack_list_free);
    g_clear_pointer(&receiver->arrivals, twcc_recorder_free);
    g_clear_pointer(&receiver->assembler, frame_assembler_free);
    g_free(receiver);
}

static bool take(const Inbound *inbound, const RtpHeader *header, uint16_t sequence,
        size_t payload_size, bool recovered, int64_t now_us, int64_t *out_seq)
{
    const RtpReceiverPacket packet = {
            .sequence = sequence,
            .timestamp_ticks = header->timestamp_ticks,
            .payload_size = payload_size,
            .recovered = recovered,
    };
    const RtpReceiverVerdict verdict =
            rtp_receiver_put(inbound->receiver, &packet, now_us, out_seq);
    return verdict == RTP_RECEIVER_NEW || verdict == RTP_RECEIVER_LATE;
}

/* Opens a packet and reads its header again: what lies behind it is known only now. */
static bool open_packet(
        BotReceiver *receiver, uint8_t *packet, size_t size, RtpHeader *header, int64_t now_us)
{
    return receiver->config.open(packet, &size, now_us, receiver->config.user_data) &&
            rtp_packet_read(packet, size, header);
}

/* When a part of a stream is to be shown, by the sender's last report and on its clock; -1 before that. */
static int64_t shown_us(const Inbound *inbound, uint32_t timestamp_ticks)
{
    const RtpReceiverSync sync = rtp_receiver_sync(inbound->receiver);
    if (!sync.known) {
        return -1;
    }
    const int64_t since_ticks = (int32_t)(timestamp_ticks - sync.timestamp_ticks);
    const int64_t report_us = (int64_t)(sync.ntp >> 32) * G_USEC_PER_SEC +
            (int64_t)((sync.ntp & UINT32_MAX) * G_USEC_PER_SEC >> 32);
    return report_us + since_ticks * G_USEC_PER_SEC / inbound->clock_hz;
}

static void on_sound(
        BotReceiver *receiver, uint8_t *packet, size_t size, RtpHeader *header, int64_t now_us)
{
    BotMeters *meters = receiver->config.meters;
    int64_t seq = 0;

    if (receiver->sound.receiver == NULL || receiver->sound.ssrc != header->ssrc) {
        end_sound(receiver);
        receiver->sound.ssrc = header->ssrc;
        receiver->sound.receiver = rtp_receiver_new(header->ssrc, receiver->sound.clock_hz);
    }
    if (!take(&receiver->sound, header, header->sequence, header->payload_size, false, now_us,
                &seq)) {
        return;
    }
    gap_meter_mark(&meters->sound, now_us);
    if (!receiver->picture.agreed && meters->joined_us == 0) {
        meters->joined_us = now_us;
    }
    if ((receiver->config.listens == NULL && !meters->sound_payloads.wanted &&
                receiver->config.heard == NULL) ||
            !open_packet(receiver, packet, size, header, now_us)) {
        return;
    }
    const uint8_t *payload = packet + header->payload_offset;
    if (receiver->config.heard != NULL) {
        const RtpExtensionValues values = rtp_extension_read(packet, header, &receiver->extensions);
        receiver->config.heard(payload, header->payload_size,
                values.has_audio_level ? values.audio_level_dbov : 0, receiver->config.user_data);
    }
    if (meters->sound_payloads.wanted) {
        payload_hashes_put(&meters->sound_payloads, payload, header->payload_size);
    }
    if (receiver->config.listens != NULL) {
        bot_probe_sound(receiver->config.listens, payload, header->payload_size, now_us,
                shown_us(&receiver->sound, header->timestamp_ticks));
    }
}

static void show(BotReceiver *receiver, int64_t now_us)
{
    AssembledFrame frame;
    while (receiver->assembler != NULL &&
            frame_assembler_take(receiver->assembler, now_us, &frame)) {
        g_autoptr(GBytes) data = frame.data;
        gsize size = 0;
        const uint8_t *bytes = g_bytes_get_data(data, &size);
        bot_probe_picture(receiver->config.looks, bytes, size, now_us,
                shown_us(&receiver->picture, frame.timestamp_ticks));
    }
}

/* The payload of a picture's packet, or NULL for one whose content does not matter. */
typedef struct PictureBytes {
    const uint8_t *payload;
    size_t size;
} PictureBytes;

static void meter_picture(BotReceiver *receiver, int64_t seq, const RtpHeader *header,
        PictureBytes bytes, int64_t now_us)
{
    BotMeters *meters = receiver->config.meters;
    Vp8Descriptor descriptor;
    const size_t skip =
            bytes.payload != NULL ? vp8_payload_read(bytes.payload, bytes.size, &descriptor) : 0;
    const bool starts = skip > 0 && skip < bytes.size && vp8_payload_starts_frame(&descriptor);
    const FramePacket packet = {
            .sequence = seq,
            .starts = starts,
            /* RFC 6386, 9.1: the lowest bit of a frame is 0 in a key frame. */
            .key = starts && (bytes.payload[skip] & 1) == 0,
            .ends = header->marker,
    };
    const uint64_t keys = meters->picture.keys;

    frame_meter_push(&meters->picture, &packet, now_us);
    if (meters->picture.keys > keys) {
        keyframe_request_came(&receiver->key);
        if (meters->joined_us == 0) {
            meters->joined_us = now_us;
        }
    }
    if (receiver->assembler != NULL && bytes.payload != NULL) {
        frame_assembler_put(receiver->assembler,
                &(FrameAssemblerPacket){.seq = seq,
                        .timestamp_ticks = header->timestamp_ticks,
                        .marker = header->marker,
                        .payload = bytes.payload,
                        .payload_size = bytes.size});
        show(receiver, now_us);
    }
}

static void begin_picture(BotReceiver *receiver, uint32_t ssrc)
{
    end_picture(receiver);
    g_clear_pointer(&receiver->nacks, nack_list_free);
    receiver->nacks = nack_list_new(NACK_WAIT_US, NACK_USEFUL_US);
    receiver->picture.ssrc = ssrc;
    receiver->picture.receiver = rtp_receiver_new(ssrc, receiver->picture.clock_hz);
    frame_meter_restart(&receiver->config.meters->picture);
}

/* Counts a packet in; what is missing before it is asked for. */
static bool take_picture(BotReceiver *receiver, const RtpHeader *header, uint16_t sequence,
        bool recovered, int64_t now_us, int64_t *out_seq)
{
    if (!take(&receiver->picture, header, sequence, header->payload_size, recovered, now_us,
                out_seq)) {
        return false;
    }
    if (!nack_list_put(receiver->nacks, *out_seq, now_us)) {
        keyframe_request_want(&receiver->key);
    }
    return true;
}

static void on_picture(
        BotReceiver *receiver, uint8_t *packet, size_t size, RtpHeader *header, int64_t now_us)
{
    PictureBytes bytes = {0};
    int64_t seq = 0;

    if (receiver->picture.receiver == NULL || receiver->picture.ssrc != header->ssrc) {
        begin_picture(receiver, header->ssrc);
    }
    if (!take_picture(receiver, header, header->sequence, false, now_us, &seq)) {
        return;
    }
    /* Only the first packet of a picture tells whether it is a key frame, and only who looks needs the rest. */
    if (receiver->assembler != NULL ||
            !frame_meter_goes_on(&receiver->config.meters->picture, seq)) {
        if (!open_packet(receiver, packet, size, header, now_us)) {
            return;
        }
        bytes = (PictureBytes){packet + header->payload_offset, header->payload_size};
    }
    meter_picture(receiver, seq, header, bytes, now_us);
}

/* RFC 4588, 4: the old number leads the payload; without one it is padding, to probe the line. */
static void on_repeat(
        BotReceiver *receiver, uint8_t *packet, size_t size, RtpHeader *header, int64_t now_us)
{
    int64_t seq = 0;

    if (receiver->picture.receiver == NULL ||
            !open_packet(receiver, packet, size, header, now_us) || header->payload_size < 2) {
        return;
    }
    const uint8_t *payload = packet + header->payload_offset;
    const uint16_t sequence = (uint16_t)(payload[0] << 8 | payload[1]);
    header->payload_size -= 2;
    if (take_picture(receiver, header, sequence, true, now_us, &seq)) {
        meter_picture(
                receiver, seq, header, (PictureBytes){payload + 2, header->payload_size}, now_us);
    }
}

static void note_arrival(
        BotReceiver *receiver, const uint8_t *packet, const RtpHeader *header, int64_t now_us)
{
    if (receiver->arrivals == NULL) {
        return;
    }
    const RtpExtensionValues values = rtp_extension_read(packet, header, &receiver->extensions);
    if (values.has_transport_sequence) {
        twcc_recorder_put(receiver->arrivals, values.transport_sequence, now_us);
    }
}

/* The last byte of a closed packet is not yet the size of its padding. */
static bool read_closed(uint8_t *packet, size_t size, RtpHeader *out_header)
{
    enum { PADDING_BIT = 0x20 };
    const uint8_t first = size > 0 ? packet[0] : 0;

    packet[0] = (uint8_t)(first & ~PADDING_BIT);
    const bool good = rtp_packet_read(packet, size, out_header);
    packet[0] = first;
    return good;
}

void bot_receiver_note(BotReceiver *receiver, const uint8_t *packet, size_t size, int64_t now_us)
{
    uint8_t copy[RTP_PACKET_SIZE_MAX];
    RtpHeader header;
    if (size == 0 || size > sizeof copy) {
        return;
    }
    memcpy(copy, packet, size);
    if (read_closed(copy, size, &header)) {
        note_arrival(receiver, copy, &header, now_us);
        receiver->config.meters->rx_bytes += size;
    }
}

void bot_receiver_rtp(BotReceiver *receiver, uint8_t *packet, size_t size, int64_t now_us)
{
    BotMeters *meters = receiver->config.meters;
    RtpHeader header;

    if (size == 0 || !read_closed(packet, size, &header)) {
        return;
    }
    note_arrival(receiver, packet, &header, now_us);
    meters->rx_bytes += size;
    if (meters->rx_from_us == 0) {
        meters->rx_from_us = now_us;
    }
    if (receiver->sound.agreed && header.payload_type == receiver->sound.payload_type) {
        on_sound(receiver, packet, size, &header, now_us);
    } else if (receiver->picture.agreed && header.payload_type == receiver->picture.payload_type) {
        on_picture(receiver, packet, size, &header, now_us);
    } else if (receiver->has_rtx && header.payload_type == receiver->rtx_payload_type) {
        on_repeat(receiver, packet, size, &header, now_us);
    }
}

void bot_receiver_sender_report(
        BotReceiver *receiver, uint32_t ssrc, const RtcpSenderInfo *sender, int64_t now_us)
{
    Inbound *all[] = {&receiver->sound, &receiver->picture};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
        if (all[i]->receiver != NULL && all[i]->ssrc == ssrc) {
            rtp_receiver_sender_report(all[i]->receiver, sender, now_us);
        }
    }
}

static void send_writer(BotReceiver *receiver, const ByteWriter *writer)
{
    if (!writer->full) {
        receiver->config.send(writer->data, writer->size, receiver->config.user_data);
    }
}

static void ask_for_missing(BotReceiver *receiver, int64_t round_trip_us, int64_t now_us)
{
    uint8_t bytes[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    RtcpNack nack = {
            .sender_ssrc = receiver->config.own_ssrc, .media_ssrc = receiver->picture.ssrc};

    nack.count = nack_list_take_due(
            receiver->nacks, round_trip_us, now_us, nack.sequences, G_N_ELEMENTS(nack.sequences));
    if (nack.count > 0) {
        rtcp_feedback_write_nack(&nack, &writer);
        send_writer(receiver, &writer);
    }
}

static void ask_for_key(BotReceiver *receiver, int64_t now_us)
{
    uint8_t bytes[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    const RtcpPli pli = {
            .sender_ssrc = receiver->config.own_ssrc, .media_ssrc = receiver->picture.ssrc};

    if (frame_meter_stuck_us(&receiver->config.meters->picture, now_us) > STUCK_US) {
        keyframe_request_want(&receiver->key);
    } else {
        keyframe_request_forget(&receiver->key); /* what was missing came after all */
    }
    if (keyframe_request_due(&receiver->key, now_us)) {
        rtcp_feedback_write_pli(&pli, &writer);
        send_writer(receiver, &writer);
    }
}

static void tell_arrivals(BotReceiver *receiver, int64_t now_us)
{
    uint8_t bytes[RTP_PACKET_SIZE_MAX];

    while (receiver->arrivals != NULL && twcc_recorder_due(receiver->arrivals, now_us)) {
        ByteWriter writer = byte_writer(bytes, sizeof bytes);
        if (!twcc_recorder_write(receiver->arrivals, receiver->config.own_ssrc,
                    receiver->picture.ssrc, now_us, &writer)) {
            return;
        }
        send_writer(receiver, &writer);
    }
}

void bot_receiver_tick(BotReceiver *receiver, int64_t round_trip_us, int64_t now_us)
{
    tell_arrivals(receiver, now_us);
    if (receiver->picture.receiver == NULL) {
        return;
    }
    if (nack_list_size(receiver->nacks) > 0) {
        ask_for_missing(receiver, round_trip_us, now_us);
    }
    ask_for_key(receiver, now_us);
    show(receiver, now_us);
}

size_t bot_receiver_reports(
        BotReceiver *receiver, int64_t now_us, RtcpReportBlock out_blocks[BOT_RECEIVER_BLOCKS_MAX])
{
    const Inbound *all[] = {&receiver->sound, &receiver->picture};
    size_t count = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
        if (all[i]->receiver != NULL &&
                rtp_receiver_report(all[i]->receiver, now_us, &out_blocks[count])) {
            count++;
        }
    }
    return count;
}
