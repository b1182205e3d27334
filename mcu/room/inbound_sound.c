#include "mcu/room/inbound_sound.h"

#include "mcu/media/pcm.h"
#include "mcu/rtp/opus_toc.h"

enum {
    LIVE_US = 200000, /* ten packets: a sender that changes its SSRC loses no more than that */
};

/* More than jitter_buffer's leap of 65536, and further than one stream ever counts. */
static const int64_t stream_gap = INT64_C(1) << 40;

struct InboundSound {
    RtpReceiver *receiver;
    int64_t first_seq; /* added to the receiver's */
};

InboundSound *inbound_sound_new(uint32_t ssrc, const InboundSound *before)
{
    InboundSound *sound = g_new0(InboundSound, 1);
    sound->first_seq = before != NULL ? before->first_seq + stream_gap : 0;
    sound->receiver = rtp_receiver_new(ssrc, PCM_RATE_HZ);
    return sound;
}

void inbound_sound_free(InboundSound *sound)
{
    if (sound == NULL) {
        return;
    }
    rtp_receiver_free(sound->receiver);
    g_free(sound);
}

bool inbound_sound_put(InboundSound *sound, const uint8_t *packet, const RtpHeader *header,
        const RtpExtensionValues *values, int64_t now_us, InboundSoundPacket *ret_packet)
{
    const RtpReceiverPacket arrived = {
            .sequence = header->sequence,
            .timestamp_ticks = header->timestamp_ticks,
            .payload_size = header->payload_size,
    };
    int64_t seq = 0;
    const RtpReceiverVerdict verdict = rtp_receiver_put(sound->receiver, &arrived, now_us, &seq);
    if (verdict == RTP_RECEIVER_DUPLICATE || verdict == RTP_RECEIVER_STRAY ||
            header->payload_size == 0) {
        return false;
    }
    const uint8_t *payload = packet + header->payload_offset;
    ret_packet->packet = (JitterBufferPacket){
            .seq = sound->first_seq + seq,
            .timestamp_ticks = header->timestamp_ticks,
            .duration_ticks = opus_toc_duration_ticks(payload, header->payload_size),
            .arrival_us = now_us,
            .level_dbov = values->has_audio_level ? values->audio_level_dbov
                                                  : JITTER_BUFFER_LEVEL_UNKNOWN,
            .pause = opus_toc_is_pause(payload, header->payload_size),
    };
    ret_packet->payload = g_bytes_new(payload, header->payload_size);
    return true;
}

bool inbound_sound_is_live(const InboundSound *sound, int64_t now_us)
{
    const RtpReceiverStats stats = rtp_receiver_stats(sound->receiver);
    return stats.last_arrival_us != 0 && now_us - stats.last_arrival_us < LIVE_US;
}

RtpReceiver *inbound_sound_receiver(InboundSound *sound)
{
    return sound->receiver;
}
