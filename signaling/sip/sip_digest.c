#include "signaling/sip/sip_digest.h"

#include <string.h>

enum { NC_DIGITS = 8, HEX = 16 };

static const struct {
    const char *name;
    GChecksumType checksum;
} algorithms[SIP_DIGEST_ALGORITHMS] = {
        [SIP_DIGEST_SHA256] = {"SHA-256", G_CHECKSUM_SHA256},
        [SIP_DIGEST_MD5] = {"MD5", G_CHECKSUM_MD5},
};

const char *sip_digest_algorithm_name(SipDigestAlgorithm algorithm)
{
    return algorithms[algorithm].name;
}

static char *hash(SipDigestAlgorithm algorithm, const char *text)
{
    return g_compute_checksum_for_string(algorithms[algorithm].checksum, text, -1);
}

char *sip_digest_ha1(
        SipDigestAlgorithm algorithm, const char *username, const char *realm, const char *password)
{
    g_autofree char *text = g_strjoin(":", username, realm, password, NULL);
    return hash(algorithm, text);
}

/* ---- reading ---- */

/* The value without its quotes; NULL when it is too long, or could break a line. */
static char *value_of(const char *text)
{
    const size_t size = strlen(text);
    GString *value = NULL;

    if (size > SIP_DIGEST_FIELD_MAX || strpbrk(text, "\r\n") != NULL) {
        return NULL;
    }
    if (size < 2 || text[0] != '"' || text[size - 1] != '"') {
        return g_strdup(text);
    }
    value = g_string_sized_new(size);
    for (size_t i = 1; i + 1 < size; i++) {
        if (text[i] == '\\' && i + 2 < size) {
            i++;
        }
        g_string_append_c(value, text[i]);
    }
    return g_string_free(value, FALSE);
}

/* The value of a parameter; NULL when there is none or it cannot be used. */
static char *find(const char *const *params, const char *name)
{
    const size_t size = strlen(name);

    for (size_t i = 0; params[i] != NULL; i++) {
        if (g_ascii_strncasecmp(params[i], name, size) == 0 && params[i][size] == '=') {
            return value_of(params[i] + size + 1);
        }
    }
    return NULL;
}

/* No word is MD5 (RFC 7616, 3.4). */
static bool read_algorithm(const char *const *params, SipDigestAlgorithm *ret_algorithm)
{
    g_autofree char *word = find(params, "algorithm");

    if (word == NULL) {
        *ret_algorithm = SIP_DIGEST_MD5;
        return true;
    }
    for (int i = 0; i < SIP_DIGEST_ALGORITHMS; i++) {
        if (g_ascii_strcasecmp(word, algorithms[i].name) == 0) {
            *ret_algorithm = (SipDigestAlgorithm)i;
            return true;
        }
    }
    return false;
}

/* With qop=auth there must be a count and a cnonce; without qop there is neither (RFC 2069). */
static bool read_protection(const char *const *params, SipCredentials *credentials)
{
    g_autofree char *qop = find(params, "qop");
    guint64 count = 0;

    if (qop == NULL) {
        return true;
    }
    credentials->cnonce = find(params, "cnonce");
    credentials->nc_text = find(params, "nc");
    if (g_ascii_strcasecmp(qop, "auth") != 0 || credentials->cnonce == NULL ||
            credentials->nc_text == NULL || strlen(credentials->nc_text) != NC_DIGITS ||
            !g_ascii_string_to_unsigned(credentials->nc_text, HEX, 1, G_MAXUINT32, &count, NULL)) {
        return false;
    }
    credentials->nc = (uint32_t)count;
    return true;
}

bool sip_credentials_read(const char *const *params, SipCredentials *ret_credentials)
{
    g_auto(SipCredentials) credentials = {0};

    if (params == NULL || !read_algorithm(params, &credentials.algorithm) ||
            !read_protection(params, &credentials)) {
        return false;
    }
    credentials.username = find(params, "username");
    credentials.realm = find(params, "realm");
    credentials.nonce = find(params, "nonce");
    credentials.uri = find(params, "uri");
    credentials.response = find(params, "response");
    if (credentials.username == NULL || credentials.realm == NULL || credentials.nonce == NULL ||
            credentials.uri == NULL || credentials.response == NULL) {
        return false;
    }
    *ret_credentials = credentials;
    credentials = (SipCredentials){0};
    return true;
}

void sip_credentials_clear(SipCredentials *credentials)
{
    g_free(credentials->username);
    g_free(credentials->realm);
    g_free(credentials->nonce);
    g_free(credentials->uri);
    g_free(credentials->response);
    g_free(credentials->cnonce);
    g_free(credentials->nc_text);
    *credentials = (SipCredentials){0};
}

