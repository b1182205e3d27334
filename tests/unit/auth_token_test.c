#include "signaling/client/auth_token.h"

#include "signaling/client/resume_token.h"

static const TokenKey key = {.bytes = {7}};

static void test_there_and_back(void)
{
    g_autofree char *text =
            auth_token_mint_named(&key, "demo", " Hòn  Đất ", ROLE_CHAIR, 1000, NULL);
    g_auto(AuthToken) token = {0};

    g_assert_true(auth_token_open(&key, text, 999, &token, NULL));
    g_assert_cmpstr(token.meeting, ==, "demo");
    g_assert_cmpstr(token.identity, ==, "site:hòn đất");
    g_assert_cmpstr(token.name, ==, "Hòn Đất");
    g_assert_cmpint(token.role, ==, ROLE_CHAIR);
    g_assert_false(token.by_code);
    g_assert_cmpint(token.expires_s, ==, 1000);
}

static void test_a_cap_goes_along(void)
{
    g_auto(AuthToken) token = {0};
    g_auto(AuthToken) back = {0};

    g_assert_true(auth_token_name(&token, "demo", "a", ROLE_SITE, NULL));
    token.expires_s = 1000;
    token.rate_cap_kbps = 512;
    token.network = SITE_WAN;
    g_autofree char *capped = auth_token_mint(&key, &token);
    g_assert_true(auth_token_open(&key, capped, 0, &back, NULL));
    g_assert_cmpint(back.rate_cap_kbps, ==, 512);
    g_assert_cmpint(back.network, ==, SITE_WAN);
    g_assert_false(auth_token_name(&token, "demo", " ", ROLE_SITE, NULL));
}

static void test_a_viewer_is_not_the_site(void)
{
    g_autofree char *text = auth_token_mint_named(&key, "demo", "Hòn Đất", ROLE_VIEWER, 1000, NULL);
    g_auto(AuthToken) token = {0};

    g_assert_true(auth_token_open(&key, text, 0, &token, NULL));
    g_assert_cmpstr(token.identity, ==, "viewer:hòn đất");
}

static void test_refusals(void)
{
    g_autofree char *good = auth_token_mint_named(&key, "demo", "a", ROLE_SITE, 1000, NULL);
    g_autofree char *resume = resume_token_mint(&key, "demo", "site:a", "leg");
    g_autofree char *strange = token_key_sign(&key, "giaoban join", "{\"meeting\":\"demo\"}");
    const struct {
        const char *why;
        const char *text;
        int64_t now_s;
        int code;
    } cases[] = {
            {"its time is over", good, 1000, AUTH_TOKEN_ERROR_EXPIRED},
            {"no token", "hello", 0, AUTH_TOKEN_ERROR_BAD},
            {"made for another purpose", resume, 0, AUTH_TOKEN_ERROR_BAD},
            {"claims are missing", strange, 0, AUTH_TOKEN_ERROR_BAD},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        AuthToken token = {0};
        g_test_message("%s", cases[i].why);
        g_assert_false(auth_token_open(&key, cases[i].text, cases[i].now_s, &token, &error));
        g_assert_error(error, AUTH_TOKEN_ERROR, cases[i].code);
        g_assert_null(token.meeting);
    }
    g_assert_null(auth_token_mint_named(&key, "demo", "  ", ROLE_SITE, 1000, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/auth_token/there_and_back", test_there_and_back);
    g_test_add_func("/auth_token/a_cap_goes_along", test_a_cap_goes_along);
    g_test_add_func("/auth_token/a_viewer_is_not_the_site", test_a_viewer_is_not_the_site);
    g_test_add_func("/auth_token/refusals", test_refusals);
    return g_test_run();
}
