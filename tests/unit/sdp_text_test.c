#include "mcu/wire/sdp_text.h"

#include <glib.h>

#include <string.h>

#define V     "v=0\r\n"
#define AUDIO "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
#define VIDEO "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n"
#define SHA256                                                                                     \
    "00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:"                                             \
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"
#define SHA1 "00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11:22:33"

static Sdp *parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    Sdp *sdp = sdp_text_parse(text, &error);
    g_assert_no_error(error);
    return sdp;
}

static void test_refuses_what_is_not_sdp(void)
{
    static const struct {
        const char *why;
        const char *text;
        bool valid;
    } cases[] = {
            {"nothing", "", false},
            {"the shortest", "v=0", true},
            {"lines ended by LF alone", "v=0\ns=-\nm=audio 9 RTP/AVP 0\n", true},
            {"version 1", "v=1\r\n", false},
            {"something before the version", "s=-\r\n" V, false},
            {"a letter without a value", V "a\r\n", false},
            {"a space before the sign", V "a =x\r\n", false},
            {"a capital", V "A=x\r\n", false},
            {"a control character", V "s=a\x01\r\n", false},
            {"a return inside a line", V "s=a\rb\r\n", false},
            {"Vietnamese in a name", V "s=Giao ban \xc4\x91\xe1\xba\xa7u tu\xe1\xba\xa7n\r\n",
                    true},
            {"half a letter", V "s=\xc4\r\n", false},
            {"JSON", "{\"sdp\":\"v=0\"}", false},
            {"an m-line without formats", V "m=audio 9 RTP/AVP\r\n", false},
            {"an m-line of one word", V "m=audio\r\n", false},
            {"port 65536", V "m=audio 65536 RTP/AVP 0\r\n", false},
            {"spaces instead of a format", V "m=audio 9 RTP/AVP   \r\n", false},
            {"more spaces than one", V "m=audio  9  RTP/AVP  0  8 \r\n", true},
            {"two ports", V "m=audio 9/2 RTP/AVP 0\r\n", true},
            {"payload type 128", V "m=audio 9 RTP/AVP 128\r\n", false},
            {"payload type x", V "m=audio 9 RTP/AVP x\r\n", false},
            {"a format that is no payload type",
                    V "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n", true},
            {"a codec without a clock", V AUDIO "a=rtpmap:111 opus\r\n", false},
            {"a codec without a name", V AUDIO "a=rtpmap:111 /48000\r\n", false},
            {"a clock of 0", V AUDIO "a=rtpmap:111 opus/0\r\n", false},
            {"300 channels", V AUDIO "a=rtpmap:111 opus/48000/300\r\n", false},
            {"a codec of another m-line",
                    V AUDIO "a=rtpmap:5 x/8000\r\na=fmtp:5 x\r\na=rtcp-fb:5 nack\r\n", true},
            {"feedback for nothing", V AUDIO "a=rtcp-fb: nack\r\n", false},
            {"an extension without a URI", V AUDIO "a=extmap:1\r\n", false},
            {"an extension of no number", V AUDIO "a=extmap:x urn:x\r\n", false},
            {"an extension of a strange direction", V AUDIO "a=extmap:1/up urn:x\r\n", false},
            {"an SSRC of letters", V AUDIO "a=ssrc:x cname:y\r\n", false},
            {"an SSRC beyond 32 bits", V AUDIO "a=ssrc:4294967296 cname:y\r\n", false},
            {"a FID of one", V AUDIO "a=ssrc-group:FID 1\r\n", false},
            {"a FID with itself", V AUDIO "a=ssrc-group:FID 1 1\r\n", false},
            {"another group of one", V AUDIO "a=ssrc-group:SIM 1\r\n", true},
            {"an empty mid", V AUDIO "a=mid:\r\n", false},
            {"a mid of two words", V AUDIO "a=mid:a b\r\n", false},
            {"an unknown setup", V AUDIO "a=setup:maybe\r\n", false},
            {"a fingerprint too short", V "a=fingerprint:sha-256 " SHA1 "\r\n", false},
            {"a fingerprint too long", V "a=fingerprint:sha-1 " SHA256 "\r\n", false},
            {"a fingerprint of no hex", V "a=fingerprint:sha-1 zz\r\n", false},
            {"a fingerprint of an unknown hash", V "a=fingerprint:md5 zz\r\n", true},
            {"a bandwidth of words", V AUDIO "b=AS:much\r\n", false},
            {"attributes that nobody knows", V "a=\r\na=x\r\na=x:y:z\r\n" AUDIO "a=crypto:1 x\r\n",
                    true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].why);
        g_autoptr(Sdp) sdp = sdp_text_parse(cases[i].text, &error);
        g_assert_true((sdp != NULL) == cases[i].valid);
        g_assert_true((error == NULL) == cases[i].valid);
    }
}

