/**
 * inbound_picture: the picture that one endpoint sends, from RTP packets to complete frames, with what has to be
 * asked of the sender: missing packets (NACK) and key frames (PLI).
 *
 * Units       times are microseconds of the monotonic clock; RTP time is 90000 ticks a second.
 * Ownership   a frame given out is the caller's.
 * Thread      the network loop.
 * Errors      none: what cannot be repaired is replaced by a key frame.
 * Memory      frame_assembler's and nack_list's.
 */
#ifndef MCU_ROOM_INBOUND_PICTURE_H
#define MCU_ROOM_INBOUND_PICTURE_H

#include "mcu/rtp/frame_assembler.h"
#include "mcu/rtp/rtp_receiver.h"
#include "mcu/wire/rtp_packet.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct InboundPicture InboundPicture;

/** @param nacks  whether the sender answers NACKs at all */
InboundPicture *inbound_picture_new(uint32_t ssrc, PictureCodec codec, bool nacks);

/** What the endpoint said of its pictures before they came: as frame_assembler_learn(). */
void inbound_picture_learn(InboundPicture *picture, const uint8_t *sets, size_t size);

/** NULL is allowed. */
void inbound_picture_free(InboundPicture *picture);

/** Takes a packet of the stream; `recovered` when it came as RTX and was unpacked. */
void inbound_picture_put(InboundPicture *picture, const uint8_t *packet, const RtpHeader *header,
        bool recovered, int64_t now_us);

/** Takes one of the stream's RTX packets, as it came. @param payload_type  of the picture, not of RTX */
void inbound_picture_put_rtx(InboundPicture *picture, const uint8_t *packet, size_t size,
        uint8_t payload_type, int64_t now_us);

/** The next complete frame, after each packet and at each tick until false. */
bool inbound_picture_take(InboundPicture *picture, int64_t now_us, AssembledFrame *ret_frame);

/** Whether anybody sees it: of one that nobody sees no key frame is asked. */
void inbound_picture_set_visible(InboundPicture *picture, bool visible);

/** The decoder cannot go on without a key frame. */
void inbound_picture_require_key(InboundPicture *picture);

/** Somebody who sees it needs a key frame; for the others it goes on until one comes. */
void inbound_picture_ask_key(InboundPicture *picture);

/** The numbers to ask for now. @return how many were written, at most max */
size_t inbound_picture_nacks(InboundPicture *picture, int64_t round_trip_us, int64_t now_us,
        uint16_t *ret_sequences, size_t max);

/** Whether to ask for a key frame now; true counts as asked. */
bool inbound_picture_key_due(InboundPicture *picture, int64_t now_us);

/** Whether a packet came in the last moments: while it lives, no other stream of the leg takes its place. */
bool inbound_picture_is_live(const InboundPicture *picture, int64_t now_us);

/** Its statistics, for reports. Borrowed. */
RtpReceiver *inbound_picture_receiver(InboundPicture *picture);

/** Complete frames since the start. */
uint64_t inbound_picture_frames(const InboundPicture *picture);

/** Of these the ones that are no key frames, and their bytes; and those that are. */
typedef struct InboundUpdates {
    uint64_t count;
    uint64_t bytes;
    uint64_t keys;
} InboundUpdates;

InboundUpdates inbound_picture_updates(const InboundPicture *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(InboundPicture, inbound_picture_free)

#endif
