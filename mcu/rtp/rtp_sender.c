#include "mcu/rtp/rtp_sender.h"

#include "mcu/rtp/rtx.h"
#include "mcu/wire/rtp_packet.h"

#include <string.h>

enum {
    RESEND_SHARE = 5, /* one byte again for each five sent: more would feed a congested line */
    RESEND_BUDGET_MAX = 96000,   /* a key frame and a bit, all lost */
    RESEND_BUDGET_START = 32000, /* the first key frame is worth it */
    RESEND_GAP_MIN_US = 20000,   /* while the round trip is unknown */
    IDLE_US = 2000000,
    RTP_PADDING_BIT = 0x20,
};

/* What the history does not know of a packet. */
typedef struct Sent {
    uint32_t timestamp_ticks; /* with the stream's offset */
    uint8_t payload_type;
    bool marker;
    uint8_t level_dbov; /* or LEVEL_NONE */
    uint8_t prefix_size;
    uint8_t prefix[RTP_SENDER_PREFIX_MAX];
    uint16_t transport_sequence; /* if there was one */
} Sent;

enum { LEVEL_NONE = 255 };

/* How a packet goes out: as itself, or as its repetition. */
typedef struct Dress {
    uint32_t ssrc;
    uint8_t payload_type;
    uint16_t sequence;
    const uint8_t *original; /* RTX_ORIGINAL_SIZE bytes, or NULL */
    /* The same packet under the same number must be the same to the last byte: with AES-GCM two different ones
     * share a nonce, and give the authentication key away. So it counts under its old transport number. */
    bool is_copy;
} Dress;

struct RtpSender {
    RtpSenderConfig config;
    RtpExtensionValues extensions; /* the constant ones; a packet's own are set before writing */
    int64_t next_seq;
    int64_t next_rtx_seq;
    int64_t resend_budget; /* bytes; below 0 after the one that went over it */
    int64_t last_sent_us;
    uint32_t last_timestamp_ticks;
    RtpSenderStats stats;
    RtpHistory *history;
    Sent sent[]; /* config.history_packets of them */
};

RtpSender *rtp_sender_new(const RtpSenderConfig *config)
{
    g_assert(config->first_sequence <= RTP_SENDER_FIRST_SEQUENCE_MAX);
    g_assert(config->clock_hz > 0 && config->clock != NULL);

    RtpSender *sender =
            g_malloc0(sizeof *sender + config->history_packets * sizeof sender->sent[0]);
    sender->config = *config;
    sender->config.mid = NULL;
    if (config->mid != NULL && strlen(config->mid) <= RTP_MID_SIZE_MAX) {
        sender->extensions.has_mid = true;
        g_strlcpy(sender->extensions.mid, config->mid, sizeof sender->extensions.mid);
    }
    sender->extensions.has_transport_sequence =
            config->twcc != NULL && config->extensions.id[RTP_EXTENSION_TRANSPORT_SEQUENCE] != 0;
    sender->next_seq = config->first_sequence;
    sender->next_rtx_seq = config->first_sequence;
    sender->resend_budget = RESEND_BUDGET_START;
    sender->history = rtp_history_new(config->history_packets, config->history_us);
    return sender;
}

void rtp_sender_free(RtpSender *sender)
{
    if (sender == NULL) {
        return;
    }
    rtp_history_free(sender->history);
    g_free(sender);
}

static Sent *sent_for(RtpSender *sender, uint16_t sequence)
{
    return &sender->sent[sequence & (sender->config.history_packets - 1)];
}

