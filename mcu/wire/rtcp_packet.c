#include "mcu/wire/rtcp_packet.h"

#include <glib.h>

#include <string.h>

/*
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |V=2|P|  count  |      PT       |   length in words minus one   |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
enum {
    VERSION_2 = 0x80,
    VERSION_MASK = 0xc0,
    PADDING_BIT = 0x20,
    COUNT_MASK = 0x1f,
    WORD_SIZE = 4,
    LENGTH_OFFSET = 2,
    SDES_END = 0,
    SDES_CNAME = 1,
    LOST_SIGN = 0x800000,
    LOST_RANGE = 0x1000000,
    LOST_MAX = LOST_SIGN - 1,
    LOST_MIN = -LOST_SIGN,
};

bool rtcp_packet_next(ByteReader *reader, RtcpItem *out_item)
{
    uint8_t first = 0;
    uint16_t words = 0;
    RtcpItem item = {0};

    if (!byte_reader_u8(reader, &first) || !byte_reader_u8(reader, &item.type) ||
            !byte_reader_u16(reader, &words) || (first & VERSION_MASK) != VERSION_2) {
        return false;
    }
    item.count = first & COUNT_MASK;
    item.size = (size_t)words * WORD_SIZE;
    if (!byte_reader_bytes(reader, item.size, &item.body)) {
        return false;
    }
    if ((first & PADDING_BIT) != 0) {
        const size_t padding = item.size > 0 ? item.body[item.size - 1] : 0;
        if (padding == 0 || padding > item.size) {
            return false;
        }
        item.size -= padding;
    }
    *out_item = item;
    return true;
}

static bool read_block(ByteReader *reader, RtcpReportBlock *block)
{
    uint32_t lost = 0;
    if (!byte_reader_u32(reader, &block->ssrc) || !byte_reader_u8(reader, &block->fraction_lost) ||
            !byte_reader_u24(reader, &lost) || !byte_reader_u32(reader, &block->highest_sequence) ||
            !byte_reader_u32(reader, &block->jitter_ticks) ||
            !byte_reader_u32(reader, &block->last_sr) ||
            !byte_reader_u32(reader, &block->delay_since_last_sr)) {
        return false;
    }
    block->cumulative_lost = (int32_t)lost - ((lost & LOST_SIGN) != 0 ? LOST_RANGE : 0);
    return true;
}

static bool read_sender(ByteReader *reader, RtcpSenderInfo *sender)
{
    return byte_reader_u64(reader, &sender->ntp) &&
            byte_reader_u32(reader, &sender->timestamp_ticks) &&
            byte_reader_u32(reader, &sender->packet_count) &&
            byte_reader_u32(reader, &sender->octet_count);
}

bool rtcp_packet_read_report(const RtcpItem *item, RtcpReport *out_report)
{
    ByteReader reader = byte_reader(item->body, item->size);
    RtcpReport report = {
            .has_sender_info = item->type == RTCP_SR,
            .block_count = item->count,
    };

    if ((item->type != RTCP_SR && item->type != RTCP_RR) ||
            !byte_reader_u32(&reader, &report.ssrc)) {
        return false;
    }
    if (report.has_sender_info && !read_sender(&reader, &report.sender)) {
        return false;
    }
    for (size_t i = 0; i < report.block_count; i++) {
        if (!read_block(&reader, &report.blocks[i])) {
            return false;
        }
    }
    *out_report = report;
    return true;
}

/* Reads the items of one chunk up to its CNAME; `*out_text` stays NULL if it has none. */
static bool read_chunk(ByteReader *reader, const uint8_t **out_text, size_t *out_size)
{
    for (;;) {
        uint8_t kind = SDES_END;
        uint8_t size = 0;
        const uint8_t *text = NULL;
        if (!byte_reader_u8(reader, &kind)) {
            return false;
        }
        if (kind == SDES_END) {
            /* RFC 3550, 6.5: the list ends with one zero byte and more up to the next word. */
            const size_t over = reader->offset % WORD_SIZE;
            return over == 0 || byte_reader_skip(reader, WORD_SIZE - over);
        }
        if (!byte_reader_u8(reader, &size) || !byte_reader_bytes(reader, size, &text)) {
            return false;
        }
        if (kind == SDES_CNAME && *out_text == NULL) {
            *out_text = text;
            *out_size = size;
        }
    }
}

