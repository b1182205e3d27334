#include "signaling/sip/sip_password.h"

#include <glib.h>

#include <stdint.h>
#include <sys/random.h>

/* Thirty-two, without l, o, 0 and 1, so that a byte's lower five bits choose one, all of them as often. */
static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";

enum { LETTERS = sizeof(letters) - 1 };

G_STATIC_ASSERT(LETTERS == 32);

char *sip_password_new(void)
{
    uint8_t bytes[SIP_PASSWORD_LENGTH];
    char *password = g_strnfill(SIP_PASSWORD_LENGTH, letters[0]);
    const ssize_t size = getrandom(bytes, sizeof(bytes), 0);

    g_assert(size == (ssize_t)sizeof(bytes));
    for (size_t i = 0; i < sizeof(bytes); i++) {
        password[i] = letters[bytes[i] % LETTERS];
    }
    return password;
}
