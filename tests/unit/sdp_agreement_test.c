#include "mcu/wire/sdp_agreement.h"

#include "tests/fakes/sdp_offers.h"

static void test_refuses_offers(void)
{
    static const char *const session = START "a=group:BUNDLE 0 1\r\n";
    const struct {
        const char *why;
        char *offer; /* owned */
        int code;
    } cases[] = {
            {"no text", g_strdup(""), SDP_ERROR_BAD_TEXT},
            {"no m-line", g_strdup(START), SDP_ERROR_NO_MEDIA},
            {"data only",
                    g_strdup(START "a=group:BUNDLE 0\r\nm=application 9 UDP/DTLS/SCTP "
                                   "webrtc-datachannel\r\na=mid:0\r\n" WAY),
                    SDP_ERROR_NO_MEDIA},
            {"a picture without sound", sdp_replaced(CHROMIUM, "m=audio 9", "m=text 0"), -1},
            {"H.264 only", g_strdup(OBS_SESSION OBS_AUDIO OBS_VIDEO("H264")), SDP_ERROR_NO_CODEC},
            {"VP8 of a strange clock",
                    sdp_replaced(OBS_SESSION OBS_AUDIO OBS_VIDEO("VP8"), "VP8/90000", "VP8/8000"),
                    SDP_ERROR_NO_CODEC},
            {"telephone sound only", sdp_replaced(CHROMIUM, "opus/48000/2", "PCMU/8000"),
                    SDP_ERROR_NO_CODEC},
            {"no BUNDLE", sdp_replaced(CHROMIUM, "a=group:BUNDLE 0 1 2\r\n", ""),
                    SDP_ERROR_NO_BUNDLE},
            {"the picture outside of the BUNDLE",
                    sdp_replaced(CHROMIUM, "BUNDLE 0 1 2", "BUNDLE 0 2"), SDP_ERROR_NO_BUNDLE},
            {"no rtcp-mux", sdp_replaced(CHROMIUM, "a=rtcp-mux\r\n", ""), SDP_ERROR_NO_BUNDLE},
            {"no ufrag", sdp_replaced(CHROMIUM, "a=ice-ufrag:Xyz/\r\n", ""), SDP_ERROR_NO_ICE},
            {"a ufrag of three", sdp_replaced(CHROMIUM, "a=ice-ufrag:Xyz/", "a=ice-ufrag:Xyz"),
                    SDP_ERROR_NO_ICE},
            {"a ufrag of two words",
                    sdp_replaced(CHROMIUM, "a=ice-ufrag:Xyz/", "a=ice-ufrag:Xyz /"),
                    SDP_ERROR_NO_ICE},
            {"a password of 21",
                    sdp_replaced(CHROMIUM, "abcdefghijklmnopqrstuvwx", "abcdefghijklmnopqrstu"),
                    SDP_ERROR_NO_ICE},
            {"no password", sdp_replaced(CHROMIUM, "a=ice-pwd:abcdefghijklmnopqrstuvwx\r\n", ""),
                    SDP_ERROR_NO_ICE},
            {"no fingerprint", sdp_replaced(CHROMIUM, "a=fingerprint:sha-256 " DIGEST "\r\n", ""),
                    SDP_ERROR_NO_FINGERPRINT},
            {"a weak fingerprint only", sdp_replaced(CHROMIUM, "sha-256 " DIGEST, "sha-1 " SHA1),
                    SDP_ERROR_NO_FINGERPRINT},
            {"plain RTP", sdp_replaced(CHROMIUM, "UDP/TLS/RTP/SAVPF", "RTP/AVP"),
                    SDP_ERROR_NO_FINGERPRINT},
            {"one mid twice", sdp_replaced(CHROMIUM, "a=mid:2\r\n", "a=mid:1\r\n"),
                    SDP_ERROR_BAD_TEXT},
            {"a mid of seventeen",
                    sdp_replaced(CHROMIUM, "a=mid:2\r\n", "a=mid:abcdefghijklmnopq\r\n"),
                    SDP_ERROR_BAD_TEXT},
            {"one id for two extensions", sdp_replaced(CHROMIUM, "a=extmap:13 ", "a=extmap:1 "),
                    SDP_ERROR_BAD_EXTENSION},
            {"only the session line of a group", g_strdup(session), SDP_ERROR_NO_MEDIA},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
        const bool agreed =
                sdp_answer_agree(cases[i].offer, &sdp_meeting_wishes, agreement, NULL, &error);
        g_test_message("%s: %s", cases[i].why, agreed ? "agreed" : error->message);
        if (cases[i].code < 0) {
            g_assert_true(agreed); /* a meeting too */
        } else {
            g_assert_false(agreed);
            g_assert_error(error, SDP_ERROR, cases[i].code);
            g_assert_cmpuint(agreement->stream_count, ==, 0); /* written on success only */
        }
        g_free(cases[i].offer);
    }
}

