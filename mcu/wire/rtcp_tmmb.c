#include "mcu/wire/rtcp_tmmb.h"

#include <glib.h>

enum {
    FORMAT_REQUEST = 3,
    FORMAT_NOTICE = 4,
    MANTISSA_BITS = 17,
    OVERHEAD_BITS = 9,
    SHIFT_MAX = 62 - MANTISSA_BITS, /* beyond it no line goes */
};

static int64_t rate_of(uint32_t word)
{
    const unsigned exponent = word >> (MANTISSA_BITS + OVERHEAD_BITS);
    const int64_t mantissa = word >> OVERHEAD_BITS & ((1U << MANTISSA_BITS) - 1);
    return exponent > SHIFT_MAX && mantissa > 0 ? INT64_MAX : mantissa << MIN(exponent, SHIFT_MAX);
}

bool rtcp_tmmb_read(const RtcpItem *item, RtcpTmmb *out_tmmb)
{
    ByteReader reader = byte_reader(item->body, item->size);
    RtcpTmmb tmmb = {.notice = item->count == FORMAT_NOTICE};
    uint32_t unused = 0;
    uint32_t ssrc = 0;
    uint32_t word = 0;
    if (item->type != RTCP_RTPFB || (item->count != FORMAT_REQUEST && !tmmb.notice) ||
            !byte_reader_u32(&reader, &tmmb.sender_ssrc) || !byte_reader_u32(&reader, &unused)) {
        return false;
    }
    while (tmmb.count < RTCP_TMMB_ENTRIES_MAX && byte_reader_u32(&reader, &ssrc) &&
            byte_reader_u32(&reader, &word)) {
        tmmb.entries[tmmb.count++] = (RtcpTmmbEntry){
                .ssrc = ssrc,
                .bitrate_bps = rate_of(word),
                .overhead_bytes = word & ((1U << OVERHEAD_BITS) - 1),
        };
    }
    if (tmmb.count == 0 && !tmmb.notice) {
        return false;
    }
    *out_tmmb = tmmb;
    return true;
}

void rtcp_tmmb_write(const RtcpTmmb *tmmb, ByteWriter *writer)
{
    g_assert(tmmb->count <= RTCP_TMMB_ENTRIES_MAX);
    const size_t begin =
            rtcp_packet_begin(writer, RTCP_RTPFB, tmmb->notice ? FORMAT_NOTICE : FORMAT_REQUEST);
    byte_writer_u32(writer, tmmb->sender_ssrc);
    byte_writer_u32(writer, 0); /* RFC 5104, 4.2.1.2: the entries say whose */
    for (size_t i = 0; i < tmmb->count; i++) {
        const RtcpTmmbEntry *entry = &tmmb->entries[i];
        uint64_t mantissa = (uint64_t)MAX(entry->bitrate_bps, 0);
        uint32_t exponent = 0;
        while (mantissa >> MANTISSA_BITS != 0) {
            mantissa >>= 1;
            exponent++;
        }
        byte_writer_u32(writer, entry->ssrc);
        byte_writer_u32(writer,
                exponent << (MANTISSA_BITS + OVERHEAD_BITS) | (uint32_t)mantissa << OVERHEAD_BITS |
                        entry->overhead_bytes);
    }
    rtcp_packet_end(writer, begin);
}
