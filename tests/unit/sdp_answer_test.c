#include "mcu/wire/sdp_answer.h"

#include "mcu/wire/sdp_text.h"
#include "tests/fakes/sdp_offers.h"

static void test_agrees_with_chromium(void)
{
    g_autofree SdpRemote *remote = g_new0(SdpRemote, 1);
    g_autofree SdpAgreement *agreement = sdp_agree_with(CHROMIUM, &sdp_meeting_wishes, remote);
    const SdpStream *sound = &agreement->streams[0];
    const SdpStream *picture = &agreement->streams[1];
    const SdpStream *slides = &agreement->streams[2];

    g_assert_cmpuint(agreement->stream_count, ==, 3);
    g_assert_false(agreement->dtls_active);
    g_assert_cmpstr(remote->ufrag, ==, "Xyz/");
    g_assert_cmpstr(remote->pwd, ==, "abcdefghijklmnopqrstuvwx");
    g_assert_true(remote->trickle);
    g_assert_cmpuint(remote->fingerprint_count, ==, 1);
    g_assert_cmphex(remote->fingerprints[0].digest[1], ==, 0x11);
    g_assert_cmpuint(agreement->extensions.id[RTP_EXTENSION_MID], ==, 4);

    g_assert_cmpint(sound->role, ==, SDP_ROLE_SOUND);
    g_assert_cmpstr(sound->mid, ==, "0");
    g_assert_true(sound->send && sound->receive);
    g_assert_cmpuint(sound->payload_type, ==, 111);
    g_assert_true(sound->has_red);
    g_assert_cmpuint(sound->red_payload_type, ==, 63);
    g_assert_true(sound->transport_cc);
    g_assert_cmpuint(sound->extensions.id[RTP_EXTENSION_AUDIO_LEVEL], ==, 1);
    g_assert_cmpuint(sound->extensions.id[RTP_EXTENSION_TRANSPORT_SEQUENCE], ==, 3);
    g_assert_cmpuint(sound->extensions.id[RTP_EXTENSION_SEND_TIME], ==, 0);
    g_assert_cmpuint(sound->remote_ssrc, ==, 1859987737);

    g_assert_cmpint(picture->role, ==, SDP_ROLE_PICTURE);
    g_assert_cmpuint(picture->payload_type, ==, 96);
    g_assert_true(picture->has_rtx);
    g_assert_cmpuint(picture->rtx_payload_type, ==, 97);
    g_assert_true(picture->nack && picture->pli && picture->fir && picture->transport_cc);
    g_assert_cmpuint(picture->extensions.id[RTP_EXTENSION_MID], ==, 4);
    g_assert_cmpuint(picture->remote_ssrc, ==, 246019639);
    g_assert_cmpuint(picture->remote_rtx_ssrc, ==, 1411563408);

    g_assert_cmpint(slides->role, ==, SDP_ROLE_SLIDES);
    g_assert_false(slides->send || slides->receive);
    g_assert_cmpuint(slides->remote_ssrc, ==, 0);
}

static void test_agrees_with_firefox(void)
{
    g_autofree SdpRemote *remote = g_new0(SdpRemote, 1);
    g_autofree SdpAgreement *agreement = sdp_agree_with(FIREFOX, &sdp_meeting_wishes, remote);
    const SdpStream *sound = &agreement->streams[0];
    const SdpStream *picture = &agreement->streams[1];

    g_assert_cmpstr(remote->ufrag, ==, "01234567");
    g_assert_cmpuint(remote->fingerprint_count, ==, 1); /* the session's */
    g_assert_true(agreement->extmap_allow_mixed);
    g_assert_cmpuint(sound->payload_type, ==, 109);
    g_assert_cmpuint(sound->extensions.id[RTP_EXTENSION_MID], ==, 3);
    g_assert_cmpuint(sound->extensions.id[RTP_EXTENSION_TRANSPORT_SEQUENCE], ==, 7);
    g_assert_cmpuint(picture->payload_type, ==, 120);
    g_assert_cmpuint(picture->rtx_payload_type, ==, 124);
    g_assert_cmpuint(picture->extensions.id[RTP_EXTENSION_SEND_TIME], ==, 0);
    g_assert_cmpuint(picture->remote_ssrc, ==, 4000000002);
    g_assert_cmpuint(picture->remote_rtx_ssrc, ==, 4000000003);
}

