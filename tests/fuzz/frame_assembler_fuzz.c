#include "mcu/rtp/frame_assembler.h"
#include "mcu/rtp/nack_list.h"
#include "mcu/wire/byte_reader.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

enum { SEQUENCES = 64 };

#define STEP_US INT64_C(5000)

typedef struct Line {
    FrameAssembler *assembler;
    NackList *missing;
    int64_t seq;
    uint32_t timestamp_ticks;
    int64_t now_us;
} Line;

/* Takes all frames: as many as there were packets at most, the first a key frame whenever the chain broke. */
static void take_frames(Line *line)
{
    AssembledFrame frame;
    unsigned taken = 0;
    uint64_t breaks = frame_assembler_stats(line->assembler).breaks;

    while (frame_assembler_take(line->assembler, line->now_us, &frame)) {
        const uint64_t breaks_now = frame_assembler_stats(line->assembler).breaks;
        g_autoptr(GBytes) data = frame.data;
        g_assert(g_bytes_get_size(data) > 0);
        g_assert(frame.key || breaks_now == breaks);
        g_assert(++taken <= FRAME_ASSEMBLER_PACKETS_MAX);
        breaks = breaks_now;
    }
}

/* One packet: how far its number and its time lie from the last one's, a marker bit, and its payload. */
static bool step(Line *line, ByteReader *reader)
{
    uint8_t ahead = 0;
    uint8_t flags = 0;
    uint8_t size = 0;
    const uint8_t *payload = NULL;

    if (!byte_reader_u8(reader, &ahead) || !byte_reader_u8(reader, &flags) ||
            !byte_reader_u8(reader, &size) ||
            !byte_reader_bytes(reader, MIN(size, byte_reader_left(reader)), &payload)) {
        return false;
    }
    line->seq += (flags & 4) != 0 ? (int8_t)ahead * 700 : (int8_t)ahead;
    line->timestamp_ticks += flags & 2;
    line->now_us += (flags >> 3) * STEP_US;
    frame_assembler_put(line->assembler,
            &(FrameAssemblerPacket){
                    .seq = line->seq,
                    .timestamp_ticks = line->timestamp_ticks,
                    .marker = (flags & 1) != 0,
                    .payload = payload,
                    .payload_size = MIN(size, (size_t)(reader->data + reader->offset - payload)),
            });
    return true;
}

static void assemble(PictureCodec codec, const uint8_t *data, size_t size)
{
    ByteReader reader = byte_reader(data, size);
    g_autoptr(FrameAssembler) assembler = frame_assembler_new(codec);
    g_autoptr(NackList) missing = nack_list_new(STEP_US, 100 * INT64_C(1000));
    Line line = {.assembler = assembler, .missing = missing, .seq = 60000};

    while (step(&line, &reader)) {
        uint16_t sequences[SEQUENCES];
        nack_list_put(missing, line.seq, line.now_us);
        take_frames(&line);
        frame_assembler_needs_key(assembler, line.now_us);
        nack_list_forget_before(missing, frame_assembler_oldest_useful(assembler));
        nack_list_take_due(missing, 0, line.now_us, sequences, SEQUENCES);
        g_assert(nack_list_size(missing) <= NACK_LIST_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int codec = 0; codec < PICTURE_CODECS; codec++) {
        assemble((PictureCodec)codec, data, size);
    }
    return 0;
}
