#include "mcu/net/srtp_gcm.h"

#include <srtp2/srtp.h>

#include <string.h>

/* Everything is compared with libsrtp, which the browsers use. */

enum {
    KEY_MAX = 44,
    PACKET_MAX = 1400,
    ROOM = PACKET_MAX + SRTP_TRAILER_MAX,
    ROUNDS = 3000,
    SEQUENCE_FIRST = 60000
};

static const size_t key_sizes[] = {16, 32};

static srtp_t open_library(const uint8_t *key, size_t key_size, srtp_ssrc_type_t type)
{
    uint8_t own_key[KEY_MAX];
    srtp_policy_t policy = {
            .ssrc = {.type = type}, .key = own_key, .window_size = 1024, .allow_repeat_tx = 1};
    srtp_t srtp = NULL;

    memcpy(own_key, key, sizeof own_key);
    if (key_size == 16) {
        srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
        srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
    } else {
        srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtp);
        srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtcp);
    }
    g_assert_cmpint(srtp_create(&srtp, &policy), ==, srtp_err_status_ok);
    return srtp;
}

static void fill_randomly(uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (uint8_t)g_test_rand_int();
    }
}

/* A packet with any number of sources, any extension, any payload. */
static size_t make_rtp(uint8_t *packet, uint16_t sequence)
{
    const uint8_t sources = (uint8_t)g_test_rand_int_range(0, 16);
    const bool extended = g_test_rand_bit();
    const uint8_t words = (uint8_t)g_test_rand_int_range(0, 10);
    const size_t payload = (size_t)g_test_rand_int_range(0, 1200);

    fill_randomly(packet, PACKET_MAX);
    packet[0] = (uint8_t)(0x80 | (extended ? 0x10 : 0) | sources);
    packet[2] = (uint8_t)(sequence >> 8);
    packet[3] = (uint8_t)sequence;
    packet[8] = packet[9] = packet[10] = packet[11] = 9;
    size_t size = 12 + 4 * (size_t)sources;
    if (extended) {
        packet[size + 2] = 0;
        packet[size + 3] = words;
        size += 4 + 4 * (size_t)words;
    }
    return size + payload;
}

static size_t make_rtcp(uint8_t *packet)
{
    const size_t size = 8 + 4 * (size_t)g_test_rand_int_range(0, 100);

    fill_randomly(packet, size);
    packet[0] = 0x81;
    packet[1] = 200;
    packet[4] = packet[5] = packet[6] = packet[7] = 9;
    return size;
}

/* Over the wrap of the sequence number, with losses and changes of order. */
static void test_libsrtp_reads_ours_and_we_read_it(void)
{
    for (size_t kind = 0; kind < G_N_ELEMENTS(key_sizes); kind++) {
        uint8_t key[KEY_MAX];
        fill_randomly(key, sizeof key);
        g_autoptr(SrtpGcm) gcm = srtp_gcm_new(key, key_sizes[kind]);
        g_autoptr(SrtpGcm) reader = srtp_gcm_new(key, key_sizes[kind]);
        srtp_t their_in = open_library(key, key_sizes[kind], ssrc_any_inbound);
        srtp_t their_out = open_library(key, key_sizes[kind], ssrc_any_outbound);
        SrtpGcmStream out = {0};
        SrtpGcmStream in = {0};

        for (int round = 0; round < ROUNDS; round++) {
            uint8_t plain[ROOM];
            uint8_t ours[ROOM];
            uint8_t theirs[ROOM];
            const uint16_t sequence =
                    (uint16_t)(SEQUENCE_FIRST + 7 * round - (round % 5 == 0 ? 20 : 0));
            const size_t plain_size = make_rtp(plain, sequence);
            size_t our_size = plain_size;
            int their_size = (int)plain_size;
            memcpy(ours, plain, plain_size);
            memcpy(theirs, plain, plain_size);
            g_assert_cmpint(srtp_gcm_protect_rtp(gcm, &out, ours, &our_size), ==, SRTP_OK);
            g_assert_cmpint(srtp_protect(their_out, theirs, &their_size), ==, srtp_err_status_ok);
            g_assert_cmpmem(ours, our_size, theirs, their_size);
            g_assert_cmpint(srtp_gcm_unprotect_rtp(reader, &in, theirs, &our_size), ==, SRTP_OK);
            g_assert_cmpmem(theirs, our_size, plain, plain_size);
            g_assert_cmpint(srtp_unprotect(their_in, ours, &their_size), ==, srtp_err_status_ok);
            g_assert_cmpmem(ours, their_size, plain, plain_size);
        }
        srtp_dealloc(their_in);
        srtp_dealloc(their_out);
    }
}

