/**
 * meeting_events: what was done in the meetings, one row an event, never changed afterwards.
 *
 * The rows of a meeting are a chain: each carries a hash of itself and of the one before, so that a row that was
 * changed, taken out or put in shows. What an event means, proceedings knows.
 *
 * Units       times are microseconds since 1970, UTC; rows count from 1.
 * Ownership   an event is lent for the time of a call.
 * Thread      as database.h.
 * Errors      as database.h; MEETING_EVENTS_ERROR_FULL.
 * Memory      MEETING_EVENTS_MAX rows a meeting.
 */
#ifndef SIGNALING_STORE_MEETING_EVENTS_H
#define SIGNALING_STORE_MEETING_EVENTS_H

#include "signaling/store/database.h"

enum {
    MEETING_EVENTS_MAX = 50000,        /**< one a second for fourteen hours */
    MEETING_EVENTS_LEFT_FOR_END = 100, /**< of these, for what must always be possible */
    MEETING_EVENTS_LEFT_FOR_PEOPLE =
            10000, /**< of these, not for what the server notes by itself: lines that break must not silence people */
};

#define MEETING_EVENTS_ERROR (meeting_events_error_quark())
GQuark meeting_events_error_quark(void);

typedef enum MeetingEventsError {
    MEETING_EVENTS_ERROR_FULL, /**< no more of this meeting are taken */
} MeetingEventsError;

typedef struct MeetingEvent {
    int64_t id; /**< given by the database */
    const char *meeting;
    int64_t time_us;
    const char *actor;
    const char *kind;
    const char *detail; /**< the whole event as JSON */
    const char *hash;   /**< 64 hexadecimal digits; made here */
} MeetingEvent;

/** How much room an event may take: the last one finds some even in a full list. */
typedef enum MeetingEventRoom {
    MEETING_EVENT_ORDINARY,
    MEETING_EVENT_LAST,      /**< it ends the meeting */
    MEETING_EVENT_BY_ITSELF, /**< nobody asked for it */
} MeetingEventRoom;

bool meeting_events_append(
        Database *database, const MeetingEvent *event, MeetingEventRoom room, GError **error);

/** @return false ends the walk */
typedef bool (*MeetingEventFn)(const MeetingEvent *event, void *user_data);

/** The events of a meeting behind `after`, an id or 0, in their order. */
bool meeting_events_each(Database *database, const char *meeting, int64_t after,
        MeetingEventFn each, void *user_data, GError **error);

/**
 * Whether the chain of a meeting is whole.
 *
 * @param ret_rows    how many there are; may be NULL
 * @param ret_broken  the id of the first row that does not fit, or 0
 */
bool meeting_events_verify(Database *database, const char *meeting, int64_t *ret_rows,
        int64_t *ret_broken, GError **error);

#endif
