#include "mcu/room/leg_description.h"

#include "mcu/wire/sdp_answer.h"

#include <string.h>

LegIdentity leg_identity_make(void)
{
    LegIdentity identity = {
            .session_id = ((uint64_t)g_random_int() << 31) |
                    g_random_int(), /* fits 63 bits: RFC 8866, 5.2 */
            .sound_ssrc = g_random_int() | 1U,
            .picture_ssrc = g_random_int() | 1U,
            .picture_rtx_ssrc = g_random_int() | 1U,
            .slides_ssrc = g_random_int() | 1U,
            .slides_rtx_ssrc = g_random_int() | 1U,
    };
    (void)g_snprintf(
            identity.cname, sizeof identity.cname, "%08x%08x", g_random_int(), g_random_int());
    return identity;
}

bool leg_description_agree(const char *offer, const LegTerms *terms, SdpAgreement *ret_agreement,
        SdpRemote *ret_remote, ApiFault *ret_fault, GError **error)
{
    static const SdpWish both = {.send = true, .receive = true};
    const SdpAnswerWishes wishes = {
            .sound = both,
            .picture = both,
            .slides = both,
            .slides_sound = {.receive = true}, /* what is sent of it is in the mix */
            .h264 = terms->h264,
            .prefer_dtls_active = terms->dtls_active,
            .keep_dtls_role = terms->again,
    };
    g_autoptr(GError) refused = NULL;
    if (sdp_answer_agree(offer, &wishes, ret_agreement, ret_remote, &refused)) {
        return true;
    }
    const bool no_codec = g_error_matches(refused, SDP_ERROR, SDP_ERROR_NO_CODEC);
    *ret_fault = no_codec ? API_FAULT_NO_CODEC : API_FAULT_BAD_OFFER;
    g_propagate_error(error, g_steal_pointer(&refused));
    return false;
}

void leg_description_take_slides(const SdpAgreement *again, SdpAgreement *agreement)
{
    for (size_t i = 0; i < agreement->stream_count; i++) {
        const SdpStream *now = &again->streams[i];
        SdpStream *stream = &agreement->streams[i];
        const bool is_of_slides =
                stream->role == SDP_ROLE_SLIDES || stream->role == SDP_ROLE_SLIDES_SOUND;
        if (is_of_slides && now->role == stream->role &&
                now->payload_type == stream->payload_type && strcmp(now->mid, stream->mid) == 0) {
            stream->send = now->send;
            stream->receive = now->receive;
            stream->remote_ssrc = now->remote_ssrc;
            stream->remote_rtx_ssrc = now->remote_rtx_ssrc;
        }
    }
}

static size_t copy_fingerprints(const SdpRemote *remote, DtlsFingerprint *fingerprints)
{
    size_t count = 0;
    for (size_t i = 0; i < remote->fingerprint_count && count < DTLS_FINGERPRINTS_MAX; i++) {
        const SdpRemoteFingerprint *from = &remote->fingerprints[i];
        DtlsFingerprint *to = &fingerprints[count++];
        *to = (DtlsFingerprint){.size = from->digest_size};
        g_strlcpy(to->hash, from->hash, sizeof to->hash);
        memcpy(to->bytes, from->digest, from->digest_size);
    }
    return count;
}

bool leg_description_set_remote(PeerTransport *transport, const SdpRemote *remote, bool dtls_active,
        ApiFault *ret_fault, GError **error)
{
    DtlsFingerprint fingerprints[DTLS_FINGERPRINTS_MAX];
    g_auto(GStrv) candidates = g_new0(char *, remote->candidate_count + 1);
    for (size_t i = 0; i < remote->candidate_count; i++) {
        candidates[i] = ice_candidate_write(&remote->candidates[i]);
    }
    const PeerTransportRemote peer = {
            .ufrag = remote->ufrag,
            .pwd = remote->pwd,
            /* Who is active was settled by the answer: the peer takes the other part. */
            .setup = dtls_active ? PEER_SETUP_PASSIVE : PEER_SETUP_ACTIVE,
            .fingerprints = fingerprints,
            .fingerprint_count = copy_fingerprints(remote, fingerprints),
            .candidates = (const char *const *)candidates,
    };
    if (!peer_transport_set_remote(transport, &peer, error)) {
        *ret_fault = API_FAULT_BAD_OFFER;
        return false;
    }
    if (remote->end_of_candidates) {
        peer_transport_add_candidate(transport, "");
    }
    return true;
}

char *leg_description_answer(
        LegIdentity *identity, const SdpAgreement *agreement, const PeerTransport *transport)
{
    const PeerTransportLocal *transport_local = peer_transport_local(transport);
    const SdpLocal local = {
            .session_id = identity->session_id,
            .session_version = ++identity->version,
            .ufrag = transport_local->ufrag,
            .pwd = transport_local->pwd,
            .fingerprint = transport_local->fingerprint,
            .candidates = transport_local->candidates,
            .cname = identity->cname,
            .stream_id = "mix",
            .slides_stream_id = "slides",
            .streams =
                    {
                            [SDP_ROLE_SOUND] = {.ssrc = identity->sound_ssrc},
                            [SDP_ROLE_PICTURE] = {.ssrc = identity->picture_ssrc,
                                    .rtx_ssrc = identity->picture_rtx_ssrc},
                            [SDP_ROLE_SLIDES] = {.ssrc = identity->slides_ssrc,
                                    .rtx_ssrc = identity->slides_rtx_ssrc},
                    },
    };
    return sdp_answer_write(agreement, &local);
}
