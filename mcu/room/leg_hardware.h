/**
 * leg_hardware: what a leg of SIP's has in place of ICE and WebRTC's SDP: its descriptions, its ports, its keys.
 *
 * The peer offers and we answer, or we offer and it answers, the first time as at any later one. The same o= as before
 * is a session that is refreshed: it gets the same answer, and nothing changes.
 *
 * Units       in the names.
 * Ownership   owns its transport and its floor. The configuration is borrowed for the call, the loop and the identity for longer.
 * Thread      the network loop.
 * Errors      an ApiFault for whoever brought the description, with a GError; nothing has changed then.
 * Memory      two descriptions, plain_transport's and bfcp_link's.
 */
#ifndef MCU_ROOM_LEG_HARDWARE_H
#define MCU_ROOM_LEG_HARDWARE_H

#include "mcu/api/api_message.h"
#include "mcu/net/bfcp_link.h"
#include "mcu/net/plain_transport.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/sdp_hardware.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct LegHardware LegHardware;

typedef struct LegHardwareConfig {
    NetLoop *loop;
    const DtlsIdentity *identity;
    const char *const *addresses;
    uint16_t port_min, port_max;
    bool dtls_active;
    bool h264;           /**< a picture may be H.264 where there is no VP8 */
    bool slides;         /**< it may show and see slides by a second video line */
    bool plain_rtp;      /**< RTP without encryption is allowed */
    uint64_t session_id; /**< of o= */
    int64_t picture_bps; /**< what it shall send of a picture at most */
    BfcpLinkEvents floor;
} LegHardwareConfig;

LegHardware *leg_hardware_new(
        const LegHardwareConfig *config, const PlainTransportEvents *events, void *user_data);

/** NULL is allowed. */
void leg_hardware_free(LegHardware *hardware);

/** Takes an offer of the peer's and answers; "": makes one, which leg_hardware_take_answer() settles. */
bool leg_hardware_offer(
        LegHardware *hardware, const char *offer, ApiFault *ret_fault, GError **error);
bool leg_hardware_take_answer(
        LegHardware *hardware, const char *answer, ApiFault *ret_fault, GError **error);

/** Our last answer or offer. Owned by it. */
const char *leg_hardware_sdp(const LegHardware *hardware);

/** What is agreed on; NULL before the first answer. */
const SdpHardware *leg_hardware_agreed(const LegHardware *hardware);

/** What a packet on the sound's ports is. */
typedef enum LegHardwareSound {
    LEG_HARDWARE_NOTHING, /**< not agreed on, or on hold */
    LEG_HARDWARE_SOUND,
    LEG_HARDWARE_PAUSE, /**< comfort noise, or a key that is pressed */
} LegHardwareSound;

/** @param ret_digit  the key, once for each press; else '\0' */
LegHardwareSound leg_hardware_sort_sound(
        LegHardware *hardware, const uint8_t *packet, const RtpHeader *header, char *ret_digit);

/** The agreed m-line of a role; NULL: there is none, or not yet. */
const SdpStream *leg_hardware_stream(const LegHardware *hardware, SdpRole role);

/** Where it asks for the floor, to show slides; NULL: it does not. */
BfcpLink *leg_hardware_floor(const LegHardware *hardware);

/** NULL before the first offer. */
PlainTransport *leg_hardware_transport(const LegHardware *hardware);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegHardware, leg_hardware_free)

#endif
