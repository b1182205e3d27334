#include "mcu/wire/sdp_hardware.h"

#include "mcu/wire/sdp_hardware_writer.h"
#include "tests/fakes/hardware_offers.h"

#include <string.h>

static const SdpHardwareWishes plain = {.plain_rtp = true, .h264 = true, .slides = true};
static const SdpHardwareWishes strict = {.plain_rtp = false, .slides = true};

static const SdpHardwareLocal local = {
        .session_id = 77,
        .session_version = 1,
        .address = "10.0.0.1",
        .fingerprint = "sha-256 AB:CD",
        .ports = {[SDP_ROLE_SOUND] = 40000,
                [SDP_ROLE_PICTURE] = 40002,
                [SDP_ROLE_SLIDES] = 40006,
                [SDP_ROLE_CAMERA] = 40004},
        .floor = {.port = 40009, .conference = 4711, .user = 12},
        .bandwidths_bps = {[SDP_ROLE_PICTURE] = 1500000},
};

static SdpHardware *agree(const char *offer, const SdpHardwareWishes *wishes)
{
    g_autoptr(GError) error = NULL;
    SdpHardware *agreed = g_new0(SdpHardware, 1);
    const bool ok = sdp_hardware_agree(offer, wishes, agreed, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
    return agreed;
}

static void test_agrees_with_a_telephone(void)
{
    g_autofree SdpHardware *agreed = agree(HARDWARE_TELEPHONE, &plain);
    const SdpStream *sound = &agreed->agreement.streams[0];
    const SdpHardwareLine *line = &agreed->lines[0];
    g_assert_cmpint(sound->role, ==, SDP_ROLE_SOUND);
    g_assert_true(sound->send && sound->receive);
    g_assert_cmpint(sound->sound_codec, ==, SOUND_CODEC_PCMU);
    g_assert_cmpuint(sound->payload_type, ==, 0);
    g_assert_cmpstr(line->address, ==, "192.0.2.7");
    g_assert_cmpuint(line->port, ==, 11780);
    g_assert_cmpuint(line->rtcp_port, ==, 11781);
    g_assert_true(line->has_digits);
    g_assert_cmpuint(line->digits_payload_type, ==, 101);
    g_assert_cmpint(line->security, ==, SDP_SECURITY_NONE);

    g_autofree char *answer = sdp_hardware_write(agreed, &local);
    g_assert_cmpstr(answer, ==,
            "v=0\r\no=giaoban 77 1 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n"
            "m=audio 40000 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
            "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n");
}

/* Each m-line in its order, what we do not do with port 0, and nothing of WebRTC. */
static void test_agrees_with_a_room(void)
{
    static const char *const never[] = {"mid:", "ssrc", "extmap", "BUNDLE", "ice-", "msid",
            "candidate", "rtcp-mux", "transport-cc", "fingerprint"};
    g_autofree SdpHardware *agreed = agree(HARDWARE_ROOM, &plain);
    const SdpStream *streams = agreed->agreement.streams;
    g_assert_cmpuint(agreed->agreement.stream_count, ==, 5);
    g_assert_cmpint(streams[0].sound_codec, ==, SOUND_CODEC_G722);
    g_assert_cmpint(streams[1].role, ==, SDP_ROLE_PICTURE);
    g_assert_cmpuint(streams[1].payload_type, ==, 97);
    g_assert_true(streams[1].pli && streams[1].fir && !streams[1].nack);
    g_assert_cmpuint(streams[1].remote_bandwidth_bps, ==, 1024000);
    g_assert_cmpuint(agreed->lines[1].rtcp_port, ==, 20013);
    g_assert_cmpint(streams[2].role, ==, SDP_ROLE_FLOOR);
    g_assert_cmpuint(agreed->lines[2].port, ==, 20004);
    g_assert_cmpint(streams[3].role, ==, SDP_ROLE_SLIDES);
    g_assert_true(streams[3].send && streams[3].receive);
    g_assert_cmpint(streams[4].role, ==, SDP_ROLE_CAMERA);
    g_assert_cmpuint(agreed->lines[4].port, ==, 20008);
    g_autofree char *answer = sdp_hardware_write(agreed, &local);
    g_assert_nonnull(strstr(answer, "m=video 40002 RTP/AVP 97\r\nb=AS:1500\r\nb=TIAS:1500000\r\n"));
    g_assert_nonnull(strstr(answer, "a=rtcp-fb:97 nack pli\r\n"));
    g_assert_nonnull(strstr(answer,
            "m=application 40009 UDP/BFCP *\r\na=floorctrl:s-only\r\na=confid:4711\r\n"
            "a=userid:12\r\na=floorid:1 mstrm:3\r\nm=video 40006 RTP/AVP 97\r\n"
            "a=rtpmap:97 VP8/90000\r\na=content:slides\r\na=label:3\r\na=sendrecv\r\n"
            "m=application 40004 RTP/AVP 100\r\na=rtpmap:100 H224/4800\r\na=sendrecv\r\n"));
    g_assert_nonnull(strstr(answer, "a=content:main\r\n"));
    for (size_t i = 0; i < G_N_ELEMENTS(never); i++) {
        g_assert_null(strstr(answer, never[i]));
    }
}

static void test_answers_keys_with_keys(void)
{
    g_autofree SdpHardware *agreed = agree(HARDWARE_SECURE, &strict);
    SdpHardwareLine *line = &agreed->lines[0];
    g_assert_cmpint(agreed->agreement.streams[0].sound_codec, ==, SOUND_CODEC_OPUS);
    g_assert_cmpint(line->security, ==, SDP_SECURITY_SDES);
    g_assert_cmpuint(line->theirs.tag, ==, 4); /* the first has a key identifier */
    g_assert_true(line->rtcp_mux);
    g_assert_cmpuint(line->rtcp_port, ==, 30000);
    g_assert_cmpuint(line->ours_count, ==, 1);
    memset(line->ours[0].key, 7, line->ours[0].key_size);
    g_autofree char *answer = sdp_hardware_write(agreed, &local);
    g_assert_nonnull(strstr(answer, "m=audio 40000 RTP/SAVPF 96 101\r\n"));
    g_assert_nonnull(strstr(answer, "a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:BwcH"));
    g_assert_nonnull(strstr(answer, "a=rtcp-mux\r\n"));
}

static void test_answers_dtls(void)
{
    g_autofree SdpHardware *agreed = agree(HARDWARE_DTLS, &strict);
    g_assert_cmpint(agreed->lines[0].security, ==, SDP_SECURITY_DTLS);
    g_assert_cmpuint(agreed->lines[0].fingerprint_count, ==, 1);
    g_assert_false(agreed->lines[0].dtls_active);
    g_autofree char *answer = sdp_hardware_write(agreed, &local);
    g_assert_nonnull(strstr(answer, "a=fingerprint:sha-256 AB:CD\r\na=setup:passive\r\n"));
}

#define HEAD "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nt=0 0\r\n"
#define AT   "c=IN IP4 192.0.2.7\r\n"

static void test_refuses_with_a_reason(void)
{
    static const struct {
        const char *offer;
        bool plain_rtp;
        SdpError code;
    } cases[] = {
            {"hello", true, SDP_ERROR_BAD_TEXT},
            {"", true, SDP_ERROR_BAD_TEXT},
            {HEAD AT, true, SDP_ERROR_NO_MEDIA},
            {HEAD AT "m=audio 0 RTP/AVP 0\r\n", true, SDP_ERROR_NO_MEDIA},
            {HEAD AT "m=audio 5000 RTP/AVP 18 4\r\n", true, SDP_ERROR_NO_CODEC},
            {HEAD "m=audio 5000 RTP/AVP 0\r\n", true, SDP_ERROR_NO_ADDRESS},
            {HEAD "c=IN IP4 room.example\r\nm=audio 5000 RTP/AVP 0\r\n", true,
                    SDP_ERROR_NO_ADDRESS},
            {HEAD "c=IN IP4 224.2.3.4/127\r\nm=audio 5000 RTP/AVP 0\r\n", true,
                    SDP_ERROR_NO_ADDRESS},
            {HEAD AT "m=audio 5000 RTP/AVP 0\r\n", false, SDP_ERROR_NO_ENCRYPTION},
            {HEAD AT "m=audio 5000 RTP/SAVP 0\r\n", true, SDP_ERROR_NO_ENCRYPTION},
            {HEAD AT "m=audio 5000 RTP/SAVP 0\r\na=crypto:1 F8_128_HMAC_SHA1_80 inline:AAAA\r\n",
                    true, SDP_ERROR_NO_ENCRYPTION},
            {HEAD AT "m=audio 5000 UDP/TLS/RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 "
                     "inline:" HARDWARE_KEY "\r\n",
                    true, SDP_ERROR_NO_ENCRYPTION},
            {HEAD AT "m=audio 5000 TCP/RTP/AVP 0\r\n", true, SDP_ERROR_NO_CODEC},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree SdpHardware *agreed = g_new0(SdpHardware, 1);
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].offer);
        g_assert_false(sdp_hardware_agree(
                cases[i].offer, cases[i].plain_rtp ? &plain : &strict, agreed, &error));
        g_assert_error(error, SDP_ERROR, (int)cases[i].code);
        g_assert_cmpuint(agreed->agreement.stream_count, ==, 0);
    }
}