static void test_libsrtp_reads_our_reports_and_we_read_its(void)
{
    for (size_t kind = 0; kind < G_N_ELEMENTS(key_sizes); kind++) {
        uint8_t key[KEY_MAX];
        fill_randomly(key, sizeof key);
        g_autoptr(SrtpGcm) gcm = srtp_gcm_new(key, key_sizes[kind]);
        g_autoptr(SrtpGcm) reader = srtp_gcm_new(key, key_sizes[kind]);
        srtp_t their_in = open_library(key, key_sizes[kind], ssrc_any_inbound);
        srtp_t their_out = open_library(key, key_sizes[kind], ssrc_any_outbound);
        SrtpGcmStream out = {0};
        SrtpGcmStream in = {0};

        for (int round = 0; round < ROUNDS / 10; round++) {
            uint8_t plain[ROOM];
            uint8_t ours[ROOM];
            uint8_t theirs[ROOM];
            const size_t plain_size = make_rtcp(plain);
            size_t our_size = plain_size;
            int their_size = (int)plain_size;
            memcpy(ours, plain, plain_size);
            memcpy(theirs, plain, plain_size);
            g_assert_cmpint(srtp_gcm_protect_rtcp(gcm, &out, ours, &our_size), ==, SRTP_OK);
            g_assert_cmpint(
                    srtp_protect_rtcp(their_out, theirs, &their_size), ==, srtp_err_status_ok);
            g_assert_cmpuint(our_size, ==, (size_t)their_size);
            uint8_t again[ROOM];
            memcpy(again, theirs, our_size);
            g_assert_cmpint(srtp_gcm_unprotect_rtcp(reader, &in, theirs, &our_size), ==, SRTP_OK);
            g_assert_cmpmem(theirs, our_size, plain, plain_size);
            g_assert_cmpint(
                    srtp_unprotect_rtcp(their_in, ours, &their_size), ==, srtp_err_status_ok);
            g_assert_cmpmem(ours, their_size, plain, plain_size);
            our_size = plain_size + SRTP_TRAILER_MAX;
            g_assert_cmpint(
                    srtp_gcm_unprotect_rtcp(reader, &in, again, &our_size), ==, SRTP_REPLAYED);
        }
        srtp_dealloc(their_in);
        srtp_dealloc(their_out);
    }
}

static void test_refuses_what_is_not_whole(void)
{
    uint8_t key[KEY_MAX] = {1};
    g_autoptr(SrtpGcm) gcm = srtp_gcm_new(key, 16);
    uint8_t plain[ROOM];
    size_t whole = make_rtp(plain, 1);
    SrtpGcmStream out = {0};

    g_assert_cmpint(srtp_gcm_protect_rtp(gcm, &out, plain, &whole), ==, SRTP_OK);
    for (size_t size = 0; size < whole; size++) {
        SrtpGcmStream in = {0};
        g_autofree uint8_t *packet =
                g_memdup2(plain, size); /* a sanitizer sees a read past its end */
        size_t left = size;
        g_assert_cmpint(srtp_gcm_unprotect_rtp(gcm, &in, packet, &left), !=, SRTP_OK);
        g_assert_false(in.rtp.started);
        left = size;
        g_assert_cmpint(srtp_gcm_unprotect_rtcp(gcm, &in, packet, &left), !=, SRTP_OK);
    }
}

/* What is not authentic must not move the window, or a forged packet would shut the true ones out. */
static void test_a_forgery_leaves_no_trace(void)
{
    uint8_t key[KEY_MAX] = {1};
    g_autoptr(SrtpGcm) gcm = srtp_gcm_new(key, 16);
    g_autoptr(SrtpGcm) reader = srtp_gcm_new(key, 16);
    SrtpGcmStream out = {0};
    SrtpGcmStream in = {0};

    for (uint16_t sequence = 1; sequence < 200; sequence++) {
        uint8_t forged[ROOM];
        uint8_t packet[ROOM];
        size_t size = make_rtp(forged, (uint16_t)(sequence + 20000));
        g_assert_cmpint(srtp_gcm_unprotect_rtp(reader, &in, forged, &size), !=, SRTP_OK);
        size = make_rtp(packet, sequence);
        g_assert_cmpint(srtp_gcm_protect_rtp(gcm, &out, packet, &size), ==, SRTP_OK);
        g_assert_cmpint(srtp_gcm_unprotect_rtp(reader, &in, packet, &size), ==, SRTP_OK);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(srtp_init(), ==, srtp_err_status_ok);
    g_test_add_func(
            "/srtp_gcm/libsrtp_reads_ours_and_we_read_it", test_libsrtp_reads_ours_and_we_read_it);
    g_test_add_func("/srtp_gcm/libsrtp_reads_our_reports_and_we_read_its",
            test_libsrtp_reads_our_reports_and_we_read_its);
    g_test_add_func("/srtp_gcm/refuses_what_is_not_whole", test_refuses_what_is_not_whole);
    g_test_add_func("/srtp_gcm/a_forgery_leaves_no_trace", test_a_forgery_leaves_no_trace);
    return g_test_run();
}
