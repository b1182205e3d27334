#include "signaling/sip/sip_body.h"

#include <string.h>

static void test_kinds(void)
{
    static const struct {
        const char *type;
        const char *text;
        SipBodyKind kind;
        int digit;
    } rows[] = {
            {NULL, "", SIP_BODY_NONE, 0},
            {"application/sdp", "", SIP_BODY_NONE, 0},
            {NULL, "v=0\r\n", SIP_BODY_OTHER, 0},
            {"application/sdp", "v=0\r\n", SIP_BODY_SDP, 0},
            {"Application/SDP;charset=utf-8", "v=0\r\n", SIP_BODY_SDP, 0},
            {"application/sdpx", "v=0\r\n", SIP_BODY_OTHER, 0},
            {"multipart/mixed;boundary=b", "--b", SIP_BODY_OTHER, 0},
            {"application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", SIP_BODY_DIGIT, '5'},
            {"application/dtmf-relay", "Signal= *\nDuration=160", SIP_BODY_DIGIT, '*'},
            {"application/dtmf-relay", "signal=10\r\n", SIP_BODY_DIGIT, '*'},
            {"application/dtmf-relay", "Signal=11\r\n", SIP_BODY_DIGIT, '#'},
            {"application/dtmf-relay", "Signal=12\r\n", SIP_BODY_OTHER, 0},
            {"application/dtmf-relay", "Signal=\r\n", SIP_BODY_OTHER, 0},
            {"application/dtmf-relay", "Signal\r\n", SIP_BODY_OTHER, 0},
            {"application/dtmf", "7", SIP_BODY_DIGIT, '7'},
            {"application/dtmf", "d\r\n", SIP_BODY_DIGIT, 'D'},
            {"application/dtmf", "x", SIP_BODY_OTHER, 0},
            {"application/media_control+xml",
                    "<media_control><vc_primitive><to_encoder><picture_fast_update/>"
                    "</to_encoder></vc_primitive></media_control>",
                    SIP_BODY_FAST_UPDATE, 0},
            {"application/media_control+xml", "<media_control/>", SIP_BODY_OTHER, 0},
            {"text/plain", "hello", SIP_BODY_OTHER, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(SipBody) body = {0};
        sip_body_read(rows[i].type, false, rows[i].text, strlen(rows[i].text), &body);
        g_test_message("%s: %s", rows[i].type, rows[i].text);
        g_assert_cmpint(body.kind, ==, rows[i].kind);
        g_assert_true(body.digit == rows[i].digit);
        g_assert_true((body.sdp != NULL) == (body.kind == SIP_BODY_SDP));
    }
}

static void test_sdp_is_text(void)
{
    g_auto(SipBody) latin = {0};
    g_auto(SipBody) zero = {0};
    g_auto(SipBody) packed = {0};

    sip_body_read("application/sdp", false, "s=H\xf2n", 5, &latin);
    g_assert_cmpint(latin.kind, ==, SIP_BODY_SDP);
    g_assert_true(g_utf8_validate(latin.sdp, -1, NULL));
    sip_body_read("application/sdp", false, "v=0\0x", 5, &zero);
    g_assert_cmpint(zero.kind, ==, SIP_BODY_OTHER);
    sip_body_read("application/sdp", true, "v=0", 3, &packed);
    g_assert_cmpint(packed.kind, ==, SIP_BODY_OTHER);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_body/kinds", test_kinds);
    g_test_add_func("/sip_body/sdp_is_text", test_sdp_is_text);
    return g_test_run();
}
