/**
 * hardware_peer: a telephone for tests: a tone in one codec, plain or with keys, and an ear for what comes back.
 *
 * Units       20 ms a tick; levels are dBFS.
 * Ownership   the test owns it: hardware_peer_free().
 * Thread      the test's only one.
 * Errors      what cannot be fails the test.
 * Memory      a second of what it heard.
 */
#ifndef TESTS_LOOP_HARDWARE_PEER_H
#define TESTS_LOOP_HARDWARE_PEER_H

#include "mcu/wire/sdp_crypto.h"
#include "mcu/wire/sound_codec.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct HardwarePeer HardwarePeer;

typedef struct HardwarePeerConfig {
    const char *name;
    SoundCodec codec;
    SdpCryptoSuite suite; /**< SDP_CRYPTO_NONE: in the clear */
    double hz;            /**< of its tone */
    bool behind_nat;      /**< the port that it says is not the one that it sends from */
} HardwarePeerConfig;

HardwarePeer *hardware_peer_new(const HardwarePeerConfig *config);

/** NULL is allowed. */
void hardware_peer_free(HardwarePeer *peer);

const char *hardware_peer_name(const HardwarePeer *peer);

/** Its description, with an a=line or two more; each time of another version. Free it. */
char *hardware_peer_describe(HardwarePeer *peer, const char *more);

/** The MCU's: where to send, and its keys. */
void hardware_peer_learn(HardwarePeer *peer, const char *sdp);

/** Sends 20 ms of its tone, or of silence, and takes what came. */
void hardware_peer_tick(HardwarePeer *peer, bool talks);

/** Sends a key of RFC 4733 in place of a tick's sound. */
void hardware_peer_press(HardwarePeer *peer, uint8_t event);

/** How loud a tone is in the last fifth of a second that came. */
double hardware_peer_hears(const HardwarePeer *peer, double hz);

/** Packets that came. */
unsigned hardware_peer_packets(const HardwarePeer *peer);

/** Sends a packet of loud noise to where this one sends, from somewhere else. */
void hardware_peer_intrude(HardwarePeer *peer);

enum { HARDWARE_PEER_DBFS = -12 };

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HardwarePeer, hardware_peer_free)

#endif
