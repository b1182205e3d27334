#include "mcu/net/srtp_session.h"

#include <string.h>

enum { PACKET = 100, ROOM = PACKET + SRTP_TRAILER_MAX };

static const SrtpProfile all_profiles[] = {SRTP_PROFILE_AES128_CM_SHA1_80,
        SRTP_PROFILE_AEAD_AES_128_GCM, SRTP_PROFILE_AEAD_AES_256_GCM};
static const size_t key_sizes[] = {30, 28, 44}; /* RFC 5764 and RFC 7714: key and salt */

/* Two ends with each other's keys. */
typedef struct Ends {
    SrtpSession *from;
    SrtpSession *to;
} Ends;

static Ends make_ends(SrtpProfile profile, size_t key_size)
{
    DtlsSrtpKeys keys = {.profile = profile, .size = key_size};
    DtlsSrtpKeys mirrored = keys;

    for (size_t i = 0; i < key_size; i++) {
        keys.local[i] = mirrored.remote[i] = (uint8_t)(i + 1);
        keys.remote[i] = mirrored.local[i] = (uint8_t)(200 - i);
    }
    return (Ends){.from = srtp_session_new(&keys), .to = srtp_session_new(&mirrored)};
}

static Ends make_gcm_ends(void)
{
    return make_ends(SRTP_PROFILE_AEAD_AES_128_GCM, 28);
}

static void free_ends(Ends *ends)
{
    srtp_session_free(ends->from);
    srtp_session_free(ends->to);
}

static void make_rtp(uint8_t *packet, uint32_t ssrc, uint16_t sequence)
{
    memset(packet, 0x55, PACKET);
    packet[0] = 0x80;
    packet[1] = 96;
    packet[2] = (uint8_t)(sequence >> 8);
    packet[3] = (uint8_t)sequence;
    for (int i = 0; i < 4; i++) {
        packet[8 + i] = (uint8_t)(ssrc >> (24 - 8 * i));
    }
}

static SrtpResult carry_at(Ends *ends, uint32_t ssrc, uint16_t sequence, int64_t now_us)
{
    uint8_t packet[ROOM];
    size_t size = PACKET;

    make_rtp(packet, ssrc, sequence);
    const SrtpResult result = srtp_session_protect_rtp(ends->from, packet, &size);
    return result != SRTP_OK ? result : srtp_session_unprotect_rtp(ends->to, packet, &size, now_us);
}

static SrtpResult carry(Ends *ends, uint32_t ssrc, uint16_t sequence)
{
    return carry_at(ends, ssrc, sequence, 0);
}

static void test_carries_rtp_and_rtcp(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(all_profiles); i++) {
        Ends ends = make_ends(all_profiles[i], key_sizes[i]);
        uint8_t packet[ROOM];
        uint8_t plain[PACKET];
        size_t size = PACKET;

        g_test_message("%s", srtp_profile_name(all_profiles[i]));
        make_rtp(packet, 7, 1);
        memcpy(plain, packet, PACKET);
        g_assert_cmpint(srtp_session_protect_rtp(ends.from, packet, &size), ==, SRTP_OK);
        g_assert_cmpuint(size, >, PACKET);
        g_assert_cmpuint(size, <=, ROOM);
        g_assert_true(memcmp(packet + 12, plain + 12, PACKET - 12) != 0);
        g_assert_cmpint(srtp_session_unprotect_rtp(ends.to, packet, &size, 0), ==, SRTP_OK);
        g_assert_cmpmem(packet, size, plain, PACKET);

        uint8_t report[32 + SRTP_TRAILER_MAX] = {0x80, 201, 0, 7, 0, 0, 0, 7};
        size = 32;
        g_assert_cmpint(srtp_session_protect_rtcp(ends.from, report, &size), ==, SRTP_OK);
        g_assert_cmpuint(size, <=,
                sizeof report); /* the tag and the index of 4 bytes fit in the spare room */
        g_assert_cmpint(srtp_session_unprotect_rtcp(ends.to, report, &size, 0), ==, SRTP_OK);
        g_assert_cmpuint(size, ==, 32);
        free_ends(&ends);
    }
}

static void test_replay(void)
{
    static const struct {
        const char *why;
        uint16_t first;
        uint16_t second;
        SrtpResult result;
    } cases[] = {
            {"the next", 5, 6, SRTP_OK},
            {"the same again", 5, 5, SRTP_REPLAYED},
            {"an older one at the end of the window", 2000, 977, SRTP_OK},
            {"one older than the window", 2000, 976, SRTP_REPLAYED},
            {"over the wrap", 65535, 0, SRTP_OK},
            {"as far forward as can be told", 1, 32768, SRTP_OK},
            {"so far forward that it is a step back", 40000, 7464, SRTP_REPLAYED},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Ends ends = make_gcm_ends();
        g_test_message("%s", cases[i].why);
        g_assert_cmpint(carry(&ends, 7, cases[i].first), ==, SRTP_OK);
        g_assert_cmpint(carry(&ends, 7, cases[i].second), ==, cases[i].result);
        free_ends(&ends);
    }
}

