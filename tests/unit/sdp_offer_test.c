#include "mcu/wire/sdp_offer.h"

#include "tests/fakes/sdp_offers.h"

#include <glib.h>

#include <string.h>

static const SdpOfferLine lines[] = {
        {SDP_ROLE_SOUND, {.send = true, .receive = true}},
        {SDP_ROLE_PICTURE, {.send = true, .receive = true}},
        {SDP_ROLE_SLIDES, {.receive = true}},
        {SDP_ROLE_SLIDES_SOUND, {.send = true}},
};

static const char *const client_candidates[] = {
        "candidate:1 1 udp 5 127.0.0.1 30000 typ host", NULL};

static const SdpLocal client = {
        .session_id = 7,
        .ufrag = "clnt",
        .pwd = "clientpasswordclientpw",
        .fingerprint = "sha-256 " DIGEST,
        .candidates = client_candidates,
        .cname = "bot",
        .stream_id = "camera",
        .slides_stream_id = "screen",
        .streams =
                {
                        [SDP_ROLE_SOUND] = {.ssrc = 11},
                        [SDP_ROLE_PICTURE] = {.ssrc = 12, .rtx_ssrc = 13},
                        [SDP_ROLE_SLIDES_SOUND] = {.ssrc = 14},
                },
};

static const SdpLocal server = {
        .session_id = 8,
        .ufrag = "mcuu",
        .pwd = "serverpasswordserverpw",
        .fingerprint = "sha-256 " DIGEST,
        .cname = "giaoban",
        .stream_id = "mix",
        .slides_stream_id = "slides",
        .streams =
                {
                        [SDP_ROLE_SOUND] = {.ssrc = 1001},
                        [SDP_ROLE_PICTURE] = {.ssrc = 1002,
                                .rtx_ssrc = 1003,
                                .bandwidth_bps = 1500000},
                        [SDP_ROLE_SLIDES] = {.ssrc = 1004},
                },
};

static const SdpAnswerWishes wishes = {
        .sound = {.send = true, .receive = true},
        .picture = {.send = true, .receive = true},
        .slides = {.send = true, .receive = true},
        .slides_sound = {.receive = true},
};

typedef struct Talk {
    SdpAgreement offered;
    SdpAgreement answered; /* as the server sees it */
    SdpRemote client_way;
    char *answer;
} Talk;

static Talk *talk_new(const SdpAnswerWishes *server_wishes)
{
    g_autoptr(GError) error = NULL;
    Talk *talk = g_new0(Talk, 1);
    sdp_offer_init(&talk->offered, lines, G_N_ELEMENTS(lines));
    g_autofree char *offer = sdp_offer_write(&talk->offered, &client);
    sdp_answer_agree(offer, server_wishes, &talk->answered, &talk->client_way, &error);
    g_assert_no_error(error);
    talk->answer = sdp_answer_write(&talk->answered, &server);
    return talk;
}

static void talk_free(Talk *talk)
{
    g_free(talk->answer);
    g_free(talk);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Talk, talk_free)

