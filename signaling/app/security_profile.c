#include "signaling/app/security_profile.h"

enum {
    STRICT_LEVEL = 3,
    HISTORY = 10,        /* 3.7.2.6.5 */
    ADMIN_DAYS = 60,     /* 3.7.2.6.5: every two months */
    TRIES = 5,           /* 3.6.2.1.9.2 */
    LOCK_HOURS_MIN = 12, /* 3.6.2.1.9.3 */
    LOCK_HOURS_STRICT = 24,
    IDLE_MINUTES = 15,       /* 3.6.2.1.8: for business software */
    IDLE_MINUTES_STRICT = 5, /* 3.6.2.1.8: for everything else */
    UNUSED_DAYS = 45,        /* 3.7.2.7.6 */
    WARNING_DAYS = 15,
    LENGTH = 8, /* 3.7.2.6.4 */
    LENGTH_STRICT = 12,
    AGE_DAYS_STRICT = 180,
    SESSION_HOURS = 12, /* a working day */
};

static const int64_t minute_us = INT64_C(60) * G_USEC_PER_SEC;
static const int64_t hour_us = INT64_C(3600) * G_USEC_PER_SEC;
static const int64_t day_us = INT64_C(86400) * G_USEC_PER_SEC;

static int64_t chosen(const Settings *settings, const char *key, int64_t by_level)
{
    const int64_t number = settings_number(settings, key);
    return number != 0 ? number : by_level;
}

static bool needs_totp(const Settings *settings, bool strict)
{
    const char *word = settings_text(settings, "security.admin_totp");
    return g_str_equal(word, "required") || (strict && g_str_equal(word, "auto"));
}

SecurityProfile security_profile_of(const Settings *settings)
{
    const int level = (int)settings_number(settings, "security.level");
    const bool strict = level >= STRICT_LEVEL;
    const int64_t history = settings_number(settings, "security.password_history");
    const int64_t unused_us = chosen(settings, "security.unused_days", UNUSED_DAYS) * day_us;

    return (SecurityProfile){
            .level = level,
            .password_length = (unsigned)chosen(
                    settings, "security.password_length", strict ? LENGTH_STRICT : LENGTH),
            .history_admin = (unsigned)(history != 0 ? history : HISTORY),
            .history_others = (unsigned)(history != 0 ? history
                            : strict                  ? HISTORY
                                                      : 1),
            .password_age_admin_us =
                    chosen(settings, "security.admin_password_days", ADMIN_DAYS) * day_us,
            .password_age_others_us =
                    chosen(settings, "security.password_days", strict ? AGE_DAYS_STRICT : 0) *
                    day_us,
            .lock = {.tries_max = chosen(settings, "security.tries", TRIES),
                    .lock_us = MAX(chosen(settings, "security.lock_hours",
                                           strict ? LOCK_HOURS_STRICT : LOCK_HOURS_MIN),
                                       LOCK_HOURS_MIN) *
                            hour_us},
            .idle_us = chosen(settings, "security.idle_minutes",
                               strict ? IDLE_MINUTES_STRICT : IDLE_MINUTES) *
                    minute_us,
            .session_us = SESSION_HOURS * hour_us,
            .unused_us = unused_us,
            .unused_warning_us = MAX(unused_us - WARNING_DAYS * day_us, 0),
            .admin_totp = needs_totp(settings, strict),
            .phone = settings_text(settings, "security.phone"),
    };
}

unsigned security_profile_history(const SecurityProfile *profile, Role role)
{
    return role == ROLE_ADMIN ? profile->history_admin : profile->history_others;
}

bool security_profile_is_old(const SecurityProfile *profile, Role role, int64_t age_us)
{
    const int64_t most_us =
            role == ROLE_ADMIN ? profile->password_age_admin_us : profile->password_age_others_us;
    return most_us != 0 && age_us > most_us;
}
