/**
 * echo_mcu: an MCU that gives each participant its own pictures and sound back, for tests without a mixer.
 *
 * Units       counts are packets.
 * Ownership   borrows loop and identity.
 * Thread      the network loop.
 * Errors      GError for an offer that it does not understand.
 * Memory      one transport.
 */
#ifndef TESTS_FAKES_ECHO_MCU_H
#define TESTS_FAKES_ECHO_MCU_H

#include "mcu/net/dtls_identity.h"
#include "mcu/net/net_loop.h"

#include <glib.h>

#include <stdint.h>

typedef struct EchoMcu EchoMcu;

/** Answers an offer. @param lose_each  one picture packet in so many does not come back; 0: none is lost */
EchoMcu *echo_mcu_new(NetLoop *loop, const DtlsIdentity *identity, const char *offer,
        unsigned lose_each, char **ret_answer, GError **error);

void echo_mcu_free(EchoMcu *echo);

/** How many packets it has not given back. */
uint64_t echo_mcu_lost(const EchoMcu *echo);

/** Asks the participant for a key frame. */
void echo_mcu_ask_key(EchoMcu *echo);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EchoMcu, echo_mcu_free)

#endif