/* Encrypting the same packet twice is what a retransmission does. */
static void test_sends_the_same_again(void)
{
    Ends ends = make_gcm_ends();
    uint8_t first[ROOM];
    uint8_t second[ROOM];
    size_t first_size = PACKET;
    size_t second_size = PACKET;

    make_rtp(first, 7, 9);
    make_rtp(second, 7, 9);
    g_assert_cmpint(srtp_session_protect_rtp(ends.from, first, &first_size), ==, SRTP_OK);
    g_assert_cmpint(srtp_session_protect_rtp(ends.from, second, &second_size), ==, SRTP_OK);
    g_assert_cmpmem(first, first_size, second, second_size);
    free_ends(&ends);
}

static void test_refuses_what_is_not_authentic(void)
{
    Ends ends = make_gcm_ends();

    for (size_t at = 0; at < PACKET + 16; at++) {
        uint8_t packet[ROOM];
        size_t size = PACKET;
        make_rtp(packet, 7, 1);
        g_assert_cmpint(srtp_session_protect_rtp(ends.from, packet, &size), ==, SRTP_OK);
        packet[at] ^= 0x10;
        g_assert_cmpint(srtp_session_unprotect_rtp(ends.to, packet, &size, 0), !=, SRTP_OK);
    }
    g_assert_cmpint(carry(&ends, 7, 1), ==, SRTP_OK); /* and the true one still passes */
    free_ends(&ends);
}

static void test_refuses_what_is_short(void)
{
    Ends ends = make_gcm_ends();

    for (size_t length = 0; length < 28; length++) {
        uint8_t packet[ROOM] = {0x80, 96};
        size_t size = length;
        g_assert_cmpint(srtp_session_unprotect_rtp(ends.to, packet, &size, 0), !=, SRTP_OK);
        size = length;
        packet[1] = 201;
        g_assert_cmpint(srtp_session_unprotect_rtcp(ends.to, packet, &size, 0), !=, SRTP_OK);
    }
    free_ends(&ends);
}

static void test_bounds_the_streams(void)
{
    Ends ends = make_gcm_ends();
    Ends more = make_gcm_ends(); /* the same keys: a sender that is not bounded by our own cap */

    for (uint32_t ssrc = 1; ssrc <= SRTP_SSRCS_MAX; ssrc++) {
        g_assert_cmpint(carry_at(&ends, ssrc, 1, 0), ==, SRTP_OK);
    }
    uint8_t packet[ROOM];
    size_t size = PACKET;
    make_rtp(packet, 99, 1);
    g_assert_cmpint(srtp_session_protect_rtp(ends.from, packet, &size), ==, SRTP_SSRC_REFUSED);

    size = PACKET;
    g_assert_cmpint(srtp_session_protect_rtp(more.from, packet, &size), ==, SRTP_OK);
    uint8_t kept[ROOM];
    memcpy(kept, packet, size);
    const size_t kept_size = size;
    g_assert_cmpint(srtp_session_unprotect_rtp(ends.to, packet, &size, SRTP_SSRC_IDLE_US), ==,
            SRTP_SSRC_REFUSED);

    size = kept_size;
    memcpy(packet, kept, size);
    g_assert_cmpint(
            carry_at(&ends, 2, 2, SRTP_SSRC_IDLE_US), ==, SRTP_OK); /* this one is not silent */
    g_assert_cmpint(
            srtp_session_unprotect_rtp(ends.to, packet, &size, SRTP_SSRC_IDLE_US + 1), ==, SRTP_OK);

    srtp_session_end_outgoing(ends.from, 3);
    g_assert_cmpint(carry_at(&ends, 100, 1, SRTP_SSRC_IDLE_US + 2), ==, SRTP_OK);
    srtp_session_end_outgoing(ends.from, 12345); /* was never there */
    free_ends(&ends);
    free_ends(&more);
}

/* A thousand SSRCs one after the other: libsrtp must not keep them. */
static void test_forgets_old_streams(void)
{
    Ends ends = make_gcm_ends();

    for (uint32_t ssrc = 1; ssrc <= 1000; ssrc++) {
        g_assert_cmpint(
                carry_at(&ends, ssrc, 1, (int64_t)ssrc * (SRTP_SSRC_IDLE_US + 1)), ==, SRTP_OK);
        srtp_session_end_outgoing(ends.from, ssrc);
    }
    free_ends(&ends);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/srtp_session/carries_rtp_and_rtcp", test_carries_rtp_and_rtcp);
    g_test_add_func("/srtp_session/replay", test_replay);
    g_test_add_func("/srtp_session/sends_the_same_again", test_sends_the_same_again);
    g_test_add_func(
            "/srtp_session/refuses_what_is_not_authentic", test_refuses_what_is_not_authentic);
    g_test_add_func("/srtp_session/refuses_what_is_short", test_refuses_what_is_short);
    g_test_add_func("/srtp_session/bounds_the_streams", test_bounds_the_streams);
    g_test_add_func("/srtp_session/forgets_old_streams", test_forgets_old_streams);
    return g_test_run();
}