/* ---- answering ---- */

/* A list like "auth,auth-int". */
static bool has_auth(const char *qop)
{
    g_auto(GStrv) words = g_strsplit(qop, ",", -1);

    for (size_t i = 0; words[i] != NULL; i++) {
        if (g_ascii_strcasecmp(g_strstrip(words[i]), "auth") == 0) {
            return true;
        }
    }
    return false;
}

static bool can_be_quoted(const char *text)
{
    return strpbrk(text, "\"\\\r\n") == NULL;
}

bool sip_challenge_read(const char *const *params, SipChallenge *ret_challenge)
{
    g_auto(SipChallenge) challenge = {0};

    if (params == NULL || !read_algorithm(params, &challenge.algorithm)) {
        return false;
    }
    g_autofree char *qop = find(params, "qop");
    challenge.realm = find(params, "realm");
    challenge.nonce = find(params, "nonce");
    challenge.opaque = find(params, "opaque");
    challenge.counted = qop != NULL;
    if (challenge.realm == NULL || challenge.nonce == NULL || (qop != NULL && !has_auth(qop)) ||
            !can_be_quoted(challenge.realm) || !can_be_quoted(challenge.nonce) ||
            (challenge.opaque != NULL && !can_be_quoted(challenge.opaque))) {
        return false;
    }
    *ret_challenge = (SipChallenge){
            .algorithm = challenge.algorithm,
            .realm = g_steal_pointer(&challenge.realm),
            .nonce = g_steal_pointer(&challenge.nonce),
            .opaque = g_steal_pointer(&challenge.opaque),
            .counted = challenge.counted,
    };
    return true;
}

void sip_challenge_clear(SipChallenge *challenge)
{
    g_free(challenge->realm);
    g_free(challenge->nonce);
    g_free(challenge->opaque);
    *challenge = (SipChallenge){0};
}

char *sip_digest_answer(const SipChallenge *challenge, const SipDigestQuestion *question)
{
    static const char first[] = "00000001";
    g_autofree char *ha1 = sip_digest_ha1(
            challenge->algorithm, question->username, challenge->realm, question->password);
    g_autofree char *asked = g_strjoin(":", question->method, question->uri, NULL);
    g_autofree char *ha2 = hash(challenge->algorithm, asked);
    g_autofree char *whole = challenge->counted
            ? g_strjoin(":", ha1, challenge->nonce, first, question->cnonce, "auth", ha2, NULL)
            : g_strjoin(":", ha1, challenge->nonce, ha2, NULL);
    g_autofree char *response = hash(challenge->algorithm, whole);
    GString *text = g_string_new(NULL);

    g_string_append_printf(text,
            "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", "
            "algorithm=%s",
            question->username, challenge->realm, challenge->nonce, question->uri, response,
            algorithms[challenge->algorithm].name);
    if (challenge->counted) {
        g_string_append_printf(text, ", qop=auth, nc=%s, cnonce=\"%s\"", first, question->cnonce);
    }
    if (challenge->opaque != NULL) {
        g_string_append_printf(text, ", opaque=\"%s\"", challenge->opaque);
    }
    return g_string_free(text, FALSE);
}

/* ---- comparing ---- */

static bool same(const char *one, const char *other)
{
    const size_t size = strlen(one);
    unsigned char difference = 0;

    if (strlen(other) != size) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        difference |= (unsigned char)(one[i] ^ other[i]);
    }
    return difference == 0;
}

bool sip_digest_fits(const SipCredentials *credentials, const char *method, const char *ha1)
{
    g_autofree char *asked = g_strjoin(":", method, credentials->uri, NULL);
    g_autofree char *ha2 = hash(credentials->algorithm, asked);
    g_autofree char *text = credentials->nc != 0
            ? g_strjoin(":", ha1, credentials->nonce, credentials->nc_text, credentials->cnonce,
                      "auth", ha2, NULL)
            : g_strjoin(":", ha1, credentials->nonce, ha2, NULL);
    g_autofree char *response = hash(credentials->algorithm, text);
    g_autofree char *sent = g_ascii_strdown(credentials->response, -1);

    return same(response, sent);
}

char *sip_digest_challenge(
        SipDigestAlgorithm algorithm, const char *realm, const char *nonce, bool stale)
{
    return g_strdup_printf("Digest realm=\"%s\", nonce=\"%s\", algorithm=%s, qop=\"auth\"%s", realm,
            nonce, algorithms[algorithm].name, stale ? ", stale=true" : "");
}
