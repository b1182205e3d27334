#include "mcu/wire/sdp_answer.h"
#include "mcu/wire/sdp_offer.h"
#include "mcu/wire/sdp_text.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define FINGERPRINT                                                                                \
    "sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"                                     \
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"

static const char *const candidates[] = {"candidate:1 1 udp 5 127.0.0.1 30000 typ host", NULL};

static const SdpLocal local = {
        .ufrag = "mcuu",
        .pwd = "serverpasswordserverpw",
        .fingerprint = FINGERPRINT,
        .candidates = candidates,
        .cname = "giaoban",
        .stream_id = "mix",
        .slides_stream_id = "slides",
        .streams =
                {
                        [SDP_ROLE_SOUND] = {.ssrc = 1},
                        [SDP_ROLE_PICTURE] = {.ssrc = 2, .rtx_ssrc = 3, .bandwidth_bps = 1500000},
                        [SDP_ROLE_SLIDES] = {.ssrc = 4, .rtx_ssrc = 5},
                        [SDP_ROLE_SLIDES_SOUND] = {.ssrc = 6},
                },
};

/* An answer to whatever was agreed is SDP with the same m-lines in the same order. */
static void check_answer(const SdpAgreement *agreement)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *answer = sdp_answer_write(agreement, &local);
    g_autoptr(Sdp) sdp = sdp_text_parse(answer, &error);
    g_assert_no_error(error);
    g_assert(sdp->media_count == agreement->stream_count);
    for (size_t i = 0; i < sdp->media_count; i++) {
        const SdpStream *stream = &agreement->streams[i];
        const bool is_refused = sdp_agreement_is_refused(&sdp->media[i]);
        g_assert(is_refused == (stream->role == SDP_ROLE_NONE));
        g_assert(strcmp(sdp->media[i].mid, stream->mid) == 0);
        g_assert(!is_refused || (!stream->send && !stream->receive));
    }
}

/* The same text as an answer to an offer of ours. */
static void check_as_answer(const char *text)
{
    static const SdpOfferLine lines[] = {
            {SDP_ROLE_SOUND, {.send = true, .receive = true}},
            {SDP_ROLE_PICTURE, {.send = true, .receive = true}},
    };
    g_autoptr(GError) error = NULL;
    g_autofree SdpAgreement *offered = g_new0(SdpAgreement, 1);
    g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
    sdp_offer_init(offered, lines, G_N_ELEMENTS(lines));
    const bool is_read = sdp_offer_read_answer(offered, text, agreement, NULL, &error);
    g_assert(is_read == (error == NULL));
    g_assert(is_read == (agreement->stream_count == G_N_ELEMENTS(lines)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const SdpAnswerWishes wishes = {
            .sound = {.send = true, .receive = true},
            .picture = {.send = true, .receive = true},
            .h264 = true,
            .slides = {.send = true, .receive = true},
            .slides_sound = {.send = true, .receive = true},
    };
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(GError) error = NULL;
    g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
    g_autofree SdpRemote *remote = g_new0(SdpRemote, 1);

    if (sdp_answer_agree(text, &wishes, agreement, remote, &error)) {
        g_assert_no_error(error);
        check_answer(agreement);
    } else {
        g_assert(error != NULL && g_utf8_validate(error->message, -1, NULL));
    }
    check_as_answer(text);
    return 0;
}
