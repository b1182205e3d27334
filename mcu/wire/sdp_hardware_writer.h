/**
 * sdp_hardware_writer: what was settled with room systems and telephones (sdp_hardware), as the text of our offer or
 * answer (RFC 8866, 3264).
 *
 * Units       bandwidths are bit/s.
 * Ownership   plain values; the text is the caller's, g_free().
 * Thread      any: no state.
 * Errors      none: what it is given was settled before.
 * Memory      the text.
 */
#ifndef MCU_WIRE_SDP_HARDWARE_WRITER_H
#define MCU_WIRE_SDP_HARDWARE_WRITER_H

#include "mcu/wire/sdp_hardware.h"

#include <stdbool.h>
#include <stdint.h>

/** Our side. Texts are borrowed. */
typedef struct SdpHardwareLocal {
    uint64_t session_id;
    unsigned session_version;
    const char *address;                /**< where we listen */
    const char *fingerprint;            /**< "sha-256 AB:CD:…"; needed for DTLS */
    uint16_t ports[SDP_ROLES];          /**< of RTP, by role; RTCP is on the next one */
    unsigned bandwidths_bps[SDP_ROLES]; /**< what the peer shall send at most; 0: no limit */
    SdpFloorLocal floor;
    bool is_offer;
} SdpHardwareLocal;

/** Writes the offer or the answer. */
char *sdp_hardware_write(const SdpHardware *hardware, const SdpHardwareLocal *local);

#endif
