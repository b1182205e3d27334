/**
 * media_watch: from which sites media flows, put together from what the media server says of each leg every second: who
 * has begun, who has stopped, and when that was.
 *
 *   off ── media flows ──► on ── nothing for MEDIA_WATCH_SILENCE_US ──► off, dated back to the last packet
 *
 * A site that changes its leg or its device within that time has not been away. A pause that nobody watched, because the
 * server was away while the media server went on, is told by the report that follows it.
 *
 *   report, tick ─► changes ─► media_watch_take() ─► written down
 *                      ▲                                 │ it could not be
 *                      └──── media_watch_put_back() ◄────┘
 *
 * Units       times are microseconds since 1970.
 * Ownership   texts are copied.
 * Thread      one at a time: the main loop.
 * Errors      none.
 * Memory      PRESENCE_SITES_MAX sites; MEDIA_WATCH_CHANGES_MAX changes that wait, the oldest go first.
 */
#ifndef SIGNALING_MEETING_MEDIA_WATCH_H
#define SIGNALING_MEETING_MEDIA_WATCH_H

#include "signaling/meeting/presence_log.h"

enum {
    MEDIA_WATCH_SILENCE_US = 5000000, /**< connected: RTP was received in the last 5 s */
    MEDIA_WATCH_CHANGES_MAX = 8192,
};

typedef struct MediaWatch MediaWatch;

/** What is said of one leg. */
typedef struct MediaReport {
    const char *identity;
    const char *name;
    const char *how; /**< participant_kind_name() */
    bool chair;
    int64_t last_us;   /**< the last packet; 0: none yet */
    int64_t flow_us;   /**< since when media flows without a pause */
    int64_t paused_us; /**< the last packet before that pause; 0: there was none */
} MediaReport;

MediaWatch *media_watch_new(void);

/** NULL is allowed. */
void media_watch_free(MediaWatch *watch);

/** Before anything else: who was there by the log of an earlier server, which watched until `known_us`. */
void media_watch_restore(MediaWatch *watch, const PresenceLog *log, int64_t known_us);

void media_watch_report(MediaWatch *watch, const MediaReport *report, int64_t now_us);

/** Who has fallen silent. About once a second, after the reports. */
void media_watch_tick(MediaWatch *watch, int64_t now_us);

/** Whether media flows from anybody. */
bool media_watch_is_on(const MediaWatch *watch);

/** The changes since, as presence_log has them: a new reference, NULL for none. */
json_t *media_watch_take(MediaWatch *watch);

/** What was taken could not be written down: it comes before what is there by now. @param changes  taken */
void media_watch_put_back(MediaWatch *watch, json_t *changes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MediaWatch, media_watch_free)

#endif
