/**
 * totp: the second factor: codes of six digits that change every 30 s (RFC 6238 with SHA-1, as all telephones have it).
 *
 * Units       seconds since 1970; a step is TOTP_STEP_S of them.
 * Ownership   texts returned are the caller's.
 * Thread      any: no state.
 * Errors      none: a secret or code that cannot be read fits nothing.
 * Memory      none.
 */
#ifndef SIGNALING_CLIENT_TOTP_H
#define SIGNALING_CLIENT_TOTP_H

#include <stdbool.h>
#include <stdint.h>

enum {
    TOTP_SECRET_BYTES = 20, /**< RFC 4226, 4: 160 bits are recommended */
    TOTP_STEP_S = 30,
    TOTP_DIGITS = 6,
    TOTP_STEPS_OFF = 1, /**< a telephone's clock may be a step early or late (RFC 6238, 5.2) */
};

/** A new random secret in base 32. Free with g_free(). */
char *totp_new_secret(void);

/** "otpauth://totp/…" for the telephone's camera. Free with g_free(). */
char *totp_uri(const char *secret, const char *issuer, const char *account);

/** The code of a step: TOTP_DIGITS digits. Free with g_free(); NULL for a secret that is none. */
char *totp_code(const char *secret, int64_t step);

/**
 * Whether the code is right now; each only once.
 *
 * @param last_step  the last step whose code was used: only later ones count
 * @param ret_step   the code's step, to be kept as the next `last_step`
 */
bool totp_check(
        const char *secret, const char *code, int64_t now_s, int64_t last_step, int64_t *ret_step);

#endif
