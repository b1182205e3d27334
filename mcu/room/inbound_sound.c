#include "mcu/room/inbound_sound.h"

#include "mcu/media/pcm.h"
#include "mcu/rtp/opus_toc.h"

struct InboundSound {
    RtpReceiver *receiver;
};

InboundSound *inbound_sound_new(uint32_t ssrc)
{
    InboundSound *sound = g_new0(InboundSound, 1);
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
            .seq = seq,
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

RtpReceiver *inbound_sound_receiver(InboundSound *sound)
{
    return sound->receiver;
}