/* Writes one packet; 0 if it does not fit. */
static size_t write_packet(RtpSender *sender, const Dress *dress, const Sent *sent, GBytes *payload,
        int64_t now_us, ByteWriter *writer)
{
    RtpExtensionValues *values = &sender->extensions;
    const RtpExtensionIds *ids = &sender->config.extensions;
    const RtpHeader header = {
            .payload_type = dress->payload_type,
            .marker = sent->marker,
            .sequence = dress->sequence,
            .timestamp_ticks = sent->timestamp_ticks,
            .ssrc = dress->ssrc,
    };
    gsize size = 0;
    const uint8_t *data = g_bytes_get_data(payload, &size);

    values->has_audio_level = sent->level_dbov != LEVEL_NONE;
    values->audio_level_dbov = sent->level_dbov;
    if (values->has_transport_sequence) {
        values->transport_sequence =
                dress->is_copy ? sent->transport_sequence : twcc_sender_next(sender->config.twcc);
    }
    rtp_packet_write(&header, rtp_extension_any(ids, values), writer);
    rtp_extension_write(ids, values, writer);
    if (dress->original != NULL) {
        byte_writer_bytes(writer, dress->original, RTX_ORIGINAL_SIZE);
    }
    byte_writer_bytes(writer, sent->prefix, sent->prefix_size);
    byte_writer_bytes(writer, data, size);
    if (writer->full) {
        sender->stats.too_large++;
        return 0;
    }
    if (values->has_transport_sequence && !dress->is_copy) {
        twcc_sender_add(sender->config.twcc, writer->size, now_us);
    }
    return writer->size;
}

static uint8_t type_of(const RtpSender *sender, uint8_t payload_type)
{
    return payload_type != 0 ? payload_type : sender->config.payload_type;
}

size_t rtp_sender_send(RtpSender *sender, const RtpSenderPacket *packet, int64_t now_us,
        uint8_t *buffer, size_t capacity)
{
    g_assert(packet->prefix_size <= RTP_SENDER_PREFIX_MAX);

    const uint16_t sequence = (uint16_t)sender->next_seq;
    const Dress dress = {
            .ssrc = sender->config.ssrc,
            .payload_type = type_of(sender, packet->payload_type),
            .sequence = sequence,
    };
    Sent sent = {
            .timestamp_ticks = packet->timestamp_ticks + sender->config.first_timestamp_ticks,
            .payload_type = dress.payload_type,
            .marker = packet->marker,
            .level_dbov = packet->has_audio_level ? packet->audio_level_dbov & 0x7f : LEVEL_NONE,
            .prefix_size = (uint8_t)packet->prefix_size,
    };
    if (packet->prefix_size > 0) {
        memcpy(sent.prefix, packet->prefix, packet->prefix_size);
    }
    ByteWriter writer = byte_writer(buffer, capacity);
    const size_t size = write_packet(sender, &dress, &sent, packet->payload, now_us, &writer);
    if (size == 0) {
        return 0; /* its number was not used: the next packet leaves no gap */
    }

    sent.transport_sequence = sender->extensions.transport_sequence;
    *sent_for(sender, sequence) = sent;
    rtp_history_add(sender->history, sequence, packet->payload, now_us);
    sender->next_seq++;
    sender->last_sent_us = now_us;
    sender->last_timestamp_ticks = sent.timestamp_ticks;
    sender->resend_budget =
            MIN(sender->resend_budget + (int64_t)size / RESEND_SHARE, RESEND_BUDGET_MAX);
    sender->stats.packets++;
    sender->stats.payload_bytes += packet->prefix_size + g_bytes_get_size(packet->payload);
    return size;
}

size_t rtp_sender_resend(
        RtpSender *sender, uint16_t sequence, int64_t now_us, uint8_t *buffer, size_t capacity)
{
    if (sender->resend_budget <= 0) {
        sender->stats.over_budget++;
        return 0;
    }
    /* Who asks again does so after a round trip by its own measure, which may be the shorter one. */
    const int64_t gap_us = MAX(sender->stats.round_trip_us / 2, RESEND_GAP_MIN_US);
    g_autoptr(GBytes) payload = rtp_history_resend(sender->history, sequence, gap_us, now_us);
    if (payload == NULL) {
        return 0;
    }

    const bool as_rtx = sender->config.rtx_payload_type != 0;
    const uint8_t original[RTX_ORIGINAL_SIZE] = {(uint8_t)(sequence >> 8), (uint8_t)sequence};
    const Dress dress = {
            .ssrc = as_rtx ? sender->config.rtx_ssrc : sender->config.ssrc,
            .payload_type = as_rtx ? sender->config.rtx_payload_type
                                   : sent_for(sender, sequence)->payload_type,
            .sequence = as_rtx ? (uint16_t)sender->next_rtx_seq : sequence,
            .original = as_rtx ? original : NULL,
            .is_copy = !as_rtx,
    };
    ByteWriter writer = byte_writer(buffer, capacity);
    const size_t size =
            write_packet(sender, &dress, sent_for(sender, sequence), payload, now_us, &writer);
    if (size > 0) {
        sender->next_rtx_seq += as_rtx;
        sender->resend_budget -= (int64_t)size;
        sender->stats.resent_bytes += size;
    }
    return size;
}

