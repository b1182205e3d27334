#include "signaling/sip/sip_digest.h"

#include <string.h>

/* The example of RFC 7616, 3.9.1: its user, password, realm, and what both algorithms make of them. */
static const char realm[] = "http-auth@example.org";
static const char username[] = "Mufasa";
static const char password[] = "Circle of Life";

#define RFC_PARAMS                                                                                 \
    "username=\"Mufasa\"", "realm=\"http-auth@example.org\"", "uri=\"/dir/index.html\"",           \
            "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"", "nc=00000001",               \
            "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\"", "qop=auth",                 \
            "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""

#define SHA256_RESPONSE "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"

static const char sha256_response[] = "response=\"" SHA256_RESPONSE "\"";
static const char *const sha256_params[] = {RFC_PARAMS, "algorithm=SHA-256", sha256_response, NULL};
static const char *const md5_params[] = {
        RFC_PARAMS, "algorithm=MD5", "response=\"8ca523f5e9506fed4657c9700eebdbec\"", NULL};

static void test_the_rfc_s_answers(void)
{
    static const struct {
        SipDigestAlgorithm algorithm;
        const char *const *params;
    } rows[] = {{SIP_DIGEST_SHA256, sha256_params}, {SIP_DIGEST_MD5, md5_params}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(SipCredentials) credentials = {0};
        g_autofree char *ha1 = sip_digest_ha1(rows[i].algorithm, username, realm, password);
        g_autofree char *wrong = sip_digest_ha1(rows[i].algorithm, username, realm, "circle");
        g_assert_true(sip_credentials_read(rows[i].params, &credentials));
        g_assert_cmpint(credentials.algorithm, ==, rows[i].algorithm);
        g_assert_cmpuint(credentials.nc, ==, 1);
        g_assert_true(sip_digest_fits(&credentials, "GET", ha1));
        g_assert_false(sip_digest_fits(&credentials, "PUT", ha1));
        g_assert_false(sip_digest_fits(&credentials, "GET", wrong));
        g_assert_false(sip_digest_fits(&credentials, "GET", ""));
    }
}

/* RFC 2617, 3.5, without its qop: what devices of RFC 2069 send. Computed with another tool. */
static void test_devices_without_qop(void)
{
    static const char *const params[] = {"username=\"Mufasa\"", "realm=\"testrealm@host.com\"",
            "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"", "uri=\"/dir/index.html\"",
            "response=\"670FD8C2DF070C60B045671B8B24FF02\"", NULL};
    g_auto(SipCredentials) credentials = {0};
    g_autofree char *ha1 =
            sip_digest_ha1(SIP_DIGEST_MD5, "Mufasa", "testrealm@host.com", "Circle Of Life");

    g_assert_true(sip_credentials_read(params, &credentials));
    g_assert_cmpint(credentials.algorithm, ==, SIP_DIGEST_MD5);
    g_assert_cmpuint(credentials.nc, ==, 0);
    g_assert_true(sip_digest_fits(&credentials, "GET", ha1));
}

#define BASE "username=u", "realm=r", "nonce=n", "uri=i", "response=x"

static void test_refuses(void)
{
    static const char breaks[] = "nonce=\"a\r\nVia: b\"";
    g_autofree char *filler = g_strnfill(SIP_DIGEST_FIELD_MAX, 'a');
    g_autofree char *long_uri = g_strconcat("uri=\"", filler, "\"", NULL);
    const char *const rows[][10] = {
            /* nothing, a field missing */
            {NULL},
            {"username=u", "realm=r", "nonce=n", "uri=i", NULL},
            /* algorithms that were not offered */
            {BASE, "algorithm=SHA-512", NULL},
            {BASE, "algorithm=MD5-sess", NULL},
            /* protection that is not whole, or another */
            {BASE, "qop=auth", NULL},
            {BASE, "qop=auth", "nc=00000001", NULL},
            {BASE, "qop=auth", "cnonce=c", NULL},
            {BASE, "qop=auth-int", "nc=00000001", "cnonce=c", NULL},
            /* counts that are none */
            {BASE, "qop=auth", "nc=00000000", "cnonce=c", NULL},
            {BASE, "qop=auth", "nc=1", "cnonce=c", NULL},
            {BASE, "qop=auth", "nc=0000000g", "cnonce=c", NULL},
            {BASE, "qop=auth", "nc=000000001", "cnonce=c", NULL},
            /* what breaks a line, what is too long */
            {"username=u", "realm=r", breaks, "uri=i", "response=x", NULL},
            {"username=u", "realm=r", "nonce=n", long_uri, "response=x", NULL},
    };
    SipCredentials credentials = {0};

    g_assert_false(sip_credentials_read(NULL, &credentials));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_false(sip_credentials_read(rows[i], &credentials));
        g_assert_null(credentials.username);
    }
}

