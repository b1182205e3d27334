/**
 * sip_password: a password for a site's device: long enough for digest over a line that others hear, and made of letters
 * that can be told apart on the screen of a room codec, where it is typed with a remote control.
 *
 * Units       lengths are characters.
 * Ownership   the text is the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_SIP_SIP_PASSWORD_H
#define SIGNALING_SIP_SIP_PASSWORD_H

enum { SIP_PASSWORD_LENGTH = 16 /**< of 32 letters: 80 bits */ };

char *sip_password_new(void);

#endif
