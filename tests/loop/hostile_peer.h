/**
 * hostile_peer: a peer that does ICE and DTLS as it should, and then sends whatever a test wants.
 *
 * Units       sizes are bytes.
 * Ownership   owned by the test.
 * Thread      the test's; it hands all to the loop and waits.
 * Errors      what does not come within 20 s fails the test.
 * Memory      small.
 */
#ifndef TESTS_LOOP_HOSTILE_PEER_H
#define TESTS_LOOP_HOSTILE_PEER_H

#include "tests/loop/test_peer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct HostilePeer HostilePeer;

/** Joins `victim` as its offerer. @param handshake  whether to do DTLS too, as the active side */
HostilePeer *hostile_peer_new(TestPeer *victim, const DtlsIdentity *identity, bool handshake);
void hostile_peer_free(HostilePeer *peer);

/** Waits until there is a way, and the keys if there was a handshake. */
void hostile_peer_wait(HostilePeer *peer);

/** Sends bytes as they are, over the way that ICE has found. */
void hostile_peer_send(HostilePeer *peer, const uint8_t *bytes, size_t size);

/** Sends an RTP packet of 40 bytes, with good keys; `times` copies of the same. */
void hostile_peer_send_rtp(HostilePeer *peer, uint32_t ssrc, uint16_t sequence, unsigned times);

/** Sends a connectivity check, as a browser does for consent. */
void hostile_peer_send_check(HostilePeer *peer);

#endif
