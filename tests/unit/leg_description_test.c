#include "mcu/room/leg_description.h"

#include <string.h>

static SdpStream line(SdpRole role, const char *mid, bool send, bool receive)
{
    SdpStream stream = {.role = role, .send = send, .receive = receive, .payload_type = 96};
    g_strlcpy(stream.mid, mid, sizeof stream.mid);
    return stream;
}

/* A client that begins to show its screen offers again; the rest of the connection stays as it was. */
static void test_takes_over_what_changes_of_the_slides(void)
{
    SdpAgreement running = {.stream_count = 4};
    running.streams[0] = line(SDP_ROLE_SOUND, "0", true, true);
    running.streams[1] = line(SDP_ROLE_PICTURE, "1", true, true);
    running.streams[2] = line(SDP_ROLE_SLIDES, "2", true, false);
    running.streams[3] = line(SDP_ROLE_SLIDES_SOUND, "3", false, false);
    SdpAgreement again = running;
    again.streams[0].receive = false;
    again.streams[1].send = false;
    again.streams[2].receive = true;
    again.streams[2].remote_ssrc = 77;
    again.streams[2].remote_rtx_ssrc = 78;
    again.streams[3].receive = true;

    leg_description_take_slides(&again, &running);
    g_assert_true(running.streams[0].receive);
    g_assert_true(running.streams[1].send);
    g_assert_true(running.streams[2].send && running.streams[2].receive);
    g_assert_cmpuint(running.streams[2].remote_ssrc, ==, 77);
    g_assert_cmpuint(running.streams[2].remote_rtx_ssrc, ==, 78);
    g_assert_true(running.streams[3].receive);
}

static void test_keeps_the_lines_apart(void)
{
    static const struct {
        const char *why;
        SdpRole role;
        const char *mid;
        uint8_t payload_type;
    } cases[] = {
            {"refused now", SDP_ROLE_NONE, "2", 96},
            {"another m-line", SDP_ROLE_SLIDES, "9", 96},
            {"other packets", SDP_ROLE_SLIDES, "2", 97},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SdpAgreement running = {.stream_count = 1};
        running.streams[0] = line(SDP_ROLE_SLIDES, "2", true, false);
        SdpAgreement again = {.stream_count = 1};
        again.streams[0] = line(cases[i].role, cases[i].mid, false, true);
        again.streams[0].payload_type = cases[i].payload_type;
        g_test_message("%s", cases[i].why);
        leg_description_take_slides(&again, &running);
        g_assert_true(running.streams[0].send);
        g_assert_false(running.streams[0].receive);
        g_assert_cmpstr(running.streams[0].mid, ==, "2");
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/leg_description/takes_over_what_changes_of_the_slides",
            test_takes_over_what_changes_of_the_slides);
    g_test_add_func("/leg_description/keeps_the_lines_apart", test_keeps_the_lines_apart);
    return g_test_run();
}
