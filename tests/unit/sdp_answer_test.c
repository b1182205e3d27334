#include "mcu/wire/sdp_answer.h"

#include "mcu/wire/sdp_text.h"

#include <glib.h>

#include <string.h>

#define DIGEST                                                                                     \
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"                                             \
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"
#define SHA1  "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33"
#define START "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
#define ICE                                                                                        \
    "a=ice-ufrag:Xyz/\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=ice-options:trickle\r\n"          \
    "a=fingerprint:sha-256 " DIGEST "\r\n"
#define WAY           ICE "a=setup:actpass\r\n"
#define PROFILE       " UDP/TLS/RTP/SAVPF "
#define MUX           "a=rtcp-mux\r\na=rtcp-rsize\r\n"
#define TWCC_URI      "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n"
#define SEND_TIME_URI "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time\r\n"
#define MID_URI       "urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
#define LEVEL_URI     "urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"

/* Chromium 156, shortened: the ids, payload types and lines that matter as it writes them. */
#define CHROMIUM_AUDIO                                                                             \
    "m=audio 9" PROFILE                                                                            \
    "111 63 9 0 8 13 110 126\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n" WAY               \
    "a=mid:0\r\na=extmap:1 " LEVEL_URI "a=extmap:2 " SEND_TIME_URI "a=extmap:3 " TWCC_URI          \
    "a=extmap:4 " MID_URI "a=sendrecv\r\na=msid:e3dca801 96a103c5\r\n" MUX                         \
    "a=rtcp-xr:rcvr-rtt=all\r\na=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\n"        \
    "a=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n"    \
    "a=ssrc:1859987737 cname:JFz0\r\na=ssrc:1859987737 msid:e3dca801 96a103c5\r\n"
#define CHROMIUM_VIDEO_LINES                                                                       \
    "a=extmap:14 urn:ietf:params:rtp-hdrext:toffset\r\na=extmap:2 " SEND_TIME_URI                  \
    "a=extmap:13 urn:3gpp:video-orientation\r\na=extmap:3 " TWCC_URI "a=extmap:4 " MID_URI         \
    "a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n" MUX                            \
    "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 transport-cc\r\n"             \
    "a=rtcp-fb:96 ccm fir\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtpmap:97 "           \
    "rtx/90000\r\n"                                                                                \
    "a=fmtp:97 apt=96\r\na=rtpmap:102 H264/90000\r\na=rtpmap:118 red/90000\r\na=rtpmap:120 "       \
    "ulpfec/90000\r\n"
#define CHROMIUM_VIDEO                                                                             \
    "m=video 9" PROFILE "96 97 102 118 120\r\nc=IN IP4 0.0.0.0\r\n" WAY                            \
    "a=mid:1\r\na=sendrecv\r\n" CHROMIUM_VIDEO_LINES                                               \
    "a=ssrc-group:FID 246019639 1411563408\r\na=ssrc:246019639 cname:JFz0\r\n"                     \
    "a=ssrc:1411563408 cname:JFz0\r\n"
#define CHROMIUM_SLIDES                                                                            \
    "m=video 9" PROFILE "96 97 102\r\nc=IN IP4 0.0.0.0\r\n" WAY                                    \
    "a=mid:2\r\na=inactive\r\n" CHROMIUM_VIDEO_LINES
#define CHROMIUM_SLIDES_SOUND                                                                      \
    "m=audio 9" PROFILE "111 63\r\nc=IN IP4 0.0.0.0\r\n" WAY "a=mid:3\r\na=extmap:1 " LEVEL_URI    \
    "a=extmap:3 " TWCC_URI "a=extmap:4 " MID_URI "a=sendrecv\r\n" MUX                              \
    "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\n"                                  \
    "a=ssrc:555 cname:JFz0\r\n"
#define CHROMIUM                                                                                   \
    START "a=group:BUNDLE 0 1 2\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS "                  \
          "e3dca801\r\n" CHROMIUM_AUDIO CHROMIUM_VIDEO CHROMIUM_SLIDES