static void test_takes_holds(void)
{
    static const struct {
        const char *lines;
        bool send, receive;
        const char *answered;
    } cases[] = {
            {AT "m=audio 5000 RTP/AVP 0\r\na=sendonly\r\n", false, true, "a=recvonly"},
            {AT "m=audio 5000 RTP/AVP 0\r\na=inactive\r\n", false, false, "a=inactive"},
            {AT "m=audio 5000 RTP/AVP 0\r\na=recvonly\r\n", true, false, "a=sendonly"},
            {"c=IN IP4 0.0.0.0\r\nm=audio 5000 RTP/AVP 0\r\n", false, true, "a=recvonly"},
            {AT "a=sendonly\r\nm=audio 5000 RTP/AVP 0\r\n", false, true, "a=recvonly"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *offer = g_strconcat(HEAD, cases[i].lines, NULL);
        g_autofree SdpHardware *agreed = agree(offer, &plain);
        g_autofree char *answer = sdp_hardware_write(agreed, &local);
        g_assert_true(agreed->agreement.streams[0].send == cases[i].send);
        g_assert_true(agreed->agreement.streams[0].receive == cases[i].receive);
        g_assert_nonnull(strstr(answer, cases[i].answered));
    }
}

static SdpHardware *offered(const SdpHardwareWishes *wishes, char **ret_text)
{
    SdpHardware *offer = g_new0(SdpHardware, 1);
    SdpHardwareLocal ours = local;
    ours.is_offer = true;
    sdp_hardware_offer(wishes, offer);
    *ret_text = sdp_hardware_write(offer, &ours);
    return offer;
}

static void test_answers_h264(void)
{
    static const char offer[] =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\n"
            "m=audio 5000 RTP/AVP 0\r\nm=video 5002 RTP/AVP 109 110\r\n"
            "a=rtpmap:109 H264/90000\r\na=fmtp:109 profile-level-id=42801f\r\n"
            "a=rtpmap:110 H264/90000\r\n"
            "a=fmtp:110 profile-level-id=42801f;packetization-mode=1\r\n";
    g_autofree SdpHardware *agreed = agree(offer, &plain);
    g_assert_cmpint(agreed->agreement.streams[1].picture_codec, ==, PICTURE_CODEC_H264);
    g_autofree char *answer = sdp_hardware_write(agreed, &local);
    g_assert_nonnull(strstr(answer, "m=video 40002 RTP/AVP 110\r\n"));
    g_assert_nonnull(strstr(answer, "a=rtpmap:110 H264/90000\r\n"));
    g_assert_nonnull(strstr(answer, "a=fmtp:110 profile-level-id=42801f;packetization-mode=1\r\n"));
    g_assert_null(strstr(answer, "rtcp-fb")); /* none was offered */

    g_autofree SdpHardware *without = agree(offer, &(SdpHardwareWishes){.plain_rtp = true});
    g_assert_cmpint(without->agreement.streams[1].role, ==, SDP_ROLE_NONE); /* sound alone */
}

/* What we offer, the other half of this module can answer, and the first half reads that again. */
static void test_offers(void)
{
    static const SdpHardwareWishes *const both[] = {&plain, &strict};
    for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
        g_autofree char *text = NULL;
        g_autofree SdpHardware *offer = offered(both[i], &text);
        g_assert_nonnull(strstr(text,
                both[i]->plain_rtp ? "m=audio 40000 RTP/AVP 96 9 0 8 101\r\n"
                                   : "m=audio 40000 RTP/SAVP 96 9 0 8 101"));
        g_assert_true(
                (strstr(text, "m=video 40002 RTP/AVP 97 98 99\r\n") != NULL) == both[i]->h264);
        g_autofree SdpHardware *there = agree(text, &strict);
        g_autofree char *answer = sdp_hardware_write(there, &local);
        g_autofree SdpHardware *agreed = g_new0(SdpHardware, 1);
        g_autoptr(GError) error = NULL;
        g_assert_true(sdp_hardware_read_answer(offer, answer, both[i], agreed, &error));
        g_assert_no_error(error);
        g_assert_cmpint(agreed->agreement.streams[0].sound_codec, ==, SOUND_CODEC_OPUS);
        g_assert_cmpint(agreed->agreement.streams[1].role, ==, SDP_ROLE_PICTURE);
        g_assert_cmpint(agreed->agreement.streams[4].role, ==, SDP_ROLE_CAMERA);
        g_assert_true(agreed->agreement.streams[1].pli);
        g_assert_cmpint(agreed->agreement.streams[2].role, ==, SDP_ROLE_SLIDES);
        g_assert_cmpint(agreed->lines[0].security, ==, SDP_SECURITY_SDES);
        g_assert_cmpuint(agreed->lines[0].ours_count, ==, 1);
    }
}

