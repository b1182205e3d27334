#include "mcu/wire/rtcp_feedback.h"

#include <glib.h>

/* The feedback message types: RFC 4585, 6.2 and 6.3; RFC 5104, 4.3; transport-cc, 3.1. */
enum { FORMAT_NACK = 1, FORMAT_TRANSPORT = 15, FORMAT_PLI = 1, FORMAT_FIR = 4 };

enum { NACK_BITS = 16 };

RtcpFeedbackKind rtcp_feedback_kind(const RtcpItem *item)
{
    if (item->type == RTCP_RTPFB) {
        switch (item->count) {
        case FORMAT_NACK:
            return RTCP_FEEDBACK_NACK;
        case FORMAT_TRANSPORT:
            return RTCP_FEEDBACK_TRANSPORT;
        default:
            return RTCP_FEEDBACK_OTHER;
        }
    }
    if (item->type == RTCP_PSFB) {
        switch (item->count) {
        case FORMAT_PLI:
            return RTCP_FEEDBACK_PLI;
        case FORMAT_FIR:
            return RTCP_FEEDBACK_FIR;
        default:
            return RTCP_FEEDBACK_OTHER;
        }
    }
    return RTCP_FEEDBACK_NONE;
}

static void nack_add(RtcpNack *nack, uint16_t sequence)
{
    if (nack->count < RTCP_NACK_SEQUENCES_MAX) {
        nack->sequences[nack->count++] = sequence;
    }
}

bool rtcp_feedback_read_nack(const RtcpItem *item, RtcpNack *out_nack)
{
    ByteReader reader = byte_reader(item->body, item->size);
    uint16_t first = 0;
    uint16_t bits = 0;

    if (rtcp_feedback_kind(item) != RTCP_FEEDBACK_NACK ||
            !byte_reader_u32(&reader, &out_nack->sender_ssrc) ||
            !byte_reader_u32(&reader, &out_nack->media_ssrc)) {
        return false;
    }
    out_nack->count = 0;
    while (byte_reader_u16(&reader, &first) && byte_reader_u16(&reader, &bits)) {
        nack_add(out_nack, first);
        for (unsigned bit = 0; bit < NACK_BITS; bit++) {
            if ((bits >> bit & 1) != 0) {
                nack_add(out_nack, (uint16_t)(first + bit + 1));
            }
        }
    }
    return out_nack->count > 0;
}

bool rtcp_feedback_read_pli(const RtcpItem *item, RtcpPli *out_pli)
{
    ByteReader reader = byte_reader(item->body, item->size);
    RtcpPli pli = {0};

    if (rtcp_feedback_kind(item) != RTCP_FEEDBACK_PLI ||
            !byte_reader_u32(&reader, &pli.sender_ssrc) ||
            !byte_reader_u32(&reader, &pli.media_ssrc)) {
        return false;
    }
    *out_pli = pli;
    return true;
}

bool rtcp_feedback_read_fir(const RtcpItem *item, RtcpFir *out_fir)
{
    ByteReader reader = byte_reader(item->body, item->size);
    RtcpFir fir = {0};
    uint32_t unused = 0;
    RtcpFirEntry entry;

    if (rtcp_feedback_kind(item) != RTCP_FEEDBACK_FIR ||
            !byte_reader_u32(&reader, &fir.sender_ssrc) || !byte_reader_u32(&reader, &unused)) {
        return false;
    }
    while (fir.count < RTCP_FIR_ENTRIES_MAX && byte_reader_u32(&reader, &entry.media_ssrc) &&
            byte_reader_u8(&reader, &entry.sequence) && byte_reader_skip(&reader, 3)) {
        fir.entries[fir.count++] = entry;
    }
    if (fir.count == 0) {
        return false;
    }
    *out_fir = fir;
    return true;
}

void rtcp_feedback_write_nack(const RtcpNack *nack, ByteWriter *writer)
{
    g_assert(nack->count > 0 && nack->count <= RTCP_NACK_SEQUENCES_MAX);
    const size_t begin = rtcp_packet_begin(writer, RTCP_RTPFB, FORMAT_NACK);
    byte_writer_u32(writer, nack->sender_ssrc);
    byte_writer_u32(writer, nack->media_ssrc);
    for (size_t i = 0; i < nack->count;) {
        const uint16_t first = nack->sequences[i++];
        uint16_t bits = 0;
        while (i < nack->count) {
            const uint16_t distance = (uint16_t)(nack->sequences[i] - first);
            if (distance == 0 || distance > NACK_BITS) {
                break;
            }
            bits = (uint16_t)(bits | 1u << (distance - 1));
            i++;
        }
        byte_writer_u16(writer, first);
        byte_writer_u16(writer, bits);
    }
    rtcp_packet_end(writer, begin);
}

void rtcp_feedback_write_pli(const RtcpPli *pli, ByteWriter *writer)
{
    const size_t begin = rtcp_packet_begin(writer, RTCP_PSFB, FORMAT_PLI);
    byte_writer_u32(writer, pli->sender_ssrc);
    byte_writer_u32(writer, pli->media_ssrc);
    rtcp_packet_end(writer, begin);
}

void rtcp_feedback_write_fir(const RtcpFir *fir, ByteWriter *writer)
{
    g_assert(fir->count > 0 && fir->count <= RTCP_FIR_ENTRIES_MAX);
    const size_t begin = rtcp_packet_begin(writer, RTCP_PSFB, FORMAT_FIR);
    byte_writer_u32(writer, fir->sender_ssrc);
    byte_writer_u32(writer, 0);
    for (size_t i = 0; i < fir->count; i++) {
        byte_writer_u32(writer, fir->entries[i].media_ssrc);
        byte_writer_u8(writer, fir->entries[i].sequence);
        byte_writer_zeros(writer, 3);
    }
    rtcp_packet_end(writer, begin);
}
