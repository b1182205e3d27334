#include "signaling/client/site_pin.h"

#include <glib.h>

#include <sodium.h>

enum { DIGITS = 10 };

char *site_pin_new(void)
{
    char *pin = g_strnfill(SITE_PIN_DIGITS, '0');

    g_assert(sodium_init() >= 0);
    for (int i = 0; i < SITE_PIN_DIGITS; i++) {
        pin[i] = (char)('0' + randombytes_uniform(DIGITS));
    }
    return pin;
}