void rtp_sender_forget(RtpSender *sender)
{
    rtp_history_clear(sender->history);
}

size_t rtp_sender_pad(
        RtpSender *sender, uint8_t padding, int64_t now_us, uint8_t *buffer, size_t capacity)
{
    g_assert(padding > 0);

    if (sender->config.rtx_payload_type == 0 || sender->stats.packets == 0) {
        return 0;
    }
    /* RFC 3550, 5.1: the last byte of the padding says how much of it there is. */
    uint8_t bytes[UINT8_MAX] = {0};
    bytes[padding - 1] = padding;
    g_autoptr(GBytes) payload = g_bytes_new_static(bytes, padding);
    const Dress dress = {
            .ssrc = sender->config.rtx_ssrc,
            .payload_type = sender->config.rtx_payload_type,
            .sequence = (uint16_t)sender->next_rtx_seq,
    };
    const Sent sent = {
            .timestamp_ticks = sender->last_timestamp_ticks,
            .level_dbov = LEVEL_NONE,
    };
    ByteWriter writer = byte_writer(buffer, capacity);
    const size_t size = write_packet(sender, &dress, &sent, payload, now_us, &writer);
    if (size > 0) {
        buffer[0] |= RTP_PADDING_BIT;
        sender->next_rtx_seq++;
        sender->stats.padding_bytes += size;
    }
    return size;
}

bool rtp_sender_report(const RtpSender *sender, int64_t now_us, RtcpSenderInfo *out_info)
{
    if (sender->stats.packets == 0 || now_us - sender->last_sent_us > IDLE_US) {
        return false;
    }
    const MediaClock *clock = sender->config.clock;
    *out_info = (RtcpSenderInfo){
            .ntp = media_clock_ntp(clock, now_us),
            .timestamp_ticks = media_clock_ticks(clock, sender->config.clock_hz, now_us) +
                    sender->config.first_timestamp_ticks,
            .packet_count = (uint32_t)sender->stats.packets,
            .octet_count = (uint32_t)sender->stats.payload_bytes,
    };
    return true;
}

void rtp_sender_take_report(RtpSender *sender, const RtcpReportBlock *block, int64_t now_us)
{
    RtpSenderStats *stats = &sender->stats;
    const int64_t round_trip_us = media_clock_round_trip_us(
            sender->config.clock, block->last_sr, block->delay_since_last_sr, now_us);

    if (round_trip_us >= 0) {
        stats->round_trip_us = stats->round_trip_us == 0
                ? round_trip_us
                : stats->round_trip_us + (round_trip_us - stats->round_trip_us) / 4;
    }
    stats->reported = true;
    stats->fraction_lost = block->fraction_lost;
    stats->cumulative_lost = block->cumulative_lost;
    stats->jitter_us = (int64_t)block->jitter_ticks * G_USEC_PER_SEC / sender->config.clock_hz;
    stats->last_report_us = now_us;
}

uint32_t rtp_sender_ssrc(const RtpSender *sender)
{
    return sender->config.ssrc;
}

RtpSenderStats rtp_sender_stats(const RtpSender *sender)
{
    RtpSenderStats stats = sender->stats;
    stats.history = rtp_history_stats(sender->history);
    return stats;
}