/* Slides and their floor belong together, and a call goes without what cannot be used of them. */
static void test_agrees_on_slides(void)
{
#define MAIN   HEAD AT "m=audio 5000 RTP/AVP 0\r\n"
#define SLIDES "m=video 5004 RTP/AVP 97\r\na=rtpmap:97 VP8/90000\r\na=content:slides\r\n"
    static const struct {
        const char *reason;
        const char *offer;
        bool shown, shows, floor;
        const char *answered;
    } cases[] = {
            {"the floor first", MAIN "m=application 5006 UDP/BFCP *\r\na=floorctrl:c-s\r\n" SLIDES,
                    true, true, true, "m=application 40009 UDP/BFCP *\r\n"},
            {"no floor to ask for", MAIN SLIDES, true, false, false, "a=label:3\r\na=sendonly\r\n"},
            {"a floor of nothing", MAIN "m=application 5006 UDP/BFCP *\r\n", false, false, false,
                    "m=application 0 UDP/BFCP *\r\n"},
            {"two servers", MAIN SLIDES "m=application 5006 UDP/BFCP *\r\na=floorctrl:s-only\r\n",
                    true, false, false, "m=application 0 UDP/BFCP *\r\n"},
            {"over TLS", MAIN SLIDES "m=application 5006 TCP/TLS/BFCP *\r\n", true, false, false,
                    "m=application 0 TCP/TLS/BFCP *\r\n"},
            {"a codec of which nobody knows",
                    MAIN "m=video 5004 RTP/AVP 34\r\na=content:slides\r\n"
                         "m=application 5006 UDP/BFCP *\r\n",
                    false, false, false, "m=video 0 RTP/AVP 34\r\nm=application 0 UDP/BFCP *\r\n"},
            {"slides at no address",
                    MAIN "m=video 5004 RTP/AVP 97\r\nc=IN IP4 224.1.1.1\r\n"
                         "a=rtpmap:97 VP8/90000\r\na=content:slides\r\n",
                    false, false, false, "m=video 0 RTP/AVP 97\r\n"},
            {"TCP, and they wait",
                    MAIN SLIDES "m=application 5006 TCP/BFCP *\r\na=setup:passive\r\n", true, true,
                    true, "a=setup:active\r\na=connection:new\r\n"},
            {"TCP, and they come",
                    MAIN SLIDES
                    "m=application 9 TCP/BFCP *\r\na=setup:actpass\r\na=connection:new\r\n",
                    true, true, true, "a=setup:passive\r\na=connection:new\r\n"},
            {"the old name",
                    MAIN SLIDES "m=application 5006 UDP/BFCP *\r\na=floorctrl:c-s\r\n"
                                "a=floorid:2 m-stream:3\r\n",
                    true, true, true, "a=floorid:1 m-stream:3\r\n"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree SdpHardware *agreed = agree(cases[i].offer, &plain);
        g_autofree char *answer = sdp_hardware_write(agreed, &local);
        const SdpStream *slides = sdp_agreement_find(&agreed->agreement, SDP_ROLE_SLIDES);
        const SdpStream *floor = sdp_agreement_find(&agreed->agreement, SDP_ROLE_FLOOR);
        g_test_message("%s", cases[i].reason);
        g_assert_true((slides != NULL && slides->send) == cases[i].shown);
        g_assert_true((slides != NULL && slides->receive) == cases[i].shows);
        g_assert_true((floor != NULL) == cases[i].floor);
        g_assert_nonnull(strstr(answer, cases[i].answered));
    }
}

/* Of all that was offered beside sound. */
#define NOTHING "m=video 0 RTP/AVP 97\r\nm=video 0 RTP/AVP 97\r\nm=application 0 UDP/BFCP *\r\n"

static void test_reads_answers(void)
{
    static const char sound_only[] =
            HEAD AT "m=audio 5000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n" NOTHING;
    g_autofree char *text = NULL;
    g_autofree SdpHardware *offer = offered(&plain, &text);
    g_autofree SdpHardware *agreed = g_new0(SdpHardware, 1);
    g_autoptr(GError) error = NULL;
    g_assert_true(sdp_hardware_read_answer(offer, sound_only, &plain, agreed, &error));
    g_assert_no_error(error);
    g_assert_cmpint(agreed->agreement.streams[0].sound_codec, ==, SOUND_CODEC_PCMA);
    g_assert_cmpint(agreed->agreement.streams[1].role, ==, SDP_ROLE_NONE);
    g_assert_cmpint(agreed->lines[0].security, ==, SDP_SECURITY_NONE);

    static const struct {
        const char *answer;
        SdpError code;
    } bad[] = {
            {HEAD AT "m=audio 5000 RTP/AVP 8\r\n", SDP_ERROR_BAD_TEXT},
            {HEAD AT "m=audio 0 RTP/AVP 8\r\n" NOTHING, SDP_ERROR_NO_MEDIA},
            {HEAD AT "m=audio 5000 RTP/AVP 8\r\na=crypto:9 AES_CM_128_HMAC_SHA1_80 "
                     "inline:" HARDWARE_KEY "\r\n" NOTHING,
                    SDP_ERROR_NO_ENCRYPTION},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) why = NULL;
        g_assert_false(sdp_hardware_read_answer(offer, bad[i].answer, &plain, agreed, &why));
        g_assert_error(why, SDP_ERROR, (int)bad[i].code);
    }
}