static void test_quotes_and_case(void)
{
    static const char *const params[] = {"USERNAME=\"a\\\"b\\\\c\"", "realm=plain", "nonce=\"\"",
            "uri=i", "response=\"\\\"", "Algorithm=sha-256", NULL};
    g_auto(SipCredentials) credentials = {0};

    g_assert_true(sip_credentials_read(params, &credentials));
    g_assert_cmpstr(credentials.username, ==, "a\"b\\c");
    g_assert_cmpstr(credentials.realm, ==, "plain");
    g_assert_cmpstr(credentials.nonce, ==, "");
    g_assert_cmpint(credentials.algorithm, ==, SIP_DIGEST_SHA256);
}

static void test_challenges(void)
{
    g_autofree char *first = sip_digest_challenge(SIP_DIGEST_SHA256, "giaoban", "abc", false);
    g_autofree char *stale = sip_digest_challenge(SIP_DIGEST_MD5, "giaoban", "abc", true);

    g_assert_cmpstr(
            first, ==, "Digest realm=\"giaoban\", nonce=\"abc\", algorithm=SHA-256, qop=\"auth\"");
    g_assert_cmpstr(stale, ==,
            "Digest realm=\"giaoban\", nonce=\"abc\", algorithm=MD5, qop=\"auth\", stale=true");
}

/* The example's challenges, of which its answers are made; and what cannot be answered. */
static void test_we_answer(void)
{
    static const char *const asked[SIP_DIGEST_ALGORITHMS][6] = {
            [SIP_DIGEST_SHA256] = {"realm=\"http-auth@example.org\"", "qop=\"auth, auth-int\"",
                    "algorithm=SHA-256", "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"",
                    NULL},
            [SIP_DIGEST_MD5] = {"realm=\"http-auth@example.org\"", "qop=\"auth, auth-int\"",
                    "algorithm=MD5", "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"",
                    "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""},
    };
    static const char *const responses[SIP_DIGEST_ALGORITHMS] = {
            [SIP_DIGEST_SHA256] = sha256_response,
            [SIP_DIGEST_MD5] = "response=\"8ca523f5e9506fed4657c9700eebdbec\""};
    static const char *const none[][4] = {{"realm=\"a\"", NULL}, {"nonce=\"a\"", NULL},
            {"realm=\"a\"", "nonce=\"b\"", "qop=\"auth-int\"", NULL},
            {"realm=\"a\"", "nonce=\"b\"", "algorithm=MD5-sess", NULL},
            {"realm=\"a\\\"b\"", "nonce=\"b\"", NULL}};

    for (size_t i = 0; i < SIP_DIGEST_ALGORITHMS; i++) {
        g_auto(SipChallenge) challenge = {0};
        g_assert_true(sip_challenge_read(asked[i], &challenge));
        g_autofree char *answer = sip_digest_answer(&challenge,
                &(SipDigestQuestion){.username = username,
                        .password = password,
                        .method = "GET",
                        .uri = "/dir/index.html",
                        .cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"});
        g_assert_nonnull(strstr(answer, responses[i]));
        g_assert_true((strstr(answer, "opaque=\"FQhe") != NULL) == (i == SIP_DIGEST_MD5));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(none); i++) {
        g_auto(SipChallenge) challenge = {0};
        g_assert_false(sip_challenge_read(none[i], &challenge));
        g_assert_null(challenge.realm);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_digest/the_rfc_s_answers", test_the_rfc_s_answers);
    g_test_add_func("/sip_digest/devices_without_qop", test_devices_without_qop);
    g_test_add_func("/sip_digest/refuses", test_refuses);
    g_test_add_func("/sip_digest/quotes_and_case", test_quotes_and_case);
    g_test_add_func("/sip_digest/challenges", test_challenges);
    g_test_add_func("/sip_digest/we_answer", test_we_answer);
    return g_test_run();
}