static void test_names_what_was_offered_instead(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
    g_assert_false(sdp_answer_agree(
            OBS_SESSION OBS_AUDIO OBS_VIDEO("H264"), &sdp_meeting_wishes, agreement, NULL, &error));
    g_assert_cmpstr(error->message, ==, "the picture needs VP8; offered: H264");
}

static void test_refuses_single_lines(void)
{
    static const char data[] = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n" WAY
                               "a=mid:3\r\na=sctp-port:5000\r\n";
    g_autofree char *first_gone = sdp_replaced(CHROMIUM, "m=audio 9", "m=audio 0");
    const struct {
        const char *why;
        const char *offer;
        size_t refused; /* index of the m-line */
        const char *line;
        const char *bundle;
    } cases[] = {
            {"data beside media",
                    START "a=group:BUNDLE 0 1 3\r\n" CHROMIUM_AUDIO CHROMIUM_VIDEO
                          "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n" WAY
                          "a=mid:3\r\na=sctp-port:5000\r\n",
                    2, "m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n",
                    "a=group:BUNDLE 0 1\r\n"},
            {"the first m-line is refused already", first_gone, 0,
                    "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\n", "a=group:BUNDLE 1 2\r\n"},
            {"slides outside of the BUNDLE",
                    START "a=group:BUNDLE 0 1\r\n" CHROMIUM_AUDIO CHROMIUM_VIDEO CHROMIUM_SLIDES, 2,
                    "m=video 0 UDP/TLS/RTP/SAVPF 96\r\n", "a=group:BUNDLE 0 1\r\n"},
    };

    g_assert_nonnull(strstr(cases[0].offer, data));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_autofree SdpAgreement *agreement = sdp_agree(cases[i].offer, &sdp_meeting_wishes);
        g_autofree char *answer = sdp_answer_write(agreement, &sdp_local_side);
        g_assert_cmpuint(agreement->stream_count, ==, 3);
        g_assert_cmpint(agreement->streams[cases[i].refused].role, ==, SDP_ROLE_NONE);
        g_assert_false(agreement->streams[cases[i].refused].send);
        sdp_assert_has(answer, cases[i].line, 1);
        sdp_assert_has(answer, cases[i].bundle, 1);
        sdp_assert_has(answer, "a=candidate:", 2);
        g_assert_true(strstr(answer, "a=candidate:") >
                strstr(answer, cases[i].refused == 0 ? "m=video" : "m=audio"));
    }
}

static void test_takes_the_way_from_a_line_it_refuses(void)
{
    /* RFC 8843, 7.2: an m-line with a=bundle-only has port 0 and leaves the transport to the first of the BUNDLE. */
    static const char offer[] = START
            "a=group:BUNDLE d 1\r\n"
            "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\na=rtcp-mux\r\n" WAY
            "m=video 0" PROFILE "96\r\na=mid:1\r\na=bundle-only\r\na=rtpmap:96 VP8/90000\r\n";
    g_autofree SdpRemote *remote = g_new0(SdpRemote, 1);
    g_autofree SdpAgreement *agreement = sdp_agree_with(offer, &sdp_meeting_wishes, remote);
    g_assert_cmpint(agreement->streams[1].role, ==, SDP_ROLE_PICTURE);
    g_assert_cmpstr(remote->ufrag, ==, "Xyz/");
    g_assert_false(agreement->streams[1].has_rtx);
    g_assert_false(agreement->streams[1].nack);
}

