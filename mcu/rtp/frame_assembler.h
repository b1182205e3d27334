/**
 * frame_assembler: the RTP packets of one inbound VP8 or H.264 stream, made into complete frames in the order to
 * decode them.
 *
 * Units       times are microseconds of the monotonic clock; RTP time is ticks of 90 kHz; sizes are bytes.
 * Ownership   packets are copied; a frame's data is the caller's.
 * Thread      none of its own and no lock: the leg's network loop.
 * Errors      nothing fails; what cannot be used is dropped and counted.
 * Memory      at most FRAME_ASSEMBLER_PACKETS_MAX packets of FRAME_ASSEMBLER_PAYLOAD_MAX bytes: 0.8 MB, of H.264 up to
 *             1.3 MB; and its parameter sets.
 *
 * A frame is given only if every packet since the one before is here, or if it is a key frame. While one is missing,
 * the assembler waits for it to be sent again; soon it asks for a key frame as well, and whichever comes first wins.
 *
 * A key frame of H.264 is an IDR picture whose SPS is known: in it or, if the stream had one before, put in front of it.
 */
#ifndef MCU_RTP_FRAME_ASSEMBLER_H
#define MCU_RTP_FRAME_ASSEMBLER_H

#include "mcu/wire/picture_codec.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FRAME_ASSEMBLER_PACKETS_MAX = 512, /**< 1 s of 4 Mbit/s, or the largest key frame */
    FRAME_ASSEMBLER_PAYLOAD_MAX = 1500,
};

/** What is missing for longer is not waited for, whatever happens. */
#define FRAME_ASSEMBLER_WAIT_MAX_US (1000 * INT64_C(1000))

typedef struct FrameAssembler FrameAssembler;

typedef struct FrameAssemblerPacket {
    int64_t seq; /**< of rtp_receiver: a leap of 65536 begins anew */
    uint32_t timestamp_ticks;
    bool marker;
    const uint8_t *payload; /**< with its VP8 descriptor, or as RFC 6184 has it */
    size_t payload_size; /**< 0 for a packet of padding only: it fills its place in the numbers */
} FrameAssemblerPacket;

typedef struct AssembledFrame {
    GBytes *data; /**< the VP8 frame, or the H.264 picture as a byte stream; a reference of the caller's */
    PictureCodec codec;
    uint32_t timestamp_ticks;
    bool key;
    uint16_t width_px; /**< of a key frame, else 0 */
    uint16_t height_px;
    uint8_t temporal_id;
} AssembledFrame;

typedef struct FrameAssemblerStats {
    uint64_t frames;
    uint64_t key_frames;
    uint64_t late;      /**< packets that came after their place had been passed, or twice */
    uint64_t malformed; /**< packets that are not of its codec */
    uint64_t breaks;    /**< times when frames were given up and a key frame had to be waited for */
    uint64_t leaps;     /**< of these: a complete key frame was here already */
} FrameAssemblerStats;

FrameAssembler *frame_assembler_new(PictureCodec codec);
void frame_assembler_free(FrameAssembler *assembler);

/** Parameter sets of H.264 that do not come with the pictures, as a byte stream. */
void frame_assembler_learn(FrameAssembler *assembler, const uint8_t *sets, size_t size);

/** How long a missing packet may be on its way before a key frame is asked for: a round trip and 50 ms. */
void frame_assembler_set_wait(FrameAssembler *assembler, int64_t wait_us);

void frame_assembler_put(FrameAssembler *assembler, const FrameAssemblerPacket *packet);

/** Takes the next frame. Call it after each packet until it is false, and at each tick of the leg. */
bool frame_assembler_take(FrameAssembler *assembler, int64_t now_us, AssembledFrame *out_frame);

/** Whether the sender must be asked for a key frame: true from the first packet on until frames flow. */
bool frame_assembler_needs_key(const FrameAssembler *assembler, int64_t now_us);

/** The decoder cannot go on: nothing but a key frame is given next. */
void frame_assembler_require_key(FrameAssembler *assembler);

/** The lowest number that is still of use, for nack_list_forget_before(). */
int64_t frame_assembler_oldest_useful(const FrameAssembler *assembler);

FrameAssemblerStats frame_assembler_stats(const FrameAssembler *assembler);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(FrameAssembler, frame_assembler_free)

#endif
