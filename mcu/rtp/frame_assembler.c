#include "mcu/rtp/frame_assembler.h"

#include "mcu/rtp/parameter_sets.h"
#include "mcu/wire/h264_payload.h"
#include "mcu/wire/vp8_payload.h"

#include <string.h>

enum { LEAP = 60000 }; /* a step in the numbers that no loss explains: the sender began anew */

#define WAIT_DEFAULT_US (150 * INT64_C(1000))

typedef struct Slot {
    uint8_t *data; /* a piece of the frame; NULL in a packet of padding */
    int64_t seq;
    uint32_t timestamp_ticks;
    uint16_t size;
    uint8_t temporal_id;
    bool used;
    bool marker;
    bool starts_frame; /* only VP8 says so; H.264 begins behind the end of the one before */
    bool starts_key_frame;
} Slot;

struct FrameAssembler {
    PictureCodec codec;
    ParameterSets sets; /* of H.264 */
    int64_t wait_us;
    bool started;
    bool searching; /* for a key frame: nothing else can be decoded */
    bool found;     /* the beginning of one, at next_seq: it must turn out to be one */
    int64_t next_seq; /* the first packet of the next frame; while searching, the first that is of use */
    int64_t highest_seq;
    unsigned key_starts; /* slots that start a key frame */

    bool blocked; /* a packet is missing, and later ones are here */
    int64_t blocked_seq;
    int64_t blocked_since_us;

    FrameAssemblerStats stats;
    Slot slots[FRAME_ASSEMBLER_PACKETS_MAX];
};

FrameAssembler *frame_assembler_new(PictureCodec codec)
{
    FrameAssembler *assembler = g_new0(FrameAssembler, 1);
    assembler->codec = codec;
    assembler->wait_us = WAIT_DEFAULT_US;
    assembler->searching = true;
    return assembler;
}

static Slot *slot_for(FrameAssembler *assembler, int64_t seq)
{
    return &assembler->slots[(uint64_t)seq % FRAME_ASSEMBLER_PACKETS_MAX];
}

static bool holds(const FrameAssembler *assembler, int64_t seq)
{
    const Slot *slot = &assembler->slots[(uint64_t)seq % FRAME_ASSEMBLER_PACKETS_MAX];
    return slot->used && slot->seq == seq;
}

static void clear_slot(FrameAssembler *assembler, Slot *slot)
{
    if (slot->used && slot->starts_key_frame) {
        assembler->key_starts--;
    }
    g_free(slot->data);
    *slot = (Slot){0};
}

/* Nothing before `seq` is needed any more. */
static void advance_to(FrameAssembler *assembler, int64_t seq)
{
    const int64_t from = MAX(assembler->next_seq, seq - FRAME_ASSEMBLER_PACKETS_MAX);
    for (int64_t i = from; i < seq; i++) {
        clear_slot(assembler, slot_for(assembler, i));
    }
    assembler->next_seq = seq;
    assembler->blocked = false;
}

void frame_assembler_free(FrameAssembler *assembler)
{
    if (assembler == NULL) {
        return;
    }
    for (size_t i = 0; i < FRAME_ASSEMBLER_PACKETS_MAX; i++) {
        g_free(assembler->slots[i].data);
    }
    g_free(assembler);
}

void frame_assembler_learn(FrameAssembler *assembler, const uint8_t *sets, size_t size)
{
    parameter_sets_learn(&assembler->sets, sets, size);
}

void frame_assembler_set_wait(FrameAssembler *assembler, int64_t wait_us)
{
    assembler->wait_us = CLAMP(wait_us, 0, FRAME_ASSEMBLER_WAIT_MAX_US);
}

/* Goes on at the first key frame that begins at `from` or later; without one, waits for it. */
static void search(FrameAssembler *assembler, int64_t from)
{
    for (int64_t seq = from; assembler->key_starts > 0 && seq <= assembler->highest_seq; seq++) {
        if (holds(assembler, seq) && slot_for(assembler, seq)->starts_key_frame) {
            advance_to(assembler, seq);
            assembler->searching = false;
            assembler->found = true;
            return;
        }
    }
    advance_to(assembler, MAX(assembler->highest_seq + 1, assembler->next_seq));
    assembler->searching = true;
}

static void give_up(FrameAssembler *assembler)
{
    assembler->stats.breaks++;
    search(assembler, assembler->next_seq + 1);
}

/* ---- packets in ---- */

static void begin_at(FrameAssembler *assembler, int64_t seq)
{
    for (size_t i = 0; i < FRAME_ASSEMBLER_PACKETS_MAX; i++) {
        clear_slot(assembler, &assembler->slots[i]);
    }
    assembler->started = true;
    assembler->searching = true;
    assembler->blocked = false;
    assembler->next_seq = seq;
    assembler->highest_seq = seq;
}

