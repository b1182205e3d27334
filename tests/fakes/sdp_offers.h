/**
 * sdp_offers: what clients offer, as they write it, and an answerer to try them on: for the tests of SDP.
 *
 * Units       none.
 * Ownership   texts and agreements that are returned are the caller's: g_free().
 * Thread      the test's only one.
 * Errors      an offer that is not agreed on fails the test.
 * Memory      none is kept.
 */
#ifndef TESTS_FAKES_SDP_OFFERS_H
#define TESTS_FAKES_SDP_OFFERS_H

#include "mcu/wire/sdp_answer.h"

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

static const SdpAnswerWishes sdp_meeting_wishes = {
        .sound = {.send = true, .receive = true},
        .picture = {.send = true, .receive = true},
};

static const char *const sdp_local_candidates[] = {
        "candidate:1 1 udp 2113937151 10.0.0.1 20000 typ host",
        "candidate:2 1 udp 2113937150 10.0.0.2 20001 typ host",
        NULL,
};

static const SdpLocal sdp_local_side = {
        .session_id = 42,
        .session_version = 1,
        .ufrag = "mcuu",
        .pwd = "mcupasswordmcupassword",
        .fingerprint = "sha-256 " DIGEST,
        .candidates = sdp_local_candidates,
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

/* @param out_remote  NULL: not wanted */
static inline SdpAgreement *sdp_agree_with(
        const char *offer, const SdpAnswerWishes *wishes, SdpRemote *out_remote)
{
    g_autoptr(GError) error = NULL;
    SdpAgreement *agreement = g_new0(SdpAgreement, 1);
    const bool agreed = sdp_answer_agree(offer, wishes, agreement, out_remote, &error);
    g_assert_no_error(error);
    g_assert_true(agreed);
    return agreement;
}

static inline SdpAgreement *sdp_agree(const char *offer, const SdpAnswerWishes *wishes)
{
    return sdp_agree_with(offer, wishes, NULL);
}

/* The text with every `from` replaced. */
static inline char *sdp_replaced(const char *text, const char *from, const char *to)
{
    g_auto(GStrv) parts = g_strsplit(text, from, -1);
    g_assert_cmpuint(g_strv_length(parts), >, 1);
    return g_strjoinv(to, parts);
}

static inline size_t sdp_occurrences(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static inline void sdp_assert_has(const char *text, const char *part, size_t count)
{
    if (sdp_occurrences(text, part) != count) {
        g_test_message("%s\n--- should have %zu of: %s", text, count, part);
    }
    g_assert_cmpuint(sdp_occurrences(text, part), ==, count);
}

#endif
