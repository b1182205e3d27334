/**
 * sip_digest: passwords over SIP: digest authentication (RFC 7616 and 8760), with SHA-256 and, for room hardware, MD5.
 *
 * What is kept of a password is its HA1, one for each algorithm: H(username ":" realm ":" password). Whoever has one may
 * call as that site, and no more: the password itself cannot be had from it.
 *
 * Units       none.
 * Ownership   texts returned are the caller's; credentials own theirs: sip_credentials_clear().
 * Thread      any: no state.
 * Errors      what does not read as credentials is refused as a whole.
 * Memory      SIP_DIGEST_FIELD_MAX bytes of each field.
 */
#ifndef SIGNALING_SIP_SIP_DIGEST_H
#define SIGNALING_SIP_SIP_DIGEST_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

enum { SIP_DIGEST_FIELD_MAX = 512 };

/** In the order in which they are offered. */
typedef enum SipDigestAlgorithm {
    SIP_DIGEST_SHA256,
    SIP_DIGEST_MD5,
    SIP_DIGEST_ALGORITHMS
} SipDigestAlgorithm;

/** As it stands in a challenge. */
const char *sip_digest_algorithm_name(SipDigestAlgorithm algorithm);

/** What is kept of a password, in hexadecimal. */
char *sip_digest_ha1(SipDigestAlgorithm algorithm, const char *username, const char *realm,
        const char *password);

/** What a client sent in Authorization. */
typedef struct SipCredentials {
    SipDigestAlgorithm algorithm;
    char *username;
    char *realm;
    char *nonce;
    char *uri;
    char *response;
    char *cnonce;
    char *nc_text;
    uint32_t nc; /**< 0: without qop, as old devices do */
} SipCredentials;

/**
 * Reads the parameters of an Authorization header, each `name=value` or `name="value"`.
 *
 * @param params           NULL-terminated; NULL is an empty list
 * @param ret_credentials  written on success only
 */
bool sip_credentials_read(const char *const *params, SipCredentials *ret_credentials);

void sip_credentials_clear(SipCredentials *credentials);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SipCredentials, sip_credentials_clear)

/** Whether they were made from this HA1 for a request of this method. Takes as long when they were not. */
bool sip_digest_fits(const SipCredentials *credentials, const char *method, const char *ha1);

/** What somebody challenges us with. */
typedef struct SipChallenge {
    SipDigestAlgorithm algorithm;
    char *realm;
    char *nonce;
    char *opaque; /**< NULL: none */
    bool counted; /**< qop=auth; else as RFC 2069 has it */
} SipChallenge;

/**
 * Reads the parameters of a WWW-Authenticate or Proxy-Authenticate header, each `name=value` or `name="value"`.
 *
 * @param params  NULL-terminated; NULL is an empty list
 * @return        false: it wants what we cannot, and nothing was written
 */
bool sip_challenge_read(const char *const *params, SipChallenge *ret_challenge);

void sip_challenge_clear(SipChallenge *challenge);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SipChallenge, sip_challenge_clear)

/** Who answers a challenge, for which request. */
typedef struct SipDigestQuestion {
    const char *username; /**< without quotes in it, as the URI */
    const char *password;
    const char *method;
    const char *uri;
    const char *cnonce;
} SipDigestQuestion;

/** The value of an Authorization header, for the first time that the nonce is used. Free with g_free(). */
char *sip_digest_answer(const SipChallenge *challenge, const SipDigestQuestion *question);

/** The value of a WWW-Authenticate header. @param realm, nonce  without quotes in them */
char *sip_digest_challenge(
        SipDigestAlgorithm algorithm, const char *realm, const char *nonce, bool stale);

#endif