bool rtcp_packet_read_cname(
        const RtcpItem *item, uint32_t *out_ssrc, char out_cname[RTCP_CNAME_MAX + 1])
{
    ByteReader reader = byte_reader(item->body, item->size);

    if (item->type != RTCP_SDES) {
        return false;
    }
    for (size_t i = 0; i < item->count; i++) {
        uint32_t ssrc = 0;
        const uint8_t *text = NULL;
        size_t size = 0;
        if (!byte_reader_u32(&reader, &ssrc) || !read_chunk(&reader, &text, &size)) {
            return false;
        }
        if (text != NULL) {
            memcpy(out_cname, text, size);
            out_cname[size] = '\0';
            *out_ssrc = ssrc;
            return true;
        }
    }
    return false;
}

size_t rtcp_packet_read_bye(const RtcpItem *item, uint32_t out_ssrcs[RTCP_COUNT_MAX])
{
    ByteReader reader = byte_reader(item->body, item->size);
    size_t count = 0;

    if (item->type != RTCP_BYE) {
        return 0;
    }
    while (count < item->count && byte_reader_u32(&reader, &out_ssrcs[count])) {
        count++;
    }
    return count;
}

size_t rtcp_packet_begin(ByteWriter *writer, RtcpType type, uint8_t count)
{
    g_assert(count <= COUNT_MASK);
    const size_t begin = writer->size;
    byte_writer_u8(writer, (uint8_t)(VERSION_2 | count));
    byte_writer_u8(writer, (uint8_t)type);
    byte_writer_u16(writer, 0);
    return begin;
}

void rtcp_packet_end(ByteWriter *writer, size_t begin)
{
    const size_t over = (writer->size - begin) % WORD_SIZE;
    if (over != 0) {
        byte_writer_zeros(writer, WORD_SIZE - over);
    }
    if (!writer->full) {
        const size_t words = (writer->size - begin) / WORD_SIZE;
        byte_writer_put_u16(writer, begin + LENGTH_OFFSET, (uint16_t)(words - 1));
    }
}

static void write_block(const RtcpReportBlock *block, ByteWriter *writer)
{
    /* RFC 3550, 6.4.1: 24 bits, which stick at their ends rather than wrap. */
    const int32_t lost = CLAMP(block->cumulative_lost, LOST_MIN, LOST_MAX);

    byte_writer_u32(writer, block->ssrc);
    byte_writer_u8(writer, block->fraction_lost);
    byte_writer_u24(writer, (uint32_t)lost);
    byte_writer_u32(writer, block->highest_sequence);
    byte_writer_u32(writer, block->jitter_ticks);
    byte_writer_u32(writer, block->last_sr);
    byte_writer_u32(writer, block->delay_since_last_sr);
}

void rtcp_packet_write_report(const RtcpReport *report, ByteWriter *writer)
{
    g_assert(report->block_count <= RTCP_COUNT_MAX);
    const size_t begin = rtcp_packet_begin(
            writer, report->has_sender_info ? RTCP_SR : RTCP_RR, (uint8_t)report->block_count);
    byte_writer_u32(writer, report->ssrc);
    if (report->has_sender_info) {
        byte_writer_u64(writer, report->sender.ntp);
        byte_writer_u32(writer, report->sender.timestamp_ticks);
        byte_writer_u32(writer, report->sender.packet_count);
        byte_writer_u32(writer, report->sender.octet_count);
    }
    for (size_t i = 0; i < report->block_count; i++) {
        write_block(&report->blocks[i], writer);
    }
    rtcp_packet_end(writer, begin);
}

void rtcp_packet_write_cname(uint32_t ssrc, const char *cname, ByteWriter *writer)
{
    const size_t size = strlen(cname);
    g_assert(size > 0 && size <= RTCP_CNAME_MAX);

    const size_t begin = rtcp_packet_begin(writer, RTCP_SDES, 1);
    byte_writer_u32(writer, ssrc);
    byte_writer_u8(writer, SDES_CNAME);
    byte_writer_u8(writer, (uint8_t)size);
    byte_writer_bytes(writer, cname, size);
    byte_writer_u8(writer, SDES_END);
    rtcp_packet_end(writer, begin);
}

void rtcp_packet_write_bye(const uint32_t *ssrcs, size_t count, ByteWriter *writer)
{
    g_assert(count > 0 && count <= RTCP_COUNT_MAX);
    const size_t begin = rtcp_packet_begin(writer, RTCP_BYE, (uint8_t)count);
    for (size_t i = 0; i < count; i++) {
        byte_writer_u32(writer, ssrcs[i]);
    }
    rtcp_packet_end(writer, begin);
}
