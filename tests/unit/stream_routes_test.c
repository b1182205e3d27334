#include "mcu/room/stream_routes.h"

#include <glib.h>

#include <string.h>

enum { OPUS = 111, VP8 = 96, RTX = 97 };

/* Sound, picture and slides; the two pictures share their payload types, as browsers do it. */
static SdpAgreement agreement(bool slides)
{
    SdpAgreement made = {.stream_count = slides ? 3 : 2};
    made.streams[0] =
            (SdpStream){.role = SDP_ROLE_SOUND, .mid = "0", .receive = true, .payload_type = OPUS};
    made.streams[1] = (SdpStream){
            .role = SDP_ROLE_PICTURE,
            .mid = "1",
            .receive = true,
            .payload_type = VP8,
            .has_rtx = true,
            .rtx_payload_type = RTX,
            .remote_ssrc = 1111,
            .remote_rtx_ssrc = 2222,
    };
    made.streams[2] = made.streams[1];
    made.streams[2].role = SDP_ROLE_SLIDES;
    strcpy(made.streams[2].mid, "2");
    made.streams[2].remote_ssrc = made.streams[2].remote_rtx_ssrc = 0;
    return made;
}

static void test_finds_the_stream(void)
{
    static const struct {
        const char *why;
        bool slides;
        uint32_t ssrc;
        uint8_t payload_type;
        const char *mid;
        SdpRole role;
        bool is_rtx;
    } cases[] = {
            {"named in the offer", true, 1111, VP8, NULL, SDP_ROLE_PICTURE, false},
            {"its retransmission", true, 2222, RTX, NULL, SDP_ROLE_PICTURE, true},
            {"named, with another payload type", true, 1111, 127, NULL, SDP_ROLE_PICTURE, false},
            {"by MID", true, 3333, VP8, "2", SDP_ROLE_SLIDES, false},
            {"retransmission by MID", true, 3333, RTX, "2", SDP_ROLE_SLIDES, true},
            {"by payload type that only sound has", true, 3333, OPUS, NULL, SDP_ROLE_SOUND, false},
            {"by payload type that only one picture has", false, 3333, RTX, NULL, SDP_ROLE_PICTURE,
                    true},
            {"two pictures have it", true, 3333, VP8, NULL, SDP_ROLE_NONE, false},
            {"a MID that nobody has", true, 3333, VP8, "9", SDP_ROLE_NONE, false},
            {"a MID with a payload type of another stream", true, 3333, OPUS, "1", SDP_ROLE_NONE,
                    false},
            {"a payload type that nobody has", true, 3333, 100, NULL, SDP_ROLE_NONE, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        const SdpAgreement agreed = agreement(cases[i].slides);
        StreamRoutes routes = stream_routes_start(&agreed);
        const RtpHeader header = {.ssrc = cases[i].ssrc, .payload_type = cases[i].payload_type};
        RtpExtensionValues values = {.has_mid = cases[i].mid != NULL};
        g_strlcpy(values.mid, cases[i].mid != NULL ? cases[i].mid : "", sizeof values.mid);
        const StreamRoute route = stream_routes_find(&routes, &agreed, &header, &values);
        g_assert_cmpint(route.role, ==, cases[i].role);
        g_assert_true(route.is_rtx == cases[i].is_rtx);
    }
}

/* A browser sends the MID until its first report came back, and not afterwards. */
static void test_learns_a_source(void)
{
    const SdpAgreement agreed = agreement(true);
    StreamRoutes routes = stream_routes_start(&agreed);
    const RtpHeader header = {.ssrc = 3333, .payload_type = VP8};
    const RtpExtensionValues named = {.has_mid = true, .mid = "2"};
    const RtpExtensionValues bare = {0};
    g_assert_cmpint(stream_routes_find(&routes, &agreed, &header, &bare).role, ==, SDP_ROLE_NONE);
    g_assert_cmpint(
            stream_routes_find(&routes, &agreed, &header, &named).role, ==, SDP_ROLE_SLIDES);
    g_assert_cmpint(stream_routes_find(&routes, &agreed, &header, &bare).role, ==, SDP_ROLE_SLIDES);
}

static void test_learns_no_more_than_it_can_hold(void)
{
    const SdpAgreement agreed = agreement(true);
    StreamRoutes routes = stream_routes_start(&agreed);
    const RtpExtensionValues bare = {0};
    for (uint32_t ssrc = 5000; ssrc < 6000; ssrc++) {
        const RtpHeader header = {.ssrc = ssrc, .payload_type = OPUS};
        g_assert_cmpint(
                stream_routes_find(&routes, &agreed, &header, &bare).role, ==, SDP_ROLE_SOUND);
    }
    g_assert_cmpuint(routes.count, ==, STREAM_ROUTES_MAX);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stream_routes/finds_the_stream", test_finds_the_stream);
    g_test_add_func("/stream_routes/learns_a_source", test_learns_a_source);
    g_test_add_func(
            "/stream_routes/learns_no_more_than_it_can_hold", test_learns_no_more_than_it_can_hold);
    return g_test_run();
}