/* Firefox 153, shortened: the session has the fingerprint, ids and payload types are its own. */
#define FIREFOX                                                                                    \
    "v=0\r\no=mozilla...THIS_IS_SDPARTA-99.0 5 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=sendrecv\r\n" \
    "a=fingerprint:sha-256 " DIGEST "\r\na=group:BUNDLE 0 1\r\na=ice-options:trickle\r\n"          \
    "a=msid-semantic:WMS *\r\n"                                                                    \
    "m=audio 9" PROFILE "109 9 0 8 101\r\nc=IN IP4 0.0.0.0\r\na=sendrecv\r\na=extmap:1 " LEVEL_URI \
    "a=extmap:2/recvonly urn:ietf:params:rtp-hdrext:csrc-audio-level\r\na=extmap:3 " MID_URI       \
    "a=extmap:7 " TWCC_URI "a=extmap-allow-mixed\r\n"                                              \
    "a=fmtp:109 "                                                                                  \
    "maxplaybackrate=48000;stereo=1;useinbandfec=1\r\na=ice-pwd:"                                  \
    "0123456789abcdef0123456789abcdef\r\n"                                                         \
    "a=ice-ufrag:01234567\r\na=mid:0\r\na=msid:{a} {b}\r\na=rtcp-mux\r\na=rtcp-rsize\r\n"          \
    "a=rtpmap:109 opus/48000/2\r\na=rtcp-fb:109 "                                                  \
    "transport-cc\r\na=setup:actpass\r\na=ssrc:4000000001 cname:{c}\r\n"                           \
    "m=video 9" PROFILE "120 124 121 125\r\nc=IN IP4 0.0.0.0\r\na=sendrecv\r\na=extmap:3 " MID_URI \
    "a=extmap:4 " SEND_TIME_URI                                                                    \
    "a=extmap:5 urn:ietf:params:rtp-hdrext:toffset\r\na=extmap:7 " TWCC_URI                        \
    "a=extmap-allow-mixed\r\na=fmtp:120 max-fs=12288;max-fr=60\r\na=fmtp:124 apt=120\r\n"          \
    "a=ice-pwd:0123456789abcdef0123456789abcdef\r\na=ice-ufrag:01234567\r\na=mid:1\r\na=msid:{a} " \
    "{d}\r\n"                                                                                      \
    "a=rtcp-fb:120 nack\r\na=rtcp-fb:120 nack pli\r\na=rtcp-fb:120 ccm fir\r\na=rtcp-fb:120 "      \
    "goog-remb\r\n"                                                                                \
    "a=rtcp-fb:120 transport-cc\r\na=rtcp-mux\r\na=rtcp-rsize\r\na=rtpmap:120 VP8/90000\r\n"       \
    "a=rtpmap:124 rtx/90000\r\na=setup:actpass\r\na=ssrc:4000000002 cname:{c}\r\n"                 \
    "a=ssrc:4000000003 cname:{c}\r\na=ssrc-group:FID 4000000002 4000000003\r\n"

/* libdatachannel, as OBS and other WHIP clients use it: everything of the transport in the session, no candidates. */
#define OBS_SESSION                                                                                \
    START "a=group:BUNDLE 0 1\r\na=group:LS 0 1\r\na=msid-semantic:WMS *\r\na=setup:actpass\r\n"   \
          "a=ice-ufrag:aBcD\r\na=ice-pwd:0123456789+/ABCDEFGHIJ\r\na=ice-options:trickle\r\n"      \
          "a=fingerprint:sha-256 " DIGEST "\r\n"
#define OBS_AUDIO                                                                                  \
    "m=audio 9" PROFILE                                                                            \
    "111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=sendonly\r\na=ssrc:77 cname:obs\r\n"                  \
    "a=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 "                                       \
    "minptime=10;maxaveragebitrate=96000;stereo=1\r\n"
#define OBS_VIDEO(codec)                                                                           \
    "m=video 9" PROFILE                                                                            \
    "96\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=sendonly\r\na=ssrc:78 cname:obs\r\n"                   \
    "a=rtcp-mux\r\na=rtpmap:96 " codec "/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n"  \
    "a=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 transport-cc\r\n"

static const SdpAnswerWishes meeting = {
        .sound = {.send = true, .receive = true},
        .picture = {.send = true, .receive = true},
};