static void test_names_the_line_of_a_fault(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(sdp_text_parse(V "s=-\r\n" AUDIO "a=rtpmap:111 opus\r\n", &error));
    g_assert_error(error, SDP_READER_ERROR, SDP_READER_SYNTAX);
    g_assert_nonnull(strstr(error->message, "line 4"));
}

/* A text with `count` lines made from a pattern that has one %u, behind a beginning. */
static char *repeat(const char *start, const char *before, const char *after, unsigned count)
{
    GString *text = g_string_new(start);
    for (unsigned i = 1; i <= count; i++) {
        g_string_append_printf(text, "%s%u%s", before, i, after);
    }
    return g_string_free(text, FALSE);
}

static void test_bounds_what_a_peer_can_grow(void)
{
    static const struct {
        const char *why;
        const char *start;
        const char *before;
        const char *after;
        unsigned max;
    } cases[] = {
            {"m-lines", V, "m=audio ", " RTP/AVP 0\r\n", SDP_MEDIA_MAX},
            {"payload types", V "m=video 9 RTP/AVP", " ", "", SDP_CODECS_MAX},
            {"header extensions", V AUDIO, "a=extmap:", " urn:x\r\n", SDP_EXTENSIONS_MAX},
            {"sources", V AUDIO, "a=ssrc:", " cname:x\r\n", SDP_SOURCES_MAX},
            {"candidates", V AUDIO, "a=candidate:", " 1 udp 1 10.0.0.1 1 typ host\r\n",
                    SDP_CANDIDATES_MAX},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].why);
        g_autofree char *most =
                repeat(cases[i].start, cases[i].before, cases[i].after, cases[i].max);
        g_autofree char *more =
                repeat(cases[i].start, cases[i].before, cases[i].after, cases[i].max + 1);
        g_autoptr(Sdp) sdp = parse(most);
        g_assert_nonnull(sdp);
        g_assert_null(sdp_text_parse(more, &error));
        g_assert_error(error, SDP_READER_ERROR, SDP_READER_TOO_MUCH);
    }
}

static void test_bounds_the_text(void)
{
    static const char start[] = "v=0\ns=";
    g_autofree char *rest = g_strnfill(SDP_TEXT_SIZE_MAX - strlen(start), 'x');
    g_autofree char *filler = g_strconcat(start, rest, NULL);
    g_autoptr(Sdp) sdp = parse(filler);
    g_assert_nonnull(sdp);

    g_autoptr(GError) error = NULL;
    g_autofree char *longer = g_strconcat(filler, "x", NULL);
    g_assert_null(sdp_text_parse(longer, &error));
    g_assert_error(error, SDP_READER_ERROR, SDP_READER_TOO_MUCH);
}

static void test_bounds_the_fingerprints(void)
{
    GString *text = g_string_new(V);
    for (int i = 0; i < SDP_FINGERPRINTS_MAX; i++) {
        g_string_append(text, "a=fingerprint:sha-1 " SHA1 "\r\n");
    }
    g_autoptr(Sdp) sdp = parse(text->str);
    g_assert_nonnull(sdp);
    g_string_append(text, "a=fingerprint:sha-1 " SHA1 "\r\n");
    g_assert_null(sdp_text_parse(text->str, NULL));
    g_string_free(text, TRUE);
}

