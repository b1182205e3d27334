#include "tests/bots/bot_stream.h"

#include "mcu/rtp/rtp_history.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/vp8_payload.h"

#define HISTORY_AGE_US   INT64_C(1500000)
#define NTP_UNIX_SECONDS UINT64_C(2208988800) /* from 1900 to 1970: RFC 868 */

struct BotStream {
    BotStreamConfig config;
    RtpHistory *history;
    int64_t ntp_offset_us; /* from the monotonic to the wall clock */
    uint32_t first_ticks;
    uint16_t sequence;
    uint16_t rtx_sequence;
    uint16_t picture_id;
    uint32_t packets;
    uint32_t octets;
};

BotStream *bot_stream_new(const BotStreamConfig *config)
{
    BotStream *stream = g_new0(BotStream, 1);
    stream->config = *config;
    stream->history = rtp_history_new(BOT_STREAM_HISTORY, HISTORY_AGE_US);
    stream->ntp_offset_us = g_get_real_time() - g_get_monotonic_time();
    stream->first_ticks = g_random_int();
    /* Below 2^15: the first packets may be lost without SRTP losing count of the wraps. */
    stream->sequence = (uint16_t)g_random_int_range(0, 0x8000);
    stream->rtx_sequence = (uint16_t)g_random_int_range(0, 0x8000);
    stream->picture_id = (uint16_t)g_random_int_range(0, VP8_PICTURE_ID_MASK + 1);
    return stream;
}

void bot_stream_free(BotStream *stream)
{
    if (stream == NULL) {
        return;
    }
    g_clear_pointer(&stream->history, rtp_history_free);
    g_free(stream);
}

static uint32_t ticks_at(const BotStream *stream, int64_t at_us)
{
    const int64_t since_us = at_us - stream->config.start_us;
    return stream->first_ticks + (uint32_t)(since_us * stream->config.clock_hz / 1000000);
}

static void begin(
        BotStream *stream, const RtpHeader *header, RtpExtensionValues *values, ByteWriter *writer)
{
    const RtpExtensionIds *ids = &stream->config.extensions;
    values->has_transport_sequence = true;
    values->transport_sequence = *stream->config.transport_sequence;
    if (ids->id[RTP_EXTENSION_TRANSPORT_SEQUENCE] != 0) {
        ++*stream->config.transport_sequence;
    }
    rtp_packet_write(header, rtp_extension_any(ids, values), writer);
    rtp_extension_write(ids, values, writer);
}

static void finish(BotStream *stream, const ByteWriter *writer, size_t payload_size, int64_t now_us)
{
    g_autoptr(GBytes) packet = g_bytes_new(writer->data, writer->size);
    rtp_history_add(stream->history, stream->sequence, packet, now_us);
    stream->sequence++;
    stream->packets++;
    stream->octets += (uint32_t)payload_size;
    stream->config.send(writer->data, writer->size, stream->config.user_data);
}

void bot_stream_send_sound(BotStream *stream, const uint8_t *frame, size_t size, uint8_t level_dbov,
        int64_t at_us, int64_t now_us)
{
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(packet, sizeof packet);
    const RtpHeader header = {.payload_type = stream->config.payload_type,
            .marker = stream->packets == 0,
            .sequence = stream->sequence,
            .timestamp_ticks = ticks_at(stream, at_us),
            .ssrc = stream->config.ssrc};
    RtpExtensionValues values = {
            .has_audio_level = true, .audio_level_dbov = level_dbov, .voice = level_dbov < 60};

    begin(stream, &header, &values, &writer);
    byte_writer_bytes(&writer, frame, size);
    if (!writer.full) {
        finish(stream, &writer, size, now_us);
    }
}

void bot_stream_send_picture(
        BotStream *stream, const uint8_t *frame, size_t size, int64_t at_us, int64_t now_us)
{
    const size_t count = (size + BOT_STREAM_PAYLOAD_MAX - 1) / BOT_STREAM_PAYLOAD_MAX;
    size_t offset = 0;

    for (size_t i = 0; i < count; i++) {
        /* Parts alike in size: a small last packet saves nothing. */
        const size_t part = (size - offset) / (count - i);
        uint8_t packet[RTP_PACKET_SIZE_MAX];
        uint8_t descriptor[VP8_DESCRIPTOR_SIZE_MAX];
        ByteWriter writer = byte_writer(packet, sizeof packet);
        RtpExtensionValues values = {0};
        const RtpHeader header = {.payload_type = stream->config.payload_type,
                .marker = i == count - 1,
                .sequence = stream->sequence,
                .timestamp_ticks = ticks_at(stream, at_us),
                .ssrc = stream->config.ssrc};
        const size_t descriptor_size = vp8_payload_write(&(Vp8Descriptor){.partition_start = i == 0,
                                                                 .has_picture_id = true,
                                                                 .picture_id = stream->picture_id},
                descriptor);

        begin(stream, &header, &values, &writer);
        byte_writer_bytes(&writer, descriptor, descriptor_size);
        byte_writer_bytes(&writer, frame + offset, part);
        offset += part;
        if (!writer.full) {
            finish(stream, &writer, part + descriptor_size, now_us);
        }
    }
    stream->picture_id = (stream->picture_id + 1) & VP8_PICTURE_ID_MASK;
}

/* RFC 4588, 4: another SSRC, payload type and numbering; the old number leads the payload. */
static void send_rtx(BotStream *stream, const uint8_t *packet, const RtpHeader *old)
{
    uint8_t again[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(again, sizeof again);
    RtpHeader header = *old;
    RtpExtensionValues values = {0};

    header.payload_type = stream->config.rtx_payload_type;
    header.ssrc = stream->config.rtx_ssrc;
    header.sequence = stream->rtx_sequence++;
    begin(stream, &header, &values, &writer);
    byte_writer_u16(&writer, old->sequence);
    byte_writer_bytes(&writer, packet + old->payload_offset, old->payload_size);
    if (!writer.full) {
        stream->config.send(again, writer.size, stream->config.user_data);
    }
}

bool bot_stream_resend(BotStream *stream, uint16_t sequence, int64_t round_trip_us, int64_t now_us)
{
    g_autoptr(GBytes) kept = rtp_history_resend(stream->history, sequence, round_trip_us, now_us);
    RtpHeader header;

    if (kept == NULL) {
        return false;
    }
    gsize size = 0;
    const uint8_t *packet = g_bytes_get_data(kept, &size);
    if (!stream->config.has_rtx) {
        stream->config.send(packet, size, stream->config.user_data);
        return true;
    }
    if (!rtp_packet_read(packet, size, &header)) {
        return false;
    }
    send_rtx(stream, packet, &header);
    return true;
}

bool bot_stream_sender_info(const BotStream *stream, int64_t now_us, RtcpSenderInfo *out_info)
{
    if (stream->packets == 0) {
        return false;
    }
    const uint64_t wall_us = (uint64_t)(now_us + stream->ntp_offset_us);
    const uint64_t seconds = wall_us / 1000000 + NTP_UNIX_SECONDS;
    const uint64_t fraction = ((wall_us % 1000000) << 32) / 1000000;
    *out_info = (RtcpSenderInfo){
            .ntp = seconds << 32 | fraction,
            .timestamp_ticks = ticks_at(stream, now_us),
            .packet_count = stream->packets,
            .octet_count = stream->octets,
    };
    return true;
}
