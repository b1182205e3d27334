#include "mcu/net/stun_check.h"

#include <glib.h>

#include <string.h>

/* RFC 5769, 2.1: the sample request. */
static const uint8_t sample[] = {
        0x00, 0x01, 0x00, 0x58, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6,
        0x86, 0xfa, 0x87, 0xdf, 0xae, /* header */
        0x80, 0x22, 0x00, 0x10, 0x53, 0x54, 0x55, 0x4e, 0x20, 0x74, 0x65, 0x73, 0x74, 0x20, 0x63,
        0x6c, 0x69, 0x65, 0x6e, 0x74,                   /* SOFTWARE "STUN test client" */
        0x00, 0x24, 0x00, 0x04, 0x6e, 0x00, 0x01, 0xff, /* PRIORITY */
        0x80, 0x29, 0x00, 0x08, 0x93, 0x2f, 0xf9, 0xb1, 0x51, 0x26, 0x3b, 0x36, /* ICE-CONTROLLED */
        0x00, 0x06, 0x00, 0x09, 0x65, 0x76, 0x74, 0x6a, 0x3a, 0x68, 0x36, 0x76, 0x59, 0x20, 0x20,
        0x20, /* USERNAME */
        0x00, 0x08, 0x00, 0x14, 0x9a, 0xea, 0xa7, 0x0c, 0xbf, 0xd8, 0xcb, 0x56, 0x78, 0x1e, 0xf2,
        0xb5, 0xb2, 0xd3, 0xf2, 0x49, 0xc1, 0xb5, 0x71, 0xa2, /* MESSAGE-INTEGRITY */
        0x80, 0x28, 0x00, 0x04, 0xe5, 0x7a, 0x3b, 0xcf,       /* FINGERPRINT */
};
static const char sample_ufrag[] = "evtj";
static const char sample_pwd[] = "VOkJxbRl1RmTxUk/WvJxBt";

static void test_knows_the_sample_of_the_rfc(void)
{
    g_assert_true(stun_check_is_authentic(sample, sizeof sample, sample_ufrag, sample_pwd));
}

static void test_knows_what_is_not_for_us(void)
{
    static const struct {
        const char *why;
        const char *ufrag;
        const char *pwd;
    } cases[] = {
            {"another password", "evtj", "VOkJxbRl1RmTxUk/WvJxBu"},
            {"another user", "evtk", sample_pwd},
            {"the beginning of our name", "evtjx", sample_pwd},
            {"more than our name", "evt", sample_pwd},
            {"the peer's name", "h6vY", sample_pwd},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_false(
                stun_check_is_authentic(sample, sizeof sample, cases[i].ufrag, cases[i].pwd));
    }
}

static void test_any_change_is_seen(void)
{
    enum { FINGERPRINT = 8 }; /* stands behind what is protected */
    uint8_t packet[sizeof sample];

    for (size_t at = 0; at < sizeof sample - FINGERPRINT; at++) {
        memcpy(packet, sample, sizeof packet);
        packet[at] ^= 0x01;
        g_assert_false(stun_check_is_authentic(packet, sizeof packet, sample_ufrag, sample_pwd));
    }
}

static void test_any_cut_is_seen(void)
{
    for (size_t size = 0; size < sizeof sample; size++) {
        g_autofree uint8_t *packet =
                g_memdup2(sample, size); /* so that a sanitizer sees a read past its end */
        g_assert_false(stun_check_is_authentic(packet, size, sample_ufrag, sample_pwd));
        if (size >= 20) { /* the same with a length that fits */
            packet[2] = 0;
            packet[3] = (uint8_t)(size - 20);
            g_assert_true(stun_check_is_authentic(packet, size, sample_ufrag, sample_pwd) ==
                    (size >= 100));
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stun_check/knows_the_sample_of_the_rfc", test_knows_the_sample_of_the_rfc);
    g_test_add_func("/stun_check/knows_what_is_not_for_us", test_knows_what_is_not_for_us);
    g_test_add_func("/stun_check/any_change_is_seen", test_any_change_is_seen);
    g_test_add_func("/stun_check/any_cut_is_seen", test_any_cut_is_seen);
    return g_test_run();
}