static void test_both_sides_agree(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Talk) talk = talk_new(&wishes);
    g_autofree SdpAgreement *seen = g_new0(SdpAgreement, 1);
    g_autofree SdpRemote *server_way = g_new0(SdpRemote, 1);

    g_assert_true(sdp_offer_read_answer(&talk->offered, talk->answer, seen, server_way, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(seen->stream_count, ==, G_N_ELEMENTS(lines));
    g_assert_true(seen->dtls_active); /* the server waits */
    g_assert_false(talk->answered.dtls_active);
    g_assert_cmpstr(server_way->ufrag, ==, "mcuu");
    g_assert_cmpstr(talk->client_way.ufrag, ==, "clnt");
    g_assert_cmpuint(talk->client_way.candidate_count, ==, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        const SdpStream *ours = &seen->streams[i];
        const SdpStream *theirs = &talk->answered.streams[i];
        g_assert_cmpint(ours->role, ==, lines[i].role);
        g_assert_cmpint(theirs->role, ==, lines[i].role);
        g_assert_cmpstr(ours->mid, ==, theirs->mid);
        g_assert_true(ours->send == theirs->receive);
        g_assert_true(ours->receive == theirs->send);
        g_assert_cmpuint(ours->payload_type, ==, theirs->payload_type);
        g_assert_cmpuint(ours->rtx_payload_type, ==, theirs->rtx_payload_type);
        g_assert_true(ours->transport_cc && theirs->transport_cc);
        g_assert_cmpmem(&ours->extensions, sizeof ours->extensions, &theirs->extensions,
                sizeof theirs->extensions);
    }
    g_assert_cmpuint(talk->answered.streams[1].remote_ssrc, ==, 12);
    g_assert_cmpuint(talk->answered.streams[1].remote_rtx_ssrc, ==, 13);
    g_assert_cmpuint(seen->streams[1].remote_ssrc, ==, 1002);
    g_assert_cmpuint(seen->streams[1].remote_rtx_ssrc, ==, 1003);
    g_assert_cmpuint(seen->streams[1].remote_bandwidth_bps, ==, 1500000);
    g_assert_false(talk->answered.streams[2].receive); /* the client does not show slides */
    g_assert_true(talk->answered.streams[3].receive);
    g_assert_cmpuint(talk->answered.streams[3].payload_type, ==, 111);
    g_assert_cmpuint(talk->answered.streams[3].remote_ssrc, ==, 14);
}

static void test_begins_if_told_to_wait(void)
{
    SdpAnswerWishes active = wishes;
    active.prefer_dtls_active = true;
    g_autoptr(Talk) talk = talk_new(&active);
    g_autofree SdpAgreement *seen = g_new0(SdpAgreement, 1);
    g_assert_true(sdp_offer_read_answer(&talk->offered, talk->answer, seen, NULL, NULL));
    g_assert_false(seen->dtls_active);
}

static void test_refuses_answers(void)
{
    static const struct {
        const char *why;
        const char *from;
        const char *to;
    } cases[] = {
            {"not SDP", "v=0", "v=7"},
            {"an m-line more", "m=audio 9", "m=text 0 x 0\r\nm=audio 9"},
            {"another kind", "m=audio", "m=video"},
            {"another mid", "a=mid:1", "a=mid:9"},
            {"a codec that was not offered", "VP8/90000", "H264/90000"},
            {"no role for DTLS", "a=setup:passive", "a=setup:actpass"},
            {"no password", "a=ice-pwd", "a=x-pwd"},
            {"no fingerprint", "a=fingerprint", "a=x-fingerprint"},
            {"no rtcp-mux", "a=rtcp-mux", "a=x-mux"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Talk) talk = talk_new(&wishes);
        g_auto(GStrv) parts = g_strsplit(talk->answer, cases[i].from, -1);
        g_autofree char *answer = g_strjoinv(cases[i].to, parts);
        g_autofree SdpAgreement *seen = g_new0(SdpAgreement, 1);
        g_test_message("%s", cases[i].why);
        g_assert_cmpuint(g_strv_length(parts), >, 1);
        g_assert_false(sdp_offer_read_answer(&talk->offered, answer, seen, NULL, &error));
        g_assert_nonnull(error);
        g_assert_cmpuint(seen->stream_count, ==, 0);
    }
}

static void test_sees_a_refused_line(void)
{
    g_autoptr(Talk) talk = talk_new(&wishes);
    SdpAgreement *answered = &talk->answered;
    g_autofree SdpAgreement *seen = g_new0(SdpAgreement, 1);
    answered->streams[2].role = SDP_ROLE_NONE;
    g_autofree char *answer = sdp_answer_write(answered, &server);
    g_assert_true(sdp_offer_read_answer(&talk->offered, answer, seen, NULL, NULL));
    g_assert_cmpint(seen->streams[2].role, ==, SDP_ROLE_NONE);
    g_assert_cmpint(seen->streams[1].role, ==, SDP_ROLE_PICTURE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sdp_offer/both_sides_agree", test_both_sides_agree);
    g_test_add_func("/sdp_offer/begins_if_told_to_wait", test_begins_if_told_to_wait);
    g_test_add_func("/sdp_offer/refuses_answers", test_refuses_answers);
    g_test_add_func("/sdp_offer/sees_a_refused_line", test_sees_a_refused_line);
    return g_test_run();
}
