/**
 * conference_state: what conference.c and conference_media.c share; nobody else includes it.
 *
 * Units       in the names.
 * Ownership   the conference owns all but events, legs and their data.
 * Thread      the main loop's.
 * Errors      none.
 * Memory      as conference.h.
 */
#ifndef SIGNALING_APP_CONFERENCE_STATE_H
#define SIGNALING_APP_CONFERENCE_STATE_H

#include "signaling/app/conference_watch.h"
#include "signaling/app/leg_offers.h"
#include "signaling/app/leg_reports.h"
#include "signaling/app/line_reader.h"
#include "signaling/app/meeting_conduct.h"
#include "signaling/app/stage_relay.h"
#include "signaling/meeting/absentee_list.h"
#include "signaling/meeting/line_history.h"

/* Of conference.h, which does not know this file. */
typedef struct Conference Conference;
typedef struct ConferenceEvents ConferenceEvents;
typedef struct ConferenceLegEvents ConferenceLegEvents;

struct Conference {
    Meeting *meeting;
    McuRoom *room;
    const ConferenceEvents *events;
    void *user_data;
    const ConferenceLegEvents *legs;
    void *legs_data;
    Stage *stage;
    StageRelay relay;
    LineReader *lines;
    LineHistory *history;
    AbsenteeList *absentees;
    LegOffers *offers;
    LegReports *reports;
    MeetingConduct *conduct;
    ConferenceWatch *watch;
    int64_t empty_since_us;
};

/** The meeting's. */
const char *conference_code(const Conference *conference);

/** To a session, if there is one (not 0), or to everybody and the consoles. Takes the text. */
void conference_send(Conference *conference, uint64_t session, char *text);
void conference_send_all(Conference *conference, char *text);

/** Tells a session what is asked of its camera now. */
void conference_send_size(Conference *conference, uint64_t session, const ApiLegSize *size);

/** Whoever brought the leg is told that it is over. */
void conference_leg_over(const Conference *conference, const char *leg, const char *why);

/** Somebody came or went; `user_data` is the conference. */
void conference_attendance(
        const Participant *participant, AttendanceEvent event, const char *why, void *user_data);

/** Who was there before the server went away and has not come back is written down as gone. */
void conference_log_absentees(Conference *conference);

/** What the media server's room says; their data is the conference. */
const McuRoomEvents *conference_media_events(void);

#endif
