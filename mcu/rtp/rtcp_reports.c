#include "mcu/rtp/rtcp_reports.h"

static void add_blocks(const RtcpReportsStreams *streams, int64_t now_us, RtcpReport *report)
{
    for (size_t i = 0; i < streams->receiver_count && report->block_count < RTCP_COUNT_MAX; i++) {
        RtcpReportBlock *block = &report->blocks[report->block_count];
        if (rtp_receiver_report(streams->receivers[i], now_us, block)) {
            report->block_count++;
        }
    }
}

static void write_with_name(const RtcpReport *report, const char *cname, ByteWriter *writer)
{
    const size_t begin = writer->size;
    rtcp_packet_write_report(report, writer);
    rtcp_packet_write_cname(report->ssrc, cname, writer);
    if (writer->full) {
        byte_writer_rewind(writer, begin);
        writer->full = true;
    }
}

void rtcp_reports_write(const RtcpReportsStreams *streams, int64_t now_us, ByteWriter *writer)
{
    RtcpReport report = {.ssrc = streams->own_ssrc};
    size_t written = 0;

    add_blocks(streams, now_us, &report);
    for (size_t i = 0; i < streams->sender_count; i++) {
        if (rtp_sender_report(streams->senders[i], now_us, &report.sender)) {
            report.ssrc = rtp_sender_ssrc(streams->senders[i]);
            report.has_sender_info = true;
            write_with_name(&report, streams->cname, writer);
            report.block_count = 0; /* they are said once */
            written++;
        }
    }
    if (written == 0) {
        write_with_name(&report, streams->cname, writer);
    }
}
