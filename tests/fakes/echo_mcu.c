#include "tests/fakes/echo_mcu.h"

#include "mcu/net/peer_transport.h"
#include "mcu/wire/ice_candidate.h"
#include "mcu/wire/rtcp_feedback.h"
#include "mcu/wire/rtp_packet.h"
#include "mcu/wire/sdp_answer.h"

#include <string.h>

enum { SOUND_SSRC = 0x101, PICTURE_SSRC = 0x102, RTX_SSRC = 0x103 };

struct EchoMcu {
    PeerTransport *transport;
    SdpAgreement agreement;
    unsigned lose_each;
    uint64_t pictures;
    uint64_t lost;
};

static void on_rtp(const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    EchoMcu *echo = user_data;
    const SdpStream *sound = sdp_agreement_find(&echo->agreement, SDP_ROLE_SOUND);
    const SdpStream *picture = sdp_agreement_find(&echo->agreement, SDP_ROLE_PICTURE);
    uint8_t copy[RTP_PACKET_SIZE_MAX];
    RtpHeader header;

    if (size > sizeof copy || !rtp_packet_read(packet, size, &header)) {
        return;
    }
    memcpy(copy, packet, size);
    if (sound != NULL && header.payload_type == sound->payload_type) {
        rtp_packet_set_ssrc(copy, SOUND_SSRC);
    } else if (picture != NULL && header.payload_type == picture->rtx_payload_type) {
        rtp_packet_set_ssrc(copy, RTX_SSRC);
    } else {
        rtp_packet_set_ssrc(copy, PICTURE_SSRC);
        echo->pictures++;
        if (echo->lose_each != 0 && echo->pictures % echo->lose_each == 0) {
            echo->lost++;
            return;
        }
    }
    peer_transport_send_rtp(echo->transport, copy, size, PEER_PRIORITY_SOUND);
}

/* The numbers are the participant's own, so it can answer its own questions. */
static void on_rtcp(const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    EchoMcu *echo = user_data;
    const SdpStream *picture = sdp_agreement_find(&echo->agreement, SDP_ROLE_PICTURE);
    ByteReader reader = byte_reader(packet, size);
    uint8_t bytes[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    RtcpItem item;
    RtcpNack nack;
    RtcpPli pli;

    while (picture != NULL && rtcp_packet_next(&reader, &item)) {
        if (rtcp_feedback_read_nack(&item, &nack)) {
            nack.media_ssrc = picture->remote_ssrc;
            rtcp_feedback_write_nack(&nack, &writer);
        } else if (rtcp_feedback_read_pli(&item, &pli)) {
            pli.media_ssrc = picture->remote_ssrc;
            rtcp_feedback_write_pli(&pli, &writer);
        }
    }
    if (writer.size > 0) {
        peer_transport_send_rtcp(echo->transport, bytes, writer.size);
    }
}

void echo_mcu_ask_key(EchoMcu *echo)
{
    const SdpStream *picture = sdp_agreement_find(&echo->agreement, SDP_ROLE_PICTURE);
    uint8_t bytes[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);

    rtcp_feedback_write_pli(
            &(RtcpPli){.sender_ssrc = PICTURE_SSRC, .media_ssrc = picture->remote_ssrc}, &writer);
    peer_transport_send_rtcp(echo->transport, bytes, writer.size);
}

static void on_closed(PeerTransportEnd why, void *user_data)
{
}

static const PeerTransportEvents events = {.rtp = on_rtp, .rtcp = on_rtcp, .closed = on_closed};

static bool connect_to(EchoMcu *echo, const SdpRemote *remote, GError **error)
{
    const SdpRemoteFingerprint *said = &remote->fingerprints[0];
    DtlsFingerprint fingerprint = {.size = said->digest_size};
    g_autofree char *candidate = ice_candidate_write(&remote->candidates[0]);
    const char *const candidates[] = {candidate, NULL};

    g_strlcpy(fingerprint.hash, said->hash, sizeof fingerprint.hash);
    memcpy(fingerprint.bytes, said->digest, said->digest_size);
    return peer_transport_set_remote(echo->transport,
            &(PeerTransportRemote){.ufrag = remote->ufrag,
                    .pwd = remote->pwd,
                    .setup = PEER_SETUP_ACTIVE,
                    .fingerprints = &fingerprint,
                    .fingerprint_count = 1,
                    .candidates = candidates},
            error);
}

EchoMcu *echo_mcu_new(NetLoop *loop, const DtlsIdentity *identity, const char *offer,
        unsigned lose_each, char **ret_answer, GError **error)
{
    static const char *const addresses[] = {"127.0.0.1", NULL};
    const SdpWish both = {.send = true, .receive = true};
    g_autoptr(EchoMcu) echo = g_new0(EchoMcu, 1);
    g_autofree SdpRemote *remote = g_new0(SdpRemote, 1);

    echo->lose_each = lose_each;
    if (!sdp_answer_agree(offer, &(SdpAnswerWishes){.sound = both, .picture = both},
                &echo->agreement, remote, error)) {
        return NULL;
    }
    echo->transport = peer_transport_new(
            &(PeerTransportConfig){.loop = loop, .identity = identity, .addresses = addresses},
            &events, echo, error);
    if (echo->transport == NULL || !connect_to(echo, remote, error)) {
        return NULL;
    }
    const PeerTransportLocal *way = peer_transport_local(echo->transport);
    *ret_answer = sdp_answer_write(&echo->agreement,
            &(SdpLocal){.session_id = 1,
                    .session_version = 1,
                    .ufrag = way->ufrag,
                    .pwd = way->pwd,
                    .fingerprint = way->fingerprint,
                    .candidates = way->candidates,
                    .cname = "echo",
                    .stream_id = "echo",
                    .streams = {[SDP_ROLE_SOUND] = {.ssrc = SOUND_SSRC},
                            [SDP_ROLE_PICTURE] = {.ssrc = PICTURE_SSRC, .rtx_ssrc = RTX_SSRC}}});
    return g_steal_pointer(&echo);
}

void echo_mcu_free(EchoMcu *echo)
{
    if (echo == NULL) {
        return;
    }
    g_clear_pointer(&echo->transport, peer_transport_free);
    g_free(echo);
}

uint64_t echo_mcu_lost(const EchoMcu *echo)
{
    return echo->lost;
}