/* Makes the slot of a number free to be filled; false if its time is over or it is filled already. */
static bool make_room(FrameAssembler *assembler, int64_t seq)
{
    if (!assembler->started || ABS(seq - assembler->highest_seq) > LEAP) {
        begin_at(assembler, seq);
        return true;
    }
    if (seq < assembler->next_seq) {
        assembler->stats.late++;
        return false;
    }
    while (seq - assembler->next_seq >= FRAME_ASSEMBLER_PACKETS_MAX) {
        if (assembler->searching) {
            advance_to(assembler, seq - FRAME_ASSEMBLER_PACKETS_MAX + 1);
        } else {
            give_up(assembler);
        }
    }
    if (slot_for(assembler, seq)->used) {
        assembler->stats.late++;
        return false;
    }
    return true;
}

static bool read_vp8(const FrameAssemblerPacket *packet, Slot *slot)
{
    Vp8Descriptor descriptor;
    Vp8FrameHeader frame;
    const size_t skip = vp8_payload_read(packet->payload, packet->payload_size, &descriptor);
    if (skip == 0) {
        return false;
    }
    const uint8_t *data = packet->payload + skip;
    slot->size = (uint16_t)(packet->payload_size - skip);
    slot->temporal_id = descriptor.has_temporal_id ? descriptor.temporal_id : 0;
    slot->starts_frame = vp8_payload_starts_frame(&descriptor);
    slot->starts_key_frame =
            slot->starts_frame && vp8_payload_read_frame(data, slot->size, &frame) && frame.key;
    slot->data = g_memdup2(data, slot->size);
    return true;
}

static bool read_h264(
        const FrameAssembler *assembler, const FrameAssemblerPacket *packet, Slot *slot)
{
    uint8_t buffer[H264_UNPACKED_MAX(FRAME_ASSEMBLER_PAYLOAD_MAX)];
    H264Unpacked unpacked;
    if (!h264_payload_unpack(packet->payload, packet->payload_size, buffer, &unpacked)) {
        return false;
    }
    slot->size = (uint16_t)unpacked.size;
    slot->starts_key_frame =
            unpacked.sps || (unpacked.starts_idr && parameter_sets_known(&assembler->sets));
    slot->data = g_memdup2(buffer, unpacked.size);
    return true;
}

static bool read_payload(
        const FrameAssembler *assembler, const FrameAssemblerPacket *packet, Slot *out_slot)
{
    Slot slot = {
            .seq = packet->seq,
            .timestamp_ticks = packet->timestamp_ticks,
            .used = true,
            .marker = packet->marker,
    };
    if (packet->payload_size > FRAME_ASSEMBLER_PAYLOAD_MAX) {
        return false;
    }
    if (packet->payload_size > 0 &&
            !(assembler->codec == PICTURE_CODEC_H264 ? read_h264(assembler, packet, &slot)
                                                     : read_vp8(packet, &slot))) {
        return false;
    }
    *out_slot = slot;
    return true;
}

void frame_assembler_put(FrameAssembler *assembler, const FrameAssemblerPacket *packet)
{
    Slot slot;
    if (!make_room(assembler, packet->seq)) {
        return;
    }
    assembler->highest_seq = MAX(assembler->highest_seq, packet->seq);
    if (!read_payload(assembler, packet, &slot)) {
        assembler->stats.malformed++;
        return;
    }
    *slot_for(assembler, packet->seq) = slot;
    if (slot.starts_key_frame) {
        assembler->key_starts++;
        if (assembler->searching) {
            search(assembler, packet->seq);
        }
    }
}

/* ---- frames out ---- */

/*
 * Looks through the frame that begins at `first`.
 *
 * @param out_seq  its last packet if it is complete, else the first one that is missing
 */
static bool frame_is_complete(FrameAssembler *assembler, int64_t first, int64_t *out_seq)
{
    const uint32_t timestamp_ticks = slot_for(assembler, first)->timestamp_ticks;

    for (int64_t seq = first; seq <= assembler->highest_seq; seq++) {
        const Slot *slot = slot_for(assembler, seq);
        if (!holds(assembler, seq)) {
            *out_seq = seq;
            return false;
        }
        if (slot->data != NULL && seq > first &&
                (slot->starts_frame || slot->timestamp_ticks != timestamp_ticks)) {
            *out_seq = seq - 1; /* the sender set no marker */
            return true;
        }
        if (slot->data != NULL && slot->marker) {
            *out_seq = seq;
            return true;
        }
    }
    *out_seq = assembler->highest_seq + 1;
    return false;
}

static void describe_vp8(AssembledFrame *frame, const uint8_t *data, size_t size)
{
    Vp8FrameHeader header;
    if (frame->key && vp8_payload_read_frame(data, size, &header)) {
        frame->width_px = header.width_px;
        frame->height_px = header.height_px;
    }
}

/* Puts the parameter sets in front if the picture needs them. */
static void describe_h264(FrameAssembler *assembler, AssembledFrame *frame, GByteArray *bytes)
{
    H264Picture picture = {0};
    frame->key = false;
    if (!h264_stream_look(bytes->data, bytes->len, &picture)) {
        return; /* the decoder will say so */
    }
    parameter_sets_learn(&assembler->sets, bytes->data, bytes->len);
    if (picture.idr && !picture.sps && parameter_sets_known(&assembler->sets)) {
        g_byte_array_prepend(bytes, assembler->sets.bytes, (guint)assembler->sets.size);
        picture.sps = h264_stream_look(bytes->data, bytes->len, &picture) && picture.sps;
    }
    frame->key = picture.idr && picture.sps;
    frame->width_px = frame->key ? picture.width_px : 0;
    frame->height_px = frame->key ? picture.height_px : 0;
}

