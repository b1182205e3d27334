/**
 * conference_watch: the sites of one running meeting are watched: what is wrong with them is told to the consoles and,
 * while the meeting is in session, written down; before it, each site is checked and the result is kept.
 *
 * So is the machine, when it is too slow for the meeting.
 *
 *   leg.health, leg.quality, stats, devices ─► site_watch ─┬─► consoles: site_watch
 *                                                          ├─► the proceedings: watch, mute (if wanted)
 *                                                          └─► line_check ─► line_check_log
 *
 * Units       in the names.
 * Ownership   everything in its configuration is the caller's, and outlives it.
 * Thread      the main loop's.
 * Errors      none: what cannot be written down is left out.
 * Memory      one entry a site, at most SITE_WATCH_MAX; CONFERENCE_WATCH_EVENTS_MAX events a meeting.
 */
#ifndef SIGNALING_APP_CONFERENCE_WATCH_H
#define SIGNALING_APP_CONFERENCE_WATCH_H

#include "mcu/api/api_message.h"
#include "signaling/app/meeting_conduct.h"
#include "signaling/meeting/line_check.h"
#include "signaling/meeting/meeting.h"
#include "signaling/store/store.h"

typedef struct ConferenceWatch ConferenceWatch;

enum { CONFERENCE_WATCH_EVENTS_MAX = 4000 };

/** What an event that is of no site says. */
#define CONFERENCE_WATCH_OVERLOAD "overload"

typedef struct ConferenceWatchConfig {
    Store *store;
    const Meeting *meeting;
    MeetingConduct *conduct;
} ConferenceWatchConfig;

ConferenceWatch *conference_watch_new(const ConferenceWatchConfig *config);

/** NULL is allowed. */
void conference_watch_free(ConferenceWatch *watch);

/** What the media server says of a participant's leg. The second comes each second, and moves everything on. */
void conference_watch_health(
        ConferenceWatch *watch, const Participant *participant, const ApiLegHealth *health);
void conference_watch_quality(
        ConferenceWatch *watch, const Participant *participant, const ApiLegQuality *quality);
void conference_watch_stats(ConferenceWatch *watch, const ApiRoomStats *stats);

/** What a site's own page found when it opened its devices. */
void conference_watch_devices(ConferenceWatch *watch, const char *identity, LineCheckDevice camera,
        LineCheckDevice microphone);

/** A participant is not as it was, or is gone. */
void conference_watch_changed(ConferenceWatch *watch, const Participant *participant);
void conference_watch_gone(ConferenceWatch *watch, const Participant *participant);

/** To a console that has just come. */
void conference_watch_repeat(
        const ConferenceWatch *watch, void (*send)(char *text, void *user_data), void *user_data);

/** How the sites that are here do now: identity → {name, check, faults, time}. A new reference. */
json_t *conference_watch_to_json(const ConferenceWatch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ConferenceWatch, conference_watch_free)

#endif
