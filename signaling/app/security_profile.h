/**
 * security_profile: the figures of the security level that the configuration names, each of which a key of its own can
 * change (QCVN 12:2026/BCA, section 3).
 *
 * Units       in the names.
 * Ownership   values; the telephone number belongs to the settings.
 * Thread      any: constant.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_APP_SECURITY_PROFILE_H
#define SIGNALING_APP_SECURITY_PROFILE_H

#include "config/settings.h"
#include "signaling/meeting/permission.h"
#include "signaling/store/accounts.h"

typedef struct SecurityProfile {
    int level;
    unsigned password_length;
    unsigned
            history_admin; /**< passwords of before, the one in use among them, that must not come again */
    unsigned history_others;
    int64_t password_age_admin_us; /**< 0: for ever */
    int64_t password_age_others_us;
    AccountLock lock;
    int64_t idle_us;
    int64_t session_us; /**< a session ends then, whatever is done in it */
    int64_t unused_us;
    int64_t unused_warning_us; /**< from then on it is warned of */
    bool admin_totp;           /**< administrators must have a second factor */
    const char *phone;
} SecurityProfile;

SecurityProfile security_profile_of(const Settings *settings);

unsigned security_profile_history(const SecurityProfile *profile, Role role);

/** Whether a password of this age has to be changed. */
bool security_profile_is_old(const SecurityProfile *profile, Role role, int64_t age_us);

#endif
