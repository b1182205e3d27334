/**
 * stun_message: the STUN that ICE needs (RFC 8489, RFC 8445): Binding requests and their answers.
 *
 * Written for the bots, so that the MCU's ICE is met by another one than its own.
 *
 * Units       sizes are bytes.
 * Ownership   borrows the bytes.
 * Thread      any: no state.
 * Errors      false for what is not STUN or ends too soon; writers remember it in ByteWriter.full.
 * Memory      none.
 */
#ifndef TESTS_BOTS_STUN_MESSAGE_H
#define TESTS_BOTS_STUN_MESSAGE_H

#include "mcu/wire/byte_writer.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    STUN_TRANSACTION_SIZE = 12,
    STUN_MESSAGE_SIZE_MAX = 1024, /* what a buffer for one of ours must hold */
};

typedef enum StunType {
    STUN_BINDING_REQUEST = 0x0001,
    STUN_BINDING_INDICATION = 0x0011,
    STUN_BINDING_SUCCESS = 0x0101,
    STUN_BINDING_ERROR = 0x0111,
} StunType;

typedef struct StunMessage {
    uint16_t type; /**< a StunType, or another */
    uint8_t transaction[STUN_TRANSACTION_SIZE];
    size_t integrity_offset; /**< of the attribute; 0 if there is none */
} StunMessage;

/** An address of a datagram. */
typedef union StunAddress {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
} StunAddress;

/** What a check says. */
typedef struct StunCheck {
    const uint8_t *transaction;
    const char *username; /**< the peer's fragment, a colon, ours */
    const char *password; /**< the peer's */
    uint64_t tie_breaker;
    uint32_t priority;
} StunCheck;

bool stun_message_read(const uint8_t *bytes, size_t size, StunMessage *out_message);

/** Whether who wrote a message that was read knows the password. */
bool stun_message_verify(const uint8_t *bytes, const StunMessage *message, const char *password);

/** A check by the controlling side, which nominates at once. */
void stun_message_write_check(const StunCheck *check, ByteWriter *writer);

/** The answer to a check that came from `from`. */
void stun_message_write_success(const uint8_t *transaction, const StunAddress *from,
        const char *password, ByteWriter *writer);

#endif