static void test_answers_chromium(void)
{
    g_autofree SdpAgreement *agreement = sdp_agree(CHROMIUM, &sdp_meeting_wishes);
    g_autofree char *answer = sdp_answer_write(agreement, &sdp_local_side);
    static const struct {
        const char *line;
        size_t count;
    } lines[] = {
            {"a=group:BUNDLE 0 1 2\r\n", 1},
            {"a=extmap-allow-mixed\r\n", 1},
            {"m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\n", 1},
            {"m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n", 2},
            {"a=mid:0\r\n", 1},
            {"a=mid:1\r\n", 1},
            {"a=mid:2\r\n", 1},
            {"a=sendrecv\r\n", 2},
            {"a=inactive\r\n", 1},
            {"a=rtcp-mux\r\n", 3},
            {"a=setup:passive\r\n", 3},
            {"a=ice-ufrag:mcuu\r\n", 3},
            {"a=fingerprint:sha-256 " DIGEST "\r\n", 3},
            {"a=candidate:", 2}, /* once, in the first m-line */
            {"a=end-of-candidates\r\n", 1},
            {"a=rtpmap:111 opus/48000/2\r\n", 1},
            {"a=fmtp:111 minptime=10;useinbandfec=1;stereo=0;usedtx=0\r\n", 1},
            {"a=rtcp-fb:111 transport-cc\r\n", 1},
            {"a=rtpmap:96 VP8/90000\r\n", 2},
            {"a=rtcp-fb:96 nack\r\n", 2},
            {"a=rtcp-fb:96 nack pli\r\n", 2},
            {"a=rtcp-fb:96 ccm fir\r\n", 2},
            {"a=rtcp-fb:96 transport-cc\r\n", 2},
            {"a=fmtp:97 apt=96\r\n", 2},
            {"a=extmap:1 " LEVEL_URI, 1},
            {"a=extmap:3 " TWCC_URI, 3},
            {"a=extmap:4 " MID_URI, 3},
            {"a=extmap:", 7}, /* no others: they would change what is sent */
            {"remb", 0},      /* beside transport-cc it only limits */
            {"max-fs", 0},    /* would limit what Firefox sends */
            {"simulcast", 0},
            {"a=rtpmap:63 red/48000/2\r\n", 1}, /* the sound's alone */
            {"a=fmtp:63 111/111\r\n", 1},
            {"red/", 1},
            {"ulpfec", 0},
            {"a=msid:mix sound\r\n", 1},
            {"a=msid:mix picture\r\n", 1},
            {"a=ssrc:1001 cname:giaoban\r\n", 1},
            {"a=ssrc:1001 msid:mix sound\r\n", 1},
            {"a=ssrc-group:FID 1002 1003\r\n", 1},
            {"a=ssrc:1002 cname:giaoban\r\n", 1},
            {"a=ssrc:1003 msid:mix picture\r\n", 1},
            {"a=ssrc:1004", 0}, /* slides are not sent */
            {"b=AS:1500\r\n", 1},
            {"b=TIAS:1500000\r\n", 1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        sdp_assert_has(answer, lines[i].line, lines[i].count);
    }
    g_assert_true(strstr(answer, "a=candidate:") < strstr(answer, "m=video"));
    g_autoptr(Sdp) sdp = sdp_text_parse(answer, NULL);
    g_assert_nonnull(sdp);
}

/* The m-line of a client that has H.264 alone, in several kinds; which of them is answered. */
static void test_takes_h264_where_there_is_no_vp8(void)
{
    static const struct {
        const char *why;
        const char *codecs;
        const char *answer; /* NULL: refused */
    } cases[] = {
            {"as Safari and Chromium have it",
                    "a=rtpmap:96 H264/90000\r\na=rtcp-fb:96 nack pli\r\na=fmtp:96 "
                    "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n",
                    "a=rtpmap:96 H264/90000\r\na=fmtp:96 level-asymmetry-allowed=1;"
                    "packetization-mode=1;profile-level-id=42e01f\r\na=rtcp-fb:96 nack pli\r\n"},
            {"mode 1 before mode 0, its RTX with it",
                    "a=rtpmap:96 H264/90000\r\na=fmtp:96 profile-level-id=42e01f\r\n"
                    "a=rtpmap:98 H264/90000\r\na=fmtp:98 packetization-mode=1;"
                    "profile-level-id=42e01f\r\na=rtcp-fb:98 nack\r\na=rtpmap:99 rtx/90000\r\n"
                    "a=fmtp:99 apt=98\r\n",
                    "a=rtpmap:98 H264/90000\r\na=fmtp:98 packetization-mode=1;"
                    "profile-level-id=42e01f\r\na=rtcp-fb:98 nack\r\na=rtpmap:99 rtx/90000\r\n"},
            {"baseline before high",
                    "a=rtpmap:98 H264/90000\r\na=fmtp:98 packetization-mode=1;"
                    "profile-level-id=64001f\r\na=rtpmap:99 H264/90000\r\na=fmtp:99 "
                    "packetization-mode=1;profile-level-id=42001f\r\n",
                    "profile-level-id=42001f\r\n"},
            {"mode 0 of a room's codec", "a=rtpmap:96 H264/90000\r\n",
                    "a=fmtp:96 packetization-mode=0;profile-level-id=42000a\r\n"},
            {"VP8 wherever it is",
                    "a=rtpmap:96 H264/90000\r\na=fmtp:96 profile-level-id=42e01f\r\n"
                    "a=rtpmap:98 VP8/90000\r\n",
                    "a=rtpmap:98 VP8/90000\r\n"},
            {"nothing that can be decoded",
                    "a=rtpmap:96 H264/90000\r\na=fmtp:96 profile-level-id=f4001f\r\n", NULL},
            {"of a strange clock", "a=rtpmap:96 H264/8000\r\n", NULL},
    };
    SdpAnswerWishes wishes = sdp_meeting_wishes;
    wishes.h264 = true;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
        g_autofree char *offer = g_strconcat(OBS_SESSION OBS_AUDIO
                "m=video 9" PROFILE "96 98 99\r\nc=IN IP4 0.0.0.0\r\n"
                "a=mid:1\r\na=rtcp-mux\r\n",
                cases[i].codecs, NULL);
        g_test_message("%s", cases[i].why);
        g_assert_true(sdp_answer_agree(offer, &wishes, agreement, NULL, &error) ==
                (cases[i].answer != NULL));
        if (cases[i].answer != NULL) {
            g_autofree char *answer = sdp_answer_write(agreement, &sdp_local_side);
            sdp_assert_has(answer, cases[i].answer, 1);
        } else {
            g_assert_error(error, SDP_ERROR, SDP_ERROR_NO_CODEC);
        }
    }
}

