#include "mcu/wire/ice_candidate.h"

#include <glib.h>

#include <string.h>

static void test_reads_candidates(void)
{
    static const struct {
        const char *why;
        const char *text;
        IceCandidateReading reading;
        const char *address;
    } cases[] = {
            {"Chromium's",
                    "candidate:3359476862 1 udp 2122194687 10.0.0.7 51234 typ host generation 0 "
                    "ufrag Xyz/ network-id 1",
                    ICE_CANDIDATE_USABLE, "10.0.0.7"},
            {"Firefox's", "candidate:0 1 UDP 2122252543 192.168.1.5 40000 typ host",
                    ICE_CANDIDATE_USABLE, "192.168.1.5"},
            {"as an attribute", "a=candidate:1 1 UDP 1 10.0.0.7 1 typ host", ICE_CANDIDATE_USABLE,
                    "10.0.0.7"},
            {"the value alone", "1 1 udp 1 10.0.0.7 1 typ host", ICE_CANDIDATE_USABLE, "10.0.0.7"},
            {"reflexive, with where it came from",
                    "candidate:1 1 udp 5 203.0.113.9 9 typ srflx raddr 10.0.0.1 rport 9",
                    ICE_CANDIDATE_USABLE, "203.0.113.9"},
            {"a related address that is none",
                    "candidate:1 1 udp 5 203.0.113.9 9 typ relay raddr x.local rport 99999",
                    ICE_CANDIDATE_USABLE, "203.0.113.9"},
            {"IPv6, brought into one form", "candidate:1 1 udp 5 2001:DB8:0:0::1 9 typ host",
                    ICE_CANDIDATE_USABLE, "2001:db8::1"},
            {"loopback, for tests on one machine", "candidate:1 1 udp 5 127.0.0.1 9 typ host",
                    ICE_CANDIDATE_USABLE, "127.0.0.1"},
            {"the highest priority", "candidate:1 1 udp 2147483647 10.0.0.7 65535 typ prflx",
                    ICE_CANDIDATE_USABLE, "10.0.0.7"},
            {"Firefox's end", "", ICE_CANDIDATE_END, NULL},
            {"the attribute of the end", "end-of-candidates", ICE_CANDIDATE_END, NULL},
            {"a hidden name",
                    "candidate:1 1 udp 5 0b7e1ad3-8a3e-4c2b-9d46-3f8a1c0c2a11.local 51234 typ host",
                    ICE_CANDIDATE_HIDDEN, NULL},
            {"TCP", "candidate:1 1 tcp 1518214911 10.0.0.7 9 typ host tcptype active",
                    ICE_CANDIDATE_OTHER_TRANSPORT, NULL},
            {"TCP, port 0", "candidate:1 1 TCP 5 10.0.0.7 0 typ host",
                    ICE_CANDIDATE_OTHER_TRANSPORT, NULL},
            {"for RTCP of its own", "candidate:1 2 udp 5 10.0.0.7 9 typ host",
                    ICE_CANDIDATE_OTHER_COMPONENT, NULL},
            {"priority 0 ends libnice", "candidate:1 1 udp 0 10.0.0.7 9 typ host",
                    ICE_CANDIDATE_BAD, NULL},
            {"priority 2^31", "candidate:1 1 udp 2147483648 10.0.0.7 9 typ host", ICE_CANDIDATE_BAD,
                    NULL},
            {"priority beyond 64 bits",
                    "candidate:1 1 udp 99999999999999999999999 10.0.0.7 9 typ host",
                    ICE_CANDIDATE_BAD, NULL},
            {"a negative priority", "candidate:1 1 udp -1 10.0.0.7 9 typ host", ICE_CANDIDATE_BAD,
                    NULL},
            {"component 0", "candidate:1 0 udp 5 10.0.0.7 9 typ host", ICE_CANDIDATE_BAD, NULL},
            {"component 257", "candidate:1 257 udp 5 10.0.0.7 9 typ host", ICE_CANDIDATE_BAD, NULL},
            {"an unknown transport", "candidate:1 1 sctp 5 10.0.0.7 9 typ host", ICE_CANDIDATE_BAD,
                    NULL},
            {"port 0", "candidate:1 1 udp 5 10.0.0.7 0 typ host", ICE_CANDIDATE_BAD, NULL},
            {"port 65536", "candidate:1 1 udp 5 10.0.0.7 65536 typ host", ICE_CANDIDATE_BAD, NULL},
            {"an unknown type", "candidate:1 1 udp 5 10.0.0.7 9 typ magic", ICE_CANDIDATE_BAD,
                    NULL},
            {"no type", "candidate:1 1 udp 5 10.0.0.7 9", ICE_CANDIDATE_BAD, NULL},
            {"not the word typ", "candidate:1 1 udp 5 10.0.0.7 9 type host", ICE_CANDIDATE_BAD,
                    NULL},
            {"a host name", "candidate:1 1 udp 5 example.com 9 typ host", ICE_CANDIDATE_BAD, NULL},
            {"an address of three numbers", "candidate:1 1 udp 5 10.0.7 9 typ host",
                    ICE_CANDIDATE_BAD, NULL},
            {"an address with a zone", "candidate:1 1 udp 5 fe80::1%eth0 9 typ host",
                    ICE_CANDIDATE_BAD, NULL},
            {"nowhere", "candidate:1 1 udp 5 0.0.0.0 9 typ host", ICE_CANDIDATE_BAD, NULL},
            {"everywhere", "candidate:1 1 udp 5 255.255.255.255 9 typ host", ICE_CANDIDATE_BAD,
                    NULL},
            {"multicast", "candidate:1 1 udp 5 224.0.0.1 9 typ host", ICE_CANDIDATE_BAD, NULL},
            {"multicast, IPv6", "candidate:1 1 udp 5 ff02::1 9 typ host", ICE_CANDIDATE_BAD, NULL},
            {"nowhere, IPv6", "candidate:1 1 udp 5 :: 9 typ host", ICE_CANDIDATE_BAD, NULL},
            {"a foundation of 33",
                    "candidate:123456789012345678901234567890123 1 udp 5 10.0.0.7 9 typ host",
                    ICE_CANDIDATE_BAD, NULL},
            {"the word alone", "candidate:", ICE_CANDIDATE_BAD, NULL},
            {"spaces", "     ", ICE_CANDIDATE_BAD, NULL},
            {"more words than there is room for",
                    "candidate:1 1 udp 5 10.0.0.7 9 typ host a b c d e f g h i j k l m n o p q r s "
                    "t u v w x y z a b c d e f g",
                    ICE_CANDIDATE_BAD, NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        IceCandidate candidate = {0};
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(ice_candidate_read(cases[i].text, &candidate), ==, cases[i].reading);
        g_assert_cmpstr(candidate.address, ==, cases[i].address != NULL ? cases[i].address : "");
    }
}

static void test_bounds_the_text(void)
{
    IceCandidate candidate = {0};
    g_autofree char *tail = g_strnfill(600, 'x');
    g_autofree char *text = g_strdup_printf("candidate:1 1 udp 5 10.0.0.7 9 typ host x %s", tail);
    g_assert_cmpint(ice_candidate_read(text, &candidate), ==, ICE_CANDIDATE_BAD);
    text[511] = '\0'; /* as long as may be */
    g_assert_cmpint(ice_candidate_read(text, &candidate), ==, ICE_CANDIDATE_USABLE);
}

static void test_writes_what_it_reads(void)
{
    static const char *const texts[] = {
            "candidate:1 1 udp 2113937151 10.0.0.1 20000 typ host",
            "candidate:abc 1 udp 1 2001:db8::1 65535 typ relay raddr 10.0.0.1 rport 4",
            "candidate:7 1 udp 5 203.0.113.9 9 typ srflx raddr 10.0.0.1 rport 0",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        IceCandidate candidate;
        g_assert_cmpint(ice_candidate_read(texts[i], &candidate), ==, ICE_CANDIDATE_USABLE);
        g_autofree char *written = ice_candidate_write(&candidate);
        g_assert_cmpstr(written, ==, texts[i]);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ice_candidate/reads_candidates", test_reads_candidates);
    g_test_add_func("/ice_candidate/bounds_the_text", test_bounds_the_text);
    g_test_add_func("/ice_candidate/writes_what_it_reads", test_writes_what_it_reads);
    return g_test_run();
}
