#include "mcu/wire/packet_kind.h"

#include <glib.h>

static void test_tells_by_the_first_bytes(void)
{
    static const struct {
        const char *why;
        uint8_t bytes[2];
        size_t size;
        PacketKind kind;
    } cases[] = {
            {"nothing", {0, 0}, 0, PACKET_OTHER},
            {"one byte is no packet", {0x80, 0}, 1, PACKET_OTHER},
            {"a STUN request", {0, 1}, 2, PACKET_STUN},
            {"the last of STUN", {3, 0}, 2, PACKET_STUN},
            {"between STUN and ZRTP", {4, 0}, 2, PACKET_OTHER},
            {"ZRTP", {16, 0}, 2, PACKET_OTHER},
            {"the last before DTLS", {19, 0}, 2, PACKET_OTHER},
            {"the first of DTLS", {20, 0xfe}, 2, PACKET_DTLS},
            {"a handshake record, any fragment", {22, 0xfe}, 2, PACKET_DTLS},
            {"the last of DTLS", {63, 0}, 2, PACKET_DTLS},
            {"a TURN channel", {64, 0}, 2, PACKET_OTHER},
            {"the last before RTP", {127, 0}, 2, PACKET_OTHER},
            {"RTP", {128, 96}, 2, PACKET_RTP},
            {"RTP, payload type 63", {128, 63}, 2, PACKET_RTP},
            {"RTP with the marker, payload type 111", {128, 0xef}, 2, PACKET_RTP},
            {"RTP below the RTCP types", {128, 191}, 2, PACKET_RTP},
            {"the first RTCP type", {128, 192}, 2, PACKET_RTCP},
            {"a sender report", {128, 200}, 2, PACKET_RTCP},
            {"the last RTCP type", {191, 223}, 2, PACKET_RTCP},
            {"RTP above the RTCP types", {191, 224}, 2, PACKET_RTP},
            {"behind RTP", {192, 200}, 2, PACKET_OTHER},
            {"the highest", {255, 255}, 2, PACKET_OTHER},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(packet_kind(cases[i].bytes, cases[i].size), ==, cases[i].kind);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/packet_kind/tells_by_the_first_bytes", test_tells_by_the_first_bytes);
    return g_test_run();
}
