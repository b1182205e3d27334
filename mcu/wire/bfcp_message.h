/**
 * bfcp_message: messages of the Binary Floor Control Protocol (RFC 8855), by which a device asks to show its slides.
 *
 *      0                   1                   2                   3
 *     | Ver |R|F| Res |  Primitive    |        Payload Length         |
 *     |                         Conference ID                         |
 *     |         Transaction ID        |            User ID            |
 *     |       Fragment Offset         |        Fragment Length        |   with F only
 *     |  attributes: type, length, value, up to a multiple of four    |
 *
 * Units       sizes are bytes; on the wire lengths are words of four.
 * Ownership   plain values.
 * Thread      any: no state.
 * Errors      BfcpRead says what is wrong with a message, as its sender has to be told.
 * Memory      fixed; what is beyond the maxima below is passed over.
 */
#ifndef MCU_WIRE_BFCP_MESSAGE_H
#define MCU_WIRE_BFCP_MESSAGE_H

#include "mcu/wire/byte_writer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    BFCP_HEADER_SIZE = 12,
    BFCP_FRAGMENT_SIZE = 4,  /**< behind the header of a fragment */
    BFCP_SIZE_MAX = 2048,    /**< of a message, whole: those of devices are below 300 */
    BFCP_FLOORS_MAX = 4,     /**< FLOOR-ID of one message */
    BFCP_REQUESTS_MAX = 4,   /**< FLOOR-REQUEST-INFORMATION of one message */
    BFCP_UNKNOWN_MAX = 8,    /**< attributes that we do not know and should */
    BFCP_VERSION_STREAM = 1, /**< over TCP */
    BFCP_VERSION_DATAGRAM = 2,
};

typedef enum BfcpPrimitive {
    BFCP_FLOOR_REQUEST = 1,
    BFCP_FLOOR_RELEASE,
    BFCP_FLOOR_REQUEST_QUERY,
    BFCP_FLOOR_REQUEST_STATUS,
    BFCP_USER_QUERY,
    BFCP_USER_STATUS,
    BFCP_FLOOR_QUERY,
    BFCP_FLOOR_STATUS,
    BFCP_CHAIR_ACTION,
    BFCP_CHAIR_ACTION_ACK,
    BFCP_HELLO,
    BFCP_HELLO_ACK,
    BFCP_ERROR,
    BFCP_FLOOR_REQUEST_STATUS_ACK,
    BFCP_FLOOR_STATUS_ACK,
    BFCP_GOODBYE,
    BFCP_GOODBYE_ACK,
    BFCP_PRIMITIVES_END,
} BfcpPrimitive;

typedef enum BfcpStatus {
    BFCP_STATUS_NONE, /**< not said */
    BFCP_PENDING,
    BFCP_ACCEPTED,
    BFCP_GRANTED,
    BFCP_DENIED,
    BFCP_CANCELLED,
    BFCP_RELEASED,
    BFCP_REVOKED,
} BfcpStatus;

typedef enum BfcpErrorCode {
    BFCP_ERROR_CONFERENCE = 1, /**< does not exist; so the next one */
    BFCP_ERROR_USER,
    BFCP_ERROR_PRIMITIVE,
    BFCP_ERROR_ATTRIBUTE, /**< mandatory and unknown: those follow */
    BFCP_ERROR_UNAUTHORIZED,
    BFCP_ERROR_FLOOR,
    BFCP_ERROR_REQUEST,
    BFCP_ERROR_TOO_MANY,
    BFCP_ERROR_USE_TLS,
    BFCP_ERROR_PARSE,
    BFCP_ERROR_USE_DTLS,
    BFCP_ERROR_VERSION,
    BFCP_ERROR_LENGTH,
    BFCP_ERROR_GENERIC,
} BfcpErrorCode;

/** FLOOR-REQUEST-INFORMATION: how a request for one floor stands. 0 for users that are not said. */
typedef struct BfcpRequest {
    uint16_t id;
    BfcpStatus status;
    uint8_t queue_position;
    uint16_t floor;
    uint16_t beneficiary;
    uint16_t requested_by;
} BfcpRequest;

typedef struct BfcpMessage {
    uint8_t version;
    bool response; /**< of who did not begin the transaction; over UDP only */
    uint8_t primitive;
    uint32_t conference;
    uint16_t transaction;
    uint16_t user;

    size_t floor_count;
    uint16_t floors[BFCP_FLOORS_MAX];
    uint16_t beneficiary; /**< 0: not said */
    bool has_request_id;
    uint16_t request_id;
    bool has_priority;
    uint8_t priority; /**< 0 to 4 */
    size_t request_count;
    BfcpRequest requests[BFCP_REQUESTS_MAX];
    uint8_t error;                     /**< BfcpErrorCode, of BFCP_ERROR */
    size_t unknown_count;              /**< with BFCP_ERROR_ATTRIBUTE: which; */
    uint8_t unknown[BFCP_UNKNOWN_MAX]; /**< of what was read: mandatory and not known */
    uint32_t primitives;               /**< SUPPORTED-PRIMITIVES as bits, below 32 */
    uint32_t attributes;               /**< SUPPORTED-ATTRIBUTES likewise */
} BfcpMessage;

/** What is in front of a message, or of a part of it. */
typedef struct BfcpHeader {
    uint8_t version;
    bool response;
    bool fragment;
    uint8_t primitive;
    size_t payload_size; /**< of the whole message, without this header */
    uint32_t conference;
    uint16_t transaction;
    uint16_t user;
    size_t fragment_offset; /**< within the payload; 0 and all of it if it is no fragment */
    size_t fragment_size;
} BfcpHeader;

typedef enum BfcpRead {
    BFCP_READ_OK,
    BFCP_READ_NOTHING,    /**< not even a header: there is nobody to tell */
    BFCP_READ_VERSION,    /**< neither 1 nor 2 */
    BFCP_READ_LENGTH,     /**< its length is not what it says */
    BFCP_READ_MALFORMED,  /**< its attributes cannot be read */
    BFCP_READ_ATTRIBUTES, /**< it has some that must be known and are not: `unknown` */
} BfcpRead;

/** Reads what is in front, which `size` bytes may be less than the whole of. @return OK, NOTHING, VERSION or LENGTH */
BfcpRead bfcp_message_read_header(const uint8_t *data, size_t size, BfcpHeader *out_header);

/** Reads a whole message that is no fragment. But for BFCP_READ_NOTHING the header's fields are filled in. */
BfcpRead bfcp_message_read(const uint8_t *data, size_t size, BfcpMessage *out_message);

/** Writes a whole message; which attributes is by what is filled in. */
void bfcp_message_write(const BfcpMessage *message, ByteWriter *writer);

/** The primitives and attributes that are known here, as bits. */
uint32_t bfcp_message_primitives(void);
uint32_t bfcp_message_attributes(void);

/** Over UDP: whether it is an answer, and to one of the other side's transactions. */
bool bfcp_message_is_response(uint8_t primitive);

#endif