static void test_inherits_from_the_session(void)
{
    g_autoptr(Sdp) sdp = parse(V
            "a=ice-ufrag:sess\r\na=ice-pwd:session-password-22-chars\r\na=setup:actpass\r\n"
            "a=fingerprint:sha-256 " SHA256 "\r\na=recvonly\r\na=rtcp-mux\r\n" AUDIO VIDEO
            "a=ice-ufrag:own4\r\na=setup:active\r\na=fingerprint:SHA-1 " SHA1 "\r\na=sendonly\r\n");
    const SdpMedia *audio = &sdp->media[0];
    const SdpMedia *video = &sdp->media[1];

    g_assert_cmpuint(sdp->media_count, ==, 2);
    g_assert_cmpstr(audio->transport.ufrag, ==, "sess");
    g_assert_cmpint(audio->transport.setup, ==, SDP_SETUP_ACTPASS);
    g_assert_cmpint(audio->direction, ==, SDP_RECVONLY);
    g_assert_true(audio->rtcp_mux);
    g_assert_cmpuint(audio->transport.fingerprint_count, ==, 1);
    g_assert_cmpstr(audio->transport.fingerprints[0].hash, ==, "sha-256");
    g_assert_cmphex(audio->transport.fingerprints[0].digest[31], ==, 0xff);

    g_assert_cmpstr(video->transport.ufrag, ==, "own4");
    g_assert_cmpstr(video->transport.pwd, ==, "session-password-22-chars");
    g_assert_cmpint(video->transport.setup, ==, SDP_SETUP_ACTIVE);
    g_assert_cmpint(video->direction, ==, SDP_SENDONLY);
    g_assert_cmpuint(video->transport.fingerprint_count, ==, 1); /* its own replace the session's */
    g_assert_cmpstr(video->transport.fingerprints[0].hash, ==, "sha-1");
}

static void test_reads_codecs(void)
{
    g_autoptr(Sdp) sdp =
            parse(V "m=video 9 UDP/TLS/RTP/SAVPF 97 96 96 102\r\na=rtcp-fb:* ccm fir\r\n"
                    "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n"
                    "a=rtcp-fb:96 goog-remb\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96;x=y\r\n");
    const SdpMedia *media = &sdp->media[0];
    unsigned apt = 0;

    g_assert_cmpint(media->kind, ==, SDP_KIND_VIDEO);
    g_assert_cmpuint(media->codec_count, ==, 3); /* in the m-line's order, none twice */
    g_assert_cmpuint(media->codecs[0].payload_type, ==, 97);
    g_assert_cmpstr(media->codecs[0].name, ==, "rtx");
    g_assert_true(sdp_description_format_number(media->codecs[0].format, "apt", &apt));
    g_assert_cmpuint(apt, ==, 96);
    g_assert_cmpuint(media->codecs[0].feedback, ==, SDP_FEEDBACK_FIR);
    g_assert_cmpstr(media->codecs[1].name, ==, "VP8");
    g_assert_cmpuint(media->codecs[1].clock_hz, ==, 90000);
    g_assert_cmpuint(media->codecs[1].channels, ==, 1);
    g_assert_cmpuint(
            media->codecs[1].feedback, ==, SDP_FEEDBACK_NACK | SDP_FEEDBACK_PLI | SDP_FEEDBACK_FIR);
    g_assert_cmpstr(media->codecs[2].name, ==, "");
}