static const char *const candidates[] = {
        "candidate:1 1 udp 2113937151 10.0.0.1 20000 typ host",
        "candidate:2 1 udp 2113937150 10.0.0.2 20001 typ host",
        NULL,
};

static const SdpLocal local = {
        .session_id = 42,
        .session_version = 1,
        .ufrag = "mcuu",
        .pwd = "mcupasswordmcupassword",
        .fingerprint = "sha-256 " DIGEST,
        .candidates = candidates,
        .cname = "giaoban",
        .stream_id = "mix",
        .slides_stream_id = "slides",
        .streams =
                {
                        [SDP_ROLE_SOUND] = {.ssrc = 1001},
                        [SDP_ROLE_PICTURE] = {.ssrc = 1002,
                                .rtx_ssrc = 1003,
                                .bandwidth_bps = 1500000},
                        [SDP_ROLE_SLIDES] = {.ssrc = 1004, .rtx_ssrc = 1005},
                },
};

/* ---- helpers ---- */

static SdpAgreement *agree(const char *offer, const SdpAnswerWishes *wishes)
{
    g_autoptr(GError) error = NULL;
    SdpAgreement *agreement = g_new0(SdpAgreement, 1);
    const bool agreed = sdp_answer_agree(offer, wishes, agreement, &error);
    g_assert_no_error(error);
    g_assert_true(agreed);
    return agreement;
}

/* The text with every `from` replaced. */
static char *replaced(const char *text, const char *from, const char *to)
{
    g_auto(GStrv) parts = g_strsplit(text, from, -1);
    g_assert_cmpuint(g_strv_length(parts), >, 1);
    return g_strjoinv(to, parts);
}

