#include "mcu/wire/sdp_offer.h"

#include "mcu/wire/sdp_text.h"

#include <string.h>

/* The numbers that Chromium uses. */
enum {
    PAYLOAD_TYPE_OPUS = 111,
    PAYLOAD_TYPE_VP8 = 96,
    PAYLOAD_TYPE_RTX = 97,
    ID_AUDIO_LEVEL = 1,
    ID_TRANSPORT_SEQUENCE = 3,
    ID_MID = 4,
};

static bool fail(const char *what, GError **error)
{
    g_set_error_literal(error, SDP_ERROR, SDP_ERROR_BAD_TEXT, what);
    return false;
}

static SdpStream offer_stream(const SdpOfferLine *line, size_t index)
{
    const bool is_sound = sdp_agreement_is_sound(line->role);
    SdpStream stream = {
            .role = line->role,
            .send = line->wish.send,
            .receive = line->wish.receive,
            .payload_type = is_sound ? PAYLOAD_TYPE_OPUS : PAYLOAD_TYPE_VP8,
            .has_rtx = !is_sound,
            .rtx_payload_type = is_sound ? 0 : PAYLOAD_TYPE_RTX,
            .nack = !is_sound,
            .pli = !is_sound,
            .fir = !is_sound,
            .transport_cc = true,
            .bundled = true,
            .rtcp_rsize = true,
            .protocol = "UDP/TLS/RTP/SAVPF",
    };
    stream.extensions.id[RTP_EXTENSION_MID] = ID_MID;
    stream.extensions.id[RTP_EXTENSION_TRANSPORT_SEQUENCE] = ID_TRANSPORT_SEQUENCE;
    stream.extensions.id[RTP_EXTENSION_AUDIO_LEVEL] = is_sound ? ID_AUDIO_LEVEL : 0;
    g_strlcpy(stream.kind_name, is_sound ? "audio" : "video", sizeof stream.kind_name);
    g_snprintf(stream.mid, sizeof stream.mid, "%u", (unsigned)index);
    return stream;
}

void sdp_offer_init(SdpAgreement *offered, const SdpOfferLine *lines, size_t count)
{
    g_assert(count > 0 && count <= SDP_MEDIA_MAX);
    *offered = (SdpAgreement){.extmap_allow_mixed = true, .stream_count = count};
    for (size_t i = 0; i < count; i++) {
        g_assert(lines[i].role > SDP_ROLE_NONE && lines[i].role < SDP_ROLES);
        offered->streams[i] = offer_stream(&lines[i], i);
    }
}

char *sdp_offer_write(const SdpAgreement *offered, const SdpLocal *local)
{
    return sdp_writer_describe(offered, local, SDP_SETUP_ACTPASS);
}

static bool read_stream(const Sdp *sdp, const SdpMedia *media, const SdpStream *offered,
        SdpStream *stream, GError **error)
{
    if (!sdp_agreement_read_media(sdp, media, stream, error)) {
        return false;
    }
    if (strcmp(media->kind_name, offered->kind_name) != 0 ||
            strcmp(stream->mid, offered->mid) != 0) {
        return fail("the answer's m-lines are not those of the offer", error);
    }
    if (sdp_agreement_is_refused(media)) {
        return true;
    }
    if (!sdp_agreement_pick_codec(sdp, media, false, stream)) {
        return fail("the answer has a codec that was not offered", error);
    }
    const bool peer_sends = media->direction == SDP_SENDRECV || media->direction == SDP_SENDONLY;
    const bool peer_receives = media->direction == SDP_SENDRECV || media->direction == SDP_RECVONLY;
    stream->role = offered->role;
    stream->receive = offered->receive && peer_sends;
    stream->send = offered->send && peer_receives;
    return true;
}

bool sdp_offer_read_answer(const SdpAgreement *offered, const char *answer,
        SdpAgreement *out_agreement, SdpRemote *out_remote, GError **error)
{
    SdpSetup setup = SDP_SETUP_NONE;
    g_autoptr(Sdp) sdp = sdp_agreement_parse(answer, error);
    if (sdp == NULL) {
        return false;
    }
    if (sdp->media_count != offered->stream_count) {
        return fail("the answer has not as many m-lines as the offer", error);
    }
    SdpAgreement agreement = {0};
    SdpRemote remote = {0};
    agreement.stream_count = sdp->media_count;
    for (size_t i = 0; i < sdp->media_count; i++) {
        if (!read_stream(sdp, &sdp->media[i], &offered->streams[i], &agreement.streams[i], error)) {
            return false;
        }
    }
    if (!sdp_agreement_read_remote(sdp, &agreement, &remote, &setup, error)) {
        return false;
    }
    if (setup != SDP_SETUP_ACTIVE && setup != SDP_SETUP_PASSIVE) {
        return fail("the answer's a=setup is neither active nor passive", error);
    }
    agreement.dtls_active = setup == SDP_SETUP_PASSIVE;
    *out_agreement = agreement;
    if (out_remote != NULL) {
        *out_remote = remote;
    }
    return true;
}
