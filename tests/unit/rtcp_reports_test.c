#include "mcu/rtp/rtcp_reports.h"

#include "mcu/wire/byte_reader.h"
#include "mcu/wire/rtp_packet.h"

#include <string.h>

enum { SOUND = 10, PICTURE = 20, OWN = 30 };

static const MediaClock clock_of_mix = {0};

static RtpSender *new_sender(uint32_t ssrc, bool sends)
{
    RtpSender *sender = rtp_sender_new(&(RtpSenderConfig){
            .ssrc = ssrc,
            .clock_hz = 48000,
            .clock = &clock_of_mix,
            .history_packets = 2,
            .history_us = 1,
    });
    if (sends) {
        uint8_t buffer[RTP_PACKET_SIZE_MAX];
        g_autoptr(GBytes) payload = g_bytes_new("x", 1);
        rtp_sender_send(sender, &(RtpSenderPacket){.payload = payload}, 0, buffer, sizeof buffer);
    }
    return sender;
}

static RtpReceiver *new_receiver(uint32_t ssrc, bool receives)
{
    RtpReceiver *receiver = rtp_receiver_new(ssrc, 48000);
    if (receives) {
        int64_t seq = 0;
        rtp_receiver_put(receiver, &(RtpReceiverPacket){.sequence = 1}, 0, &seq);
    }
    return receiver;
}

/* What a compound says, in short: "S10:2 c10" is an SR of 10 with two blocks and a CNAME for 10. */
static char *in_short(const uint8_t *packet, size_t size)
{
    GString *text = g_string_new(NULL);
    ByteReader reader = byte_reader(packet, size);
    RtcpItem item;
    while (rtcp_packet_next(&reader, &item)) {
        RtcpReport report;
        uint32_t ssrc = 0;
        char cname[RTCP_CNAME_MAX + 1];
        if (rtcp_packet_read_report(&item, &report)) {
            g_string_append_printf(text, "%c%u:%zu ", report.has_sender_info ? 'S' : 'R',
                    report.ssrc, report.block_count);
        } else if (rtcp_packet_read_cname(&item, &ssrc, cname)) {
            g_assert_cmpstr(cname, ==, "mix");
            g_string_append_printf(text, "c%u ", ssrc);
        }
    }
    g_assert_cmpuint(byte_reader_left(&reader), ==, 0);
    return g_string_free(text, FALSE);
}

static void test_what_is_said(void)
{
    static const struct {
        const char *why;
        bool sends[2];
        bool receives[2];
        size_t room;
        const char *said;
    } cases[] = {
            {"nothing yet", {false, false}, {false, false}, 1200, "R30:0 c30 "},
            {"only receives", {false, false}, {true, true}, 1200, "R30:2 c30 "},
            {"sends sound", {true, false}, {true, false}, 1200, "S10:1 c10 "},
            {"sends both: the blocks are said once", {true, true}, {true, true}, 1200,
                    "S10:2 c10 S20:0 c20 "},
            {"room for the first only", {true, true}, {false, false}, 50, "S10:0 c10 "},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        RtpSender *senders[] = {
                new_sender(SOUND, cases[i].sends[0]), new_sender(PICTURE, cases[i].sends[1])};
        RtpReceiver *receivers[] = {
                new_receiver(1, cases[i].receives[0]), new_receiver(2, cases[i].receives[1])};
        const RtcpReportsStreams streams = {
                .senders = senders,
                .sender_count = 2,
                .receivers = receivers,
                .receiver_count = 2,
                .own_ssrc = OWN,
                .cname = "mix",
        };
        uint8_t buffer[1200];
        ByteWriter writer = byte_writer(buffer, cases[i].room);
        rtcp_reports_write(&streams, 1000, &writer);
        g_autofree char *said = in_short(buffer, writer.size);
        g_test_message("%s", cases[i].why);
        g_assert_cmpstr(said, ==, cases[i].said);
        for (size_t n = 0; n < 2; n++) {
            rtp_sender_free(senders[n]);
            rtp_receiver_free(receivers[n]);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtcp_reports/what_is_said", test_what_is_said);
    return g_test_run();
}