static size_t occurrences(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void assert_has(const char *text, const char *part, size_t count)
{
    if (occurrences(text, part) != count) {
        g_test_message("%s\n--- should have %zu of: %s", text, count, part);
    }
    g_assert_cmpuint(occurrences(text, part), ==, count);
}

/* ---- tests ---- */

static void test_agrees_with_chromium(void)
{
    g_autofree SdpAgreement *agreement = agree(CHROMIUM, &meeting);
    const SdpStream *sound = &agreement->streams[0];
    const SdpStream *picture = &agreement->streams[1];
    const SdpStream *slides = &agreement->streams[2];

    g_assert_cmpuint(agreement->stream_count, ==, 3);
    g_assert_false(agreement->dtls_active);
    g_assert_cmpstr(agreement->remote.ufrag, ==, "Xyz/");
    g_assert_cmpstr(agreement->remote.pwd, ==, "abcdefghijklmnopqrstuvwx");
    g_assert_true(agreement->remote.trickle);
    g_assert_cmpuint(agreement->remote.fingerprint_count, ==, 1);
    g_assert_cmphex(agreement->remote.fingerprints[0].digest[1], ==, 0x11);
    g_assert_cmpuint(agreement->extensions.id[RTP_EXTENSION_MID], ==, 4);

    g_assert_cmpint(sound->role, ==, SDP_ROLE_SOUND);
    g_assert_cmpstr(sound->mid, ==, "0");
    g_assert_true(sound->send && sound->receive);
    g_assert_cmpuint(sound->payload_type, ==, 111);
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
    g_autofree SdpAgreement *agreement = agree(FIREFOX, &meeting);
    const SdpStream *sound = &agreement->streams[0];
    const SdpStream *picture = &agreement->streams[1];

    g_assert_cmpstr(agreement->remote.ufrag, ==, "01234567");
    g_assert_cmpuint(agreement->remote.fingerprint_count, ==, 1); /* the session's */
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
    g_autofree SdpAgreement *agreement = agree(CHROMIUM, &meeting);
    g_autofree char *answer = sdp_answer_write(agreement, &local);
    static const struct {
        const char *line;
        size_t count;
    } lines[] = {
            {"a=group:BUNDLE 0 1 2\r\n", 1},
            {"a=extmap-allow-mixed\r\n", 1},
            {"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", 1},
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
            {"red/", 0},
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
        assert_has(answer, lines[i].line, lines[i].count);
    }
    g_assert_true(strstr(answer, "a=candidate:") < strstr(answer, "m=video"));
    g_autoptr(Sdp) sdp = sdp_text_parse(answer, NULL);
    g_assert_nonnull(sdp);
}

static void test_agrees_with_obs(void)
{
    const SdpAnswerWishes whip = {.sound = {.receive = true}, .picture = {.receive = true}};
    g_autofree SdpAgreement *agreement = agree(OBS_SESSION OBS_AUDIO OBS_VIDEO("VP8"), &whip);
    g_autofree char *answer = sdp_answer_write(agreement, &local);

    g_assert_cmpstr(agreement->remote.ufrag, ==, "aBcD");
    g_assert_cmpuint(agreement->remote.candidate_count, ==, 0);
    g_assert_false(agreement->streams[1].transport_cc); /* offered without the header extension */
    g_assert_cmpuint(agreement->streams[1].remote_ssrc, ==, 78);
    g_assert_true(agreement->streams[1].receive);
    g_assert_false(agreement->streams[1].send);
    assert_has(answer, "a=recvonly\r\n", 2);
    assert_has(answer, "a=ssrc", 0);
    assert_has(answer, "a=candidate:", 2);
    assert_has(answer, "transport-cc", 0);
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
        g_autofree char *offer =
                replaced(START "a=group:BUNDLE 0\r\n" CHROMIUM_AUDIO, "a=sendrecv\r\n", direction);
        const SdpAnswerWishes wishes = {.sound = cases[i].wish};
        g_autofree SdpAgreement *agreement = agree(offer, &wishes);
        g_autofree char *answer = sdp_answer_write(agreement, &local);
        g_autofree char *expected = g_strdup_printf("a=%s\r\n", cases[i].answered);
        assert_has(answer, expected, 1);
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
        g_autofree char *offer = replaced(CHROMIUM, "a=setup:actpass\r\n", cases[i].offered);
        SdpAnswerWishes wishes = meeting;
        wishes.prefer_dtls_active = cases[i].prefer_active;
        wishes.keep_dtls_role = cases[i].keep;
        g_test_message("%s", cases[i].why);
        g_assert_true(sdp_answer_agree(offer, &wishes, agreement, &error) == cases[i].agreed);
        g_assert_true(agreement->dtls_active == cases[i].active);
        if (!cases[i].agreed) {
            g_assert_error(error, SDP_ERROR, SDP_ERROR_BAD_SETUP);
            continue;
        }
        g_autofree char *answer = sdp_answer_write(agreement, &local);
        assert_has(answer, cases[i].active ? "a=setup:active\r\n" : "a=setup:passive\r\n", 3);
    }
}

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
            {"a picture without sound", replaced(CHROMIUM, "m=audio 9", "m=text 0"), -1},
            {"H.264 only", g_strdup(OBS_SESSION OBS_AUDIO OBS_VIDEO("H264")), SDP_ERROR_NO_CODEC},
            {"VP8 of a strange clock",
                    replaced(OBS_SESSION OBS_AUDIO OBS_VIDEO("VP8"), "VP8/90000", "VP8/8000"),
                    SDP_ERROR_NO_CODEC},
            {"telephone sound only", replaced(CHROMIUM, "opus/48000/2", "PCMU/8000"),
                    SDP_ERROR_NO_CODEC},
            {"no BUNDLE", replaced(CHROMIUM, "a=group:BUNDLE 0 1 2\r\n", ""), SDP_ERROR_NO_BUNDLE},
            {"the picture outside of the BUNDLE", replaced(CHROMIUM, "BUNDLE 0 1 2", "BUNDLE 0 2"),
                    SDP_ERROR_NO_BUNDLE},
            {"no rtcp-mux", replaced(CHROMIUM, "a=rtcp-mux\r\n", ""), SDP_ERROR_NO_BUNDLE},
            {"no ufrag", replaced(CHROMIUM, "a=ice-ufrag:Xyz/\r\n", ""), SDP_ERROR_NO_ICE},
            {"a ufrag of three", replaced(CHROMIUM, "a=ice-ufrag:Xyz/", "a=ice-ufrag:Xyz"),
                    SDP_ERROR_NO_ICE},
            {"a ufrag of two words", replaced(CHROMIUM, "a=ice-ufrag:Xyz/", "a=ice-ufrag:Xyz /"),
                    SDP_ERROR_NO_ICE},
            {"a password of 21",
                    replaced(CHROMIUM, "abcdefghijklmnopqrstuvwx", "abcdefghijklmnopqrstu"),
                    SDP_ERROR_NO_ICE},
            {"no password", replaced(CHROMIUM, "a=ice-pwd:abcdefghijklmnopqrstuvwx\r\n", ""),
                    SDP_ERROR_NO_ICE},
            {"no fingerprint", replaced(CHROMIUM, "a=fingerprint:sha-256 " DIGEST "\r\n", ""),
                    SDP_ERROR_NO_FINGERPRINT},
            {"a weak fingerprint only", replaced(CHROMIUM, "sha-256 " DIGEST, "sha-1 " SHA1),
                    SDP_ERROR_NO_FINGERPRINT},
            {"plain RTP", replaced(CHROMIUM, "UDP/TLS/RTP/SAVPF", "RTP/AVP"),
                    SDP_ERROR_NO_FINGERPRINT},
            {"one mid twice", replaced(CHROMIUM, "a=mid:2\r\n", "a=mid:1\r\n"), SDP_ERROR_BAD_TEXT},
            {"a mid of seventeen", replaced(CHROMIUM, "a=mid:2\r\n", "a=mid:abcdefghijklmnopq\r\n"),
                    SDP_ERROR_BAD_TEXT},
            {"one id for two extensions", replaced(CHROMIUM, "a=extmap:13 ", "a=extmap:1 "),
                    SDP_ERROR_BAD_EXTENSION},
            {"only the session line of a group", g_strdup(session), SDP_ERROR_NO_MEDIA},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
        const bool agreed = sdp_answer_agree(cases[i].offer, &meeting, agreement, &error);
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
    g_assert_false(
            sdp_answer_agree(OBS_SESSION OBS_AUDIO OBS_VIDEO("H264"), &meeting, agreement, &error));
    g_assert_cmpstr(error->message, ==, "the picture needs VP8; offered: H264");
}

