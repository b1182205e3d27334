/**
 * inbound_sound: the sound that one endpoint sends, from RTP packets to what the sound tick's jitter buffer takes.
 *
 * Units       times are microseconds of the monotonic clock; RTP time is 48000 ticks a second, whatever the codec's.
 * Ownership   a payload given out is the caller's.
 * Thread      the network loop.
 * Errors      packets that are double or stray are dropped and counted.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_INBOUND_SOUND_H
#define MCU_ROOM_INBOUND_SOUND_H

#include "mcu/rtp/jitter_buffer.h"
#include "mcu/rtp/rtp_receiver.h"
#include "mcu/wire/red_payload.h"
#include "mcu/wire/rtp_extension.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/sound_codec.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct InboundSound InboundSound;

/**
 * @param codec   of all its packets
 * @param before  the stream that it follows in the same leg, or NULL: its numbers go on far behind that one's, so
 *                that the jitter buffer takes them for a new beginning and not for late packets
 */
InboundSound *inbound_sound_new(uint32_t ssrc, SoundCodec codec, const InboundSound *before);

/** Whether a packet came in the last moments: while it lives, no other stream of the leg takes its place. */
bool inbound_sound_is_live(const InboundSound *sound, int64_t now_us);

/** NULL is allowed. */
void inbound_sound_free(InboundSound *sound);

/** What the jitter buffer takes. */
typedef struct InboundSoundPacket {
    JitterBufferPacket packet;
    GBytes *payload; /**< a new reference */
} InboundSoundPacket;

/** How many ticks of 48 kHz are in one of the packets' own clock. */
unsigned inbound_sound_scale(const InboundSound *sound);

/** Takes a packet that has no sound: comfort noise, or a key that is pressed. It counts, and pauses the sound. */
bool inbound_sound_pause(InboundSound *sound, const RtpHeader *header, int64_t now_us,
        InboundSoundPacket *ret_packet);

/** Takes a packet. @return false when there is nothing to hear in it */
bool inbound_sound_put(InboundSound *sound, const uint8_t *packet, const RtpHeader *header,
        const RtpExtensionValues *values, int64_t now_us, InboundSoundPacket *ret_packet);

enum { INBOUND_SOUND_PACKETS_MAX = RED_COPIES_MAX + 1 };

/** A packet as it came; all is borrowed. */
typedef struct InboundSoundArrival {
    const uint8_t *packet;
    const RtpHeader *header;
    const RtpExtensionValues *values;
    int64_t now_us;
} InboundSoundArrival;

/**
 * Takes a packet of Opus that brings copies of earlier ones (RFC 2198): those that did not come count.
 *
 * @param type         the payload type of what is in it
 * @param ret_packets  room for INBOUND_SOUND_PACKETS_MAX, the packet itself last
 * @return             how many
 */
size_t inbound_sound_put_red(InboundSound *sound, const InboundSoundArrival *arrived, uint8_t type,
        InboundSoundPacket *ret_packets);

/** Its statistics, for reports. Borrowed. */
RtpReceiver *inbound_sound_receiver(InboundSound *sound);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(InboundSound, inbound_sound_free)

#endif