/* Slides go on as they come, to receivers of all kinds: of H.264 alone they are seen in the picture. */
static void test_slides_are_never_h264(void)
{
    SdpAnswerWishes wishes = sdp_meeting_wishes;
    wishes.h264 = true;
    wishes.slides = (SdpWish){.send = true, .receive = true};
    g_autofree char *offer =
            sdp_replaced(CHROMIUM, "a=rtpmap:96 VP8/90000", "a=rtpmap:96 AV1/90000");
    g_autofree SdpAgreement *agreement = sdp_agree(offer, &wishes);
    g_assert_cmpint(agreement->streams[1].role, ==, SDP_ROLE_PICTURE);
    g_assert_cmpint(agreement->streams[1].picture_codec, ==, PICTURE_CODEC_H264);
    g_assert_cmpuint(agreement->streams[1].payload_type, ==, 102);
    g_assert_cmpint(agreement->streams[2].role, ==, SDP_ROLE_NONE);
}

static void test_agrees_with_obs(void)
{
    const SdpAnswerWishes whip = {.sound = {.receive = true}, .picture = {.receive = true}};
    g_autofree SdpRemote *remote = g_new0(SdpRemote, 1);
    g_autofree SdpAgreement *agreement =
            sdp_agree_with(OBS_SESSION OBS_AUDIO OBS_VIDEO("VP8"), &whip, remote);
    g_autofree char *answer = sdp_answer_write(agreement, &sdp_local_side);

    g_assert_cmpstr(remote->ufrag, ==, "aBcD");
    g_assert_cmpuint(remote->candidate_count, ==, 0);
    g_assert_false(agreement->streams[1].transport_cc); /* offered without the header extension */
    g_assert_cmpuint(agreement->streams[1].remote_ssrc, ==, 78);
    g_assert_true(agreement->streams[1].receive);
    g_assert_false(agreement->streams[1].send);
    sdp_assert_has(answer, "a=recvonly\r\n", 2);
    sdp_assert_has(answer, "a=ssrc", 0);
    sdp_assert_has(answer, "a=candidate:", 2);
    sdp_assert_has(answer, "transport-cc", 0);
}