static void test_refuses_single_lines(void)
{
    static const char data[] = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n" WAY
                               "a=mid:3\r\na=sctp-port:5000\r\n";
    g_autofree char *first_gone = replaced(CHROMIUM, "m=audio 9", "m=audio 0");
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
        g_autofree SdpAgreement *agreement = agree(cases[i].offer, &meeting);
        g_autofree char *answer = sdp_answer_write(agreement, &local);
        g_assert_cmpuint(agreement->stream_count, ==, 3);
        g_assert_cmpint(agreement->streams[cases[i].refused].role, ==, SDP_ROLE_NONE);
        g_assert_false(agreement->streams[cases[i].refused].send);
        assert_has(answer, cases[i].line, 1);
        assert_has(answer, cases[i].bundle, 1);
        assert_has(answer, "a=candidate:", 2);
        g_assert_true(strstr(answer, "a=candidate:") >
                strstr(answer, cases[i].refused == 0 ? "m=video" : "m=audio"));
    }
}

static void test_writes_words_without_their_spaces(void)
{
    static const char offer[] =
            START "a=group:BUNDLE 0 3\r\n" CHROMIUM_AUDIO "m=text  9  UDP/X  y z\r\na=mid:3\r\n";
    g_autofree SdpAgreement *agreement = agree(offer, &meeting);
    g_autofree char *answer = sdp_answer_write(agreement, &local);
    assert_has(answer, "m=text 0 UDP/X y\r\n", 1);
}

static void test_takes_the_way_from_a_line_it_refuses(void)
{
    /* RFC 8843, 7.2: an m-line with a=bundle-only has port 0 and leaves the transport to the first of the BUNDLE. */
    static const char offer[] = START
            "a=group:BUNDLE d 1\r\n"
            "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\na=rtcp-mux\r\n" WAY
            "m=video 0" PROFILE "96\r\na=mid:1\r\na=bundle-only\r\na=rtpmap:96 VP8/90000\r\n";
    g_autofree SdpAgreement *agreement = agree(offer, &meeting);
    g_assert_cmpint(agreement->streams[1].role, ==, SDP_ROLE_PICTURE);
    g_assert_cmpstr(agreement->remote.ufrag, ==, "Xyz/");
    g_assert_false(agreement->streams[1].has_rtx);
    g_assert_false(agreement->streams[1].nack);
}

