#include "mcu/room/inbound_sound.h"

#include "mcu/media/telephone_codec.h"
#include "mcu/rtp/opus_toc.h"

#include <string.h>

enum {
    PAUSE_BYTES = 160, /* 20 ms of a telephone's codec */
    LIVE_US = 200000,  /* ten packets: a sender that changes its SSRC loses no more than that */
    CAME_BITS = 64,
};

/* More than jitter_buffer's leap of 65536, and further than one stream ever counts. */
static const int64_t stream_gap = INT64_C(1) << 40;

struct InboundSound {
    RtpReceiver *receiver;
    SoundCodec codec;
    int64_t first_seq; /* added to the receiver's */
    int64_t newest_seq;
    uint64_t came; /* bit n: newest_seq - n did, or a copy of it */
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

/* @return false if it did before, or is so old that nobody knows */
static bool note_came(InboundSound *sound, int64_t seq)
{
    if (sound->came == 0 || seq - sound->newest_seq >= CAME_BITS) {
        sound->came = 0;
        sound->newest_seq = seq;
    } else if (seq > sound->newest_seq) {
        sound->came <<= seq - sound->newest_seq;
        sound->newest_seq = seq;
    }
    const int64_t back = sound->newest_seq - seq;
    if (back >= CAME_BITS || (sound->came >> back & 1) != 0) {
        return false;
    }
    sound->came |= UINT64_C(1) << back;
    return true;
}

/* Whether the one before the newest is missing, and not for so long that it is no use. */
static bool lacks_one_before(const InboundSound *sound, int64_t seq)
{
    return seq == sound->newest_seq && (sound->came & 2) == 0 && sound->came > 1;
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
    (void)note_came(sound, placed->seq);
    if (values->has_audio_level) {
        placed->level_dbov = values->audio_level_dbov;
    }
    if (sound->codec == SOUND_CODEC_OPUS) {
        placed->duration_ticks = opus_toc_duration_ticks(payload, size);
        placed->pause = opus_toc_is_pause(payload, size);
        placed->mends = lacks_one_before(sound, placed->seq);
    } else {
        placed->duration_ticks = sound_codec_duration_ticks(sound->codec, size);
        /* Telephones say nothing of it: so the quiet ones need not be decoded to be heard to be quiet. */
        (void)telephone_codec_level(sound->codec, payload, size, &placed->level_dbov);
    }
    ret_packet->payload = g_bytes_new(payload, size);
    return true;
}

/* Numbers count packets, and all packets near each other are equally long. */
static bool put_copy(InboundSound *sound, const RedBlock *copy, const JitterBufferPacket *of,
        InboundSoundPacket *ret_packet)
{
    const uint32_t duration_ticks = opus_toc_duration_ticks(copy->data, copy->size);
    if (duration_ticks == 0 || copy->earlier_ticks == 0 ||
            copy->earlier_ticks % duration_ticks != 0) {
        return false;
    }
    const int64_t seq = of->seq - copy->earlier_ticks / duration_ticks;
    if (!note_came(sound, seq)) {
        return false;
    }
    *ret_packet = (InboundSoundPacket){
            .packet =
                    {
                            .seq = seq,
                            .timestamp_ticks = of->timestamp_ticks - copy->earlier_ticks,
                            .duration_ticks = duration_ticks,
                            .arrival_us = of->arrival_us,
                            .level_dbov = JITTER_BUFFER_LEVEL_UNKNOWN,
                            .pause = opus_toc_is_pause(copy->data, copy->size),
                            .copy = true,
                    },
            .payload = g_bytes_new(copy->data, copy->size),
    };
    return true;
}

size_t inbound_sound_put_red(InboundSound *sound, const InboundSoundArrival *arrived, uint8_t type,
        InboundSoundPacket *ret_packets)
{
    RtpHeader inner = *arrived->header;
    RedPayload red;
    InboundSoundPacket newest;
    if (!red_payload_read(arrived->packet + inner.payload_offset, inner.payload_size, type, &red)) {
        return 0;
    }
    inner.payload_offset = (size_t)(red.sound.data - arrived->packet);
    inner.payload_size = red.sound.size;
    if (!inbound_sound_put(
                sound, arrived->packet, &inner, arrived->values, arrived->now_us, &newest)) {
        return 0;
    }
    size_t count = 0;
    for (size_t i = 0; i < red.copies; i++) {
        count += put_copy(sound, &red.copy[i], &newest.packet, &ret_packets[count]);
    }
    newest.packet.mends = newest.packet.mends && lacks_one_before(sound, newest.packet.seq);
    ret_packets[count] = newest;
    return count + 1;
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