/* Joins the packets from the next one up to `last`, and goes on behind them. */
static AssembledFrame join(FrameAssembler *assembler, int64_t last)
{
    const Slot first = *slot_for(assembler, assembler->next_seq);
    AssembledFrame frame = {
            .codec = assembler->codec,
            .timestamp_ticks = first.timestamp_ticks,
            .key = first.starts_key_frame,
            .temporal_id = first.temporal_id,
    };
    size_t size = 0;
    for (int64_t seq = assembler->next_seq; seq <= last; seq++) {
        size += slot_for(assembler, seq)->size;
    }
    GByteArray *bytes = g_byte_array_sized_new((guint)size);
    for (int64_t seq = assembler->next_seq; seq <= last; seq++) {
        const Slot *slot = slot_for(assembler, seq);
        if (slot->size > 0) {
            g_byte_array_append(bytes, slot->data, slot->size);
        }
    }
    if (assembler->codec == PICTURE_CODEC_H264) {
        describe_h264(assembler, &frame, bytes);
    } else {
        describe_vp8(&frame, bytes->data, bytes->len);
    }
    frame.data = g_byte_array_free_to_bytes(bytes);
    advance_to(assembler, last + 1);
    return frame;
}

/* A key frame was looked for, and what looked like one was none. */
static bool is_disappointing(FrameAssembler *assembler, const AssembledFrame *frame)
{
    const bool found = assembler->found;
    assembler->found = false;
    return found && !frame->key;
}

/* Leaves what is incomplete behind, if a complete key frame is here already. */
static bool leap_to_key_frame(FrameAssembler *assembler)
{
    if (assembler->key_starts == 0) {
        return false;
    }
    for (int64_t seq = assembler->next_seq + 1; seq <= assembler->highest_seq; seq++) {
        int64_t last = 0;
        if (holds(assembler, seq) && slot_for(assembler, seq)->starts_key_frame &&
                frame_is_complete(assembler, seq, &last)) {
            advance_to(assembler, seq);
            assembler->found = true;
            assembler->stats.breaks++;
            assembler->stats.leaps++;
            return true;
        }
    }
    return false;
}

/* The packet `missing` is not here, but later ones are. @return whether frames may be there all the same */
static bool pass_gap(FrameAssembler *assembler, int64_t missing, int64_t now_us)
{
    if (missing > assembler->highest_seq) {
        assembler->blocked = false; /* the frame is still arriving */
        return false;
    }
    if (!assembler->blocked || assembler->blocked_seq != missing) {
        assembler->blocked = true;
        assembler->blocked_seq = missing;
        assembler->blocked_since_us = now_us;
    }
    if (leap_to_key_frame(assembler)) {
        return true;
    }
    if (now_us - assembler->blocked_since_us > FRAME_ASSEMBLER_WAIT_MAX_US) {
        give_up(assembler);
        return !assembler->searching;
    }
    return false;
}

bool frame_assembler_take(FrameAssembler *assembler, int64_t now_us, AssembledFrame *out_frame)
{
    while (!assembler->searching) {
        const Slot *slot = slot_for(assembler, assembler->next_seq);
        int64_t end = assembler->next_seq;

        if (!holds(assembler, assembler->next_seq)) {
            if (!pass_gap(assembler, end, now_us)) {
                return false;
            }
        } else if (slot->data == NULL) {
            advance_to(assembler, assembler->next_seq + 1);
        } else if (!slot->starts_frame && assembler->codec == PICTURE_CODEC_VP8) {
            give_up(assembler); /* no number is missing, yet the beginning is */
        } else if (frame_is_complete(assembler, assembler->next_seq, &end)) {
            const AssembledFrame frame = join(assembler, end);
            if (!is_disappointing(assembler, &frame)) {
                assembler->stats.frames++;
                assembler->stats.key_frames += frame.key;
                *out_frame = frame;
                return true;
            }
            g_bytes_unref(frame.data);
            frame_assembler_require_key(assembler);
        } else if (!pass_gap(assembler, end, now_us)) {
            return false;
        }
    }
    return false;
}

bool frame_assembler_needs_key(const FrameAssembler *assembler, int64_t now_us)
{
    if (!assembler->started) {
        return false;
    }
    return assembler->searching ||
            (assembler->blocked && now_us - assembler->blocked_since_us > assembler->wait_us);
}

void frame_assembler_require_key(FrameAssembler *assembler)
{
    if (assembler->started && !assembler->searching) {
        assembler->stats.breaks++;
        search(assembler, assembler->next_seq);
    }
}

int64_t frame_assembler_oldest_useful(const FrameAssembler *assembler)
{
    return assembler->next_seq;
}

FrameAssemblerStats frame_assembler_stats(const FrameAssembler *assembler)
{
    return assembler->stats;
}