static void test_keeps_the_candidates_that_can_be_used(void)
{
    g_autofree SdpAgreement *agreement = agree(CHROMIUM
            "a=candidate:1 1 udp 2122194687 10.0.0.7 51234 typ host\r\na=candidate:2 1 tcp 5 "
            "10.0.0.7 9 typ host tcptype active\r\n"
            "a=candidate:3 1 udp 5 x.local 51235 typ host\r\na=candidate:4 1 udp 0 10.0.0.7 9 typ "
            "host\r\n"
            "a=candidate:5 1 udp 9 10.0.0.8 51236 typ host\r\na=end-of-candidates\r\n",
            &meeting);
    g_assert_cmpuint(agreement->remote.candidate_count, ==, 2);
    g_assert_cmpuint(agreement->remote.candidates[0].port, ==, 51234);
    g_assert_cmpuint(agreement->remote.candidates[1].port, ==, 51236);
    g_assert_true(agreement->remote.end_of_candidates);
}

static void test_tells_slides_from_the_picture(void)
{
    static const char slides_first[] =
            START "a=group:BUNDLE 2 1\r\n" CHROMIUM_SLIDES "a=content:slides\r\n" CHROMIUM_VIDEO;
    SdpAnswerWishes wishes = meeting;
    wishes.slides = (SdpWish){.send = true};
    g_autofree char *offer = replaced(slides_first, "a=inactive\r\n", "a=recvonly\r\n");
    g_autofree SdpAgreement *agreement = agree(offer, &wishes);
    g_assert_cmpint(agreement->streams[0].role, ==, SDP_ROLE_SLIDES);
    g_assert_cmpint(agreement->streams[1].role, ==, SDP_ROLE_PICTURE);
    g_assert_true(sdp_agreement_find(agreement, SDP_ROLE_PICTURE) == &agreement->streams[1]);
    g_assert_null(sdp_agreement_find(agreement, SDP_ROLE_SOUND));

    g_autofree char *answer = sdp_answer_write(agreement, &local);
    assert_has(answer, "a=msid:slides slides\r\n", 1);
    assert_has(answer, "a=ssrc-group:FID 1004 1005\r\n", 1);
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
        g_autofree char *offer = replaced(shown, "a=inactive\r\n", cases[i].offered);
        g_autofree SdpAgreement *agreement = agree(offer, &wishes);
        g_autofree char *answer = sdp_answer_write(agreement, &local);
        g_assert_cmpint(agreement->streams[2].role, ==, SDP_ROLE_SLIDES);
        g_assert_true(agreement->streams[2].send == cases[i].send);
        g_assert_true(agreement->streams[2].receive == cases[i].receive);
        g_assert_cmpint(agreement->streams[3].role, ==, SDP_ROLE_SLIDES_SOUND);
        g_assert_false(agreement->streams[3].send); /* it is in the mix */
        g_assert_true(agreement->streams[3].receive);
        g_assert_cmpuint(agreement->streams[3].remote_ssrc, ==, 555);
        g_assert_cmpuint(agreement->streams[3].extensions.id[RTP_EXTENSION_AUDIO_LEVEL], ==, 1);
        assert_has(answer, "a=group:BUNDLE 0 1 2 3\r\n", 1);
        assert_has(answer, "a=rtpmap:111 opus/48000/2\r\n", 2);
        assert_has(answer, "a=content:slides\r\n", 1);
        assert_has(answer, "a=msid:slides slides\r\n", cases[i].send ? 1 : 0);
        assert_has(answer, "a=msid:", cases[i].send ? 3 : 2);
    }
}