static void test_keeps_the_candidates_that_can_be_used(void)
{
    g_autofree SdpRemote *remote = g_new0(SdpRemote, 1);
    g_autofree SdpAgreement *agreement = sdp_agree_with(CHROMIUM
            "a=candidate:1 1 udp 2122194687 10.0.0.7 51234 typ host\r\na=candidate:2 1 tcp 5 "
            "10.0.0.7 9 typ host tcptype active\r\n"
            "a=candidate:3 1 udp 5 x.local 51235 typ host\r\na=candidate:4 1 udp 0 10.0.0.7 9 typ "
            "host\r\n"
            "a=candidate:5 1 udp 9 10.0.0.8 51236 typ host\r\na=end-of-candidates\r\n",
            &sdp_meeting_wishes, remote);
    g_assert_cmpuint(remote->candidate_count, ==, 2);
    g_assert_cmpuint(remote->candidates[0].port, ==, 51234);
    g_assert_cmpuint(remote->candidates[1].port, ==, 51236);
    g_assert_true(remote->end_of_candidates);
}

/* What is wrong with the slides' sound, or makes it that of nothing, refuses its m-line and no more. */
static void test_refuses_the_slides_sound_alone(void)
{
    static const char *const without_slides =
            START "a=group:BUNDLE 0 1 3\r\n" CHROMIUM_AUDIO CHROMIUM_VIDEO CHROMIUM_SLIDES_SOUND;
    static const char *const outside =
            START "a=group:BUNDLE 0 1 2\r\n" CHROMIUM_AUDIO CHROMIUM_VIDEO CHROMIUM_SLIDES
                    CHROMIUM_SLIDES_SOUND;
    g_autofree char *sound = sdp_replaced(CHROMIUM_SLIDES_SOUND, "opus/48000/2", "PCMU/8000");
    g_autofree char *no_opus = g_strconcat(START
            "a=group:BUNDLE 0 1 2 3\r\n" CHROMIUM_AUDIO CHROMIUM_VIDEO CHROMIUM_SLIDES,
            sound, NULL);
    const struct {
        const char *why;
        const char *offer;
        size_t index;
    } cases[] = {
            {"there are no slides", without_slides, 2},
            {"it is outside of the BUNDLE", outside, 3},
            {"it is not Opus", no_opus, 3},
    };
    SdpAnswerWishes wishes = sdp_meeting_wishes;
    wishes.slides_sound = (SdpWish){.receive = true};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_autofree SdpAgreement *agreement = sdp_agree(cases[i].offer, &wishes);
        g_assert_cmpint(agreement->streams[cases[i].index].role, ==, SDP_ROLE_NONE);
        g_assert_false(agreement->streams[cases[i].index].receive);
        g_assert_cmpint(agreement->streams[1].role, ==, SDP_ROLE_PICTURE);
        g_autofree char *answer = sdp_answer_write(agreement, &sdp_local_side);
        sdp_assert_has(answer, "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\n", 1);
    }
}

static void test_reads_other_sizes_of_ids(void)
{
    g_autofree char *mixed = sdp_replaced(CHROMIUM, "a=extmap:4 ", "a=extmap:16 ");
    g_autofree SdpAgreement *agreement = sdp_agree(mixed, &sdp_meeting_wishes);
    g_assert_cmpuint(agreement->streams[0].extensions.id[RTP_EXTENSION_MID], ==, 16);

    g_autofree char *plain = sdp_replaced(mixed, "a=extmap-allow-mixed\r\n", "");
    g_autofree SdpAgreement *without = sdp_agree(plain, &sdp_meeting_wishes);
    g_assert_cmpuint(without->streams[0].extensions.id[RTP_EXTENSION_MID], ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sdp_agreement/refuses_offers", test_refuses_offers);
    g_test_add_func(
            "/sdp_agreement/names_what_was_offered_instead", test_names_what_was_offered_instead);
    g_test_add_func("/sdp_agreement/refuses_single_lines", test_refuses_single_lines);
    g_test_add_func("/sdp_agreement/takes_the_way_from_a_line_it_refuses",
            test_takes_the_way_from_a_line_it_refuses);
    g_test_add_func("/sdp_agreement/keeps_the_candidates_that_can_be_used",
            test_keeps_the_candidates_that_can_be_used);
    g_test_add_func(
            "/sdp_agreement/refuses_the_slides_sound_alone", test_refuses_the_slides_sound_alone);
    g_test_add_func("/sdp_agreement/reads_other_sizes_of_ids", test_reads_other_sizes_of_ids);
    return g_test_run();
}