static void test_finds_numbers_in_formats(void)
{
    static const struct {
        const char *why;
        const char *format;
        bool found;
        unsigned value;
    } cases[] = {
            {"alone", "apt=96", true, 96},
            {"behind others", "x=1; apt=97", true, 97},
            {"before others", "apt=98;x=1", true, 98},
            {"in capitals", "APT=5", true, 5},
            {"as the end of another key", "xapt=96", false, 0},
            {"as the start of another key", "apt2=96", false, 0},
            {"no number", "apt=", false, 0},
            {"letters", "apt=x", false, 0},
            {"empty", "", false, 0},
            {"separators only", ";; ;", false, 0},
            {"too large", "apt=4294967296", false, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        unsigned value = 0;
        g_test_message("%s", cases[i].why);
        g_assert_true(
                sdp_description_format_number(cases[i].format, "apt", &value) == cases[i].found);
        g_assert_cmpuint(value, ==, cases[i].value);
    }
}

static void test_reads_sources(void)
{
    g_autoptr(Sdp) sdp =
            parse(V VIDEO "a=ssrc-group:FID 11 12\r\na=ssrc:11 cname:x\r\na=ssrc:12 cname:x\r\n"
                          "a=ssrc:11 msid:a b\r\n" AUDIO VIDEO "a=ssrc:4294967295 cname:x\r\n");
    const SdpSource *source = sdp_description_main_source(&sdp->media[0]);
    g_assert_cmpuint(sdp->media[0].source_count, ==, 2);
    g_assert_cmpuint(source->ssrc, ==, 11);
    g_assert_cmpuint(source->rtx_ssrc, ==, 12);
    g_assert_null(sdp_description_main_source(&sdp->media[1]));
    g_assert_cmpuint(sdp_description_main_source(&sdp->media[2])->ssrc, ==, UINT32_MAX);
    g_assert_cmpuint(sdp_description_main_source(&sdp->media[2])->rtx_ssrc, ==, 0);
}

static void test_reads_the_session(void)
{
    g_autoptr(Sdp) sdp = parse(
            V "a=group:LS 5\r\na=group:BUNDLE 0 10 video\r\na=group:BUNDLE 9\r\na=ice-lite\r\n"
              "a=extmap-allow-mixed\r\na=ice-options:ice2 trickle\r\nb=AS:5\r\n" AUDIO
              "b=AS:64\r\nb=TIAS:50000\r\na=end-of-candidates\r\na=content:slides\r\na=extmap:4/"
              "recvonly urn:x y\r\n");
    static const struct {
        const char *mid;
        bool bundled;
    } mids[] = {{"0", true}, {"10", true}, {"video", true}, {"1", false}, {"vid", false},
            {"videos", false}, {"9", false}, {"", false}};

    for (size_t i = 0; i < G_N_ELEMENTS(mids); i++) {
        g_assert_true(sdp_description_is_bundled(sdp, mids[i].mid) == mids[i].bundled);
    }
    g_assert_true(sdp->ice_lite);
    g_assert_true(sdp->trickle);
    g_assert_true(sdp->extmap_allow_mixed);
    g_assert_true(sdp->end_of_candidates);
    g_assert_cmpuint(sdp->media[0].bandwidth_bps, ==, 50000);
    g_assert_cmpstr(sdp->media[0].content, ==, "slides");
    g_assert_cmpuint(sdp->media[0].extensions[0].id, ==, 4);
    g_assert_cmpint(sdp->media[0].extensions[0].direction, ==, SDP_RECVONLY);
    g_assert_cmpstr(sdp->media[0].extensions[0].uri, ==, "urn:x");
}

static void test_turns_directions_round(void)
{
    g_assert_cmpint(sdp_description_reversed(SDP_SENDRECV), ==, SDP_SENDRECV);
    g_assert_cmpint(sdp_description_reversed(SDP_SENDONLY), ==, SDP_RECVONLY);
    g_assert_cmpint(sdp_description_reversed(SDP_RECVONLY), ==, SDP_SENDONLY);
    g_assert_cmpint(sdp_description_reversed(SDP_INACTIVE), ==, SDP_INACTIVE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sdp_text/refuses_what_is_not_sdp", test_refuses_what_is_not_sdp);
    g_test_add_func("/sdp_text/names_the_line_of_a_fault", test_names_the_line_of_a_fault);
    g_test_add_func("/sdp_text/bounds_what_a_peer_can_grow", test_bounds_what_a_peer_can_grow);
    g_test_add_func("/sdp_text/bounds_the_text", test_bounds_the_text);
    g_test_add_func("/sdp_text/bounds_the_fingerprints", test_bounds_the_fingerprints);
    g_test_add_func("/sdp_text/inherits_from_the_session", test_inherits_from_the_session);
    g_test_add_func("/sdp_text/reads_codecs", test_reads_codecs);
    g_test_add_func("/sdp_text/finds_numbers_in_formats", test_finds_numbers_in_formats);
    g_test_add_func("/sdp_text/reads_sources", test_reads_sources);
    g_test_add_func("/sdp_text/reads_the_session", test_reads_the_session);
    g_test_add_func("/sdp_text/turns_directions_round", test_turns_directions_round);
    return g_test_run();
}
