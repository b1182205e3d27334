/**
 * dial_check: whether what a caller has typed is a site's PIN, and which meeting he means.
 *
 * Nothing is said of meetings before the PIN fits. Wrong ones are counted by address, as at the sites' standing links: who
 * guesses is slowed down, and no site is locked by strangers.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   sites and store are the caller's and outlive the check; texts are copied.
 * Thread      the main loop's; PINs are compared on a thread of GLib's.
 * Errors      in the verdict.
 * Memory      DIAL_CHECKS_MAX questions under way; login_guard's addresses.
 */
#ifndef SIGNALING_APP_DIAL_CHECK_H
#define SIGNALING_APP_DIAL_CHECK_H

#include "signaling/app/sip_sites.h"

typedef struct DialCheck DialCheck;

enum {
    DIAL_CHECKS_MAX = 2,      /* each takes 64 MB for some tenths of a second */
    DIAL_AHEAD_S = 24 * 3600, /* how far ahead a site's meeting may be */
    DIAL_MEETINGS_MAX = 1000,
};

typedef enum DialVerdict {
    DIAL_FITS,
    DIAL_NO_MEETING,
    DIAL_WRONG_PIN,
    DIAL_TOO_OFTEN,
    DIAL_BUSY,
} DialVerdict;

typedef struct DialQuestion {
    const char *address;   /**< where the caller is */
    const char *site;      /**< its code, where it is proved; NULL: by keys and PIN */
    const char *site_keys; /**< as keypad.h */
    const char *pin;
    const char *meeting;      /**< its code, where that was dialled; NULL: by keys */
    const char *meeting_keys; /**< "": the site's running or next one */
} DialQuestion;

/** @param meeting, site  codes; NULL unless it FITS */
typedef void (*DialVerdictFn)(
        DialVerdict verdict, const char *meeting, const char *site, void *user_data);

DialCheck *dial_check_new(const SipSites *sites, Store *store);

/** What is under way gets no verdict. NULL is allowed. */
void dial_check_free(DialCheck *check);

/** `done` is called once, maybe at once. */
void dial_check_ask(
        DialCheck *check, const DialQuestion *question, DialVerdictFn done, void *user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DialCheck, dial_check_free)

#endif
