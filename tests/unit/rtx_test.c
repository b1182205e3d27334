#include "mcu/rtp/rtx.h"

#include "mcu/wire/rtp_packet.h"

#include <glib.h>

#include <string.h>

enum { SSRC = 0x11223344, PAYLOAD_TYPE = 96 };

static void test_restores(void)
{
    static const struct {
        const char *why;
        uint8_t packet[32];
        size_t size;
        RtxVerdict verdict;
        uint16_t sequence;
        size_t restored_size;
    } cases[] = {
            {"an RTX packet", {0x80, 0xe1, 0, 1, 0, 0, 0, 9, 1, 1, 1, 1, 0xab, 0xcd, 7, 8}, 16,
                    RTX_RESTORED, 0xabcd, 14},
            {"of an empty packet", {0x80, 0xe1, 0, 1, 0, 0, 0, 9, 1, 1, 1, 1, 0xab, 0xcd}, 14,
                    RTX_RESTORED, 0xabcd, 12},
            {"with padding", {0xa0, 0xe1, 0, 1, 0, 0, 0, 9, 1, 1, 1, 1, 0xab, 0xcd, 7, 8, 0, 2}, 18,
                    RTX_RESTORED, 0xabcd, 14},
            {"padding alone", {0xa0, 0xe1, 0, 1, 0, 0, 0, 9, 1, 1, 1, 1, 0, 0, 0, 4}, 16,
                    RTX_PADDING, 0, 0},
            {"one byte is no number", {0x80, 0xe1, 0, 1, 0, 0, 0, 9, 1, 1, 1, 1, 5}, 13,
                    RTX_PADDING, 0, 0},
            {"version 0", {0x00, 0xe1, 0, 1, 0, 0, 0, 9, 1, 1, 1, 1, 0xab, 0xcd, 7, 8}, 16,
                    RTX_MALFORMED, 0, 0},
            {"too short", {0x80, 0xe1, 0, 1}, 4, RTX_MALFORMED, 0, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint8_t packet[32];
        size_t size = 0;
        RtpHeader header;
        g_test_message("%s", cases[i].why);
        memcpy(packet, cases[i].packet, sizeof packet);
        g_assert_cmpint(rtx_restore(packet, cases[i].size, SSRC, PAYLOAD_TYPE, &size), ==,
                cases[i].verdict);
        g_assert_cmpuint(size, ==, cases[i].restored_size);
        if (cases[i].verdict != RTX_RESTORED) {
            g_assert_cmpmem(packet, sizeof packet, cases[i].packet, sizeof packet);
            continue;
        }
        g_assert_true(rtp_packet_read(packet, size, &header));
        g_assert_cmpuint(header.ssrc, ==, SSRC);
        g_assert_cmpuint(header.payload_type, ==, PAYLOAD_TYPE);
        g_assert_true(header.marker);
        g_assert_cmpuint(header.sequence, ==, cases[i].sequence);
        g_assert_cmpuint(header.timestamp_ticks, ==, 9);
        g_assert_cmpuint(header.padding_size, ==, 0);
        g_assert_cmpmem(packet + header.payload_offset, header.payload_size, "\7\10",
                cases[i].restored_size - RTP_HEADER_SIZE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rtx/restores", test_restores);
    return g_test_run();
}
