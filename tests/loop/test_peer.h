/**
 * test_peer: a peer_transport on a loop, and a test thread that waits for what it says.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   the peer owns its transport; packets that came are kept until the peer is freed.
 * Thread      the test's, but for what says "loop".
 * Errors      what is waited for and does not come within 20 s fails the test.
 * Memory      TEST_PEER_INBOX_MAX packets.
 */
#ifndef TESTS_LOOP_TEST_PEER_H
#define TESTS_LOOP_TEST_PEER_H

#include "mcu/net/peer_transport.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TEST_PEER_INBOX_MAX = 4, TEST_PEER_PACKET_MAX = 1500 };

typedef struct TestPacket {
    size_t size;
    uint8_t bytes[TEST_PEER_PACKET_MAX];
} TestPacket;

typedef struct TestPeer {
    NetLoop *loop;
    PeerTransport *transport;              /* loop */
    bool hides_candidates;                 /* set before it is joined */
    void (*on_rtp)(struct TestPeer *peer); /* loop; runs inside the event, may free the transport */

    /* under lock */
    GMutex lock;
    GCond changed;
    bool connected;
    bool quiet;
    bool closed;
    PeerTransportEnd why;
    unsigned rtp;
    unsigned rtcp;
    TestPacket inbox[TEST_PEER_INBOX_MAX]; /* the first ones */
} TestPeer;

/** A configuration for 127.0.0.1. */
PeerTransportConfig test_peer_config(NetLoop *loop, const DtlsIdentity *identity, bool controlling);

TestPeer *test_peer_new(const PeerTransportConfig *config);

/** Frees the transport, if it is still there, and the peer. */
void test_peer_free(TestPeer *peer);
void test_peer_free_transport(TestPeer *peer);

/** Tells `peer` what `other` would have said in its SDP. Extra fingerprint instead of the real one if not NULL. */
void test_peer_set_remote(
        TestPeer *peer, TestPeer *other, PeerSetup setup, const char *fingerprint);

/** Makes two peers know each other; `offerer` is the controlling one, `answerer_setup` the answer's a=setup. */
void test_peer_join(TestPeer *offerer, TestPeer *answerer, PeerSetup answerer_setup);

/** Waits until a condition holds; it is asked with the peer's lock held. */
typedef bool (*TestPeerCondition)(const TestPeer *peer, unsigned wanted);
void test_peer_wait(TestPeer *peer, TestPeerCondition condition, unsigned wanted);

bool test_peer_is_connected(const TestPeer *peer, unsigned wanted);
bool test_peer_is_closed(const TestPeer *peer, unsigned wanted);
bool test_peer_is_quiet(const TestPeer *peer, unsigned wanted);
bool test_peer_has_rtp(const TestPeer *peer, unsigned wanted);
bool test_peer_has_rtcp(const TestPeer *peer, unsigned wanted);

/** Sends one RTP packet. @return  whether it left */
bool test_peer_send_rtp(TestPeer *peer, uint32_t ssrc, uint16_t sequence, size_t size);
bool test_peer_send_rtcp(TestPeer *peer, uint32_t ssrc);

PeerTransportStats test_peer_stats(TestPeer *peer);

/** The port of its first candidate. */
uint16_t test_peer_port(TestPeer *peer);

#endif
