/**
 * sdp_hardware: offers and answers with room systems and telephones, as SIP carries them: RTP on a port pair a
 * medium, plain, with keys in the description (SDES) or DTLS-SRTP; no ICE, no BUNDLE, nothing of WebRTC.
 *
 * What is agreed on stands in an SdpAgreement as for browsers, and what only hardware has beside it, by m-line.
 *
 * Units       bandwidths are bit/s.
 * Ownership   plain values; texts are the caller's, g_free().
 * Thread      any: no state.
 * Errors      GError SDP_ERROR: the whole description is refused, the text is the reason of a 488.
 * Memory      fixed: about 30 kB, on the stack while one is made, then on the heap of whoever holds it.
 */
#ifndef MCU_WIRE_SDP_HARDWARE_H
#define MCU_WIRE_SDP_HARDWARE_H

#include "mcu/wire/sdp_agreement.h"
#include "mcu/wire/sdp_crypto.h"
#include "mcu/wire/sdp_hardware_slides.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SDP_ADDRESS_MAX = 45,    /**< of an IPv6 address as text */
    SDP_ORIGIN_MAX = 255,    /**< of o= */
    SDP_HARDWARE_SUITES = 2, /**< a=crypto lines of an offer of ours */
};

/** How the packets of an m-line are kept secret. */
typedef enum SdpSecurity {
    SDP_SECURITY_NONE,
    SDP_SECURITY_SDES,
    SDP_SECURITY_DTLS,
} SdpSecurity;

/** What is settled of an m-line beside its SdpStream. */
typedef struct SdpHardwareLine {
    char address[SDP_ADDRESS_MAX + 1]; /**< of the peer; "" before its answer */
    uint16_t port;
    uint16_t rtcp_port;
    bool rtcp_mux;
    SdpSecurity security;
    SdpCrypto theirs;
    size_t ours_count;                   /**< in an offer several, else one */
    SdpCrypto ours[SDP_HARDWARE_SUITES]; /**< tag and suite; whoever writes them adds the keys */
    bool dtls_active;
    size_t fingerprint_count;
    SdpRemoteFingerprint fingerprints[SDP_FINGERPRINTS_MAX];
    bool has_digits; /**< telephone-event */
    uint8_t digits_payload_type;
    unsigned digits_clock_hz;
    SdpFloor floor; /**< of SDP_ROLE_FLOOR */
} SdpHardwareLine;

typedef struct SdpHardware {
    SdpAgreement agreement;
    char origin[SDP_ORIGIN_MAX +
            1]; /**< o= of the peer: the same one again means that nothing changed */
    SdpHardwareLine lines[SDP_MEDIA_MAX];
} SdpHardware;

typedef struct SdpHardwareWishes {
    bool plain_rtp;          /**< RTP without encryption is allowed */
    bool h264;               /**< a picture may be H.264 where there is no VP8 */
    bool slides;             /**< a second picture, and the floor to show one */
    bool prefer_dtls_active; /**< our part where the peer leaves it to us */
} SdpHardwareWishes;

/**
 * Settles what an offer of the peer's becomes: the first sound and the first picture that we can do, slides with their
 * floor, and its camera.
 */
bool sdp_hardware_agree(const char *offer, const SdpHardwareWishes *wishes, SdpHardware *out_agreed,
        GError **error);

/**
 * Settles what we offer: sound, a picture, slides with their floor, and the way to its camera; where plain RTP is
 * allowed, keys as well for who can.
 */
void sdp_hardware_offer(const SdpHardwareWishes *wishes, SdpHardware *out_offered);

/**
 * Reads the answer to an offer of ours. What was offered and refused has SDP_ROLE_NONE afterwards; so has what the
 * answer leaves out behind sound and picture, as devices do that know nothing of m=application or a second picture.
 */
bool sdp_hardware_read_answer(const SdpHardware *offered, const char *answer,
        const SdpHardwareWishes *wishes, SdpHardware *out_agreed, GError **error);

/** The index of the m-line with a role, or SDP_MEDIA_MAX. */
size_t sdp_hardware_find(const SdpHardware *hardware, SdpRole role);

#endif
