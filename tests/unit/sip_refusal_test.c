#include "signaling/app/sip_refusal.h"

#include "signaling/meeting/site_redial.h"

#include <glib.h>

#include <string.h>

static void test_every_error_has_an_answer(void)
{
    for (int i = CLIENT_ERROR_NONE + 1; i < CLIENT_ERROR_COUNT; i++) {
        const SipRefusal refusal = sip_refusal_of((ClientError)i);
        g_assert_cmpint(refusal.status, >=, 400);
        g_assert_cmpint(refusal.status, <, 600);
        g_assert_true(g_str_is_ascii(refusal.phrase) && refusal.phrase[0] != '\0');
        g_assert_null(strpbrk(refusal.phrase, "\r\n"));
        g_assert_cmpstr(refusal.text, !=, "");
        g_assert_cmpint(refusal.warning, >=, 300); /* RFC 3261, 20.43: 3 is for SIP */
        g_assert_cmpint(refusal.warning, <, 400);
    }
    g_assert_cmpint(sip_refusal_of(CLIENT_ERROR_NOT_OPEN).status, ==, 480);
    g_assert_cmpint(sip_refusal_of(CLIENT_ERROR_NOT_OPEN).warning, ==, 399);
    g_assert_cmpint(sip_refusal_of(CLIENT_ERROR_NO_CODEC).status, ==, 488);
    g_assert_cmpint(sip_refusal_of(CLIENT_ERROR_NO_CODEC).warning, ==, 305);
    g_assert_cmpint(sip_refusal_of(CLIENT_ERROR_NO_ADDRESS).status, ==, 488);
    g_assert_cmpint(sip_refusal_of(CLIENT_ERROR_NO_ADDRESS).warning, ==, 301);
    g_assert_cmpint(sip_refusal_of(CLIENT_ERROR_NO_ENCRYPTION).warning, ==, 302);
    g_assert_cmpint(sip_refusal_of(CLIENT_ERROR_MEETING_FULL).status, ==, 486);
    g_assert_cmpint(sip_refusal_not_invited().status, ==, 403);
}

/* Of a device that we have called, and whose offer is refused. */
static void test_every_error_has_a_cause(void)
{
    for (int i = CLIENT_ERROR_NONE + 1; i < CLIENT_ERROR_COUNT; i++) {
        const SipRefusal refusal = sip_refusal_of((ClientError)i);
        g_assert_true(refusal.cause == refusal.status || refusal.status == 488);
    }
    g_assert_cmpint(
            redial_cause_of(sip_refusal_of(CLIENT_ERROR_NO_CODEC).cause), ==, REDIAL_NO_CODEC);
    g_assert_cmpint(
            redial_cause_of(sip_refusal_of(CLIENT_ERROR_NO_ADDRESS).cause), ==, REDIAL_NO_ADDRESS);
    g_assert_cmpint(redial_cause_of(sip_refusal_of(CLIENT_ERROR_NO_ENCRYPTION).cause), ==,
            REDIAL_NO_ENCRYPTION);
    g_assert_cmpint(
            redial_cause_of(sip_refusal_of(CLIENT_ERROR_BAD_OFFER).cause), ==, REDIAL_BAD_OFFER);
    g_assert_cmpint(redial_cause_of(sip_refusal_not_invited().cause), ==, REDIAL_DECLINED);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_refusal/every_error_has_an_answer", test_every_error_has_an_answer);
    g_test_add_func("/sip_refusal/every_error_has_a_cause", test_every_error_has_a_cause);
    return g_test_run();
}