/* What is wrong with the slides' sound, or makes it that of nothing, refuses its m-line and no more. */
static void test_refuses_the_slides_sound_alone(void)
{
    static const char *const without_slides =
            START "a=group:BUNDLE 0 1 3\r\n" CHROMIUM_AUDIO CHROMIUM_VIDEO CHROMIUM_SLIDES_SOUND;
    static const char *const outside =
            START "a=group:BUNDLE 0 1 2\r\n" CHROMIUM_AUDIO CHROMIUM_VIDEO CHROMIUM_SLIDES
                    CHROMIUM_SLIDES_SOUND;
    g_autofree char *sound = replaced(CHROMIUM_SLIDES_SOUND, "opus/48000/2", "PCMU/8000");
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
    SdpAnswerWishes wishes = meeting;
    wishes.slides_sound = (SdpWish){.receive = true};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_autofree SdpAgreement *agreement = agree(cases[i].offer, &wishes);
        g_assert_cmpint(agreement->streams[cases[i].index].role, ==, SDP_ROLE_NONE);
        g_assert_false(agreement->streams[cases[i].index].receive);
        g_assert_cmpint(agreement->streams[1].role, ==, SDP_ROLE_PICTURE);
        g_autofree char *answer = sdp_answer_write(agreement, &local);
        assert_has(answer, "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\n", 1);
    }
}

static void test_reads_other_sizes_of_ids(void)
{
    g_autofree char *mixed = replaced(CHROMIUM, "a=extmap:4 ", "a=extmap:16 ");
    g_autofree SdpAgreement *agreement = agree(mixed, &meeting);
    g_assert_cmpuint(agreement->streams[0].extensions.id[RTP_EXTENSION_MID], ==, 16);

    g_autofree char *plain = replaced(mixed, "a=extmap-allow-mixed\r\n", "");
    g_autofree SdpAgreement *without = agree(plain, &meeting);
    g_assert_cmpuint(without->streams[0].extensions.id[RTP_EXTENSION_MID], ==, 0);
}

static void test_says_that_more_candidates_follow(void)
{
    g_autofree SdpAgreement *agreement = agree(CHROMIUM, &meeting);
    SdpLocal trickling = local;
    trickling.candidates = NULL;
    trickling.more_candidates = true;
    g_autofree char *answer = sdp_answer_write(agreement, &trickling);
    assert_has(answer, "candidate", 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sdp_answer/agrees_with_chromium", test_agrees_with_chromium);
    g_test_add_func("/sdp_answer/agrees_with_firefox", test_agrees_with_firefox);
    g_test_add_func("/sdp_answer/answers_chromium", test_answers_chromium);
    g_test_add_func("/sdp_answer/agrees_with_obs", test_agrees_with_obs);
    g_test_add_func("/sdp_answer/agrees_on_directions", test_agrees_on_directions);
    g_test_add_func("/sdp_answer/agrees_on_dtls_roles", test_agrees_on_dtls_roles);
    g_test_add_func("/sdp_answer/refuses_offers", test_refuses_offers);
    g_test_add_func(
            "/sdp_answer/names_what_was_offered_instead", test_names_what_was_offered_instead);
    g_test_add_func("/sdp_answer/refuses_single_lines", test_refuses_single_lines);
    g_test_add_func("/sdp_answer/writes_words_without_their_spaces",
            test_writes_words_without_their_spaces);
    g_test_add_func("/sdp_answer/takes_the_way_from_a_line_it_refuses",
            test_takes_the_way_from_a_line_it_refuses);
    g_test_add_func("/sdp_answer/keeps_the_candidates_that_can_be_used",
            test_keeps_the_candidates_that_can_be_used);
    g_test_add_func(
            "/sdp_answer/tells_slides_from_the_picture", test_tells_slides_from_the_picture);
    g_test_add_func("/sdp_answer/agrees_on_slides", test_agrees_on_slides);
    g_test_add_func(
            "/sdp_answer/refuses_the_slides_sound_alone", test_refuses_the_slides_sound_alone);
    g_test_add_func("/sdp_answer/reads_other_sizes_of_ids", test_reads_other_sizes_of_ids);
    g_test_add_func(
            "/sdp_answer/says_that_more_candidates_follow", test_says_that_more_candidates_follow);
    return g_test_run();
}
