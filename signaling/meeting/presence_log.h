/**
 * presence_log: when media flowed from each site, put together from a meeting's `media` events.
 *
 *      {"kind": "media", "time_us": …, "changes": [
 *          {"site": IDENTITY, "name": …, "how": "browser", "chair": false, "on": true, "at_us": …}, …]}
 *
 * `at_us` is when it happened, `time_us` when it was known and written down. A site's spans follow one another,
 * whatever devices and legs it had; only the last one may be open.
 *
 * Units       times are microseconds since 1970.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      one at a time.
 * Errors      what is no change is passed over.
 * Memory      PRESENCE_SITES_MAX sites, PRESENCE_SPANS_MAX spans each; beyond them a site's last span grows.
 */
#ifndef SIGNALING_MEETING_PRESENCE_LOG_H
#define SIGNALING_MEETING_PRESENCE_LOG_H

#include "signaling/meeting/attendance.h"

#include <glib.h>
#include <jansson.h>

enum {
    PRESENCE_SITES_MAX = 4096,
    PRESENCE_SPANS_MAX = 4096, /**< one for each ten seconds of eleven hours */
};

typedef struct PresenceLog PresenceLog;

/** One site. */
typedef struct PresenceSite {
    char *identity;
    char *name; /**< the last one that it had */
    char *how;  /**< as participant_kind_name() of its last connection */
    bool chair;
    bool on;       /**< its last span is open */
    GArray *spans; /**< AttendanceSpan; an open one ends where it begins */
} PresenceSite;

PresenceLog *presence_log_new(void);

/** NULL is allowed. */
void presence_log_free(PresenceLog *log);

void presence_log_apply(PresenceLog *log, const json_t *event);

/** In order of their first coming. */
size_t presence_log_size(const PresenceLog *log);
const PresenceSite *presence_log_nth(const PresenceLog *log, size_t n);

/** NULL when it never came. */
const PresenceSite *presence_log_find(const PresenceLog *log, const char *identity);

/** Adds a site's spans to an array of AttendanceSpan; an open one ends at `until_us`. */
void presence_site_spans(const PresenceSite *site, int64_t until_us, GArray *spans);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PresenceLog, presence_log_free)

#endif
