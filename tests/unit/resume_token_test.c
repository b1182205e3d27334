#include "signaling/client/resume_token.h"

#include "signaling/client/auth_token.h"

static const TokenKey key = {.bytes = {7}};

static void test_there_and_back(void)
{
    g_autofree char *text = resume_token_mint(&key, "demo", "site:a", "leg1");
    g_autofree char *early = resume_token_mint(&key, "demo", "site:a", NULL);
    g_auto(ResumeToken) token = {0};
    g_auto(ResumeToken) without_leg = {0};

    g_assert_true(resume_token_open(&key, text, &token));
    g_assert_cmpstr(token.meeting, ==, "demo");
    g_assert_cmpstr(token.identity, ==, "site:a");
    g_assert_cmpstr(token.leg, ==, "leg1");
    g_assert_true(resume_token_open(&key, early, &without_leg));
    g_assert_cmpstr(without_leg.leg, ==, "");
}

static void test_opens_no_other(void)
{
    g_autofree char *join = auth_token_mint_named(&key, "demo", "a", ROLE_SITE, 1000, NULL);
    ResumeToken token = {0};

    g_assert_false(resume_token_open(&key, join, &token));
    g_assert_false(resume_token_open(&key, "", &token));
    g_assert_null(token.meeting);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/resume_token/there_and_back", test_there_and_back);
    g_test_add_func("/resume_token/opens_no_other", test_opens_no_other);
    return g_test_run();
}
