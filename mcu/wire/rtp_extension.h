/**
 * rtp_extension: the values in an RTP header extension (RFC 8285), one-byte and two-byte form.
 *
 * Units       audio level is decibels below full scale (0 loudest, 127 silence); send time is 1/2^18 s.
 * Ownership   borrows the packet; values are copies.
 * Thread      any: no state.
 * Errors      reading never fails: a block that ends in the middle gives what stood before; unknown ids are skipped.
 * Memory      none.
 */
#ifndef MCU_WIRE_RTP_EXTENSION_H
#define MCU_WIRE_RTP_EXTENSION_H

#include "mcu/wire/byte_writer.h"
#include "mcu/wire/rtp_packet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RTP_EXTENSION_ID_MAX = 255,
    RTP_EXTENSION_ID_ONE_BYTE_MAX = 14, /**< RFC 8285, 4.2: 15 is reserved */
    RTP_MID_SIZE_MAX = 16,              /**< an element of the one-byte form holds no more */
    RTP_EXTENSION_BLOCK_SIZE_MAX = 48,  /**< what rtp_extension_write() writes at most */
};

typedef enum RtpExtensionKind {
    RTP_EXTENSION_MID,                /**< RFC 8843, 15 */
    RTP_EXTENSION_TRANSPORT_SEQUENCE, /**< draft-holmer-rmcat-transport-wide-cc-extensions-01 */
    RTP_EXTENSION_AUDIO_LEVEL,        /**< RFC 6464 */
    RTP_EXTENSION_SEND_TIME,          /**< abs-send-time */
    RTP_EXTENSION_KINDS,
} RtpExtensionKind;

/** The ids that one peer's offer gave; 0 where it gave none. They differ between peers, never within one BUNDLE. */
typedef struct RtpExtensionIds {
    uint8_t id[RTP_EXTENSION_KINDS];
} RtpExtensionIds;

typedef struct RtpExtensionValues {
    bool has_mid;
    char mid[RTP_MID_SIZE_MAX + 1];

    bool has_transport_sequence;
    uint16_t transport_sequence;

    bool has_audio_level;
    uint8_t audio_level_dbov; /**< 0 to 127, meaning 0 to -127 dBov */
    bool voice;               /**< the sender's guess; some never set it */

    bool has_send_time;
    uint32_t send_time; /**< 24 bits: seconds as 6.18 fixed point, wraps at 64 s */
} RtpExtensionValues;

/** The URI that names a kind in SDP. */
const char *rtp_extension_uri(RtpExtensionKind kind);

/** Finds the kind that a URI names. */
bool rtp_extension_from_uri(const char *uri, RtpExtensionKind *out_kind);

/** Reads the known values of a packet whose header was read. Without an extension, all `has_` are false. */
RtpExtensionValues rtp_extension_read(
        const uint8_t *packet, const RtpHeader *header, const RtpExtensionIds *ids);

/** Whether there is a value with a negotiated id, so that a block would be written. */
bool rtp_extension_any(const RtpExtensionIds *ids, const RtpExtensionValues *values);

/**
 * Writes the block behind the RTP header: its four bytes of header, the values whose ids are known, padding.
 * The two-byte form is used only when an id needs it. Writes nothing when there is nothing to write.
 */
void rtp_extension_write(
        const RtpExtensionIds *ids, const RtpExtensionValues *values, ByteWriter *writer);

/**
 * Changes the transport sequence number in a packet that has one: a packet sent again counts anew.
 *
 * @return  false if the packet has none
 */
bool rtp_extension_set_transport_sequence(
        uint8_t *packet, size_t size, const RtpExtensionIds *ids, uint16_t transport_sequence);

#endif
