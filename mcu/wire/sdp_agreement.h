/**
 * sdp_agreement: what an offer and its answer settled, as values: streams, payload types, ids, the way to the peer.
 *
 * Units       bandwidths are bit/s.
 * Ownership   a plain value without pointers: copied by assignment, nothing to free.
 * Thread      any: no state.
 * Errors      GError SDP_ERROR: the whole description is refused, the text says why in a sentence for its sender.
 * Memory      fixed: about 20 kB, kept on the heap by whoever holds one.
 */
#ifndef MCU_WIRE_SDP_AGREEMENT_H
#define MCU_WIRE_SDP_AGREEMENT_H

#include "mcu/wire/h264_format.h"
#include "mcu/wire/ice_candidate.h"
#include "mcu/wire/picture_codec.h"
#include "mcu/wire/rtp_extension.h"
#include "mcu/wire/sdp_description.h"
#include "mcu/wire/sound_codec.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SDP_CREDENTIAL_MAX = 256, /**< RFC 8839, 5.4: of ufrag and password */
    SDP_WORD_MAX = 63,        /**< of an m-line that we refuse: kind, protocol, first format */
};

#define SDP_ERROR sdp_error_quark()

typedef enum SdpError {
    SDP_ERROR_BAD_TEXT,       /**< not SDP, beyond a maximum, or not an answer to our offer */
    SDP_ERROR_NO_MEDIA,       /**< no m-line that we could use */
    SDP_ERROR_NO_CODEC,       /**< sound without Opus, or a picture without VP8 or H.264 */
    SDP_ERROR_NO_BUNDLE,      /**< the m-lines are not in one BUNDLE with a=rtcp-mux */
    SDP_ERROR_NO_ICE,         /**< a=ice-ufrag or a=ice-pwd missing or of a wrong length */
    SDP_ERROR_NO_FINGERPRINT, /**< none with SHA-256 or better, or not DTLS-SRTP at all */
    SDP_ERROR_BAD_SETUP,      /**< a=setup:holdconn, or a role that contradicts the one in use */
    SDP_ERROR_BAD_EXTENSION,  /**< one id stands for two header extensions */
    SDP_ERROR_NO_ENCRYPTION, /**< RTP in the clear where that is not allowed, or keys that we cannot use */
    SDP_ERROR_NO_ADDRESS, /**< no c= that is an IP address */
} SdpError;

/** What an m-line is for. */
typedef enum SdpRole {
    SDP_ROLE_NONE, /**< refused: answered with port 0 */
    SDP_ROLE_SOUND,
    SDP_ROLE_PICTURE,
    SDP_ROLE_SLIDES,       /**< the second picture: a shared screen */
    SDP_ROLE_SLIDES_SOUND, /**< the second sound: that of the shared screen */
    SDP_ROLE_CAMERA,       /**< hardware: H.224, for the far end's camera */
    SDP_ROLE_FLOOR,        /**< hardware: BFCP, which says who shows slides */
    SDP_ROLES,
} SdpRole;

/** One m-line, as we see it: "send" is from us to the peer. */
typedef struct SdpStream {
    SdpRole role;
    char mid[RTP_MID_SIZE_MAX + 1]; /**< "" if the peer names none */
    bool send;
    bool receive;
    SoundCodec sound_codec;     /**< of a sound; Opus, but for hardware */
    uint8_t payload_type;       /**< Opus, VP8 or H.264, both ways; of hardware's sound as above */
    PictureCodec picture_codec; /**< of a picture */
    H264Format h264;            /**< if that is its codec, as it was offered */
    size_t h264_sets_size;
    uint8_t h264_sets
            [H264_SPROP_MAX]; /**< parameter sets that the peer does not send with its pictures */
    bool has_red;             /**< of Opus: copies of earlier sound may be in a packet (RFC 2198) */
    uint8_t red_payload_type;
    bool has_rtx;
    uint8_t rtx_payload_type;
    bool nack;
    bool pli;
    bool fir;
    bool tmmbr; /**< hardware only */
    bool transport_cc;
    RtpExtensionIds extensions;
    uint32_t
            remote_ssrc; /**< what the peer says it sends with; 0: learn it from mid or payload type */
    uint32_t remote_rtx_ssrc;      /**< 0 if not said */
    unsigned remote_bandwidth_bps; /**< what the peer wants to get at most; 0 if not said */

    /* What a description must repeat of the m-line. */
    bool bundled;
    bool rtcp_rsize;
    char kind_name[SDP_WORD_MAX + 1];
    char protocol[SDP_WORD_MAX + 1];
    char format[SDP_WORD_MAX + 1]; /**< the first one, for a refusal */
} SdpStream;

typedef struct SdpRemoteFingerprint {
    char hash[12]; /**< "sha-256", "sha-384" or "sha-512" */
    size_t digest_size;
    uint8_t digest[SDP_DIGEST_SIZE_MAX];
} SdpRemoteFingerprint;

/** The way to the peer: one for all streams. It is large, and of use until the transport knows it. */
typedef struct SdpRemote {
    char ufrag[SDP_CREDENTIAL_MAX + 1];
    char pwd[SDP_CREDENTIAL_MAX + 1];
    size_t fingerprint_count; /**< at least one; any of them may match */
    SdpRemoteFingerprint fingerprints[SDP_FINGERPRINTS_MAX];
    bool ice_lite;
    bool trickle; /**< more candidates may follow */
    bool end_of_candidates;
    size_t candidate_count; /**< those that can be used */
    IceCandidate candidates[SDP_CANDIDATES_MAX];
} SdpRemote;

typedef struct SdpAgreement {
    bool dtls_active; /**< we send the ClientHello */
    bool extmap_allow_mixed;
    RtpExtensionIds
            extensions;  /**< of the whole BUNDLE, to read a packet before its m-line is known */
    size_t stream_count; /**< in the order of the m-lines */
    SdpStream streams[SDP_MEDIA_MAX];
} SdpAgreement;

GQuark sdp_error_quark(void);

/** Whether a role is one of the two that carry sound, which is always Opus. */
bool sdp_agreement_is_sound(SdpRole role);

/** The stream with a role, or NULL. */
const SdpStream *sdp_agreement_find(const SdpAgreement *agreement, SdpRole role);

/** Parses a description, with errors of SDP_ERROR. */
Sdp *sdp_agreement_parse(const char *text, GError **error);

/** Whether an m-line is refused by its port. */
bool sdp_agreement_is_refused(const SdpMedia *media);

/** Takes over what the m-line says of itself, without a codec or a role yet. */
bool sdp_agreement_read_media(
        const Sdp *sdp, const SdpMedia *media, SdpStream *out_stream, GError **error);

/**
 * Picks Opus or VP8 with its RTX, feedback, extensions and sources.
 *
 * @param h264  whether a picture may be H.264 where there is no VP8
 * @return      false if the codec is not there
 */
bool sdp_agreement_pick_codec(const Sdp *sdp, const SdpMedia *media, bool h264, SdpStream *stream);

/** Picks the H.264 of an m-line that suits us best, the first of several. @return NULL if there is none */
const SdpCodec *sdp_agreement_pick_h264(const SdpMedia *media, SdpStream *stream);

/**
 * Reads the way to the peer once the roles of all streams are known, and merges their extension ids.
 *
 * @param remote      all zeros before; undefined after an error
 * @param out_setup   what the peer says of the DTLS roles
 */
bool sdp_agreement_read_remote(const Sdp *sdp, SdpAgreement *agreement, SdpRemote *remote,
        SdpSetup *out_setup, GError **error);

#endif