/* A camera that cannot be reached as the rest must be is not moved; the call goes on. */
static void test_a_camera_in_the_clear(void)
{
    static const char *const lines[] = {"m=application 5004 RTP/AVP 100\r\n",
            "m=application 5004 UDP/BFCP *\r\n", "m=application 5004 RTP/SAVP 99\r\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *offer =
                g_strconcat(HEAD AT "m=audio 5000 RTP/SAVP 8\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 "
                                    "inline:" HARDWARE_KEY "\r\n",
                        lines[i], "a=rtpmap:100 H224/4800\r\n", NULL);
        g_autofree SdpHardware *agreed = agree(offer, &strict);
        g_autofree char *answer = sdp_hardware_write(agreed, &local);
        g_assert_cmpint(agreed->agreement.streams[1].role, ==, SDP_ROLE_NONE);
        g_assert_nonnull(strstr(answer, "m=application 0 "));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sdp_hardware/agrees_with_a_telephone", test_agrees_with_a_telephone);
    g_test_add_func("/sdp_hardware/agrees_with_a_room", test_agrees_with_a_room);
    g_test_add_func("/sdp_hardware/answers_keys_with_keys", test_answers_keys_with_keys);
    g_test_add_func("/sdp_hardware/answers_dtls", test_answers_dtls);
    g_test_add_func("/sdp_hardware/refuses_with_a_reason", test_refuses_with_a_reason);
    g_test_add_func("/sdp_hardware/takes_holds", test_takes_holds);
    g_test_add_func("/sdp_hardware/answers_h264", test_answers_h264);
    g_test_add_func("/sdp_hardware/offers", test_offers);
    g_test_add_func("/sdp_hardware/a_camera_in_the_clear", test_a_camera_in_the_clear);
    g_test_add_func("/sdp_hardware/agrees_on_slides", test_agrees_on_slides);
    g_test_add_func("/sdp_hardware/reads_answers", test_reads_answers);
    return g_test_run();
}
