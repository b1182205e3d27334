/**
 * sdp_description: a session description (RFC 8866, with the attributes of WebRTC) as a plain struct.
 *
 * Units       clock rates are Hz, bandwidths bit/s.
 * Ownership   an Sdp owns one copy of its text; every string in it points into that copy. Made by sdp_text.
 * Thread      any: immutable once parsed.
 * Errors      nothing fails here; false or NULL for what is not there.
 * Memory      bounded by the maxima below; a text that goes beyond is refused as a whole.
 */
#ifndef MCU_WIRE_SDP_DESCRIPTION_H
#define MCU_WIRE_SDP_DESCRIPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SDP_MEDIA_MAX = 8,
    SDP_CODECS_MAX = 64,     /**< of one m-line; Chromium offers 35 for a picture */
    SDP_EXTENSIONS_MAX = 32, /**< of one m-line */
    SDP_SOURCES_MAX = 32,    /**< of one m-line */
    SDP_FINGERPRINTS_MAX = 8,
    SDP_CANDIDATES_MAX = 100, /**< of all m-lines together */
    SDP_DIGEST_SIZE_MAX = 64, /**< SHA-512 */
    SDP_CRYPTOS_MAX = 8,      /**< a=crypto of one m-line; more are passed over */
};

typedef enum SdpKind {
    SDP_KIND_AUDIO,
    SDP_KIND_VIDEO,
    SDP_KIND_OTHER, /**< application, text, image … */
} SdpKind;

typedef enum SdpDirection {
    SDP_SENDRECV,
    SDP_SENDONLY,
    SDP_RECVONLY,
    SDP_INACTIVE,
} SdpDirection;

typedef enum SdpSetup {
    SDP_SETUP_NONE, /**< not said */
    SDP_SETUP_ACTPASS,
    SDP_SETUP_ACTIVE,
    SDP_SETUP_PASSIVE,
    SDP_SETUP_HOLDCONN,
} SdpSetup;

/** a=rtcp-fb, as bits. */
typedef enum SdpFeedback {
    SDP_FEEDBACK_NACK = 1,
    SDP_FEEDBACK_PLI = 2,
    SDP_FEEDBACK_FIR = 4,
    SDP_FEEDBACK_TRANSPORT_CC = 8,
    SDP_FEEDBACK_TMMBR = 16,
} SdpFeedback;

typedef struct SdpFingerprint {
    const char *hash; /**< "sha-1" to "sha-512"; a literal, always valid */
    size_t digest_size;
    uint8_t digest[SDP_DIGEST_SIZE_MAX];
} SdpFingerprint;

/** What ICE and DTLS need; a media's own or, where it has none, the session's. */
typedef struct SdpTransport {
    const char *ufrag; /**< "" where there is none, as everywhere */
    const char *pwd;
    SdpSetup setup;
    size_t fingerprint_count;
    SdpFingerprint fingerprints[SDP_FINGERPRINTS_MAX]; /**< those with a hash that we know */
} SdpTransport;

/** A payload type of an m-line, in the m-line's order. */
typedef struct SdpCodec {
    uint8_t payload_type;
    const char *name; /**< "" without a=rtpmap */
    unsigned clock_hz;
    unsigned channels;  /**< 1 unless said */
    const char *format; /**< a=fmtp */
    unsigned feedback;  /**< SdpFeedback bits, with those said for all (`*`) */
} SdpCodec;

typedef struct SdpExtension {
    unsigned id; /**< 1 to 255 */
    SdpDirection direction;
    const char *uri;
} SdpExtension;

typedef struct SdpSource {
    uint32_t ssrc;
    uint32_t rtx_ssrc; /**< 0 unless a=ssrc-group:FID names one */
    bool is_rtx;
} SdpSource;

typedef struct SdpMedia {
    SdpKind kind;
    const char *kind_name;
    unsigned port;
    const char *protocol;
    const char *format; /**< the first one */
    const char *mid;
    const char *content;       /**< a=content, "slides" for the shared screen */
    const char *floor_control; /**< a=floorctrl of BFCP: who may be client and server */
    const char *floor;         /**< a=floorid: "1 mstrm:3" */
    SdpDirection direction;
    bool rtcp_mux;
    bool rtcp_rsize;
    bool bundle_only;       /**< port 0 does not mean refused */
    unsigned bandwidth_bps; /**< b=TIAS or b=AS, 0 for none */
    const char *address;    /**< c=: an IP address or a name; the media's own or the session's */
    unsigned rtcp_port;     /**< a=rtcp; 0 if not said */
    size_t crypto_count;
    const char *cryptos[SDP_CRYPTOS_MAX]; /**< values of a=crypto, for sdp_crypto_read() */
    SdpTransport transport;
    size_t codec_count;
    SdpCodec codecs[SDP_CODECS_MAX];
    size_t extension_count;
    SdpExtension extensions[SDP_EXTENSIONS_MAX];
    size_t source_count;
    SdpSource sources[SDP_SOURCES_MAX];
} SdpMedia;

typedef struct Sdp {
    const char *origin;     /**< the value of o= */
    unsigned bandwidth_bps; /**< b= of the whole session, 0 for none */
    const char *bundle;     /**< the mids of the first a=group:BUNDLE, between spaces */
    bool ice_lite;
    bool trickle;            /**< a=ice-options:trickle, at either level */
    bool extmap_allow_mixed; /**< at either level */
    bool end_of_candidates;
    size_t candidate_count;
    const char *candidates[SDP_CANDIDATES_MAX]; /**< of all m-lines, for ice_candidate_read() */
    size_t media_count;
    SdpMedia *media; /**< media_count of them, owned */
    char *text;      /**< what all strings point into, owned */
} Sdp;

/** Whether a mid is in the first BUNDLE group. */
bool sdp_description_is_bundled(const Sdp *sdp, const char *mid);

/** The first source of an m-line that is not retransmission, or NULL. */
const SdpSource *sdp_description_main_source(const SdpMedia *media);

/** The value of `key` in an a=fmtp ("apt" in "apt=96;x=1") as a number. */
bool sdp_description_format_number(const char *format, const char *key, unsigned *out_value);

/** The name of a direction in SDP. */
const char *sdp_description_direction(SdpDirection direction);

/** The direction as the other side sees it. */
SdpDirection sdp_description_reversed(SdpDirection direction);

#endif
