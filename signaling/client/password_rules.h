/**
 * password_rules: what a password must be made of, and one that meets every rule.
 *
 * Units       lengths are characters, not bytes.
 * Ownership   texts returned are the caller's.
 * Thread      any: no state.
 * Errors      PASSWORD_ERROR; the message is Vietnamese, for the page.
 * Memory      none.
 */
#ifndef SIGNALING_CLIENT_PASSWORD_RULES_H
#define SIGNALING_CLIENT_PASSWORD_RULES_H

#include <glib.h>

#include <stdbool.h>

enum {
    PASSWORD_LENGTH_FLOOR = 8, /**< QCVN 12:2026/BCA, 3.7.2.6.4: no setting goes below */
    PASSWORD_LENGTH_MAX = 128,
    PASSWORD_BYTES_MAX = 512,
};

#define PASSWORD_ERROR (password_error_quark())
GQuark password_error_quark(void);

typedef enum PasswordError {
    PASSWORD_ERROR_WEAK, /**< too short, too long, or without one of the four classes */
    PASSWORD_ERROR_NAME, /**< holds the account's name */
} PasswordError;

/**
 * At least `length_min` characters; lower case, upper case, a digit and something else among them; not the name of the
 * account, forwards or backwards, in whatever case.
 *
 * @param password  valid UTF-8
 */
bool password_rules_check(
        const char *password, const char *username, unsigned length_min, GError **error);

/** A random password of `length` characters that meets the rules, without letters that look alike. g_free() it. */
char *password_rules_generate(unsigned length);

#endif
