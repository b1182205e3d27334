/**
 * site_redial: when a site that did not come, or was lost, is called again: after longer and longer times, a bounded number
 * of them, and not at all where somebody there does not want it.
 *
 *     lost          2 s, then as below: the line may be back at once
 *     busy, nobody answers, not reached, no TLS    15, 30, 60, 120, 300 s, then no more
 *     hung up there                        30 s, the first and the second time; then it is meant
 *     declined, no such device, nothing in common, its offer or its certificate refused    no more
 *
 * Units       seconds in the names; statuses are those of RFC 3261.
 * Ownership   a plain value.
 * Thread      any: no state of its own.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_MEETING_SITE_REDIAL_H
#define SIGNALING_MEETING_SITE_REDIAL_H

#include <stdint.h>

enum {
    SITE_REDIAL_TRIES = 5,
    SITE_REDIAL_HANG_UPS = 2, /**< that are taken for a mistake */
};

/** Why a call is over. */
typedef enum RedialCause {
    REDIAL_DROPPED, /**< it was here, and was lost */
    REDIAL_BUSY,
    REDIAL_NO_ANSWER,
    REDIAL_UNREACHABLE,
    REDIAL_HUNG_UP,
    REDIAL_DECLINED,
    REDIAL_NOT_FOUND,
    REDIAL_NO_CODEC,
    REDIAL_NO_ENCRYPTION, /**< it offers sound and pictures in the clear, where the settings forbid that */
    REDIAL_NO_ADDRESS,  /**< it wants them where nothing can be sent to */
    REDIAL_BAD_OFFER,   /**< what it offers cannot be read */
    REDIAL_NO_TLS,      /**< its address answers, but TLS does not come about */
    REDIAL_CERTIFICATE, /**< of TLS: it is refused, until somebody changes something */
    REDIAL_CAUSES
} RedialCause;

/** What no device says, but our end of the line, beside the statuses of RFC 3261. */
enum {
    REDIAL_STATUS_NO_TLS = 1001,
    REDIAL_STATUS_CERTIFICATE,
    REDIAL_STATUS_NO_ENCRYPTION,
    REDIAL_STATUS_NO_ADDRESS,
    REDIAL_STATUS_BAD_OFFER,
};

/** "busy" and so on. */
const char *redial_cause_name(RedialCause cause);

/** What a device's refusal means. */
RedialCause redial_cause_of(int status);

typedef struct SiteRedial {
    unsigned tries; /**< since it was here last */
    unsigned hang_ups;
} SiteRedial;

/** It is here. */
void site_redial_reset(SiteRedial *redial);

/** After how long it is called again; 0: not any more. */
int64_t site_redial_after_s(SiteRedial *redial, RedialCause cause);

#endif
