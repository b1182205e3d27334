#include "mcu/wire/byte_reader.h"
#include "mcu/wire/rtcp_twcc.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

enum { BUFFER_SIZE = 4096, STEP_US = 250 };

/*
 * The input is a transport: four bytes of start, two of room, then one byte a packet: lost, or the time since the
 * one before, in steps that reach from nothing to beyond what the format can say.
 */
static bool read_transport(ByteReader *reader, RtcpTwcc *feedback, uint16_t *out_room)
{
    uint32_t start = 0;
    uint8_t step = 0;
    if (!byte_reader_u32(reader, &start) || !byte_reader_u16(reader, out_room)) {
        return false;
    }
    feedback->base_sequence = (uint16_t)start;
    int64_t now_us = (int64_t)start * 4096;
    while (feedback->count < RTCP_TWCC_PACKETS_MAX && byte_reader_u8(reader, &step)) {
        const bool is_lost = (step & 3) == 3;
        const int64_t size_us = INT64_C(1) << (step >> 3 & 0x1f);
        now_us += (step & 4) != 0 ? -MIN(size_us, now_us) : size_us;
        feedback->arrival_us[feedback->count++] = is_lost ? RTCP_TWCC_NOT_RECEIVED : now_us;
    }
    return feedback->count > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ByteReader reader = byte_reader(data, size);
    uint16_t room = 0;
    static RtcpTwcc feedback; /* large: not made anew for each input */
    static RtcpTwcc again;
    feedback.count = 0;
    if (!read_transport(&reader, &feedback, &room)) {
        return 0;
    }
    const size_t capacity = room % BUFFER_SIZE;
    g_autofree uint8_t *buffer = g_malloc(capacity + 1);
    ByteWriter writer = byte_writer(buffer, capacity);
    const size_t count = rtcp_twcc_write(&feedback, &writer);
    g_assert(count <= feedback.count && !writer.full && (count > 0) == (writer.size > 0));
    if (count == 0) {
        return 0;
    }
    RtcpItem item;
    reader = byte_reader(buffer, writer.size);
    g_assert(rtcp_packet_next(&reader, &item) && byte_reader_left(&reader) == 0);
    g_assert(rtcp_twcc_read(&item, &again) && again.count == count);
    for (size_t i = 0; i < count; i++) {
        const bool is_lost = feedback.arrival_us[i] == RTCP_TWCC_NOT_RECEIVED;
        g_assert(is_lost == (again.arrival_us[i] == RTCP_TWCC_NOT_RECEIVED));
        const int64_t steps_us = is_lost ? 0 : feedback.arrival_us[i] / STEP_US * STEP_US;
        g_assert(is_lost || rtcp_twcc_elapsed_us(steps_us, again.arrival_us[i]) == 0);
    }
    return 0;
}
