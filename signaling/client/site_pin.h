/**
 * site_pin: the number that a site's people type beside its standing link. Told once; kept as password_hash keeps it.
 *
 * Units       none.
 * Ownership   the result is the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_CLIENT_SITE_PIN_H
#define SIGNALING_CLIENT_SITE_PIN_H

/* A hundred million, against guesses that are counted and slowed down. */
enum { SITE_PIN_DIGITS = 8 };

/** A new one, of digits. Free with g_free(). */
char *site_pin_new(void);

#endif
