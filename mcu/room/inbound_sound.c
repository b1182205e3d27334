#include "mcu/room/inbound_sound.h"

#include "mcu/media/telephone_codec.h"
#include "mcu/rtp/opus_toc.h"

#include <string.h>

enum {
    PAUSE_BYTES = 160, /* 20 ms of a telephone's codec */
    LIVE_US = 200000,  /* ten packets: a sender that changes its SSRC loses no more than that */
};

/* More than jitter_buffer's leap of 65536, and further than one stream ever counts. */
static const int64_t stream_gap = INT64_C(1) << 40;

struct InboundSound {
    RtpReceiver *receiver;
    SoundCodec codec;
    int64_t first_seq; /* added to the receiver's */
};

InboundSound *inbound_sound_new(uint32_t ssrc, SoundCodec codec, const InboundSound *before)
{
    InboundSound *sound = g_new0(InboundSound, 1);
    sound->first_seq = before != NULL ? before->first_seq + stream_gap : 0;
    sound->codec = codec;
    sound->receiver = rtp_receiver_new(ssrc, sound_codec_info(codec)->clock_hz);
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

unsigned inbound_sound_scale(const InboundSound *sound)
{
    return sound_codec_scale(sound->codec);
}

/* @return false for what was here before */
static bool place(InboundSound *sound, const RtpHeader *header, int64_t now_us,
        JitterBufferPacket *ret_packet)
{
    const RtpReceiverPacket arrived = {
            .sequence = header->sequence,
            .timestamp_ticks = header->timestamp_ticks,
            .payload_size = header->payload_size,
    };
    int64_t seq = 0;
    const RtpReceiverVerdict verdict = rtp_receiver_put(sound->receiver, &arrived, now_us, &seq);
    *ret_packet = (JitterBufferPacket){
            .seq = sound->first_seq + seq,
            /* Modulo 2^32, like the packets' own: it wraps where they do. */
            .timestamp_ticks = header->timestamp_ticks * inbound_sound_scale(sound),
            .arrival_us = now_us,
            .level_dbov = JITTER_BUFFER_LEVEL_UNKNOWN,
    };
    return verdict != RTP_RECEIVER_DUPLICATE && verdict != RTP_RECEIVER_STRAY &&
            header->payload_size > 0;
}

bool inbound_sound_pause(InboundSound *sound, const RtpHeader *header, int64_t now_us,
        InboundSoundPacket *ret_packet)
{
    uint8_t silence[PAUSE_BYTES];
    if (!place(sound, header, now_us, &ret_packet->packet) || sound->codec == SOUND_CODEC_OPUS) {
        return false; /* Opus conceals the gap, and fades */
    }
    memset(silence, sound_codec_silence(sound->codec), sizeof silence);
    ret_packet->packet.duration_ticks = sound_codec_duration_ticks(sound->codec, sizeof silence);
    ret_packet->packet.pause = true;
    ret_packet->payload = g_bytes_new(silence, sizeof silence);
    return true;
}

bool inbound_sound_put(InboundSound *sound, const uint8_t *packet, const RtpHeader *header,
        const RtpExtensionValues *values, int64_t now_us, InboundSoundPacket *ret_packet)
{
    const uint8_t *payload = packet + header->payload_offset;
    const size_t size = header->payload_size;
    if (!place(sound, header, now_us, &ret_packet->packet)) {
        return false;
    }
    JitterBufferPacket *placed = &ret_packet->packet;
    if (values->has_audio_level) {
        placed->level_dbov = values->audio_level_dbov;
    }
    if (sound->codec == SOUND_CODEC_OPUS) {
        placed->duration_ticks = opus_toc_duration_ticks(payload, size);
        placed->pause = opus_toc_is_pause(payload, size);
    } else {
        placed->duration_ticks = sound_codec_duration_ticks(sound->codec, size);
        /* Telephones say nothing of it: so the quiet ones need not be decoded to be heard to be quiet. */
        (void)telephone_codec_level(sound->codec, payload, size, &placed->level_dbov);
    }
    ret_packet->payload = g_bytes_new(payload, size);
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