static void test_agrees_on_directions(void)
{
    const SdpWish both = {.send = true, .receive = true};
    const SdpWish send = {.send = true};
    const SdpWish receive = {.receive = true};
    const SdpWish neither = {0};
    const struct {
        const char *why;
        const char *offered;
        SdpWish wish;
        const char *answered;
    } cases[] = {
            {"a meeting", "sendrecv", both, "sendrecv"},
            {"WHEP: the offerer looks on", "recvonly", both, "sendonly"},
            {"WHIP: the offerer publishes", "sendonly", both, "recvonly"},
            {"nothing yet", "inactive", both, "inactive"},
            {"we only send", "sendrecv", send, "sendonly"},
            {"we only receive", "sendrecv", receive, "recvonly"},
            {"both only send", "sendonly", send, "inactive"},
            {"both only receive", "recvonly", receive, "inactive"},
            {"we do neither", "sendrecv", neither, "inactive"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_autofree char *direction = g_strdup_printf("a=%s\r\n", cases[i].offered);
        g_autofree char *offer = sdp_replaced(
                START "a=group:BUNDLE 0\r\n" CHROMIUM_AUDIO, "a=sendrecv\r\n", direction);
        const SdpAnswerWishes wishes = {.sound = cases[i].wish};
        g_autofree SdpAgreement *agreement = sdp_agree(offer, &wishes);
        g_autofree char *answer = sdp_answer_write(agreement, &sdp_local_side);
        g_autofree char *expected = g_strdup_printf("a=%s\r\n", cases[i].answered);
        sdp_assert_has(answer, expected, 1);
    }
}

static void test_agrees_on_dtls_roles(void)
{
    static const struct {
        const char *why;
        const char *offered;
        bool prefer_active;
        bool keep;
        bool agreed;
        bool active;
    } cases[] = {
            {"left to us: we wait", "a=setup:actpass\r\n", false, false, true, false},
            {"left to us: we begin", "a=setup:actpass\r\n", true, false, true, true},
            {"the peer begins", "a=setup:active\r\n", false, false, true, false},
            {"the peer begins although we would", "a=setup:active\r\n", true, false, true, false},
            {"the peer waits although we would", "a=setup:passive\r\n", false, false, true, true},
            {"not said", "", false, false, true, false},
            {"on hold", "a=setup:holdconn\r\n", false, false, false, false},
            {"again on a running connection", "a=setup:actpass\r\n", true, true, true, true},
            {"turned round on a running connection", "a=setup:active\r\n", true, true, false,
                    false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
        g_autofree char *offer = sdp_replaced(CHROMIUM, "a=setup:actpass\r\n", cases[i].offered);
        SdpAnswerWishes wishes = sdp_meeting_wishes;
        wishes.prefer_dtls_active = cases[i].prefer_active;
        wishes.keep_dtls_role = cases[i].keep;
        g_test_message("%s", cases[i].why);
        g_assert_true(sdp_answer_agree(offer, &wishes, agreement, NULL, &error) == cases[i].agreed);
        g_assert_true(agreement->dtls_active == cases[i].active);
        if (!cases[i].agreed) {
            g_assert_error(error, SDP_ERROR, SDP_ERROR_BAD_SETUP);
            continue;
        }
        g_autofree char *answer = sdp_answer_write(agreement, &sdp_local_side);
        sdp_assert_has(answer, cases[i].active ? "a=setup:active\r\n" : "a=setup:passive\r\n", 3);
    }
}

static void test_writes_words_without_their_spaces(void)
{
    static const char offer[] =
            START "a=group:BUNDLE 0 3\r\n" CHROMIUM_AUDIO "m=text  9  UDP/X  y z\r\na=mid:3\r\n";
    g_autofree SdpAgreement *agreement = sdp_agree(offer, &sdp_meeting_wishes);
    g_autofree char *answer = sdp_answer_write(agreement, &sdp_local_side);
    sdp_assert_has(answer, "m=text 0 UDP/X y\r\n", 1);
}

static void test_tells_slides_from_the_picture(void)
{
    static const char slides_first[] =
            START "a=group:BUNDLE 2 1\r\n" CHROMIUM_SLIDES "a=content:slides\r\n" CHROMIUM_VIDEO;
    SdpAnswerWishes wishes = sdp_meeting_wishes;
    wishes.slides = (SdpWish){.send = true};
    g_autofree char *offer = sdp_replaced(slides_first, "a=inactive\r\n", "a=recvonly\r\n");
    g_autofree SdpAgreement *agreement = sdp_agree(offer, &wishes);
    g_assert_cmpint(agreement->streams[0].role, ==, SDP_ROLE_SLIDES);
    g_assert_cmpint(agreement->streams[1].role, ==, SDP_ROLE_PICTURE);
    g_assert_true(sdp_agreement_find(agreement, SDP_ROLE_PICTURE) == &agreement->streams[1]);
    g_assert_null(sdp_agreement_find(agreement, SDP_ROLE_SOUND));

    g_autofree char *answer = sdp_answer_write(agreement, &sdp_local_side);
    sdp_assert_has(answer, "a=msid:slides slides\r\n", 1);
    sdp_assert_has(answer, "a=ssrc-group:FID 1004 1005\r\n", 1);
}

/* Whatever the client would do, as its page is now: slides seen or shown, their sound given or not. */
static void test_agrees_on_slides(void)
{
    static const SdpAnswerWishes wishes = {
            .sound = {.send = true, .receive = true},
            .picture = {.send = true, .receive = true},
            .slides = {.send = true, .receive = true},
            .slides_sound = {.receive = true},
    };
    static const char shown[] = START "a=group:BUNDLE 0 1 2 3\r\n" CHROMIUM_AUDIO CHROMIUM_VIDEO
            CHROMIUM_SLIDES CHROMIUM_SLIDES_SOUND;
    static const struct {
        const char *offered;
        bool send;
        bool receive;
    } cases[] = {
            {"a=sendrecv\r\n", true, true},
            {"a=recvonly\r\n", true, false},
            {"a=sendonly\r\n", false, true},
            {"a=inactive\r\n", false, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *offer = sdp_replaced(shown, "a=inactive\r\n", cases[i].offered);
        g_autofree SdpAgreement *agreement = sdp_agree(offer, &wishes);
        g_autofree char *answer = sdp_answer_write(agreement, &sdp_local_side);
        g_assert_cmpint(agreement->streams[2].role, ==, SDP_ROLE_SLIDES);
        g_assert_true(agreement->streams[2].send == cases[i].send);
        g_assert_true(agreement->streams[2].receive == cases[i].receive);
        g_assert_cmpint(agreement->streams[3].role, ==, SDP_ROLE_SLIDES_SOUND);
        g_assert_false(agreement->streams[3].send); /* it is in the mix */
        g_assert_true(agreement->streams[3].receive);
        g_assert_cmpuint(agreement->streams[3].remote_ssrc, ==, 555);
        g_assert_cmpuint(agreement->streams[3].extensions.id[RTP_EXTENSION_AUDIO_LEVEL], ==, 1);
        sdp_assert_has(answer, "a=group:BUNDLE 0 1 2 3\r\n", 1);
        sdp_assert_has(answer, "a=rtpmap:111 opus/48000/2\r\n", 2);
        sdp_assert_has(answer, "a=content:slides\r\n", 1);
        sdp_assert_has(answer, "a=msid:slides slides\r\n", cases[i].send ? 1 : 0);
        sdp_assert_has(answer, "a=msid:", cases[i].send ? 3 : 2);
    }
}

static void test_says_that_more_candidates_follow(void)
{
    g_autofree SdpAgreement *agreement = sdp_agree(CHROMIUM, &sdp_meeting_wishes);
    SdpLocal trickling = sdp_local_side;
    trickling.candidates = NULL;
    trickling.more_candidates = true;
    g_autofree char *answer = sdp_answer_write(agreement, &trickling);
    sdp_assert_has(answer, "candidate", 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sdp_answer/agrees_with_chromium", test_agrees_with_chromium);
    g_test_add_func("/sdp_answer/agrees_with_firefox", test_agrees_with_firefox);
    g_test_add_func("/sdp_answer/answers_chromium", test_answers_chromium);
    g_test_add_func(
            "/sdp_answer/takes_h264_where_there_is_no_vp8", test_takes_h264_where_there_is_no_vp8);
    g_test_add_func("/sdp_answer/slides_are_never_h264", test_slides_are_never_h264);
    g_test_add_func("/sdp_answer/agrees_with_obs", test_agrees_with_obs);
    g_test_add_func("/sdp_answer/agrees_on_directions", test_agrees_on_directions);
    g_test_add_func("/sdp_answer/agrees_on_dtls_roles", test_agrees_on_dtls_roles);
    g_test_add_func("/sdp_answer/writes_words_without_their_spaces",
            test_writes_words_without_their_spaces);
    g_test_add_func(
            "/sdp_answer/tells_slides_from_the_picture", test_tells_slides_from_the_picture);
    g_test_add_func("/sdp_answer/agrees_on_slides", test_agrees_on_slides);
    g_test_add_func(
            "/sdp_answer/says_that_more_candidates_follow", test_says_that_more_candidates_follow);
    return g_test_run();
}
